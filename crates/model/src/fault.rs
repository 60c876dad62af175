//! What could not be read, where it stands and how to mend it.

use crate::Listing;
use std::fmt;
use std::sync::Arc;

/// A place in the input: a file (or `-` for standard input) and a line or record in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The path as the user gave it, or as found under a folder the user gave; `-` is standard input.
    pub path: Arc<str>,
    /// 1-based line (text formats) or row (Parquet); 0 when the whole file is meant.
    pub line: u64,
}

/// Something in the input that could not be read. The rest of the input is still read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands.
    pub place: Place,
    /// The column or field at fault, where there is one.
    pub column: Option<String>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What the user can do about it: lower case, no full stop.
    pub mend: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place.path)?;
        if self.place.line > 0 {
            write!(f, ":{}", self.place.line)?;
        }
        if let Some(column) = &self.column {
            write!(f, ": column `{column}`")?;
        }
        write!(f, ": {}; {}", self.message, self.mend)
    }
}

impl std::error::Error for Fault {}

/// One listing as it was read, with where it stood and what of it could not be read.
#[derive(Debug, Clone)]
pub struct Record {
    /// The listing itself.
    pub listing: Listing,
    /// Where it stood.
    pub place: Place,
    /// Fields that could not be read and were left out (the listing itself is whole enough to score).
    pub faults: Vec<Fault>,
    /// All fields as they came, when the reader was asked to keep them (labels for `evaluate`).
    pub extra: Option<serde_json::Map<String, serde_json::Value>>,
}
