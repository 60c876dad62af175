//! The columns of the tabular forms: one row a listing, several findings in a cell parted by `; `.

use std::borrow::Cow;

use pugmark_model::{Assessment, ContactKind, IntentKind, Price, Quantity, Signal, TaxonFinding, Verdict};

/// How many of the strongest signals a cell names.
const SIGNALS_SHOWN: usize = 8;

/// Names of the columns, in order.
pub(crate) const NAMES: [&str; 18] = [
    "id",
    "score",
    "verdict",
    "intent",
    "intent_probability",
    "taxa",
    "taxon_groups",
    "appendices",
    "products",
    "exemption_claims",
    "prices",
    "quantities",
    "contact_kinds",
    "permit_claims",
    "signals",
    "knowledge",
    "model",
    "note",
];

/// An assessment as cells.
#[derive(Debug)]
pub(crate) struct Row {
    /// Probability, 0 to 1.
    pub(crate) score: f64,
    /// Probability of the intent, 0 to 1.
    pub(crate) intent_probability: f64,
    /// All other columns, in the order of [`NAMES`].
    pub(crate) texts: [String; 16],
}

impl Row {
    /// The cells of an assessment.
    pub(crate) fn of(assessment: &Assessment) -> Self {
        let extracted = &assessment.extracted;
        let texts = [
            assessment.id.clone(),
            verdict(assessment.verdict).to_owned(),
            intent(assessment.intent.kind).to_owned(),
            joined(assessment.taxa.iter().map(|taxon| taxon.name.clone())),
            distinct(assessment.taxa.iter().map(|taxon: &TaxonFinding| taxon.group.clone())),
            distinct(assessment.taxa.iter().map(|taxon| taxon.appendix.clone())),
            joined(assessment.products.iter().map(|product| format!("{} {}", product.code, product.name))),
            joined(assessment.exemption_claims.iter().cloned()),
            joined(extracted.prices.iter().map(price)),
            joined(extracted.quantities.iter().map(quantity)),
            distinct(extracted.contacts.iter().map(|contact| contact_kind(contact.kind))),
            joined(extracted.permits.iter().map(|permit| permit.value.clone())),
            joined(assessment.signals.iter().take(SIGNALS_SHOWN).map(signal)),
            assessment.knowledge.clone(),
            assessment.model.clone(),
            assessment.note.clone().unwrap_or_default(),
        ];
        Self { score: assessment.score, intent_probability: assessment.intent.probability, texts }
    }

    /// The cell of a column that [holds a number](is_number).
    pub(crate) const fn number(&self, column: usize) -> f64 {
        if column == 1 { self.score } else { self.intent_probability }
    }

    /// The cell of a column as text.
    pub(crate) fn cell(&self, column: usize) -> Cow<'_, str> {
        if is_number(column) {
            Cow::Owned(self.number(column).to_string())
        } else {
            Cow::Borrowed(&self.texts[text_index(column)])
        }
    }
}

/// Where a text column stands in [`Row::texts`].
pub(crate) const fn text_index(column: usize) -> usize {
    match column {
        0 => 0,
        2 | 3 => column - 1,
        other => other - 2,
    }
}

/// Whether a column holds a number.
pub(crate) const fn is_number(column: usize) -> bool {
    matches!(column, 1 | 4)
}

/// The name of a verdict.
pub(crate) const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "clear",
        Verdict::Review => "review",
        Verdict::Urgent => "urgent",
    }
}

/// The name of an intent.
pub(crate) const fn intent(kind: IntentKind) -> &'static str {
    match kind {
        IntentKind::Sell => "sell",
        IntentKind::Buy => "buy",
        IntentKind::Other => "other",
    }
}

/// The name of a channel.
pub(crate) fn contact_kind(kind: ContactKind) -> String {
    format!("{kind:?}").to_lowercase()
}

/// A price as one reads it: `1500 THB per kg`.
pub(crate) fn price(price: &Price) -> String {
    let mut said = price.amount.clone();
    if let Some(currency) = &price.currency {
        said = format!("{said} {currency}");
    }
    if let Some(per) = &price.per {
        said = format!("{said} per {per}");
    }
    said
}

/// A quantity as one reads it: `2.5 kg`.
pub(crate) fn quantity(quantity: &Quantity) -> String {
    format!("{} {}", quantity.value, quantity.unit)
}

/// A signal with its weight and words.
fn signal(signal: &Signal) -> String {
    let weight = format!("{} {:+.2}", signal.id, signal.weight);
    if signal.text.is_empty() { weight } else { format!("{weight} “{}”", signal.text) }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}

/// Each part once, in order of first appearance.
fn distinct(parts: impl Iterator<Item = String>) -> String {
    let mut seen: Vec<String> = Vec::new();
    for part in parts {
        if !seen.contains(&part) {
            seen.push(part);
        }
    }
    seen.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_column_has_its_own_cell() {
        let places: Vec<usize> =
            (0..NAMES.len()).filter(|&column| !is_number(column)).map(text_index).collect();
        assert_eq!(places, (0..16).collect::<Vec<_>>());
    }
}
