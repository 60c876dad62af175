//! The price as a weak sign: what such goods were reported to fetch, or far less.

#![allow(clippy::unwrap_used)]

use pugmark_knowledge::Knowledge;
use pugmark_model::Listing;
use pugmark_score::Scorer;
use std::sync::{Arc, LazyLock};

static SCORER: LazyLock<Scorer> = LazyLock::new(|| Scorer::new(Arc::new(Knowledge::embedded().unwrap())));

/// The price signal of a text.
fn told(text: &str) -> Option<(String, f64)> {
    let assessment = SCORER.assess(&Listing { text: Some(text.to_owned()), ..Listing::default() });
    let mut found = assessment
        .signals
        .into_iter()
        .filter(|signal| signal.id == "price.in_band" || signal.id == "price.far_below");
    let first = found.next().map(|signal| (signal.id.into_owned(), signal.weight));
    assert!(found.next().is_none(), "{text}: two signals");
    first
}

fn id(text: &str) -> Option<String> {
    told(text).map(|(id, _)| id)
}

#[test]
fn a_price_that_was_reported_adds_a_little() {
    for text in [
        "raw ivory tusk for sale, 900 USD per kg",
        "rhino horn, 60000 USD per kg, whatsapp",
        "pangolin scales 2500 USD/kg wholesale",
        "helmeted hornbill casque, 45 CNY per gram",
        "cheetah cubs for sale, 6500 USD each",
    ] {
        assert_eq!(id(text).as_deref(), Some("price.in_band"), "{text}");
        assert!(told(text).unwrap().1 > 0.0, "{text}");
    }
}

#[test]
fn a_price_far_below_takes_a_little() {
    for text in [
        "raw ivory tusk for sale, 5 USD per kg",
        "rhino horn, 40 USD per kg",
        "cheetah cubs for sale, 20 USD each",
    ] {
        assert_eq!(id(text).as_deref(), Some("price.far_below"), "{text}");
        assert!(told(text).unwrap().1 < 0.0, "{text}");
    }
}

#[test]
fn other_currencies_and_units_are_not_compared() {
    for text in [
        "raw ivory tusk for sale, 900 EUR per kg",
        "raw ivory tusk for sale, 900 USD each",
        "rhino horn, 3000 USD per kg",
        "raw ivory tusk for sale",
        "blue dress, 900 USD per kg",
    ] {
        assert_eq!(id(text), None, "{text}");
    }
}
