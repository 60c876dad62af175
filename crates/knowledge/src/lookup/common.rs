//! Names as the trade says them, in any language: common names, trade names, code words.

use super::distance::Pattern;
use super::{Candidate, Meant, letters};
use crate::Knowledge;
use crate::atlas::{common_key, is_plant_group, key};
use crate::tables::{Entry, Meaning};
use crate::vocabulary::{Kingdom, NameKind, Status, TermKind};
use rustc_hash::FxHashMap;

/// The number of the taxon that an entry means.
pub(super) fn taxon_number(entry: &Entry) -> Option<usize> {
    match entry.meaning {
        Meaning::Name { taxon, .. } => Some(taxon),
        Meaning::Term { taxon, .. } => taxon,
        _ => None,
    }
}

/// A name written just so is a little surer than one with other spaces or accents.
const AS_WRITTEN: f64 = 0.003;
/// Languages that agree make a reading surer, each by this much, up to ten.
const AGREEMENT: f64 = 0.002;

impl Knowledge {
    /// The taxon of the atlas that is meant.
    pub(super) fn taxon_of(&self, meant: Meant) -> Option<u32> {
        let number = match meant {
            Meant::Taxon(taxon) => return Some(taxon),
            Meant::Entry(number) => taxon_number(self.entry(number))?,
        };
        let taxon = self.taxon(number);
        let plant = is_plant_group(&taxon.group);
        let kingdom = if plant { Kingdom::Plant } else { Kingdom::Animal };
        let atlas = self.atlas();
        atlas.accepted(&taxon.name, Some(kingdom)).or_else(|| atlas.find(&taxon.name))
    }

    /// Whether the trade tables name a taxon.
    pub(super) fn is_traded(&self, name: &str) -> bool {
        self.compiled.taxa.iter().any(|taxon| taxon.name == name)
    }

    /// Product code and innocent sense of a term.
    pub(super) fn sense(&self, number: u32) -> (Option<String>, String) {
        match &self.entry(number).meaning {
            Meaning::Term { product, innocent, .. } => {
                (product.map(|product| self.product(product).code.clone()), innocent.clone())
            }
            _ => (None, String::new()),
        }
    }

    /// What is called so, in one or many.
    pub(super) fn common_names(&self, query: &str) -> Vec<Candidate> {
        let wanted = common_key(query);
        let mut found = self.called(&wanted, query, 1.0);
        if found.is_empty() {
            for singular in singulars(&wanted) {
                found.extend(self.called(&singular, query, 0.98));
            }
        }
        found
    }

    /// The entries of a key, best first; each taxon once.
    fn called(&self, wanted: &str, query: &str, share: f64) -> Vec<Candidate> {
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut best: Vec<(Option<u32>, Candidate)> = Vec::new();
        let mut agreeing: FxHashMap<Option<u32>, usize> = FxHashMap::default();
        for number in self.atlas().common_entries(wanted) {
            let (via, mut confidence) = self.told(number);
            if self.entry(number).text.to_lowercase() == query.trim().to_lowercase() {
                confidence += AS_WRITTEN;
            }
            let meant = Meant::Entry(number);
            let taxon = self.taxon_of(meant);
            *agreeing.entry(taxon).or_default() += 1;
            let candidate = Candidate { meant, via, confidence: confidence * share };
            match best.iter_mut().find(|(known, _)| taxon.is_some() && *known == taxon) {
                Some((_, known)) if known.confidence < candidate.confidence => *known = candidate,
                Some(_) => {}
                None => best.push((taxon, candidate)),
            }
        }
        for (taxon, candidate) in &mut best {
            let count = agreeing.get(taxon).copied().unwrap_or(0).min(10);
            candidate.confidence = (candidate.confidence + AGREEMENT * count as f64).min(0.99);
        }
        best.into_iter().map(|(_, candidate)| candidate).collect()
    }

    /// How an entry is told, and how sure it is by itself.
    fn told(&self, number: u32) -> (String, f64) {
        let entry = self.entry(number);
        let language = entry.language.tag();
        match &entry.meaning {
            Meaning::Name { kind, needs_context, .. } => {
                let (word, sure) = match kind {
                    NameKind::Scientific | NameKind::Synonym => ("synonym", 0.96),
                    NameKind::Common => ("common name", 0.96),
                    NameKind::Trade => ("trade name", 0.95),
                    NameKind::Misspelling | NameKind::Abbreviation => (kind.spelling(), 0.92),
                };
                let share = if *needs_context { 0.995 } else { 1.0 };
                (format!("{word} {} ({language})", entry.text), sure * share)
            }
            Meaning::Term { kind, innocent, status, .. } => {
                let (word, sure) = match kind {
                    TermKind::Plain => ("term", 0.94),
                    TermKind::Code => ("code word", 0.86),
                    other => (other.spelling(), 0.86),
                };
                let innocent = if innocent.is_empty() { 1.0 } else { 0.75 };
                let (life, alive) = match status {
                    Status::Active => ("", 1.0),
                    Status::Shadow => ("shadow ", 0.9),
                    Status::Retired => ("retired ", 0.5),
                };
                (format!("{life}{word} {} ({language})", entry.text), sure * innocent * alive)
            }
            _ => (entry.text.clone(), 0.5),
        }
    }

    /// Names from which this one differs by a slip, the nearest first.
    pub(super) fn misspelt_common_names(&self, query: &str) -> Vec<Candidate> {
        /// Answers of which each is a guess.
        const MOST: usize = 4;
        let wanted = common_key(query);
        let mut pattern = Pattern::new(&wanted);
        let most = pattern.tolerance();
        if most == 0 {
            return Vec::new();
        }
        let first = wanted.chars().next();
        let mut found: Vec<(usize, bool, u32)> = Vec::new();
        for (known, number) in self.atlas().common_names() {
            if let Some(edits) = pattern.distance(known, most) {
                found.push((edits, known.chars().next() != first, number));
            }
        }
        found.sort_unstable();
        let mut seen: Vec<Option<u32>> = Vec::new();
        let mut guesses = Vec::new();
        for (edits, other_first, number) in found {
            let meant = Meant::Entry(number);
            let taxon = self.taxon_of(meant);
            if taxon.is_none() || seen.contains(&taxon) {
                continue;
            }
            seen.push(taxon);
            let entry = self.entry(number);
            let via =
                format!("misspelling of {} ({}) ({})", entry.text, entry.language.tag(), letters(edits));
            let base = if edits <= 1 { 0.8 } else { 0.68 };
            let confidence = base - if other_first { 0.05 } else { 0.0 } - 0.01 * guesses.len() as f64;
            guesses.push(Candidate { meant, via, confidence });
            if guesses.len() == MOST {
                break;
            }
        }
        guesses
    }

    /// The longest names within a question: `albino ball python` holds `ball python`.
    pub(super) fn names_within(&self, query: &str) -> Vec<Candidate> {
        let letters = common_key(query).chars().count().max(1);
        for window in windows(query) {
            let mut found: Vec<Candidate> = super::scientific::exact(self.atlas(), &window);
            found.retain(|candidate| candidate.confidence >= 1.0 && key(&window).contains(' '));
            found.extend(self.common_names(&window));
            if found.is_empty() {
                continue;
            }
            let share = common_key(&window).chars().count() as f64 / letters as f64;
            for candidate in &mut found {
                candidate.confidence *= 0.35 + 0.4 * share.min(1.0);
                candidate.via.push_str(" within the question");
            }
            return found;
        }
        Vec::new()
    }
}

/// Parts of a question, the longest first: runs of words, or of characters in scripts without spaces.
fn windows(query: &str) -> Vec<String> {
    /// Words, or characters, of the longest part.
    const LONGEST: usize = 12;
    /// Questions are cut to this many pieces: more is no name.
    const MOST_PIECES: usize = 60;
    let words: Vec<&str> = query.split_whitespace().collect();
    let unspaced = words.len() == 1 && !query.is_ascii();
    let (pieces, glue): (Vec<String>, &str) = if unspaced {
        (query.chars().map(String::from).collect(), "")
    } else {
        (words.iter().map(|word| (*word).to_owned()).collect(), " ")
    };
    let pieces = &pieces[..pieces.len().min(MOST_PIECES)];
    let shortest = if unspaced { 2 } else { 1 };
    let longest = LONGEST.min(pieces.len());
    let mut all = Vec::new();
    for length in (shortest..=longest).rev() {
        all.extend(pieces.windows(length).map(|window| window.join(glue)));
    }
    all.retain(|window| window.chars().count() >= if window.is_ascii() { 4 } else { 2 });
    all
}

/// What one of many may be called.
fn singulars(plural: &str) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(stem) = plural.strip_suffix("ies") {
        all.push(format!("{stem}y"));
    }
    if let Some(stem) = plural.strip_suffix("es") {
        all.push(stem.to_owned());
    }
    if let Some(stem) = plural.strip_suffix('s') {
        all.push(stem.to_owned());
    }
    all.retain(|stem| stem.len() >= 3);
    all
}
