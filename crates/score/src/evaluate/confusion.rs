//! Counts of right and wrong decisions, and the shares read off them.

use super::share;

/// Right and wrong decisions. Positive means "suspect".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Confusion {
    /// Suspects that were flagged.
    pub true_positives: usize,
    /// Clear rows that were flagged: false alarms.
    pub false_positives: usize,
    /// Suspects that were not flagged: misses.
    pub false_negatives: usize,
    /// Clear rows left clear.
    pub true_negatives: usize,
}

impl Confusion {
    /// Counts one decision.
    pub fn add(&mut self, flagged: bool, positive: bool) {
        let cell = match (flagged, positive) {
            (true, true) => &mut self.true_positives,
            (true, false) => &mut self.false_positives,
            (false, true) => &mut self.false_negatives,
            (false, false) => &mut self.true_negatives,
        };
        *cell += 1;
    }

    /// All rows.
    pub fn rows(&self) -> usize {
        self.positives() + self.negatives()
    }

    /// Rows labelled suspect.
    pub fn positives(&self) -> usize {
        self.true_positives + self.false_negatives
    }

    /// Rows labelled clear.
    pub fn negatives(&self) -> usize {
        self.false_positives + self.true_negatives
    }

    /// Rows flagged.
    pub fn flagged(&self) -> usize {
        self.true_positives + self.false_positives
    }

    /// Share of the flagged rows that are suspects; `None` when none is flagged.
    pub fn precision(&self) -> Option<f64> {
        share(self.true_positives, self.flagged())
    }

    /// Share of the suspects that are flagged; `None` when there is none.
    pub fn recall(&self) -> Option<f64> {
        share(self.true_positives, self.positives())
    }

    /// Harmonic mean of precision and recall, 2TP / (2TP + FP + FN); `None` when there is neither suspect nor flag.
    pub fn f1(&self) -> Option<f64> {
        share(2 * self.true_positives, self.flagged() + self.positives())
    }

    /// Share of right decisions; `None` without rows.
    pub fn accuracy(&self) -> Option<f64> {
        share(self.true_positives + self.true_negatives, self.rows())
    }

    /// Share of all rows that are flagged; `None` without rows.
    pub fn flagged_share(&self) -> Option<f64> {
        share(self.flagged(), self.rows())
    }

    /// Share of the clear rows left clear (specificity); `None` when there is none.
    pub fn left_clear(&self) -> Option<f64> {
        share(self.true_negatives, self.negatives())
    }
}

impl FromIterator<(bool, bool)> for Confusion {
    /// From pairs of (flagged, positive).
    fn from_iter<I: IntoIterator<Item = (bool, bool)>>(decisions: I) -> Self {
        let mut confusion = Self::default();
        for (flagged, positive) in decisions {
            confusion.add(flagged, positive);
        }
        confusion
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_by_hand() {
        let confusion =
            Confusion { true_positives: 6, false_positives: 2, false_negatives: 3, true_negatives: 9 };
        assert_eq!(confusion.precision(), Some(0.75));
        assert_eq!(confusion.recall(), Some(6.0 / 9.0));
        assert_eq!(confusion.f1(), Some(12.0 / 17.0));
        assert_eq!(confusion.accuracy(), Some(0.75));
        assert_eq!(confusion.flagged_share(), Some(0.4));
        assert_eq!(confusion.left_clear(), Some(9.0 / 11.0));
    }

    #[test]
    fn nothing_has_no_shares() {
        let nothing = Confusion::default();
        assert_eq!(nothing.precision(), None);
        assert_eq!(nothing.recall(), None);
        assert_eq!(nothing.f1(), None);
        assert_eq!(nothing.accuracy(), None);
        assert_eq!(nothing.left_clear(), None);
    }

    #[test]
    fn only_misses_give_an_f1_of_zero() {
        let confusion: Confusion = [(false, true), (false, false)].into_iter().collect();
        assert_eq!(confusion.f1(), Some(0.0));
        assert_eq!(confusion.precision(), None);
    }
}
