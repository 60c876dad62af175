//! A word for a product beside the name of an animal that has no such thing is not read as that product.

#![allow(clippy::unwrap_used)]

use pugmark_knowledge::Knowledge;
use pugmark_model::Listing;
use pugmark_score::Scorer;
use std::sync::{Arc, LazyLock};

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Arc::new(Knowledge::embedded().unwrap()));

/// Texts that name a taxon, the taxon, and the code of the product word beside it.
const IMPOSSIBLE: [(&str, &str, &str); 14] = [
    ("pangolin feather for sale", "Manidae", "FEA"),
    ("elephant fin for sale", "Elephantidae", "FIN"),
    ("parrot scales for sale", "Psittaciformes", "SCA"),
    ("tiger feathers for sale", "Panthera tigris", "FEA"),
    ("python fur for sale", "Pythonidae", "HAI"),
    ("shark horn for sale", "Selachii", "HOR"),
    ("rhino scales for sale", "Rhinocerotidae", "SCA"),
    ("crocodile feathers for sale", "Crocodylia", "FEA"),
    ("orchid leather for sale", "Orchidaceae", "LPS"),
    ("whale feathers for sale", "Cetacea", "FEA"),
    ("lion fins for sale", "Panthera leo", "FIN"),
    ("sea turtle quills for sale", "Cheloniidae", "QUI"),
    ("macaw gills for sale", "Ara", "GIL"),
    ("pangolin casque for sale", "Manidae", "HOR"),
];

const POSSIBLE: [(&str, &str, &str); 14] = [
    ("pangolin scales for sale", "Manidae", "SCA"),
    ("macaw feathers for sale", "Ara", "FEA"),
    ("shark fins for sale", "Selachii", "FIN"),
    ("rhino horn for sale", "Rhinocerotidae", "HOR"),
    ("elephant tusk for sale", "Elephantidae", "TUS"),
    ("leopard skin for sale", "Panthera pardus", "SKI"),
    ("crocodile leather handbag for sale", "Crocodylia", "LPS"),
    ("lion skull for sale", "Panthera leo", "SKU"),
    ("tiger claws for sale", "Panthera tigris", "CLA"),
    ("sea turtle eggs for sale", "Cheloniidae", "EGG"),
    ("bear gall bladder for sale", "Ursidae", "GAB"),
    ("hippo teeth for sale", "Hippopotamus amphibius", "TEE"),
    ("giraffe bones for sale", "Giraffa camelopardalis", "BON"),
    ("python skin for sale", "Pythonidae", "LPS"),
];

/// The taxa that the signals speak of, those told, and the product codes read from a text.
fn read(text: &str) -> (String, Vec<String>, Vec<String>) {
    let scorer = Scorer::new(Arc::clone(&KNOWLEDGE));
    let assessment = scorer.assess(&Listing { text: Some(text.to_owned()), ..Listing::default() });
    let reasons: Vec<String> = assessment.signals.into_iter().map(|signal| signal.why).collect();
    (
        reasons.join("\n"),
        assessment.taxa.into_iter().map(|taxon| taxon.name).collect(),
        assessment.products.into_iter().map(|product| product.code).collect(),
    )
}

fn may_yield(taxon: &str, code: &str) -> bool {
    let taxon = KNOWLEDGE.taxon_number(taxon).unwrap_or_else(|| panic!("{taxon} is not in taxa.csv"));
    KNOWLEDGE.may_yield(taxon, KNOWLEDGE.product_number(code).unwrap())
}

#[test]
fn what_a_taxon_cannot_yield_is_refused() {
    for (text, taxon, code) in IMPOSSIBLE {
        assert!(!may_yield(taxon, code), "{taxon} yields {code}");
        // A name that needs context is weighed, and not told where nothing bears it out.
        let (reasons, _, products) = read(text);
        assert!(reasons.contains(taxon), "{text}: {reasons}");
        assert!(products.iter().all(|found| found != code), "{text}: {products:?}");
    }
}

#[test]
fn what_a_taxon_can_yield_is_read() {
    for (text, taxon, code) in POSSIBLE {
        assert!(may_yield(taxon, code), "{taxon} yields no {code}");
        let (_, taxa, products) = read(text);
        assert!(
            !taxa.is_empty() && products.iter().any(|found| found == code),
            "{text}: {taxa:?} {products:?}"
        );
    }
}

#[test]
fn a_word_for_an_object_is_that_of_the_material_at_hand() {
    // A bead is of ivory first of all; one of crocodile is jewellery.
    let (_, _, products) = read("crocodile pendant for sale");
    assert_eq!(products, ["JWL"]);
}
