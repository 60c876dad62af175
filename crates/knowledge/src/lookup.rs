//! Asking the tables: what is this name, and how much is known.

use crate::Knowledge;
use crate::tables::Meaning;
use pugmark_text::Normal;
use serde::Serialize;
use std::collections::BTreeMap;

/// An answer to "what is this?".
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lookup {
    /// Accepted scientific name; for a term that names no taxon, the term.
    pub name: String,
    /// `species`, `genus`, …; empty for a term without taxon.
    pub rank: String,
    /// Trade group.
    pub group: String,
    /// CITES Appendix, or `-`.
    pub appendix: String,
    /// EU Annex.
    pub eu_annex: String,
    /// What the listing excepts or adds.
    pub annotation: String,
    /// Years of listing.
    pub since: String,
    /// Whether the listing is confirmed.
    pub confirmed: bool,
    /// How the question led here: the entry, its language and kind.
    pub via: String,
    /// 0 to 1: the share of the question that the entry explains, less where it needs context.
    pub confidence: f64,
    /// CITES trade term code, for a term of the trade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The innocent sense of a term, where it has one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub innocent: String,
    /// Where the facts are from.
    pub source: String,
}

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
    /// What a name or term may mean, best first. Case, accents and spacing do not matter.
    pub fn lookup(&self, name: &str) -> Vec<Lookup> {
        let wanted = Normal::plain(name.trim()).bare().to_owned();
        let mut found: Vec<Lookup> = Vec::new();
        for entry in &self.compiled.entries {
            let Some(base) = confidence(&wanted, &entry.text) else {
                continue;
            };
            if let Some(answer) = self.answer(entry, base) {
                found.push(answer);
            }
        }
        found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then_with(|| a.name.cmp(&b.name)));
        found.dedup_by(|later, earlier| later.name == earlier.name && later.product == earlier.product);
        found
    }

    fn answer(&self, entry: &crate::Entry, base: f64) -> Option<Lookup> {
        let language = entry.language.tag();
        let (taxon, product, innocent, via, share) = match &entry.meaning {
            Meaning::Name { taxon, kind, needs_context } => {
                let via = format!("{} name `{}` ({language})", kind.spelling(), entry.text);
                (Some(*taxon), None, String::new(), via, if *needs_context { 0.7 } else { 1.0 })
            }
            Meaning::Term { taxon, product, kind, innocent, status, .. } => {
                let via =
                    format!("{} {} term `{}` ({language})", status.spelling(), kind.spelling(), entry.text);
                (*taxon, *product, innocent.clone(), via, if innocent.is_empty() { 0.95 } else { 0.6 })
            }
            _ => return None,
        };
        let product = product.map(|number| self.product(number).code.clone());
        let confidence = base * share;
        Some(match taxon.map(|number| self.taxon(number)) {
            Some(taxon) => Lookup {
                name: taxon.name.clone(),
                rank: taxon.rank.clone(),
                group: taxon.group.clone(),
                appendix: taxon.appendix.clone(),
                eu_annex: taxon.eu_annex.clone(),
                annotation: taxon.annotation.clone(),
                since: taxon.since.clone(),
                confirmed: taxon.confirmed,
                via,
                confidence,
                product,
                innocent,
                source: taxon.source.clone(),
            },
            None => Lookup {
                name: entry.text.clone(),
                rank: String::new(),
                group: String::new(),
                appendix: "-".to_owned(),
                eu_annex: String::new(),
                annotation: String::new(),
                since: String::new(),
                confirmed: false,
                via,
                confidence,
                product,
                innocent,
                source: String::new(),
            },
        })
    }

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

/// How much of the question an entry explains: all, its words, or nothing.
fn confidence(wanted: &str, entry: &str) -> Option<f64> {
    let normal = Normal::plain(entry);
    let known = normal.bare().trim_end_matches('*');
    if known == wanted {
        return Some(1.0);
    }
    let words = wanted.split(' ').count();
    // A species that is not in the tables is answered by its genus.
    let genus = wanted.split(' ').next().unwrap_or_default();
    (words == 2 && known == genus && entry.starts_with(char::is_uppercase)).then_some(0.5)
}
