//! The tables as typed rows.

use crate::atlas::{Atlas, Taxonomy};
use crate::prices::PriceBand;
use crate::product_names::ProductName;
use crate::script;
use crate::table::{Keys, Row, Source, read};
use crate::taxa;
use crate::vocabulary::{Cue, Form, Innocence, NameKind, Needs, Role, Scope, Status, TermKind};
use crate::yields::{self, Codes, Yields};
use pugmark_model::Fault;
use pugmark_text::language::Language;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// A taxon and where it stands in the Appendices.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Taxon {
    /// Accepted scientific name.
    pub name: String,
    /// `order`, `family`, `subfamily`, `genus`, `species`.
    pub rank: String,
    /// Trade group, such as `turtle/tortoise`.
    pub group: String,
    /// Listed, domesticated or not listed.
    pub role: Role,
    /// `I`, `II`, `III`, `I/II`, `II/III` or `-`.
    pub appendix: String,
    /// EU Annex.
    pub eu_annex: String,
    /// What the listing excepts or adds.
    pub annotation: String,
    /// Years of listing.
    pub since: String,
    /// CITES trade term codes it yields in trade.
    pub products: Vec<String>,
    /// Whether the listing is confirmed.
    pub confirmed: bool,
    /// Where the facts are from.
    pub source: String,
}

/// A product form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Product {
    /// CITES trade term code.
    pub code: String,
    /// English name.
    pub name: String,
    /// `live`, `raw`, `worked`, …
    pub kind: String,
}

/// What an entry means where it is found.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Meaning {
    /// A taxon by name.
    Name { taxon: usize, kind: NameKind, needs_context: bool },
    /// A term of the trade.
    Term {
        id: String,
        taxon: Option<usize>,
        product: Option<usize>,
        kind: TermKind,
        needs: Needs,
        status: Status,
        innocent: String,
    },
    /// A form of goods.
    Product { product: Option<usize>, form: Form },
    /// A cue to intent, secrecy, papers, claims.
    Cue { class: Cue, strength: u8 },
    /// A reason to think it innocent.
    Innocent { class: Innocence, scope: Scope },
}

/// A word or phrase and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Entry {
    /// As the table writes it.
    pub text: String,
    /// Its language; it is read in texts of that language only, unless its script is its own.
    pub language: Language,
    /// What it means.
    pub meaning: Meaning,
}

impl Entry {
    /// Whether it is a term that says openly what it means.
    pub fn is_plain_term(&self) -> bool {
        matches!(self.meaning, Meaning::Term { kind: TermKind::Plain, .. })
    }

    /// Whether it is a term that is only watched: matched and reported, of no weight.
    pub fn is_shadow(&self) -> bool {
        matches!(self.meaning, Meaning::Term { status: Status::Shadow, .. })
    }

    /// The id of a term.
    pub fn term_id(&self) -> Option<&str> {
        match &self.meaning {
            Meaning::Term { id, .. } => Some(id),
            _ => None,
        }
    }
}

/// All tables.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tables {
    pub(crate) taxa: Vec<Taxon>,
    pub(crate) products: Vec<Product>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) indicators: usize,
    /// What each taxon may yield; `None` where nothing is known.
    pub(crate) yields: Vec<Option<Codes>>,
    pub(crate) product_names: Vec<ProductName>,
    pub(crate) prices: Vec<PriceBand>,
    /// For each taxon, the places of its prices.
    pub(crate) prices_of: Vec<Vec<u16>>,
    /// Taxonomy and law.
    pub(crate) atlas: Atlas,
    pub(crate) taxonomy: Taxonomy,
    pub(crate) yield_rows: Yields,
    pub(crate) taxon_index: FxHashMap<String, usize>,
    pub(crate) product_index: FxHashMap<String, usize>,
    term_index: FxHashMap<String, KnownTerm>,
    pub(crate) taxon_keys: Keys,
    product_keys: Keys,
    indicator_keys: Keys,
}

/// A term that was read.
#[derive(Debug, Clone)]
struct KnownTerm {
    /// Its number among the entries.
    entry: usize,
    /// Where its row stands.
    place: String,
    /// Whether that row is laid over the tables of the program.
    overlay: bool,
}

const NAMES: [&str; 6] = ["name", "taxon", "kind", "needs", "note", "source"];
pub(crate) const TERMS: [&str; 13] = [
    "id", "term", "script", "taxon", "product", "kind", "needs", "innocent", "status", "added", "by",
    "source", "note",
];
const PRODUCTS: [&str; 4] = ["code", "name", "kind", "note"];
const PRODUCT_WORDS: [&str; 5] = ["word", "language", "code", "sort", "note"];
const INDICATORS: [&str; 6] = ["id", "name", "signal", "feature", "source", "status"];
const CUES: [&str; 4] = ["cue", "class", "strength", "note"];
const INNOCENT: [&str; 4] = ["phrase", "class", "scope", "note"];

impl Tables {
    /// Reads all sources: first what others refer to, then the rest, each in the order given.
    pub(crate) fn read(sources: &[Source], faults: &mut Vec<Fault>) -> Self {
        let (taxonomy, atlas) = Atlas::read(sources, faults);
        let mut tables = Self { atlas, taxonomy, ..Self::default() };
        let of = |name: &'static str| sources.iter().filter(move |source| source.name == name);
        of("products.csv").for_each(|source| read(source, &PRODUCTS, faults, |row| tables.product(row)));
        of("taxa.csv").for_each(|source| read(source, &taxa::COLUMNS, faults, |row| tables.taxon(row)));
        tables.read_product_names(sources, faults);
        tables.read_yields(sources, faults);
        let below = |folder: &'static str| sources.iter().filter(move |source| source.folder() == folder);
        below("names").for_each(|source| read(source, &NAMES, faults, |row| tables.name(row, source.stem())));
        below("terms").for_each(|source| read(source, &TERMS, faults, |row| tables.term(row, source.stem())));
        of("product_words.csv")
            .for_each(|source| read(source, &PRODUCT_WORDS, faults, |row| tables.product_word(row)));
        of("indicators.csv")
            .for_each(|source| read(source, &INDICATORS, faults, |row| tables.indicator(row)));
        below("cues").for_each(|source| read(source, &CUES, faults, |row| tables.cue(row, source.stem())));
        below("innocent")
            .for_each(|source| read(source, &INNOCENT, faults, |row| tables.innocent(row, source.stem())));
        tables.read_prices(sources, faults);
        tables.drop_doubles();
        tables
    }

    /// An entry that says the same as an earlier one is dropped.
    fn drop_doubles(&mut self) {
        let mut seen = FxHashSet::default();
        self.entries.retain(|entry| seen.insert(entry.clone()));
    }

    fn indicator(&mut self, row: &mut Row<'_>) {
        let status = row.choice(
            "status",
            |text| matches!(text, "confirmed" | "verify" | "recall").then_some(()),
            "confirmed, verify, recall",
        );
        let (id, name, signal) = (row.required("id"), row.required("name"), row.required("signal"));
        let (Some(id), Some(_), Some(_), Some(())) = (id, name, signal, status) else {
            return;
        };
        if self.indicator_keys.take(row, "id", &id) {
            self.indicators += 1;
        }
    }

    fn product(&mut self, row: &mut Row<'_>) {
        let (code, name, kind) = (row.required("code"), row.required("name"), row.required("kind"));
        let (Some(code), Some(name), Some(kind)) = (code, name, kind) else {
            return;
        };
        if !self.product_keys.take(row, "code", &code) {
            return;
        }
        let product = Product { code: code.clone(), name, kind };
        if let Some(&at) = self.product_index.get(&code) {
            self.products[at] = product;
        } else {
            if self.products.len() == yields::MOST_CODES {
                let message = format!("there are {} codes already", yields::MOST_CODES);
                row.fault("code", message, "remove codes that no table uses");
                return;
            }
            self.product_index.insert(code, self.products.len());
            self.products.push(product);
        }
    }

    fn name(&mut self, row: &mut Row<'_>, language: &str) {
        let (text, language) = (row.required("name"), language_tag(row, "name", language));
        let taxon = self.known_taxon(row);
        let kind = row.choice("kind", NameKind::from_spelling, &NameKind::spellings());
        let needs_context = row.choice(
            "needs",
            |text| match text {
                "" => Some(false),
                "context" => Some(true),
                _ => None,
            },
            "context, or empty",
        );
        let (Some(text), Some(language), Some(Some(taxon)), Some(kind), Some(needs_context)) =
            (text, language, taxon, kind, needs_context)
        else {
            return;
        };
        self.entries.push(Entry { text, language, meaning: Meaning::Name { taxon, kind, needs_context } });
    }

    fn term(&mut self, row: &mut Row<'_>, language: &str) {
        let (id, text, language) =
            (row.required("id"), row.required("term"), language_tag(row, "term", language));
        let meaning = self.term_meaning(row);
        let (added, by) = (row.date("added"), row.required("by"));
        let (Some(id), Some(text), Some(language), Some(meaning)) = (id, text, language, meaning) else {
            return;
        };
        let fits = script::row_fits(row, &text, language);
        if added.is_none() || by.is_none() || !fits || self.is_doubled_term(row, &id) {
            return;
        }
        let entry = Entry { text, language, meaning };
        if let Some(known) = self.term_index.get(&id) {
            self.entries[known.entry] = entry;
        } else {
            let known =
                KnownTerm { entry: self.entries.len(), place: row.place(), overlay: row.is_overlay() };
            self.term_index.insert(id, known);
            self.entries.push(entry);
        }
    }

    fn term_meaning(&mut self, row: &mut Row<'_>) -> Option<Meaning> {
        let taxon = self.known_taxon(row);
        let product = self.known_product(row, "product");
        let kind = row.choice("kind", TermKind::from_spelling, &TermKind::spellings());
        if let (Some(Some(taxon)), Some(Some(product))) = (taxon, product) {
            self.check_yield(row, taxon, product);
        }
        let needs = row.choice("needs", Needs::from_spelling, &Needs::spellings());
        let status = row.choice("status", Status::from_spelling, &Status::spellings());
        let (id, innocent) = (row.cell("id").to_owned(), row.cell("innocent").to_owned());
        Some(Meaning::Term {
            id,
            taxon: taxon?,
            product: product?,
            kind: kind?,
            needs: needs?,
            status: status?,
            innocent,
        })
    }

    /// Tells of an id that stands twice among the tables of the program, or twice among those laid over them.
    fn is_doubled_term(&mut self, row: &mut Row<'_>, id: &str) -> bool {
        let Some(known) = self.term_index.get_mut(id) else {
            return false;
        };
        if known.overlay != row.is_overlay() {
            (known.overlay, known.place) = (true, row.place());
            return false;
        }
        let message = format!("`{id}` is also the id of {}", known.place);
        row.fault("id", message, "give each term an id of its own");
        true
    }

    fn product_word(&mut self, row: &mut Row<'_>) {
        let (text, language) = (row.required("word"), language_of(row));
        let product = self.known_product(row, "code");
        let form = row.choice("sort", Form::from_spelling, &Form::spellings());
        let (Some(text), Some(language), Some(product), Some(form)) = (text, language, product, form) else {
            return;
        };
        self.entries.push(Entry { text, language, meaning: Meaning::Product { product, form } });
    }

    fn cue(&mut self, row: &mut Row<'_>, language: &str) {
        let text = row.required("cue");
        let language = language_tag(row, "cue", language);
        let class = row.choice("class", Cue::from_spelling, &Cue::spellings());
        let strength =
            row.choice("strength", |text| text.parse::<u8>().ok().filter(|s| (1..=3).contains(s)), "1, 2, 3");
        let (Some(text), Some(language), Some(class), Some(strength)) = (text, language, class, strength)
        else {
            return;
        };
        self.entries.push(Entry { text, language, meaning: Meaning::Cue { class, strength } });
    }

    fn innocent(&mut self, row: &mut Row<'_>, language: &str) {
        let text = row.required("phrase");
        let language = language_tag(row, "phrase", language);
        let class = row.choice("class", Innocence::from_spelling, &Innocence::spellings());
        let scope = row.choice("scope", Scope::from_spelling, &Scope::spellings());
        let (Some(text), Some(language), Some(class), Some(scope)) = (text, language, class, scope) else {
            return;
        };
        self.entries.push(Entry { text, language, meaning: Meaning::Innocent { class, scope } });
    }

    pub(crate) fn known_product(&self, row: &mut Row<'_>, column: &str) -> Option<Option<usize>> {
        let code = row.cell(column).to_owned();
        if code.is_empty() {
            return Some(None);
        }
        let found = self.product_index.get(&code).copied();
        if found.is_none() {
            row.fault(column, format!("`{code}` is not in products.csv"), "add it there or correct the code");
        }
        found.map(Some)
    }
}

pub(crate) fn language_of(row: &mut Row<'_>) -> Option<Language> {
    let tag = row.cell("language").to_owned();
    language_tag(row, "language", &tag)
}

fn language_tag(row: &mut Row<'_>, column: &str, tag: &str) -> Option<Language> {
    let found = Language::from_tag(tag);
    if found.is_none() {
        row.fault(
            column,
            format!("`{tag}` is not a language tag known here"),
            "use a BCP-47 tag such as en or zh",
        );
    }
    found
}
