//! Finding entries in a text: one pass of the automaton over each form, then word bounds, accents, languages.

use crate::compile::{Compiled, accent_key, prefixes, suffixes};
use crate::index::{Index, NONE, Variant, Writing, traits};
use pugmark_text::Normal;
use pugmark_text::language::{Language, Languages};
use pugmark_text::normal::{Disguise, Script, Undisguised, is_word_bound};
use pugmark_text::segment::WordBounds;
use std::ops::Range;

/// How the accents of the text agree with those of the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Accents {
    /// As in the table, or the entry has none.
    Exact,
    /// The text leaves them out.
    Missing,
}

/// An entry found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// First byte in [`Normal::folded`].
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Which entry: see [`Knowledge::entry`](crate::Knowledge::entry).
    pub entry: u32,
    /// Whether the accents agree.
    pub accents: Accents,
    /// How it was hidden, if it was.
    pub disguise: Option<Disguise>,
    /// Chinese written in Latin letters.
    pub pinyin: bool,
}

impl Hit {
    /// Its bytes in the folded form.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// More raw hits than this in one text are of no use to anyone.
const MOST_HITS: usize = 4_000;
/// Letters a `*` may stand for.
const LONGEST_ENDING: usize = 4;
/// Unspaced words at least this long need no word bound.
const LONG_ENOUGH: u8 = 6;

pub(crate) fn find(
    compiled: &Compiled,
    index: &Index,
    original: &str,
    normal: &Normal,
    languages: &Languages,
    hits: &mut Vec<Hit>,
) {
    hits.clear();
    let mut search = Search {
        compiled,
        index,
        original,
        normal,
        languages,
        bounds: WordBounds::default(),
        accented: None,
        hits,
    };
    search.scan_bare();
    search.scan_undisguised();
    resolve(index, hits);
}

struct Search<'a> {
    compiled: &'a Compiled,
    index: &'a Index,
    original: &'a str,
    normal: &'a Normal,
    languages: &'a Languages,
    bounds: WordBounds,
    /// Whether the text sets Vietnamese accents; reckoned when first asked for.
    accented: Option<bool>,
    hits: &'a mut Vec<Hit>,
}

impl Search<'_> {
    fn scan_bare(&mut self) {
        let bare = self.normal.bare();
        let bytes = bare.as_bytes();
        let mut after_wide = false;
        let mut at = 0;
        while at < bytes.len() && self.hits.len() < MOST_HITS {
            match KINDS[usize::from(bytes[at])] {
                Kind::Letter => {
                    let bound = !after_wide || is_word_bound(bare, at);
                    let index = self.index;
                    at += index.heads.at_word(&bytes[at..], |head, length| {
                        if bound {
                            self.try_head(bare, at, length, head, true);
                        }
                    });
                }
                Kind::Digit => {
                    if !after_wide || is_word_bound(bare, at) {
                        self.scan_at(bare, at, true);
                    }
                    at += bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                }
                Kind::Sign => {
                    if bytes[at] == b'#' {
                        self.scan_at(bare, at, true);
                    }
                    at += 1;
                }
                Kind::Wide => {
                    at = self.scan_wide(bare, at);
                    after_wide = true;
                    continue;
                }
            }
            after_wide = false;
        }
    }

    /// Looks at a run of characters beyond ASCII; gives the byte after it.
    fn scan_wide(&mut self, bare: &str, from: usize) -> usize {
        let bytes = bare.as_bytes();
        let mut arabic = 0;
        let mut at = from;
        while at < bytes.len() && bytes[at] >= 0x80 && self.hits.len() < MOST_HITS {
            // Arabic letters stand in D8 to DB; a prefix has three letters at most.
            let in_arabic = (0xD8..=0xDB).contains(&bytes[at]);
            arabic = if in_arabic { arabic + 1 } else { 0 };
            let bound = is_word_bound(bare, at);
            if bound || in_arabic && arabic <= 4 {
                self.scan_at(bare, at, bound);
            }
            at += width(bytes[at]);
        }
        at
    }

    /// Looks for every head that begins at a byte.
    fn scan_at(&mut self, bare: &str, start: usize, bound: bool) {
        let index = self.index;
        let rest = &bare.as_bytes()[start..];
        index.heads.at(rest, |head, length| self.try_head(bare, start, length, head, bound));
    }

    /// Tries all variants of a head that stands at a byte.
    fn try_head(&mut self, bare: &str, start: usize, length: usize, head: u32, bound: bool) {
        let end = start + length;
        for variant in self.index.variants(head) {
            let Some(end) = self.match_variant(bare, &variant, start, end, bound) else {
                continue;
            };
            let range = self.normal.folded_range(start..end);
            let Some(accents) = self.accents(&variant, &self.normal.folded()[range.clone()]) else {
                continue;
            };
            if variant.capitals && !self.is_in_capitals(&range) || !self.bounds_hold(&variant, &range) {
                continue;
            }
            self.push(&variant, range, accents, None);
        }
    }

    fn scan_undisguised(&mut self) {
        let Some(undisguised) = self.normal.undisguised() else {
            return;
        };
        let text = undisguised.text();
        let index = self.index;
        for (start, bound) in word_starts(text) {
            index.heads.at(&text.as_bytes()[start..], |head, length| {
                if undisguised.disguise(&(start..start + length)).is_some() {
                    self.try_hidden_head(undisguised, start, length, head, bound);
                }
            });
            if self.hits.len() >= MOST_HITS {
                return;
            }
        }
    }

    /// Tries all variants of a head that stands, hidden, at a byte.
    fn try_hidden_head(
        &mut self,
        undisguised: &Undisguised,
        start: usize,
        length: usize,
        head: u32,
        bound: bool,
    ) {
        let text = undisguised.text();
        for variant in self.index.variants(head) {
            let Some(end) = self.match_variant(text, &variant, start, start + length, bound) else {
                continue;
            };
            if variant.script == Some(Script::Latin) && variant.length < 3 {
                continue;
            }
            let disguise = undisguised.disguise(&(start..end));
            let range = self.normal.folded_range(undisguised.bare_range(start..end));
            self.push(&variant, range, Accents::Missing, disguise);
        }
    }

    /// Checks what stands behind the head, and the language; gives the end of the whole variant.
    fn match_variant(
        &self,
        text: &str,
        variant: &Variant,
        start: usize,
        mut end: usize,
        left_bound: bool,
    ) -> Option<usize> {
        let language = variant.language;
        if !self.languages.allow(language) {
            return None;
        }
        let simple = variant.tail == NONE && !variant.open;
        let bound = simple && is_word_bound(text, end);
        if simple && !bound && (variant.length < 3 || variant.writing == Writing::Pinyin) {
            return None;
        }
        if self.is_foreign_han(variant, language) {
            return None;
        }
        if !left_bound && !has_prefix(text, start, prefixes(language)) {
            return None;
        }
        if bound {
            return Some(end);
        }
        for part in self.compiled.tail(variant) {
            end = skip_ending(text, end, part)?;
        }
        if variant.open {
            end = skip_letters(text, end);
            return is_word_bound(text, end).then_some(end);
        }
        if is_word_bound(text, end) {
            return Some(end);
        }
        let ending = suffixes(language)
            .iter()
            .find(|suffix| text[end..].starts_with(**suffix) && is_word_bound(text, end + suffix.len()));
        ending.map(|suffix| end + suffix.len())
    }

    /// A Japanese word in Chinese characters only is read where there is kana too.
    fn is_foreign_han(&self, variant: &Variant, language: Language) -> bool {
        language == Language::JA
            && variant.script == Some(Script::Han)
            && !self.normal.scripts().has(Script::Kana)
    }

    /// Whether the text's accents allow the variant.
    fn accents(&self, variant: &Variant, text: &str) -> Option<Accents> {
        if text.is_ascii() {
            return Some(if variant.accented == NONE { Accents::Exact } else { Accents::Missing });
        }
        let language = variant.language;
        let tonal = matches!(language.tag(), "vi" | "th" | "lo");
        match self.compiled.accented(variant) {
            // "cắt" is no cat, and "đôi" no DOI.
            None if !tonal && variant.script == Some(Script::Latin) => {
                (self.languages.primary().tag() != "vi").then_some(Accents::Exact)
            }
            None if !tonal => Some(Accents::Exact),
            accented => {
                let written = accent_key(text);
                let wanted = accented.map_or_else(|| bare_key(text), str::to_owned);
                compare_accents(&wanted, &written, tonal)
            }
        }
    }

    fn is_in_capitals(&self, range: &Range<usize>) -> bool {
        let [start, end] = self.normal.original_span(range.clone());
        let letters = self.original.chars().skip(start as usize).take((end - start) as usize);
        letters.filter(|c| c.is_alphabetic()).all(char::is_uppercase)
    }

    /// Thai, Lao, Khmer and Burmese: a term inside another word is not a hit.
    fn bounds_hold(&mut self, variant: &Variant, range: &Range<usize>) -> bool {
        let needs_bounds =
            matches!(variant.script, Some(Script::Thai | Script::Lao | Script::Khmer | Script::Burmese));
        if !needs_bounds || variant.length >= LONG_ENOUGH {
            return true;
        }
        let folded = self.normal.folded();
        self.bounds.is_bound(folded, range.start) && self.bounds.is_bound(folded, range.end)
    }

    fn push(&mut self, variant: &Variant, range: Range<usize>, accents: Accents, disguise: Option<Disguise>) {
        let pinyin = variant.writing == Writing::Pinyin;
        if pinyin && !self.normal.scripts().has(Script::Han) {
            return;
        }
        if accents == Accents::Missing && disguise.is_none() && !self.may_lack_accents(variant) {
            return;
        }
        self.hits.push(Hit {
            start: range.start as u32,
            end: range.end as u32,
            entry: variant.entry,
            accents,
            disguise,
            pinyin,
        });
    }

    /// Whether the word may stand here without its accents. It may not where the writer sets accents elsewhere, nor,
    /// if it is short, in a text of another language; Thai without tones is read for names and terms only.
    fn may_lack_accents(&mut self, variant: &Variant) -> bool {
        match variant.language.tag() {
            "vi" => {
                !self.sets_accents()
                    && (variant.length > 4
                        || self.languages.primary() == variant.language && variant.length > 2)
            }
            "th" | "lo" => {
                self.index.is_any(variant.entry, traits::SUBJECT | traits::SHADOW) && variant.length >= 4
            }
            _ => variant.length > 4 || self.languages.primary() == variant.language,
        }
    }

    fn sets_accents(&mut self) -> bool {
        if self.accented.is_none() {
            self.accented = Some(self.is_accented_vietnamese());
        }
        self.accented == Some(true)
    }

    /// Whether at least a tenth of the letters carry Vietnamese accents.
    fn is_accented_vietnamese(&self) -> bool {
        let folded = self.normal.folded();
        if folded.is_ascii() || self.languages.primary().tag() != "vi" {
            return false;
        }
        let marked = folded
            .chars()
            .filter(|c| matches!(c, 'à'..='ÿ' | 'ă' | 'đ' | 'ơ' | 'ư' | '\u{1EA0}'..='\u{1EF9}'))
            .count();
        marked * 10 >= folded.chars().filter(|c| c.is_alphabetic()).count()
    }
}

/// Bytes of the character that this byte begins.
fn width(byte: u8) -> usize {
    match byte {
        0..=0xDF => 1 + usize::from(byte >= 0x80),
        0xE0..=0xEF => 3,
        _ => 4,
    }
}

/// The bytes at which a hidden word may begin, as [`Search::scan_bare`] takes them. With each, whether it is the bound
/// of a word.
fn word_starts(text: &str) -> impl Iterator<Item = (usize, bool)> + '_ {
    let bytes = text.as_bytes();
    let mut arabic = 0;
    text.char_indices().filter_map(move |(at, _)| {
        let bound = is_word_bound(text, at);
        let in_arabic = (0xD8..=0xDB).contains(&bytes[at]);
        arabic = if in_arabic { arabic + 1 } else { 0 };
        let sign = KINDS[usize::from(bytes[at])] == Kind::Sign && bytes[at] != b'#';
        (!sign && (bound || in_arabic && arabic <= 4)).then_some((at, bound))
    })
}

/// What a byte is to the beginning of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    Sign,
    /// Not ASCII.
    Wide,
}

static KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Sign; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Kind::Letter,
            b'0'..=b'9' => Kind::Digit,
            0x80.. => Kind::Wide,
            _ => Kind::Sign,
        };
        byte += 1;
    }
    kinds
};

fn has_prefix(text: &str, start: usize, prefixes: &[&str]) -> bool {
    prefixes.iter().any(|prefix| text[..start].ends_with(prefix) && is_word_bound(text, start - prefix.len()))
}

/// The key of a variant without accents: the text's own letters, bare.
fn bare_key(text: &str) -> String {
    accent_key(Normal::plain(text).bare())
}

/// Skips up to four letters to where `part` stands; gives the byte after it.
fn skip_ending(text: &str, from: usize, part: &str) -> Option<usize> {
    let mut at = from;
    for _ in 0..=longest_ending(text, from) {
        if text[at..].starts_with(part) {
            return Some(at + part.len());
        }
        let next = text[at..].chars().next().filter(|c| c.is_alphabetic())?;
        at += next.len_utf8();
    }
    None
}

/// A short stem takes short endings only: "dent*" is no "dentria".
fn longest_ending(text: &str, from: usize) -> usize {
    let stem = text[..from].chars().rev().take(5).take_while(|c| c.is_alphabetic()).count();
    if stem < 5 { LONGEST_ENDING / 2 } else { LONGEST_ENDING }
}

fn skip_letters(text: &str, from: usize) -> usize {
    let ending = text[from..].chars().take(longest_ending(text, from)).take_while(|c| c.is_alphabetic());
    from + ending.map(char::len_utf8).sum::<usize>()
}

/// Compares letter by letter. In a tonal language an accent that is not the entry's makes another word.
fn compare_accents(wanted: &str, written: &str, tonal: bool) -> Option<Accents> {
    if written.starts_with(wanted) {
        return Some(Accents::Exact);
    }
    if !tonal {
        return Some(Accents::Missing);
    }
    let is_tone = |c: char| matches!(c, '\u{0E48}'..='\u{0E4B}' | '\u{0EC8}'..='\u{0ECB}');
    let mut result = Accents::Exact;
    let mut wanted = wanted.chars().peekable();
    let mut written = written.chars().peekable();
    loop {
        match (wanted.peek().copied(), written.peek().copied()) {
            (None, _) => return Some(result),
            (Some(a), Some(b)) if a == b => {
                wanted.next();
                written.next();
            }
            (Some(a), _) if is_tone(a) => {
                wanted.next();
                result = Accents::Missing;
            }
            (Some(_), Some(b)) if b.is_ascii_alphabetic() => {
                wanted.next();
                written.next();
                result = Accents::Missing;
            }
            _ => return None,
        }
    }
}

/// Drops what masks void and what stands inside a longer hit.
fn resolve(index: &Index, hits: &mut Vec<Hit>) {
    hits.sort_by(|a, b| {
        a.start
            .cmp(&b.start)
            .then(b.end.cmp(&a.end))
            .then(a.accents.cmp(&b.accents))
            .then(a.entry.cmp(&b.entry))
    });
    hits.dedup_by(|later, earlier| {
        (later.start, later.end, later.entry) == (earlier.start, earlier.end, earlier.entry)
    });
    let is_mask = |hit: &Hit| index.is_any(hit.entry, traits::MASK);
    let masks: Vec<(u32, u32)> =
        hits.iter().filter(|hit| is_mask(hit)).map(|hit| (hit.start, hit.end)).collect();
    if !masks.is_empty() {
        hits.retain(|hit| is_mask(hit) || !is_masked(index, hit, &masks));
    }
    drop_contained(index, hits);
    drop_overlapping(index, hits);
}

fn is_masked(index: &Index, hit: &Hit, masks: &[(u32, u32)]) -> bool {
    if !index.is_any(hit.entry, traits::SUBJECT | traits::SHADOW | traits::PRODUCT) {
        return false;
    }
    let before = masks.partition_point(|(start, _)| *start < hit.end);
    // Masks are few and short: looking back over the last few that begin before the hit's end is enough.
    let contains =
        |start: u32, end: u32| hit.start <= start && end <= hit.end && (hit.start, hit.end) != (start, end);
    masks[..before].iter().rev().take(8).any(|(start, end)| *end > hit.start && !contains(*start, *end))
}

/// Of two names or terms that overlap in part, the longer stays ("con hổ", "hổ mang chúa").
fn drop_overlapping(index: &Index, hits: &mut Vec<Hit>) {
    let weighty = |hit: &Hit| index.is_any(hit.entry, traits::SUBJECT);
    let mut last: Option<(u32, u32)> = None;
    let mut beaten: Vec<(u32, u32)> = Vec::new();
    for hit in hits.iter().filter(|hit| weighty(hit)) {
        match last {
            Some((start, end)) if hit.start < end && (hit.start, hit.end) != (start, end) => {
                if hit.end - hit.start > end - start {
                    beaten.push((start, end));
                    last = Some((hit.start, hit.end));
                } else {
                    beaten.push((hit.start, hit.end));
                }
            }
            _ => last = Some((hit.start, hit.end)),
        }
    }
    beaten.sort_unstable();
    hits.retain(|hit| !weighty(hit) || beaten.binary_search(&(hit.start, hit.end)).is_err());
}

/// A sweep from left to right: a hit inside an earlier, longer one is dropped; equal ones stay. A shadow term drops
/// nothing and is not dropped: it is only watched.
fn drop_contained(index: &Index, hits: &mut Vec<Hit>) {
    let mut reach: (u32, u32) = (0, 0);
    hits.retain(|hit| {
        if index.is_any(hit.entry, traits::SHADOW) {
            return true;
        }
        let contained = hit.end <= reach.1 && (hit.start, hit.end) != reach;
        if !contained && hit.end > reach.1 {
            reach = (hit.start, hit.end);
        }
        !contained
    });
}
