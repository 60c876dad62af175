//! What the caller may choose: format, column mapping and bounds.

use std::fmt;
use std::str::FromStr;

/// The shape of the input. Compression and encoding are always found from the content.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// By the file's extension, else by its first bytes.
    #[default]
    Auto,
    /// One JSON object a line, or one array of objects.
    Jsonl,
    /// Delimited text with a header; the delimiter is found among comma, semicolon, tab and bar.
    Csv,
    /// Delimited text with a header, parted by tabs.
    Tsv,
    /// Apache Parquet.
    Parquet,
}

impl Format {
    const NAMES: [(&'static str, Format); 5] = [
        ("auto", Format::Auto),
        ("jsonl", Format::Jsonl),
        ("csv", Format::Csv),
        ("tsv", Format::Tsv),
        ("parquet", Format::Parquet),
    ];
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Self::NAMES.iter().find(|(_, format)| format == self).map_or("auto", |(name, _)| name);
        f.pad(name)
    }
}

impl FromStr for Format {
    type Err = String;

    /// # Errors
    /// When the name is none of `auto`, `jsonl`, `csv`, `tsv`, `parquet`.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let lower = name.to_ascii_lowercase();
        let found = Self::NAMES.iter().find(|(known, _)| *known == lower);
        found
            .map(|(_, format)| *format)
            .ok_or_else(|| format!("unknown format `{name}`; use one of auto, jsonl, csv, tsv, parquet"))
    }
}

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The shape of the input.
    pub format: Format,
    /// `(field, column)`: read this column (or JSON key, dotted when nested) into that field of the listing.
    pub map: Vec<(String, String)>,
    /// Whether to keep every field as it came in [`pugmark_model::Record::extra`].
    pub keep_extra: bool,
    /// Bounds on what one record may cost.
    pub limits: Limits,
}

/// Bounds on what the input may cost. The defaults suit listings; nothing here depends on the file's size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one record (a line, a row, an array element). Longer records are skipped with a fault.
    pub max_record_bytes: usize,
    /// How deep a JSON record may be nested.
    pub max_depth: usize,
    /// Characters of one text field. Longer text is cut, which is noted.
    pub max_text_chars: usize,
    /// Comments and images of one record. Further ones are left out, which is noted.
    pub max_list_items: usize,
    /// Columns of a table.
    pub max_columns: usize,
    /// Records of one batch.
    pub batch_records: usize,
    /// Bytes of one batch, exceeded by at most one record.
    pub batch_bytes: usize,
    /// Bytes a compressed or piped Parquet file may take in a temporary file.
    pub max_spool_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            max_record_bytes: 16 << 20,
            max_depth: 64,
            max_text_chars: 1_000_000,
            max_list_items: 10_000,
            max_columns: 4096,
            batch_records: 512,
            batch_bytes: 256 << 10,
            max_spool_bytes: 8 << 30,
        }
    }
}
