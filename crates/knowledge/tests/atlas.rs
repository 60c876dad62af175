//! The atlas: every taxon in its place, and what the laws say of it.

#![allow(clippy::unwrap_used)]

use pugmark_knowledge::Knowledge;
use pugmark_knowledge::atlas::Day;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

/// The CITES Appendices of a name: today, or on a day.
fn appendix(name: &str, day: Option<&str>) -> String {
    let day = day.map(|text| Day::parse(text).unwrap());
    KNOWLEDGE.listings(name, day).unwrap_or_else(|| panic!("{name} is not known")).appendix
}

#[test]
fn the_lowest_rank_decides() {
    for (name, expected) in [
        ("Trachypithecus obscurus", "II"),
        ("Gorilla beringei", "I"),
        ("Manis javanica", "I"),
        ("Bulbophyllum acuminatum", "II"),
        ("Primates", "I/II"),
        ("Homo sapiens", "II"),
        ("Gallus gallus", "-"),
    ] {
        assert_eq!(appendix(name, None), expected, "{name}");
    }
    assert_eq!(appendix("Manis javanica", Some("2016-12-31")), "II");
    assert_eq!(appendix("Manis javanica", Some("2017-01-02")), "I");
    assert_eq!(appendix("Manis javanica", Some("1970-01-01")), "-");
}
