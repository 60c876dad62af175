//! What must hold of every assessment, over the sample listings and over texts that nobody would write.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use pugmark_knowledge::Knowledge;
use pugmark_model::{Assessment, Field, Listing, Seller, Verdict};
use pugmark_score::evaluate::{Labelled, shadow_terms};
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
    assert_eq!(assessment.verdict, Verdict::Clear);
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

const TERMS: &str = "id,term,script,taxon,product,kind,needs,innocent,status,added,by,source,note\n";

/// The listings judged with these rows of terms laid over the tables.
fn with_terms(rows: &str) -> Scorer {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("terms")).unwrap();
    std::fs::write(folder.path().join("terms/en.csv"), format!("{TERMS}{rows}")).unwrap();
    Scorer::new(Arc::new(Knowledge::with_overlay(folder.path()).unwrap()))
}

#[test]
fn a_shadow_term_is_reported_and_changes_nothing() {
    let row = |id: &str, term: &str, needs: &str, status: &str| {
        format!("{id},{term},,Elephantidae,IVC,code,{needs},,{status},2026-11-23,a test,,\n")
    };
    // A word of many listings, a longer phrase around an active term, a part of one.
    let words = [("x-1", "for sale"), ("x-2", "ivory bangle"), ("x-3", "real ivory"), ("x-4", "whatsapp")];
    let rows = |status: &str| {
        words.iter().map(|(id, word)| row(id, word, "none", status)).collect::<String>()
            + &row("ivory-en-ivory-bangle", "ivory bangle", "none", status)
    };
    let (absent, shadow, active) =
        (with_terms(&rows("retired")), with_terms(&rows("shadow")), with_terms(&rows("active")));
    let (mut reported, mut changed) = (0, 0);
    let mut listings = samples();
    let text = Some("real ivory bangle, i.v.o.r.y bangle for sale; whatsapp me".to_owned());
    listings.push(Listing { text, ..Listing::default() });
    for listing in &listings {
        let (mut watched, mut absent) = (shadow.assess(listing), absent.assess(listing));
        let shadows: Vec<_> =
            watched.signals.iter().filter(|signal| signal.id == "term.shadow").cloned().collect();
        reported += shadows.len();
        assert!(shadows.iter().all(|signal| signal.weight == 0.0 && signal.span.is_some()), "{shadows:?}");
        assert!(shadows.iter().all(|signal| signal.why.contains("shadow")), "{shadows:?}");
        // The program's own shadow terms stand in both.
        watched.signals.retain(|signal| signal.id != "term.shadow");
        absent.signals.retain(|signal| signal.id != "term.shadow");
        watched.knowledge.clone_from(&absent.knowledge);
        assert_eq!(watched, absent);
        changed += usize::from(active.assess(listing).score > absent.score);
    }
    assert!(reported > 15 && changed > 1, "{reported} reported, {changed} changed");
}

#[test]
fn shadow_terms_are_measured() {
    let scorer = with_terms(
        "x-1,zorbulon,,Elephantidae,IVC,code,none,,shadow,2026-11-23,a test,,\n\
         x-2,bangle,,Elephantidae,IVC,code,none,,shadow,2026-11-23,a test,,\n",
    );
    let listing = |text: &str| Listing { text: Some(text.to_owned()), ..Listing::default() };
    let listings = [
        listing("zorbulon, 2 kg, whatsapp"),
        listing("zorbulon toy"),
        listing("zorbulon ivory bangle"),
        listing("dress"),
    ];
    let assessments: Vec<Assessment> = listings.iter().map(|listing| scorer.assess(listing)).collect();
    let rows: Vec<Labelled<'_>> = listings
        .iter()
        .zip(&assessments)
        .enumerate()
        .map(|(at, (listing, assessment))| Labelled { listing, positive: at % 2 == 0, assessment })
        .collect();
    let measured = shadow_terms(&scorer, &rows, |assessment| assessment.verdict > Verdict::Clear);
    assert!(measured.len() > 1, "terms that stand nowhere are there too");
    let term = &measured[0];
    assert_eq!((term.id.as_str(), term.hits, term.listings), ("x-1", 3, 3));
    assert_eq!((term.suspect, term.clear, term.overlaps), (2, 1, 0));
    assert_eq!((term.newly_right, term.changed), (1, 1), "{term:?}");
    assert_eq!((measured[1].id.as_str(), measured[1].hits, measured[1].overlaps), ("x-2", 1, 1));
}
