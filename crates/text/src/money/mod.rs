//! Prices and quantities, as adverts write them.
//!
//! The text is cut into tokens ([`scan`]), each word looked up in the tables of `data/` ([`tables`]); numbers are
//! put together with multiplier, currency mark and unit ([`read`]); what stands around each is weighed
//! ([`evidence`], [`context`]) to tell asked prices, amounts of goods and other numbers apart ([`judge`]).

mod amount;
mod context;
mod cue;
mod evidence;
mod hanzi;
mod judge;
mod read;
mod scan;
mod single;
mod tables;

use crate::{Hints, Normal};
use pugmark_model::{Field, Price, Quantity};
use scan::Style;
use std::cell::Cell;
use std::ops::Range;
use tables::{Locale, TABLES};

pub use single::parse_price;

/// Longest token list whose room is kept for the next text.
const MOST_KEPT: usize = 1024;

thread_local! {
    /// Room for the tokens of one text, kept between texts.
    static TOKENS: Cell<Vec<scan::Token>> = const { Cell::new(Vec::new()) };
}

/// Reads asked or offered prices and amounts of goods out of one field.
///
/// `taken` are byte ranges of `normal.folded()` that are contacts or permits; no number is read there. `prices` may
/// hold what was read from earlier fields of the same listing: a bare number takes their currency.
pub fn extract(
    normal: &Normal,
    field: Field,
    hints: &Hints,
    taken: &[Range<usize>],
    prices: &mut Vec<Price>,
    quantities: &mut Vec<Quantity>,
) {
    let text = normal.folded();
    if !scan::may_hold_amount(text, tables::mask(hints.language)) {
        return;
    }
    let locale = locale(hints);
    let room = TOKENS.take();
    let tokens = scan::scan_into(room, text, style(hints, locale), taken);
    judge::judge(&tokens, normal, field, &judge::Setting { locale }, prices, quantities);
    if tokens.capacity() <= MOST_KEPT {
        TOKENS.set(tokens);
    }
}

/// Currency and decimal mark of a place and language.
fn locale(hints: &Hints) -> Locale {
    let mut country_key = [b'-', 0, 0];
    if let Some(code) = hints.country {
        country_key[1..].copy_from_slice(&code);
    }
    let country = std::str::from_utf8(&country_key).ok().and_then(|key| TABLES.locale(key));
    let language = hints.language.and_then(|language| TABLES.locale(language));
    let fallback = Locale { currency: "USD", decimal: b'.' };
    let decimal = match (hints.language, country, language) {
        (Some("es") | None, Some(country), _) | (_, Some(country), None) => country.decimal,
        (_, _, Some(language)) => language.decimal,
        _ => fallback.decimal,
    };
    let currency = country.or(language).unwrap_or(fallback).currency;
    Locale { currency, decimal }
}

fn style(hints: &Hints, locale: Locale) -> Style {
    let space_groups = !matches!(hints.language, Some("en" | "zh" | "ja" | "th" | "vi" | "id" | "ms" | "hi"));
    Style { mask: tables::mask(hints.language), decimal: locale.decimal, space_groups }
}
