//! The languages of a short text, mixed ones included: scripts first, then function words.

use crate::Normal;
use crate::normal::Script;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// A language, as a small number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Language(u8);

/// BCP-47 tags, by number. The first [`LATIN`] are written in Latin letters and told apart by function words.
const TAGS: [&str; 64] = [
    "en", "es", "pt", "fr", "de", "it", "tr", "sw", "vi", "id", "ms", "fil", "hi-Latn", "zh-Latn", "la",
    "und", "zh", "ja", "ko", "th", "lo", "km", "my", "ar", "fa", "ur", "ru", "uk", "hi", "bn", "ta", "el",
    "he", "am", "so", "af", "kk", "ky", "mn", "si", "mt", "pl", "mg", "nl", "kn", "ml", "te", "ha", "yo",
    "zu", "ne", "ber", "mr", "uz", "or", "no", "ln", "gu", "bo", "as", "ak", "sn", "wo", "rw",
];
const LATIN: usize = 13;

impl Language {
    /// English.
    pub const EN: Self = Self(0);
    /// Japanese.
    pub const JA: Self = JA;
    /// No language: scientific names, emoji, numbers.
    pub const UND: Self = Self(15);

    /// The language of a BCP-47 tag; region and unknown subtags are passed over.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let find = |wanted: &str| TAGS.iter().position(|known| known.eq_ignore_ascii_case(wanted));
        let found = find(tag).or_else(|| find(tag.split(['-', '_']).next().unwrap_or(tag)));
        found.map(|at| Self(at as u8))
    }

    /// Its BCP-47 tag.
    pub fn tag(self) -> &'static str {
        TAGS[self.0 as usize]
    }

    /// Its number, for compact tables; it may differ between versions of the program.
    pub fn number(self) -> u8 {
        self.0
    }

    /// The language of a [`number`](Self::number); none for one that no language has.
    pub fn from_number(number: u8) -> Option<Self> {
        (usize::from(number) < TAGS.len()).then_some(Self(number))
    }

    fn bit(self) -> u64 {
        1 << self.0
    }

    /// Whether it is told by function words, not by its script.
    pub fn is_latin(self) -> bool {
        (self.0 as usize) < LATIN
    }
}

/// The languages a text may be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Languages {
    primary: Language,
    plausible: u64,
}

impl Languages {
    /// The main language.
    pub fn primary(&self) -> Language {
        self.primary
    }

    /// Whether words of a language may be read in this text. A script of its own always may; so may English.
    pub fn allow(&self, language: Language) -> bool {
        !language.is_latin() || self.plausible & language.bit() != 0
    }
}

/// The tables of `data/function_words/`: language tag and text.
const TABLES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/function_words.rs"));

static FUNCTION_WORDS: LazyLock<FxHashMap<&'static str, u16>> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, u16> = FxHashMap::default();
    for (tag, table) in TABLES {
        let Some(language) = Language::from_tag(tag).filter(|language| language.is_latin()) else {
            continue;
        };
        for line in table.lines().skip(1) {
            let word = line.split(',').next().unwrap_or_default().trim().trim_matches('"');
            if !word.is_empty() {
                *words.entry(word).or_default() |= 1 << language.0;
            }
        }
    }
    words
});

/// Longer texts are judged by their beginning.
const ENOUGH_BYTES: usize = 2_000;

/// Finds the languages of a text. `stated` is what the source says of it, if anything: it breaks ties.
pub fn detect(normal: &Normal, stated: Option<&str>) -> Languages {
    let mut tally = Tally::default();
    tally.count_text(normal.folded());
    tally.decide(normal, stated.and_then(Language::from_tag))
}

#[derive(Debug, Default)]
struct Tally {
    /// Evidence for each language of Latin letters, in 1/8 of a function word.
    latin: [u32; LATIN],
    latin_words: u32,
    han: u32,
    kana: u32,
    hangul: u32,
    thai: u32,
    arabic: u32,
    cyrillic: u32,
    devanagari: u32,
    other: u32,
    other_language: Option<Language>,
    persian: u32,
    urdu: u32,
}

impl Tally {
    fn count_text(&mut self, folded: &str) {
        let words = &*FUNCTION_WORDS;
        let bytes = folded.as_bytes();
        let end = folded.len().min(ENOUGH_BYTES);
        let mut at = 0;
        while at < end {
            if bytes[at].is_ascii_lowercase() || bytes[at] >= 0xC3 && bytes[at] < 0xCA {
                let length = latin_word_length(&bytes[at..]);
                if length > 0 {
                    self.count_word(&folded[at..at + length], words);
                    at += length;
                    continue;
                }
            }
            if bytes[at] < 0x80 {
                at += 1;
                continue;
            }
            let Some(character) = folded[at..].chars().next() else {
                break;
            };
            let length = latin_word_length(&bytes[at..]);
            if length >= character.len_utf8() {
                self.count_word(&folded[at..at + length], words);
                at += length;
            } else {
                self.count_character(character);
                at += character.len_utf8();
            }
        }
    }

    fn count_word(&mut self, word: &str, words: &FxHashMap<&'static str, u16>) {
        self.latin_words += 1;
        if let Some(&mask) = words.get(word) {
            let share = (8 / mask.count_ones().max(1)).max(1);
            let mut rest = mask;
            while rest != 0 {
                self.latin[rest.trailing_zeros() as usize] += share;
                rest &= rest - 1;
            }
        }
        if !word.is_ascii() {
            self.count_letters(word);
        }
    }

    /// Letters that few languages use.
    fn count_letters(&mut self, word: &str) {
        for letter in word.chars() {
            let language = match letter {
                'đ' | 'ơ' | 'ư' | 'ă' | '\u{1EA0}'..='\u{1EF9}' => 8,
                'ñ' => 1,
                'ã' | 'õ' => 2,
                'è' | 'ê' | 'œ' => 3,
                'ß' | 'ä' => 4,
                'ı' | 'ğ' | 'ş' => 6,
                _ => continue,
            };
            self.latin[language] += 4;
        }
    }

    fn count_character(&mut self, character: char) {
        match Script::of(character) {
            Some(Script::Han) => self.han += 1,
            Some(Script::Kana) => self.kana += 1,
            Some(Script::Hangul) => self.hangul += 1,
            Some(Script::Thai) => self.thai += 1,
            Some(Script::Cyrillic) => self.cyrillic += 1,
            Some(Script::Devanagari) => self.devanagari += 1,
            Some(Script::Arabic) => {
                self.arabic += 1;
                self.persian += u32::from(matches!(character, 'پ' | 'چ' | 'ژ' | 'گ'));
                self.urdu += u32::from(matches!(character, 'ٹ' | 'ڈ' | 'ڑ' | 'ے' | 'ں'));
            }
            Some(Script::Lao) => self.count_other("lo"),
            Some(Script::Khmer) => self.count_other("km"),
            Some(Script::Burmese) => self.count_other("my"),
            Some(Script::Greek) => self.count_other("el"),
            _ => {}
        }
    }

    fn count_other(&mut self, tag: &'static str) {
        self.other += 1;
        self.other_language = Language::from_tag(tag);
    }

    fn decide(&self, normal: &Normal, stated: Option<Language>) -> Languages {
        let (best_latin, best_score) = self.best_latin(stated);
        let plausible = self.plausible(best_score, stated);
        // Letters to the word, so that scripts weigh by what they say.
        let candidates = [
            (self.latin_words * 10, best_latin),
            (self.han * 6 + self.kana * 4, if self.kana * 8 > self.han { JA } else { ZH }),
            (self.hangul * 6, KO),
            (self.thai * 3, TH),
            (self.cyrillic * 2, RU),
            (self.devanagari * 3, HI),
            (self.arabic * 3, self.arabic_language()),
            (self.other * 3, self.other_language.unwrap_or(Language::UND)),
        ];
        let primary = candidates
            .iter()
            .filter(|(weight, _)| *weight > 0)
            .max_by_key(|(weight, _)| *weight)
            .map_or(stated.unwrap_or(Language::UND), |(_, language)| *language);
        debug_assert!(normal.folded().is_empty() || primary.0 < TAGS.len() as u8);
        Languages { primary, plausible }
    }

    fn arabic_language(&self) -> Language {
        if self.urdu * 12 > self.arabic {
            UR
        } else if self.persian * 20 > self.arabic {
            FA
        } else {
            AR
        }
    }

    fn best_latin(&self, stated: Option<Language>) -> (Language, u32) {
        let mut best = (Language::EN, 0);
        for (number, &score) in self.latin.iter().enumerate() {
            let language = Language(number as u8);
            let bonus = if stated == Some(language) { 5 } else { 0 };
            if score + bonus > best.1 {
                best = (language, score + bonus);
            }
        }
        best
    }

    fn plausible(&self, best: u32, stated: Option<Language>) -> u64 {
        let mut plausible = Language::EN.bit();
        for (number, &score) in self.latin.iter().enumerate() {
            let strong = score >= 8 && score * 3 >= best;
            let in_weak_text = best < 12 && score * 3 >= best;
            if strong || in_weak_text {
                plausible |= 1 << number;
            }
        }
        // Malay and Indonesian share most of their words.
        let malayic = ID.bit() | MS.bit();
        if plausible & malayic != 0 {
            plausible |= malayic;
        }
        plausible | stated.map_or(0, Language::bit)
    }
}

/// A language of [`TAGS`], found while compiling.
const fn tag(tag: &'static str) -> Language {
    let wanted = tag.as_bytes();
    let mut at = 0;
    while at < TAGS.len() {
        let known = TAGS[at].as_bytes();
        let mut same = known.len() == wanted.len();
        let mut byte = 0;
        while same && byte < wanted.len() {
            same = known[byte] == wanted[byte];
            byte += 1;
        }
        if same {
            return Language(at as u8);
        }
        at += 1;
    }
    Language::UND
}

const ZH: Language = tag("zh");
const JA: Language = tag("ja");
const KO: Language = tag("ko");
const TH: Language = tag("th");
const RU: Language = tag("ru");
const HI: Language = tag("hi");
const AR: Language = tag("ar");
const FA: Language = tag("fa");
const UR: Language = tag("ur");
const ID: Language = tag("id");
const MS: Language = tag("ms");

/// Bytes of the run of Latin letters (ASCII, Latin-1 to Extended-B, Extended Additional) that begins here.
fn latin_word_length(bytes: &[u8]) -> usize {
    let mut at = bytes.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    if bytes.get(at).is_none_or(u8::is_ascii) {
        return at;
    }
    while at < bytes.len() {
        let step = match bytes[at] {
            b'a'..=b'z' => 1,
            0xC3..=0xC9 if at + 1 < bytes.len() => 2,
            0xE1 if at + 2 < bytes.len() && (0xB8..=0xBB).contains(&bytes[at + 1]) => 3,
            _ => break,
        };
        at += step;
    }
    at
}
