//! The tables of `data/`, compiled once into a word index.

use super::amount::Amount;
use super::cue::cue;
use crate::Normal;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Languages with rows of their own in the tables; a bit each.
const LANGUAGES: [&str; 17] =
    ["en", "zh", "vi", "th", "id", "ms", "pt", "es", "fr", "ar", "ru", "sw", "hi", "ja", "de", "ur", "bn"];
/// Rows for single price strings only.
const ALONE: u32 = 1 << 31;
/// Every language, but not the rows for single price strings.
pub(super) const ANY: u32 = !ALONE;
/// Everything, single price strings included.
pub(super) const EVERYTHING: u32 = u32::MAX;

/// What a word may mean; indices are into [`Tables`], 0 is none.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sense {
    pub(super) cue: u16,
    pub(super) unit: u16,
    pub(super) mark: u16,
    pub(super) multiplier: u16,
    pub(super) numeral: u16,
}

impl Sense {
    fn merge(&mut self, other: Self) {
        self.cue |= other.cue;
        self.unit = self.unit.max(other.unit);
        self.mark = self.mark.max(other.mark);
        self.multiplier = self.multiplier.max(other.multiplier);
        self.numeral = self.numeral.max(other.numeral);
    }
}

/// How a currency mark stands to its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    Both,
    Before,
    After,
    GluedBefore,
}

/// A currency mark.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) iso: Vec<&'static str>,
    pub(super) position: Position,
    /// A single letter of an alphabet.
    pub(super) letter: bool,
}

/// How a multiplier joins its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// Itself a sign of money.
    Money,
    /// A sign of money when nothing else fits better (`k`).
    Short,
    /// Only written on to the number.
    Glued,
    /// Only after a price word.
    Slang,
    /// The count follows (`laki mbili`).
    Lead,
    /// A plain number word.
    Number,
}

/// A multiplier.
#[derive(Debug)]
pub(super) struct Multiplier {
    pub(super) factor: u64,
    pub(super) joint: Joint,
}

/// How a number word joins others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// Adds to what stands before it.
    Plus,
    /// Multiplies what stands before it.
    Times,
    /// Half of the unit before it.
    Half,
    /// A whole amount by itself.
    Whole,
    /// "And" between two number words.
    And,
}

/// A number word.
#[derive(Debug)]
pub(super) struct Numeral {
    pub(super) value: Amount,
    pub(super) join: Join,
}

/// A unit of goods.
#[derive(Debug)]
pub(super) struct Unit {
    /// Unit of the quantity, empty when it is none that is kept.
    pub(super) name: &'static str,
    pub(super) factor: Amount,
    pub(super) per: &'static str,
    pub(super) skip: bool,
    /// Only a unit when written on to its number.
    pub(super) glued: bool,
    pub(super) counts: bool,
}

struct Phrase {
    rest: &'static str,
    senses: Vec<(u32, Sense)>,
}

/// Currency and decimal mark of a language or a country.
#[derive(Debug, Clone, Copy)]
pub(super) struct Locale {
    pub(super) currency: &'static str,
    pub(super) decimal: u8,
}

/// All tables.
pub(super) struct Tables {
    index: FxHashMap<&'static str, Vec<Phrase>>,
    heads: FxHashMap<char, Vec<Phrase>>,
    locales: FxHashMap<&'static str, Locale>,
    pub(super) marks: Vec<Mark>,
    pub(super) multipliers: Vec<Multiplier>,
    pub(super) numerals: Vec<Numeral>,
    pub(super) units: Vec<Unit>,
    /// By first, second and last byte: the lengths of the words that an amount in words cannot do without, a bit each.
    amount_words: Beginnings,
    /// All words of `index`.
    words: Beginnings,
}

/// The compiled tables.
pub(super) static TABLES: LazyLock<Tables> = LazyLock::new(Tables::compile);

/// The languages of a `langs` cell.
fn langs(cell: &str) -> u32 {
    match cell {
        "*" => ANY,
        "-" => ALONE,
        _ => cell.split(' ').map(bit).fold(0, |mask, bit| mask | bit),
    }
}

fn bit(language: &str) -> u32 {
    LANGUAGES.iter().position(|known| *known == language).map_or(0, |index| 1 << index)
}

/// The rows of the tables that are read for a language.
pub(super) fn mask(language: Option<&str>) -> u32 {
    let Some(language) = language else { return ANY };
    match language {
        "id" | "ms" => bit("id") | bit("ms"),
        "hi" | "ur" | "bn" => bit("hi") | bit("ur") | bit("bn"),
        known if bit(known) != 0 => bit(known),
        _ => bit("en"),
    }
}

/// Scripts written without spaces between words.
pub(super) fn unspaced(character: char) -> bool {
    matches!(character, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{2E80}'..='\u{2FFF}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Letters (and the marks on them) of scripts written with spaces.
pub(super) fn letter(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphabetic();
    }
    let is_sign = matches!(character, '\u{2000}'..='\u{206F}' | '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
        && !matches!(character, '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F189}');
    !is_sign && !unspaced(character) && (character.is_alphabetic() || sits_on_letter(character))
}

/// Accents, vowel signs and the like.
fn sits_on_letter(character: char) -> bool {
    matches!(character, '\u{0300}'..='\u{036F}' | '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}'
        | '\u{0900}'..='\u{0903}' | '\u{093A}'..='\u{094F}' | '\u{0980}'..='\u{0983}' | '\u{09BC}'..='\u{09CD}')
}

fn rows(data: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    data.lines().skip(1).filter(|line| !line.is_empty()).map(cells)
}

/// Cells of one line; a quoted cell may hold commas (and `""` for one quote mark).
fn cells(line: &'static str) -> Vec<&'static str> {
    let mut cells = Vec::new();
    let mut rest = line;
    loop {
        let (cell, after) = match rest.strip_prefix('"') {
            Some(quoted) if quoted.starts_with("\"\"\"") => (&quoted[..1], &quoted[3..]),
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => rest.split_at(rest.find(',').unwrap_or(rest.len())),
        };
        cells.push(cell);
        match after.strip_prefix(',') {
            Some(next) => rest = next,
            None => return cells,
        }
    }
}

/// For each byte that may stand first, second and last in a word of some list, the lengths of such words as bits: most
/// words are passed over on this alone.
#[derive(Debug, Clone)]
struct Beginnings([[u32; 256]; 3]);

impl Default for Beginnings {
    fn default() -> Self {
        Self([[0; 256]; 3])
    }
}

impl Beginnings {
    fn places(word: &str) -> Option<[usize; 3]> {
        let bytes = word.as_bytes();
        let (first, last) = (*bytes.first()?, *bytes.last()?);
        let second = bytes.get(1).copied().unwrap_or(0);
        Some([usize::from(first), usize::from(second), usize::from(last)])
    }

    fn note(&mut self, word: &str) {
        let Some(places) = Self::places(word) else { return };
        for (list, place) in self.0.iter_mut().zip(places) {
            list[place] |= 1 << word.len().min(31);
        }
    }

    fn may_hold(&self, word: &str) -> bool {
        Self::places(word).is_some_and(|[first, second, last]| {
            (self.0[0][first] & self.0[1][second] & self.0[2][last]) >> word.len().min(31) & 1 == 1
        })
    }
}

impl Tables {
    fn compile() -> Self {
        let mut tables = Self {
            index: FxHashMap::default(),
            heads: FxHashMap::default(),
            locales: FxHashMap::default(),
            marks: vec![Mark { iso: Vec::new(), position: Position::Both, letter: false }],
            multipliers: vec![Multiplier { factor: 1, joint: Joint::Number }],
            numerals: vec![Numeral { value: Amount::whole(0), join: Join::Plus }],
            units: vec![Unit {
                name: "",
                factor: Amount::whole(1),
                per: "",
                skip: true,
                glued: false,
                counts: false,
            }],
            amount_words: Beginnings::default(),
            words: Beginnings::default(),
        };
        tables.read_locales();
        tables.read_marks();
        tables.read_multipliers();
        tables.read_numerals();
        tables.read_units();
        for row in rows(include_str!("../../data/price_words.csv")) {
            tables.add(row[0], langs(row[1]), Sense { cue: cue(row[2]), ..Sense::default() });
        }
        for word in tables.index.keys() {
            tables.words.note(word);
        }
        for phrases in tables.index.values_mut().chain(tables.heads.values_mut()) {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        tables
    }

    fn read_locales(&mut self) {
        for row in rows(include_str!("../../data/locales.csv")) {
            let decimal = row[2].as_bytes().first().copied().unwrap_or(b'.');
            self.locales.insert(row[0], Locale { currency: row[1], decimal });
        }
    }

    fn read_marks(&mut self) {
        for row in rows(include_str!("../../data/currencies.csv")) {
            let position = match row[2] {
                "before" => Position::Before,
                "after" => Position::After,
                "glued-before" => Position::GluedBefore,
                _ => Position::Both,
            };
            let mut characters = row[0].chars();
            let letter = characters.next().is_some_and(letter) && characters.next().is_none();
            let mark = self.marks.len() as u16;
            self.marks.push(Mark { iso: row[1].split('|').collect(), position, letter });
            self.add(row[0], langs(row[3]), Sense { mark, ..Sense::default() });
        }
    }

    fn read_multipliers(&mut self) {
        for row in rows(include_str!("../../data/multipliers.csv")) {
            let joint = match row[3] {
                "money" => Joint::Money,
                "short" => Joint::Short,
                "glued" => Joint::Glued,
                "slang" => Joint::Slang,
                "lead" => Joint::Lead,
                _ => Joint::Number,
            };
            let multiplier = self.multipliers.len() as u16;
            self.multipliers.push(Multiplier { factor: row[1].parse().unwrap_or(1), joint });
            self.add(row[0], langs(row[2]), Sense { multiplier, ..Sense::default() });
            if matches!(joint, Joint::Money | Joint::Number | Joint::Lead) {
                self.note_amount_word(row[0]);
            }
        }
    }

    fn read_numerals(&mut self) {
        for row in rows(include_str!("../../data/numerals.csv")) {
            let join = match row[3] {
                "times" => Join::Times,
                "half" => Join::Half,
                "whole" => Join::Whole,
                "and" => Join::And,
                _ => Join::Plus,
            };
            let numeral = self.numerals.len() as u16;
            self.numerals.push(Numeral { value: Amount::parse(row[1]).unwrap_or(Amount::whole(0)), join });
            self.add(row[0], langs(row[2]), Sense { numeral, ..Sense::default() });
            if join == Join::Whole {
                self.note_amount_word(row[0]);
            }
        }
    }

    fn read_units(&mut self) {
        for row in rows(include_str!("../../data/units.csv")) {
            let unit = self.units.len() as u16;
            self.units.push(Unit {
                name: row[3],
                factor: Amount::parse(row[4]).unwrap_or(Amount::whole(1)),
                per: row[5],
                skip: matches!(row[2], "skip" | "glued"),
                glued: row[2] == "glued",
                counts: matches!(row[2], "count" | "pair"),
            });
            self.add(row[0], langs(row[1]), Sense { unit, ..Sense::default() });
        }
    }

    /// Indexes a word as written and as the normal form writes it.
    fn add(&mut self, word: &'static str, langs: u32, sense: Sense) {
        self.index(word, langs, sense);
        let normal = Normal::new(word);
        if normal.folded() != word && !normal.folded().is_empty() {
            self.index(Box::leak(Box::from(normal.folded())), langs, sense);
        }
    }

    fn index(&mut self, word: &'static str, langs: u32, sense: Sense) {
        let Some(first) = word.chars().next() else { return };
        let (phrases, rest) = if letter(first) {
            let end = word.find(|character| !letter(character)).unwrap_or(word.len());
            (self.index.entry(&word[..end]).or_default(), &word[end..])
        } else {
            (self.heads.entry(first).or_default(), &word[first.len_utf8()..])
        };
        match phrases.iter_mut().find(|phrase| phrase.rest == rest) {
            Some(phrase) => phrase.senses.push((langs, sense)),
            None => phrases.push(Phrase { rest, senses: vec![(langs, sense)] }),
        }
    }

    fn note_amount_word(&mut self, word: &'static str) {
        let normal = Normal::new(word);
        for form in [word, normal.folded()] {
            let end = form.find(|character| !letter(character)).unwrap_or(form.len());
            self.amount_words.note(&form[..end]);
        }
    }

    /// Whether a word is one that an amount in words cannot do without.
    pub(super) fn makes_amount(&self, word: &str, mask: u32) -> bool {
        word.len() > 1
            && self.amount_words.may_hold(word)
            && self.word(word, "", mask).is_some_and(|(_, sense)| sense.multiplier != 0 || sense.numeral != 0)
    }

    /// The currency and decimal mark of a language (`"vi"`) or country (`"-VN"`).
    pub(super) fn locale(&self, key: &str) -> Option<Locale> {
        self.locales.get(key).copied()
    }

    /// The longest phrase that begins with the word `word` and goes on in `after`: its extra bytes and meaning.
    pub(super) fn word(&self, word: &str, after: &str, mask: u32) -> Option<(usize, Sense)> {
        if !self.words.may_hold(word) {
            return None;
        }
        longest(self.index.get(word)?, after, mask, true)
    }

    /// The longest phrase that begins with `character` and goes on in `after`: its extra bytes and meaning.
    pub(super) fn symbol(&self, character: char, after: &str, mask: u32) -> Option<(usize, Sense)> {
        longest(self.heads.get(&character)?, after, mask, !unspaced(character))
    }
}

fn longest(phrases: &[Phrase], after: &str, mask: u32, bounded: bool) -> Option<(usize, Sense)> {
    for phrase in phrases {
        if !after.starts_with(phrase.rest) {
            continue;
        }
        let next = after[phrase.rest.len()..].chars().next();
        let ends_in_letter = phrase.rest.chars().next_back().is_some_and(letter);
        if bounded && ends_in_letter && next.is_some_and(letter) {
            continue;
        }
        let mut sense = Sense::default();
        let mut found = false;
        for (langs, other) in &phrase.senses {
            if langs & mask != 0 {
                sense.merge(*other);
                found = true;
            }
        }
        if found {
            return Some((phrase.rest.len(), sense));
        }
    }
    None
}
