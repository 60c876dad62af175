//! Scientific names as people write them: old, misspelt, with authors, unsure, crossed.

use super::distance::Pattern;
use super::{Candidate, Meant, letters};
use crate::Knowledge;
use crate::atlas::{Atlas, Target, key};
use crate::vocabulary::Rank;
use pugmark_text::Normal;

/// Words between the parts of a name that name nothing.
const MARKS: [&str; 14] =
    ["cf", "aff", "nr", "var", "subsp", "ssp", "subvar", "f", "forma", "x", "×", "hybrid", "cross", "?"];
/// Words that stand for a species that is not named.
const OPEN: [&str; 6] = ["sp", "spp", "species", "spec", "indet", "ssp"];
/// Words that only names of authors have.
const AUTHORS: [&str; 14] =
    ["ex", "et", "&", "and", "de", "von", "van", "der", "in", "auct", "non", "fil", "l", "hort"];
/// How Latin epithets end.
const ENDINGS: [&str; 16] =
    ["us", "a", "um", "is", "e", "i", "ae", "ens", "ans", "or", "ax", "ex", "es", "os", "on", "er"];

/// The parts of a name.
#[derive(Debug, Default, PartialEq, Eq)]
struct Reading {
    genus: String,
    epithets: Vec<String>,
    /// `sp.` stands in place of a species.
    open: bool,
    /// `cf.` or `aff.`: only like the species named.
    unsure: bool,
}

impl Reading {
    fn of(query: &str) -> Self {
        let mut reading = Self::default();
        let all_capitals = !query.chars().any(char::is_lowercase);
        for (place, token) in without_brackets(query).split_whitespace().enumerate() {
            let normal = Normal::plain(token);
            let word = normal.bare().trim_matches(|c: char| !c.is_alphanumeric() && c != '×');
            if word.is_empty() {
                continue;
            }
            if reading.genus.is_empty() {
                word.clone_into(&mut reading.genus);
                continue;
            }
            if MARKS.contains(&word) && !(OPEN.contains(&word) && reading.epithets.is_empty()) {
                reading.unsure |= matches!(word, "cf" | "aff" | "nr");
                continue;
            }
            if OPEN.contains(&word) && reading.epithets.is_empty() {
                reading.open = true;
                break;
            }
            let author = token.starts_with(char::is_uppercase) && !all_capitals && place > 1;
            let abbreviated = token.ends_with('.') && token.starts_with(char::is_uppercase);
            if author || abbreviated || AUTHORS.contains(&word) || word.contains(|c: char| c.is_ascii_digit())
            {
                break;
            }
            reading.epithets.push(word.to_owned());
            if reading.epithets.len() == 2 {
                break;
            }
        }
        reading
    }

    /// The name with this many epithets, as a key.
    fn key(&self, epithets: usize) -> String {
        let mut key = self.genus.clone();
        for epithet in self.epithets.iter().take(epithets) {
            key.push(' ');
            key.push_str(epithet);
        }
        key
    }
}

/// The names of scientific form that the taxonomy has.
pub(super) fn exact(atlas: &Atlas, query: &str) -> Vec<Candidate> {
    let whole = key(&without_brackets(query));
    let found = named(atlas, atlas.targets(&whole), 1.0);
    if !found.is_empty() {
        return found;
    }
    let reading = Reading::of(query);
    if reading.genus.is_empty() {
        return Vec::new();
    }
    let sure = if reading.unsure { 0.9 } else { 0.99 };
    if reading.open {
        let targets = atlas.targets(&reading.genus);
        return named_as(atlas, targets, 0.95, |name| format!("{name}, species not named"));
    }
    if reading.epithets.len() == 2 {
        let found = named(atlas, atlas.targets(&reading.key(2)), sure);
        if !found.is_empty() {
            return found;
        }
    }
    if reading.epithets.is_empty() {
        return Vec::new();
    }
    let targets = atlas.targets(&reading.key(1));
    match reading.epithets.get(1) {
        Some(below) if is_latin(below) => {
            named_as(atlas, targets, 0.9, |name| format!("subspecies of {name} that is not known here"))
        }
        _ => named(atlas, targets, sure),
    }
}

/// Candidates for what a key leads to: an accepted name where there is one, else what it is a synonym of.
fn named(atlas: &Atlas, targets: &[Target], confidence: f64) -> Vec<Candidate> {
    let kingdoms =
        targets.windows(2).any(|pair| atlas.node(pair[0].taxon).kingdom != atlas.node(pair[1].taxon).kingdom);
    let candidate = |target: &Target| {
        let via = match target.synonym {
            None => "accepted name".to_owned(),
            Some(number) => format!("synonym {}", atlas.synonym(number)),
        };
        let kingdom = atlas.node(target.taxon).kingdom.spelling();
        let via = if kingdoms { format!("{via} ({kingdom})") } else { via };
        let share = match target.synonym {
            None => 1.0,
            // One word may be a common name as well.
            Some(_) if atlas.node(target.taxon).rank < Rank::Species => 0.88,
            Some(_) => 0.97,
        };
        Candidate { meant: Meant::Taxon(target.taxon), via, confidence: confidence * share }
    };
    targets.iter().map(candidate).collect()
}

/// As [`named`], told in other words.
fn named_as(
    atlas: &Atlas,
    targets: &[Target],
    confidence: f64,
    via: impl Fn(&str) -> String,
) -> Vec<Candidate> {
    let mut found = named(atlas, targets, confidence);
    for candidate in &mut found {
        if let Meant::Taxon(taxon) = candidate.meant {
            candidate.via = via(atlas.name(taxon));
        }
    }
    found
}

/// The two sides of a hybrid: `Panthera leo × P. tigris`.
pub(super) fn parents(query: &str) -> Option<(String, String)> {
    let lower = query.to_lowercase();
    let at = [" x ", " × ", "×"].iter().find_map(|sign| {
        lower.find(sign).filter(|_| lower.len() == query.len()).map(|at| (at, at + sign.len()))
    })?;
    let (mother, father) = (query.get(..at.0)?.trim(), query.get(at.1..)?.trim());
    let genus = mother.split_whitespace().next()?;
    // A name between genus and epithet is that of the hybrid itself: `Populus × canescens`.
    let alone = mother.split_whitespace().count() == 1 && father.starts_with(char::is_lowercase);
    if father.is_empty() || alone && mother.starts_with(char::is_uppercase) {
        return None;
    }
    let initial = genus.chars().next()?;
    let mut rest = father.splitn(2, ". ");
    let father = match (rest.next(), rest.next()) {
        (Some(short), Some(epithet)) if short.chars().eq([initial]) => format!("{genus} {epithet}"),
        _ => father.to_owned(),
    };
    Some((mother.to_owned(), father))
}

/// Names of the taxonomy from which this one differs by a slip, the nearest first.
pub(super) fn misspelt(atlas: &Atlas, query: &str) -> Vec<Candidate> {
    /// Answers of which each is a guess.
    const MOST: usize = 4;
    let reading = Reading::of(query);
    let wanted = if reading.epithets.is_empty() { key(&without_brackets(query)) } else { reading.key(2) };
    let mut pattern = Pattern::new(&wanted);
    let most = pattern.tolerance();
    if most == 0 {
        return Vec::new();
    }
    let same_genus = format!("{} ", reading.genus);
    let mut found: Vec<(usize, usize, bool, Target)> = Vec::new();
    for (known, target) in atlas.keys() {
        if let Some(edits) = pattern.distance(known, most) {
            // Another gender of the epithet is a smaller slip than its letters say.
            let weight = if is_other_gender(&wanted, known) { 1 } else { edits };
            found.push((weight, edits, !known.starts_with(&same_genus), target));
        }
    }
    found.sort_by_key(|(weight, _, other_genus, target)| {
        (*weight, *other_genus, target.synonym.is_some(), atlas.rows_at(target.taxon).is_empty())
    });
    let guess = |(place, (weight, edits, _, target)): (usize, &(usize, usize, bool, Target))| {
        let name = target.synonym.map_or_else(|| atlas.name(target.taxon), |number| atlas.synonym(number));
        let confidence = if *weight == 1 { 0.85 } else { 0.72 } - 0.01 * place as f64;
        let via = format!("misspelling of {name} ({})", letters(*edits));
        Candidate { meant: Meant::Taxon(target.taxon), via, confidence }
    };
    found.iter().take(MOST).enumerate().map(guess).collect()
}

/// The genus of a species that is not known, or the one species of its family with that epithet.
pub(super) fn by_genus(atlas: &Atlas, query: &str) -> Vec<Candidate> {
    let reading = Reading::of(query);
    let Some(epithet) = reading.epithets.first() else {
        return Vec::new();
    };
    let genera: Vec<&Target> = atlas
        .targets(&reading.genus)
        .iter()
        .filter(|target| atlas.node(target.taxon).rank == Rank::Genus)
        .collect();
    let mut found = Vec::new();
    for genus in genera {
        if let Some(taxon) = one_of_family(atlas, genus.taxon, epithet) {
            let via = format!("the {} of the same family", atlas.name(taxon));
            found.push(Candidate { meant: Meant::Taxon(taxon), via, confidence: 0.74 });
        }
        if !is_latin(epithet) {
            continue;
        }
        let via = format!("genus of {} {epithet}, a species that is not known here", atlas.name(genus.taxon));
        found.push(Candidate { meant: Meant::Taxon(genus.taxon), via, confidence: 0.5 });
    }
    found
}

/// The one species in the family of a genus that bears an epithet.
fn one_of_family(atlas: &Atlas, genus: u32, epithet: &str) -> Option<u32> {
    let family = |taxon: u32| atlas.lineage(taxon).find(|at| atlas.node(*at).rank == Rank::Family);
    let (wanted, stem) = (family(genus)?, stem(epithet));
    let mut found = atlas
        .keys()
        .filter(|(known, _)| {
            known
                .split_once(' ')
                .is_some_and(|(_, other)| other.starts_with(stem) && self::stem(other) == stem)
        })
        .map(|(_, target)| target.taxon)
        .filter(|taxon| family(*taxon) == Some(wanted));
    let first = found.next()?;
    found.all(|taxon| taxon == first).then_some(first)
}

impl Knowledge {
    /// `P. tigris`: the species of the trade that may be meant; of all others only where there is but one.
    pub(super) fn abbreviated(&self, query: &str) -> Vec<Candidate> {
        let reading = Reading::of(query);
        let [epithet, ..] = &reading.epithets[..] else {
            return Vec::new();
        };
        if reading.genus.chars().count() != 1 || epithet.len() < 3 {
            return Vec::new();
        }
        let atlas = self.atlas();
        let mut found: Vec<u32> = atlas
            .keys_from(&reading.genus)
            .filter(|(known, target)| {
                target.synonym.is_none() && known.split_once(' ').is_some_and(|(_, other)| other == epithet)
            })
            .map(|(_, target)| target.taxon)
            .collect();
        let traded: Vec<u32> =
            found.iter().copied().filter(|taxon| self.is_traded(atlas.name(*taxon))).collect();
        if !traded.is_empty() {
            found = traded;
        }
        let confidence = if found.len() == 1 { 0.85 } else { 0.6 };
        let via = |taxon: u32| format!("abbreviation of {}", atlas.name(taxon));
        found
            .into_iter()
            .take(5)
            .map(|taxon| Candidate { meant: Meant::Taxon(taxon), via: via(taxon), confidence })
            .collect()
    }
}

/// A name without what stands in brackets: authors, subgenera.
fn without_brackets(query: &str) -> String {
    let mut depth = 0_usize;
    query
        .chars()
        .filter(|c| {
            match c {
                '(' => depth += 1,
                ')' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

/// Whether a word ends as Latin epithets do.
fn is_latin(word: &str) -> bool {
    word.len() >= 3 && word.is_ascii() && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// An epithet without its ending.
fn stem(epithet: &str) -> &str {
    ENDINGS.iter().find_map(|ending| epithet.strip_suffix(ending)).unwrap_or(epithet)
}

/// Whether two names differ only in the gender of the last word: `javanica` and `javanicus`.
fn is_other_gender(one: &str, other: &str) -> bool {
    const GENDERS: [&str; 5] = ["us", "um", "is", "a", "e"];
    let stem = |name: &str| GENDERS.iter().find_map(|ending| name.strip_suffix(ending).map(str::len));
    match (stem(one), stem(other)) {
        (Some(a), Some(b)) => a == b && one.as_bytes()[..a] == other.as_bytes()[..b],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> (String, String) {
        let reading = Reading::of(query);
        (reading.genus.clone(), reading.epithets.join(" "))
    }

    #[test]
    fn authors_and_marks_are_no_epithets() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(read("Panthera pardus (Linnaeus, 1758)"), pair("panthera", "pardus"));
        assert_eq!(read("Dalbergia nigra (Vell.) Allemão ex Benth."), pair("dalbergia", "nigra"));
        assert_eq!(read("Manis javanica Desmarest 1822"), pair("manis", "javanica"));
        assert_eq!(read("Aloe compressa var. schistophila"), pair("aloe", "compressa schistophila"));
        assert_eq!(read("Cuora cf. galbinifrons"), pair("cuora", "galbinifrons"));
        assert!(Reading::of("Varanus sp.").open && Reading::of("Tridacna spp").open);
    }

    #[test]
    fn hybrids_have_two_parents() {
        let pair = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        assert_eq!(parents("Panthera leo x Panthera tigris"), pair("Panthera leo", "Panthera tigris"));
        assert_eq!(parents("Falco rusticolus × F. cherrug"), pair("Falco rusticolus", "Falco cherrug"));
        assert_eq!(parents("Populus × canescens"), None);
        assert_eq!(parents("Xenopus laevis"), None);
    }
}
