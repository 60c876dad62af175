//! The scorer, loaded as the user asked.

use crate::console;
use crate::exit::Stop;
use crate::faults::Ledger;
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

/// The tables in the binary, with those of a folder laid over them. Of many faults only some are told.
pub(crate) fn knowledge(folder: Option<&Path>) -> Result<Knowledge, Stop> {
    load(folder).map_err(|faults| {
        let mut ledger = Ledger::default();
        for fault in &faults {
            ledger.enter(fault, &mut console::complain);
        }
        ledger.close(&mut console::complain);
        Stop::Trouble(format!("the knowledge tables have {} faults; mend them, then try again", faults.len()))
    })
}

/// As [`knowledge`], but every fault is told.
pub(crate) fn checked_knowledge(folder: Option<&Path>) -> Result<Knowledge, Stop> {
    load(folder).map_err(|faults| {
        for fault in &faults {
            console::complain(&fault.to_string());
        }
        Stop::Trouble(format!("{} faults; mend them, then check again", faults.len()))
    })
}

fn load(folder: Option<&Path>) -> Result<Knowledge, Vec<Fault>> {
    folder.map_or_else(Knowledge::embedded, Knowledge::with_overlay)
}
