//! Whether a score of .7 means seven in ten.

use super::{Judged, ties};

/// Brier score: the mean squared distance between score and label (0 is perfect, .25 a coin). `None` without rows.
pub fn brier(rows: &[Judged]) -> Option<f64> {
    if rows.is_empty() {
        return None;
    }
    let sum: f64 = rows.iter().map(|row| (row.score - f64::from(u8::from(row.positive))).powi(2)).sum();
    Some(sum / rows.len() as f64)
}

/// Expected calibration error over `bins` of equal mass: the mean over rows of |mean score − share of suspects| of
/// the row's bin. Equal scores share a bin (that of their middle rank), so bins differ in size where scores tie.
/// `None` without rows or bins.
pub fn calibration_error(rows: &[Judged], bins: usize) -> Option<f64> {
    if rows.is_empty() || bins == 0 {
        return None;
    }
    let mut gaps = vec![0.0; bins];
    let mut ranked = 0;
    for tie in ties(rows) {
        let twice_the_middle = 2 * ranked + tie.rows;
        let bin = (twice_the_middle * bins / (2 * rows.len())).min(bins - 1);
        gaps[bin] += tie.score * tie.rows as f64 - tie.positives as f64;
        ranked += tie.rows;
    }
    Some(gaps.iter().map(|gap: &f64| gap.abs()).sum::<f64>() / rows.len() as f64)
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
    fn brier_by_hand() {
        close(brier(&judged(&[(1.0, 1), (0.0, 0)])), 0.0);
        close(brier(&judged(&[(0.5, 1), (0.5, 0)])), 0.25);
        close(brier(&judged(&[(0.9, 1), (0.2, 0), (0.6, 0)])), (0.01 + 0.04 + 0.36) / 3.0);
        assert_eq!(brier(&[]), None);
    }

    #[test]
    fn calibration_error_by_hand() {
        // Two bins of two: (.9, .8) with one suspect of two, (.3, .1) with none.
        let rows = judged(&[(0.9, 1), (0.8, 0), (0.3, 0), (0.1, 0)]);
        close(calibration_error(&rows, 2), (0.7 + 0.4) / 4.0);
        // One group of equal scores: |.5 − 3/4|.
        close(calibration_error(&judged(&[(0.5, 1), (0.5, 1), (0.5, 1), (0.5, 0)]), 15), 0.25);
        assert_eq!(calibration_error(&[], 15), None);
        assert_eq!(calibration_error(&rows, 0), None);
    }

    proptest! {
        #[test]
        fn both_stay_between_zero_and_one(pairs in proptest::collection::vec((0.0..=1.0_f64, 0_u8..=1), 1..80)) {
            let rows = judged(&pairs);
            prop_assert!((0.0..=1.0).contains(&brier(&rows).expect("rows")));
            let error = calibration_error(&rows, 15).expect("rows");
            prop_assert!((0.0..=1.0 + 1e-9).contains(&error));
            let one_bin = calibration_error(&rows, 1).expect("rows");
            prop_assert!(one_bin <= error + 1e-9, "more bins never hide an error");
        }
    }
}
