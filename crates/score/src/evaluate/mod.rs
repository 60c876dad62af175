//! How well scores agree with labels: arithmetic over judged rows, comparison of findings with a gold answer, and
//! what shadow terms would change.
//!
//! Every figure that has no meaning on the rows at hand (a recall without positives) is `None`, never zero.
//! None of them depends on the order of the rows: equal scores are treated as one group.

mod calibration;
mod confusion;
mod findings;
mod ranking;
mod shadow;

pub use calibration::{brier, calibration_error};
pub use confusion::Confusion;
pub use findings::{contacts_exact, intent_right, prices_exact, taxon_group_right};
pub use ranking::{BestThreshold, area_under_curve, average_precision, best_threshold, precision_at};
pub use shadow::{Labelled, ShadowTerm, shadow_terms};

/// One row with its score and what it truly is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// The score given, 0 to 1.
    pub score: f64,
    /// Whether the label says "suspect".
    pub positive: bool,
}

/// A run of rows with the same score.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Tie {
    score: f64,
    rows: usize,
    positives: usize,
}

/// Rows grouped by score, highest first.
fn ties(rows: &[Judged]) -> Vec<Tie> {
    let mut sorted: Vec<Judged> = rows.to_vec();
    sorted.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut groups: Vec<Tie> = Vec::new();
    for row in sorted {
        match groups.last_mut() {
            Some(group) if group.score.total_cmp(&row.score).is_eq() => {
                group.rows += 1;
                group.positives += usize::from(row.positive);
            }
            _ => groups.push(Tie { score: row.score, rows: 1, positives: usize::from(row.positive) }),
        }
    }
    groups
}

/// `part / whole`, or `None` when there is no whole.
fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::Judged;

    /// Rows from `(score, label)` pairs.
    pub(super) fn judged(pairs: &[(f64, u8)]) -> Vec<Judged> {
        pairs.iter().map(|&(score, label)| Judged { score, positive: label == 1 }).collect()
    }
}
