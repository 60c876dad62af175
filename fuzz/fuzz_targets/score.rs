//! The whole judgement: no listing breaks it, the score is the calibrated sum, and the same comes out twice.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pugmark_fuzz::SCORER;
use pugmark_model::{Field, Listing, Seller};

fuzz_target!(|data: &[u8]| {
    let all = String::from_utf8_lossy(data);
    let mut parts = all.split('\u{1}').map(str::to_owned);
    let listing = Listing {
        text: parts.next(),
        title: parts.next(),
        location: parts.next(),
        language: parts.next(),
        posted_at: parts.next(),
        platform: parts.next(),
        seller: parts.next().map(|bio| Seller {
            bio: Some(bio),
            ..Seller::default()
        }),
        comments: parts.collect(),
        ..Listing::default()
    };
    let assessment = SCORER.assess(&listing);
    let sum = assessment.signals.iter().map(|signal| signal.weight).sum();
    assert_eq!(
        assessment.score.to_bits(),
        SCORER.weights().calibrate(sum).to_bits(),
        "the score is not the sum"
    );
    assert!((0.0..=1.0).contains(&assessment.score), "{}", assessment.score);
    let length = |text: &Option<String>| text.as_ref().map_or(0, |text| text.chars().count());
    for signal in &assessment.signals {
        let Some([start, end]) = signal.span else { continue };
        assert!(start <= end, "{signal:?}");
        match signal.field {
            Field::Text => assert!(end as usize <= length(&listing.text), "{signal:?}"),
            Field::Title => assert!(end as usize <= length(&listing.title), "{signal:?}"),
            _ => {}
        }
    }
    assert_eq!(
        assessment,
        SCORER.assess(&listing),
        "the same listing, another assessment"
    );
});
