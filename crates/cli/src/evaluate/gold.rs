//! What a gold answer names beside the label, compared with what was found.

use super::labels::find;
use pugmark_model::Assessment;
use pugmark_score::evaluate as measure;
use serde_json::{Map, Value};

/// Which findings are right; `None` where the row holds no gold answer.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) contacts: Option<Compared>,
    pub(super) prices: Option<Compared>,
    pub(super) taxon_group: Option<Compared>,
    pub(super) intent: Option<Compared>,
}

/// A finding beside its gold answer.
#[derive(Debug)]
pub(super) struct Compared {
    pub(super) right: bool,
    pub(super) gold: Value,
}

impl Findings {
    /// Compares what a row's `gold` names with its assessment. Taxon groups are judged on suspects only.
    pub(super) fn compare(fields: &Map<String, Value>, assessment: &Assessment, positive: bool) -> Self {
        let extracted = &assessment.extracted;
        let contacts = find(fields, "gold.contacts").and_then(texts).map(|(gold, value)| Compared {
            right: measure::contacts_exact(&extracted.contacts, &gold),
            gold: value,
        });
        let prices = find(fields, "gold.prices").and_then(prices).map(|(gold, value)| Compared {
            right: measure::prices_exact(&extracted.prices, &gold),
            gold: value,
        });
        let taxon_group = find(fields, "gold.taxon_group").filter(|_| positive).map(|gold| Compared {
            right: measure::taxon_group_right(&assessment.taxa, gold.as_str()),
            gold: gold.clone(),
        });
        let intent = find(fields, "gold.intent").and_then(Value::as_str).map(|gold| Compared {
            right: measure::intent_right(assessment.intent, gold),
            gold: gold.into(),
        });
        Self { contacts, prices, taxon_group, intent }
    }

    /// The findings with their names.
    pub(super) fn named(&self) -> [(&'static str, Option<&Compared>); 4] {
        [
            ("contacts", self.contacts.as_ref()),
            ("prices", self.prices.as_ref()),
            ("taxon group", self.taxon_group.as_ref()),
            ("intent", self.intent.as_ref()),
        ]
    }

    /// Names of the findings that are wrong.
    pub(super) fn wrong(&self) -> impl Iterator<Item = &'static str> {
        self.named()
            .into_iter()
            .filter(|(_, compared)| compared.is_some_and(|found| !found.right))
            .map(|(name, _)| name)
    }
}

/// An amount with its currency.
type Price = (String, Option<String>);

/// A list of texts, also when a table holds it as JSON in a cell.
fn texts(value: &Value) -> Option<(Vec<String>, Value)> {
    let list = as_list(value)?;
    let texts = list.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<_>>()?;
    Some((texts, Value::Array(list)))
}

/// A list of `{amount, currency}`.
fn prices(value: &Value) -> Option<(Vec<Price>, Value)> {
    let list = as_list(value)?;
    let prices = list.iter().map(price).collect::<Option<_>>()?;
    Some((prices, Value::Array(list)))
}

fn price(value: &Value) -> Option<Price> {
    let amount = match value.get("amount")? {
        Value::String(amount) => amount.clone(),
        Value::Number(amount) => amount.to_string(),
        _ => return None,
    };
    Some((amount, value.get("currency").and_then(Value::as_str).map(str::to_owned)))
}

fn as_list(value: &Value) -> Option<Vec<Value>> {
    match value {
        Value::Array(list) => Some(list.clone()),
        Value::String(text) => serde_json::from_str(text).ok(),
        _ => None,
    }
}
