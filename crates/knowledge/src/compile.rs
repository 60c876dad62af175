//! From entries to one index over the bare form, asked at every place a word may begin.
//!
//! Every entry becomes a *head* (its bare form up to the first `*`) that is filed, and a *variant* that
//! says what must follow the head and what the accents were. Phrases of several words are also found written as one
//! word (hashtags, joined letters), Chinese ones also in pinyin.

use crate::atlas::Atlas;
use crate::heads::Heads;
use crate::index::{IndexParts, NONE, Variant, Writing, traits_of};
use crate::prices::PriceBand;
use crate::product_names::ProductName;
use crate::tables::{Entry, Meaning, Product, Tables, Taxon};
use crate::vocabulary::{NameKind, Scope, Status};
use crate::yields::Codes;
use pinyin::ToPinyin;
use pugmark_text::Normal;
use pugmark_text::language::Language;
use pugmark_text::normal::Script;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Everything the tables say, ready to be searched; written while the crate is built and read back at the start.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Compiled {
    pub(crate) taxa: Vec<Taxon>,
    pub(crate) products: Vec<Product>,
    pub(crate) indicators: usize,
    /// What each taxon may yield; `None` where nothing is known.
    pub(crate) yields: Vec<Option<Codes>>,
    pub(crate) product_names: Vec<ProductName>,
    pub(crate) prices: Vec<PriceBand>,
    /// For each taxon, the places of its prices.
    pub(crate) prices_of: Vec<Vec<u16>>,
    pub(crate) entries: Vec<Entry>,
    /// What follows heads: after each `*`, up to four letters and then this.
    pub(crate) tails: Vec<Vec<String>>,
    /// Accented forms of heads.
    pub(crate) accented: Vec<String>,
}

impl Compiled {
    /// What follows the head of a variant.
    pub(crate) fn tail(&self, variant: &Variant) -> &[String] {
        self.tails.get(variant.tail as usize).map_or(&[], Vec::as_slice)
    }

    /// The accented form of a variant, where it has one.
    pub(crate) fn accented(&self, variant: &Variant) -> Option<&str> {
        self.accented.get(variant.accented as usize).map(String::as_str)
    }
}

impl std::fmt::Debug for Compiled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Compiled").field("entries", &self.entries.len()).finish_non_exhaustive()
    }
}

/// Compiles the tables.
pub(crate) fn compile(tables: Tables) -> (Compiled, IndexParts, Atlas) {
    let mut gathered = Gathered::default();
    for (number, entry) in tables.entries.iter().enumerate() {
        if !matches!(entry.meaning, Meaning::Term { status: Status::Retired, .. }) {
            gathered.add(number as u32, entry);
        }
    }
    let Gathered { by_head, tails, accented } = gathered;
    let (heads, filed) = Heads::file(by_head.into_iter().collect());
    let (mut groups, mut variants) = (Vec::new(), Vec::new());
    for (_, group) in &heads {
        groups.extend((variants.len() as u32).to_le_bytes());
        variants.extend(group.iter().copied().map(Variant::to_bytes));
    }
    groups.extend((variants.len() as u32).to_le_bytes());
    let Tables {
        taxa,
        products,
        entries,
        indicators,
        yields,
        product_names,
        prices,
        prices_of,
        mut atlas,
        ..
    } = tables;
    atlas.add_names(&entries);
    let parts = IndexParts {
        heads: filed,
        groups,
        variants: variants.concat(),
        traits: entries.iter().map(traits_of).collect(),
    };
    let compiled = Compiled {
        taxa,
        products,
        indicators,
        yields,
        product_names,
        prices,
        prices_of,
        entries,
        tails,
        accented,
    };
    (compiled, parts, atlas)
}

/// Heads and their variants, as they are gathered.
#[derive(Default)]
struct Gathered {
    by_head: FxHashMap<String, Vec<Variant>>,
    tails: Vec<Vec<String>>,
    accented: Vec<String>,
}

impl Gathered {
    fn add(&mut self, number: u32, entry: &Entry) {
        let normal = Normal::plain(&entry.text);
        let capitals = is_short_abbreviation(entry);
        self.push(number, entry.language, normal.bare(), normal.folded(), Writing::AsWritten, capitals);
        let mut push = |text: &str, writing| self.push(number, entry.language, text, text, writing, false);
        if let Some(joined) = joined_form(entry, normal.bare()) {
            push(&joined, Writing::Joined);
        }
        if let Some(short) = abbreviated_species(entry) {
            push(&short, Writing::AsWritten);
        }
        for spelled in pinyin_forms(entry) {
            push(&spelled, Writing::Pinyin);
        }
    }

    fn push(
        &mut self,
        entry: u32,
        language: Language,
        bare: &str,
        folded: &str,
        writing: Writing,
        capitals: bool,
    ) {
        let bare = bare.trim();
        let mut parts = bare.split('*');
        let Some(head) = parts.next().filter(|head| !head.is_empty()).map(str::to_owned) else { return };
        let mut tail: Vec<String> = parts.map(str::to_owned).collect();
        let open = tail.last().is_some_and(String::is_empty);
        if open {
            tail.pop();
        }
        let key = accent_key(folded.trim());
        let accented = (tail.is_empty() && key != accent_key(bare)).then_some(key);
        let variant = Variant {
            entry,
            tail: kept(&mut self.tails, Some(tail).filter(|tail| !tail.is_empty())),
            accented: kept(&mut self.accented, accented),
            length: u8::try_from(head.chars().count()).unwrap_or(u8::MAX),
            language,
            writing,
            script: head.chars().find_map(Script::of),
            open,
            capitals,
        };
        self.by_head.entry(head).or_default().push(variant);
    }
}

/// Adds to a list beside the variants; gives the place, or [`NONE`].
fn kept<T>(list: &mut Vec<T>, value: Option<T>) -> u32 {
    value.map_or(NONE, |value| {
        list.push(value);
        list.len() as u32 - 1
    })
}

/// An English abbreviation of four letters or fewer, all capitals.
fn is_short_abbreviation(entry: &Entry) -> bool {
    let weighty = matches!(entry.meaning, Meaning::Name { .. } | Meaning::Term { .. });
    let capitals = entry.text.len() <= 4 && entry.text.bytes().all(|b| b.is_ascii_uppercase());
    weighty && capitals && entry.language == Language::EN
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
pub(crate) fn pinyin_forms(entry: &Entry) -> Vec<String> {
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
