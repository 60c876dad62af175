//! What each shadow term would do if it were active.

use super::share;
use crate::Scorer;
use crate::evidence::Evidence;
use pugmark_knowledge::Meaning;
use pugmark_knowledge::vocabulary::Status;
use pugmark_model::{Assessment, Listing};
use serde::Serialize;

/// A labelled listing and what the scorer said of it.
#[derive(Debug, Clone, Copy)]
pub struct Labelled<'a> {
    /// The listing.
    pub listing: &'a Listing,
    /// Whether the label says "suspect".
    pub positive: bool,
    /// The assessment, with the shadow terms as they are.
    pub assessment: &'a Assessment,
}

/// A shadow term, measured over labelled listings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShadowTerm {
    /// Its id.
    pub id: String,
    /// The term as the table writes it.
    pub term: String,
    /// Its language.
    pub language: &'static str,
    /// The taxon it would name.
    pub taxon: Option<String>,
    /// The CITES trade term code it would name.
    pub product: Option<String>,
    /// How often it stands in the listings.
    pub hits: usize,
    /// Of the hits, those whose words an active term already covers, in whole or in part.
    pub overlaps: usize,
    /// Listings it stands in.
    pub listings: usize,
    /// Of these, those labelled suspect.
    pub suspect: usize,
    /// Of these, those labelled clear.
    pub clear: usize,
    /// Share of suspect ones among the listings it stands in.
    pub precision: Option<f64>,
    /// Listings whose verdict (clear, review or urgent) would be another if the term were active.
    pub changed: usize,
    /// Of these, those that would newly be flagged and are labelled suspect.
    pub newly_right: usize,
    /// Of these, those that would newly be flagged and are labelled clear.
    pub newly_wrong: usize,
}

/// Measures every shadow term of the scorer's knowledge; those that stand nowhere are there too. `flags` says whether an
/// assessment is one that people are shown.
pub fn shadow_terms(
    scorer: &Scorer,
    rows: &[Labelled<'_>],
    flags: impl Fn(&Assessment) -> bool,
) -> Vec<ShadowTerm> {
    let knowledge = scorer.knowledge();
    let watched: Vec<Watched<'_>> = rows
        .iter()
        .filter(|row| row.assessment.signals.iter().any(|signal| signal.id == "term.shadow"))
        .map(|row| Watched { row: *row, hits: hits(scorer, row.listing) })
        .collect();
    let mut measured: Vec<ShadowTerm> =
        knowledge.shadow_terms().map(|(number, _)| measure(scorer, number, &watched, &flags)).collect();
    measured.sort_by(|a, b| b.listings.cmp(&a.listings).then_with(|| a.id.cmp(&b.id)));
    measured
}

/// A row in which shadow terms stand: which, and whether an active term covers their words.
struct Watched<'a> {
    row: Labelled<'a>,
    hits: Vec<(u32, bool)>,
}

fn hits(scorer: &Scorer, listing: &Listing) -> Vec<(u32, bool)> {
    let evidence = Evidence::gather(scorer.knowledge(), listing);
    let is_active = |entry: u32| {
        matches!(scorer.knowledge().entry(entry).meaning, Meaning::Term { status: Status::Active, .. })
    };
    let covered = |shadow: &crate::evidence::Found| {
        evidence.subjects.iter().any(|found| {
            found.part == shadow.part
                && found.hit.start < shadow.hit.end
                && shadow.hit.start < found.hit.end
                && is_active(found.hit.entry)
        })
    };
    evidence.shadows.iter().map(|found| (found.hit.entry, covered(found))).collect()
}

fn measure(
    scorer: &Scorer,
    number: u32,
    watched: &[Watched<'_>],
    flags: &impl Fn(&Assessment) -> bool,
) -> ShadowTerm {
    let mut measured = blank(scorer, number);
    let standing: Vec<&Watched<'_>> =
        watched.iter().filter(|watched| watched.hits.iter().any(|(entry, _)| *entry == number)).collect();
    if standing.is_empty() {
        return measured;
    }
    let active = scorer.with_term_active(number);
    for Watched { row, hits } in standing {
        let own = || hits.iter().filter(|(entry, _)| *entry == number);
        measured.hits += own().count();
        measured.overlaps += own().filter(|(_, covered)| *covered).count();
        measured.listings += 1;
        measured.suspect += usize::from(row.positive);
        let after = active.assess(row.listing);
        measured.changed += usize::from(after.verdict != row.assessment.verdict);
        let newly = flags(&after) && !flags(row.assessment);
        measured.newly_right += usize::from(newly && row.positive);
        measured.newly_wrong += usize::from(newly && !row.positive);
    }
    measured.clear = measured.listings - measured.suspect;
    measured.precision = share(measured.suspect, measured.listings);
    measured
}

/// The term itself, not yet measured.
fn blank(scorer: &Scorer, number: u32) -> ShadowTerm {
    let knowledge = scorer.knowledge();
    let entry = knowledge.entry(number);
    let (taxon, product) = match entry.meaning {
        Meaning::Term { taxon, product, .. } => (taxon, product),
        _ => (None, None),
    };
    ShadowTerm {
        id: entry.term_id().unwrap_or_default().to_owned(),
        term: entry.text.clone(),
        language: entry.language.tag(),
        taxon: taxon.map(|number| knowledge.taxon(number).name.clone()),
        product: product.map(|number| knowledge.product(number).code.clone()),
        hits: 0,
        overlaps: 0,
        listings: 0,
        suspect: 0,
        clear: 0,
        precision: None,
        changed: 0,
        newly_right: 0,
        newly_wrong: 0,
    }
}
