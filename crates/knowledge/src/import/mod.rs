//! Making the lists of others into tables to lay over the program's: official lists of taxa, and terms.
//!
//! Nothing is written here: the answer is the text of each table, whole or, with a fault, none.

mod law;
mod terms;

use crate::table::Source;
use crate::{Knowledge, embedded_sources};
use serde::Serialize;
use std::collections::BTreeMap;

/// Tables to lay over the program's, and what they change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Import {
    /// The tables that are new or changed: path below the folder, such as `law/cites.csv`, and text.
    pub tables: BTreeMap<String, String>,
    /// What becomes different.
    pub changes: Vec<Change>,
    /// What the tables say already.
    pub same: usize,
    /// What the tables say otherwise and can explain: the list is ahead of its day, behind it, or counts differently.
    pub explained: usize,
    /// What cannot be laid over, each with its reason.
    pub left: Vec<Left>,
    /// Columns that were passed over.
    pub unknown_columns: Vec<String>,
}

/// A change that an import makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// 1-based line of the list.
    pub line: u64,
    /// The taxon or the term.
    pub name: String,
    /// What the tables said; empty for what is new.
    pub was: String,
    /// What they say now.
    pub now: String,
}

/// A row that cannot be laid over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Left {
    /// 1-based line of the list.
    pub line: u64,
    /// The taxon.
    pub name: String,
    /// Why, and what to do.
    pub why: String,
}

/// A table being made: the rows laid over before, and the new ones, by the key that lets one take another's place.
struct Made {
    columns: Vec<&'static str>,
    rows: BTreeMap<Vec<String>, Vec<String>>,
}

impl Made {
    /// The table as it was laid over before, or an empty one.
    fn begin(
        known: &Knowledge,
        name: &str,
        columns: &[&'static str],
        key: fn(&[String]) -> Vec<String>,
    ) -> Self {
        let mut rows = BTreeMap::new();
        if let Some(source) = known.overlay.iter().find(|source| source.name == name) {
            let mut reader = csv::Reader::from_reader(source.text.as_bytes());
            for cells in reader.records().flatten() {
                let cells: Vec<String> = cells.iter().map(str::to_owned).collect();
                rows.insert(key(&cells), cells);
            }
        }
        Self { columns: columns.to_vec(), rows }
    }

    fn text(&self) -> String {
        table_text(&self.columns, self.rows.values())
    }
}

/// A table as CSV.
fn table_text<'a>(columns: &[&str], rows: impl Iterator<Item = &'a Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory cannot fail, nor can rows that were made as long as their header.
    _ = writer.write_record(columns);
    for row in rows {
        _ = writer.write_record(row);
    }
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// All tables in force but these, to check new ones against.
fn sources_without(known: &Knowledge, names: &BTreeMap<String, String>) -> Vec<Source> {
    let kept = known.overlay.iter().filter(|source| !names.contains_key(&source.name)).cloned();
    embedded_sources().into_iter().chain(kept).collect()
}
