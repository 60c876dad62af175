//! Which taxon can yield which product: no pangolin has feathers.
//!
//! A row of `yields.csv` gives codes to a taxon and to all that stands below it. A taxon may yield what any row on its way
//! up says, and, since a name of a higher taxon stands for any of its members, what any row below it says.

use crate::atlas::Found;
use crate::table::{Row, Source, read};
use crate::tables::Tables;
use pugmark_model::Fault;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

const COLUMNS: [&str; 2] = ["taxon", "codes"];

/// More product codes than this cannot be held.
pub(crate) const MOST_CODES: usize = 256;

/// A set of product codes by their numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Codes([u64; MOST_CODES / 64]);

impl Codes {
    pub(crate) fn add(&mut self, product: usize) {
        if let Some(word) = self.0.get_mut(product / 64) {
            *word |= 1 << (product % 64);
        }
    }

    pub(crate) fn has(&self, product: usize) -> bool {
        self.0.get(product / 64).is_some_and(|word| word >> (product % 64) & 1 == 1)
    }

    fn join(&mut self, other: &Self) {
        for (word, more) in self.0.iter_mut().zip(other.0) {
            *word |= more;
        }
    }
}

/// The rows of `yields.csv`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Yields {
    rows: FxHashMap<String, Codes>,
    /// The codes of all rows below a taxon.
    below: FxHashMap<String, Codes>,
    seen: FxHashSet<(String, bool)>,
}

impl Yields {
    /// Reads a row; `product` finds a code's number, `is_taxon` says whether a taxon is known.
    fn row(
        &mut self,
        row: &mut Row<'_>,
        product: impl Fn(&str) -> Option<usize>,
        is_taxon: impl Fn(&str) -> bool,
    ) {
        let (Some(taxon), Some(written)) = (row.required("taxon"), row.required("codes")) else {
            return;
        };
        let mut codes = Codes::default();
        let mut sound = true;
        for code in written.split('|') {
            if let Some(number) = product(code) {
                codes.add(number);
            } else {
                let mend = "part codes with | and write them as products.csv does";
                row.fault("codes", format!("`{code}` is not in products.csv"), mend);
                sound = false;
            }
        }
        if !is_taxon(&taxon) {
            let message = format!("`{taxon}` is not in taxa.csv nor in the taxonomy");
            row.fault("taxon", message, "add it there or correct the spelling");
            sound = false;
        }
        if !self.seen.insert((taxon.clone(), row.is_overlay())) {
            row.fault("taxon", format!("`{taxon}` has a row already"), "write all its codes in one row");
            sound = false;
        }
        if sound {
            self.rows.insert(taxon, codes);
        }
    }

    /// What the taxon of a line may yield; `None` where nothing is said of it or of what stands above it.
    fn of(&self, line: &[String]) -> Option<Codes> {
        let mut all: Option<Codes> = None;
        let above = line.iter().filter_map(|name| self.rows.get(name));
        for codes in above.chain(line.first().and_then(|own| self.below.get(own))) {
            all.get_or_insert_default().join(codes);
        }
        all
    }
}

impl Tables {
    /// Reads what each taxon may yield; taxa and products were read before.
    pub(crate) fn read_yields(&mut self, sources: &[Source], faults: &mut Vec<Fault>) {
        let mut yields = Yields::default();
        for source in sources.iter().filter(|source| source.name == "yields.csv") {
            read(source, &COLUMNS, faults, |row| {
                yields.row(row, |code| self.product_index.get(code).copied(), |taxon| self.knows(taxon));
            });
        }
        for (taxon, codes) in &yields.rows {
            for above in self.line(taxon) {
                yields.below.entry(above).or_default().join(codes);
            }
        }
        self.yields = self.taxa.iter().map(|taxon| yields.of(&self.line(&taxon.name))).collect();
        self.yield_rows = yields;
    }

    /// What a taxon may yield.
    pub(crate) fn yield_of(&self, taxon: &str) -> Option<Codes> {
        self.yield_rows.of(&self.line(taxon))
    }

    /// Tells of a term that stands for what its taxon cannot yield.
    pub(crate) fn check_yield(&self, row: &mut Row<'_>, taxon: usize, product: usize) {
        if self.yields[taxon].is_none_or(|codes| codes.has(product)) {
            return;
        }
        let (taxon, code) = (&self.taxa[taxon].name, &self.products[product].code);
        let mend = "correct the code, or add it to the taxon in yields.csv";
        row.fault("product", format!("{taxon} yields no {code}"), mend);
    }

    /// Whether the trade tables or the taxonomy name a taxon.
    pub(crate) fn knows(&self, taxon: &str) -> bool {
        self.taxon_index.contains_key(taxon) || matches!(self.taxonomy.find(taxon), Found::Accepted(_))
    }

    /// A taxon and all that stands above it.
    pub(crate) fn line(&self, taxon: &str) -> Vec<String> {
        match self.taxonomy.find(taxon) {
            Found::Accepted(number) => {
                self.taxonomy.lineage(number).map(|at| self.taxonomy.name(at).to_owned()).collect()
            }
            _ => vec![taxon.to_owned()],
        }
    }
}
