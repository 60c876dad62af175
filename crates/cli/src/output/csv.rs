//! CSV for spreadsheets, in which no cell can start a formula.

use super::columns::{NAMES, Row};

/// Characters that make a spreadsheet take a cell for a formula when they stand first.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The heading line.
pub(crate) fn heading() -> Vec<u8> {
    let mut line = NAMES.join(",").into_bytes();
    line.extend_from_slice(b"\r\n");
    line
}

/// Adds one row (RFC 4180).
pub(crate) fn append(bytes: &mut Vec<u8>, row: &Row) {
    for column in 0..NAMES.len() {
        if column > 0 {
            bytes.push(b',');
        }
        append_cell(bytes, &row.cell(column));
    }
    bytes.extend_from_slice(b"\r\n");
}

/// Adds one cell, quoted where needed, with an apostrophe before anything that could start a formula.
fn append_cell(bytes: &mut Vec<u8>, cell: &str) {
    let guard = if cell.starts_with(FORMULA_STARTS) { "'" } else { "" };
    if !cell.contains([',', '"', '\n', '\r']) {
        bytes.extend_from_slice(guard.as_bytes());
        bytes.extend_from_slice(cell.as_bytes());
        return;
    }
    bytes.push(b'"');
    bytes.extend_from_slice(guard.as_bytes());
    bytes.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
    bytes.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> String {
        let mut bytes = Vec::new();
        append_cell(&mut bytes, text);
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn no_cell_starts_a_formula() {
        for start in ["=", "+", "-", "@", "\t", "\r"] {
            let guarded = cell(&format!("{start}cmd|'/c calc'!A0"));
            assert!(guarded.trim_start_matches('"').starts_with('\''), "{guarded}");
        }
        assert_eq!(cell("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
    }

    #[test]
    fn plain_cells_stay_plain() {
        assert_eq!(cell("a-b"), "a-b");
        assert_eq!(cell(""), "");
        assert_eq!(cell("a,b"), "\"a,b\"");
        assert_eq!(cell("a\nb"), "\"a\nb\"");
    }
}
