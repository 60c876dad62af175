//! From entries to one automaton over the bare form: a double-array trie, walked from every place a word may begin.
//!
//! Every entry becomes a *head* (its bare form up to the first `*`) that the trie holds, and a *variant* that
//! says what must follow the head and what the accents were. Phrases of several words are also found written as one
//! word (hashtags, joined letters), Chinese ones also in pinyin.

use crate::atlas::Atlas;
use crate::prices::PriceBand;
use crate::tables::{Entry, Meaning, Product, Tables, Taxon};
use crate::vocabulary::{NameKind, Scope, Status};
use crate::yields::Codes;
use pinyin::ToPinyin;
use pugmark_text::Normal;
use pugmark_text::language::Language;
use pugmark_text::normal::Script;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use yada::builder::DoubleArrayBuilder;

/// How a variant relates to the text of its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Writing {
    /// As the table writes it.
    AsWritten,
    /// Several words written as one.
    Joined,
    /// Chinese in Latin letters.
    Pinyin,
}

/// One way an entry is written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Variant {
    pub(crate) entry: u32,
    pub(crate) language: Language,
    pub(crate) writing: Writing,
    /// What follows the head: after each `*`, up to four letters and then this.
    pub(crate) tail: Vec<String>,
    /// Whether it ends in `*`.
    pub(crate) open: bool,
    /// The accented form of head and tail (without `*`), where it differs from the bare one.
    pub(crate) accented: Option<String>,
    pub(crate) script: Option<Script>,
    /// Characters of the head.
    pub(crate) length: u16,
    /// Found only where the original has capitals too: `TAG` is a parrot, `tag` is not.
    pub(crate) capitals: bool,
}

/// Everything the tables say, ready to be searched; written while the crate is built and read back at the start.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Compiled {
    pub(crate) taxa: Vec<Taxon>,
    pub(crate) products: Vec<Product>,
    pub(crate) indicators: usize,
    /// What each taxon may yield; `None` where nothing is known.
    pub(crate) yields: Vec<Option<Codes>>,
    pub(crate) prices: Vec<PriceBand>,
    /// For each taxon, the places of its prices.
    pub(crate) prices_of: Vec<Vec<u16>>,
    pub(crate) entries: Vec<Entry>,
    /// A double-array trie of the heads; the value of a head is its place in `groups`.
    pub(crate) heads: Vec<u8>,
    /// Which words of ASCII letters heads begin with: see [`FirstWords`].
    pub(crate) first_words: FirstWords,
    /// For each head, where its variants begin; one more than heads.
    pub(crate) groups: Vec<u32>,
    pub(crate) variants: Vec<Variant>,
}

impl std::fmt::Debug for Compiled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Compiled")
            .field("entries", &self.entries.len())
            .field("variants", &self.variants.len())
            .finish_non_exhaustive()
    }
}

/// A bitmap of the hashes of the words that heads begin with. It fits a near cache, the trie does not: most words of
/// most texts begin no head, and need not be walked.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct FirstWords(Vec<u64>);

/// Bits of the map: a thirtieth of them set keeps false alarms rare.
const FIRST_WORD_BITS: u32 = 1 << 20;
/// Letters that may follow a head's first word: a plural, or what a `*` stands for.
const LONGEST_EXTENSION: usize = 4;
/// Letters that a word must have to take an ending.
const SHORTEST_STEM: usize = 3;
/// The FNV-1a offset and prime.
const FNV: (u32, u32) = (0x811C_9DC5, 0x0100_0193);

impl Default for FirstWords {
    fn default() -> Self {
        Self(vec![0; FIRST_WORD_BITS as usize / 64])
    }
}

impl FirstWords {
    fn insert(&mut self, head: &[u8]) {
        let word = head.iter().take_while(|byte| byte.is_ascii_lowercase());
        let hash = word.fold(FNV.0, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(FNV.1));
        let bit = Self::bit(hash);
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    fn bit(hash: u32) -> usize {
        ((hash ^ hash >> 15) % FIRST_WORD_BITS) as usize
    }

    /// Whether a head may begin where these bytes do. Only words of ASCII letters are ever ruled out.
    pub(crate) fn may_begin(&self, text: &[u8]) -> bool {
        if !text.first().is_some_and(u8::is_ascii_lowercase) {
            return true;
        }
        // The word itself, and its last few beginnings of three letters or more: fewer letters take no ending.
        let mut hashes = [0; LONGEST_EXTENSION];
        let mut hash = FNV.0;
        let mut length = 0;
        for byte in text.iter().take_while(|byte| byte.is_ascii_lowercase()) {
            if length >= SHORTEST_STEM {
                hashes[length % LONGEST_EXTENSION] = hash;
            }
            hash = (hash ^ u32::from(*byte)).wrapping_mul(FNV.1);
            length += 1;
        }
        let stems = length.saturating_sub(SHORTEST_STEM).min(LONGEST_EXTENSION);
        let from = length - stems;
        self.holds(hash) || (from..length).any(|stem| self.holds(hashes[stem % LONGEST_EXTENSION]))
    }

    fn holds(&self, hash: u32) -> bool {
        let bit = Self::bit(hash);
        self.0[bit / 64] >> (bit % 64) & 1 == 1
    }
}

/// Compiles the tables.
///
/// # Errors
/// When the trie cannot be built (more heads than it can hold).
pub(crate) fn compile(tables: Tables) -> Result<(Compiled, Atlas), String> {
    let mut by_head: FxHashMap<String, Vec<Variant>> = FxHashMap::default();
    for (number, entry) in tables.entries.iter().enumerate() {
        if !matches!(entry.meaning, Meaning::Term { status: Status::Retired, .. }) {
            add_variants(number as u32, entry, &mut by_head);
        }
    }
    by_head.retain(|head, _| !head.contains('\0'));
    let mut heads: Vec<(String, Vec<Variant>)> = by_head.into_iter().collect();
    heads.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let keys: Vec<(&[u8], u32)> =
        heads.iter().enumerate().map(|(at, (head, _))| (head.as_bytes(), at as u32)).collect();
    let trie = DoubleArrayBuilder::build(&keys).map_err(|error| error.to_string())?;
    let mut first_words = FirstWords::default();
    for (head, _) in &heads {
        first_words.insert(head.as_bytes());
    }
    let mut groups = Vec::with_capacity(heads.len() + 1);
    let mut variants = Vec::with_capacity(tables.entries.len());
    for (_, group) in heads {
        groups.push(variants.len() as u32);
        variants.extend(group);
    }
    groups.push(variants.len() as u32);
    let Tables { taxa, products, entries, indicators, yields, prices, prices_of, mut atlas, .. } = tables;
    atlas.add_names(&entries);
    let compiled = Compiled {
        taxa,
        products,
        indicators,
        yields,
        prices,
        prices_of,
        entries,
        heads: trie,
        first_words,
        groups,
        variants,
    };
    Ok((compiled, atlas))
}

fn add_variants(number: u32, entry: &Entry, by_head: &mut FxHashMap<String, Vec<Variant>>) {
    let normal = Normal::plain(&entry.text);
    let mut written = variant(number, entry.language, normal.bare(), normal.folded(), Writing::AsWritten);
    if let Some((_, variant)) = &mut written {
        variant.capitals = is_short_abbreviation(entry);
    }
    let mut push = |made: Option<(String, Variant)>| {
        if let Some((head, variant)) = made {
            by_head.entry(head).or_default().push(variant);
        }
    };
    push(written);
    if let Some(joined) = joined_form(entry, normal.bare()) {
        push(variant(number, entry.language, &joined, &joined, Writing::Joined));
    }
    if let Some(short) = abbreviated_species(entry) {
        push(variant(number, entry.language, &short, &short, Writing::AsWritten));
    }
    for spelled in pinyin_forms(entry) {
        push(variant(number, entry.language, &spelled, &spelled, Writing::Pinyin));
    }
}

/// An English abbreviation of four letters or fewer, all capitals.
fn is_short_abbreviation(entry: &Entry) -> bool {
    let weighty = matches!(entry.meaning, Meaning::Name { .. } | Meaning::Term { .. });
    let capitals = entry.text.len() <= 4 && entry.text.bytes().all(|b| b.is_ascii_uppercase());
    weighty && capitals && entry.language == Language::EN
}

fn variant(
    entry: u32,
    language: Language,
    bare: &str,
    folded: &str,
    writing: Writing,
) -> Option<(String, Variant)> {
    let bare = bare.trim();
    let mut parts = bare.split('*');
    let head = parts.next()?.to_owned();
    if head.is_empty() {
        return None;
    }
    let mut tail: Vec<String> = parts.map(str::to_owned).collect();
    let open = tail.last().is_some_and(String::is_empty);
    if open {
        tail.pop();
    }
    let folded = folded.trim();
    let key = accent_key(folded);
    let accented = (tail.is_empty() && key != accent_key(bare)).then_some(key);
    let script = head.chars().find_map(Script::of);
    let length = u16::try_from(head.chars().count()).unwrap_or(u16::MAX);
    Some((head, Variant { entry, language, writing, tail, open, accented, script, length, capitals: false }))
}

/// Letters only, so that hyphens, spaces and stars do not matter when accents are compared.
pub(crate) fn accent_key(folded: &str) -> String {
    folded.chars().filter(|c| is_key_character(*c)).collect()
}

fn is_key_character(character: char) -> bool {
    character.is_alphanumeric() || !character.is_ascii() && !character.is_whitespace()
}

/// Several words of a spaced script as one word, where the words are enough to stand alone.
fn joined_form(entry: &Entry, bare: &str) -> Option<String> {
    /// Shorter ones are too often chance.
    const SHORTEST: usize = 6;
    let wanted = match &entry.meaning {
        Meaning::Name { kind, .. } => *kind != NameKind::Scientific,
        Meaning::Term { .. } => true,
        Meaning::Innocent { scope, .. } => *scope == Scope::Mask,
        _ => false,
    };
    if !wanted || !bare.contains(' ') || bare.contains('*') {
        return None;
    }
    let joined: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
    let spaced_script = joined.chars().all(|c| Script::of(c).is_some_and(|script| !script.is_unspaced()));
    (spaced_script && joined.chars().count() >= SHORTEST).then_some(joined)
}

/// `Encephalartos latifrons` as `e. latifrons`.
fn abbreviated_species(entry: &Entry) -> Option<String> {
    let Meaning::Name { kind: NameKind::Scientific | NameKind::Synonym, .. } = entry.meaning else {
        return None;
    };
    let (genus, epithet) = entry.text.split_once(' ')?;
    let plain = epithet.len() >= 5 && epithet.bytes().all(|b| b.is_ascii_lowercase());
    let initial = genus.chars().next().filter(char::is_ascii_alphabetic)?.to_ascii_lowercase();
    plain.then(|| format!("{initial}. {epithet}"))
}

/// A Chinese name or term of two characters or more in Latin letters, parted and joined.
fn pinyin_forms(entry: &Entry) -> Vec<String> {
    let wanted = matches!(entry.meaning, Meaning::Name { .. } | Meaning::Term { .. });
    if !wanted || entry.language.tag() != "zh" {
        return Vec::new();
    }
    let syllables: Option<Vec<&str>> =
        entry.text.as_str().to_pinyin().map(|found| found.map(pinyin::Pinyin::plain)).collect();
    let Some(syllables) = syllables.filter(|found| found.len() >= 2) else {
        return Vec::new();
    };
    let parted = syllables.join(" ").replace('ü', "v");
    let joined = syllables.concat().replace('ü', "v");
    if joined.len() >= 6 { vec![parted, joined] } else { vec![parted] }
}

/// Whether a hit of this language and writing may stand without a word bound on its left: Arabic prefixes.
pub(crate) fn prefixes(language: Language) -> &'static [&'static str] {
    match language.tag() {
        "ar" | "fa" | "ur" => &["وال", "بال", "لل", "فال", "كال", "ال", "و", "ب", "ل", "ف", "ك"],
        _ => &[],
    }
}

/// Endings that do not change what a word means, by language.
pub(crate) fn suffixes(language: Language) -> &'static [&'static str] {
    match language.tag() {
        "en" | "la" | "und" => &["s", "es", "'s", "s'"],
        "es" | "pt" | "fr" | "it" => &["s", "es", "x"],
        "de" => &["e", "en", "n", "s", "es", "er", "ern"],
        "id" | "ms" => &["nya", "an", "ku", "mu"],
        "tr" => &["lar", "ler", "i", "u", "si", "su", "in", "un", "nin"],
        "sw" => &["ni"],
        _ => &[],
    }
}
