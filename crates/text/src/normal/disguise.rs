//! Words hidden by spacing (`i.v.o.r.y`, `象丨牙`), leetspeak (`rh1n0`) or stretching (`ivoooory`), as they were meant.
//!
//! Only the hidden words and a little of what stands around them are rewritten, so that ordinary text costs one look.

use super::{Normal, Script};
use std::ops::Range;
use std::sync::LazyLock;

/// A way of hiding a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Disguise {
    /// Zero-width characters inside a word.
    ZeroWidth,
    /// Bidirectional controls.
    Bidi,
    /// Unicode tag characters.
    Tag,
    /// Letters of another script that look the same.
    LookAlike,
    /// Enclosed, mathematical, full-width, regional-indicator or small-capital letters.
    Styled,
    /// Digits and signs in place of letters.
    Leet,
    /// Letters parted by spaces or signs.
    Spaced,
    /// Letters repeated.
    Stretched,
}

/// The hidden words of a text as they were meant, each with what stands around it.
#[derive(Debug, Clone, Default)]
pub struct Undisguised {
    text: String,
    /// For each byte of `text`: the bytes of the bare form it came from.
    map: Vec<(u32, u32)>,
    changes: Vec<(Disguise, Range<usize>)>,
}

impl Undisguised {
    /// The rewritten stretches, parted by line breaks.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of [`Normal::bare`] that a byte range of the text came from.
    pub fn bare_range(&self, range: Range<usize>) -> Range<usize> {
        self.map[range.start].0 as usize..self.map[range.end - 1].1 as usize
    }

    /// How the words in a byte range of the text were hidden; `None` where nothing was.
    pub fn disguise(&self, range: &Range<usize>) -> Option<Disguise> {
        self.changes
            .iter()
            .find(|(_, changed)| changed.start < range.end && range.start < changed.end)
            .map(|(kind, _)| *kind)
    }

    fn copy(&mut self, bare: &str, range: Range<usize>) {
        self.text.push_str(&bare[range.clone()]);
        self.map.extend(range.map(|byte| (byte as u32, byte as u32 + 1)));
    }

    fn replace(&mut self, edit: &Edit) {
        let start = self.text.len();
        self.text.push_str(&edit.meant);
        let source = (edit.range.start as u32, edit.range.end as u32);
        self.map.resize(self.text.len(), source);
        self.changes.push((edit.kind, start..self.text.len()));
    }
}

struct Edit {
    range: Range<usize>,
    meant: String,
    kind: Disguise,
}

/// How much of the text beside a hidden word is kept with it, in bytes.
const AROUND: usize = 24;
/// More hidden words than this in one text are left alone.
const MOST_EDITS: usize = 200;

pub(super) fn undisguise(normal: &Normal, original: &str, suspicion: Suspicion) -> Option<Undisguised> {
    let bare = normal.bare();
    let mut edits = Vec::new();
    find_capital_i(normal, original, &mut edits);
    let stars = memchr::memchr(b'*', bare.as_bytes()).is_some();
    if !suspicion.tokens && !suspicion.spacing && edits.is_empty() && !stars {
        return None;
    }
    if suspicion.spacing {
        find_spaced(bare, &mut edits);
    }
    if suspicion.tokens {
        find_in_tokens(bare, &mut edits, 'i');
    }
    let mut undisguised = Undisguised::default();
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    write_windows(bare, &edits, &mut undisguised);
    if suspicion.tokens && bare.contains(['1', '|', '!']) {
        let mut second = Vec::new();
        find_in_tokens(bare, &mut second, 'l');
        second
            .retain(|edit| edit.kind == Disguise::Leet && bare[edit.range.clone()].contains(['1', '|', '!']));
        write_windows(bare, &second, &mut undisguised);
    }
    if stars {
        for vowel in ['a', 'e', 'i', 'o', 'u'] {
            let mut starred = Vec::new();
            find_stars(bare, vowel, &mut starred);
            write_windows(bare, &starred, &mut undisguised);
        }
    }
    (!undisguised.changes.is_empty()).then_some(undisguised)
}

/// A capital I inside a word of small letters stands for an l: "pangoIin".
fn find_capital_i(normal: &Normal, original: &str, edits: &mut Vec<Edit>) {
    if !original.is_ascii() || normal.bare().len() != original.len() {
        return;
    }
    let bytes = original.as_bytes();
    let small = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_lowercase);
    for at in memchr::memchr_iter(b'I', bytes).filter(|at| *at > 0) {
        let hidden = small(at - 1) && (small(at + 1) || at >= 2 && small(at - 2));
        if hidden && edits.len() < MOST_EDITS {
            let from =
                bytes[..at].iter().rposition(|b| !b.is_ascii_alphabetic()).map_or(0, |before| before + 1);
            let length = bytes[from..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
            if edits.last().is_some_and(|edit: &Edit| edit.range.start == from) {
                continue;
            }
            let meant = original[from..from + length].replace('I', "l").to_ascii_lowercase();
            edits.push(Edit { range: from..from + length, meant, kind: Disguise::LookAlike });
        }
    }
}

/// A star in place of a vowel: "rh*no".
fn find_stars(bare: &str, vowel: char, edits: &mut Vec<Edit>) {
    let bytes = bare.as_bytes();
    for (at, _) in bare.match_indices('*').take(MOST_EDITS) {
        let letter = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_lowercase);
        let inside =
            at > 0 && letter(at - 1) && letter(at + 1) && (letter(at + 2) || at > 1 && letter(at - 2));
        if inside {
            edits.push(Edit { range: at..at + 1, meant: vowel.to_string(), kind: Disguise::Leet });
        }
    }
}

/// What a look over the text found that may hide words.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Suspicion {
    /// Leetspeak or stretched letters in some token.
    pub(super) tokens: bool,
    /// Letters standing alone between signs.
    pub(super) spacing: bool,
}

pub(super) fn suspect(bare: &str) -> Suspicion {
    if bare.is_ascii() {
        suspect_in(bare.bytes().map(|byte| (u32::from(byte), u32::from(CLASSES[usize::from(byte & 0x7F)]))))
    } else {
        suspect_in(bare.chars().map(|c| (c as u32, class_of(c))))
    }
}

/// Anything that is neither of the following.
const OTHER: u8 = 0;
/// A letter that stands in a word.
const LETTER: u8 = 1;
/// A digit or sign that leetspeak puts for a letter.
const LEET: u8 = 2;
/// A sign that may part letters; one that leetspeak uses parts letters too, but is [`LEET`] first.
const SIGN: u8 = 3;
/// A letter that stands alone in honest text too: Chinese, Thai.
const ALONE: u32 = 4;

const CLASSES: [u8; 128] = {
    let mut classes = [OTHER; 128];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' => LETTER,
            b if is_leet_byte(b) => LEET,
            b'.' | b'-' | b'*' | b'_' | b'/' | b' ' | b'+' | b'~' | b'=' | b',' | b'^' | b'\\' | b'#'
            | b'&' => SIGN,
            _ => OTHER,
        };
        byte += 1;
    }
    classes
};

fn class_of(character: char) -> u32 {
    if character.is_ascii() {
        return u32::from(CLASSES[character as usize & 0x7F]);
    }
    match Script::of(character) {
        Some(script) if script.is_unspaced() => ALONE,
        Some(_) => u32::from(LETTER),
        None => u32::from(SIGN),
    }
}

/// Looks at every character with the four before it, three bits of class each.
fn suspect_in(characters: impl Iterator<Item = (u32, u32)>) -> Suspicion {
    let patterns = &**PATTERNS;
    let mut history = 0;
    let (mut one, mut two) = (0, 0);
    let (mut found, mut stretched) = (0, false);
    for (code, class) in characters {
        history = (history << 3 | class) & HISTORY;
        found |= patterns[history as usize];
        stretched |= code == one && code == two && class == u32::from(LETTER);
        (two, one) = (one, code);
    }
    // What ends the text stands before a sign.
    found |= patterns[((history << 3 | u32::from(OTHER)) & HISTORY) as usize] & SPACING;
    Suspicion { tokens: found & TOKENS != 0 || stretched, spacing: found & SPACING != 0 }
}

/// Five classes of three bits.
const HISTORY: u32 = 0o77777;
/// Bits of [`PATTERNS`].
const TOKENS: u8 = 1;
const SPACING: u8 = 2;

/// What five classes in a row make suspicious, the last one in the lowest bits.
static PATTERNS: LazyLock<Box<[u8; HISTORY as usize + 1]>> = LazyLock::new(|| {
    let mut patterns = Box::new([0; HISTORY as usize + 1]);
    for (history, pattern) in patterns.iter_mut().enumerate() {
        let class = |back: usize| (history >> (3 * back) & 7) as u8;
        *pattern = pattern_of([class(4), class(3), class(2), class(1), class(0)]);
    }
    patterns
});

fn pattern_of(classes: [u8; 5]) -> u8 {
    const L: u8 = LETTER;
    const D: u8 = LEET;
    const A: u8 = ALONE as u8;
    let [earliest, b, c, d, e] = classes;
    let (tokens, spacing) = if e == L || e == A {
        // `v0r`, and `1vor` at the beginning of a token; Chinese and Thai letters always stand alone.
        let inner = c == L && d == D;
        let leading = e == L && d == L && c == L && b == D && earliest != L && earliest != D;
        (inner || leading, c == A && matches!(d, SIGN | D | OTHER))
    } else {
        // `v0` and `v00` at the end of one; ` i.v.`: a letter alone, a sign, a letter alone.
        (c == L && d == D && e == D, d == L && b == L && c != L && earliest != L && c != A)
    };
    (u8::from(tokens) * TOKENS) | (u8::from(spacing) * SPACING)
}

const fn is_leet_byte(byte: u8) -> bool {
    matches!(byte, b'0' | b'1' | b'3' | b'4' | b'5' | b'7' | b'8' | b'@' | b'$' | b'|' | b'!')
}

fn write_windows(bare: &str, edits: &[Edit], out: &mut Undisguised) {
    let mut done = 0;
    for (index, edit) in edits.iter().take(MOST_EDITS).enumerate() {
        if edit.range.start < done {
            continue;
        }
        let from = floor_word(bare, edit.range.start.saturating_sub(AROUND)).max(done);
        if index == 0 || from > done {
            out.copy_break(edit.range.start);
        }
        out.copy(bare, from..edit.range.start);
        out.replace(edit);
        done = edit.range.end;
        // Thai sets no space inside a phrase: "เ ก ล็ ด นิ่ม" goes on.
        if edit.kind == Disguise::Spaced
            && edit.meant.chars().next().and_then(Script::of).is_some_and(Script::is_unspaced)
        {
            done += usize::from(bare[done..].starts_with(' '));
        }
        let next =
            edits[index + 1..].iter().find(|later| later.range.start >= done).map(|later| later.range.start);
        let until = ceil_word(bare, (done + AROUND).min(bare.len()));
        let until = next.map_or(until, |next| until.min(next));
        out.copy(bare, done..until);
        done = until;
    }
}

impl Undisguised {
    fn copy_break(&mut self, at: usize) {
        self.text.push('\n');
        self.map.push((at as u32, at as u32));
    }
}

fn floor_word(text: &str, mut at: usize) -> usize {
    while at > 0 && (!text.is_char_boundary(at) || text.as_bytes()[at - 1].is_ascii_alphanumeric()) {
        at -= 1;
    }
    at
}

fn ceil_word(text: &str, mut at: usize) -> usize {
    while at < text.len() && (!text.is_char_boundary(at) || text.as_bytes()[at].is_ascii_alphanumeric()) {
        at += 1;
    }
    at
}

/// Leetspeak and stretched letters, token by token. `one` is what a `1` is taken for.
fn find_in_tokens(bare: &str, edits: &mut Vec<Edit>, one: char) {
    let mut start = None;
    for (at, character) in bare.char_indices().chain([(bare.len(), ' ')]) {
        let inside = character.is_alphanumeric() || matches!(character, '@' | '$' | '|' | '!' | '+');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                read_token(bare, from..at, edits, one);
                start = None;
            }
            _ => {}
        }
        if edits.len() >= MOST_EDITS {
            return;
        }
    }
}

fn read_token(bare: &str, range: Range<usize>, edits: &mut Vec<Edit>, one: char) {
    /// Longer tokens are codes or noise.
    const LONGEST: usize = 64;
    let token = bare[range.clone()].trim_end_matches(['!', '|', '+']);
    let trimmed = token.trim_start_matches(['!', '|', '+', '$', '@']);
    let from = range.start + token.len() - trimmed.len();
    let range = from..from + trimmed.len();
    if trimmed.len() < 3 || trimmed.len() > LONGEST {
        return;
    }
    let cyrillic = trimmed.chars().any(|c| Script::of(c) == Some(Script::Cyrillic));
    let leet = looks_leet(trimmed, cyrillic);
    let stretched = has_stretch(trimmed);
    if !leet && !stretched {
        return;
    }
    let mut meant: String =
        if leet { trimmed.chars().map(|c| unleet(c, one, cyrillic)).collect() } else { trimmed.to_owned() };
    if stretched {
        meant = squeeze(&meant);
    }
    let kind = if leet { Disguise::Leet } else { Disguise::Stretched };
    edits.push(Edit { range, meant, kind });
}

/// The letter a sign stands for among Latin letters, or among Cyrillic ones.
fn unleet(character: char, one: char, cyrillic: bool) -> char {
    match character {
        '0' if cyrillic => 'о',
        '@' if cyrillic => 'а',
        '3' if cyrillic => 'з',
        '4' if cyrillic => 'ч',
        '6' if cyrillic => 'б',
        '$' if cyrillic => 'с',
        '0' => 'o',
        '1' | '|' | '!' => one,
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' | '+' => 't',
        '8' => 'b',
        other => other,
    }
}

/// Letters with leet signs among them, unlike `5kg`, `3tr5`, `16gb`, `i94618`.
fn looks_leet(token: &str, cyrillic: bool) -> bool {
    let letter = |c: char| {
        if cyrillic { Script::of(c) == Some(Script::Cyrillic) } else { c.is_ascii_lowercase() }
    };
    let sign = |c: char| c.is_ascii() && (is_leet_byte(c as u8) || c == '+' || c == '6' && cyrillic);
    let letters = token.chars().filter(|c| letter(*c)).count();
    let signs = token.chars().filter(|c| sign(*c)).count();
    if signs == 0 || letters < 2 || signs > letters || token.chars().any(|c| !letter(c) && !sign(c)) {
        return false;
    }
    let longest_run = token.split(letter).map(|run| run.chars().count()).max().unwrap_or(0);
    let characters: Vec<char> = token.chars().collect();
    let ends_in_letter = characters.last().is_some_and(|last| letter(*last));
    let inner = characters.windows(2).any(|pair| letter(pair[0]) && sign(pair[1]))
        && (ends_in_letter || letters >= 3);
    let leading = sign(characters[0]) && letters >= 4;
    longest_run <= 2 && (inner || leading)
}

fn has_stretch(token: &str) -> bool {
    let mut run = 0;
    let mut previous = '\0';
    token.chars().any(|character| {
        run = if character == previous && character.is_alphabetic() { run + 1 } else { 1 };
        previous = character;
        run >= 3
    })
}

fn squeeze(token: &str) -> String {
    let mut out = String::with_capacity(token.len());
    let mut characters = token.chars().peekable();
    while let Some(character) = characters.next() {
        let mut run = 1;
        while characters.peek() == Some(&character) {
            characters.next();
            run += 1;
        }
        out.extend(std::iter::repeat_n(character, if run >= 3 { 1 } else { run }));
    }
    out
}

/// One letter with the marks that sit on it.
#[derive(Debug, Clone, Copy)]
struct Unit {
    start: usize,
    end: usize,
    script: Script,
}

/// Runs of single letters parted by one repeated sign.
fn find_spaced(bare: &str, edits: &mut Vec<Edit>) {
    let mut at = 0;
    let mut previous_is_letter = false;
    while let Some(unit) = unit_at(bare, at) {
        let Some(unit) = unit else {
            at += bare[at..].chars().next().map_or(1, char::len_utf8);
            previous_is_letter = false;
            continue;
        };
        let may_begin = !previous_is_letter || unit.script == Script::Han;
        let run = if may_begin { read_run(bare, unit, previous_is_letter) } else { None };
        if let Some((edit, end)) = run {
            edits.push(edit);
            at = end;
        } else {
            at = unit.end;
        }
        previous_is_letter = true;
        if edits.len() >= MOST_EDITS {
            return;
        }
    }
}

/// The letter at a byte (`Some(None)`: something else; `None`: the end).
fn unit_at(text: &str, at: usize) -> Option<Option<Unit>> {
    let mut characters = text[at..].char_indices();
    let (_, first) = characters.next()?;
    let Some(script) = Script::of(first) else {
        return Some(None);
    };
    let mut end = at + first.len_utf8();
    for (offset, mark) in characters {
        if !is_sitting_mark(mark) {
            break;
        }
        end = at + offset + mark.len_utf8();
    }
    Some(Some(Unit { start: at, end, script }))
}

fn is_sitting_mark(character: char) -> bool {
    matches!(character, '\u{0E31}' | '\u{0E33}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}' | '\u{0EB1}' | '\u{0EB4}'..='\u{0EBC}'
        | '\u{0EC8}'..='\u{0ECD}' | '\u{102B}'..='\u{103E}' | '\u{17B6}'..='\u{17D3}' | '\u{093A}'..='\u{094F}' | '\u{0300}'..='\u{036F}')
}

/// A run that starts with this letter, as an edit and the byte after it.
fn read_run(bare: &str, first: Unit, after_letter: bool) -> Option<(Edit, usize)> {
    let separator = bare[first.end..].chars().next()?;
    if !is_separator(separator) {
        return None;
    }
    let mut meant = bare[first.start..first.end].to_owned();
    let mut end = first.end;
    let mut count = 1;
    while let Some(rest) = bare[end..].strip_prefix(separator) {
        let next_start = end + separator.len_utf8();
        let Some(Some(next)) = unit_at(bare, next_start) else {
            break;
        };
        let followed_by_letter = matches!(unit_at(bare, next.end), Some(Some(_)));
        let same_kind = next.script == first.script;
        let may_close = first.script == Script::Han && !is_common_separator(separator);
        let other_spacing = separator == ' ' && begins_other_run(bare, next.end);
        if !same_kind || rest.is_empty() || followed_by_letter && !may_close || other_spacing {
            break;
        }
        meant.push_str(&bare[next.start..next.end]);
        end = next.end;
        count += 1;
        if followed_by_letter {
            break;
        }
    }
    let enough = match first.script {
        Script::Han | Script::Kana | Script::Hangul => {
            count >= 2 && (!after_letter || !is_common_separator(separator))
        }
        Script::Thai | Script::Lao | Script::Khmer | Script::Burmese => count >= 3,
        _ if separator == ' ' => count >= 4,
        _ if matches!(separator, '.' | '*' | '_' | '·') => count >= 2,
        _ => count >= 3,
    };
    enough.then_some((Edit { range: first.start..end, meant, kind: Disguise::Spaced }, end))
}

/// Whether a sign and a letter follow at once: the letter before them belongs to a run of its own ("r h i n o h.o.r.n").
fn begins_other_run(bare: &str, at: usize) -> bool {
    let mut next = bare[at..].chars();
    let sign = next.next().is_some_and(|c| is_separator(c) && c != ' ');
    sign && next.next().is_some_and(char::is_alphabetic)
}

fn is_separator(character: char) -> bool {
    if character == ' ' {
        return true;
    }
    !character.is_alphanumeric()
        && !matches!(character, '\n' | '(' | ')' | '[' | ']' | '"' | '\'' | '@' | ':' | '%')
}

/// Signs that part Chinese words in honest text too.
fn is_common_separator(character: char) -> bool {
    matches!(character, ' ' | '/' | ',' | '.' | '-' | '&' | '+' | ';' | '!' | '?' | '#' | '~' | '·' | '|')
}
