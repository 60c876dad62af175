//! The invariants of ARCHITECTURE.md, each held by a test that reads the repository's own files.

// A file that cannot be read is a failed test.
#![allow(clippy::unwrap_used)]

mod reading;

use reading::{Source, crates, files, root, rows, text};
use std::collections::HashSet;

/// Which crates a crate may depend on. A crate that is not here has to be added with its row in ARCHITECTURE.md.
const MAY_DEPEND_ON: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("text", &["model"]),
    ("knowledge", &["model", "text"]),
    ("score", &["model", "text", "knowledge"]),
    ("sources", &["model"]),
    ("cli", &["model", "text", "knowledge", "score", "sources"]),
];

/// Crates whose functions only compute.
const PURE: &[&str] = &["model", "text", "knowledge", "score"];

/// What a crate that only computes has no use for.
const OUTSIDE: &[&str] =
    &["tokio", "async-std", "sqlx", "rusqlite", "reqwest", "ureq", "hyper", "axum", "chrono", "time", "rand"];

/// Longest file of a crate, in lines.
const LONGEST: usize = 600;

fn manifest(name: &str) -> toml::Table {
    text(format!("crates/{name}/Cargo.toml")).parse().unwrap()
}

/// The names in `[dependencies]` of a crate.
fn dependencies(name: &str) -> Vec<String> {
    let manifest = manifest(name);
    let table = manifest.get("dependencies").and_then(toml::Value::as_table);
    table.map(|table| table.keys().cloned().collect()).unwrap_or_default()
}

#[test]
fn dependencies_point_one_way() {
    for name in crates() {
        let allowed = MAY_DEPEND_ON.iter().find(|(known, _)| *known == name);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("crates/{name} has no row in MAY_DEPEND_ON"));
        for dependency in dependencies(&name) {
            if let Some(ours) = dependency.strip_prefix("pugmark-") {
                assert!(allowed.contains(&ours), "crates/{name} must not depend on {ours}");
            }
        }
    }
}

#[test]
fn pure_crates_touch_nothing_outside() {
    let words =
        ["std::fs", "std::net", "std::env", "std::process", "SystemTime", "Instant", "println!", "eprintln!"];
    for name in PURE {
        for dependency in dependencies(name) {
            assert!(!OUTSIDE.contains(&dependency.as_str()), "crates/{name} depends on {dependency}");
        }
        for path in files(format!("crates/{name}/src"), "rs") {
            let loads_its_folder = *name == "knowledge" && path.ends_with("src/lib.rs");
            let code = Source::of(&text(&path)).code;
            for word in words.iter().filter(|word| !(loads_its_folder && **word == "std::fs")) {
                assert!(!code.contains(word), "{}: {word}", path.display());
            }
            // `use std::{fs, …}` says the same in another way.
            let grouped = code.match_indices("use std::{").any(|(at, _)| {
                let names = code[at..].split(';').next().unwrap_or_default();
                ["fs", "net", "env", "process"].iter().any(|module| {
                    names.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == *module)
                })
            });
            assert!(!grouped, "{}: a group of `use std::{{…}}` with a module of the outside", path.display());
        }
    }
}

#[test]
fn text_knows_no_species_and_no_code_word() {
    let taxa = rows("knowledge/taxa.csv");
    let genera: HashSet<String> = taxa
        .iter()
        .filter(|row| row["rank"] == "species" || row["rank"] == "genus")
        .filter_map(|row| Some(row["taxon"].split(' ').next()?.to_lowercase()))
        .collect();
    let terms: Vec<_> = files("knowledge/terms", "csv").into_iter().flat_map(rows).collect();
    // Codes of one or two letters are also units, countries and marks.
    let codes: HashSet<String> = terms
        .iter()
        .filter(|row| {
            row["kind"] != "plain" && row["term"].chars().filter(|c| c.is_alphanumeric()).count() > 2
        })
        .map(|row| row["term"].to_lowercase())
        .collect();
    assert!(genera.len() > 100 && codes.len() > 50, "the tables were not read");
    for path in files("crates/text/data", "csv") {
        // Places and the small words of a language may be spelled as a genus is (Morelia, boa).
        if path.ends_with("places.csv") || path.components().any(|part| part.as_os_str() == "function_words")
        {
            continue;
        }
        let text = text(&path);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        for cell in
            reader.records().flat_map(|row| row.unwrap().iter().map(str::to_lowercase).collect::<Vec<_>>())
        {
            for part in cell.split('|') {
                assert!(!codes.contains(part), "{}: `{part}` is a code word", path.display());
            }
            for word in cell.split(|c: char| !c.is_alphanumeric()) {
                assert!(!genera.contains(word), "{}: `{word}` is a genus", path.display());
            }
        }
    }
    for path in files("crates/text/src", "rs") {
        for literal in Source::of(&text(&path)).literals {
            for word in literal.to_lowercase().split(|c: char| !c.is_alphanumeric()) {
                assert!(!genera.contains(word), "{}: `{word}` is a genus", path.display());
                assert!(!codes.contains(word), "{}: `{word}` is a code word", path.display());
            }
        }
    }
}

#[test]
fn unsafe_code_is_forbidden_everywhere() {
    let workspace: toml::Table = text("Cargo.toml").parse().unwrap();
    assert_eq!(workspace["workspace"]["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
    let inherits = |manifest: &toml::Table| manifest["lints"]["workspace"].as_bool() == Some(true);
    for name in crates() {
        assert!(inherits(&manifest(&name)), "crates/{name}/Cargo.toml wants `[lints] workspace = true`");
    }
    assert!(inherits(&text("xtask/Cargo.toml").parse().unwrap()), "xtask wants `[lints] workspace = true`");
}

#[test]
fn no_file_holds_two_ideas() {
    let mut long = Vec::new();
    for name in crates() {
        for path in files(format!("crates/{name}/src"), "rs") {
            let lines = text(&path).lines().count();
            if lines > LONGEST {
                long.push(format!("{}: {lines} lines", path.strip_prefix(root()).unwrap().display()));
            }
        }
    }
    assert!(
        long.is_empty(),
        "longer than {LONGEST} lines: name the two ideas in it and part them\n{}",
        long.join("\n")
    );
}

#[test]
fn what_is_printed_says_suspected_never_illegal() {
    for name in crates() {
        for path in files(format!("crates/{name}/src"), "rs") {
            for literal in Source::of(&text(&path)).literals {
                assert!(!literal.to_lowercase().contains("illegal"), "{}: {literal:?}", path.display());
            }
        }
    }
    let weights: toml::Table = text("crates/score/weights.toml").parse().unwrap();
    for (id, signal) in weights["signals"].as_table().unwrap() {
        let why = signal["why"].as_str().unwrap();
        assert!(!why.to_lowercase().contains("illegal"), "weights.toml: {id}: {why}");
    }
}

#[test]
fn every_dependency_has_its_line() {
    let page = text("docs/dependencies.md");
    let mut used = HashSet::new();
    for folder in crates().iter().map(|name| format!("crates/{name}")).chain(["xtask".to_owned()]) {
        let manifest: toml::Table = text(format!("{folder}/Cargo.toml")).parse().unwrap();
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let table = manifest.get(kind).and_then(toml::Value::as_table);
            used.extend(table.into_iter().flat_map(|table| table.keys().cloned()));
        }
    }
    for name in used.iter().filter(|name| !name.starts_with("pugmark-")) {
        assert!(page.contains(&format!("`{name}`")), "docs/dependencies.md has no line for `{name}`");
    }
    let workspace: toml::Table = text("Cargo.toml").parse().unwrap();
    for name in workspace["workspace"]["dependencies"].as_table().unwrap().keys() {
        assert!(name.starts_with("pugmark-") || used.contains(name), "Cargo.toml: no crate uses `{name}`");
    }
}

/// Every paragraph of ARCHITECTURE.md that begins with **Architecture Invariant** names its test as
/// `path/of/file.rs::name_of_test`, and that test exists.
#[test]
fn every_invariant_names_a_test_that_exists() {
    let page = text("ARCHITECTURE.md");
    let invariants: Vec<&str> =
        page.split("\n\n").filter(|paragraph| paragraph.contains("**Architecture Invariant")).collect();
    assert!(invariants.len() >= 6, "the invariants were not found");
    for invariant in invariants {
        let named: Vec<(&str, &str)> =
            invariant.split('`').skip(1).step_by(2).filter_map(|quoted| quoted.split_once(".rs::")).collect();
        assert!(!named.is_empty(), "names no test: {invariant}");
        for (file, test) in named {
            let body = text(format!("{file}.rs"));
            assert!(body.contains(&format!("fn {test}(")), "{file}.rs has no test `{test}`");
        }
    }
}

#[test]
fn code_and_literals_are_parted() {
    let source = Source::of(
        "a(\"x \\\" y\", '\"', r#\"z \"w\" \"#); // \"no\"\n/* \"no\" */ fn f<'a>() {}\n#[cfg(test)] \"no\"",
    );
    assert_eq!(source.literals, ["x \\\" y", "z \"w\" "]);
    assert_eq!(source.code, "a(\"\", ' ', \"\"); \n fn f<'a>() {}\n");
}
