//! How much is known, counted.

use crate::Knowledge;
use crate::tables::Meaning;
use serde::Serialize;
use std::collections::BTreeMap;

/// How much is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Taxa in `taxa.csv`.
    pub taxa: usize,
    /// Of these, listed ones.
    pub listed: usize,
    /// Of these, not yet confirmed.
    pub unconfirmed: usize,
    /// Product codes.
    pub products: usize,
    /// Indicators.
    pub indicators: usize,
    /// Taxa by group.
    pub groups: BTreeMap<String, usize>,
    /// Entries by kind (`name`, `term`, `product`, `cue`, `innocent`), then by language.
    pub entries: BTreeMap<&'static str, BTreeMap<&'static str, usize>>,
}

impl Knowledge {
    /// Counts by table, language and group.
    pub fn stats(&self) -> Stats {
        let mut stats = Stats {
            taxa: self.compiled.taxa.len(),
            products: self.compiled.products.len(),
            indicators: self.compiled.indicators,
            ..Stats::default()
        };
        for taxon in &self.compiled.taxa {
            stats.listed += usize::from(taxon.appendix != "-");
            stats.unconfirmed += usize::from(!taxon.confirmed);
            *stats.groups.entry(taxon.group.clone()).or_default() += 1;
        }
        for entry in &self.compiled.entries {
            let kind = match entry.meaning {
                Meaning::Name { .. } => "name",
                Meaning::Term { .. } => "term",
                Meaning::Product { .. } => "product",
                Meaning::Cue { .. } => "cue",
                Meaning::Innocent { .. } => "innocent",
            };
            *stats.entries.entry(kind).or_default().entry(entry.language.tag()).or_default() += 1;
        }
        stats
    }
}
