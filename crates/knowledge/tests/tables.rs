//! The tables: faults named to the column, overlays laid on, words found where they are words.

#![allow(clippy::unwrap_used)]

use pugmark_knowledge::vocabulary::{Cue, Scope};
use pugmark_knowledge::{Knowledge, Meaning};
use pugmark_text::{Normal, language};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

/// The names of the taxa found in a text, by names and terms.
fn taxa(text: &str) -> Vec<String> {
    taxa_in(&KNOWLEDGE, text)
}

fn taxa_in(knowledge: &Knowledge, text: &str) -> Vec<String> {
    let normal = Normal::new(text);
    let languages = language::detect(&normal, None);
    let mut hits = Vec::new();
    knowledge.find(text, &normal, &languages, &mut hits);
    let mut found: Vec<String> = hits
        .iter()
        .filter_map(|hit| match &knowledge.entry(hit.entry).meaning {
            Meaning::Name { taxon, .. } => Some(*taxon),
            Meaning::Term { taxon, .. } => *taxon,
            _ => None,
        })
        .map(|number| knowledge.taxon(number).name.clone())
        .collect();
    found.sort();
    found.dedup();
    found
}

fn finds(text: &str, taxon: &str) {
    let found = taxa(text);
    assert!(found.iter().any(|name| name == taxon), "{text:?} gives {found:?}, not {taxon}");
}

fn finds_not(text: &str, taxon: &str) {
    let found = taxa(text);
    assert!(found.iter().all(|name| name != taxon), "{text:?} gives {found:?}");
}

#[test]
fn finds_words_however_they_are_hidden() {
    for text in [
        "ivory bangle",
        "IVORY BANGLE",
        "i.v.o.r.y bangle",
        "1v0ry bangle",
        "ivоry bangle",
        "iv\u{200B}ory bangle",
        "𝙞𝙫𝙤𝙧𝙮 𝙗𝙖𝙣𝙜𝙡𝙚",
        "ivoooory bangle",
        "#ivorybangle",
        "象牙手串",
        "象丨牙手串",
        "橡牙手镯",
        "ngà voi",
        "n.g.à v.o.i khúc đặc, giao lưu không bán buôn",
        "งาช้าง",
        "gading gajah",
        "g4ding gajah",
        "слоновая кость",
        "слoнoвая кость",
        "عاج الفيل",
    ] {
        finds(text, "Elephantidae");
    }
    finds("xiang ya 手串", "Elephantidae");
    finds("E. latifrons", "Encephalartos latifrons");
    finds("trenggiling", "Manis javanica");
}

#[test]
fn a_word_inside_another_is_no_hit() {
    for text in
        ["西班牙", "葡萄牙语", "牙医", "ivory coast", "Costa do Marfim", "Kelapa Gading", "งาน", "งามมาก"]
    {
        finds_not(text, "Elephantidae");
    }
    finds_not("mùng 4 tết ngà ngà say", "Elephantidae");
    finds_not("catalogue cattle", "Felis catus");
}

#[test]
fn an_abbreviation_wants_its_capitals() {
    finds("TAG parrot, one year", "Psittacus erithacus");
    finds_not("shot with tag and licence", "Psittacus erithacus");
}

#[test]
fn every_embedded_table_is_sound_and_rich() {
    let stats = KNOWLEDGE.stats();
    assert!(stats.taxa > 1_000 && stats.listed > 800, "{stats:?}");
    for (kind, least) in
        [("name", 10_000), ("term", 9_000), ("product", 3_000), ("cue", 10_000), ("innocent", 15_000)]
    {
        let count: usize = stats.entries[kind].values().sum();
        assert!(count >= least, "{kind}: {count}");
    }
}

/// A folder with one table.
fn folder(name: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    folder
}

fn fault(name: &str, text: &str) -> String {
    let folder = folder(name, text);
    let faults = Knowledge::with_overlay(folder.path()).unwrap_err();
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

const NAMES: &str = "name,taxon,kind,needs,note,source\n";

#[test]
fn an_overlay_adds_its_words() {
    let text = format!("{NAMES}zorbulon,Manis javanica,trade,,,a test\n");
    let folder = folder("names/en.csv", &text);
    let knowledge = Knowledge::with_overlay(folder.path()).unwrap();
    assert_eq!(taxa_in(&knowledge, "fresh zorbulon"), ["Manis javanica"]);
    assert!(taxa("fresh zorbulon").is_empty());
    assert_ne!(knowledge.hash(), KNOWLEDGE.hash());
}

const TERMS: &str = "id,term,script,taxon,product,kind,needs,innocent,status,added,by,source,note\n";

#[test]
fn an_overlay_adds_and_retires_terms() {
    let text = format!(
        "{TERMS}x-zorb,zorbulon,,Manis javanica,SCA,code,none,,active,2026-11-23,a test,,\n\
         ivory-en-ivory-bangle,ivory bangle,Latn,Elephantidae,IVC,plain,none,,retired,2026-11-23,a test,,\n"
    );
    let folder = folder("terms/en.csv", &text);
    let knowledge = Knowledge::with_overlay(folder.path()).unwrap();
    assert_eq!(taxa_in(&knowledge, "fresh zorbulon"), ["Manis javanica"]);
    let terms = |knowledge: &Knowledge| {
        let answers = knowledge.lookup("ivory bangle", None);
        answers.matches.iter().map(|answer| answer.via.clone()).collect::<Vec<_>>()
    };
    assert_eq!(terms(&KNOWLEDGE), ["term ivory bangle (en)"]);
    assert_ne!(terms(&knowledge), ["term ivory bangle (en)"]);
}

#[test]
fn a_fault_names_file_line_column_and_mend() {
    let message = fault("names/en.csv", &format!("{NAMES}zorb,Manis nowhere,trade,,,\n"));
    assert!(
        message.contains(
            "en.csv:2: column `taxon`: `Manis nowhere` is not in taxa.csv nor in the taxonomy; add it there"
        ),
        "{message}"
    );
    let message = fault("names/en.csv", &format!("{NAMES}zorb,Manis javanica,nickname,,,\n"));
    assert!(message.contains("column `kind`") && message.contains("use one of: scientific"), "{message}");
    let message = fault("names/en.csv", "name,language\nx,en\n");
    assert!(
        message.contains("en.csv:1") && message.contains("the first line must be: name,taxon"),
        "{message}"
    );
    let message = fault("names/en.csv", &format!("{NAMES}too,few\n"));
    assert!(message.contains("en.csv:2") && message.contains("2 cells where 6 are needed"), "{message}");
    let message = fault("cues/en.csv", "cue,class,strength,note\nfor keeps,sell,9,\n");
    assert!(message.contains("en.csv:2: column `strength`"), "{message}");
    let message =
        fault("terms/en.csv", &format!("{TERMS}x-1,zorb,Cyrl,,,code,none,,active,2026-11-23,me,,\n"));
    assert!(message.contains("en.csv:2: column `script`: `Cyrl` is not the script of `zorb`"), "{message}");
    let message = fault("terms/en.csv", &format!("{TERMS}x-1,zorb,,,,code,none,,active,2026-02-30,me,,\n"));
    assert!(message.contains("en.csv:2: column `added`: `2026-02-30` is not a date"), "{message}");
    let row = "x-1,zorb,,,,code,none,,active,2026-11-23,me,,\n";
    let message = fault("terms/en.csv", &format!("{TERMS}{row}{}", row.replace("zorb", "zorbs")));
    assert!(message.contains("en.csv:3: column `id`: `x-1` is also the id of "), "{message}");
    let row = "x-1,zorb,,Manis javanica,FEA,code,none,,active,2026-11-23,me,,\n";
    let message = fault("terms/en.csv", &format!("{TERMS}{row}"));
    assert!(
        message.contains("column `product`: Manis javanica yields no FEA; correct the code"),
        "{message}"
    );
    let message = fault("yields.csv", "taxon,codes\nManidae,SCA|XYZ\n");
    assert!(message.contains("yields.csv:2: column `codes`: `XYZ` is not in products.csv"), "{message}");
    let header = "taxon,product,form,unit,currency,low,high,place,year,status,source\n";
    let message =
        fault("prices.csv", &format!("{header}Manidae,SCA,raw,kg,USD,900,20,,2020,verify,a test\n"));
    assert!(message.contains("prices.csv:2: column `high`: is less than `low`"), "{message}");
    let message = fault("unknown.csv", "a,b\n");
    assert!(message.contains("is no table known here"), "{message}");
    let message = Knowledge::with_overlay(Path::new("/no/such/folder")).unwrap_err()[0].to_string();
    assert!(message.contains("/no/such/folder"), "{message}");
}

#[test]
fn longer_phrases_win() {
    let text = "not for sale";
    let normal = Normal::new(text);
    let languages = language::detect(&normal, Some("en"));
    let mut hits = Vec::new();
    KNOWLEDGE.find(text, &normal, &languages, &mut hits);
    let cues: Vec<Cue> = hits
        .iter()
        .filter_map(|hit| match KNOWLEDGE.entry(hit.entry).meaning {
            Meaning::Cue { class, .. } => Some(class),
            _ => None,
        })
        .collect();
    assert!(!cues.is_empty() && cues.iter().all(|cue| *cue == Cue::NotForSale), "{cues:?}");
    assert_eq!(Scope::from_spelling("mask"), Some(Scope::Mask));
}

#[test]
fn coverage_counts_languages_groups_products_and_age() {
    let today = pugmark_knowledge::atlas::Day::parse("2026-11-23").unwrap();
    let coverage = KNOWLEDGE.coverage(today);
    assert_eq!(coverage.old_before.to_string(), "2024-11-23");
    for language in ["en", "zh", "vi", "th", "id", "ar", "ru"] {
        let known = &coverage.languages[language];
        assert!(known.named_taxa > 300 && known.active_terms > 100, "{language}: {known:?}");
        assert!(known.product_names > 100 && known.named_listed <= known.named_taxa, "{language}: {known:?}");
    }
    let pangolins = &coverage.groups["pangolin"];
    assert_eq!((pangolins.listed_species, pangolins.named_species), (8, 8));
    let orchids = &coverage.groups["orchid"];
    assert!(orchids.listed_species > 20_000 && orchids.named_species < orchids.listed_species);
    assert!(coverage.products["TUS"].terms > 50 && coverage.products["TUS"].prices > 0);
    let (terms, prices) = (&coverage.tables["terms"], &coverage.tables["prices"]);
    assert!(terms.rows > 10_000 && terms.dated == terms.rows && terms.old == 0, "{terms:?}");
    assert!(prices.unconfirmed > 0 && prices.old > 0 && prices.old < prices.rows, "{prices:?}");
    let later = pugmark_knowledge::atlas::Day::parse("2029-01-01").unwrap();
    assert_eq!(KNOWLEDGE.coverage(later).tables["terms"].old, terms.rows);
}

#[test]
fn product_names_are_read() {
    let tusks = KNOWLEDGE.product_number("TUS").unwrap();
    let name = |tag: &str| {
        let mut names = KNOWLEDGE.product_names().iter();
        names.find(|name| name.product == tusks && name.language.tag() == tag).map(|name| name.name.clone())
    };
    assert_eq!(name("en").as_deref(), Some("tusks"));
    assert!(name("fr").is_some() && name("zh").is_some());
}
