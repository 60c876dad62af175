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

/// How the bytes of `folded` lead back to characters of the original.
#[derive(Debug, Clone)]
enum Map {
    /// Character for character: how many characters stand before every [`STRIDE`]th byte.
    Counted(Vec<u32>),
    /// For each byte, the original characters it came from, half open.
    Written { starts: Vec<u32>, ends: Vec<u32> },
}

/// Bytes between two counts of [`Map::Counted`].
const STRIDE: usize = 128;

impl Map {
    /// Counts the characters of a text whose characters are those of the original, one for one.
    fn counted(folded: &str) -> Self {
        let mut counts = Vec::with_capacity(folded.len() / STRIDE + 1);
        let mut count = 0;
        for chunk in folded.as_bytes().chunks(STRIDE) {
            counts.push(count);
            count += count_characters(chunk);
        }
        counts.push(count);
        Self::Counted(counts)
    }

    /// The original characters of a byte range of `folded`.
    fn span(&self, folded: &str, range: Range<usize>) -> [u32; 2] {
        match self {
            Self::Counted(counts) => {
                let at = |byte: usize| {
                    let stride = byte / STRIDE;
                    counts[stride.min(counts.len() - 1)]
                        + count_characters(&folded.as_bytes()[stride * STRIDE..byte])
                };
                [at(range.start), at(range.end)]
            }
            Self::Written { starts, ends } if range.is_empty() => {
                let at = starts.get(range.start).or(ends.last()).copied().unwrap_or(0);
                [at, at]
            }
            Self::Written { starts, ends } => [starts[range.start], ends[range.end - 1]],
        }
    }
}

/// Characters that begin in these bytes of UTF-8.
fn count_characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u32
}

#[derive(Debug, Clone, Default)]
struct Bare {
    text: String,
    /// For each byte of `text`, and one past the last, the byte of `folded` it came from; empty where they are the same.
    map: Vec<u32>,
}

impl Bare {
    /// `None` where the bare form is the folded one.
    fn of(folded: &str) -> Option<Self> {
        match bare_need(folded) {
            BareNeed::Nothing => None,
            BareNeed::Signs => Some(Self { text: signs_to_spaces(folded), map: Vec::new() }),
            BareNeed::Letters => Some(Self::without_accents(folded)),
        }
    }

    fn without_accents(folded: &str) -> Self {
        let mut bare =
            Self { text: String::with_capacity(folded.len()), map: Vec::with_capacity(folded.len() + 1) };
        let bytes = folded.as_bytes();
        let mut previous = ' ';
        let mut at = 0;
        while at < bytes.len() {
            let plain = bytes[at..].iter().position(|byte| !is_plain_byte(*byte)).unwrap_or(bytes.len() - at);
            if plain > 0 {
                bare.text.push_str(&folded[at..at + plain]);
                bare.map.extend(at as u32..(at + plain) as u32);
                at += plain;
                previous = bytes[at - 1] as char;
                continue;
            }
            let mut rest = folded[at..].chars();
            let Some(character) = rest.next() else { break };
            let kept = match character {
                ' ' | '\n' if previous == ' ' && at > 0 => None,
                ' ' | '\n' => Some(' '),
                '-' | '_' | '|' | '¦' if parts_letters(character, previous, rest.next().unwrap_or(' ')) => {
                    Some(' ')
                }
                c if c.is_ascii() => Some(c),
                c => without_accent(c),
            };
            previous = kept.unwrap_or(previous);
            if let Some(kept) = kept {
                bare.text.push(kept);
                bare.map.resize(bare.text.len(), at as u32);
            }
            at += character.len_utf8();
        }
        bare.map.push(folded.len() as u32);
        bare
    }
}

/// Bytes that the bare form takes over as they are.
fn is_plain_byte(byte: u8) -> bool {
    byte < 0x80 && !matches!(byte, b' ' | b'\n' | b'-' | b'_' | b'|')
}

/// What must be done to a folded text to make it bare.
enum BareNeed {
    Nothing,
    /// Signs that become spaces, byte for byte.
    Signs,
    /// Accents or spaces that go.
    Letters,
}

fn bare_need(folded: &str) -> BareNeed {
    let mut need = BareNeed::Nothing;
    let bytes = folded.as_bytes();
    let mut previous = b'x';
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b' ' | b'\n' if matches!(previous, b' ' | b'\n') => return BareNeed::Letters,
            b'\n' | b'-' | b'_' | b'|' => need = BareNeed::Signs,
            0xC3..=0xC9 => return BareNeed::Letters,
            0xC2 if bytes.get(at + 1) == Some(&0xA6) => return BareNeed::Letters,
            0xE1 if matches!(bytes.get(at + 1), Some(0xB8..=0xBB)) => return BareNeed::Letters,
            0xE0 if matches!(bytes.get(at + 1..at + 3), Some([0xB9 | 0xBB, 0x88..=0x8B])) => {
                return BareNeed::Letters;
            }
            _ => {}
        }
        previous = byte;
    }
    need
}

fn signs_to_spaces(folded: &str) -> String {
    let mut text = String::with_capacity(folded.len());
    let mut from = 0;
    for (at, sign) in folded.match_indices(['\n', '-', '_', '|']) {
        let previous = folded[..at].chars().next_back().unwrap_or(' ');
        let next = folded[at + 1..].chars().next().unwrap_or(' ');
        let sign = if sign == "\n" { '\n' } else { folded.as_bytes()[at] as char };
        if sign == '\n' || parts_letters(sign, previous, next) {
            text.push_str(&folded[from..at]);
            text.push(' ');
            from = at + 1;
        }
    }
    text.push_str(&folded[from..]);
    text
}

/// Whether a sign stands between letters; a stroke between two Chinese ones hides a word instead.
fn parts_letters(sign: char, previous: char, next: char) -> bool {
    Script::of(previous).is_some()
        && Script::of(next).is_some()
        && !(matches!(sign, '|' | '¦') && fold::is_han(previous) && fold::is_han(next))
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
        normal.undisguised = disguise::undisguise(&normal, text);
        normal
    }

    /// Normalises a text that hides nothing, such as a row of a table.
    pub fn plain(text: &str) -> Self {
        if text.is_ascii() { Self::from_ascii(text) } else { Self::from_unicode(text) }
    }

    fn from_ascii(text: &str) -> Self {
        let mut folded = text.to_ascii_lowercase();
        let mut scripts = Scripts::default();
        if folded.bytes().any(|b| b.is_ascii_lowercase()) {
            scripts.add(Script::Latin);
        }
        if folded.bytes().any(|b| b < b' ' && b != b'\n' || b == 0x7F || b == b'`') {
            folded = folded.chars().map(|c| if let Fold::Char(c) = fold(c) { c } else { ' ' }).collect();
        }
        let bare = Bare::of(&folded);
        Self { folded, bare, scripts, ..Self::default() }
    }

    fn from_unicode(text: &str) -> Self {
        if let Some(normal) = Self::one_for_one(text) {
            return normal;
        }
        let mut normal = Self::default();
        let mut cells = normal.fold_cells(text);
        if normal.may_mix_scripts() {
            let flags = &mut normal.flags;
            lookalike::fold_mixed_tokens(&mut cells, |cell| {
                flag(flags, Disguise::LookAlike, cell.start, cell.end);
            });
        }
        normal.build(&cells);
        normal
    }

    /// The usual case: every character folds to one character, and no token mixes scripts.
    fn one_for_one(text: &str) -> Option<Self> {
        let mut normal = Self { folded: String::with_capacity(text.len()), ..Self::default() };
        let mut index = 0;
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let run = rest.bytes().position(|byte| !is_copied(byte)).unwrap_or(rest.len());
            if run > 0 {
                let from = normal.folded.len();
                normal.folded.push_str(&rest[..run]);
                normal.folded[from..].make_ascii_lowercase();
                (index, rest) = (index + run, &rest[run..]);
                continue;
            }
            let folded = match fold(first) {
                Fold::Char(folded) if first != '丨' => folded,
                Fold::Styled(folded) => {
                    flag(&mut normal.flags, Disguise::Styled, index as u32, index as u32 + 1);
                    folded
                }
                _ => return None,
            };
            normal.note_script(folded);
            normal.folded.push(folded);
            (index, rest) = (index + 1, &rest[first.len_utf8()..]);
        }
        if normal.folded.bytes().any(|byte| byte.is_ascii_lowercase()) {
            normal.scripts.add(Script::Latin);
        }
        if normal.may_mix_scripts() {
            return None;
        }
        normal.map = Some(Map::counted(&normal.folded));
        normal.bare = Bare::of(&normal.folded);
        Some(normal)
    }

    fn may_mix_scripts(&self) -> bool {
        let other = [Script::Cyrillic, Script::Greek, Script::Other]
            .into_iter()
            .any(|script| self.scripts.has(script));
        other && self.scripts.has(Script::Latin)
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
        let (mut starts, mut ends) =
            (Vec::with_capacity(cells.len() * 2), Vec::with_capacity(cells.len() * 2));
        self.folded.reserve(cells.len() * 2);
        for cell in cells {
            self.folded.push(cell.folded);
            starts.resize(self.folded.len(), cell.start);
            ends.resize(self.folded.len(), cell.end);
        }
        self.map = Some(Map::Written { starts, ends });
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
            Some(form) if form.map.is_empty() => bare,
            Some(form) => form.map[bare.start] as usize..form.map[bare.end] as usize,
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
        match &self.map {
            None => [range.start as u32, range.end as u32],
            Some(map) => map.span(&self.folded, range),
        }
    }
}

/// ASCII that folds to itself but for its case.
fn is_copied(byte: u8) -> bool {
    (b' '..0x7F).contains(&byte) && byte != b'`' || byte == b'\n'
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
    } else if !matches!(mark.folded, '\u{0300}'..='\u{036F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{20D0}'..='\u{20FF}')
    {
        cells.push(mark);
    } else {
        last.end = mark.end;
    }
}
