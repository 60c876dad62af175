//! Which taxon can yield which product: no pangolin has feathers.
//!
//! A row of `yields.csv` gives codes to a taxon and to all that stands below it. A taxon may yield what any row on its way
//! up says, and, since a name of a higher taxon stands for any of its members, what any row below it says.

use crate::table::{Row, Source};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

pub(crate) const COLUMNS: [&str; 2] = ["taxon", "codes"];

/// More product codes than this cannot be held.
pub(crate) const MOST_CODES: usize = 256;

/// A set of product codes by their numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Codes([u64; MOST_CODES / 64]);

impl Codes {
    pub(crate) fn add(&mut self, product: usize) {
        if let Some(word) = self.0.get_mut(product / 64) {
            *word |= 1 << (product % 64);
        }
    }

    pub(crate) fn has(&self, product: usize) -> bool {
        self.0.get(product / 64).is_some_and(|word| word >> (product % 64) & 1 == 1)
    }

    fn join(&mut self, other: &Self) {
        for (word, more) in self.0.iter_mut().zip(other.0) {
            *word |= more;
        }
    }
}

/// What stands above each taxon, from the tables of `taxonomy/`. Faults in them are told where they are read in full.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ancestry(FxHashMap<String, Vec<String>>);

impl Ancestry {
    /// Reads families, subfamilies and genera.
    pub(crate) fn read(sources: &[Source]) -> Self {
        let mut all = Self::default();
        for source in sources {
            let chain: &[&str] = match source.name.as_str() {
                "taxonomy/families.csv" => &["family", "order", "class", "kingdom"],
                "taxonomy/subfamilies.csv" => &["subfamily", "family"],
                "taxonomy/genera.csv" => &["genus", "family"],
                _ => continue,
            };
            all.add(source, chain);
        }
        all
    }

    fn add(&mut self, source: &Source, chain: &[&str]) {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(source.text.as_bytes());
        let Ok(header) = reader.headers().cloned() else { return };
        let at: Option<Vec<usize>> =
            chain.iter().map(|column| header.iter().position(|cell| cell == *column)).collect();
        let Some(at) = at else { return };
        for cells in reader.records().flatten() {
            let names: Vec<&str> = at
                .iter()
                .filter_map(|at| cells.get(*at))
                .filter(|name| !name.is_empty())
                .map(|name| match name {
                    "animal" => "Animalia",
                    "plant" => "Plantae",
                    name => name,
                })
                .collect();
            for pair in names.windows(2) {
                let above = self.0.entry(pair[0].to_owned()).or_default();
                if above.iter().all(|known| known != pair[1]) {
                    above.push(pair[1].to_owned());
                }
            }
        }
    }

    /// The taxon and all that stands above it. A name borne in two kingdoms has both lines.
    pub(crate) fn line(&self, taxon: &str) -> Vec<String> {
        let mut line = vec![taxon.to_owned()];
        let words: Vec<&str> = taxon.split(' ').collect();
        for length in (1..words.len()).rev() {
            line.push(words[..length].join(" "));
        }
        let mut at = 0;
        while let Some(name) = line.get(at) {
            let above = self.0.get(name).cloned().unwrap_or_default();
            line.extend(above.into_iter().filter(|name| !line.contains(name)).collect::<Vec<_>>());
            at += 1;
        }
        line
    }

    fn knows(&self, taxon: &str) -> bool {
        let genus = taxon.split(' ').next().unwrap_or_default();
        self.0.contains_key(genus) || self.0.values().flatten().any(|above| above == genus)
    }
}

/// The rows of `yields.csv`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Yields {
    ancestry: Ancestry,
    rows: FxHashMap<String, Codes>,
    /// The codes of all rows below a taxon.
    below: FxHashMap<String, Codes>,
    seen: FxHashSet<(String, bool)>,
}

impl Yields {
    pub(crate) fn new(sources: &[Source]) -> Self {
        Self { ancestry: Ancestry::read(sources), ..Self::default() }
    }

    /// Reads a row; `product` finds a code's number, `is_taxon` says whether the trade tables name the taxon.
    pub(crate) fn row(
        &mut self,
        row: &mut Row<'_>,
        product: impl Fn(&str) -> Option<usize>,
        is_taxon: impl Fn(&str) -> bool,
    ) {
        let (Some(taxon), Some(written)) = (row.required("taxon"), row.required("codes")) else {
            return;
        };
        let mut codes = Codes::default();
        let mut sound = true;
        for code in written.split('|') {
            if let Some(number) = product(code) {
                codes.add(number);
            } else {
                row.fault(
                    "codes",
                    format!("`{code}` is not in products.csv"),
                    "part codes with | and write them as products.csv does",
                );
                sound = false;
            }
        }
        if !is_taxon(&taxon) && !self.ancestry.knows(&taxon) {
            row.fault(
                "taxon",
                format!("`{taxon}` is not in taxonomy/families.csv, taxonomy/genera.csv or taxa.csv"),
                "add it there or correct the spelling",
            );
            sound = false;
        }
        if !self.seen.insert((taxon.clone(), row.is_overlay())) {
            row.fault("taxon", format!("`{taxon}` has a row already"), "write all its codes in one row");
            sound = false;
        }
        if sound {
            self.rows.insert(taxon, codes);
        }
    }

    /// Carries the codes up, once all rows are read.
    pub(crate) fn close(&mut self) {
        for (taxon, codes) in &self.rows {
            for above in self.ancestry.line(taxon) {
                self.below.entry(above).or_default().join(codes);
            }
        }
    }

    /// What a taxon may yield; `None` where nothing is said of it or of what stands above it.
    pub(crate) fn of(&self, taxon: &str) -> Option<Codes> {
        let line = self.ancestry.line(taxon);
        let mut all: Option<Codes> = None;
        let above = line.iter().filter_map(|name| self.rows.get(name));
        for codes in above.chain(self.below.get(taxon)) {
            all.get_or_insert_default().join(codes);
        }
        all
    }
}
