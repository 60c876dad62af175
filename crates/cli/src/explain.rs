//! `pugmark explain`: one listing, each signal under its words, then the sum.

use crate::console::{self, Paint, Style};
use crate::engine;
use crate::exit::{Done, Ending, Stop};
use crate::high::{Explain, Place};
use crate::output::{Destination, contact_kind, intent, price, quantity, verdict};
use crate::show::{annotated, by_field, original};
use pugmark_model::{Assessment, Field, Listing, Signal, Verdict};
use std::fmt::Write;
use std::io::{self, Read};

/// Most of standard input that is read; a listing is never longer.
const MOST_BYTES: u64 = 4 << 20;

/// Explains one listing.
pub(crate) fn run(wish: &Explain) -> Done {
    let scorer = engine::scorer(&wish.judgement)?;
    let text = if wish.text == "-" { standard_input()? } else { wish.text.clone() };
    let listing = Listing { text: Some(text), ..wish.listing.clone() };
    let assessment = scorer.assess(&listing);
    let shown = if wish.json {
        format!("{}\n", serde_json::to_string_pretty(&assessment).unwrap_or_default())
    } else {
        explanation(&listing, &assessment, Paint::for_output(), console::columns())
    };
    let mut output = Destination::open(&Place::Standard)?;
    output.write(shown.as_bytes())?;
    output.commit()?;
    Ok(if assessment.verdict == Verdict::Clear { Ending::Nothing } else { Ending::Found })
}

/// The text on standard input; bytes that are not UTF-8 become U+FFFD.
fn standard_input() -> Result<String, Stop> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(MOST_BYTES).read_to_end(&mut bytes);
    read.map_err(|error| Stop::with_named("read", &"standard input", &error))?;
    Ok(String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned())
}

/// The whole explanation.
fn explanation(listing: &Listing, assessment: &Assessment, paint: Paint, width: usize) -> String {
    let mut text = String::new();
    for field in [Field::Title, Field::Text, Field::Comments] {
        let Some(words) = original(listing, field) else {
            continue;
        };
        for line in annotated(&words, &by_field(&assessment.signals, field), width, false, paint) {
            _ = writeln!(text, "{line}");
        }
        text.push('\n');
    }
    sum(&mut text, assessment, paint);
    findings(&mut text, assessment);
    text
}

/// The addends, their sum, the calibrated score and the verdict.
fn sum(text: &mut String, assessment: &Assessment, paint: Paint) {
    for signal in &assessment.signals {
        _ = writeln!(text, "{}", addend(signal, paint));
    }
    let total = assessment.signals.iter().map(|signal| signal.weight).sum::<f64>() + 0.0;
    _ = writeln!(text, "{total:>+8.2}  {}", paint.dress(Style::Strong, "sum of the signals"));
    let style = match assessment.verdict {
        Verdict::Clear => Style::For,
        Verdict::Review => Style::Look,
        Verdict::Urgent => Style::Urgent,
    };
    let verdict = paint.dress(style, verdict(assessment.verdict));
    _ = writeln!(text, "{:>8.3}  calibrated score, verdict {verdict}\n", assessment.score);
}

fn addend(signal: &Signal, paint: Paint) -> String {
    let style = if signal.weight > 0.0 { Style::Against } else { Style::For };
    let weight = paint.dress(style, &format!("{:>+8.2}", signal.weight));
    let words = if signal.text.is_empty() {
        String::new()
    } else {
        format!(" “{}”", console::printable(&signal.text))
    };
    format!("{weight}  {}{words}: {}", signal.id, console::printable(&signal.why))
}

/// What was read out of the text.
fn findings(text: &mut String, assessment: &Assessment) {
    let extracted = &assessment.extracted;
    let said_intent = format!("{} ({:.2})", intent(assessment.intent.kind), assessment.intent.probability);
    let taxa = assessment.taxa.iter().map(|taxon| {
        format!(
            "{} ({}, {}, CITES {}, {:.2})",
            taxon.name, taxon.rank, taxon.group, taxon.appendix, taxon.confidence
        )
    });
    let products = assessment
        .products
        .iter()
        .map(|product| format!("{} ({}, {:.2})", product.name, product.code, product.confidence));
    let contacts =
        extracted.contacts.iter().map(|contact| format!("{} {}", contact_kind(contact.kind), contact.value));
    let permits = extracted.permits.iter().map(|permit| match &permit.shape {
        Some(shape) => format!("{} (shape of {shape}, not checked)", permit.value),
        None => format!("{} (not checked)", permit.value),
    });
    let rows = [
        ("intent", said_intent),
        ("taxa", list(taxa)),
        ("products", list(products)),
        ("exemption claims", list(assessment.exemption_claims.iter().cloned())),
        ("prices", list(extracted.prices.iter().map(price))),
        ("quantities", list(extracted.quantities.iter().map(quantity))),
        ("contacts", list(contacts)),
        ("permit claims", list(permits)),
        ("note", assessment.note.clone().unwrap_or_default()),
    ];
    for (name, value) in rows {
        if !value.is_empty() {
            _ = writeln!(text, "{name:<18}{}", console::printable(&value));
        }
    }
    _ = writeln!(text, "{:<18}knowledge {}, model {}", "judged by", assessment.knowledge, assessment.model);
}

fn list(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}
