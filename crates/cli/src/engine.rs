//! The scorer, loaded as the user asked.

use crate::console;
use crate::exit::Stop;
use crate::high::Judgement;
use pugmark_knowledge::Knowledge;
use pugmark_model::Fault;
use pugmark_score::Scorer;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// A scorer with the knowledge and the weights that the user named, or those in the binary.
pub(crate) fn scorer(wish: &Judgement) -> Result<Scorer, Stop> {
    let knowledge = Arc::new(knowledge(wish.knowledge.as_deref())?);
    let Some(path) = &wish.model else {
        return Ok(Scorer::new(knowledge));
    };
    let weights = fs::read_to_string(path).map_err(|error| Stop::with_file("read", path, &error))?;
    Scorer::with_weights(knowledge, &weights)
        .map_err(|fault| Stop::Trouble(format!("{}: {fault}", path.display())))
}

/// The tables in the binary, with those of a folder laid over them.
pub(crate) fn knowledge(folder: Option<&Path>) -> Result<Knowledge, Stop> {
    let loaded = folder.map_or_else(Knowledge::embedded, Knowledge::with_overlay);
    loaded.map_err(|faults| Stop::Trouble(told(&faults)))
}

/// Tells all faults of the tables but the last, which is the message of the stop.
fn told(faults: &[Fault]) -> String {
    let Some((last, others)) = faults.split_last() else {
        return "the knowledge tables are not usable".to_owned();
    };
    for fault in others {
        console::complain(&fault.to_string());
    }
    last.to_string()
}
