//! Whether the price is one that such goods fetch.

use super::Builder;
use crate::subject::Subject;
use crate::weights::SignalId;
use pugmark_knowledge::PriceBand;
use pugmark_knowledge::vocabulary::{PriceUnit, Role};
use pugmark_model::{Field, Price};

/// Prices move with year and place: this much below the lowest report and above the highest is still like them.
const SPREAD: f64 = 2.0;
/// A price under this share of the lowest report is that of something else.
const FAR_BELOW: f64 = 0.1;

impl Builder<'_> {
    /// Holds the prices against those reported of the main subject. They are compared only where currency and unit
    /// agree; a price without a unit is that of a piece.
    pub(super) fn add_price_band(&mut self, main: Option<&Subject>, gate: f64) {
        let Some((taxon, product)) = main
            .filter(|main| main.role == Role::Listed && main.strength() > 0.0)
            .and_then(|main| main.taxon.zip(main.product))
        else {
            return;
        };
        let bands: Vec<&PriceBand> =
            self.knowledge.prices(taxon).filter(|band| band.product == product).collect();
        if bands.is_empty() {
            return;
        }
        let asked: Vec<(&Price, Standing)> = self
            .evidence
            .extracted
            .prices
            .iter()
            .filter(|price| price.field != Field::Seller)
            .filter_map(|price| Some((price, standing(price, &bands)?)))
            .collect();
        let like = asked.iter().find(|(_, standing)| *standing == Standing::Like);
        let told = like.map(|(price, _)| (SignalId::PriceInBand, *price)).or_else(|| {
            let all_below = asked.iter().all(|(_, standing)| *standing == Standing::FarBelow);
            asked.first().filter(|_| all_below).map(|(price, _)| (SignalId::PriceFarBelow, *price))
        });
        if let Some((id, price)) = told {
            self.push_at(id, gate, price.field, Some(price.span));
        }
    }
}

/// How a price compares with what was reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Like,
    FarBelow,
    Other,
}

/// How a price compares; `None` where no report has its currency and unit.
fn standing(price: &Price, bands: &[&PriceBand]) -> Option<Standing> {
    let currency = price.currency.as_deref()?;
    let (asked, by_weight) = per_unit(price)?;
    let mut lowest: Option<f64> = None;
    for band in bands.iter().filter(|band| band.currency == currency) {
        let share = match band.unit {
            PriceUnit::Gram if by_weight => 1.0,
            PriceUnit::Kilogram if by_weight => 0.001,
            PriceUnit::Each if !by_weight => 1.0,
            _ => continue,
        };
        let (low, high) = (band.low * share, band.high * share);
        if (low / SPREAD..=high * SPREAD).contains(&asked) {
            return Some(Standing::Like);
        }
        lowest = Some(lowest.map_or(low, |known| known.min(low)));
    }
    let lowest = lowest?;
    Some(if asked < lowest * FAR_BELOW { Standing::FarBelow } else { Standing::Other })
}

/// The amount for a gram, or for a piece, and whether it is by weight.
fn per_unit(price: &Price) -> Option<(f64, bool)> {
    let amount: f64 = price.amount.parse().ok()?;
    let Some(per) = price.per.as_deref() else {
        return Some((amount, false));
    };
    if per == "each" {
        return Some((amount, false));
    }
    let unit = per.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let grams = match unit {
        "g" => 1.0,
        "kg" => 1_000.0,
        _ => return None,
    };
    let count = &per[..per.len() - unit.len()];
    let count: f64 = if count.is_empty() { 1.0 } else { count.parse().ok()? };
    (count > 0.0).then_some((amount / (grams * count), true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn price(amount: &str, per: Option<&str>) -> Price {
        Price {
            amount: amount.into(),
            currency: Some("USD".into()),
            per: per.map(Into::into),
            field: Field::Text,
            span: [0, 1],
        }
    }

    #[test]
    fn a_price_is_brought_to_the_gram_or_the_piece() {
        assert_eq!(per_unit(&price("900", Some("kg"))), Some((0.9, true)));
        assert_eq!(per_unit(&price("3.5", Some("g"))), Some((3.5, true)));
        assert_eq!(per_unit(&price("350", Some("100g"))), Some((3.5, true)));
        assert_eq!(per_unit(&price("20", Some("each"))), Some((20.0, false)));
        assert_eq!(per_unit(&price("20", None)), Some((20.0, false)));
        assert_eq!(per_unit(&price("20", Some("cm"))), None);
        assert_eq!(per_unit(&price("20", Some("0g"))), None);
    }
}
