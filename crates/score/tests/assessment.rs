//! What must hold of every assessment, over the sample listings and over texts that nobody would write.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use pugmark_knowledge::Knowledge;
use pugmark_model::{Assessment, Field, Listing, Seller};
use pugmark_score::{Scorer, SignalId};
use std::path::Path;
use std::sync::{Arc, LazyLock};

static SCORER: LazyLock<Scorer> = LazyLock::new(|| Scorer::new(Arc::new(Knowledge::embedded().unwrap())));

/// The listings of `samples/`.
fn samples() -> Vec<Listing> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/listings.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The text that a field's spans count in, where a span of it can be checked from outside.
fn original(listing: &Listing, field: Field) -> Option<&str> {
    match field {
        Field::Title => listing.title.as_deref(),
        Field::Text => listing.text.as_deref(),
        _ => None,
    }
}

fn check(listing: &Listing) -> Assessment {
    let assessment = SCORER.assess(listing);
    let sum: f64 = assessment.signals.iter().map(|signal| signal.weight).sum();
    let calibrated = SCORER.weights().calibrate(sum);
    assert!(assessment.score.to_bits() == calibrated.to_bits(), "{} is not {calibrated}", assessment.score);
    assert!((0.0..=1.0).contains(&assessment.score), "{}", assessment.score);
    assert_eq!(assessment.verdict, SCORER.weights().verdict(assessment.score));
    for signal in &assessment.signals {
        assert!(signal.weight.is_finite(), "{signal:?}");
        assert!(SignalId::ALL.iter().any(|id| id.id() == signal.id), "{signal:?}");
        let (Some([start, end]), Some(original)) = (signal.span, original(listing, signal.field)) else {
            continue;
        };
        let words: String = original.chars().skip(start as usize).take((end - start) as usize).collect();
        assert_eq!(words.chars().count(), (end - start) as usize, "{signal:?} reaches past the field");
        assert_eq!(signal.text, words, "{signal:?}");
    }
    assessment
}

#[test]
fn the_score_is_the_calibrated_sum_of_the_signals() {
    for listing in samples() {
        check(&listing);
    }
}

#[test]
fn the_same_listing_gives_the_same_assessment() {
    let again = Scorer::new(Arc::new(Knowledge::embedded().unwrap()));
    for listing in samples() {
        assert_eq!(SCORER.assess(&listing), again.assess(&listing));
    }
}

#[test]
fn nothing_to_read_is_clear() {
    let assessment = check(&Listing::default());
    assert_eq!(assessment.verdict, pugmark_model::Verdict::Clear);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_judged_without_panic(title in any::<Option<String>>(), text in any::<String>(), bio in any::<String>()) {
        let seller = Some(Seller { bio: Some(bio), ..Seller::default() });
        check(&Listing { title, text: Some(text), seller, ..Listing::default() });
    }

    #[test]
    fn pieces_of_real_words_in_any_order_are_judged_without_panic(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "ivory", "ｉｖｏｒｙ", "i v o r y", "象牙", "ngà voi", "งาช้าง", "عاج", "not", "no", "fake", "print", "🐘", "$1,200", "5tr",
            "/kg", "WhatsApp", "+1 202 555 0143", "薇❤", "\u{200b}", "\u{202e}", "CITES no. 123/A", "\n", ",", "#", "tusk", "虎骨",
        ]), 0..40),
        spaced in any::<bool>(),
    ) {
        let text = pieces.join(if spaced { " " } else { "" });
        check(&Listing { text: Some(text), ..Listing::default() });
    }
}
