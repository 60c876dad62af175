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
mod map;
mod script;

pub use disguise::{Disguise, Undisguised};
pub use script::{Script, Scripts, is_word_bound};

use fold::{Fold, expand, fold, without_accent};
use map::{Map, Shifts};
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
    /// Whether letters were found not to stand alone between signs.
    unparted: bool,
}

#[derive(Debug, Clone, Default)]
struct Bare {
    text: String,
    /// How bytes of `text` lead back to bytes of `folded`; empty where they are the same.
    shifts: Shifts,
}

impl Bare {
    /// `None` where the bare form is the folded one.
    fn of(folded: &str) -> Option<Self> {
        match bare_need(folded) {
            BareNeed::Nothing => None,
            BareNeed::Signs => Some(Self { text: signs_to_spaces(folded), shifts: Shifts::default() }),
            BareNeed::Letters => Some(Self::without_accents(folded)),
        }
    }

    fn without_accents(folded: &str) -> Self {
        let mut bare = Self { text: String::with_capacity(folded.len()), shifts: Shifts::default() };
        let bytes = folded.as_bytes();
        let mut previous = ' ';
        let mut at = 0;
        while at < bytes.len() {
            let plain = plain_length(&bytes[at..], previous == ' ');
            if plain > 0 {
                bare.shifts.note(bare.text.len(), at);
                bare.text.push_str(&folded[at..at + plain]);
                at += plain;
                previous = char::from(bytes[at - 1]);
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
                bare.shifts.note(bare.text.len(), at);
                bare.text.push(kept);
            }
            at += character.len_utf8();
        }
        bare.shifts.note(bare.text.len(), folded.len());
        bare
    }
}

/// What a byte is to the bare form, as bits; none for one taken over as it is.
mod byte {
    pub(super) const SPACE: u8 = 1;
    /// Becomes a space, some only between letters.
    pub(super) const SIGN: u8 = 2;
    /// Begins a letter with an accent.
    pub(super) const ACCENT: u8 = 4;
    /// May begin one, or a sign.
    pub(super) const UNSURE: u8 = 8;
    /// Goes on with a character.
    pub(super) const REST: u8 = 16;
}

static BYTES: [u8; 256] = {
    let mut bytes = [0; 256];
    let mut at = 0;
    while at < 256 {
        bytes[at] = match at as u8 {
            b' ' => byte::SPACE,
            b'\n' => byte::SPACE | byte::SIGN,
            b'-' | b'_' | b'|' => byte::SIGN,
            0xC3..=0xC9 => byte::ACCENT,
            0xC2 | 0xE0 | 0xE1 => byte::UNSURE,
            0x80..=0xBF => byte::REST,
            _ => 0,
        };
        at += 1;
    }
    bytes
};

/// How many bytes the bare form takes over as they are, from a bound of characters to another.
fn plain_length(bytes: &[u8], after_space: bool) -> usize {
    let mut before = if after_space { byte::SPACE } else { 0 };
    let odd = |&byte: &u8| {
        let class = BYTES[usize::from(byte)];
        let odd =
            class & (byte::SIGN | byte::ACCENT | byte::UNSURE) != 0 || class & before & byte::SPACE != 0;
        before = class;
        odd
    };
    bytes.iter().position(odd).unwrap_or(bytes.len())
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
    let (mut seen, mut doubled, mut before) = (0, 0, 0);
    for &byte in folded.as_bytes() {
        let class = BYTES[usize::from(byte)];
        seen |= class;
        doubled |= class & before & byte::SPACE;
        before = class;
    }
    let unsure = seen & byte::UNSURE != 0 && has_accent_beyond_latin_1(folded.as_bytes());
    if seen & byte::ACCENT != 0 || doubled != 0 || unsure {
        BareNeed::Letters
    } else if seen & byte::SIGN != 0 {
        BareNeed::Signs
    } else {
        BareNeed::Nothing
    }
}

/// Whether a broken bar, a letter of Latin Extended Additional or a tone mark of Thai or Lao is there.
fn has_accent_beyond_latin_1(bytes: &[u8]) -> bool {
    let next = |at: usize| bytes.get(at).copied().unwrap_or(0);
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        0xC2 => next(at + 1) == 0xA6,
        0xE1 => matches!(next(at + 1), 0xB8..=0xBB),
        0xE0 => matches!((next(at + 1), next(at + 2)), (0xB9 | 0xBB, 0x88..=0x8B)),
        _ => false,
    })
}

fn signs_to_spaces(folded: &str) -> String {
    let mut text = String::with_capacity(folded.len());
    let mut from = 0;
    for (at, &byte) in folded.as_bytes().iter().enumerate() {
        if BYTES[usize::from(byte)] & byte::SIGN == 0 {
            continue;
        }
        let parts = byte == b'\n' || {
            let previous = folded[..at].chars().next_back().unwrap_or(' ');
            let next = folded[at + 1..].chars().next().unwrap_or(' ');
            parts_letters(char::from(byte), previous, next)
        };
        if parts {
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
        let suspicion = disguise::suspect(normal.bare());
        normal.unparted = !suspicion.spacing;
        normal.undisguised = disguise::undisguise(&normal, text, suspicion);
        normal
    }

    /// Normalises a text that hides nothing, such as a row of a table.
    pub fn plain(text: &str) -> Self {
        if text.is_ascii() { Self::from_ascii(text) } else { Self::from_unicode(text) }
    }

    fn from_ascii(text: &str) -> Self {
        let mut folded = text.to_ascii_lowercase();
        let mut scripts = Scripts::default();
        if has_letter(&folded) {
            scripts.add(Script::Latin);
        }
        // Without an early end, which keeps a compiler from looking at many bytes at once.
        let copied = folded.bytes().fold(true, |all, byte| all & is_copied(byte));
        if !copied {
            folded = folded.chars().map(|c| if let Fold::Char(c) = fold(c) { c } else { ' ' }).collect();
        }
        let bare = Bare::of(&folded);
        Self { folded, bare, scripts, ..Self::default() }
    }

    fn from_unicode(text: &str) -> Self {
        if let Some(normal) = Self::one_by_one(text) {
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

    /// The usual case: every character folds by itself, and no token mixes scripts.
    fn one_by_one(text: &str) -> Option<Self> {
        let mut normal = Self { folded: String::with_capacity(text.len() + 8), ..Self::default() };
        let mut map = Map::default();
        let mut index = 0;
        let mut rest = text;
        let mut before = None;
        while let Some(first) = rest.chars().next() {
            let run = rest.bytes().position(|byte| !is_copied(byte)).unwrap_or(rest.len());
            if run > 0 {
                let from = normal.folded.len();
                map.note_ascii(from, index, run);
                normal.folded.push_str(&rest[..run]);
                normal.folded[from..].make_ascii_lowercase();
                before = rest[..run].chars().next_back();
                (index, rest) = (index + run as u32, &rest[run..]);
                continue;
            }
            rest = &rest[first.len_utf8()..];
            normal.fold_alone(&mut map, first, index, || (before, rest.chars().next()))?;
            (before, index) = (Some(first), index + 1);
        }
        if has_letter(&normal.folded) {
            normal.scripts.add(Script::Latin);
        }
        if normal.may_mix_scripts() {
            return None;
        }
        normal.map = Some(map);
        normal.bare = Bare::of(&normal.folded);
        Some(normal)
    }

    /// Folds one character that does not depend on others; `None` for one that does. `beside` gives its neighbours.
    fn fold_alone(
        &mut self,
        map: &mut Map,
        raw: char,
        index: u32,
        beside: impl FnOnce() -> (Option<char>, Option<char>),
    ) -> Option<()> {
        let (start, end) = (index, index + 1);
        match fold(raw) {
            Fold::Char(folded) if raw != '丨' => self.push_alone(map, folded, start),
            Fold::Styled(folded) => {
                flag(&mut self.flags, Disguise::Styled, start, end);
                self.push_alone(map, folded, start);
            }
            Fold::Many => {
                for folded in expand(raw) {
                    if canonical_combining_class(folded) != 0 {
                        return None;
                    }
                    self.push_alone(map, folded, start);
                }
            }
            Fold::Nothing => {}
            Fold::Bidi => flag(&mut self.flags, Disguise::Bidi, start, end),
            Fold::Tag => flag(&mut self.flags, Disguise::Tag, start, end),
            Fold::ZeroWidth => {
                let (before, after) = beside();
                if hides_between(before, after) {
                    flag(&mut self.flags, Disguise::ZeroWidth, start, end);
                }
            }
            Fold::Char(_) | Fold::Mark(_) => return None,
        }
        Some(())
    }

    fn push_alone(&mut self, map: &mut Map, folded: char, index: u32) {
        self.note_script(folded);
        map.note(self.folded.len(), index, index + 1);
        self.folded.push(folded);
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
        let mut map = Map::default();
        self.folded.reserve(cells.len() * 2);
        for cell in cells {
            map.note(self.folded.len(), cell.start, cell.end);
            self.folded.push(cell.folded);
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
            Some(form) => form.shifts.back(bare.start)..form.shifts.back(bare.end),
        }
    }

    /// Words that were hidden by spacing, leetspeak or stretching, as they were meant.
    pub fn undisguised(&self) -> Option<&Undisguised> {
        self.undisguised.as_ref()
    }

    /// Whether letters may stand alone between signs (`z.a.l.o`); it is not looked for in a [`plain`](Self::plain) form.
    pub fn may_part_letters(&self) -> bool {
        !self.unparted
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

/// Whether a lower-case text holds a letter of ASCII; looks at all of it, many bytes at once.
fn has_letter(text: &str) -> bool {
    text.bytes().fold(false, |any, byte| any | byte.is_ascii_lowercase())
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
