//! The texts that everything is measured on: real short posts where they are at hand, else the sample.

use crate::shell::root;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Real posts, beside the repository. They are not ours to ship.
const POSTS: [&str; 2] =
    ["../shared/data/labelled/posts/ivory.csv", "../shared/data/labelled/posts/ivory_three_annotators.csv"];
const SAMPLE: &str = "samples/listings.jsonl";

/// Texts and where they are from.
pub(super) struct Texts {
    pub(super) from: String,
    /// Listings without an id, with `label` 0 or 1 for the peers to learn from.
    pub(super) all: Vec<Value>,
}

/// Loads the real posts, or the sample where they are absent.
pub(super) fn load() -> Result<Texts, String> {
    let mut all = Vec::new();
    for path in POSTS.map(|path| root().join(path)) {
        if path.is_file() {
            posts(&path, &mut all).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        }
    }
    if !all.is_empty() {
        return Ok(Texts { from: "real short posts (text and seller's profile)".to_owned(), all });
    }
    let path = root().join(SAMPLE);
    let text =
        std::fs::read_to_string(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    for line in text.lines() {
        let mut listing: Value = serde_json::from_str(line).map_err(|error| format!("{SAMPLE}: {error}"))?;
        listing["label"] = u8::from(listing["gold"]["label"] == "suspect").into();
        if let Some(fields) = listing.as_object_mut() {
            fields.remove("gold");
            fields.remove("id");
        }
        all.push(listing);
    }
    Ok(Texts { from: format!("{SAMPLE}, as the real posts are absent"), all })
}

fn posts(path: &Path, all: &mut Vec<Value>) -> Result<(), csv::Error> {
    let mut reader = csv::Reader::from_path(path)?;
    let headings = reader.headers()?.clone();
    for row in reader.records() {
        let row = row?;
        let cell = |name: &str| {
            let column = headings.iter().position(|heading| heading == name);
            column.and_then(|column| row.get(column)).unwrap_or_default()
        };
        let label = u8::from(cell("label") == "1");
        all.push(json!({ "text": cell("text"), "seller": { "bio": cell("seller_bio") }, "label": label }));
    }
    Ok(())
}

impl Texts {
    /// Writes this many listings, each with an id of its own, the texts over and over.
    pub(super) fn write(&self, path: &Path, count: usize) -> Result<(), String> {
        let write = || -> std::io::Result<()> {
            let mut file = BufWriter::new(File::create(path)?);
            let lines: Vec<String> = self.all.iter().map(Value::to_string).collect();
            for (number, line) in lines.iter().cycle().take(count).enumerate() {
                writeln!(file, "{{\"id\":\"bench-{number}\",{}", &line[1..])?;
            }
            file.flush()
        };
        write().map_err(|error| format!("cannot write {}: {error}", path.display()))
    }
}
