//! Look-ups by names as people write them; the tables of questions were composed before the code.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use proptest::prelude::*;
use pugmark_knowledge::Knowledge;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

/// The share of right answers to a table of questions; the wrong ones are printed.
fn right(table: &str) -> f64 {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let (mut right, mut all) = (0_u32, 0_u32);
    for row in reader.records() {
        let row = row.unwrap();
        let found = KNOWLEDGE.lookup(&row[0], None);
        let (name, rank, appendix) = match found.matches.first() {
            Some(best) => (best.name.as_str(), best.rank.as_str(), best.appendix.as_str()),
            None => ("", "", ""),
        };
        let fits = |expected: &str, said: &str| expected.split('|').any(|expected| expected == said);
        let sound = fits(&row[1], name) && fits(&row[2], rank) && fits(&row[3], appendix);
        all += 1;
        right += u32::from(sound);
        if !sound {
            let via = found.matches.first().map_or("", |best| &best.via);
            println!("{:?}: {name} {rank} {appendix} by {via}, not {} {}", &row[0], &row[1], &row[3]);
        }
    }
    println!("{right} of {all}");
    f64::from(right) / f64::from(all)
}

#[test]
fn names_are_known_however_they_are_written() {
    assert!(right(include_str!("lookups.csv")) >= 0.97);
}

#[test]
fn so_are_names_composed_after_the_code() {
    assert!(right(include_str!("lookups_unseen.csv")) >= 0.9);
}

#[test]
fn a_long_question_is_answered_soon() {
    LazyLock::force(&KNOWLEDGE);
    KNOWLEDGE.lookup("Manis javanica", None);
    for question in ["ivory ".repeat(10_000), "象".repeat(10_000), "x".repeat(100_000), " × ".repeat(5_000)]
    {
        let start = Instant::now();
        KNOWLEDGE.lookup(&question, None);
        assert!(start.elapsed() < Duration::from_secs(2), "{:?}: {:?}", &question[..6], start.elapsed());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_question_makes_it_panic(question in "\\PC{0,80}") {
        let found = KNOWLEDGE.lookup(&question, None);
        prop_assert!(found.matches.len() <= 10);
        prop_assert!(found.matches.iter().all(|one| (0.0..=1.0).contains(&one.confidence)));
    }

    #[test]
    fn nor_does_one_that_looks_like_a_name(question in "[A-Z]?[a-z.×x()&, -]{1,40}") {
        KNOWLEDGE.lookup(&question, None);
    }
}
