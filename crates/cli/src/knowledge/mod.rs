//! `pugmark knowledge`: whether the tables are sound, how much they hold, what a name means.

mod diff;
mod list;
mod requirements;
mod stats;

use crate::console::{self, Paint, Style};
use crate::engine;
use crate::exit::{Done, Ending};
use crate::high::{Knowledge, Place, Question};
use crate::output::Destination;
use pugmark_knowledge::{Lookup, Stats};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Answers a question about the tables.
pub(crate) fn run(wish: &Knowledge) -> Done {
    let load =
        if matches!(wish.question, Question::Check) { engine::checked_knowledge } else { engine::knowledge };
    let tables = load(wish.folder.as_deref())?;
    let (text, ending) = match &wish.question {
        Question::Check => {
            let name = wish
                .folder
                .as_ref()
                .map_or("the tables in the binary".to_owned(), |dir| dir.display().to_string());
            let stats = tables.stats();
            let said = format!(
                "{name}: sound, {} taxa, {} entries, hash {}\n",
                stats.taxa,
                entries(&stats),
                tables.hash()
            );
            (said, Ending::Found)
        }
        Question::Stats => (stats::text(&tables, wish.json), Ending::Found),
        Question::Lookup(name) => {
            let answers = tables.lookup(name);
            let ending = if answers.is_empty() { Ending::Nothing } else { Ending::Found };
            (if wish.json { json(&answers) } else { meanings(&answers, Paint::for_output()) }, ending)
        }
        Question::Requirements(offer) => {
            let panel = requirements::answer(&tables, offer)?;
            let said = if wish.json {
                json(&panel)
            } else {
                requirements::sections(&panel, console::columns(), Paint::for_output())
            };
            (said, Ending::Found)
        }
        Question::Diff(path, as_of) => diff::run(&tables, path, *as_of, wish.json)?,
    };
    let mut output = Destination::open(&Place::Standard)?;
    output.write(text.as_bytes())?;
    output.commit()?;
    Ok(ending)
}

fn json(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

fn entries(stats: &Stats) -> usize {
    stats.entries.values().flat_map(BTreeMap::values).sum()
}

/// What a name may mean, best first.
fn meanings(answers: &[Lookup], paint: Paint) -> String {
    let mut text = String::new();
    for answer in answers {
        let name = paint.dress(Style::Strong, &console::printable(&answer.name));
        _ = writeln!(text, "{name}  ({:.2})", answer.confidence);
        let mut rank = vec![answer.rank.as_str(), answer.group.as_str()];
        rank.retain(|part| !part.is_empty());
        let listed = match answer.appendix.as_str() {
            "" => String::new(),
            "-" => "not listed under CITES".to_owned(),
            appendix if answer.confirmed => format!("CITES Appendix {appendix}"),
            appendix => format!("CITES Appendix {appendix} (not yet confirmed)"),
        };
        let rows = [
            ("taxon", rank.join(", ")),
            ("listing", listed),
            ("EU Annex", answer.eu_annex.clone()),
            ("annotation", answer.annotation.clone()),
            ("since", answer.since.clone()),
            ("found by", answer.via.clone()),
            ("product", answer.product.clone().unwrap_or_default()),
            ("innocent sense", answer.innocent.clone()),
            ("source", answer.source.clone()),
        ];
        for (heading, value) in rows {
            if !value.is_empty() {
                _ = writeln!(text, "  {heading:<16}{}", console::printable(&value));
            }
        }
    }
    if answers.is_empty() {
        text.push_str("nothing is known by that name\n");
    }
    text
}
