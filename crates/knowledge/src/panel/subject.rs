//! What the panel knows of a taxon: its place among taxa, and the listings that bear on an offer of it.

use super::condition::Condition;
use super::rules::Scope;
use super::{PanelListing, Unclear};
use crate::Knowledge;
use crate::atlas::{self, Day, Listing};
use crate::vocabulary::Rank;

/// A taxon with all its listings at a date.
#[derive(Debug, Clone, Default)]
pub(crate) struct Subject {
    pub(crate) name: String,
    pub(crate) rank: String,
    pub(crate) group: String,
    /// `animal` or `plant`.
    pub(crate) kingdom: String,
    /// The taxon and all above it.
    pub(crate) lineage: Vec<String>,
    /// Listings in force at the date.
    pub(crate) listings: Vec<PanelListing>,
    /// The first day on which the Convention applied to it; empty when never or not known.
    pub(crate) first_listed: String,
}

impl Subject {
    /// Whether a condition on taxa holds.
    pub(crate) fn is(&self, taxa: &Condition) -> bool {
        taxa.holds(|word| match word.split_once(':') {
            Some(("kingdom", kingdom)) => self.kingdom == kingdom,
            Some(("group", group)) => self.group == group,
            _ => self.lineage.iter().any(|name| name == word),
        })
    }

    /// The countries that listed it in Appendix III.
    pub(crate) fn listers(&self) -> Vec<String> {
        let of_three = self.listings.iter().filter(|row| row.instrument == "CITES" && row.list == "III");
        let mut listers = Vec::new();
        for note in of_three.map(|row| row.note.as_str()) {
            let Some((_, rest)) = note.split_once("listed by ") else { continue };
            let codes = rest.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
            let is_code = |word: &&str| word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase());
            listers.extend(codes.take_while(is_code).map(str::to_owned));
        }
        listers
    }
}

/// The listings for goods of a country: where populations are listed apart, those that cover the country of the goods,
/// or else those that cover the rest of the world.
pub(crate) fn of_population(listings: &[PanelListing], from: Option<&str>) -> Vec<PanelListing> {
    let mut kept = Vec::new();
    for listing in listings {
        let same_law = || listings.iter().filter(|other| other.instrument == listing.instrument);
        let named = |row: &PanelListing| from.is_some_and(|from| names(&row.population, from));
        let is_apart = same_law().any(|other| !other.population.is_empty());
        let keep = if !is_apart {
            true
        } else if same_law().any(|other| named(other) && !other.population.starts_with('!')) {
            covers(&listing.population, from)
        } else {
            let has_rest = same_law().any(|other| is_rest(&other.population));
            !has_rest || is_rest(&listing.population)
        };
        if keep {
            kept.push(listing.clone());
        }
    }
    kept
}

/// Whether a row is for all populations that are not named.
fn is_rest(population: &str) -> bool {
    population.is_empty() || population.starts_with('!')
}

fn names(population: &str, country: &str) -> bool {
    let codes = population.trim_start_matches('!').split('|');
    codes.map(|code| code.split('(').next().unwrap_or_default()).any(|code| code == country)
}

fn covers(population: &str, from: Option<&str>) -> bool {
    let named = from.is_some_and(|from| names(population, from));
    population.is_empty() || named != population.starts_with('!')
}

/// Codes that do not say what the goods are.
const UNSPECIFIED: [&str; 2] = ["UNS", "OTH"];

/// What an annotation says of goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Covered {
    Yes,
    No,
    /// It depends on what the scope says.
    Depends,
}

/// The annotation's scope, and whether it covers a product.
pub(crate) fn covered<'a>(
    scopes: &'a [Scope],
    annotation: &str,
    product: Option<&str>,
    day: &str,
) -> Option<(&'a Scope, Covered)> {
    let mark = annotation.split('|').find(|mark| mark.starts_with('#'))?;
    let scope = scopes.iter().find(|scope| scope.mark == mark && scope.span.holds(day))?;
    let Some(product) = product else {
        return Some((scope, Covered::Depends));
    };
    let has = |codes: &[String]| codes.iter().any(|code| code == product);
    let unknown = UNSPECIFIED.contains(&product);
    let covered = if unknown || has(&scope.depends) {
        Covered::Depends
    } else if has(&scope.excludes) || !scope.covers.is_empty() && !has(&scope.covers) {
        Covered::No
    } else {
        Covered::Yes
    };
    Some((scope, covered))
}

impl Knowledge {
    /// The taxon of a name, scientific or common, with what holds for it on a day.
    pub(crate) fn subject(&self, name: &str, day: &str) -> Result<Subject, Unclear> {
        let date = Day::parse(day);
        let known = self.listings(name, date).or_else(|| {
            let best = self.lookup(name, date).matches.into_iter().find(|answer| !answer.rank.is_empty())?;
            self.listings(&best.name, date)
        });
        let Some(known) = known else {
            let mend = "use a scientific name, or find one with `pugmark knowledge lookup`";
            return Err(Unclear::new(format!("`{name}` is no taxon known here"), mend));
        };
        let above = known.lineage.iter().map(|above| above.name.clone());
        Ok(Subject {
            rank: known.rank.spelling().to_owned(),
            group: known.group.to_owned(),
            kingdom: known.kingdom.spelling().to_owned(),
            lineage: above.chain([known.accepted.clone()]).collect(),
            listings: known.listings.iter().filter(|listing| is_meant(listing)).map(shown).collect(),
            first_listed: self.first_listed(&known.accepted).map_or(String::new(), |day| day.to_string()),
            name: known.accepted,
        })
    }

    /// The first day on which a taxon, or one above it, stood in the Appendices.
    fn first_listed(&self, name: &str) -> Option<Day> {
        let atlas = self.atlas();
        let taxon = atlas.find(name)?;
        let lineage: Vec<u32> = atlas.lineage(taxon).collect();
        let cites = atlas.instruments.iter().position(|instrument| instrument.id == "CITES")?;
        let rows = lineage.iter().flat_map(|at| atlas.rows_at(*at));
        rows.filter(|row| {
            usize::from(row.instrument) == cites && !row.except.iter().any(|except| lineage.contains(except))
        })
        .map(|row| row.from)
        .min()
    }
}

/// Whether a listing speaks of what is offered: a subspecies is offered by its own name.
fn is_meant(listing: &Listing) -> bool {
    listing.scope == atlas::Scope::Whole || listing.rank < Rank::Species
}

fn shown(listing: &Listing) -> PanelListing {
    PanelListing {
        instrument: listing.instrument.clone(),
        list: listing.appendix.clone(),
        via: listing.taxon.clone(),
        population: listing.population.clone(),
        annotation: listing.annotation.clone(),
        note: listing.note.clone(),
        part: listing.scope == atlas::Scope::Part,
        from: listing.from.to_string(),
        to: listing.to.map_or(String::new(), |day| day.to_string()),
        confirmed: listing.status == "confirmed",
        source: listing.source.clone(),
    }
}
