//! How much is known, in which languages, of which products and groups; what is unconfirmed, what is old.

use crate::atlas::Day;
use crate::table::Source;
use crate::tables::Meaning;
use crate::vocabulary::{NameKind, Rank, Status};
use crate::{Knowledge, embedded_sources};
use rustc_hash::FxHashSet;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Years after which a row wants to be looked at again.
pub const OLD: u32 = 2;

/// What the tables cover.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// By language tag.
    pub languages: BTreeMap<&'static str, LanguageCoverage>,
    /// By CITES trade term code.
    pub products: BTreeMap<String, ProductCoverage>,
    /// By trade group.
    pub groups: BTreeMap<String, GroupCoverage>,
    /// By table.
    pub tables: BTreeMap<String, TableState>,
    /// Rows whose date is before this day are old.
    pub old_before: Day,
}

/// What is known in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LanguageCoverage {
    /// Names of taxa.
    pub names: usize,
    /// Taxa that have a name in it.
    pub named_taxa: usize,
    /// Of these, those that CITES lists.
    pub named_listed: usize,
    /// Terms of the trade that count.
    pub active_terms: usize,
    /// Terms that are only watched.
    pub shadow_terms: usize,
    /// Terms that are no longer matched.
    pub retired_terms: usize,
    /// Names of the CITES trade terms.
    pub product_names: usize,
    /// Everyday words for forms of goods.
    pub product_words: usize,
    /// Cues of intent, secrecy, papers, claims.
    pub cues: usize,
    /// Innocent phrases.
    pub innocent: usize,
}

/// What is known of one product.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ProductCoverage {
    /// Its English name.
    pub name: String,
    /// Languages in which it has a name.
    pub named_in: usize,
    /// Everyday words for it.
    pub words: usize,
    /// Active terms that stand for it.
    pub terms: usize,
    /// Reported prices.
    pub prices: usize,
}

/// What is known of one trade group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct GroupCoverage {
    /// Species that CITES lists.
    pub listed_species: usize,
    /// Of these, those with a common or trade name.
    pub named_species: usize,
    /// Taxa of any rank that `taxa.csv`, names or terms speak of.
    pub traded_taxa: usize,
    /// Of these, those with an active term.
    pub taxa_with_terms: usize,
}

/// In what state a table is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TableState {
    /// Its rows.
    pub rows: usize,
    /// Rows that say that they are not confirmed.
    pub unconfirmed: usize,
    /// Rows that tell of a day or year: `checked`, `added`, `year`, or the last year in `source`.
    pub dated: usize,
    /// Of these, those older than [`OLD`] years.
    pub old: usize,
    /// The oldest date told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oldest: Option<Day>,
}

impl Knowledge {
    /// What the tables cover; `today` decides what is old.
    pub fn coverage(&self, today: Day) -> Coverage {
        let mut coverage = Coverage { old_before: today.years_before(OLD), ..Coverage::default() };
        self.cover_products(&mut coverage);
        self.cover_entries(&mut coverage);
        self.cover_groups(&mut coverage);
        let embedded = embedded_sources();
        for source in embedded.iter().chain(self.overlay.iter()) {
            self.cover_table(source, today, &mut coverage);
        }
        coverage
    }

    fn cover_products(&self, coverage: &mut Coverage) {
        for product in &self.compiled.products {
            let name = product.name.clone();
            coverage.products.insert(product.code.clone(), ProductCoverage { name, ..Default::default() });
        }
        for named in &self.compiled.product_names {
            coverage.languages.entry(named.language.tag()).or_default().product_names += 1;
            self.of_product(coverage, named.product).named_in += 1;
        }
        for band in &self.compiled.prices {
            self.of_product(coverage, band.product).prices += 1;
        }
    }

    fn of_product<'a>(&self, coverage: &'a mut Coverage, product: usize) -> &'a mut ProductCoverage {
        coverage.products.entry(self.product(product).code.clone()).or_default()
    }

    fn cover_entries(&self, coverage: &mut Coverage) {
        let mut named: BTreeSet<(&'static str, usize)> = BTreeSet::new();
        for entry in &self.compiled.entries {
            let language = coverage.languages.entry(entry.language.tag()).or_default();
            match &entry.meaning {
                Meaning::Name { taxon, .. } => {
                    language.names += 1;
                    named.insert((entry.language.tag(), *taxon));
                }
                Meaning::Term { status, product, .. } => {
                    match status {
                        Status::Active => language.active_terms += 1,
                        Status::Shadow => language.shadow_terms += 1,
                        Status::Retired => language.retired_terms += 1,
                    }
                    if let (Some(product), Status::Active) = (product, status) {
                        self.of_product(coverage, *product).terms += 1;
                    }
                }
                Meaning::Product { product, .. } => {
                    language.product_words += 1;
                    if let Some(product) = product {
                        self.of_product(coverage, *product).words += 1;
                    }
                }
                Meaning::Cue { .. } => language.cues += 1,
                Meaning::Innocent { .. } => language.innocent += 1,
            }
        }
        for (language, taxon) in named {
            let language = coverage.languages.entry(language).or_default();
            language.named_taxa += 1;
            language.named_listed += usize::from(self.taxon(taxon).appendix != "-");
        }
    }

    fn cover_groups(&self, coverage: &mut Coverage) {
        let mut named: FxHashSet<&str> = FxHashSet::default();
        let mut with_terms: FxHashSet<usize> = FxHashSet::default();
        for entry in &self.compiled.entries {
            match entry.meaning {
                Meaning::Name { kind: NameKind::Scientific | NameKind::Synonym, .. } => {}
                Meaning::Name { taxon, .. } => {
                    named.insert(&self.taxon(taxon).name);
                }
                Meaning::Term { taxon: Some(taxon), status: Status::Active, .. } => {
                    with_terms.insert(taxon);
                }
                _ => {}
            }
        }
        for (number, taxon) in self.compiled.taxa.iter().enumerate() {
            let group = coverage.groups.entry(taxon.group.clone()).or_default();
            group.traded_taxa += 1;
            group.taxa_with_terms += usize::from(with_terms.contains(&number));
        }
        let atlas = self.atlas();
        for (number, name) in atlas.listed(Rank::Species) {
            let group = coverage.groups.entry(atlas.node(number).group().to_owned()).or_default();
            group.listed_species += 1;
            group.named_species += usize::from(named.contains(name));
        }
    }

    /// Counts the rows of a table as it is written, with what they say of their own state.
    fn cover_table(&self, source: &Source, today: Day, coverage: &mut Coverage) {
        let old_before = coverage.old_before;
        let state = coverage.tables.entry(table_name(source)).or_default();
        let mut reader = csv::Reader::from_reader(source.text.as_bytes());
        let Ok(header) = reader.headers().cloned() else {
            return;
        };
        let column = |name: &str| header.iter().position(|cell| cell == name);
        let (status, to) = (column("status"), column("to"));
        let columns = Dates {
            day: column("checked").or(column("added")),
            year: column("year"),
            source: column("source"),
            instrument: column("instrument"),
        };
        for cells in reader.records().flatten() {
            let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).unwrap_or_default();
            state.rows += 1;
            state.unconfirmed +=
                usize::from(cell(status) == "verify" || cell(columns.source) == "unconfirmed");
            // What held once does not age.
            if !cell(to).is_empty() {
                continue;
            }
            if let Some(day) = self.date(&columns, &cells, today) {
                state.dated += 1;
                state.old += usize::from(day < old_before);
                state.oldest = Some(state.oldest.map_or(day, |oldest| oldest.min(day)));
            }
        }
    }

    /// The day of which a row tells: its own, that on which its law was last compared, or the last of its year.
    fn date(&self, columns: &Dates, cells: &csv::StringRecord, today: Day) -> Option<Day> {
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).unwrap_or_default();
        let law = || {
            let id = cell(columns.instrument);
            self.instruments().iter().find(|known| known.id == id).map(|known| known.checked)
        };
        let of_year = |year: u32| Day::parse(&format!("{year:04}-12-31"));
        Day::parse(cell(columns.day))
            .or_else(law)
            .or_else(|| cell(columns.year).parse().ok().and_then(of_year))
            .or_else(|| last_year(cell(columns.source), today.year()).and_then(of_year))
    }
}

/// Where a table tells how old a row is.
struct Dates {
    day: Option<usize>,
    year: Option<usize>,
    source: Option<usize>,
    instrument: Option<usize>,
}

/// The tables of a language are counted as one, those of law and taxonomy by file.
fn table_name(source: &Source) -> String {
    match source.folder() {
        "" => source.name.trim_end_matches(".csv").to_owned(),
        folder @ ("law" | "taxonomy") => format!("{folder}/{}", source.stem()),
        folder => folder.to_owned(),
    }
}

/// The latest year that a source names, up to this one.
fn last_year(source: &str, this_year: u32) -> Option<u32> {
    source
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .filter(|year| (1900..=this_year).contains(year))
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_of_a_source_is_its_last() {
        assert_eq!(last_year("EIA 2016, Seeing Red; Kompas 2014-03-12", 2026), Some(2016));
        assert_eq!(last_year("doi:10.1177/1940082920974604", 2026), None);
        assert_eq!(last_year("2099 and 0012", 2026), None);
    }
}
