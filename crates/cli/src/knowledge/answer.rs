//! What `knowledge lookup` prints for people: the name, its place, the laws that list it.

use crate::console::{self, Paint, Style};
use pugmark_knowledge::atlas::{Listing, Scope};
use pugmark_knowledge::{Knowledge, Lookup, Match};
use std::fmt::Write;

/// Answers after the best of which only a line is told.
const IN_FULL: usize = 3;

/// All that is known of a name, best first.
pub(crate) fn told(answers: &Lookup, tables: &Knowledge, paint: Paint) -> String {
    let mut text = String::new();
    if answers.matches.is_empty() {
        text.push_str("nothing is known by that name\n");
        return text;
    }
    for (place, answer) in answers.matches.iter().enumerate() {
        heading(&mut text, answer, paint);
        if place < IN_FULL {
            body(&mut text, answer, answers, tables);
        }
    }
    let unsure = answers.matches.iter().take(IN_FULL).any(|answer| answer.listings.iter().any(is_unsure));
    let verify = if unsure { "; (verify) marks what could not be confirmed" } else { "" };
    let line = format!("as of {}{verify}", answers.as_of);
    _ = writeln!(text, "{}", paint.dress(Style::Faint, &line));
    text
}

fn is_unsure(listing: &Listing) -> bool {
    listing.status != "confirmed"
}

fn heading(text: &mut String, answer: &Match, paint: Paint) {
    let name = paint.dress(Style::Strong, &console::printable(&answer.name));
    let mut place = vec![answer.rank.as_str(), answer.group.as_str()];
    place.retain(|part| !part.is_empty());
    let place = place.join(", ");
    let via = console::printable(&answer.via);
    _ = writeln!(text, "{name}  {place}  ({:.2}, {via})", answer.confidence);
}

fn body(text: &mut String, answer: &Match, answers: &Lookup, tables: &Knowledge) {
    let lineage: Vec<&str> = answer.lineage.iter().map(|above| above.name.as_str()).collect();
    row(text, "lineage", &lineage.join(" > "));
    let (cites, elsewhere): (Vec<&Listing>, Vec<&Listing>) =
        answer.listings.iter().partition(|listing| listing.instrument == "CITES");
    let known = answer.kingdom.is_some();
    if cites.is_empty() && known {
        row(text, "CITES", "not listed");
    }
    for listing in cites {
        row(text, "CITES", &format!("Appendix {}", listed(listing, &answer.name)));
        meaning(text, listing, answers, tables);
    }
    row(text, "note", &answer.note);
    row(text, "product", answer.product.as_deref().unwrap_or_default());
    row(text, "innocent sense", &answer.innocent);
    for listing in elsewhere {
        row(text, &listing.instrument, &listed(listing, &answer.name));
        meaning(text, listing, answers, tables);
    }
    if answer.listings.is_empty() && known {
        row(text, "other laws", "none known here lists it");
    }
}

fn row(text: &mut String, heading: &str, value: &str) {
    if !value.is_empty() {
        _ = writeln!(text, "  {heading:<16}{}", console::printable(value));
    }
}

/// `I since 2017-01-02 (populations BW|ZA; at Manidae)`.
fn listed(listing: &Listing, name: &str) -> String {
    let mut text = format!("{} since {}", listing.appendix, listing.from);
    if let Some(to) = listing.to {
        _ = write!(text, " until {to}");
    }
    let mut more = Vec::new();
    if let Some(others) = listing.population.strip_prefix('!') {
        more.push(format!("all populations but {}", others.replace('|', ", ")));
    } else if !listing.population.is_empty() {
        more.push(format!("populations of {}", listing.population.replace('|', ", ")));
    }
    if listing.scope == Scope::Part {
        more.push("only taxa below it".to_owned());
    } else if listing.taxon != name {
        more.push(format!("as {} {}", listing.rank.spelling(), listing.taxon));
    }
    if !more.is_empty() {
        _ = write!(text, " ({})", more.join("; "));
    }
    if is_unsure(listing) {
        text.push_str(" (verify)");
    }
    text
}

/// Annotation and note, each on a line of its own.
fn meaning(text: &mut String, listing: &Listing, answers: &Lookup, tables: &Knowledge) {
    for mark in listing.annotation.split('|').filter(|mark| !mark.is_empty()) {
        let words = tables.annotation(mark, Some(answers.as_of)).map_or("", |known| known.text.as_str());
        row(text, "", &format!("{mark}: {words}"));
    }
    row(text, "", &listing.note);
}
