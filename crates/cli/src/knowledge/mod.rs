//! `pugmark knowledge`: whether the tables are sound, how much they hold, what a name means.

mod answer;
mod diff;
mod folder;
mod import;
mod list;
mod requirements;
mod stats;

use crate::console::{self, Paint};
use crate::engine;
use crate::exit::{Done, Ending};
use crate::high::{Knowledge, Place, Question};
use crate::output::Destination;
use pugmark_knowledge::Stats;
use serde::Serialize;
use std::collections::BTreeMap;

/// Answers a question about the tables.
pub(crate) fn run(wish: &Knowledge) -> Done {
    if let Question::Import(list) = &wish.question {
        return import::run(list);
    }
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
        Question::Lookup { name, day } => {
            let answers = tables.lookup(name, *day);
            let ending = if answers.matches.is_empty() { Ending::Nothing } else { Ending::Found };
            let said =
                if wish.json { json(&answers) } else { answer::told(&answers, &tables, Paint::for_output()) };
            (said, ending)
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
        // Answered above, with tables of its own choice.
        Question::Import(_) => (String::new(), Ending::Found),
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
