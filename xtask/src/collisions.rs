//! `cargo xtask collisions`: names that stand in ordinary text, and are not marked as needing context.
//!
//! Reads the names of `knowledge/names/` and texts that are not about wildlife, and counts in how many texts each name
//! stands. A name that stands in more than a few is an ordinary word, a surname, a colour, a place or a brand: give it
//! `needs` = `context`. Texts whose language is known are searched for the names of that language, and English and
//! Latin ones; others for all names.

use crate::Done;
use crate::shell::{root, unknown, value};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

/// Texts of the tests beside the project: file, and the column and value that mark the innocent ones.
const BACKGROUNDS: &[(&str, &str, &str)] = &[
    ("ads/ordinary_titles.csv", "label", "0"),
    ("ads/leather.csv", "label", "0"),
    ("ads/sharks.csv", "label", "0"),
    ("ads/birds_stemmed.csv", "junk", "1"),
    ("posts/ivory.csv", "label", "0"),
    ("posts/ivory_three_annotators.csv", "label", "0"),
    ("news/hk_customs_zh.csv", "wildlife", "0"),
];
/// Share of the texts of a language in which a name may stand without a mark.
const RATE: f64 = 0.0003;
/// Texts in which it may stand however few there are.
const CHANCE: usize = 1;
/// Languages whose names are read in every text.
const EVERYWHERE: [&str; 2] = ["en", "la"];

/// Prints the collisions.
pub(crate) fn run(arguments: &[String]) -> Done {
    let mut rate = RATE;
    let mut files = Vec::new();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--background" => files.push(value(argument, &mut arguments)?.to_owned()),
            "--rate" => {
                let text = value(argument, &mut arguments)?;
                rate = text.parse().map_err(|_| format!("`--rate {text}`: give a share such as 0.001"))?;
            }
            other => return Err(unknown(other)),
        }
    }
    let mut texts = Vec::new();
    for file in &files {
        read_background(Path::new(file), None, &mut texts)?;
    }
    if files.is_empty() {
        read_shared(&mut texts)?;
    }
    if texts.is_empty() {
        println!("skipped: no text; name some with `--background FILE` (CSV or plain text)");
        return Ok(());
    }
    let names = Names::read(&root().join("knowledge/names"))?;
    report(&names, &texts, rate);
    Ok(())
}

/// A text and its language, if known.
struct Text {
    language: Option<String>,
    words: Vec<String>,
}

fn read_shared(texts: &mut Vec<Text>) -> Done {
    let shared = root().join("../shared");
    for (name, column, wanted) in BACKGROUNDS {
        let path = shared.join("data/labelled").join(name);
        if path.exists() {
            read_background(&path, Some((column, wanted)), texts)?;
        }
    }
    let mut plain: Vec<PathBuf> = fs::read_dir(shared.join("background"))
        .map(|folder| folder.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    plain.sort();
    plain.iter().try_for_each(|path| read_background(path, None, texts))
}

/// Reads the title and text of each row of a CSV, or the lines of anything else.
fn read_background(path: &Path, wanted: Option<(&str, &str)>, texts: &mut Vec<Text>) -> Done {
    let shown = path.display();
    if path.extension().is_none_or(|extension| extension != "csv") {
        let text = fs::read_to_string(path).map_err(|error| format!("`{shown}` cannot be read: {error}"))?;
        texts.extend(text.lines().map(|line| Text { language: None, words: words(line) }));
        return Ok(());
    }
    let mut reader =
        csv::Reader::from_path(path).map_err(|error| format!("`{shown}` cannot be read: {error}"))?;
    for row in reader.deserialize() {
        let row: BTreeMap<String, String> = row.map_err(|error| format!("`{shown}`: {error}"))?;
        let cell = |column: &str| row.get(column).map_or("", String::as_str);
        if wanted.is_some_and(|(column, wanted)| cell(column) != wanted) {
            continue;
        }
        let language = Some(cell("language").to_owned()).filter(|language| !language.is_empty());
        texts.push(Text { language, words: words(&format!("{}\n{}", cell("title"), cell("text"))) });
    }
    Ok(())
}

/// The words of a text in small letters without accents; a character of an unspaced script is a word.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for character in text.chars().flat_map(char::to_lowercase) {
        let unspaced =
            matches!(character, '\u{0E00}'..='\u{0EFF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}');
        if unspaced || !(character.is_alphanumeric() || character == '\'') {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if unspaced {
                words.push(character.to_string());
            }
        } else if character != '\'' {
            word.push(bare(character));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// The letter without its accent, for the accents of French and Spanish.
fn bare(letter: char) -> char {
    match letter {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        other => other,
    }
}

/// A name without a mark.
struct Name {
    words: Vec<String>,
    text: String,
    language: String,
    taxon: String,
}

/// All names without a mark, by their first word.
struct Names {
    names: Vec<Name>,
    by_first: HashMap<String, Vec<usize>>,
}

impl Names {
    fn read(folder: &Path) -> Result<Self, String> {
        let entries = fs::read_dir(folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
        let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        files.sort();
        let mut found = Self { names: Vec::new(), by_first: HashMap::new() };
        for path in files {
            let language = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let mut reader =
                csv::Reader::from_path(&path).map_err(|error| format!("`{}`: {error}", path.display()))?;
            for row in reader.deserialize() {
                let row: BTreeMap<String, String> =
                    row.map_err(|error| format!("`{}`: {error}", path.display()))?;
                found.add(&row, &language);
            }
        }
        Ok(found)
    }

    fn add(&mut self, row: &BTreeMap<String, String>, language: &str) {
        let cell = |column: &str| row.get(column).cloned().unwrap_or_default();
        let words = words(&cell("name"));
        if cell("needs") == "context" {
            return;
        }
        let Some(first) = words.first().cloned() else { return };
        self.by_first.entry(first).or_default().push(self.names.len());
        self.names.push(Name {
            words,
            text: cell("name"),
            language: language.to_owned(),
            taxon: cell("taxon"),
        });
    }

    /// The names that stand in a text, each once.
    fn in_text(&self, text: &Text) -> Vec<usize> {
        let mut found = Vec::new();
        for start in 0..text.words.len() {
            let candidates = self.by_first.get(&text.words[start]).map_or(&[][..], Vec::as_slice);
            for &number in candidates {
                let name = &self.names[number];
                let spoken = text.language.as_ref().is_none_or(|language| {
                    *language == name.language || EVERYWHERE.contains(&name.language.as_str())
                });
                if spoken && text.words[start..].starts_with(&name.words) && !found.contains(&number) {
                    found.push(number);
                }
            }
        }
        found
    }
}

fn report(names: &Names, texts: &[Text], rate: f64) {
    let mut hits: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (at, text) in texts.iter().enumerate() {
        for number in names.in_text(text) {
            hits.entry(number).or_insert((0, at)).0 += 1;
        }
    }
    let most = rate * texts.len() as f64;
    let mut rows: Vec<(usize, usize, usize)> = hits
        .into_iter()
        .filter(|(_, (count, _))| *count > CHANCE && *count as f64 > most)
        .map(|(n, (count, at))| (count, n, at))
        .collect();
    rows.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    println!("texts  name (language, taxon): an example");
    for (count, number, at) in &rows {
        let name = &names.names[*number];
        let example: String = texts[*at].words.join(" ").chars().take(70).collect();
        println!("{count:5}  {} ({}, {}): {example}", name.text, name.language, name.taxon);
    }
    println!(
        "{} names without a mark stand in more than {most:.0} of {} ordinary texts",
        rows.len(),
        texts.len()
    );
}
