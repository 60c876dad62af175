//! The normal form and its map back to the original.
//!
//! Three forms of one text:
//!
//! * [`folded`](Normal::folded): NFKC, lower case, one shape for letters and digits, nothing invisible; accents kept.
//! * [`bare`](Normal::bare): `folded` without Latin accents, Thai tone marks, repeated spaces and hyphens: for looking words up.
//! * [`undisguised`](Normal::undisguised): only where something was hidden by spacing, leetspeak or stretching:
//!   the words as meant, each with a word or two around it.
//!
//! Every byte of every form leads back to characters of the original.

mod disguise;
mod fold;
mod lookalike;
mod script;

pub use disguise::{Disguise, Undisguised};
pub use script::{Script, Scripts, is_word_bound};

use fold::{Fold, expand, fold, without_accent};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// A text in normal form, with an exact map back to the characters of the original.
#[derive(Debug, Clone, Default)]
pub struct Normal {
    folded: String,
    /// `None`: byte `i` of `folded` is character `i` of the original (plain ASCII).
    map: Option<Map>,
    /// `None`: the same as `folded`.
    bare: Option<Bare>,
    undisguised: Option<Undisguised>,
    flags: Vec<(Disguise, [u32; 2])>,
    scripts: Scripts,
}

/// For each byte of `folded`, the original characters it came from, half open.
#[derive(Debug, Clone, Default)]
struct Map {
    starts: Vec<u32>,
    ends: Vec<u32>,
}

#[derive(Debug, Clone, Default)]
struct Bare {
    text: String,
    /// For each byte of `text`, and one past the last, the byte of `folded` it came from.
    map: Vec<u32>,
}

impl Bare {
    /// `None` where the bare form is the folded one.
    fn of(folded: &str) -> Option<Self> {
        if !needs_bare(folded) {
            return None;
        }
        let mut bare = Self { text: String::with_capacity(folded.len()), map: Vec::with_capacity(folded.len() + 1) };
        let mut characters = folded.char_indices().peekable();
        let mut previous = ' ';
        while let Some((at, character)) = characters.next() {
            let next = characters.peek().map_or(' ', |(_, next)| *next);
            let plain = match character {
                ' ' | '\n' if previous == ' ' && at > 0 => None,
                ' ' | '\n' => Some(' '),
                '-' | '_' if previous.is_alphabetic() && next.is_alphabetic() => Some(' '),
                '|' if parts_letters(previous, next) => Some(' '),
                c if c.is_ascii() => Some(c),
                c => without_accent(c),
            };
            previous = plain.unwrap_or(previous);
            if let Some(plain) = plain {
                bare.text.push(plain);
                bare.map.resize(bare.text.len(), at as u32);
            }
        }
        bare.map.push(folded.len() as u32);
        Some(bare)
    }
}

/// Whether a stroke stands between letters that are not both Chinese.
fn parts_letters(previous: char, next: char) -> bool {
    previous.is_alphabetic() && next.is_alphabetic() && !(fold::is_han(previous) && fold::is_han(next))
}

fn needs_bare(folded: &str) -> bool {
    let mut previous = b'x';
    folded.bytes().any(|byte| {
        let found = byte >= 0x80 || matches!(byte, b'\n' | b'-' | b'_' | b'|') || byte == b' ' && previous == b' ';
        previous = byte;
        found
    })
}

/// One folded character and the original characters it stands for.
#[derive(Debug, Clone, Copy)]
struct Cell {
    folded: char,
    raw: char,
    start: u32,
    end: u32,
}

impl Normal {
    /// Normalises a text. Time and memory grow with its length only.
    pub fn new(text: &str) -> Self {
        let mut normal = Self::plain(text);
        normal.undisguised = disguise::undisguise(&normal);
        normal
    }

    /// Normalises a text that hides nothing, such as a row of a table.
    pub fn plain(text: &str) -> Self {
        if text.is_ascii() { Self::from_ascii(text) } else { Self::from_unicode(text) }
    }

    fn from_ascii(text: &str) -> Self {
        let mut folded = text.to_ascii_lowercase();
        let mut scripts = Scripts::default();
        if folded.bytes().any(|b| b.is_ascii_alphabetic()) {
            scripts.add(Script::Latin);
        }
        if folded.bytes().any(|b| b.is_ascii_control() && b != b'\n' || b == b'`') {
            folded = folded.chars().map(|c| if let Fold::Char(c) = fold(c) { c } else { ' ' }).collect();
        }
        let bare = Bare::of(&folded);
        Self { folded, scripts, bare, ..Self::default() }
    }

    fn from_unicode(text: &str) -> Self {
        let mut normal = Self::default();
        let mut cells = normal.fold_cells(text);
        let mixable = normal.scripts.has(Script::Cyrillic)
            || normal.scripts.has(Script::Greek)
            || normal.scripts.has(Script::Other);
        if mixable && normal.scripts.has(Script::Latin) {
            let flags = &mut normal.flags;
            lookalike::fold_mixed_tokens(&mut cells, |cell| flag(flags, Disguise::LookAlike, cell.start, cell.end));
        }
        normal.build(&cells);
        normal
    }

    fn fold_cells(&mut self, text: &str) -> Vec<Cell> {
        let mut cells: Vec<Cell> = Vec::with_capacity(text.len() / 2);
        let mut characters = text.chars().enumerate().peekable();
        while let Some((index, raw)) = characters.next() {
            let (start, end) = (index as u32, index as u32 + 1);
            match fold(raw) {
                Fold::Char(folded) => {
                    self.note_script(folded);
                    if raw == '丨' {
                        flag(&mut self.flags, Disguise::Spaced, start, end);
                    }
                    cells.push(Cell { folded, raw, start, end });
                }
                Fold::Styled(folded) => {
                    self.note_script(folded);
                    flag(&mut self.flags, Disguise::Styled, start, end);
                    cells.push(Cell { folded, raw, start, end });
                }
                Fold::Many => {
                    for folded in expand(raw) {
                        let cell = Cell { folded, raw, start, end };
                        if canonical_combining_class(folded) == 0 {
                            self.note_script(folded);
                            cells.push(cell);
                        } else {
                            join_mark(&mut cells, cell);
                        }
                    }
                }
                Fold::Mark(mark) => join_mark(&mut cells, Cell { folded: mark, raw, start, end }),
                Fold::Nothing => {}
                Fold::Bidi => flag(&mut self.flags, Disguise::Bidi, start, end),
                Fold::Tag => flag(&mut self.flags, Disguise::Tag, start, end),
                Fold::ZeroWidth => {
                    let next = characters.peek().map(|(_, next)| *next);
                    if hides_between(cells.last().map(|cell| cell.raw), next) {
                        flag(&mut self.flags, Disguise::ZeroWidth, start, end);
                    }
                }
            }
        }
        cells
    }

    fn note_script(&mut self, folded: char) {
        if let Some(script) = Script::of(folded) {
            self.scripts.add(script);
        }
    }

    fn build(&mut self, cells: &[Cell]) {
        let mut map = Map::default();
        self.folded.reserve(cells.len() * 2);
        for cell in cells {
            self.folded.push(cell.folded);
            map.starts.resize(self.folded.len(), cell.start);
            map.ends.resize(self.folded.len(), cell.end);
        }
        self.map = Some(map);
        self.bare = Bare::of(&self.folded);
    }

    /// The text as NFKC, lower case, without invisible characters, every digit as ASCII; accents kept.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// [`folded`](Self::folded) for looking up: no Latin accents, no Thai or Lao tone marks, one space for any white
    /// space and for a hyphen or underscore between letters.
    pub fn bare(&self) -> &str {
        self.bare.as_ref().map_or(&self.folded, |bare| &bare.text)
    }

    /// The bytes of `folded` that a byte range of [`bare`](Self::bare) came from, the marks dropped inside it included.
    pub fn folded_range(&self, bare: Range<usize>) -> Range<usize> {
        match &self.bare {
            None => bare,
            Some(map) => map.map[bare.start] as usize..map.map[bare.end] as usize,
        }
    }

    /// Words that were hidden by spacing, leetspeak or stretching, as they were meant.
    pub fn undisguised(&self) -> Option<&Undisguised> {
        self.undisguised.as_ref()
    }

    /// What was done to hide, with the characters of the original it was done to.
    pub fn flags(&self) -> &[(Disguise, [u32; 2])] {
        &self.flags
    }

    /// The scripts of its letters.
    pub fn scripts(&self) -> Scripts {
        self.scripts
    }

    /// The characters of the original that a byte range of [`folded`](Self::folded) came from, half open.
    pub fn original_span(&self, range: Range<usize>) -> [u32; 2] {
        let Some(map) = &self.map else { return [range.start as u32, range.end as u32] };
        if range.is_empty() {
            let at = map.starts.get(range.start).or(map.ends.last()).copied().unwrap_or(0);
            return [at, at];
        }
        [map.starts[range.start], map.ends[range.end - 1]]
    }
}

/// Adds a flag, or widens the last one of the same kind when it touches.
fn flag(flags: &mut Vec<(Disguise, [u32; 2])>, kind: Disguise, start: u32, end: u32) {
    /// More are of no use to a reader.
    const MOST: usize = 256;
    if let Some((last, span)) = flags.last_mut()
        && *last == kind
        && span[1] == start
    {
        span[1] = end;
    } else if flags.len() < MOST {
        flags.push((kind, [start, end]));
    }
}

/// A zero-width character between two letters of a script that needs none.
fn hides_between(before: Option<char>, after: Option<char>) -> bool {
    let hides = |c: Option<char>| {
        c.and_then(Script::of).is_some_and(|script| {
            matches!(script, Script::Latin | Script::Cyrillic | Script::Greek | Script::Han | Script::Hangul)
        })
    };
    hides(before) && hides(after)
}

/// Lets a combining mark join the character before it; a stacked mark that joins nothing is dropped.
fn join_mark(cells: &mut Vec<Cell>, mark: Cell) {
    let Some(last) = cells.last_mut() else { return };
    let mut joined = [last.folded, mark.folded].into_iter().nfc();
    if let (Some(one), None) = (joined.next(), joined.next()) {
        last.folded = if let Fold::Char(folded) = fold(one) { folded } else { one };
        last.end = mark.end;
    } else if !matches!(mark.folded, '\u{0300}'..='\u{036F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{20D0}'..='\u{20FF}') {
        cells.push(mark);
    } else {
        last.end = mark.end;
    }
}
