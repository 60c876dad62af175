//! The atlas: every taxon in its place, and what the laws say of it.

#![allow(clippy::unwrap_used)]

use pugmark_knowledge::Knowledge;
use pugmark_knowledge::atlas::Day;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

/// The CITES Appendices of a name: today, or on a day.
fn appendix(name: &str, day: Option<&str>) -> String {
    let day = day.map(|text| Day::parse(text).unwrap());
    KNOWLEDGE.listings(name, day).unwrap_or_else(|| panic!("{name} is not known")).appendix
}

#[test]
fn the_lowest_rank_decides() {
    for (name, expected) in [
        ("Trachypithecus obscurus", "II"),
        ("Gorilla beringei", "I"),
        ("Manis javanica", "I"),
        ("Bulbophyllum acuminatum", "II"),
        ("Primates", "I/II"),
        ("Homo sapiens", "-"),
        ("Gallus gallus", "-"),
    ] {
        assert_eq!(appendix(name, None), expected, "{name}");
    }
    assert_eq!(appendix("Manis javanica", Some("2016-12-31")), "II");
    assert_eq!(appendix("Manis javanica", Some("2017-01-02")), "I");
    assert_eq!(appendix("Manis javanica", Some("1970-01-01")), "-");
}

/// What a fault says when a row is laid over a table.
fn fault(name: &str, header: &str, row: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, format!("{header}\n{row}\n")).unwrap();
    let faults = Knowledge::with_overlay(folder.path()).err().unwrap_or_default();
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_broken_row_of_the_law_is_named() {
    let header = "taxon,rank,instrument,list,population,except,annotation,note,from,to,status,source";
    for (row, said) in [
        (
            "Manis nowhere,species,CITES,I,,,,,2030-01-01,,confirmed,",
            "column `taxon`: `Manis nowhere` is not in the taxonomy",
        ),
        (
            "Dracaena,genus,CITES,II,,,,,2030-01-01,,confirmed,",
            "write `Dracaena (animal)` or `Dracaena (plant)`",
        ),
        (
            "Manis javanica,genus,CITES,I,,,,,2030-01-01,,confirmed,",
            "column `rank`: `Manis javanica` is a species",
        ),
        (
            "Manis javanica,species,CITEX,I,,,,,2030-01-01,,confirmed,",
            "column `instrument`: `CITEX` is not in law/instruments.csv",
        ),
        (
            "Manis javanica,species,CITES,IV,,,,,2030-01-01,,confirmed,",
            "column `list`: `IV` is not one of the known words; use one of: I, II, III",
        ),
        (
            "Manis javanica,species,CITES,I,XX,,,,2030-01-01,,confirmed,",
            "column `population`: `XX` is no country",
        ),
        (
            "Manis javanica,species,CITES,I,US(AK,,,,2030-01-01,,confirmed,",
            "column `population`: `US(AK` is no country",
        ),
        (
            "Manis,genus,CITES,II,,Felis catus,,,2030-01-01,,confirmed,",
            "column `except`: `Felis catus` does not stand below Manis",
        ),
        (
            "Manis javanica,species,CITES,I,,,#999,,2030-01-01,,confirmed,",
            "column `annotation`: `#999` is not in law/annotations.csv",
        ),
        (
            "Manis javanica,species,CITES,I,,,,,2030-13-01,,confirmed,",
            "column `from`: `2030-13-01` is not a date",
        ),
        (
            "Manis javanica,species,CITES,I,,,,,2030-01-01,2029-01-01,confirmed,",
            "column `to`: `2029-01-01` is not after `from`",
        ),
        (
            "Manis javanica,species,CITES,I,,,,,2030-01-01,,maybe,",
            "column `status`: `maybe` is not one of the known words",
        ),
    ] {
        let message = fault("law/cites.csv", header, row);
        assert!(message.contains("cites.csv:2: ") && message.contains(said), "{row}: {message}");
    }
}

#[test]
fn a_broken_row_of_the_taxonomy_is_named() {
    for (name, header, row, said) in [
        (
            "taxonomy/families.csv",
            "family,order,class,kingdom,group",
            "Manidae,Pholidota,Mammalia,fungus,pangolin",
            "column `kingdom`: `fungus`",
        ),
        (
            "taxonomy/families.csv",
            "family,order,class,kingdom,group",
            "Manidae,Pholidota,Mammalia,animal,dragon",
            "column `group`: `dragon`",
        ),
        (
            "taxonomy/families.csv",
            "family,order,class,kingdom,group",
            "Manidae,Pholidota,Aves,animal,pangolin",
            "the order Pholidota stands in Mammalia elsewhere",
        ),
        (
            "taxonomy/divisions.csv",
            "division,orders",
            "Selachii,Sharkiformes",
            "column `orders`: `Sharkiformes` is no order",
        ),
        (
            "taxonomy/subfamilies.csv",
            "subfamily,family",
            "Lutrinae,Mustelidaeae",
            "`Mustelidaeae` is not in taxonomy/families.csv",
        ),
        (
            "taxonomy/genera.csv",
            "genus,family,group",
            "manis,Manidae,",
            "`manis` is not written as a scientific name",
        ),
        (
            "taxonomy/genera.csv",
            "genus,family,group",
            "Zorbus,Zorbidae,",
            "`Zorbidae` is not in taxonomy/families.csv",
        ),
        (
            "taxonomy/species_animals.csv",
            "name,rank",
            "Zorbus zorba,species",
            "the genus `Zorbus` is not in taxonomy/genera.csv",
        ),
        (
            "taxonomy/species_animals.csv",
            "name,rank",
            "Manis javanica zorba,species",
            "column `rank`: `Manis javanica zorba` cannot be a species",
        ),
        (
            "taxonomy/synonyms_animals.csv",
            "synonym,accepted",
            "Manis javanica,Manis gigantea",
            "`Manis javanica` is itself an accepted name",
        ),
        (
            "taxonomy/synonyms_animals.csv",
            "synonym,accepted",
            "Zorbus zorba,Zorbus verus",
            "`Zorbus verus` is no accepted animal",
        ),
        (
            "taxa.csv",
            "taxon,rank,group,role,products,status,source",
            "Manis,family,pangolin,listed,SCA,confirmed,",
            "column `rank`: `Manis` is a genus in the taxonomy",
        ),
    ] {
        let message = fault(name, header, row);
        assert!(message.contains(":2: ") && message.contains(said), "{row}: {message}");
    }
}

#[test]
fn two_rows_may_not_hold_at_once() {
    let header = "taxon,rank,instrument,list,population,except,annotation,note,from,to,status,source";
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("law")).unwrap();
    let rows = "Manis javanica,species,CITES,II,,,,,2026-11-01,,confirmed,a test";
    std::fs::write(folder.path().join("law/cites.csv"), format!("{header}\n{rows}\n")).unwrap();
    // A row laid over the tables takes the place of the one it overlaps with.
    let knowledge = Knowledge::with_overlay(folder.path()).unwrap();
    let known = knowledge.listings("Manis javanica", None).unwrap();
    assert_eq!((known.appendix.as_str(), known.listings[0].from.to_string().as_str()), ("II", "2026-11-01"));
    assert_eq!(knowledge.taxon(knowledge.taxon_number("Manis javanica").unwrap()).appendix, "II");
}

#[test]
fn exceptions_and_domestic_forms_are_told() {
    for (name, said) in [
        ("Melopsittacus undulatus", "excepted from the listing of Psittaciformes"),
        ("Canis familiaris", "domesticated: the listing of the wild Canis lupus does not cover it"),
    ] {
        let known = KNOWLEDGE.listings(name, None).unwrap();
        assert_eq!(known.lists("CITES"), "-", "{name}");
        assert!(known.note.contains(said), "{name}: {}", known.note);
    }
}
