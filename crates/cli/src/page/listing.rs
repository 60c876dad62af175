//! One listing on the page: its words with the signals marked, then every reason.

use super::escape;
use super::mask::Mask;
use crate::output::{contact_kind, intent, price, quantity, verdict};
use crate::scan::Shown;
use crate::show::original;
use pugmark_model::{Assessment, Field, Signal};
use std::fmt::Write;

/// Characters of a field that the page shows.
const CHARACTERS_SHOWN: usize = 3_000;

/// A list item.
pub(super) fn entry(html: &mut String, shown: &Shown, masked: bool) {
    let assessment = &shown.assessment;
    let mask = Mask::new(assessment, masked);
    let verdict = verdict(assessment.verdict);
    _ = writeln!(html, "<li class=\"{verdict}\"><article>");
    _ = writeln!(
        html,
        "<h3><span class=\"score\">{:.3}</span> <span class=\"verdict\">{verdict}</span> {}</h3>",
        assessment.score,
        escape(&mask.value(&assessment.id)),
    );
    facts(html, shown, &mask);
    for (field, name) in [(Field::Title, "title"), (Field::Text, "text"), (Field::Comments, "comments")] {
        let Some(text) = original(&shown.listing, field).filter(|text| !text.is_empty()) else {
            continue;
        };
        _ = writeln!(
            html,
            "<p class=\"words {name}\" dir=\"auto\">{}</p>",
            marked(&text, field, assessment, &mask)
        );
    }
    reasons(html, assessment, &mask);
    html.push_str("</article></li>\n");
}

/// What was found, on one line.
fn facts(html: &mut String, shown: &Shown, mask: &Mask<'_>) {
    let assessment = &shown.assessment;
    let extracted = &assessment.extracted;
    let mut facts = vec![intent(assessment.intent.kind).to_owned()];
    facts.extend(
        assessment.taxa.iter().take(3).map(|taxon| format!("{} (CITES {})", taxon.name, taxon.appendix)),
    );
    facts.extend(assessment.products.iter().take(3).map(|product| product.name.clone()));
    facts.extend(assessment.exemption_claims.iter().map(|claim| format!("claims: {claim}")));
    facts.extend(extracted.prices.iter().take(3).map(price));
    facts.extend(extracted.quantities.iter().take(3).map(quantity));
    let mut kinds: Vec<String> =
        extracted.contacts.iter().map(|contact| contact_kind(contact.kind)).collect();
    kinds.dedup();
    facts.extend(kinds);
    facts.extend(shown.listing.platform.clone());
    facts.extend(shown.listing.language.clone());
    facts.extend(assessment.note.as_ref().map(|note| format!("note: {note}")));
    html.push_str("<ul class=\"facts\">");
    for fact in facts {
        _ = write!(html, "<li>{}</li>", escape(&mask.value(&fact)));
    }
    html.push_str("</ul>\n");
}

/// The words of a field with its strongest signals marked; where signals overlap the stronger one is.
fn marked(text: &str, field: Field, assessment: &Assessment, mask: &Mask<'_>) -> String {
    let characters = mask.field(text, field);
    let end = characters.len().min(CHARACTERS_SHOWN);
    let part = |from: usize, to: usize| escape(&characters[from..to].iter().collect::<String>());
    let mut html = String::new();
    let mut at = 0;
    for (from, to, signal) in apart(assessment, field, end) {
        html.push_str(&part(at, from));
        let class = if signal.weight > 0.0 { "for" } else { "against" };
        _ = write!(
            html,
            "<ruby class=\"{class}\"><mark>{}</mark><rp> (</rp><rt>{:+.1} {}</rt><rp>) </rp></ruby>",
            part(from, to),
            signal.weight,
            escape(&signal.id),
        );
        at = to;
    }
    html.push_str(&part(at, end));
    if end < characters.len() {
        html.push('…');
    }
    html
}

/// The signals of a field that do not overlap a stronger one, in order of place, cut at `end`.
fn apart(assessment: &Assessment, field: Field, end: usize) -> Vec<(usize, usize, &Signal)> {
    let mut taken: Vec<(usize, usize, &Signal)> = Vec::new();
    for signal in assessment.signals.iter().filter(|signal| signal.field == field) {
        let Some([from, to]) = signal.span else { continue };
        let (from, to) = (from as usize, (to as usize).min(end));
        if from < to && taken.iter().all(|&(start, stop, _)| to <= start || stop <= from) {
            taken.push((from, to, signal));
        }
    }
    taken.sort_by_key(|&(from, _, _)| from);
    taken
}

/// Every signal with its weight, words and reason.
fn reasons(html: &mut String, assessment: &Assessment, mask: &Mask<'_>) {
    let sum = assessment.signals.iter().map(|signal| signal.weight).sum::<f64>() + 0.0;
    let count = assessment.signals.len();
    _ = writeln!(html, "<details><summary>{count} signals, sum {sum:+.2}</summary>\n<table>");
    html.push_str(
        "<thead><tr><th scope=\"col\">weight</th><th scope=\"col\">signal</th><th scope=\"col\">words</th>\
         <th scope=\"col\">reason</th></tr></thead>\n<tbody>\n",
    );
    for signal in &assessment.signals {
        _ = writeln!(
            html,
            "<tr><td class=\"number\">{:+.2}</td><td>{}</td><td dir=\"auto\">{}</td><td>{}</td></tr>",
            signal.weight,
            escape(&signal.id),
            escape(&words(signal, assessment, mask)),
            escape(&mask.value(&signal.why)),
        );
    }
    html.push_str("</tbody></table></details>\n");
}

/// The words of a signal; hidden altogether where they touch a contact.
fn words(signal: &Signal, assessment: &Assessment, mask: &Mask<'_>) -> String {
    let touches = assessment.extracted.contacts.iter().any(|contact| {
        let overlaps = |[start, end]: [u32; 2]| start < contact.span[1] && contact.span[0] < end;
        contact.field == signal.field && signal.span.is_some_and(overlaps)
    });
    if touches { mask.hidden(&signal.text) } else { mask.value(&signal.text) }
}
