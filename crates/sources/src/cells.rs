//! Rows and cells of delimited text (RFC 4180, read leniently).
//!
//! A cell is quoted when its first character is a quote. Inside, a doubled quote stands for one. Text behind the
//! closing quote belongs to the cell, except when the quoted part ran over a line break: then the quote that seemed
//! to close is taken as the opening quote of a later cell, and the row as one whose quote was not closed.

use memchr::{memchr, memchr3};
use std::borrow::Cow;

/// What stands at a place of the text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Scan {
    /// A row up to `end`; the next begins at `next`.
    Row { end: usize, next: usize },
    /// The row may go on beyond the text read so far.
    More,
    /// A quote is opened and not closed.
    Unclosed,
    /// Nothing follows.
    End,
}

/// Finds the row that begins at `start`. `ended` tells that nothing follows the text. Rows end in LF, CR LF or CR.
pub(crate) fn scan_row(text: &[u8], start: usize, delimiter: u8, ended: bool) -> Scan {
    if start >= text.len() {
        return if ended { Scan::End } else { Scan::More };
    }
    let mut position = start;
    loop {
        if text.get(position) == Some(&b'"') {
            match scan_quoted(text, position, delimiter, ended) {
                Quoted::Closed(after) => position = after,
                Quoted::More => return Scan::More,
                Quoted::Unclosed => return Scan::Unclosed,
            }
        }
        let rest = text.get(position..).unwrap_or_default();
        let Some(found) = memchr3(delimiter, b'\n', b'\r', rest) else {
            return if ended { Scan::Row { end: text.len(), next: text.len() } } else { Scan::More };
        };
        let end = position + found;
        match (text[end], text.get(end + 1)) {
            (b'\r', Some(b'\n')) => return Scan::Row { end, next: end + 2 },
            (b'\r', None) if !ended => return Scan::More,
            (b'\n' | b'\r', _) => return Scan::Row { end, next: end + 1 },
            _ => position = end + 1,
        }
    }
}

enum Quoted {
    /// Closed; what follows begins here.
    Closed(usize),
    More,
    Unclosed,
}

fn scan_quoted(text: &[u8], open: usize, delimiter: u8, ended: bool) -> Quoted {
    let mut position = open + 1;
    while let Some(found) = text.get(position..).and_then(|rest| memchr(b'"', rest)) {
        let quote = position + found;
        match text.get(quote + 1) {
            Some(b'"') => position = quote + 2,
            None if !ended => return Quoted::More,
            Some(byte) if *byte != delimiter && !matches!(byte, b'\n' | b'\r') => {
                let over_lines = memchr(b'\n', &text[open..quote]).is_some();
                return if over_lines { Quoted::Unclosed } else { Quoted::Closed(quote + 1) };
            }
            _ => return Quoted::Closed(quote + 1),
        }
    }
    if ended { Quoted::Unclosed } else { Quoted::More }
}

/// The cells of one row.
pub(crate) fn cells(row: &str, delimiter: u8) -> impl Iterator<Item = Cow<'_, str>> {
    let mut rest = Some(row);
    std::iter::from_fn(move || {
        let (cell, after) = next_cell(rest?, delimiter);
        rest = after;
        Some(cell)
    })
}

/// The first cell and what follows its delimiter.
fn next_cell(row: &str, delimiter: u8) -> (Cow<'_, str>, Option<&str>) {
    let Some(quoted) = row.strip_prefix('"') else {
        let end = memchr(delimiter, row.as_bytes());
        return (Cow::Borrowed(&row[..end.unwrap_or(row.len())]), end.map(|end| &row[end + 1..]));
    };
    let close = closing_quote(quoted.as_bytes());
    let inner = &quoted[..close];
    let tail = quoted.get(close + 1..).unwrap_or("");
    let end = memchr(delimiter, tail.as_bytes());
    let (tail, after) = (&tail[..end.unwrap_or(tail.len())], end.map(|end| &tail[end + 1..]));
    let mut cell =
        if inner.contains('"') { Cow::Owned(inner.replace("\"\"", "\"")) } else { Cow::Borrowed(inner) };
    if !tail.is_empty() {
        cell.to_mut().push_str(tail);
    }
    (cell, after)
}

fn closing_quote(quoted: &[u8]) -> usize {
    let mut position = 0;
    while let Some(found) = quoted.get(position..).and_then(|rest| memchr(b'"', rest)) {
        let quote = position + found;
        if quoted.get(quote + 1) != Some(&b'"') {
            return quote;
        }
        position = quote + 2;
    }
    quoted.len()
}

/// Whether a text looks like the beginning of a JSON document rather than of a table.
pub(crate) fn looks_like_json(head: &[u8]) -> bool {
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
    matches!(first, Some(b'{' | b'['))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows() {
        let row = |end, next| Scan::Row { end, next };
        let cases: [(&str, bool, Scan); 12] = [
            ("a,b\nc", false, row(3, 4)),
            ("a,b\r\nc", false, row(3, 5)),
            ("a,b\rc", false, row(3, 4)),
            ("a,b", false, Scan::More),
            ("a,b", true, row(3, 3)),
            ("", true, Scan::End),
            ("\"a\nb\",c\nd", false, row(7, 8)),
            ("\"a \"\"x\"\" b\"\n", false, row(11, 12)),
            ("5\" knife,x\n", false, row(10, 11)),
            ("\"he said \"hi\"\"\n", false, row(14, 15)),
            ("1,\"open\n2,\"next\",y\n", true, Scan::Unclosed),
            ("1,\"open\n2,next,y\n", true, Scan::Unclosed),
        ];
        for (text, ended, expected) in cases {
            assert_eq!(scan_row(text.as_bytes(), 0, b',', ended), expected, "{text}");
        }
    }

    #[test]
    fn cells_of_a_row() {
        let cases = [
            ("a,b,", vec!["a", "b", ""]),
            ("\"a,b\",c", vec!["a,b", "c"]),
            ("\"a \"\"b\"\"\",c", vec!["a \"b\"", "c"]),
            ("5\" knife,x", vec!["5\" knife", "x"]),
            ("\"a\"b,c", vec!["ab", "c"]),
            ("", vec![""]),
        ];
        for (row, expected) in cases {
            assert_eq!(cells(row, b',').collect::<Vec<_>>(), expected, "{row}");
        }
    }
}
