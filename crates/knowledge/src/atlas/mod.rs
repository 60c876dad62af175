//! The atlas: every known taxon in its place, and every law that lists it.
//!
//! It is compiled while the crate is built and read only when it is asked for: `scan` does without it. [`taxonomy`]
//! reads which taxa there are, [`law`] which laws list them, [`resolve`] says what holds for one of them.

mod cover;
mod day;
mod law;
mod resolve;
mod rows;
mod taxonomy;
mod texts;

pub use day::Day;
pub use law::{Annotation, Instrument};
pub use resolve::{Above, Listing, Resolution, Scope};

use cover::Cover;

pub(crate) use law::{LawRow, ROWS};
pub(crate) use taxonomy::{Found, GROUPS, Taxonomy, is_plant_group};
pub(crate) use texts::Texts;

use crate::table::Source;
use crate::tables::{Entry, Meaning};
use crate::vocabulary::{Kingdom, NameKind};
use law::Law;
use pugmark_model::Fault;
use pugmark_text::Normal;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use taxonomy::Node;

/// Taxonomy and law, ready to be asked.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Atlas {
    names: Texts,
    nodes: Vec<Node>,
    /// The names in the form in which they are looked up, sorted.
    keys: Texts,
    /// What each key leads to.
    targets: Vec<Target>,
    /// Synonyms as the tables write them.
    synonyms: Texts,
    domestic: Vec<(u32, u32)>,
    pub(crate) instruments: Vec<Instrument>,
    pub(crate) annotations: Vec<Annotation>,
    pub(crate) countries: Vec<(String, String)>,
    rows: Vec<LawRow>,
    /// For each taxon, where its rows begin; one more than taxa.
    starts: Vec<u32>,
    /// Which lists cover species below each taxon, on the day for which the tables hold.
    #[serde(skip)]
    cover: OnceLock<Cover>,
    /// For each taxon, those below it that have rows.
    #[serde(skip)]
    listed_below: OnceLock<FxHashMap<u32, Vec<u32>>>,
    /// Common names in the form in which they are looked up, with the number of their entry.
    common: Texts,
    common_entries: Vec<u32>,
}

/// Where the rows of each taxon begin, in rows sorted by taxon.
fn starts(rows: &[LawRow], taxa: usize) -> Vec<u32> {
    let mut starts = vec![0; taxa + 1];
    for row in rows {
        starts[row.taxon as usize + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    starts
}

/// What a scientific name leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Target {
    /// The accepted taxon.
    pub(crate) taxon: u32,
    /// The synonym's number, for a synonym.
    pub(crate) synonym: Option<u32>,
}

impl Atlas {
    /// Puts what the tables say in the order in which it is asked for.
    pub(crate) fn new(taxonomy: &Taxonomy, law: Law) -> Self {
        let mut keyed: Vec<(String, Target)> = taxonomy
            .names
            .iter()
            .enumerate()
            .map(|(number, name)| (key(name), Target { taxon: number as u32, synonym: None }))
            .collect();
        keyed.extend(taxonomy.synonyms.iter().enumerate().map(|(number, (name, _, taxon))| {
            (key(name), Target { taxon: *taxon, synonym: Some(number as u32) })
        }));
        keyed.sort_by(|a, b| (&a.0, a.1.synonym, a.1.taxon).cmp(&(&b.0, b.1.synonym, b.1.taxon)));
        Self {
            names: taxonomy.names.iter().map(String::as_str).collect(),
            keys: keyed.iter().map(|(key, _)| key.as_str()).collect(),
            targets: keyed.iter().map(|(_, target)| *target).collect(),
            synonyms: taxonomy.synonyms.iter().map(|(name, _, _)| name.as_str()).collect(),
            nodes: taxonomy.nodes.clone(),
            domestic: taxonomy.domestic.clone(),
            instruments: law.instruments,
            annotations: law.annotations,
            countries: law.countries,
            starts: starts(&law.rows, taxonomy.nodes.len()),
            cover: OnceLock::new(),
            listed_below: OnceLock::new(),
            rows: law.rows,
            common: Texts::default(),
            common_entries: Vec::new(),
        }
    }

    /// Reads taxonomy and law.
    pub(crate) fn read(sources: &[Source], faults: &mut Vec<Fault>) -> (Taxonomy, Self) {
        let taxonomy = Taxonomy::read(sources, faults);
        let law = Law::read(sources, &taxonomy, faults);
        let atlas = Self::new(&taxonomy, law);
        (taxonomy, atlas)
    }

    pub(crate) fn name(&self, taxon: u32) -> &str {
        self.names.get(taxon as usize)
    }

    pub(crate) fn node(&self, taxon: u32) -> Node {
        self.nodes[taxon as usize]
    }

    /// A synonym as the tables write it.
    pub(crate) fn synonym(&self, number: u32) -> &str {
        self.synonyms.get(number as usize)
    }

    /// The taxon and all above it, from below.
    pub(crate) fn lineage(&self, taxon: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(taxon), |at| self.nodes[*at as usize].parent())
    }

    /// Takes up the names by which taxa are called in the trade, and the terms that stand for one.
    pub(crate) fn add_names(&mut self, entries: &[Entry]) {
        let mut keyed: Vec<(String, u32)> = Vec::new();
        for (number, entry) in entries.iter().enumerate() {
            let wanted = match entry.meaning {
                Meaning::Name { kind, .. } => kind != NameKind::Scientific,
                Meaning::Term { .. } => true,
                _ => false,
            };
            // A scientific name is looked up as such; one word may be a common name too.
            let scientific = entry.text.contains(' ') && !self.targets(&key(&entry.text)).is_empty();
            if wanted && !scientific {
                keyed.push((common_key(&entry.text), number as u32));
                keyed.extend(pinyin(entry).map(|spelled| (spelled, number as u32)));
            }
        }
        keyed.sort();
        self.common = keyed.iter().map(|(key, _)| key.as_str()).collect();
        self.common_entries = keyed.iter().map(|(_, number)| *number).collect();
    }

    /// What a key leads to: accepted names first.
    pub(crate) fn targets(&self, key: &str) -> &[Target] {
        let from = self.keys.first(key);
        let to = (from..self.keys.len()).find(|at| self.keys.get(*at) != key).unwrap_or(self.keys.len());
        &self.targets[from..to]
    }

    /// Every key that begins so, with what it leads to.
    pub(crate) fn keys_from<'a>(&'a self, start: &'a str) -> impl Iterator<Item = (&'a str, Target)> + 'a {
        (self.keys.first(start)..self.keys.len())
            .map(|at| (self.keys.get(at), self.targets[at]))
            .take_while(move |(key, _)| key.starts_with(start))
    }

    /// Every key with what it leads to.
    pub(crate) fn keys(&self) -> impl Iterator<Item = (&str, Target)> {
        self.keys.iter().zip(self.targets.iter().copied())
    }

    /// The numbers of the entries of a common name, as [`common_key`] writes it.
    pub(crate) fn common_entries(&self, key: &str) -> impl Iterator<Item = u32> + '_ {
        let from = self.common.first(key);
        let to =
            (from..self.common.len()).find(|at| self.common.get(*at) != key).unwrap_or(self.common.len());
        self.common_entries[from..to].iter().copied()
    }

    /// Every common name with the number of its entry.
    pub(crate) fn common_names(&self) -> impl Iterator<Item = (&str, u32)> {
        self.common.iter().zip(self.common_entries.iter().copied())
    }

    /// The one taxon of a scientific name; `Dracaena (plant)` says which of two homonyms is meant.
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        let (name, kingdom) = taxonomy::without_kingdom(name);
        let key = key(name);
        let fits = |target: &&Target| kingdom.is_none_or(|it| self.node(target.taxon).kingdom == it);
        let all: Vec<&Target> = self.targets(&key).iter().filter(fits).collect();
        let kingdoms = |all: &[&Target]| {
            all.windows(2).all(|pair| self.node(pair[0].taxon).kingdom == self.node(pair[1].taxon).kingdom)
        };
        let accepted: Vec<&Target> = all.iter().copied().filter(|target| target.synonym.is_none()).collect();
        let best = if accepted.is_empty() { all } else { accepted };
        if kingdoms(&best) { best.first().map(|target| target.taxon) } else { None }
    }

    /// The taxon of an accepted name, of a kingdom where one is named.
    pub(crate) fn accepted(&self, name: &str, kingdom: Option<Kingdom>) -> Option<u32> {
        let fits = |target: &&Target| {
            target.synonym.is_none()
                && self.name(target.taxon) == name
                && kingdom.is_none_or(|kingdom| self.node(target.taxon).kingdom == kingdom)
        };
        self.targets(&key(name)).iter().find(fits).map(|target| target.taxon)
    }

    /// The wild taxon whose listing does not cover this domesticated one.
    pub(crate) fn wild_form(&self, taxon: u32) -> Option<u32> {
        self.domestic.iter().find(|(tame, _)| *tame == taxon).map(|(_, wild)| *wild)
    }

    /// The day for which the tables are known to hold: the latest on which one was compared with its law.
    pub(crate) fn as_of(&self) -> Day {
        self.instruments.iter().map(|instrument| instrument.checked).max().unwrap_or(Day::LAST)
    }
}

/// Words of a botanical name that only say a rank.
const RANK_WORDS: [&str; 10] =
    ["var.", "subsp.", "ssp.", "f.", "var", "subsp", "ssp", "subvar.", "forma", "x"];

/// The form in which scientific names are compared: lower case, no accents, no words of rank, single spaces.
pub(crate) fn key(name: &str) -> String {
    let normal = Normal::plain(name);
    let words = normal.bare().split_whitespace().filter(|word| !RANK_WORDS.contains(word));
    words.collect::<Vec<_>>().join(" ")
}

/// A Chinese name of several characters in Latin letters, without spaces.
fn pinyin(entry: &Entry) -> Option<String> {
    /// Shorter ones are too often another word.
    const SHORTEST: usize = 6;
    let forms = crate::compile::pinyin_forms(entry);
    forms.into_iter().next_back().map(|form| form.replace(' ', "")).filter(|form| form.len() >= SHORTEST)
}

/// The form in which common names are compared: lower case, no accents, nothing but letters and digits.
pub(crate) fn common_key(name: &str) -> String {
    crate::compile::accent_key(Normal::plain(name).bare())
}
