//! Asking what a name means, however it is written: scientific or common, old or misspelt, in any script.
//!
//! [`scientific`] reads names of the taxonomy, [`common`] those of the trade, [`distance`] forgives slips.

mod common;
mod distance;
mod scientific;
mod stats;

pub use stats::Stats;

use crate::Knowledge;
use crate::atlas::{Above, Atlas, Day, Listing, Resolution};
use crate::vocabulary::Kingdom;
use serde::Serialize;
use std::cmp::Reverse;

/// What is known of a name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lookup {
    /// The name as it was asked.
    pub query: String,
    /// The day for which the listings hold.
    pub as_of: Day,
    /// What it may mean, best first; nothing where it is not known.
    pub matches: Vec<Match>,
}

/// A taxon that a name may mean.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Match {
    /// Accepted scientific name; for a term that names no taxon, the term.
    pub name: String,
    /// `species`, `genus`, …; empty for a term without taxon.
    pub rank: String,
    /// `animal` or `plant`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kingdom: Option<Kingdom>,
    /// Trade group.
    pub group: String,
    /// How the question led here, such as `synonym Elephas africanus` or `misspelling of Manis javanica (1 letter)`.
    pub via: String,
    /// 0 to 1: how sure it is that this is meant.
    pub confidence: f64,
    /// The CITES Appendices in one word: `I`, `I/II`, `-`.
    pub appendix: String,
    /// Every list of every law on which it stands; empty for a taxon that is known and not listed.
    pub listings: Vec<Listing>,
    /// What stands above it, from the kingdom down.
    pub lineage: Vec<Above>,
    /// Why it is not listed where its kin are.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// CITES trade term code, for a term of the trade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The innocent sense of a term, where it has one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub innocent: String,
}

/// A taxon that may be meant, before the laws are asked.
#[derive(Debug, Clone)]
struct Candidate {
    meant: Meant,
    via: String,
    confidence: f64,
}

/// What a candidate stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meant {
    /// A taxon of the atlas.
    Taxon(u32),
    /// An entry of the tables.
    Entry(u32),
}

/// Characters of a question that are read; a name has fewer.
const LONGEST_QUESTION: usize = 200;
/// Answers that are given.
const MOST_MATCHES: usize = 10;
/// Below this, slips of the pen are looked for.
const SURE: f64 = 0.75;
/// Below this, names within the question are looked for.
const FAIR: f64 = 0.5;

impl Knowledge {
    /// What a name may mean, best first, and what the laws say of it on a day (by default, that for which the tables
    /// are known to hold). Case, accents, hyphens, spacing, look-alike letters and simplified or traditional
    /// characters do not matter; a name may be old, misspelt by up to two letters, abbreviated, or followed by its
    /// author. Only the first 200 characters are read.
    pub fn lookup(&self, name: &str, day: Option<Day>) -> Lookup {
        let atlas = self.atlas();
        let day = day.unwrap_or(atlas.as_of());
        let query: String = name.trim().chars().take(LONGEST_QUESTION).collect();
        let mut found = self.hybrid(&query);
        if found.is_empty() {
            found = self.candidates(&query);
        }
        let mut matches: Vec<Match> = Vec::new();
        // Of two that are as sure, the narrower is the better answer.
        let rank = |candidate: &Candidate| self.taxon_of(candidate.meant).map(|taxon| atlas.node(taxon).rank);
        found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then_with(|| rank(b).cmp(&rank(a))));
        for candidate in found {
            let made = self.answer(atlas, candidate, day);
            let twin = |known: &&mut Match| {
                known.name == made.name
                    && known.kingdom == made.kingdom
                    && (known.product.is_none() || made.product.is_none() || known.product == made.product)
            };
            match matches.iter_mut().find(twin) {
                Some(known) => {
                    known.product = known.product.take().or(made.product);
                    if known.innocent.is_empty() {
                        known.innocent = made.innocent;
                    }
                }
                None => matches.push(made),
            }
        }
        matches.truncate(MOST_MATCHES);
        Lookup { query, as_of: day, matches }
    }

    /// All that a name without a sign of a hybrid may mean.
    fn candidates(&self, query: &str) -> Vec<Candidate> {
        let mut found = scientific::exact(self.atlas(), query);
        found.extend(self.common_names(query));
        let best = |found: &[Candidate]| found.iter().map(|it| it.confidence).fold(0.0, f64::max);
        if best(&found) < SURE {
            found.extend(self.abbreviated(query));
        }
        if best(&found) < SURE {
            found.extend(scientific::misspelt(self.atlas(), query));
            found.extend(self.misspelt_common_names(query));
        }
        if best(&found) < SURE {
            found.extend(scientific::by_genus(self.atlas(), query));
        }
        if best(&found) < FAIR {
            found.extend(self.names_within(query));
        }
        found
    }

    /// Both parents of a hybrid, the more strictly listed first.
    fn hybrid(&self, query: &str) -> Vec<Candidate> {
        let Some((mother, father)) = scientific::parents(query) else {
            return Vec::new();
        };
        let best = |name: &str| {
            self.candidates(name).into_iter().max_by(|a, b| a.confidence.total_cmp(&b.confidence))
        };
        let (Some(one), Some(other)) = (best(&mother), best(&father)) else {
            return Vec::new();
        };
        let atlas = self.atlas();
        let mut parents: Vec<Resolution> = [one.meant, other.meant]
            .into_iter()
            .filter_map(|meant| self.taxon_of(meant))
            .map(|taxon| atlas.resolve(taxon, atlas.as_of()))
            .collect();
        let [a, b] = &parents[..] else {
            return Vec::new();
        };
        let via = format!("hybrid of {} and {}", a.accepted, b.accepted);
        let confidence = 0.95 * one.confidence.min(other.confidence);
        // `I` before `I/II` before `II` … before `-`.
        parents.sort_by_key(|parent| (parent.appendix == "-", parent.appendix.clone(), Reverse(parent.rank)));
        let candidate = |(place, parent): (usize, &Resolution)| {
            let taxon = atlas.accepted(&parent.accepted, Some(parent.kingdom))?;
            let confidence = confidence - 0.01 * place as f64;
            Some(Candidate { meant: Meant::Taxon(taxon), via: via.clone(), confidence })
        };
        parents.iter().enumerate().filter_map(candidate).collect()
    }

    fn answer(&self, atlas: &Atlas, candidate: Candidate, day: Day) -> Match {
        let confidence = (candidate.confidence * 1000.0).round() / 1000.0;
        let made = match (self.taxon_of(candidate.meant), candidate.meant) {
            (Some(taxon), _) => known(atlas.resolve(taxon, day)),
            (None, Meant::Entry(number)) => self.unknown_to_the_atlas(number),
            (None, Meant::Taxon(_)) => Match::default(),
        };
        let (product, innocent) = match candidate.meant {
            Meant::Entry(number) => self.sense(number),
            Meant::Taxon(_) => (None, String::new()),
        };
        Match { via: candidate.via, confidence, product, innocent, ..made }
    }

    /// A term that names no taxon, or a taxon of `taxa.csv` that gathers what has no name in the taxonomy.
    fn unknown_to_the_atlas(&self, number: u32) -> Match {
        let entry = self.entry(number);
        match common::taxon_number(entry).map(|at| self.taxon(at)) {
            Some(taxon) => Match {
                name: taxon.name.clone(),
                rank: taxon.rank.clone(),
                group: taxon.group.clone(),
                appendix: taxon.appendix.clone(),
                ..Match::default()
            },
            None => Match { name: entry.text.clone(), appendix: "-".to_owned(), ..Match::default() },
        }
    }
}

/// What the laws say of a taxon, as an answer.
fn known(known: Resolution) -> Match {
    Match {
        name: known.accepted,
        rank: known.rank.spelling().to_owned(),
        kingdom: Some(known.kingdom),
        group: known.group.to_owned(),
        appendix: known.appendix,
        listings: known.listings,
        lineage: known.lineage,
        note: known.note,
        ..Match::default()
    }
}

/// `2 letters`.
fn letters(count: usize) -> String {
    if count == 1 { "1 letter".to_owned() } else { format!("{count} letters") }
}
