//! Which taxa ordinary titles draw: names that are words of other things must not be told as wildlife.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use pugmark_knowledge::{Knowledge, Meaning};
use pugmark_model::Listing;
use pugmark_score::Scorer;
use pugmark_text::{Normal, language};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Arc::new(Knowledge::embedded().unwrap()));

/// Rows of `ordinary_titles.csv`, counted from 0, that by our reading do offer a listed plant: costus root, cacti,
/// euphorbias, cycads, aloes other than *Aloe vera*, cone plants, a baobab, orchids. A plant drawn there is there.
const LISTED_PLANTS: &[usize] = &[
    0, 1, 2, 3, 9, 10, 13, 22, 23, 25, 26, 27, 28, 30, 33, 40, 41, 43, 44, 45, 47, 50, 51, 56, 57, 61, 63,
    65, 68, 72, 74, 75, 76, 79, 80, 83, 84, 85, 86, 95, 96, 98, 102, 103, 105, 110, 111, 116, 118, 119, 121,
    123, 124, 125, 127, 128, 132,
];

/// The titles of a labelled file that are labelled innocent, with their row and language.
fn innocent_titles(file: &str) -> Option<Vec<(usize, Listing)>> {
    let path: PathBuf =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/labelled/ads").join(file);
    if !path.exists() {
        println!("skipped: ../shared is absent");
        return None;
    }
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows = reader.deserialize::<BTreeMap<String, String>>().map(Result::unwrap).enumerate();
    let innocent = rows.filter(|(_, row)| row["label"] == "0").map(|(number, row)| {
        let language = row.get("language").cloned();
        (number, Listing { title: Some(row["title"].clone()), language, ..Listing::default() })
    });
    Some(innocent.collect())
}

/// Taxa of a title as an assessment tells them, with their group.
fn told(scorer: &Scorer, listing: &Listing) -> Vec<(String, String)> {
    let taxa = scorer.assess(listing).taxa;
    taxa.into_iter().map(|taxon| (taxon.name, taxon.group)).collect()
}

/// Whether the title holds a name of a taxon, whatever stands around it.
fn is_named(listing: &Listing) -> bool {
    let title = listing.title.as_deref().unwrap();
    let normal = Normal::new(title);
    let languages = language::detect(&normal, listing.language.as_deref());
    let mut hits = Vec::new();
    KNOWLEDGE.find(title, &normal, &languages, &mut hits);
    hits.iter().any(|hit| matches!(KNOWLEDGE.entry(hit.entry).meaning, Meaning::Name { .. }))
}

fn is_plant(group: &str) -> bool {
    matches!(group, "orchid" | "cactus/succulent" | "cycad" | "other plant")
}

/// Shares of titles with a name, and of those that draw a taxon wrongly.
fn measure(file: &str, is_there: impl Fn(usize, &str) -> bool) -> Option<(f64, f64)> {
    let titles = innocent_titles(file)?;
    let scorer = Scorer::new(KNOWLEDGE.clone());
    let named = titles.iter().filter(|(_, listing)| is_named(listing)).count();
    let mut wrong = 0;
    for (row, listing) in &titles {
        let taxa = told(&scorer, listing);
        if let Some((name, _)) = taxa.iter().find(|(_, group)| !is_there(*row, group)) {
            println!("{file}:{row}: {name}: {}", listing.title.as_deref().unwrap());
            wrong += 1;
        }
    }
    let share = |count: usize| count as f64 / titles.len() as f64;
    println!("{file}: {:.2} % hold a name, {:.2} % draw a taxon", share(named) * 100.0, share(wrong) * 100.0);
    Some((share(named), share(wrong)))
}

#[test]
fn ordinary_titles_draw_no_taxon_that_is_not_there() {
    let there = |row: usize, group: &str| is_plant(group) && LISTED_PLANTS.contains(&row);
    if let Some((_, wrong)) = measure("ordinary_titles.csv", there) {
        assert!(wrong <= 0.003, "{wrong}");
    }
}

#[test]
fn innocent_titles_of_animals_seldom_draw_a_taxon() {
    if let Some((_, wrong)) = measure("leather.csv", |_, _| false) {
        assert!(wrong <= 0.08, "{wrong}");
    }
}
