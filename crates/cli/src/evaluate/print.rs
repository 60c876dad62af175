//! An evaluation as text for people.

use super::report::{BINS, Decisions, Report, Slice};
use super::{Row, errors};
use crate::console::{self, Paint, Style};
use crate::high::Evaluate;
use pugmark_score::evaluate::ShadowTerm;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// The whole report.
pub(super) fn report(report: &Report, rows: &[Row], wish: &Evaluate) -> String {
    let paint = Paint::for_output();
    let mut text = format!("{} rows: {} suspect, {} clear", report.rows, report.suspect, report.clear);
    if report.faults > 0 {
        _ = write!(text, "; {} faults", report.faults);
    }
    text.push_str("\n\n");
    decisions(&mut text, report, paint);
    ranking(&mut text, report);
    findings(&mut text, report);
    slices(&mut text, report, paint);
    if let Some(terms) = &report.shadow {
        shadow(&mut text, terms, paint);
    }
    errors::list(&mut text, rows, wish.worst, paint);
    text
}

/// A figure with three places, or a dash.
pub(super) fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"))
}

fn decisions(text: &mut String, report: &Report, paint: Paint) {
    let heading = format!(
        "{:<24}{:>10}{:>9}{:>9}{:>10}{:>7}{:>7}{:>7}{:>7}",
        "flagged at", "precision", "recall", "F1", "accuracy", "TP", "FP", "FN", "TN"
    );
    _ = writeln!(text, "{}", paint.dress(Style::Strong, &heading));
    let own = match report.at_model.threshold {
        Some(threshold) => format!("threshold {threshold:.4}"),
        None => "verdict review or more".to_owned(),
    };
    decision(text, &own, &report.at_model);
    if let Some(best) = &report.at_best {
        decision(text, &format!("best F1: score {:.4}", best.threshold.unwrap_or_default()), best);
    }
    text.push('\n');
}

fn decision(text: &mut String, name: &str, at: &Decisions) {
    _ = writeln!(
        text,
        "{name:<24}{:>10}{:>9}{:>9}{:>10}{:>7}{:>7}{:>7}{:>7}",
        figure(at.precision),
        figure(at.recall),
        figure(at.f1),
        figure(at.accuracy),
        at.true_positives,
        at.false_positives,
        at.false_negatives,
        at.true_negatives,
    );
}

fn ranking(text: &mut String, report: &Report) {
    _ = writeln!(text, "area under ROC curve      {}", figure(report.area_under_curve));
    _ = writeln!(text, "average precision         {}", figure(report.average_precision));
    for cut in &report.precision_at {
        _ = writeln!(text, "{:<26}{:.3}", format!("precision at {}", cut.k), cut.precision);
    }
    _ = writeln!(text, "Brier score               {}", figure(report.brier));
    let name = "calibration error (ECE)";
    _ = writeln!(text, "{name:<26}{} ({BINS} bins of equal mass)", figure(report.calibration_error));
    text.push('\n');
}

fn findings(text: &mut String, report: &Report) {
    for finding in &report.findings {
        let how = match finding.what {
            "contacts" | "prices" => "exact",
            _ => "right",
        };
        let share = finding.right as f64 / finding.rows as f64;
        let name = format!("{} {how}", finding.what);
        _ = writeln!(text, "{name:<26}{share:.3} ({} of {} rows)", finding.right, finding.rows);
    }
    if !report.findings.is_empty() {
        text.push('\n');
    }
}

fn slices(text: &mut String, report: &Report, paint: Paint) {
    let mut of_column: Option<&str> = None;
    for slice in &report.slices {
        if of_column != Some(&slice.by) {
            if of_column.is_some() {
                text.push('\n');
            }
            of_column = Some(&slice.by);
            let heading = format!(
                "{}{:>6}{:>9}{:>11}{:>8}{:>8}{:>10}{:>12}",
                padded(&slice.by, 34),
                "rows",
                "suspect",
                "precision",
                "recall",
                "F1",
                "flagged",
                "left clear"
            );
            _ = writeln!(text, "{}", paint.dress(Style::Strong, &heading));
        }
        slice_line(text, slice);
    }
    if of_column.is_some() {
        text.push('\n');
    }
}

fn slice_line(text: &mut String, slice: &Slice) {
    _ = writeln!(
        text,
        "{}{:>6}{:>9}{:>11}{:>8}{:>8}{:>10}{:>12}",
        padded(&slice.value, 34),
        slice.rows,
        slice.suspect,
        figure(slice.precision),
        figure(slice.recall),
        figure(slice.f1),
        figure(slice.flagged_share),
        figure(slice.left_clear),
    );
}

/// A line for each shadow term.
fn shadow(text: &mut String, terms: &[ShadowTerm], paint: Paint) {
    let heading = format!(
        "{}{:>6}{:>9}{:>10}{:>9}{:>7}{:>11}{:>9}{:>7}{:>7}",
        padded("shadow term", 34),
        "hits",
        "overlap",
        "listings",
        "suspect",
        "clear",
        "precision",
        "changed",
        "right",
        "wrong"
    );
    _ = writeln!(text, "{}", paint.dress(Style::Strong, &heading));
    for term in terms {
        _ = writeln!(
            text,
            "{}{:>6}{:>9}{:>10}{:>9}{:>7}{:>11}{:>9}{:>7}{:>7}",
            padded(&format!("{} [{}] {}", term.term, term.language, term.id), 34),
            term.hits,
            term.overlaps,
            term.listings,
            term.suspect,
            term.clear,
            figure(term.precision),
            term.changed,
            term.newly_right,
            term.newly_wrong,
        );
    }
    let said = if terms.is_empty() {
        "no term is in shadow"
    } else {
        "changed: verdicts that would be others if the term were active; right, wrong: newly flagged, by the label"
    };
    _ = writeln!(text, "{}\n", paint.dress(Style::Faint, said));
}

/// A name cut and padded to a width on the screen.
fn padded(name: &str, width: usize) -> String {
    let mut cut = console::printable(name);
    while cut.width() >= width {
        cut.pop();
    }
    let space = width - cut.width();
    format!("{cut}{}", " ".repeat(space))
}
