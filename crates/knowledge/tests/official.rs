//! Reading the lists that others publish: each format by its header, each fault by line and column.

#![allow(clippy::unwrap_used)]

use pugmark_knowledge::official::{Format, Precision, read};
use pugmark_knowledge::vocabulary::{Kingdom, Rank};

const INDEX: &str = "\
TaxonId,Kingdom,Class,FullName,RankName,CurrentListing
1,Animalia,Aves,Strix,GENUS,II
2,Animalia,Aves,Strix aluco,SPECIES,II
3,Animalia,Mammalia,Ovis canadensis,SPECIES,II/NC
4,Plantae,,Dicksonia antarctica,SPECIES,
5,Plantae,,Ficus carica,SPECIES,NC
";

const SPECIES_PLUS: &str = "\
Id,Kingdom,Scientific Name,Rank,Listing,Party,Listed under,Full note,# Full note
9,Animalia,Varanus varius\u{a0},SPECIES,II,,Varanus spp.,\"listed, as a genus\",
10,Animalia,Anolis porcus,SPECIES,III,CU,Anolis porcus,,**III** #18
";

fn faults(text: &str) -> Vec<String> {
    read("list.csv", text.as_bytes()).unwrap_err().iter().map(ToString::to_string).collect()
}

fn one_fault(text: &str) -> String {
    let all = faults(text);
    assert_eq!(all.len(), 1, "{all:?}");
    all.into_iter().next().unwrap()
}

#[test]
fn the_index_is_known_by_its_header() {
    let list = read("index.csv", INDEX.as_bytes()).unwrap();
    assert_eq!(list.format, Format::Index);
    assert_eq!(list.rows.len(), 5);
    assert_eq!(list.rows[0].rank, Some(Rank::Genus));
    let sheep = &list.rows[2];
    assert_eq!((sheep.line, sheep.lists.join("/").as_str(), sheep.not_covered), (4, "II", true));
    assert!(list.rows[3].is_silent());
    assert_eq!(list.rows[3].kingdom, Some(Kingdom::Plant));
    assert!(!list.rows[4].is_silent() && list.rows[4].lists.is_empty());
}

#[test]
fn species_plus_is_known_by_its_header() {
    let list = read("x.csv", SPECIES_PLUS.as_bytes()).unwrap();
    assert_eq!(list.format, Format::SpeciesPlus);
    assert_eq!(list.rows[0].taxon, "Varanus varius");
    assert_eq!(list.rows[0].under, "Varanus spp.");
    assert_eq!(list.rows[0].note, "listed, as a genus");
    assert_eq!((list.rows[1].party.as_str(), list.rows[1].annotation.as_str()), ("CU", "**III** #18"));
}

#[test]
fn an_annex_is_of_the_union() {
    let text = "taxon,rank,annex,from\nPrimates spp.,order,A|B,18/12/1996\nHomarus americanus,species,-,\n";
    let list = read("annex.csv", text.as_bytes()).unwrap();
    assert_eq!(list.format, Format::List);
    assert_eq!(list.rows[0].taxon, "Primates");
    assert_eq!((list.rows[0].instrument.as_str(), list.rows[0].lists.join("/")), ("EU", "A/B".to_owned()));
    assert_eq!(list.rows[0].from.as_deref(), Some("1996-12-18"));
    assert_eq!((list.rows[1].instrument.as_str(), list.rows[1].not_covered), ("EU", true));
}

#[test]
fn a_list_may_name_its_law() {
    let text = "\u{feff}name,law,list\nApus apus,US-ESA,Similarity of appearance\n";
    let list = read("own.csv", text.as_bytes()).unwrap();
    assert_eq!(list.rows[0].instrument, "US-ESA");
    assert_eq!(list.rows[0].lists, ["Similarity of appearance"]);
}

#[test]
fn the_name_of_the_file_tells_its_day() {
    let day = |name: &str| read(name, INDEX.as_bytes()).unwrap().date;
    let some = |text: &str, precision| Some((text.to_owned(), precision));
    assert_eq!(day("a/2001/index_2017_slim.csv.gz"), some("2017-07-01", Precision::Year));
    assert_eq!(day("Species+_2023-07.csv"), some("2023-07-15", Precision::Month));
    assert_eq!(day("list-2026-03-05.csv"), some("2026-03-05", Precision::Day));
    assert_eq!(day("list-2026-13.csv"), some("2026-07-01", Precision::Year));
    assert_eq!(day("list-338_97.csv"), None);
}

#[test]
fn every_fault_is_named_by_line_and_column() {
    assert!(
        one_fault("id,text\n1,ivory\n")
            .starts_with("list.csv:1: the header is none of those known: id,text; ")
    );
    assert!(one_fault("taxon,list\n").starts_with("list.csv: holds no row"));
    assert!(one_fault("taxon,list\nApus apus\n").starts_with("list.csv:2: 1 cells where 2 are needed"));
    assert!(
        one_fault("taxon,list\napus apus,I\n")
            .starts_with("list.csv:2: column `taxon`: `apus apus` is no scientific name")
    );
    assert!(
        one_fault("taxon,Appendix\nApus apus,IV\n")
            .starts_with("list.csv:2: column `Appendix`: `IV` is no list of CITES")
    );
    assert!(
        one_fault("taxon,rank,list\nApus,genre,I\n")
            .starts_with("list.csv:2: column `rank`: `genre` is not one")
    );
    assert!(
        one_fault("taxon,list,from\nApus,I,2023-02-30\n")
            .starts_with("list.csv:2: column `from`: `2023-02-30` is not a date")
    );
    assert!(one_fault("taxon,list,kingdom\nApus,I,Fungi\n").starts_with("list.csv:2: column `kingdom`"));
    let several = faults("taxon,list\nApus,I\nApus,V\nApus,II\nApus,X\n");
    assert_eq!(several.len(), 2);
    assert!(several[1].starts_with("list.csv:5"));
}

#[test]
fn what_is_no_text_is_a_fault() {
    let all = read("list.csv", b"taxon,list\nApus \xff,I\n").unwrap_err();
    assert!(all[0].to_string().contains("save the file as UTF-8"), "{all:?}");
    assert!(read("list.csv", b"").is_err());
    assert!(read("list.csv", b"\x00\x01\x02").is_err());
}
