//! Text laid out in lines of bounded width, each character with its place in the original.

use crate::console;
use unicode_width::UnicodeWidthChar;

/// A character of the original as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// What is printed: the character, or its escape if it could drive the terminal.
    pub(super) shown: String,
    /// Columns it takes.
    pub(super) width: usize,
    /// Its place in the original, in characters.
    pub(super) at: u32,
}

/// A line on the screen.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Line(pub(super) Vec<Cell>);

impl Line {
    /// Columns before the first cell at or after a place of the original.
    pub(super) fn column_of(&self, at: u32) -> usize {
        self.0.iter().take_while(|cell| cell.at < at).map(|cell| cell.width).sum()
    }

    /// Columns that the line takes.
    pub(super) fn width(&self) -> usize {
        self.0.iter().map(|cell| cell.width).sum()
    }

    /// Places of the original on this line, half open.
    pub(super) fn range(&self) -> (u32, u32) {
        match (self.0.first(), self.0.last()) {
            (Some(first), Some(last)) => (first.at, last.at + 1),
            _ => (0, 0),
        }
    }

    /// Whether a terminal might show the line from right to left, so that columns mean nothing.
    pub(super) fn is_reordered(&self) -> bool {
        self.0.iter().any(|cell| cell.shown.chars().any(is_right_to_left))
    }

    /// The line as it is printed without colours.
    #[cfg(test)]
    pub(super) fn text(&self) -> String {
        self.0.iter().map(|cell| cell.shown.as_str()).collect()
    }
}

/// Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
const fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Lays a text out in lines of at most `width` columns, broken at spaces where there are any.
pub(super) fn lines(text: &str, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line::default();
    let mut used = 0;
    for (at, character) in (0_u32..).zip(text.chars()) {
        if character == '\n' {
            lines.push(std::mem::take(&mut line));
            used = 0;
            continue;
        }
        let cell = cell(character, at);
        if used + cell.width > width && !line.0.is_empty() {
            let rest = break_at_space(&mut line);
            lines.push(std::mem::replace(&mut line, rest));
            used = line.width();
        }
        used += cell.width;
        line.0.push(cell);
    }
    lines.push(line);
    lines
}

fn cell(character: char, at: u32) -> Cell {
    if console::is_unprintable(character) {
        let shown = console::escape(character);
        return Cell { width: shown.len(), shown, at };
    }
    Cell { shown: character.to_string(), width: character.width().unwrap_or(0), at }
}

/// Cuts a full line after its last space, if one stands in its second half; gives what comes after.
fn break_at_space(line: &mut Line) -> Line {
    let half = line.0.len() / 2;
    match line.0.iter().rposition(|cell| cell.shown == " ") {
        Some(space) if space >= half => Line(line.0.split_off(space + 1)),
        _ => Line::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, width: usize) -> Vec<String> {
        lines(text, width).iter().map(Line::text).collect()
    }

    #[test]
    fn lines_break_at_spaces_where_there_are_any() {
        assert_eq!(texts("one two three", 8), ["one two ", "three"]);
        assert_eq!(texts("象牙象牙象牙", 5), ["象牙", "象牙", "象牙"]);
        assert_eq!(texts("a\nb", 10), ["a", "b"]);
        assert_eq!(texts("", 10), [""]);
    }

    #[test]
    fn control_characters_are_shown_and_measured_as_escapes() {
        let line = &lines("a\u{200b}b", 40)[0];
        assert_eq!(line.text(), "a\\u{200b}b");
        assert_eq!(line.column_of(2), 9);
    }

    #[test]
    fn wide_and_combining_characters_have_their_columns() {
        let line = &lines("象e\u{301}x", 40)[0];
        assert_eq!(line.column_of(1), 2);
        assert_eq!(line.column_of(3), 3);
    }

    #[test]
    fn right_to_left_text_is_known() {
        assert!(lines("عاج", 40)[0].is_reordered());
        assert!(!lines("งาช้าง", 40)[0].is_reordered());
    }
}
