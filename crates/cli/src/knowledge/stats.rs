//! `pugmark knowledge stats`: what the tables cover, what is unconfirmed, what is old.

use super::{entries, json};
use crate::clock;
use crate::console::{Paint, Style};
use pugmark_knowledge::{Coverage, Knowledge, OLD, Stats};
use serde::Serialize;
use std::fmt::Write;

/// Everything as one JSON object.
#[derive(Debug, Serialize)]
struct All {
    #[serde(flatten)]
    stats: Stats,
    coverage: Coverage,
}

/// The text to print.
pub(super) fn text(tables: &Knowledge, as_json: bool) -> String {
    let all = All { stats: tables.stats(), coverage: tables.coverage(clock::today()) };
    if as_json {
        return json(&all);
    }
    let paint = Paint::for_output();
    let mut text = String::new();
    totals(&mut text, &all.stats);
    languages(&mut text, &all.coverage, paint);
    groups(&mut text, &all.coverage, paint);
    products(&mut text, &all.coverage, paint);
    states(&mut text, &all.coverage, paint);
    text
}

fn totals(text: &mut String, stats: &Stats) {
    let totals = [
        ("taxa of the trade", stats.taxa),
        ("  listed under CITES", stats.listed),
        ("  not yet confirmed", stats.unconfirmed),
        ("product codes", stats.products),
        ("indicators", stats.indicators),
        ("words and names", entries(stats)),
    ];
    for (name, count) in totals {
        _ = writeln!(text, "{name:<24}{count:>8}");
    }
}

/// A table: a heading, then a line for each row with its name and counts.
fn table<'a>(
    text: &mut String,
    paint: Paint,
    title: &str,
    columns: &[&str],
    rows: impl Iterator<Item = (&'a str, Vec<usize>)>,
) {
    let mut heading = format!("{title:<24}");
    for column in columns {
        _ = write!(heading, "{column:>13}");
    }
    _ = writeln!(text, "\n{}", paint.dress(Style::Strong, &heading));
    for (name, counts) in rows {
        _ = write!(text, "{name:<24}");
        for count in counts {
            _ = write!(text, "{count:>13}");
        }
        text.push('\n');
    }
}

fn languages(text: &mut String, coverage: &Coverage, paint: Paint) {
    let columns = [
        "names",
        "taxa named",
        "under CITES",
        "terms",
        "shadow",
        "retired",
        "goods named",
        "words",
        "cues",
        "innocent",
    ];
    let rows = coverage.languages.iter().map(|(language, known)| {
        let counts = vec![
            known.names,
            known.named_taxa,
            known.named_listed,
            known.active_terms,
            known.shadow_terms,
            known.retired_terms,
            known.product_names,
            known.product_words,
            known.cues,
            known.innocent,
        ];
        (*language, counts)
    });
    table(text, paint, "language", &columns, rows);
}

fn groups(text: &mut String, coverage: &Coverage, paint: Paint) {
    let columns = ["CITES species", "with a name", "traded taxa", "with terms"];
    let rows = coverage.groups.iter().map(|(group, known)| {
        let counts =
            vec![known.listed_species, known.named_species, known.traded_taxa, known.taxa_with_terms];
        (group.as_str(), counts)
    });
    table(text, paint, "group", &columns, rows);
}

fn products(text: &mut String, coverage: &Coverage, paint: Paint) {
    let columns = ["languages", "words", "terms", "prices"];
    let names: Vec<(String, Vec<usize>)> = coverage
        .products
        .iter()
        .map(|(code, known)| {
            (
                format!("{code} {:.19}", known.name),
                vec![known.named_in, known.words, known.terms, known.prices],
            )
        })
        .collect();
    let rows = names.iter().map(|(name, counts)| (name.as_str(), counts.clone()));
    table(text, paint, "product", &columns, rows);
}

fn states(text: &mut String, coverage: &Coverage, paint: Paint) {
    let old = format!("over {OLD} years");
    let columns = ["rows", "unconfirmed", "dated", old.as_str()];
    let rows = coverage
        .tables
        .iter()
        .map(|(name, state)| (name.as_str(), vec![state.rows, state.unconfirmed, state.dated, state.old]));
    table(text, paint, "table", &columns, rows);
    let said = format!(
        "over {OLD} years: checked, added, or by its source of before {}; a row that tells no date is not counted",
        coverage.old_before
    );
    _ = writeln!(text, "{}", paint.dress(Style::Faint, &said));
}
