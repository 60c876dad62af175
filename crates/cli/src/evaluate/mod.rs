//! `pugmark evaluate`: how well the scores agree with labels.

mod errors;
mod gold;
mod labels;
mod print;
mod report;

use crate::engine;
use crate::exit::{Done, Ending, Stop};
use crate::faults::Ledger;
use crate::high::{Evaluate, Place};
use crate::output::Destination;
use crate::pipeline;
use crate::progress::Progress;
use gold::Findings;
use pugmark_model::{Assessment, Fault, Listing, Record, Verdict};
use pugmark_score::Scorer;
use pugmark_score::evaluate::{Labelled, ShadowTerm, shadow_terms};
use pugmark_sources::{Batch, Reader};
use report::Report;
use serde_json::{Map, Value};

/// Scores every labelled row, measures and prints.
pub(crate) fn run(wish: &Evaluate) -> Done {
    let scorer = engine::scorer(&wish.judgement)?;
    let reader = Reader::new(&wish.input.paths, wish.input.options.clone());
    let progress = Progress::start(&reader, wish.json);
    let mut rows = Vec::new();
    let mut ledger = Ledger::default();
    pipeline::run(
        reader,
        wish.input.threads,
        &|reader| progress.show(reader),
        &|batch| judge(batch, &scorer, wish),
        &mut |judged: Vec<Result<Row, Fault>>| {
            for row in judged {
                match row {
                    Ok(row) => rows.push(row),
                    Err(fault) => ledger.enter(&fault, &mut |line| progress.say(line)),
                }
            }
            Ok(())
        },
    )?;
    ledger.close(&mut |line| progress.say(line));
    progress.end();

    let mut report = Report::of(&rows, wish, ledger.total());
    report.shadow = wish.shadow.then(|| shadow(&scorer, &rows, wish));
    if let Some(path) = &wish.errors {
        write_errors(&rows, &Place::File(path.clone()))?;
    }
    let text = if wish.json { report.to_json() } else { print::report(&report, &rows, wish) };
    let mut output = Destination::open(&Place::Standard)?;
    output.write(text.as_bytes())?;
    output.commit()?;
    Ok(if ledger.total() > 0 { Ending::Faulty } else { Ending::Found })
}

/// Measures the shadow terms.
fn shadow(scorer: &Scorer, rows: &[Row], wish: &Evaluate) -> Vec<ShadowTerm> {
    let rows: Vec<Labelled<'_>> = rows
        .iter()
        .map(|row| Labelled { listing: &row.listing, positive: row.positive, assessment: &row.assessment })
        .collect();
    shadow_terms(scorer, &rows, |assessment| is_flagged(assessment, wish))
}

/// Whether people are shown the listing.
fn is_flagged(assessment: &Assessment, wish: &Evaluate) -> bool {
    match wish.threshold {
        Some(threshold) => assessment.score >= threshold,
        None => assessment.verdict >= Verdict::Review,
    }
}

/// Writes every row that was judged wrongly in any way.
fn write_errors(rows: &[Row], place: &Place) -> Result<(), Stop> {
    let mut output = Destination::open(place)?;
    for row in rows.iter().filter(|row| !row.wrong().is_empty()) {
        output.write(errors::json_line(row).as_bytes())?;
    }
    output.commit()
}

/// A labelled row with its assessment.
#[derive(Debug)]
struct Row {
    positive: bool,
    flagged: bool,
    /// Values of each `--by` column, in the order of the options.
    slices: Vec<Vec<String>>,
    findings: Findings,
    listing: Listing,
    assessment: Assessment,
}

impl Row {
    /// In what the row was judged wrongly.
    fn wrong(&self) -> Vec<&'static str> {
        let label = match (self.flagged, self.positive) {
            (true, false) => Some("false alarm"),
            (false, true) => Some("miss"),
            _ => None,
        };
        label.into_iter().chain(self.findings.wrong()).collect()
    }
}

/// Reads and judges the rows of a batch.
fn judge(batch: Batch, scorer: &Scorer, wish: &Evaluate) -> Vec<Result<Row, Fault>> {
    let mut judged = Vec::new();
    for parsed in batch.parse() {
        match parsed {
            Ok(mut record) => {
                judged.extend(record.faults.drain(..).map(Err));
                judged.push(judge_row(record, scorer, wish));
            }
            Err(fault) => judged.push(Err(fault)),
        }
    }
    judged
}

/// Judges one row, or says what is wrong with its label.
fn judge_row(record: Record, scorer: &Scorer, wish: &Evaluate) -> Result<Row, Fault> {
    let Record { listing, place, extra, .. } = record;
    let fields: Map<String, Value> = extra.unwrap_or_default();
    let label = labels::find(&fields, &wish.label);
    let positive = label.and_then(labels::as_label).ok_or_else(|| Fault {
        place,
        column: Some(wish.label.clone()),
        message: match label {
            None => "no label".to_owned(),
            Some(value) => format!("{} is not a label", labels::shortened(value)),
        },
        mend: "use 1 or 0, true or false, yes or no, suspect or clear, or name another column with --label"
            .to_owned(),
    })?;
    let assessment = scorer.assess(&listing);
    Ok(Row {
        positive,
        flagged: is_flagged(&assessment, wish),
        slices: wish.by.iter().map(|column| labels::slice_values(&fields, column)).collect(),
        findings: Findings::compare(&fields, &assessment, positive),
        listing,
        assessment,
    })
}
