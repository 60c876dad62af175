//! `pugmark knowledge import`: lists of others are laid over the tables, whole or not at all.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use support::{Folder, Ran};

const TERMS: &str = "Term,Language,Species,product,Found by\n\
                     white gold sticks,en,Elephantidae,TUS,Anna\n\
                     白果冻条,zh,Elephantidae,IVC,Li\n";

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                open.push(entry.path());
            } else {
                all.insert(entry.path().display().to_string(), fs::read(entry.path()).expect("a file"));
            }
        }
    }
    all
}

fn import(folder: &Folder, more: &[&str]) -> Ran {
    folder.run(&[&["knowledge", "import"], more].concat())
}

#[test]
fn terms_are_laid_over_once() {
    let folder = Folder::new();
    folder.file("our-terms.csv", TERMS);
    let ran = import(&folder, &["our-terms.csv", "--into", "tables", "--dry-run"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains("would change") && ran.out.contains("columns passed over: Found by"),
        "{}",
        ran.out
    );
    assert!(!folder.path("tables").exists());
    let ran = import(&folder, &["our-terms.csv", "--into", "tables"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("--knowledge tables"), "{}", ran.out);
    let laid = folder.read("tables/terms/en.csv");
    assert!(laid.contains("white gold sticks,,Elephantidae,TUS,code,context,,shadow,"), "{laid}");
    assert!(folder.path("tables/terms/zh.csv").exists());
    let seen = folder.run(&["explain", "white gold sticks for sale", "--knowledge", "tables"]);
    assert!(seen.out.contains("term.shadow"), "{}", seen.out);
    let before = files(&folder.path("tables"));
    let ran = import(&folder, &["our-terms.csv", "--into", "tables"]);
    assert!(ran.out.contains("nothing to change"), "{}", ran.out);
    assert_eq!(files(&folder.path("tables")), before);
    assert_eq!(folder.names(), ["our-terms.csv", "tables"], "nothing else is left behind");
}

#[test]
fn one_bad_row_and_nothing_is_laid_over() {
    let folder = Folder::new();
    folder.file("our-terms.csv", TERMS);
    import(&folder, &["our-terms.csv", "--into", "tables"]);
    let before = files(&folder.path("tables"));
    let rows = "term,language,species,product\n\
                fine,en,Elephantidae,TUS\n\
                no language,xx,Elephantidae,TUS\n\
                no taxon,en,Elephantis,TUS\n\
                no such goods,en,Manidae,FEA\n\
                short,en\n\
                fine,en,Elephantidae,TUS\n";
    folder.file("bad.csv", rows);
    let ran = import(&folder, &["bad.csv", "--into", "tables"]);
    assert_eq!(ran.code, 2);
    for said in [
        "bad.csv:3: column `language`: `xx` is not a language tag known here; use",
        "bad.csv:4: column `species`: `Elephantis` is not in taxa.csv nor in the taxonomy; add it",
        "bad.csv:5: column `product`: Manidae yields no FEA; correct the code",
        "bad.csv:6: 2 cells where 4 are needed; quote",
        "bad.csv:7: column `term`: stands in line 2 already; delete",
        "nothing of it was laid over",
    ] {
        assert!(ran.err.contains(said), "{said}\n{}", ran.err);
    }
    assert_eq!(files(&folder.path("tables")), before);
    let ran = import(&folder, &["our-terms.csv", "--kind", "eu", "--into", "tables"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("the header is none of those known"), "{}", ran.err);
}

#[test]
fn official_lists_are_laid_over() {
    let folder = Folder::new();
    folder.file(
        "listings_2026-11-20.csv",
        "Scientific Name,Listing,Party\nManis javanica,II,\nManis novaspecies,I,\nNullus nemo,I,\n",
    );
    folder.file("annex_2026-11-20.csv", "taxon,annex\nPanthera leo,A\nLoxodonta africana,C\n");
    let wrong = import(&folder, &["annex_2026-11-20.csv", "--kind", "cites", "--into", "tables"]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.err.contains("annex_2026-11-20.csv:2: ") && !folder.path("tables").exists(),
        "{}",
        wrong.err
    );
    let ran = import(&folder, &["listings_2026-11-20.csv", "--into", "tables"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains("CITES I\n  → CITES II") && ran.out.contains("Nullus nemo (line 4): not laid over")
    );
    let laid = folder.read("tables/law/cites.csv");
    assert!(laid.contains("Manis javanica,species,CITES,II,,,,,2026-11-20,,confirmed,"), "{laid}");
    assert!(folder.read("tables/taxonomy/species_animals.csv").contains("Manis novaspecies,species"));
    let ran = import(&folder, &["annex_2026-11-20.csv", "--kind", "eu", "--into", "tables"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(folder.read("tables/law/eu.csv").contains("Loxodonta africana,species,EU,C,"));
    assert_eq!(folder.read("tables/law/cites.csv"), laid);
    let again = import(&folder, &["listings_2026-11-20.csv", "--into", "tables"]);
    assert!(again.out.contains("nothing to change"), "{}", again.out);
    assert_eq!(folder.run(&["knowledge", "check", "tables"]).code, 0);
}

#[test]
fn the_folder_is_the_users_own_unless_another_is_named() {
    let folder = Folder::new();
    folder.file("our-terms.csv", TERMS);
    let mut command = folder.command(&["knowledge", "import", "our-terms.csv", "--dry-run"]);
    let output = command.env("XDG_DATA_HOME", folder.path("data")).output().expect("the command");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if cfg!(target_os = "linux") {
        assert!(said.contains(&folder.path("data/pugmark/knowledge").display().to_string()), "{said}");
    }
    folder.file("in-the-way", "");
    let ran = import(&folder, &["our-terms.csv", "--into", "in-the-way"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("in-the-way is a file; name a folder"), "{}", ran.err);
}
