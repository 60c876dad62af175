//! Readers: files and streams of listings, with faults named by file and line.
//!
//! JSONL, CSV, TSV and Parquet, each plain, gzip or zstd, in any common encoding, from files, folders and standard
//! input. A [`Reader`] splits the input into [`Batch`]es of raw records on one thread at a time; [`Batch::parse`]
//! turns them into records on any thread. What cannot be read becomes a fault with its place and its mend, and
//! the rest is still read. Every bound is in [`Limits`]; nothing here grows with the input.

mod batch;
mod cells;
mod checks;
mod delimited;
mod elements;
mod encoding;
mod fields;
mod json;
mod lines;
mod mend;
mod open;
mod options;
mod parquet;
mod reader;
mod walk;
mod window;
mod wire;

pub use batch::Batch;
pub use options::{Format, Limits, Options};
pub use reader::{Reader, read_bytes};
