//! Conditions of the law tables: clauses parted by `&`, all of which must hold; within a clause words parted by `|`, one
//! of which must; `!` before a word means "not".

use serde::{Deserialize, Serialize};

/// A condition on words, such as the listings of a taxon or the code of a product.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Condition(Vec<Vec<Word>>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Word {
    negated: bool,
    text: String,
}

impl Condition {
    /// Reads a cell; an empty one always holds. `None` when a word is missing.
    pub(crate) fn read(cell: &str) -> Option<Self> {
        if cell.is_empty() {
            return Some(Self::default());
        }
        let word = |text: &str| {
            let (negated, text) = text.strip_prefix('!').map_or((false, text), |rest| (true, rest));
            (!text.trim().is_empty()).then(|| Word { negated, text: text.trim().to_owned() })
        };
        let clause = |text: &str| text.split('|').map(word).collect::<Option<Vec<_>>>();
        cell.split('&').map(clause).collect::<Option<Vec<_>>>().map(Self)
    }

    /// Whether it asks for nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it holds, where `is` says whether a word is true.
    pub(crate) fn holds(&self, is: impl Fn(&str) -> bool) -> bool {
        self.holds_for(&is, &is)
    }

    /// As [`holds`](Self::holds), where `may_be` says whether a word may be true and `is_surely` whether it surely is:
    /// what only may be true rules nothing out.
    pub(crate) fn holds_for(&self, may_be: impl Fn(&str) -> bool, is_surely: impl Fn(&str) -> bool) -> bool {
        let holds = |word: &Word| if word.negated { !is_surely(&word.text) } else { may_be(&word.text) };
        self.0.iter().all(|clause| clause.iter().any(holds))
    }

    /// Every word, negated or not.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flatten().map(|word| word.text.as_str())
    }

    /// The words that are asked for, and whether others are ruled out instead.
    pub(crate) fn wanted(&self) -> (Vec<&str>, bool) {
        let wanted: Vec<&str> =
            self.0.iter().flatten().filter(|word| !word.negated).map(|word| word.text.as_str()).collect();
        let ruled_out = self.0.iter().flatten().any(|word| word.negated);
        (wanted, ruled_out)
    }
}

/// The days on which a row is in force: from the first on, up to but not including the second. Empty is open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Span {
    pub(crate) from: String,
    pub(crate) to: String,
}

impl Span {
    /// Whether a day, written as `YYYY-MM-DD`, lies in it.
    pub(crate) fn holds(&self, day: &str) -> bool {
        self.from.as_str() <= day && (self.to.is_empty() || day < self.to.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_words_and_negations() {
        let listed = ["CITES:II", "EU:B"];
        let holds = |cell: &str| Condition::read(cell).unwrap().holds(|word| listed.contains(&word));
        assert!(holds(""));
        assert!(holds("CITES:I|CITES:II"));
        assert!(holds("CITES:II&!CITES:I"));
        assert!(holds("EU:C|EU:B&!EU:A"));
        assert!(!holds("CITES:I|EU:A"));
        assert!(!holds("!EU:B"));
        assert_eq!(Condition::read("A|"), None);
        assert_eq!(Condition::read("A&!"), None);
    }

    #[test]
    fn spans_hold_from_their_first_day_up_to_the_next_row() {
        let span = Span { from: "2018-01-01".into(), to: "2020-01-01".into() };
        assert!(span.holds("2018-01-01") && span.holds("2019-12-31"));
        assert!(!span.holds("2017-12-31") && !span.holds("2020-01-01"));
        assert!(Span::default().holds("1900-01-01"));
    }
}
