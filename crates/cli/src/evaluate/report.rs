//! All figures of an evaluation, as one value that can be printed or written as JSON.

use super::{Row, labels};
use crate::high::Evaluate;
use pugmark_score::evaluate::{self as measure, Confusion, Judged, ShadowTerm};
use serde::Serialize;
use std::collections::BTreeMap;

/// Bins of the expected calibration error.
pub(super) const BINS: usize = 15;

/// All figures. A figure that has no meaning on these rows is null.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    pub(super) rows: usize,
    pub(super) suspect: usize,
    pub(super) clear: usize,
    /// Rows or fields that could not be read.
    pub(super) faults: u64,
    pub(super) at_model: Decisions,
    pub(super) at_best: Option<Decisions>,
    pub(super) area_under_curve: Option<f64>,
    pub(super) average_precision: Option<f64>,
    pub(super) precision_at: Vec<PrecisionAt>,
    pub(super) brier: Option<f64>,
    /// Expected calibration error over 15 bins of equal mass.
    pub(super) calibration_error: Option<f64>,
    pub(super) findings: Vec<Finding>,
    pub(super) slices: Vec<Slice>,
    /// What each shadow term would do, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) shadow: Option<Vec<ShadowTerm>>,
}

/// Decisions at one threshold.
#[derive(Debug, Serialize)]
pub(super) struct Decisions {
    /// Scores from here up are flagged; null means the model's own verdict (review or urgent).
    pub(super) threshold: Option<f64>,
    pub(super) precision: Option<f64>,
    pub(super) recall: Option<f64>,
    pub(super) f1: Option<f64>,
    pub(super) accuracy: Option<f64>,
    pub(super) true_positives: usize,
    pub(super) false_positives: usize,
    pub(super) false_negatives: usize,
    pub(super) true_negatives: usize,
}

/// Share of suspects among the highest scores.
#[derive(Debug, Serialize)]
pub(super) struct PrecisionAt {
    pub(super) k: usize,
    pub(super) precision: f64,
}

/// How often something read from the text is what the gold answer names.
#[derive(Debug, Serialize)]
pub(super) struct Finding {
    pub(super) what: &'static str,
    pub(super) right: usize,
    pub(super) rows: usize,
}

/// The figures of a part of the rows, at the model's own threshold.
#[derive(Debug, Serialize)]
pub(super) struct Slice {
    pub(super) by: String,
    pub(super) value: String,
    pub(super) rows: usize,
    pub(super) suspect: usize,
    pub(super) precision: Option<f64>,
    pub(super) recall: Option<f64>,
    pub(super) f1: Option<f64>,
    pub(super) flagged_share: Option<f64>,
    /// Share of the clear rows that were left clear.
    pub(super) left_clear: Option<f64>,
}

impl Report {
    /// Measures.
    pub(super) fn of(rows: &[Row], wish: &Evaluate, faults: u64) -> Self {
        let judged: Vec<Judged> =
            rows.iter().map(|row| Judged { score: row.assessment.score, positive: row.positive }).collect();
        let decisions: Confusion = rows.iter().map(|row| (row.flagged, row.positive)).collect();
        let best = measure::best_threshold(&judged);
        Self {
            rows: rows.len(),
            suspect: decisions.positives(),
            clear: decisions.negatives(),
            faults,
            at_model: Decisions::of(wish.threshold, decisions),
            at_best: best.map(|best| Decisions::of(Some(best.threshold), best.confusion)),
            area_under_curve: measure::area_under_curve(&judged),
            average_precision: measure::average_precision(&judged),
            precision_at: precision_at(&judged, decisions.positives()),
            brier: measure::brier(&judged),
            calibration_error: measure::calibration_error(&judged, BINS),
            findings: findings(rows),
            slices: slices(rows, wish),
            shadow: None,
        }
    }

    /// The report as indented JSON.
    pub(super) fn to_json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }
}

impl Decisions {
    fn of(threshold: Option<f64>, confusion: Confusion) -> Self {
        Self {
            threshold,
            precision: confusion.precision(),
            recall: confusion.recall(),
            f1: confusion.f1(),
            accuracy: confusion.accuracy(),
            true_positives: confusion.true_positives,
            false_positives: confusion.false_positives,
            false_negatives: confusion.false_negatives,
            true_negatives: confusion.true_negatives,
        }
    }
}

/// At 10, 50, 100 and as many as there are suspects, where there are rows enough.
fn precision_at(judged: &[Judged], positives: usize) -> Vec<PrecisionAt> {
    let mut cuts = vec![10, 50, 100, positives];
    cuts.sort_unstable();
    cuts.dedup();
    cuts.into_iter()
        .filter_map(|k| measure::precision_at(judged, k).map(|precision| PrecisionAt { k, precision }))
        .collect()
}

/// Counts of right findings, for those that any row has a gold answer for.
fn findings(rows: &[Row]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for row in rows {
        for (what, compared) in row.findings.named() {
            let Some(compared) = compared else { continue };
            let place = findings.iter().position(|finding| finding.what == what).unwrap_or_else(|| {
                findings.push(Finding { what, right: 0, rows: 0 });
                findings.len() - 1
            });
            findings[place].rows += 1;
            findings[place].right += usize::from(compared.right);
        }
    }
    findings
}

/// The slices of each `--by` column, largest first, then the gathered ones.
fn slices(rows: &[Row], wish: &Evaluate) -> Vec<Slice> {
    let mut slices = Vec::new();
    for (place, column) in wish.by.iter().enumerate() {
        let mut values: BTreeMap<&str, Confusion> = BTreeMap::new();
        for row in rows {
            for value in &row.slices[place] {
                values.entry(value).or_default().add(row.flagged, row.positive);
            }
        }
        let mut of_column: Vec<Slice> =
            values.into_iter().map(|(value, confusion)| slice(column, value, confusion)).collect();
        of_column.sort_by_key(|slice| std::cmp::Reverse(slice.rows));
        slices.extend(of_column);
    }
    for (name, patterns) in &wish.gather {
        let gathered: Confusion = rows
            .iter()
            .filter(|row| {
                labels::gathers(
                    patterns,
                    &row.slices.iter().flatten().map(String::as_str).collect::<Vec<_>>(),
                )
            })
            .map(|row| (row.flagged, row.positive))
            .collect();
        slices.push(slice("gathered", name, gathered));
    }
    slices
}

fn slice(by: &str, value: &str, confusion: Confusion) -> Slice {
    Slice {
        by: by.to_owned(),
        value: value.to_owned(),
        rows: confusion.rows(),
        suspect: confusion.positives(),
        precision: confusion.precision(),
        recall: confusion.recall(),
        f1: confusion.f1(),
        flagged_share: confusion.flagged_share(),
        left_clear: confusion.left_clear(),
    }
}
