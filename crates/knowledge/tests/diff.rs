//! Official lists against the tables: what is the same, what differs, and which dated rows tell why.

#![allow(clippy::unwrap_used)]

use pugmark_knowledge::Knowledge;
use pugmark_knowledge::atlas::Day;
use pugmark_knowledge::diff::{Diff, Difference, Reason};
use pugmark_knowledge::official::read;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

fn diff(day: &str, text: &str) -> Diff {
    KNOWLEDGE.diff(&read("list.csv", text.as_bytes()).unwrap(), Day::parse(day).unwrap())
}

/// The one difference of a list of one row.
fn only(day: &str, row: &str) -> Difference {
    let mut all = diff(day, &format!("taxon,appendix\n{row}\n")).differences;
    assert_eq!(all.len(), 1, "{row}: {all:?}");
    all.remove(0)
}

fn is_same(day: &str, row: &str) {
    let diff = diff(day, &format!("taxon,appendix\n{row}\n"));
    assert_eq!((diff.same, diff.different), (1, 0), "{row}: {:?}", diff.differences);
}

#[test]
fn a_taxon_is_listed_by_itself_or_by_what_stands_above_it() {
    is_same("2026-03-05", "Panthera tigris,I");
    is_same("2026-03-05", "Trachypithecus obscurus,II");
    is_same("2026-03-05", "Uncia uncia,I");
    is_same("2026-03-05", "Melopsittacus undulatus,NC");
    is_same("2026-03-05", "Falco,I/II");
}

#[test]
fn populations_and_subspecies_are_counted_in() {
    is_same("2026-03-05", "Loxodonta africana,I/II");
    is_same("2017-04-15", "Ovis canadensis,II/NC");
    is_same("2017-04-15", "Caiman crocodilus,II");
    is_same("2017-04-15", "Caiman crocodilus,I/II");
    assert_eq!(only("2026-03-05", "Loxodonta africana,III").ours, "I/II");
}

#[test]
fn a_change_near_the_day_explains() {
    let later = only("2019-10-01", "Giraffa camelopardalis,II");
    assert_eq!(
        (later.reason, later.because[0].from.to_string().as_str()),
        (Reason::ChangesLater, "2019-11-26")
    );
    let earlier = only("2019-12-01", "Geochelone elegans,II");
    assert_eq!(earlier.reason, Reason::ChangedEarlier);
    assert!(earlier.because.iter().any(|row| row.from.to_string() == "2019-11-26" && row.list == "I"));
    // Long ago it was not listed: that does not explain a list of today.
    let far = only("2026-03-05", "Panthera tigris,-");
    assert_eq!((far.reason, far.because[0].list.as_str()), (Reason::NotExplained, "I"));
}

#[test]
fn names_that_are_not_known_are_told() {
    let unknown = only("2026-03-05", "Nomen ignotum,I");
    assert_eq!((unknown.reason, unknown.accepted, unknown.ours.as_str()), (Reason::UnknownName, None, "-"));
    // A species that is not in the tables is answered by its genus.
    is_same("2026-03-05", "Varanus ignotus,II");
}

#[test]
fn rows_of_one_taxon_are_put_together() {
    let text = "Scientific Name,Rank,Listing,Listed under\n\
                Vicugna vicugna,SPECIES,I,Vicugna vicugna\n\
                Vicugna vicugna,SPECIES,II,Vicugna vicugna\n";
    let diff = diff("2023-07-15", text);
    assert_eq!((diff.taxa, diff.same), (1, 1), "{:?}", diff.differences);
}

#[test]
fn rows_that_do_not_hold_on_the_day_are_passed_over() {
    let text = "taxon,list,from,to\nPanthera tigris,I,1975-07-01,\nApus apus,I,1975-07-01,1980-01-01\n";
    let diff = diff("2026-03-05", text);
    assert_eq!((diff.taxa, diff.same, diff.passed_over), (1, 1, 1));
}

#[test]
fn an_annex_is_compared_with_that_of_the_union() {
    let diff = diff("2026-03-05", "taxon,annex\nPanthera tigris,A\nTrachypithecus obscurus,D\n");
    assert_eq!((diff.instruments.join(",").as_str(), diff.same), ("EU", 1), "{:?}", diff.differences);
    assert_eq!((diff.differences[0].theirs.as_str(), diff.differences[0].ours.as_str()), ("D", "B"));
}
