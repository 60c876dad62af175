//! Telling faults: one line each in input order, capped for each file, all counted.

use pugmark_model::Fault;
use std::sync::Arc;

/// How many faults of one file are told in full.
const TOLD: u64 = 20;

/// Counts faults and says which are to be told.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    total: u64,
    file: Option<Arc<str>>,
    in_file: u64,
}

impl Ledger {
    /// Counts a fault and tells it, unless its file has had its share. `tell` is given whole lines.
    pub(crate) fn enter(&mut self, fault: &Fault, tell: &mut dyn FnMut(&str)) {
        if self.file.as_deref() != Some(&fault.place.path) {
            self.close(tell);
            self.file = Some(Arc::clone(&fault.place.path));
        }
        self.total += 1;
        self.in_file += 1;
        if self.in_file <= TOLD {
            tell(&fault.to_string());
        }
    }

    /// Says how many faults of the present file were not told.
    pub(crate) fn close(&mut self, tell: &mut dyn FnMut(&str)) {
        if let Some(file) = self.file.take()
            && self.in_file > TOLD
        {
            tell(&format!("{file}: and {} more like these", self.in_file - TOLD));
        }
        self.in_file = 0;
    }

    /// All faults, told or not.
    pub(crate) fn total(&self) -> u64 {
        self.total
    }
}

/// What could not be read of a kept listing, for its assessment.
pub(crate) fn note(faults: &[Fault]) -> Option<String> {
    let parts: Vec<String> = faults
        .iter()
        .map(|fault| match &fault.column {
            Some(column) => format!("column `{column}`: {}", fault.message),
            None => fault.message.clone(),
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use pugmark_model::Place;

    fn fault(path: &str, line: u64) -> Fault {
        Fault {
            place: Place { path: path.into(), line },
            column: None,
            message: "not JSON".to_owned(),
            mend: "write one object a line".to_owned(),
        }
    }

    #[test]
    fn each_file_has_its_share_of_lines() {
        let mut told = Vec::new();
        let mut ledger = Ledger::default();
        let mut tell = |line: &str| told.push(line.to_owned());
        for line in 1..=25 {
            ledger.enter(&fault("a", line), &mut tell);
        }
        ledger.enter(&fault("b", 1), &mut tell);
        ledger.close(&mut tell);
        assert_eq!(ledger.total(), 26);
        assert_eq!(told.len(), 22);
        assert_eq!(told[0], "a:1: not JSON; write one object a line");
        assert_eq!(told[20], "a: and 5 more like these");
        assert_eq!(told[21], "b:1: not JSON; write one object a line");
    }

    #[test]
    fn a_note_names_the_column() {
        let mut bad = fault("a", 1);
        bad.column = Some("price".to_owned());
        assert_eq!(note(&[bad, fault("a", 1)]).as_deref(), Some("column `price`: not JSON; not JSON"));
        assert_eq!(note(&[]), None);
    }
}
