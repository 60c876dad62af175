//! The ranked table of a scan: a heading line for each listing, its words, the reasons under them.

use super::{annotated, by_field, original};
use crate::console::{self, Paint, Style};
use crate::output::{intent, price, verdict};
use crate::scan::Shown;
use pugmark_model::{Assessment, Field, Signal, Verdict};
use std::fmt::Write;

/// Signals shown of each listing.
const SIGNALS_SHOWN: usize = 6;

/// All listings, in the order given.
pub(crate) fn table(shown: &[Shown], paint: Paint, width: usize) -> String {
    let mut text = String::new();
    for (place, entry) in shown.iter().enumerate() {
        let heading = heading(place + 1, &entry.assessment, entry.listing.platform.as_deref());
        let style = if entry.assessment.verdict == Verdict::Urgent { Style::Urgent } else { Style::Look };
        _ = writeln!(text, "{}", paint.dress(style, &heading));
        body(&mut text, entry, paint, width);
        text.push('\n');
    }
    text
}

/// Rank, score, verdict, what, where.
fn heading(rank: usize, assessment: &Assessment, platform: Option<&str>) -> String {
    let mut parts = vec![format!("{rank:>3}. {:.3} {}", assessment.score, verdict(assessment.verdict))];
    parts.push(intent(assessment.intent.kind).to_owned());
    if let Some(taxon) = assessment.taxa.first() {
        parts.push(format!("{} [CITES {}]", taxon.name, taxon.appendix));
    }
    if let Some(product) = assessment.products.first() {
        parts.push(product.name.clone());
    }
    parts.extend(assessment.extracted.prices.first().map(price));
    parts.extend(platform.map(str::to_owned));
    parts.push(assessment.id.clone());
    console::printable(&parts.join(" · "))
}

/// Title and text with the strongest signals beneath their words, then the signals that have no words.
fn body(text: &mut String, entry: &Shown, paint: Paint, width: usize) {
    let strongest: Vec<Signal> = entry.assessment.signals.iter().take(SIGNALS_SHOWN).cloned().collect();
    for field in [Field::Title, Field::Text, Field::Comments] {
        let Some(words) = original(&entry.listing, field) else {
            continue;
        };
        let signals = by_field(&strongest, field);
        if words.is_empty() || (field == Field::Comments && signals.is_empty()) {
            continue;
        }
        for line in annotated(&words, &signals, width.saturating_sub(5), true, paint) {
            _ = writeln!(text, "     {line}");
        }
    }
    for signal in strongest.iter().filter(|signal| signal.span.is_none() || signal.field >= Field::Seller) {
        let said = format!("{:+.2} {}: {}", signal.weight, signal.id, console::printable(&signal.why));
        _ = writeln!(text, "     {}", paint.dress(Style::Faint, &said));
    }
    let rest = entry.assessment.signals.len() - strongest.len();
    if rest > 0 {
        _ = writeln!(text, "     {}", paint.dress(Style::Faint, &format!("and {rest} weaker signals")));
    }
}
