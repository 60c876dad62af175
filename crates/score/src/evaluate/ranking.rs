//! How well the scores rank suspects above the rest.

use super::{Confusion, Judged, ties};

/// The threshold with the highest F1, and what it decides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BestThreshold {
    /// Rows with at least this score are flagged.
    pub threshold: f64,
    /// The decisions at that threshold.
    pub confusion: Confusion,
}

/// Area under the ROC curve: the chance that a suspect scores above a clear row, ties counting half
/// (Mann–Whitney). `None` unless both kinds are present.
pub fn area_under_curve(rows: &[Judged]) -> Option<f64> {
    let positives = rows.iter().filter(|row| row.positive).count();
    let negatives = rows.len() - positives;
    if positives == 0 || negatives == 0 {
        return None;
    }
    let mut positives_above = 0.0;
    let mut won = 0.0;
    for tie in ties(rows) {
        let tied_positives = tie.positives as f64;
        let tied_negatives = (tie.rows - tie.positives) as f64;
        won += tied_negatives * (positives_above + tied_positives / 2.0);
        positives_above += tied_positives;
    }
    Some(won / (positives as f64 * negatives as f64))
}

/// Average precision: the sum over distinct thresholds of (gain in recall) × precision, without interpolation, as
/// scikit-learn's `average_precision_score` defines it. `None` without suspects.
pub fn average_precision(rows: &[Judged]) -> Option<f64> {
    let positives = rows.iter().filter(|row| row.positive).count();
    if positives == 0 {
        return None;
    }
    let mut seen = 0;
    let mut found = 0;
    let mut sum = 0.0;
    for tie in ties(rows) {
        seen += tie.rows;
        found += tie.positives;
        sum += tie.positives as f64 * found as f64 / seen as f64;
    }
    Some(sum / positives as f64)
}

/// Share of suspects among the `k` highest scores. Where the cut falls inside equal scores, the expected share over
/// all their orders. `None` when `k` is zero or there are fewer than `k` rows.
pub fn precision_at(rows: &[Judged], k: usize) -> Option<f64> {
    if k == 0 || rows.len() < k {
        return None;
    }
    let mut left = k;
    let mut found = 0.0;
    for tie in ties(rows) {
        let taken = tie.rows.min(left);
        found += tie.positives as f64 * taken as f64 / tie.rows as f64;
        left -= taken;
        if left == 0 {
            break;
        }
    }
    Some(found / k as f64)
}

/// The threshold among the scores seen that gives the highest F1; of equals the highest, which flags least.
/// `None` without suspects.
pub fn best_threshold(rows: &[Judged]) -> Option<BestThreshold> {
    let positives = rows.iter().filter(|row| row.positive).count();
    let mut best: Option<(f64, BestThreshold)> = None;
    let mut flagged = Confusion {
        true_positives: 0,
        false_positives: 0,
        false_negatives: positives,
        true_negatives: rows.len() - positives,
    };
    if positives == 0 {
        return None;
    }
    for tie in ties(rows) {
        flagged.true_positives += tie.positives;
        flagged.false_negatives -= tie.positives;
        flagged.false_positives += tie.rows - tie.positives;
        flagged.true_negatives -= tie.rows - tie.positives;
        let f1 = flagged.f1().unwrap_or(0.0);
        if best.is_none_or(|(highest, _)| f1 > highest) {
            best = Some((f1, BestThreshold { threshold: tie.score, confusion: flagged }));
        }
    }
    best.map(|(_, found)| found)
}

#[cfg(test)]
mod tests {
    use super::super::tests::judged;
    use super::*;
    use proptest::prelude::*;

    fn close(found: Option<f64>, expected: f64) {
        let found = found.expect("a figure");
        assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
    }

    #[test]
    fn area_by_hand() {
        close(area_under_curve(&judged(&[(0.1, 0), (0.4, 0), (0.35, 1), (0.8, 1)])), 0.75);
        close(area_under_curve(&judged(&[(0.5, 0), (0.5, 1)])), 0.5);
        // Pairs won: .9 over three, .5 half over one and whole over two: 3 + 2.5 of 6.
        close(area_under_curve(&judged(&[(0.9, 1), (0.5, 1), (0.5, 0), (0.2, 0), (0.1, 0)])), 5.5 / 6.0);
        assert_eq!(area_under_curve(&judged(&[(0.5, 1)])), None);
        assert_eq!(area_under_curve(&[]), None);
    }

    #[test]
    fn average_precision_by_hand() {
        // The example in scikit-learn's manual.
        close(average_precision(&judged(&[(0.1, 0), (0.4, 0), (0.35, 1), (0.8, 1)])), 0.5 + 0.5 * 2.0 / 3.0);
        // One threshold for all: the share of suspects.
        close(average_precision(&judged(&[(0.5, 1), (0.5, 0), (0.5, 0), (0.5, 0)])), 0.25);
        // Tied pair at the top: precision 1/2 for the first half, 2/3 for the second.
        close(average_precision(&judged(&[(0.9, 1), (0.9, 0), (0.3, 1)])), 0.5 * 0.5 + 0.5 * 2.0 / 3.0);
        assert_eq!(average_precision(&judged(&[(0.5, 0)])), None);
    }

    #[test]
    fn precision_at_k_shares_ties() {
        let rows = judged(&[(0.9, 1), (0.5, 1), (0.5, 0), (0.5, 0), (0.1, 1)]);
        close(precision_at(&rows, 1), 1.0);
        close(precision_at(&rows, 2), 2.0 / 3.0);
        close(precision_at(&rows, 5), 0.6);
        assert_eq!(precision_at(&rows, 6), None);
        assert_eq!(precision_at(&rows, 0), None);
    }

    #[test]
    fn best_threshold_by_hand() {
        let rows = judged(&[(0.9, 1), (0.8, 0), (0.7, 1), (0.6, 1), (0.2, 0)]);
        let best = best_threshold(&rows).expect("a threshold");
        assert_eq!(best.threshold.to_bits(), 0.6_f64.to_bits());
        assert_eq!(best.confusion.true_positives, 3);
        assert_eq!(best.confusion.false_positives, 1);
        close(best.confusion.f1(), 6.0 / 7.0);
        assert_eq!(best_threshold(&judged(&[(0.3, 0)])), None);
    }

    fn rows() -> impl Strategy<Value = Vec<Judged>> {
        let row = (0_u8..=10, any::<bool>());
        proptest::collection::vec(row, 1..60).prop_map(|pairs| {
            pairs
                .into_iter()
                .map(|(score, positive)| Judged { score: f64::from(score) / 10.0, positive })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn area_equals_counting_pairs(rows in rows()) {
            let mut won = 0.0;
            let mut pairs = 0.0;
            for suspect in rows.iter().filter(|row| row.positive) {
                for clear in rows.iter().filter(|row| !row.positive) {
                    pairs += 1.0;
                    won += if suspect.score > clear.score { 1.0 } else if suspect.score < clear.score { 0.0 } else { 0.5 };
                }
            }
            match area_under_curve(&rows) {
                Some(area) => prop_assert!((area - won / pairs).abs() < 1e-9),
                None => prop_assert!(pairs < 0.5),
            }
        }

        #[test]
        fn order_of_rows_means_nothing(rows in rows(), k in 1_usize..60) {
            let reversed: Vec<Judged> = rows.iter().rev().copied().collect();
            prop_assert_eq!(area_under_curve(&rows), area_under_curve(&reversed));
            prop_assert_eq!(average_precision(&rows), average_precision(&reversed));
            prop_assert_eq!(precision_at(&rows, k), precision_at(&reversed, k));
            prop_assert_eq!(best_threshold(&rows), best_threshold(&reversed));
        }

        #[test]
        fn figures_stay_between_zero_and_one(rows in rows(), k in 1_usize..60) {
            let figures = [area_under_curve(&rows), average_precision(&rows), precision_at(&rows, k)];
            for figure in figures.into_iter().flatten() {
                prop_assert!((0.0..=1.0 + 1e-12).contains(&figure));
            }
        }

        #[test]
        fn no_threshold_beats_the_best(rows in rows()) {
            if let Some(best) = best_threshold(&rows) {
                let best_f1 = best.confusion.f1().unwrap_or(0.0);
                for candidate in &rows {
                    let other: Confusion =
                        rows.iter().map(|row| (row.score >= candidate.score, row.positive)).collect();
                    prop_assert!(other.f1().unwrap_or(0.0) <= best_f1 + 1e-12);
                }
                let again: Confusion = rows.iter().map(|row| (row.score >= best.threshold, row.positive)).collect();
                prop_assert_eq!(again, best.confusion);
            }
        }
    }
}
