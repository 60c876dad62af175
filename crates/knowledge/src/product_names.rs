//! What the CITES trade terms are called: `product_names.csv`.

use crate::table::{Row, Source, read};
use crate::tables::{Tables, language_of};
use pugmark_model::Fault;
use pugmark_text::language::Language;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

const COLUMNS: [&str; 3] = ["code", "language", "name"];

/// A name of a product in a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductName {
    /// The number of the product.
    pub product: usize,
    /// The language.
    pub language: Language,
    /// The name.
    pub name: String,
}

impl Tables {
    /// Reads the names of products; the products were read before. A product has one name in a language.
    pub(crate) fn read_product_names(&mut self, sources: &[Source], faults: &mut Vec<Fault>) {
        let mut known: FxHashMap<(usize, Language), (usize, bool)> = FxHashMap::default();
        let mut names: Vec<ProductName> = Vec::new();
        for source in sources.iter().filter(|source| source.name == "product_names.csv") {
            read(source, &COLUMNS, faults, |row| {
                let Some(made) = self.product_name(row) else {
                    return;
                };
                match known.get_mut(&(made.product, made.language)) {
                    Some((_, overlay)) if *overlay == row.is_overlay() => {
                        row.fault(
                            "language",
                            "the product has a name in it already",
                            "delete one of the rows",
                        );
                    }
                    Some((at, overlay)) => {
                        *overlay = true;
                        names[*at] = made;
                    }
                    None => {
                        known.insert((made.product, made.language), (names.len(), row.is_overlay()));
                        names.push(made);
                    }
                }
            });
        }
        self.product_names = names;
    }

    fn product_name(&self, row: &mut Row<'_>) -> Option<ProductName> {
        let product = row.required("code").and_then(|_| self.known_product(row, "code")).flatten();
        let (language, name) = (language_of(row), row.required("name"));
        Some(ProductName { product: product?, language: language?, name: name? })
    }
}
