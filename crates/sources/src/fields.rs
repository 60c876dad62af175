//! Which column or key is which field of a listing, and how a value is put there.

use crate::batch::Notes;
use crate::options::Options;
use pugmark_model::{Image, Listing, Money, Seller};
use serde_json::{Map, Value};

/// A field of a listing that one column can fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    Id,
    Platform,
    Url,
    Title,
    Text,
    Comments,
    Language,
    Category,
    Price,
    PriceAmount,
    PriceCurrency,
    Quantity,
    Location,
    Country,
    PostedAt,
    ObservedAt,
    Seller,
    SellerId,
    SellerName,
    SellerUrl,
    SellerBio,
    Images,
    Source,
}

/// Names of columns. Where several names of one field occur together, the earlier in this list counts.
const NAMES: [(&str, Target); 32] = [
    ("id", Target::Id),
    ("platform", Target::Platform),
    ("url", Target::Url),
    ("title", Target::Title),
    ("text", Target::Text),
    ("description", Target::Text),
    ("body", Target::Text),
    ("comments", Target::Comments),
    ("language", Target::Language),
    ("category", Target::Category),
    ("price", Target::Price),
    ("price.amount", Target::PriceAmount),
    ("price_amount", Target::PriceAmount),
    ("price.currency", Target::PriceCurrency),
    ("currency", Target::PriceCurrency),
    ("price_currency", Target::PriceCurrency),
    ("quantity", Target::Quantity),
    ("location", Target::Location),
    ("country", Target::Country),
    ("posted_at", Target::PostedAt),
    ("observed_at", Target::ObservedAt),
    ("seller", Target::Seller),
    ("seller.id", Target::SellerId),
    ("seller_id", Target::SellerId),
    ("seller.name", Target::SellerName),
    ("seller_name", Target::SellerName),
    ("seller.url", Target::SellerUrl),
    ("seller_url", Target::SellerUrl),
    ("seller.bio", Target::SellerBio),
    ("seller_bio", Target::SellerBio),
    ("images", Target::Images),
    ("source", Target::Source),
];

impl Target {
    /// The field that a column of this name fills (any case, blanks around it ignored), and the name's rank
    /// among the names of that field: the lower counts.
    pub(crate) fn of(name: &str) -> Option<(Target, usize)> {
        let wanted = name.trim();
        let rank = NAMES.iter().position(|(known, _)| known.eq_ignore_ascii_case(wanted))?;
        Some((NAMES[rank].1, rank))
    }

    /// The canonical name.
    pub(crate) fn name(self) -> &'static str {
        NAMES.iter().find(|(_, target)| *target == self).map_or("?", |(name, _)| name)
    }

    /// All canonical names, for messages.
    pub(crate) fn all_names() -> String {
        let mut seen: Vec<&str> = NAMES.iter().map(|(_, target)| target.name()).collect();
        seen.dedup();
        seen.join(", ")
    }
}

/// Puts a cell or scalar into the listing, unless the field is filled already. `column` names it in messages.
pub(crate) fn put_text(
    listing: &mut Listing,
    target: Target,
    column: &str,
    value: &str,
    notes: &mut Notes<'_>,
) {
    if value.trim().is_empty() {
        return;
    }
    match target {
        Target::Comments => put_json_or(listing, target, column, value, notes, |listing, value| {
            listing.comments.push(value.to_owned());
        }),
        Target::Images => put_json_or(listing, target, column, value, notes, |listing, value| {
            let parts = value.split('|').map(str::trim).filter(|part| !part.is_empty());
            listing.images.extend(parts.map(image_of));
        }),
        _ => {
            if let Some(slot) = slot(listing, target)
                && slot.is_none()
            {
                *slot = Some(value.to_owned());
            }
        }
    }
}

/// A list column may hold a JSON array; anything else is taken as plain text.
fn put_json_or(
    listing: &mut Listing,
    target: Target,
    column: &str,
    value: &str,
    notes: &mut Notes<'_>,
    plain: impl Fn(&mut Listing, &str),
) {
    if value.trim_start().starts_with('[')
        && let Ok(array @ Value::Array(_)) = serde_json::from_str::<Value>(value)
    {
        put_value(listing, target, column, array, notes);
    } else {
        plain(listing, value);
    }
}

/// The place of a target that holds one text.
fn slot(listing: &mut Listing, target: Target) -> Option<&mut Option<String>> {
    let slot = match target {
        Target::Id => &mut listing.id,
        Target::Platform => &mut listing.platform,
        Target::Url => &mut listing.url,
        Target::Title => &mut listing.title,
        Target::Text => &mut listing.text,
        Target::Language => &mut listing.language,
        Target::Category => &mut listing.category,
        Target::Price | Target::PriceAmount => &mut listing.price.get_or_insert_default().amount,
        Target::PriceCurrency => &mut listing.price.get_or_insert_default().currency,
        Target::Quantity => &mut listing.quantity,
        Target::Location => &mut listing.location,
        Target::Country => &mut listing.country,
        Target::PostedAt => &mut listing.posted_at,
        Target::ObservedAt => &mut listing.observed_at,
        Target::Seller | Target::SellerId => &mut listing.seller.get_or_insert_default().id,
        Target::SellerName => &mut listing.seller.get_or_insert_default().name,
        Target::SellerUrl => &mut listing.seller.get_or_insert_default().url,
        Target::SellerBio => &mut listing.seller.get_or_insert_default().bio,
        Target::Source => &mut listing.source,
        Target::Comments | Target::Images => return None,
    };
    Some(slot)
}

/// An image given by one string: an address, a SHA-256, else a path.
pub(crate) fn image_of(value: &str) -> Image {
    let text = Some(value.to_owned());
    if value.contains("://") {
        Image { url: text, ..Image::default() }
    } else if value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        Image { sha256: Some(value.to_ascii_lowercase()), ..Image::default() }
    } else {
        Image { path: text, ..Image::default() }
    }
}

/// Puts a JSON value into the listing, coercing where that is harmless.
pub(crate) fn put_value(
    listing: &mut Listing,
    target: Target,
    column: &str,
    value: Value,
    notes: &mut Notes<'_>,
) {
    match (target, value) {
        (_, Value::Null) => {}
        (_, Value::String(text)) => put_text(listing, target, column, &text, notes),
        (_, Value::Number(number)) => put_text(listing, target, column, &number.to_string(), notes),
        (Target::Price, Value::Object(map)) => put_parts(listing, "price", map, notes),
        (Target::Seller, Value::Object(map)) => put_parts(listing, "seller", map, notes),
        (Target::Comments, Value::Array(values)) => {
            listing.comments.extend(values.into_iter().filter_map(|value| comment_of(value, column, notes)));
        }
        (Target::Images, Value::Array(values)) => {
            listing
                .images
                .extend(values.into_iter().filter_map(|value| image_of_value(value, column, notes)));
        }
        (Target::Images, value @ Value::Object(_)) => {
            listing.images.extend(image_of_value(value, column, notes));
        }
        (Target::Title | Target::Text, Value::Array(values)) => {
            let lines: Vec<String> =
                values.into_iter().filter_map(|value| comment_of(value, column, notes)).collect();
            put_text(listing, target, column, &lines.join("\n"), notes);
        }
        (_, other) => wrong_kind(column, &other, notes),
    }
}

fn wrong_kind(column: &str, value: &Value, notes: &mut Notes<'_>) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    notes.note(
        Some(column),
        format!("{kind} where text is due, left out"),
        "write it as text, or leave it out",
    );
}

fn put_parts(listing: &mut Listing, parent: &str, map: Map<String, Value>, notes: &mut Notes<'_>) {
    for (key, value) in map {
        let column = format!("{parent}.{key}");
        if let Some((target, _)) = Target::of(&column) {
            put_value(listing, target, &column, value, notes);
        }
    }
}

fn comment_of(value: Value, column: &str, notes: &mut Notes<'_>) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(mut map) if map.get("text").is_some_and(Value::is_string) => {
            map.remove("text").and_then(|text| comment_of(text, column, notes))
        }
        other => {
            wrong_kind(column, &other, notes);
            None
        }
    }
}

fn image_of_value(value: Value, column: &str, notes: &mut Notes<'_>) -> Option<Image> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(image_of(&text)),
        Value::Object(mut map) => {
            let mut text = |key: &str| match map.remove(key) {
                Some(Value::String(text)) => Some(text),
                _ => None,
            };
            let image = Image { path: text("path"), url: text("url"), sha256: text("sha256") };
            (image != Image::default()).then_some(image)
        }
        other => {
            wrong_kind(column, &other, notes);
            None
        }
    }
}

/// Reads a listing from a map of fields, by name, alias and the caller's own mapping.
pub(crate) fn listing_of_map(map: Map<String, Value>, notes: &mut Notes<'_>) -> Listing {
    let options = &notes.context.options;
    let mut listing = Listing::default();
    for (field, column) in &options.map {
        if let Some((target, _)) = Target::of(field)
            && let Some(value) = at_path(&map, column)
        {
            put_value(&mut listing, target, column, value.clone(), notes);
        }
    }
    let mut known: Vec<(usize, Target, String, Value)> = map
        .into_iter()
        .filter(|(key, _)| !is_mapped(options, key))
        .filter_map(|(key, value)| Target::of(&key).map(|(target, rank)| (rank, target, key, value)))
        .collect();
    known.sort_by_key(|(rank, ..)| *rank);
    for (_, target, key, value) in known {
        put_value(&mut listing, target, &key, value, notes);
    }
    listing
}

/// Whether the caller's mapping claims this column.
pub(crate) fn is_mapped(options: &Options, column: &str) -> bool {
    options.map.iter().any(|(_, mapped)| same_column(mapped, column))
}

/// Whether two spellings name one column.
pub(crate) fn same_column(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// The value under a key, or under a dotted path of keys.
fn at_path<'a>(map: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    if let Some(value) = map.get(path) {
        return Some(value);
    }
    if let Some((_, value)) = map.iter().find(|(key, _)| same_column(key, path)) {
        return Some(value);
    }
    let (first, rest) = path.split_once('.')?;
    at_path(map.get(first)?.as_object()?, rest)
}

/// Whether the text is there and holds nothing but blanks.
fn blank(text: Option<&String>) -> bool {
    let Some(text) = text else { return false };
    let plain = text.as_bytes().first().is_some_and(u8::is_ascii_graphic);
    !plain && text.trim().is_empty()
}

/// Drops what holds nothing, so that `Some` means there is something.
pub(crate) fn tidy(listing: &mut Listing) {
    for target in [
        Target::Id,
        Target::Platform,
        Target::Url,
        Target::Title,
        Target::Text,
        Target::Language,
        Target::Category,
        Target::Quantity,
        Target::Location,
        Target::Country,
        Target::PostedAt,
        Target::ObservedAt,
        Target::Source,
    ] {
        if let Some(slot) = slot(listing, target)
            && blank(slot.as_ref())
        {
            *slot = None;
        }
    }
    let images = listing.images.iter_mut().flat_map(|it| [&mut it.path, &mut it.url, &mut it.sha256]);
    let seller =
        listing.seller.iter_mut().flat_map(|it| [&mut it.id, &mut it.name, &mut it.url, &mut it.bio]);
    let price = listing.price.iter_mut().flat_map(|it| [&mut it.amount, &mut it.currency]);
    for part in images.chain(seller).chain(price) {
        if blank(part.as_ref()) {
            *part = None;
        }
    }
    listing.images.retain(|image| *image != Image::default());
    listing.seller.take_if(|seller| *seller == Seller::default());
    listing.price.take_if(|price| *price == Money::default());
}
