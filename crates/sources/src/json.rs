//! One JSON object to one listing.

use crate::batch::{Context, Notes};
use crate::checks::finish;
use crate::fields::listing_of_map;
use crate::mend;
use pugmark_model::{Fault, Image, Listing, Money, Record, Seller};
use serde::de::{IgnoredAny, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use std::fmt;

/// A listing as the contract writes it, read without a detour. The last fields only tell that a key occurs which
/// needs the slower way by a map.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Wire {
    id: Scalar,
    platform: Option<String>,
    url: Option<String>,
    title: Option<String>,
    text: Option<String>,
    comments: Option<Vec<String>>,
    language: Option<String>,
    category: Option<String>,
    price: Option<Money>,
    quantity: Scalar,
    location: Option<String>,
    country: Option<String>,
    posted_at: Scalar,
    observed_at: Scalar,
    seller: Option<WireSeller>,
    images: Option<Vec<Image>>,
    source: Option<String>,
    #[serde(
        alias = "body",
        alias = "currency",
        alias = "price.amount",
        alias = "price_amount",
        alias = "price.currency",
        alias = "price_currency",
        alias = "seller.id",
        alias = "seller_id",
        alias = "seller.name",
        alias = "seller_name",
        alias = "seller.url",
        alias = "seller_url",
        alias = "seller.bio",
        alias = "seller_bio"
    )]
    description: Option<IgnoredAny>,
}

impl Wire {
    fn into_listing(self) -> Listing {
        Listing {
            id: self.id.0,
            platform: self.platform,
            url: self.url,
            title: self.title,
            text: self.text,
            comments: self.comments.unwrap_or_default(),
            language: self.language,
            category: self.category,
            price: self.price,
            quantity: self.quantity.0,
            location: self.location,
            country: self.country,
            posted_at: self.posted_at.0,
            observed_at: self.observed_at.0,
            seller: self.seller.map(WireSeller::into_seller),
            images: self.images.unwrap_or_default(),
            source: self.source,
        }
    }
}

/// A seller as the contract writes it, with a number allowed as its id.
#[derive(Deserialize, Default)]
#[serde(default)]
struct WireSeller {
    id: Scalar,
    name: Option<String>,
    url: Option<String>,
    bio: Option<String>,
}

impl WireSeller {
    fn into_seller(self) -> Seller {
        Seller {
            id: self.id.0,
            name: self.name,
            url: self.url,
            bio: self.bio,
        }
    }
}

/// Text, or a number as its own spelling.
#[derive(Default)]
struct Scalar(Option<String>);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor).map(Scalar)
    }
}

struct ScalarVisitor;

impl Visitor<'_> for ScalarVisitor {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text or a number")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Some(text))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(serde_json::Number::from_f64(number).map(|number| number.to_string()))
    }
}

/// Parses one record.
pub(crate) fn parse(raw: &str, context: &Context, mut notes: Notes<'_>) -> Result<Record, Fault> {
    if !raw.trim_start().starts_with('{') {
        let found: String = raw.trim_start().chars().take(20).collect();
        let message = format!("`{found}` is not a JSON object");
        return Err(notes.fault(
            message,
            "write one object a line, or name the format with --format",
        ));
    }
    let depth = context.options.limits.max_depth;
    if deeper_than(raw, depth) {
        let message = format!("JSON nested deeper than {depth} levels");
        return Err(notes.fault(message, "flatten the record"));
    }
    let by_map = context.options.keep_extra || !context.options.map.is_empty();
    if !by_map {
        match serde_json::from_str::<Wire>(raw) {
            Ok(wire) if wire.description.is_none() => return finish(wire.into_listing(), None, notes),
            Ok(_) => {}
            Err(error) => note_doubled(&error, &mut notes),
        }
    }
    let map = map_of(raw, &mut notes)?;
    let extra = context.options.keep_extra.then(|| map.clone());
    let listing = listing_of_map(map, &mut notes);
    finish(listing, extra, notes)
}

/// Notes a key that occurs twice; of the keys that only point to the slower way, several may occur.
fn note_doubled(error: &serde_json::Error, notes: &mut Notes<'_>) {
    let message = error.to_string();
    let key = message
        .strip_prefix("duplicate field `")
        .and_then(|rest| rest.split('`').next());
    if let Some(key) = key.filter(|key| *key != "description") {
        notes.note(
            Some(key),
            "the key occurs more than once, the last is read",
            "write it once",
        );
    }
}

/// Reads any object, mending what common writers get wrong.
fn map_of(raw: &str, notes: &mut Notes<'_>) -> Result<Map<String, Value>, Fault> {
    let refused = match serde_json::from_str::<Map<String, Value>>(raw) {
        Ok(map) => return Ok(map),
        Err(refused) => refused,
    };
    let mended = mend::mend(raw);
    if !mended.mends.is_empty()
        && let Ok(map) = serde_json::from_str::<Map<String, Value>>(&mended.text)
    {
        for found in mended.mends {
            notes.note(found.key.as_deref(), found.message, found.advice);
        }
        return Ok(map);
    }
    let reason = refused.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    let message = format!(
        "not valid JSON at column {}: {}",
        refused.column(),
        reason.to_lowercase()
    );
    Err(notes.fault(message, "mend or delete the record"))
}

/// Whether brackets outside strings nest deeper than `most`.
fn deeper_than(raw: &str, most: usize) -> bool {
    let bytes = raw.as_bytes();
    if memchr::memchr2_iter(b'{', b'[', bytes).nth(most).is_none() {
        return false;
    }
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > most {
            return true;
        }
    }
    false
}
