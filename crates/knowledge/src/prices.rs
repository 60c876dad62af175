//! What things cost, as far as it was reported: `prices.csv`.

use crate::table::{Row, Source, read};
use crate::tables::Tables;
use crate::vocabulary::{PriceForm, PriceUnit};
use pugmark_model::Fault;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

const COLUMNS: [&str; 11] =
    ["taxon", "product", "form", "unit", "currency", "low", "high", "place", "year", "status", "source"];

/// A price that was reported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PriceBand {
    /// The taxon, of any rank, by its scientific name.
    pub taxon: String,
    /// The number of the product.
    pub product: usize,
    /// In which state it was sold.
    pub form: PriceForm,
    /// What the price was for.
    pub unit: PriceUnit,
    /// ISO 4217.
    pub currency: String,
    /// Lowest price of the unit, in the currency.
    pub low: f64,
    /// Highest price of the unit, in the currency.
    pub high: f64,
    /// Where, in plain words; may be empty.
    pub place: String,
    /// In which year, where that is known.
    pub year: Option<u16>,
    /// Whether the figure was seen in its source.
    pub confirmed: bool,
    /// Who reported it.
    pub source: String,
}

/// The rows of `prices.csv`.
#[derive(Debug, Clone, Default)]
struct Prices {
    bands: Vec<PriceBand>,
    /// Where the band of a key stands among them, and whether it is laid over the tables of the program.
    known: FxHashMap<String, (usize, bool)>,
}

impl Prices {
    fn row(&mut self, row: &mut Row<'_>, tables: &Tables) {
        let key: Vec<&str> =
            COLUMNS.iter().filter(|column| is_key(column)).map(|column| row.cell(column)).collect();
        let key = key.join("|");
        let Some(band) = band(row, tables) else {
            return;
        };
        match self.known.get_mut(&key) {
            Some((_, overlay)) if *overlay == row.is_overlay() => {
                row.fault(
                    "taxon",
                    "the same price stands above",
                    "delete one of the rows, or give its year or place",
                );
            }
            Some((at, overlay)) => {
                *overlay = true;
                self.bands[*at] = band;
            }
            None => {
                self.known.insert(key, (self.bands.len(), row.is_overlay()));
                self.bands.push(band);
            }
        }
    }
}

/// What tells two reports apart; a later row of the same key takes the place of the earlier.
fn is_key(column: &str) -> bool {
    matches!(column, "taxon" | "product" | "form" | "unit" | "currency" | "place" | "year")
}

fn band(row: &mut Row<'_>, tables: &Tables) -> Option<PriceBand> {
    let taxon = row.required("taxon").filter(|name| {
        let known = tables.knows(name);
        if !known {
            let message = format!("`{name}` is not in taxa.csv nor in the taxonomy");
            row.fault("taxon", message, "add it there or correct the spelling");
        }
        known
    });
    let product = row.required("product").and_then(|_| tables.known_product(row, "product")).flatten();
    let form = row.choice("form", PriceForm::from_spelling, &PriceForm::spellings());
    let unit = row.choice("unit", PriceUnit::from_spelling, &PriceUnit::spellings());
    let currency = currency(row);
    let (low, high) = (amount(row, "low"), amount(row, "high"));
    if let (Some(low), Some(high)) = (low, high)
        && low > high
    {
        row.fault("high", "is less than `low`", "write the lowest price first");
        return None;
    }
    let year = year(row);
    let confirmed = row.confirmed("status");
    let source = row.required("source");
    let place = row.cell("place").to_owned();
    Some(PriceBand {
        taxon: taxon?,
        product: product?,
        form: form?,
        unit: unit?,
        currency: currency?,
        low: low?,
        high: high?,
        place,
        year: year?,
        confirmed: confirmed?,
        source: source?,
    })
}

fn currency(row: &mut Row<'_>) -> Option<String> {
    let code = row.cell("currency").to_owned();
    let sound = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if !sound {
        row.fault("currency", format!("`{code}` is not a currency"), "use the ISO 4217 code, such as USD");
    }
    sound.then_some(code)
}

fn amount(row: &mut Row<'_>, column: &str) -> Option<f64> {
    let text = row.cell(column).to_owned();
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let found = text.parse::<f64>().ok().filter(|amount| plain && *amount > 0.0 && *amount < 1e12);
    if found.is_none() {
        row.fault(
            column,
            format!("`{text}` is not a price"),
            "write a plain number over 0, such as 1200 or 0.5",
        );
    }
    found
}

fn year(row: &mut Row<'_>) -> Option<Option<u16>> {
    let text = row.cell("year").to_owned();
    if text.is_empty() {
        return Some(None);
    }
    let found = text.parse::<u16>().ok().filter(|year| (1900..2200).contains(year));
    if found.is_none() {
        row.fault("year", format!("`{text}` is not a year"), "write four digits, or leave it empty");
    }
    found.map(Some)
}

impl Tables {
    /// Reads the prices, last of all: a price of a taxon is also one of those above and below it.
    pub(crate) fn read_prices(&mut self, sources: &[Source], faults: &mut Vec<Fault>) {
        let mut prices = Prices::default();
        for source in sources.iter().filter(|source| source.name == "prices.csv") {
            read(source, &COLUMNS, faults, |row| prices.row(row, self));
        }
        self.prices = prices.bands;
        let lines: Vec<Vec<String>> = self.prices.iter().map(|band| self.line(&band.taxon)).collect();
        self.prices_of = self
            .taxa
            .iter()
            .map(|taxon| {
                let own = self.line(&taxon.name);
                let fits = |at: &u16| {
                    let at = usize::from(*at);
                    own.contains(&self.prices[at].taxon) || lines[at].contains(&taxon.name)
                };
                (0..u16::try_from(lines.len()).unwrap_or(u16::MAX)).filter(fits).collect()
            })
            .collect();
    }
}
