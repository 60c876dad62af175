//! Assessments as bytes: three formats, and the places they go to.

mod columns;
mod csv;
mod destination;
mod parquet;

pub(crate) use columns::{contact_kind, intent, price, quantity, verdict};
pub(crate) use destination::Destination;

use crate::exit::Stop;
use crate::high::OutputFormat;
use columns::Row;
use pugmark_model::Assessment;

/// Assessments made ready by a worker, to be written in their turn.
#[derive(Debug)]
pub(crate) enum Encoded {
    /// Lines of JSON or CSV.
    Bytes(Vec<u8>),
    /// Rows for a columnar file.
    Rows(Vec<Row>),
}

impl Encoded {
    /// Nothing yet, in the given format.
    pub(crate) fn empty(format: OutputFormat) -> Self {
        match format {
            OutputFormat::Jsonl | OutputFormat::Csv => Self::Bytes(Vec::new()),
            OutputFormat::Parquet => Self::Rows(Vec::new()),
        }
    }

    /// Adds one assessment.
    pub(crate) fn push(&mut self, format: OutputFormat, assessment: &Assessment) {
        match self {
            Self::Bytes(bytes) if format == OutputFormat::Csv => csv::append(bytes, &Row::of(assessment)),
            Self::Bytes(bytes) => append_json(bytes, assessment),
            Self::Rows(rows) => rows.push(Row::of(assessment)),
        }
    }
}

/// One JSON object and a line break. Writing plain data to memory cannot fail.
fn append_json(bytes: &mut Vec<u8>, assessment: &Assessment) {
    let start = bytes.len();
    if serde_json::to_writer(&mut *bytes, assessment).is_err() {
        bytes.truncate(start);
        return;
    }
    bytes.push(b'\n');
}

/// An open output that takes assessments in order.
pub(crate) enum Sink {
    /// JSON or CSV lines.
    Lines(Destination),
    /// A Parquet file.
    Parquet(Box<parquet::Writer>),
}

impl Sink {
    /// Opens the output and writes its heading, if its format has one.
    pub(crate) fn open(mut destination: Destination, format: OutputFormat) -> Result<Self, Stop> {
        match format {
            OutputFormat::Jsonl => Ok(Self::Lines(destination)),
            OutputFormat::Csv => {
                destination.write(&csv::heading())?;
                Ok(Self::Lines(destination))
            }
            OutputFormat::Parquet => Ok(Self::Parquet(Box::new(parquet::Writer::new(destination)?))),
        }
    }

    /// Writes what a worker made ready.
    pub(crate) fn take(&mut self, encoded: Encoded) -> Result<(), Stop> {
        match (self, encoded) {
            (Self::Lines(destination), Encoded::Bytes(bytes)) => destination.write(&bytes),
            (Self::Parquet(writer), Encoded::Rows(rows)) => writer.take(rows),
            _ => {
                Err(Stop::Trouble("the output was opened in another format than it is written in".to_owned()))
            }
        }
    }

    /// Ends the output: only now does a file bear its name.
    pub(crate) fn finish(self) -> Result<(), Stop> {
        match self {
            Self::Lines(destination) => destination.commit(),
            Self::Parquet(writer) => writer.finish(),
        }
    }
}
