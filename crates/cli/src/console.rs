//! The terminal: what it can do, and the few ways in which the program speaks to it.

use std::io::{self, IsTerminal, Write};

/// Says that something went wrong. If even that cannot be said there is nobody to tell.
pub(crate) fn complain(message: &str) {
    _ = writeln!(io::stderr().lock(), "pugmark: {}", printable(message));
}

/// Adds a line of information to standard error.
pub(crate) fn inform(message: &str) {
    _ = writeln!(io::stderr().lock(), "{}", printable(message));
}

/// Control characters as escapes, so that text from outside cannot drive the terminal.
pub(crate) fn printable(text: &str) -> String {
    text.chars()
        .map(|character| if is_unprintable(character) { escape(character) } else { character.to_string() })
        .collect()
}

/// Whether a character could move the cursor, reorder text or hide.
pub(crate) fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(character, '\u{061c}' | '\u{00ad}' | '\u{e0000}'..='\u{e007f}' | '\u{fff9}'..='\u{fffb}')
}

/// A visible spelling of an unprintable character.
pub(crate) fn escape(character: char) -> String {
    match character {
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        other => format!("\\u{{{:x}}}", u32::from(other)),
    }
}

/// Colours, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paint(bool);

impl Paint {
    /// Colours if standard output is a terminal that shows them and `NO_COLOR` is not set.
    pub(crate) fn for_output() -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self(io::stdout().is_terminal() && !refused && !dumb)
    }

    /// No colours.
    #[cfg(test)]
    pub(crate) const fn none() -> Self {
        Self(false)
    }

    /// `text` in a style.
    pub(crate) fn dress(self, style: Style, text: &str) -> String {
        if self.0 { format!("\u{1b}[{}m{text}\u{1b}[0m", style.code()) } else { text.to_owned() }
    }
}

/// What colours mean here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Headings.
    Strong,
    /// Lesser matter.
    Faint,
    /// Speaks for suspicion.
    Against,
    /// Speaks for innocence.
    For,
    /// A person should look.
    Look,
    /// A person should look first.
    Urgent,
}

impl Style {
    const fn code(self) -> &'static str {
        match self {
            Self::Strong => "1",
            Self::Faint => "2",
            Self::Against => "31",
            Self::For => "32",
            Self::Look => "1;33",
            Self::Urgent => "1;31",
        }
    }
}

/// Columns of the terminal, or 100 where that is not known; at least 40.
pub(crate) fn columns() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    told.or_else(terminal_columns).unwrap_or(100).clamp(40, 160)
}

/// What the terminal itself says, if standard output is one.
fn terminal_columns() -> Option<usize> {
    terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_outside_drives_the_terminal() {
        assert_eq!(printable("a\u{1b}[2Jb\nc\u{202e}d"), "a\\u{1b}[2Jb\\nc\\u{202e}d");
        assert_eq!(printable("薇❤ เสือ"), "薇❤ เสือ");
    }

    #[test]
    fn no_colour_means_plain_text() {
        assert_eq!(Paint::none().dress(Style::Urgent, "x"), "x");
        assert_eq!(Paint(true).dress(Style::Strong, "x"), "\u{1b}[1mx\u{1b}[0m");
    }
}
