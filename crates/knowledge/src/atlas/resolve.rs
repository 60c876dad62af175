//! What the laws say of a taxon: the lowest rank at which a law lists it decides.

use super::Atlas;
use super::cover::GATHERED;
use super::day::Day;
use super::law::LawRow;
use crate::vocabulary::{Kingdom, Rank};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::BTreeMap;

/// A taxon above another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Above {
    /// Scientific name.
    pub name: String,
    /// Its rank.
    pub rank: Rank,
}

/// A taxon on a list of a law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listing {
    /// Short name of the law, such as `CITES`, `EU`, `US-ESA`.
    pub instrument: String,
    /// The list: an Appendix, an Annex, a national category.
    pub appendix: String,
    /// Empty for all populations; else ISO 3166-1 codes parted by `|`, with `!` before them for all others, with
    /// parts of a country in brackets: `US(AK)`.
    pub population: String,
    /// Marks such as `#15`, parted by `|`: their words are those of [`Annotation`](super::Annotation).
    pub annotation: String,
    /// What else is to be known, in plain words.
    pub note: String,
    /// In force from this day.
    pub from: Day,
    /// No longer from this day; none for what is in force.
    pub to: Option<Day>,
    /// `confirmed`, or `verify` where it could not be.
    pub status: &'static str,
    /// Where the facts are from.
    pub source: String,
    /// The taxon at which the row stands: the asked one, or one above it.
    pub taxon: String,
    /// Its rank.
    pub rank: Rank,
    /// `whole`: it holds for all of the taxon asked for. `part`: only for taxa below it, which `note` names.
    pub scope: Scope,
}

/// How much of a taxon a listing covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// All of it.
    Whole,
    /// Taxa below it.
    Part,
}

/// What is known of a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resolution {
    /// The accepted scientific name.
    pub accepted: String,
    /// Its rank.
    pub rank: Rank,
    /// Its kingdom: names are alike only within one.
    pub kingdom: Kingdom,
    /// Trade group.
    pub group: &'static str,
    /// What stands above it, from the kingdom down.
    pub lineage: Vec<Above>,
    /// The CITES Appendices in one word: `I`, `II`, `I/II`, `-` for none.
    pub appendix: String,
    /// Every list on which it stands; empty for a taxon that is known and not listed.
    pub listings: Vec<Listing>,
    /// Why it is not listed where its kin are, or what else is to be known.
    pub note: String,
}

impl Resolution {
    fn cites(&self) -> impl Iterator<Item = &Listing> {
        self.listings.iter().filter(|listing| listing.instrument == "CITES")
    }

    /// The lists of one law in one word: `A/B`; `-` for none.
    pub fn lists(&self, instrument: &str) -> String {
        union(self.listings.iter().filter(|listing| listing.instrument == instrument))
    }

    /// Marks and notes of the CITES listings that cover the taxon.
    pub(crate) fn remarks(&self) -> String {
        let whole = self.cites().filter(|listing| listing.scope == Scope::Whole);
        let parts = whole.flat_map(|listing| [listing.annotation.as_str(), listing.note.as_str()]);
        distinct(parts.chain([self.note.as_str()]))
    }

    /// The years in which the CITES listings in force began.
    pub(crate) fn years(&self) -> String {
        let mut years: Vec<u32> = self.cites().map(|listing| listing.from.year()).collect();
        years.sort_unstable();
        years.dedup();
        years.iter().map(u32::to_string).collect::<Vec<_>>().join("/")
    }

    /// Whether every CITES listing is confirmed.
    pub(crate) fn is_confirmed(&self) -> bool {
        self.cites().all(|listing| listing.status == "confirmed")
    }

    /// Where the CITES listings are from.
    pub(crate) fn sources(&self) -> String {
        distinct(self.cites().map(|listing| listing.source.as_str()))
    }
}

/// What is not empty, once each, parted by `; `.
fn distinct<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut all: Vec<&str> = Vec::new();
    for part in parts.filter(|part| !part.is_empty()) {
        if !all.contains(&part) {
            all.push(part);
        }
    }
    all.join("; ")
}

/// Taxa that a note names before it only counts.
const NAMED_BELOW: usize = 8;

impl Atlas {
    /// What holds for a taxon on a day.
    pub(crate) fn resolve(&self, taxon: u32, day: Day) -> Resolution {
        let node = self.node(taxon);
        let mut listings: Vec<Listing> = Vec::new();
        let mut excepted = Vec::new();
        for instrument in 0..self.instruments.len() as u16 {
            match self.rows_for(taxon, instrument, day) {
                Decision::Rows(rows) => listings.extend(rows.iter().map(|row| self.listing(row))),
                Decision::Excepted(row) => excepted.push(row),
                Decision::Nothing => {}
            }
        }
        let mut appendix = None;
        if node.rank < Rank::Species {
            appendix = self.gather(taxon, day, &mut listings);
        }
        if node.rank <= Rank::Species {
            self.add_parts(taxon, day, &mut listings);
        }
        let above = self.lineage(taxon).skip(1);
        let mut lineage: Vec<Above> =
            above.map(|at| Above { name: self.name(at).to_owned(), rank: self.node(at).rank }).collect();
        lineage.reverse();
        Resolution {
            accepted: self.name(taxon).to_owned(),
            rank: node.rank,
            kingdom: node.kingdom,
            group: node.group(),
            lineage,
            appendix: appendix
                .unwrap_or_else(|| union(listings.iter().filter(|listing| listing.instrument == "CITES"))),
            note: self.note(taxon, &excepted),
            listings,
        }
    }

    /// Every taxon of a rank that CITES lists in whole or in part today, with its name.
    pub(crate) fn listed(&self, rank: Rank) -> impl Iterator<Item = (u32, &str)> {
        let day = self.as_of();
        let cites =
            self.instruments.iter().position(|instrument| instrument.id == "CITES").unwrap_or_default()
                as u16;
        (0..self.nodes.len() as u32)
            .filter(move |number| self.node(*number).rank == rank)
            .filter(move |number| matches!(self.rows_for(*number, cites, day), Decision::Rows(_)))
            .map(|number| (number, self.name(number)))
    }

    /// For a higher taxon: drops listings inherited from above that cover no known species below it, and says which
    /// Appendices cover some.
    fn gather(&self, taxon: u32, day: Day, listings: &mut Vec<Listing>) -> Option<String> {
        let mut appendix = None;
        for id in GATHERED {
            let Some(instrument) = self.instruments.iter().position(|known| known.id == id) else {
                continue;
            };
            let Some(lists) = self.lists_below(taxon, instrument as u16, day) else {
                continue;
            };
            let name = self.name(taxon);
            listings.retain(|listing| {
                listing.instrument != id
                    || listing.taxon == name
                    || lists.contains(&listing.appendix.as_str())
            });
            if id == "CITES" {
                appendix = Some(lists.join("/"));
            }
        }
        appendix
    }

    /// The rows of one law that decide on a taxon.
    pub(super) fn rows_for(&self, taxon: u32, instrument: u16, day: Day) -> Decision<'_> {
        for at in self.lineage(taxon) {
            let here: Vec<&LawRow> = self
                .rows_at(at)
                .iter()
                .filter(|row| row.instrument == instrument && row.holds(day))
                .collect();
            let Some(first) = here.first().copied() else {
                continue;
            };
            let below: Vec<u32> = self.lineage(taxon).take_while(|below| *below != at).collect();
            let applies = |row: &&LawRow| !row.except.iter().any(|except| below.contains(except));
            let rows: Vec<&LawRow> = here.into_iter().filter(applies).collect();
            return if rows.is_empty() { Decision::Excepted(first) } else { Decision::Rows(rows) };
        }
        Decision::Nothing
    }

    /// The rows that stand at a taxon, of all laws and times.
    pub(crate) fn rows_at(&self, taxon: u32) -> &[LawRow] {
        let start = |at: u32| self.starts.get(at as usize).map_or(self.rows.len(), |start| *start as usize);
        &self.rows[start(taxon)..start(taxon + 1)]
    }

    fn listing(&self, row: &LawRow) -> Listing {
        Listing {
            instrument: self.instruments[usize::from(row.instrument)].id.clone(),
            appendix: row.list.clone(),
            population: row.population.clone(),
            annotation: row.annotation.clone(),
            note: row.note.clone(),
            from: row.from,
            to: row.to,
            status: if row.confirmed { "confirmed" } else { "verify" },
            source: row.source.clone(),
            taxon: self.name(row.taxon).to_owned(),
            rank: self.node(row.taxon).rank,
            scope: Scope::Whole,
        }
    }

    /// The rows of all taxa below one.
    fn rows_below(&self, taxon: u32) -> impl Iterator<Item = &LawRow> {
        let below = self.listed_below.get_or_init(|| self.find_listed_below());
        below.get(&taxon).into_iter().flatten().flat_map(|it| self.rows_at(*it))
    }

    /// For each taxon, those below it that have rows.
    fn find_listed_below(&self) -> FxHashMap<u32, Vec<u32>> {
        let mut all: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for taxon in (0..self.nodes.len() as u32).filter(|taxon| !self.rows_at(*taxon).is_empty()) {
            for above in self.lineage(taxon).skip(1) {
                all.entry(above).or_default().push(taxon);
            }
        }
        all
    }

    /// For a higher taxon, one listing for each list on which only taxa below it stand.
    fn add_parts(&self, taxon: u32, day: Day, listings: &mut Vec<Listing>) {
        let mut parts: BTreeMap<(u16, &str), Vec<&LawRow>> = BTreeMap::new();
        for row in self.rows_below(taxon).filter(|row| row.holds(day)) {
            parts.entry((row.instrument, &row.list)).or_default().push(row);
        }
        for ((instrument, list), rows) in parts {
            let id = &self.instruments[usize::from(instrument)].id;
            if listings.iter().any(|known| known.instrument == *id && known.appendix == list) {
                continue;
            }
            let Some(first) = rows.iter().min_by_key(|row| row.from) else {
                continue;
            };
            let mut names: Vec<&str> = rows.iter().map(|row| self.name(row.taxon)).collect();
            names.sort_unstable();
            names.dedup();
            let more = names.len().saturating_sub(NAMED_BELOW);
            let named = names[..names.len() - more].join(", ");
            let note = if more == 0 { named } else { format!("{named} and {more} more") };
            let confirmed = rows.iter().all(|row| row.confirmed);
            listings.push(Listing {
                population: String::new(),
                annotation: String::new(),
                note,
                status: if confirmed { "confirmed" } else { "verify" },
                taxon: self.name(taxon).to_owned(),
                rank: self.node(taxon).rank,
                scope: Scope::Part,
                ..self.listing(first)
            });
        }
        let order = |id: &str| self.instruments.iter().position(|known| known.id == id);
        listings.sort_by_key(|listing| (order(&listing.instrument), listing.scope));
    }

    /// Why a taxon is not listed where its kin are.
    fn note(&self, taxon: u32, excepted: &[&LawRow]) -> String {
        let mut parts: Vec<String> = Vec::new();
        if let Some(row) = excepted.first() {
            let ids: Vec<&str> = excepted
                .iter()
                .map(|row| self.instruments[usize::from(row.instrument)].id.as_str())
                .collect();
            parts.push(format!("excepted from the listing of {} ({})", self.name(row.taxon), ids.join(", ")));
        }
        if let Some(wild) = self.wild_form(taxon) {
            let wild = self.name(wild);
            parts.push(format!("domesticated: the listing of the wild {wild} does not cover it"));
        }
        parts.join("; ")
    }
}

/// What one law says of a taxon.
pub(super) enum Decision<'a> {
    /// These rows hold.
    Rows(Vec<&'a LawRow>),
    /// The row of a taxon above leaves it out.
    Excepted(&'a LawRow),
    /// It is not spoken of.
    Nothing,
}

/// The lists of these rows in one word, the strictest first: `I/II`; `-` for none.
pub(crate) fn union<'a>(listings: impl Iterator<Item = &'a Listing>) -> String {
    let mut lists: Vec<&str> = listings.map(|listing| listing.appendix.as_str()).collect();
    lists.sort_unstable();
    lists.dedup();
    if lists.is_empty() { "-".to_owned() } else { lists.join("/") }
}
