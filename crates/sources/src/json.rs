//! One JSON object to one listing.

use crate::batch::{Context, Notes};
use crate::checks::finish;
use crate::fields::listing_of_map;
use crate::mend;
use crate::wire::{self, Wire};
use pugmark_model::{Fault, Record};
use serde_json::{Map, Value};

/// Parses one record.
pub(crate) fn parse(raw: &str, context: &Context, mut notes: Notes<'_>) -> Result<Record, Fault> {
    if !raw.trim_start().starts_with('{') {
        let found: String = raw.trim_start().chars().take(20).collect();
        let message = format!("`{found}` is not a JSON object");
        return Err(notes.fault(message, "write one object a line, or name the format with --format"));
    }
    let depth = context.options.limits.max_depth;
    if deeper_than(raw, depth) {
        let message = format!("JSON nested deeper than {depth} levels");
        return Err(notes.fault(message, "flatten the record"));
    }
    let by_map = context.options.keep_extra || !context.options.map.is_empty();
    if !by_map {
        match serde_json::from_str::<Wire>(raw) {
            Ok(wire) if !wire.is_rare() => return finish(wire.into_listing(), None, notes),
            Ok(_) => {}
            Err(error) => note_doubled(&error, &mut notes),
        }
    }
    let map = map_of(raw, &mut notes)?;
    let extra = context.options.keep_extra.then(|| map.clone());
    let listing = listing_of_map(map, &mut notes);
    finish(listing, extra, notes)
}

/// Notes a key that occurs twice; of the rare aliases several may occur.
fn note_doubled(error: &serde_json::Error, notes: &mut Notes<'_>) {
    let message = error.to_string();
    let key = message.strip_prefix("duplicate field `").and_then(|rest| rest.split('`').next());
    if let Some(key) = key.filter(|key| *key != wire::RARE) {
        notes.note(Some(key), "the key occurs more than once, the last is read", "write it once");
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
    let message = format!("not valid JSON at column {}: {}", refused.column(), reason.to_lowercase());
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
