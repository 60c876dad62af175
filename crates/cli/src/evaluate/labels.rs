//! Labels and slices, read from the columns that the user named.

use serde_json::{Map, Value};

/// The value of a column. Dots reach inside objects, unless a column bears the whole name.
pub(super) fn find<'a>(fields: &'a Map<String, Value>, column: &str) -> Option<&'a Value> {
    if let Some(value) = fields.get(column) {
        return Some(value);
    }
    let (first, rest) = column.split_once('.')?;
    find(fields.get(first)?.as_object()?, rest)
}

/// What a label says: true for suspect.
pub(super) fn as_label(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(label) => Some(*label),
        Value::Number(number) => as_word(&number.to_string()),
        Value::String(word) => as_word(word),
        _ => None,
    }
}

fn as_word(word: &str) -> Option<bool> {
    match word.trim().to_lowercase().as_str() {
        "1" | "1.0" | "true" | "yes" | "suspect" | "suspected" => Some(true),
        "0" | "0.0" | "false" | "no" | "clear" => Some(false),
        _ => None,
    }
}

/// The slices to which a row belongs by a column: `a; b` belongs to two, a missing value to `(none)`.
pub(super) fn slice_values(fields: &Map<String, Value>, column: &str) -> Vec<String> {
    let mut values: Vec<String> = match find(fields, column) {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(values)) => values.iter().map(plain).collect(),
        Some(value) => plain(value).split(';').map(|part| part.trim().to_owned()).collect(),
    };
    values.retain(|value| !value.is_empty());
    values.dedup();
    if values.is_empty() {
        values.push("(none)".to_owned());
    }
    values
}

/// A value as text: strings without quotes, anything else as JSON.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A value for a message, never long.
pub(super) fn shortened(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 40 {
        text
    } else {
        format!("{}…", text.chars().take(40).collect::<String>())
    }
}

/// Whether a row with these slice values belongs to a gathered slice. A pattern is a value, with `*` at its end for
/// any ending and `!` before it for "not this"; a row belongs when it has a wanted value (or none is asked for) and no
/// unwanted one.
pub(super) fn gathers(patterns: &[String], values: &[&str]) -> bool {
    let is_any = |pattern: &str| values.iter().any(|value| fits(pattern, value));
    let mut unwanted = patterns.iter().filter_map(|pattern| pattern.strip_prefix('!'));
    let mut wanted = patterns.iter().filter(|pattern| !pattern.starts_with('!')).peekable();
    let welcome = wanted.peek().is_none() || wanted.any(|pattern| is_any(pattern));
    welcome && !unwanted.any(is_any)
}

fn fits(pattern: &str, value: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => value.starts_with(start),
        None => value == pattern,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fields(value: &Value) -> Map<String, Value> {
        value.as_object().expect("an object").clone()
    }

    #[test]
    fn dots_reach_inside_unless_a_column_bears_the_name() {
        let row = fields(&json!({"gold": {"label": "suspect"}, "a.b": 1, "a": {"b": 2}}));
        assert_eq!(find(&row, "gold.label"), Some(&json!("suspect")));
        assert_eq!(find(&row, "a.b"), Some(&json!(1)));
        assert_eq!(find(&row, "gold.label.x"), None);
        assert_eq!(find(&row, "nothing"), None);
    }

    #[test]
    fn labels_have_many_spellings() {
        for yes in [json!(1), json!(true), json!("1"), json!("Yes"), json!("suspect"), json!(" TRUE ")] {
            assert_eq!(as_label(&yes), Some(true), "{yes}");
        }
        for no in [json!(0), json!(false), json!("0"), json!("no"), json!("clear"), json!(0.0)] {
            assert_eq!(as_label(&no), Some(false), "{no}");
        }
        for neither in [json!(null), json!(2), json!("maybe"), json!([1])] {
            assert_eq!(as_label(&neither), None, "{neither}");
        }
    }

    #[test]
    fn a_row_may_belong_to_several_slices() {
        let row = fields(&json!({"hard": "code word; mixed language", "list": ["a", 1], "none": null}));
        assert_eq!(slice_values(&row, "hard"), ["code word", "mixed language"]);
        assert_eq!(slice_values(&row, "list"), ["a", "1"]);
        assert_eq!(slice_values(&row, "none"), ["(none)"]);
    }

    #[test]
    fn slices_are_gathered_by_pattern() {
        let patterns = |list: &[&str]| list.iter().map(|&pattern| pattern.to_owned()).collect::<Vec<_>>();
        assert!(gathers(&patterns(&["emoji", "pinyin"]), &["plain", "pinyin"]));
        assert!(!gathers(&patterns(&["emoji"]), &["plain"]));
        assert!(gathers(&patterns(&["exemption*"]), &["exemption claim: antique"]));
        assert!(gathers(&patterns(&["!plain"]), &["brand"]));
        assert!(!gathers(&patterns(&["!plain"]), &["plain"]));
    }
}
