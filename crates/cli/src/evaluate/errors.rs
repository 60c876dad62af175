//! The rows that were judged wrongly: a list to read, and all of it as JSON lines.

use super::Row;
use super::gold::Compared;
use crate::console::{self, Paint, Style};
use crate::output::{contact_kind, price};
use pugmark_model::Assessment;
use serde_json::{Value, json};
use std::fmt::Write;

/// Characters of a text that a list shows.
const TEXT_SHOWN: usize = 220;
/// Signals that a list shows of each row.
const SIGNALS_SHOWN: usize = 7;

/// Everything about a wrongly judged row.
pub(super) fn json_line(row: &Row) -> String {
    let gold: Value = row
        .findings
        .named()
        .into_iter()
        .filter_map(|(name, compared)| {
            compared.map(|compared| (name.replace(' ', "_"), compared.gold.clone()))
        })
        .collect::<serde_json::Map<_, _>>()
        .into();
    let mut line = json!({
        "id": row.assessment.id,
        "wrong": row.wrong(),
        "label": row.positive,
        "flagged": row.flagged,
        "score": row.assessment.score,
        "slices": row.slices,
        "gold": gold,
        "listing": row.listing,
        "assessment": row.assessment,
    })
    .to_string();
    line.push('\n');
    line
}

/// The `count` worst false alarms and misses, and as many rows of each kind of wrong finding.
pub(super) fn list(text: &mut String, rows: &[Row], count: usize, paint: Paint) {
    if count == 0 {
        return;
    }
    let mut alarms: Vec<&Row> = rows.iter().filter(|row| row.flagged && !row.positive).collect();
    alarms.sort_by(|a, b| b.assessment.score.total_cmp(&a.assessment.score));
    section(text, "false alarms, highest score first", &alarms, count, paint);
    let mut misses: Vec<&Row> = rows.iter().filter(|row| !row.flagged && row.positive).collect();
    misses.sort_by(|a, b| a.assessment.score.total_cmp(&b.assessment.score));
    section(text, "misses, lowest score first", &misses, count, paint);
    for kind in ["contacts", "prices", "taxon group", "intent"] {
        findings(text, kind, rows, count, paint);
    }
}

fn section(text: &mut String, name: &str, rows: &[&Row], count: usize, paint: Paint) {
    let heading = format!("{name} ({} of {})", rows.len().min(count), rows.len());
    _ = writeln!(text, "{}\n", paint.dress(Style::Strong, &heading));
    for row in rows.iter().take(count) {
        let assessment = &row.assessment;
        let slices: Vec<&str> = row.slices.iter().flatten().map(String::as_str).collect();
        let sum = assessment.signals.iter().map(|signal| signal.weight).sum::<f64>() + 0.0;
        let heading = format!(
            "{}  score {:.3}  sum {sum:+.2}  {}",
            assessment.id,
            assessment.score,
            slices.join(" | ")
        );
        _ = writeln!(text, "{}", paint.dress(Style::Look, &console::printable(&heading)));
        _ = writeln!(text, "  {}", start_of(row));
        for signal in assessment.signals.iter().take(SIGNALS_SHOWN) {
            let style = if signal.weight > 0.0 { Style::Against } else { Style::For };
            let weight = paint.dress(style, &format!("{:+.2}", signal.weight));
            let words = console::printable(&signal.text);
            _ = writeln!(text, "    {weight} {} “{words}” {}", signal.id, console::printable(&signal.why));
        }
        if assessment.signals.is_empty() {
            text.push_str("    no signals\n");
        }
        text.push('\n');
    }
}

fn findings(text: &mut String, kind: &str, rows: &[Row], count: usize, paint: Paint) {
    let gold_of = |row: &Row| -> Option<String> {
        let (_, compared) = row.findings.named().into_iter().find(|(name, _)| *name == kind)?;
        let Compared { right, gold } = compared?;
        (!right).then(|| gold.to_string())
    };
    let wrong: Vec<(&Row, String)> =
        rows.iter().filter_map(|row| gold_of(row).map(|gold| (row, gold))).collect();
    if wrong.is_empty() {
        return;
    }
    let heading = format!("{kind} wrong ({} of {})", wrong.len().min(count), wrong.len());
    _ = writeln!(text, "{}\n", paint.dress(Style::Strong, &heading));
    for (row, gold) in wrong.into_iter().take(count) {
        let found = console::printable(&found(kind, &row.assessment));
        _ = writeln!(
            text,
            "{}  {}",
            paint.dress(Style::Look, &console::printable(&row.assessment.id)),
            start_of(row)
        );
        _ = writeln!(text, "    found {found}\n    gold  {}\n", console::printable(&gold));
    }
}

/// What was found of a kind, on one line.
fn found(kind: &str, assessment: &Assessment) -> String {
    let extracted = &assessment.extracted;
    match kind {
        "contacts" => {
            let contacts = extracted.contacts.iter();
            list_of(contacts.map(|contact| format!("{}:{}", contact_kind(contact.kind), contact.value)))
        }
        "prices" => list_of(extracted.prices.iter().map(price)),
        "taxon group" => {
            list_of(assessment.taxa.iter().map(|taxon| format!("{} ({})", taxon.group, taxon.name)))
        }
        _ => format!("{:?} {:.2}", assessment.intent.kind, assessment.intent.probability).to_lowercase(),
    }
}

fn list_of(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") }
}

/// The start of a row's title and text on one line.
fn start_of(row: &Row) -> String {
    let title = row.listing.title.as_deref().unwrap_or_default();
    let text = row.listing.text.as_deref().unwrap_or_default();
    let whole = if title.is_empty() { text.to_owned() } else { format!("[{title}] {text}") };
    let mut start: String = whole.chars().take(TEXT_SHOWN).map(|c| if c == '\n' { ' ' } else { c }).collect();
    if whole.chars().nth(TEXT_SHOWN).is_some() {
        start.push('…');
    }
    console::printable(&start)
}
