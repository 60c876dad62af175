//! Where a listing is from: countries by place name, platform and language, and their money.

use crate::{Hints, Normal};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Most words of a place name.
const LONGEST_NAME: usize = 5;

/// Most characters of a location that are read.
const LONGEST_LOCATION: usize = 200;

/// Most locations whose country each thread remembers: listings repeat them.
const MOST_KNOWN: usize = 2_000;

/// Countries that a name may mean, likeliest first.
type Candidates = Vec<[u8; 2]>;

struct Tables {
    names: FxHashMap<Box<str>, Candidates>,
    /// Names in scripts without spaces, looked for inside words.
    longest_unspaced: usize,
    /// Codes of states and provinces (`TX`, `MG`), which count only in capitals or after a comma.
    codes: FxHashMap<Box<str>, Candidates>,
    platforms: Vec<(Box<str>, [u8; 2])>,
    currencies: FxHashMap<[u8; 2], Box<str>>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::build);

impl Tables {
    fn build() -> Self {
        let mut names: FxHashMap<Box<str>, Candidates> = FxHashMap::default();
        let mut codes: FxHashMap<Box<str>, Candidates> = FxHashMap::default();
        let mut currencies = FxHashMap::default();
        for row in rows(include_str!("../data/countries.csv")) {
            if let Some(country) = code(&row[0]) {
                currencies.insert(country, row[1].as_str().into());
                add_names(&mut names, &row[2], country);
            }
        }
        for row in rows(include_str!("../data/places.csv")) {
            if let Some(country) = code(&row[0]) {
                let table = if row[1] == "code" { &mut codes } else { &mut names };
                add_names(table, &row[2], country);
            }
        }
        let platforms = rows(include_str!("../data/platforms.csv"))
            .iter()
            .filter_map(|row| Some((row[0].as_str().into(), code(&row[1])?)))
            .collect();
        let longest_unspaced = names
            .keys()
            .filter(|name| name.chars().all(is_unspaced))
            .map(|name| name.chars().count())
            .max()
            .unwrap_or(0);
        Self { names, longest_unspaced, codes, platforms, currencies }
    }
}

fn add_names(table: &mut FxHashMap<Box<str>, Candidates>, names: &str, country: [u8; 2]) {
    for name in names.split('|') {
        let candidates = table.entry(key(name).into()).or_default();
        if !candidates.contains(&country) {
            candidates.push(country);
        }
    }
}

/// What is known of where a listing is from: its country field, else its location, else its platform.
///
/// The language is kept beside the country, for the readers to fall back on.
pub fn hints(
    location: Option<&str>,
    country: Option<&str>,
    platform: Option<&str>,
    language: Option<&'static str>,
) -> Hints {
    let country = country
        .and_then(|name| code(name.trim()).or_else(|| country_of(name)))
        .or_else(|| location.and_then(country_of))
        .or_else(|| platform.and_then(country_of_platform));
    Hints { country, language }
}

/// The country of a location in free text, in any spelling the tables know: the last part first, the longest
/// name first; a part that may be in several countries is settled by the other parts.
pub fn country_of(location: &str) -> Option<[u8; 2]> {
    thread_local! {
        static KNOWN: RefCell<FxHashMap<Box<str>, Option<[u8; 2]>>> = RefCell::default();
    }
    if location.len() > LONGEST_LOCATION {
        return look_up(location);
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some(country) = known.get(location) {
            return *country;
        }
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        let country = look_up(location);
        known.insert(location.into(), country);
        country
    })
}

fn look_up(location: &str) -> Option<[u8; 2]> {
    let location: String = location.chars().take(LONGEST_LOCATION).collect();
    let parts: Vec<Candidates> = location
        .split([',', '，', '、', '/', '|', '(', ')', '（', '）', '·', ';', '،', '\n'])
        .map(candidates)
        .filter(|candidates| !candidates.is_empty())
        .collect();
    let (last, others) = parts.split_last()?;
    if last.len() > 1 {
        let agreed = others.iter().rev().find_map(|part| last.iter().find(|country| part.contains(country)));
        if let Some(country) = agreed.or_else(|| by_spelling(last, &location)) {
            return Some(*country);
        }
    }
    last.first().copied()
}

/// Chooses between countries by the language in which the whole location is written.
fn by_spelling<'a>(candidates: &'a [[u8; 2]], location: &str) -> Option<&'a [u8; 2]> {
    let text = location.to_lowercase();
    let has = |signs: &[&str]| signs.iter().any(|sign| text.contains(sign));
    let portuguese = has(&["ã", "õ", "ç", "ê", "â", "são ", " do ", " da ", " dos ", " das "]);
    let spanish = has(&["ñ", "san ", "santa ", " los ", " las ", " del ", "el ", "í", "ó", "á", "é", "ú"]);
    let find = |wanted: &[u8; 2]| candidates.iter().find(|country| *country == wanted);
    let mut found = None;
    if portuguese || spanish {
        found = portuguese.then(|| find(b"BR")).flatten().or_else(|| find(b"MX")).or_else(|| find(b"BR"));
    }
    found
}

/// The countries that one part of a location may be in.
fn candidates(part: &str) -> Candidates {
    let part = part.trim();
    let tables = &*TABLES;
    if part.len() <= 4
        && part.chars().all(|character| character.is_ascii_uppercase() || character == '.')
        && let Some(found) = tables.codes.get(key(part).as_str())
    {
        return found.clone();
    }
    let key = key(part);
    if let Some(found) = tables.names.get(key.as_str()) {
        return found.clone();
    }
    let words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).take(24).collect();
    for length in (1..=LONGEST_NAME.min(words.len())).rev() {
        for start in (0..=words.len() - length).rev() {
            let name = words[start..start + length].join(" ");
            if let Some(found) = tables.names.get(name.as_str()) {
                return found.clone();
            }
        }
    }
    words
        .iter()
        .rev()
        .find_map(|word| inside(tables, word))
        .or_else(|| last_code(tables, part))
        .unwrap_or_default()
}

/// A state's code as the last word: `Austin TX`.
fn last_code(tables: &Tables, part: &str) -> Option<Candidates> {
    let last = part.rsplit([' ', '-']).next()?;
    let is_code = (2..=3).contains(&last.len()) && last.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_code { tables.codes.get(key(last).as_str()).cloned() } else { None }
}

/// The longest known name inside a word of a script that does not part its words.
fn inside(tables: &Tables, word: &str) -> Option<Candidates> {
    let bounds: Vec<usize> = word.char_indices().map(|(index, _)| index).chain([word.len()]).collect();
    if !word.chars().any(is_unspaced) {
        return None;
    }
    for length in (2..=tables.longest_unspaced.min(bounds.len() - 1)).rev() {
        for start in 0..bounds.len() - length {
            if let Some(found) = tables.names.get(&word[bounds[start]..bounds[start + length]]) {
                return Some(found.clone());
            }
        }
    }
    None
}

/// Han, kana, Thai, Lao, Khmer and Burmese letters.
fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}')
}

/// A name as it is looked up: lower case, no accents on Latin letters, one form of Arabic letters, single spaces.
fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    if name.is_ascii() {
        name.bytes().for_each(|byte| push_key(&mut key, char::from(byte.to_ascii_lowercase())));
        return key.trim().to_owned();
    }
    for character in folded(name).nfd() {
        push_key(&mut key, character);
    }
    key.trim().nfc().collect()
}

/// Adds a character to a key, or what stands for it there.
fn push_key(key: &mut String, character: char) {
    match character {
        '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{655}' | '\u{640}' | '.' | '\'' | '\u{2019}' => {}
        'đ' => key.push('d'),
        'ı' => key.push('i'),
        'ł' => key.push('l'),
        'ø' => key.push('o'),
        'ى' => key.push('ي'),
        'ة' => key.push('ه'),
        '-' | '\u{A0}' | ' ' | '_' | '\t' => {
            if !key.ends_with(' ') {
                key.push(' ');
            }
        }
        other => key.push(other),
    }
}

/// The country that nearly all sellers of a platform are in, where one is.
pub fn country_of_platform(platform: &str) -> Option<[u8; 2]> {
    let platform = platform.trim().to_lowercase();
    let matches = |name: &str| {
        platform
            .strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', '.', '-', ' ']))
    };
    TABLES.platforms.iter().find(|(name, _)| matches(name)).map(|(_, country)| *country)
}

/// The ISO 4217 code of a country's money.
pub fn currency_of(country: [u8; 2]) -> Option<&'static str> {
    TABLES.currencies.get(&country).map(|currency| &**currency)
}

/// The country that a language's adverts most often come from: the last resort.
pub fn country_of_language(language: &str) -> Option<[u8; 2]> {
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    LANGUAGE_HOMES.get(primary).copied()
}

static LANGUAGE_HOMES: LazyLock<FxHashMap<String, [u8; 2]>> = LazyLock::new(|| {
    rows(include_str!("../data/language_homes.csv"))
        .into_iter()
        .filter_map(|row| Some((row[0].clone(), code(&row[1])?)))
        .collect()
});

/// Two ASCII letters as an upper-case country code.
pub(crate) fn code(text: &str) -> Option<[u8; 2]> {
    match *text.as_bytes() {
        [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
            Some([a.to_ascii_uppercase(), b.to_ascii_uppercase()])
        }
        _ => None,
    }
}

/// A word of a table in the form that [`Normal::folded`] gives it in a text.
pub(crate) fn folded(word: &str) -> String {
    Normal::new(word).folded().to_owned()
}

/// The rows of an embedded table, without its heading; all rows have the heading's length.
pub(crate) fn rows(table: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(table.as_bytes());
    reader.records().filter_map(Result::ok).map(|record| record.iter().map(str::to_owned).collect()).collect()
}
