//! What is known: taxa, names, products, terms, contexts and cues as tables, compiled into one automaton.
//!
//! The tables are the CSV files of `knowledge/`; they are embedded in the program, and a folder of tables of the same
//! names can be laid over them. A fault in a table names its file, line, column and mend.

pub mod atlas;
mod compile;
pub mod diff;
mod find;
mod heads;
pub mod import;
mod index;
mod lookup;
pub mod official;
pub mod panel;
mod prices;
mod product_names;
mod script;
mod stats;
mod table;
mod tables;
mod taxa;
pub mod vocabulary;
mod yields;

pub use find::{Accents, Hit};
pub use lookup::{Lookup, Match, Stats};
pub use prices::PriceBand;
pub use product_names::ProductName;
pub use stats::{Coverage, GroupCoverage, LanguageCoverage, OLD, ProductCoverage, TableState};
pub use tables::{Entry, Meaning, Product, Taxon};

use atlas::{Annotation, Atlas, Day, Instrument, Resolution};
use compile::Compiled;
use index::{Bytes, Index};
use pugmark_model::{Fault, Place};
use pugmark_text::Normal;
use pugmark_text::language::Languages;
use std::borrow::Cow;
use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use table::{Source, hash};
use tables::Tables;
use vocabulary::Status;

/// The tables embedded in the program: path below `knowledge/` and text.
const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// The same tables, compiled while the crate was built.
const COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/tables.bin"));

/// What a search walks, in the order of [`Index::new`].
const INDEX: [&[u8]; 7] = [
    include_bytes!(concat!(env!("OUT_DIR"), "/heads_seen.bin")),
    include_bytes!(concat!(env!("OUT_DIR"), "/heads_drawers.bin")),
    include_bytes!(concat!(env!("OUT_DIR"), "/heads_records.bin")),
    include_bytes!(concat!(env!("OUT_DIR"), "/heads_text.bin")),
    include_bytes!(concat!(env!("OUT_DIR"), "/groups.bin")),
    include_bytes!(concat!(env!("OUT_DIR"), "/variants.bin")),
    include_bytes!(concat!(env!("OUT_DIR"), "/traits.bin")),
];

/// Content hash of the embedded tables.
const HASH: &str = env!("KNOWLEDGE_HASH");

/// Taxonomy and law, compiled while the crate was built; read only when they are asked for.
const ATLAS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/atlas.bin"));

/// The tables, checked and compiled. Cheap to share behind an `Arc`.
pub struct Knowledge {
    compiled: Compiled,
    index: Index,
    hash: String,
    atlas: OnceLock<Arc<Atlas>>,
    panel: OnceLock<Arc<panel::Rules>>,
    /// The tables laid over those of the program, as they are written.
    overlay: Arc<[Source]>,
}

impl Knowledge {
    /// The tables embedded in the program, compiled while it was built.
    ///
    /// # Errors
    /// When the program was built wrongly: the faults in the tables stop the build.
    pub fn embedded() -> Result<Self, Vec<Fault>> {
        let compiled = postcard::from_bytes(COMPILED).map_err(|error| {
            vec![file_fault("knowledge", format!("cannot be read: {error}"), "build the program again")]
        })?;
        Self::new(compiled, INDEX.map(Cow::Borrowed), HASH.to_owned())
    }

    fn new(compiled: Compiled, index: [Bytes; 7], hash: String) -> Result<Self, Vec<Fault>> {
        let index = Index::new(index).map_err(|error| {
            vec![file_fault("knowledge", format!("cannot be searched: {error}"), "build the program again")]
        })?;
        Ok(Self {
            compiled,
            index,
            hash,
            atlas: OnceLock::new(),
            panel: OnceLock::new(),
            overlay: Arc::default(),
        })
    }

    /// The terms that are only watched, with their numbers.
    pub fn shadow_terms(&self) -> impl Iterator<Item = (u32, &Entry)> {
        (0..).zip(&self.compiled.entries).filter(|(_, entry)| entry.is_shadow())
    }

    /// The same tables with a shadow term made active: what would be found if it were. The hash stays that of the
    /// tables as they are.
    #[must_use]
    pub fn with_term_active(&self, number: u32) -> Self {
        let (mut compiled, mut index) = (self.compiled.clone(), self.index.clone());
        if let Some(entry) = compiled.entries.get_mut(number as usize)
            && let Meaning::Term { status, .. } = &mut entry.meaning
        {
            *status = Status::Active;
            index.judge_anew(number, entry);
        }
        let (hash, atlas, panel) = (self.hash.clone(), self.atlas.clone(), self.panel.clone());
        let overlay = Arc::clone(&self.overlay);
        Self { compiled, index, hash, atlas, panel, overlay }
    }

    /// The embedded tables with those of a folder laid over them: a row with a known key takes the place of the
    /// embedded one (a term by its id, be it to retire it), others are added. Tables of one language stand in folders:
    /// `cues/LANG.csv`, `innocent/LANG.csv`, `names/LANG.csv`, `terms/LANG.csv`.
    ///
    /// # Errors
    /// As [`embedded`](Self::embedded), and for a folder or file that cannot be read.
    pub fn with_overlay(folder: &Path) -> Result<Self, Vec<Fault>> {
        let mut sources = embedded_sources();
        sources.extend(folder_sources(folder)?);
        Self::from_sources(&sources)
    }

    /// Checks tables on their own, without those of the program: every fault. Each is named by its path below the folder of
    /// tables, such as `terms/en.csv`.
    pub fn check(tables: &[(&str, &[u8])]) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut sources = Vec::new();
        for (name, bytes) in tables {
            match table::decode(name, bytes.to_vec()) {
                Ok(text) => {
                    let (name, shown) = ((*name).to_owned(), (*name).to_owned());
                    sources.push(Source { name, shown, text, overlay: false });
                }
                Err(fault) => faults.push(fault),
            }
        }
        _ = Tables::read(&sources, &mut faults);
        _ = panel::Rules::read(&sources, &mut faults);
        faults
    }

    fn from_sources(sources: &[Source]) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let tables = Tables::read(sources, &mut faults);
        let rules = panel::Rules::read(sources, &mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        let (compiled, parts, atlas) = compile::compile(tables);
        let overlay = sources.iter().filter(|source| source.overlay).cloned().collect();
        let sources = sources.iter().map(|source| (source.name.as_str(), source.text.as_str()));
        let known = Self::new(compiled, parts.into(), hash(sources))?;
        let (atlas, panel) = (OnceLock::from(Arc::new(atlas)), OnceLock::from(Arc::new(rules)));
        Ok(Self { atlas, panel, overlay, ..known })
    }

    /// Taxonomy and law. Those of the program are read when they are first asked for.
    fn atlas(&self) -> &Atlas {
        // What the build wrote is what this program reads; an empty atlas knows nothing and harms nobody.
        self.atlas.get_or_init(|| Arc::new(postcard::from_bytes(ATLAS).unwrap_or_default()))
    }

    /// What holds for a scientific name, accepted or a synonym, on a day; by default the day for which the tables
    /// are known to hold. `None` for a name that is not known, or that an animal and a plant bear: then write
    /// `Dracaena (plant)`.
    ///
    /// The lowest rank at which a law lists it decides: a species' own row goes before its genus', that before its
    /// family's. [`lookup`](Self::lookup) is for names as people write them.
    pub fn listings(&self, name: &str, day: Option<Day>) -> Option<Resolution> {
        let atlas = self.atlas();
        let taxon = atlas.find(name)?;
        Some(atlas.resolve(taxon, day.unwrap_or(atlas.as_of())))
    }

    /// The laws that the tables know.
    pub fn instruments(&self) -> &[Instrument] {
        &self.atlas().instruments
    }

    /// What a mark such as `#15` meant on a day; by default the day for which the tables are known to hold.
    pub fn annotation(&self, mark: &str, day: Option<Day>) -> Option<&Annotation> {
        let atlas = self.atlas();
        let day = day.unwrap_or(atlas.as_of());
        atlas.annotations.iter().find(|known| known.mark == mark && known.holds(day))
    }

    /// The day for which the tables are known to hold: the latest on which one was compared with its law.
    pub fn as_of(&self) -> Day {
        self.atlas().as_of()
    }

    /// What an official list says otherwise than the tables on a day, and which dated rows explain it.
    pub fn diff(&self, list: &official::Official, as_of: Day) -> diff::Diff {
        diff::compare(self.atlas(), list, as_of)
    }

    /// Content hash of all tables in force (16 hexadecimal digits).
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Finds every entry in a text, sorted by place. `normal` is the normal form of `original`; `hits` is cleared first.
    pub fn find(&self, original: &str, normal: &Normal, languages: &Languages, hits: &mut Vec<Hit>) {
        find::find(&self.compiled, &self.index, original, normal, languages, hits);
    }

    /// The entry of a [`Hit`].
    pub fn entry(&self, number: u32) -> &Entry {
        &self.compiled.entries[number as usize]
    }

    /// A taxon by its number in a [`Meaning`].
    pub fn taxon(&self, number: usize) -> &Taxon {
        &self.compiled.taxa[number]
    }

    /// The number of a product by its CITES trade term code.
    pub fn product_number(&self, code: &str) -> Option<usize> {
        self.compiled.products.iter().position(|product| product.code == code)
    }

    /// The number of a taxon by its accepted name.
    pub fn taxon_number(&self, name: &str) -> Option<usize> {
        self.compiled.taxa.iter().position(|taxon| taxon.name == name)
    }

    /// The prices that were reported of a taxon, of those above it and of those below it, by its number.
    pub fn prices(&self, taxon: usize) -> impl Iterator<Item = &PriceBand> {
        self.compiled.prices_of[taxon].iter().map(|at| &self.compiled.prices[usize::from(*at)])
    }

    /// Whether a taxon can yield a product, by their numbers; true where nothing is known of the taxon.
    pub fn may_yield(&self, taxon: usize, product: usize) -> bool {
        self.compiled.yields[taxon].is_none_or(|codes| codes.has(product))
    }

    /// The names of the CITES trade terms.
    pub fn product_names(&self) -> &[ProductName] {
        &self.compiled.product_names
    }

    /// A product by its number in a [`Meaning`].
    pub fn product(&self, number: usize) -> &Product {
        &self.compiled.products[number]
    }
}

fn embedded_sources() -> Vec<Source> {
    let source = |(name, text): &(&str, &str)| Source {
        name: (*name).to_owned(),
        shown: format!("knowledge/{name}"),
        text: (*text).to_owned(),
        overlay: false,
    };
    EMBEDDED.iter().map(source).collect()
}

fn folder_sources(folder: &Path) -> Result<Vec<Source>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut sources = Vec::new();
    for below in table::FOLDERS {
        let path = folder.join(below);
        if !below.is_empty() && !path.is_dir() {
            continue;
        }
        read_folder(&path, below, &mut sources, &mut faults);
    }
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    if faults.is_empty() && sources.is_empty() {
        let mend = "put tables such as terms/en.csv or product_words.csv there";
        faults.push(file_fault(&folder.display().to_string(), "holds no table".to_owned(), mend));
    }
    if faults.is_empty() { Ok(sources) } else { Err(faults) }
}

fn read_folder(path: &Path, below: &str, sources: &mut Vec<Source>, faults: &mut Vec<Fault>) {
    let shown = path.display().to_string();
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => {
            faults.push(file_fault(&shown, format!("cannot be read: {error}"), "name a folder of tables"));
            return;
        }
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "csv") {
            continue;
        }
        let file = entry.file_name().to_string_lossy().into_owned();
        let name = if below.is_empty() { file } else { format!("{below}/{file}") };
        let shown = path.display().to_string();
        let known = name.contains('/') || EMBEDDED.iter().any(|(known, _)| *known == name);
        match fs::read(&path) {
            Ok(bytes) if known => match table::decode(&shown, bytes) {
                Ok(text) => sources.push(Source { name, shown, text, overlay: true }),
                Err(fault) => faults.push(fault),
            },
            Ok(_) => faults.push(file_fault(
                &shown,
                "is no table known here".to_owned(),
                "rename it, or move it away",
            )),
            Err(error) => {
                let mend = "make it a file that may be read";
                faults.push(file_fault(&shown, format!("cannot be read: {error}"), mend));
            }
        }
    }
}

fn file_fault(path: &str, message: String, mend: &str) -> Fault {
    Fault { place: Place { path: path.into(), line: 0 }, column: None, message, mend: mend.to_owned() }
}

impl std::fmt::Debug for Knowledge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Knowledge")
            .field("compiled", &self.compiled)
            .field("hash", &self.hash)
            .finish_non_exhaustive()
    }
}
