//! The law panel: composed cases with the papers they would need, every answer with its source, no verdict.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use pugmark_knowledge::Knowledge;
use pugmark_knowledge::panel::{Need, Offer, Panel};
use std::collections::BTreeSet;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

const CASES: [&str; 2] = [include_str!("panel_cases.csv"), include_str!("panel_unseen.csv")];

/// A composed case: an offer, and the ids of papers.
struct Composed {
    line: usize,
    offer: Offer,
    /// Needed.
    papers: BTreeSet<String>,
    /// Not needed.
    absent: BTreeSet<String>,
    /// Would prove a claim.
    proofs: BTreeSet<String>,
    /// Needed, but freed of by a claim that is proved.
    lifted: BTreeSet<String>,
}

fn cases(table: &str) -> Vec<Composed> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows = reader.records().map(Result::unwrap).enumerate();
    rows.map(|(number, row)| {
        let some = |at: usize| (!row[at].is_empty()).then(|| row[at].to_owned());
        let words = |at: usize| row[at].split('|').filter(|word| !word.is_empty()).map(str::to_owned);
        Composed {
            line: number + 2,
            offer: Offer {
                taxon: row[0].to_owned(),
                product: some(1),
                from: some(2),
                to: some(3),
                date: row[4].to_owned(),
                claims: words(5).collect(),
                permits: Vec::new(),
            },
            papers: words(6).collect(),
            absent: words(7).collect(),
            proofs: words(8).collect(),
            lifted: words(9).collect(),
        }
    })
    .collect()
}

fn ids<'a>(needs: impl IntoIterator<Item = &'a Need>) -> BTreeSet<String> {
    needs.into_iter().flat_map(|need| &need.papers).map(|paper| paper.id.clone()).collect()
}

fn proofs(panel: &Panel) -> BTreeSet<String> {
    let exemptions = panel.claims.iter().flat_map(|claim| &claim.exemptions);
    exemptions.flat_map(|exemption| &exemption.papers).map(|paper| paper.id.clone()).collect()
}

/// What is wrong with an answer; nothing when all is as composed.
fn wrong(case: &Composed, panel: &Panel) -> Vec<String> {
    let needed = ids(&panel.needs);
    let lifted = ids(panel.needs.iter().filter(|need| !need.freed_by.is_empty()));
    let mut wrong = Vec::new();
    let mut miss = |what: &str, ids: Vec<&String>| {
        if !ids.is_empty() {
            wrong.push(format!("{what}: {ids:?}"));
        }
    };
    miss("not asked for", case.papers.difference(&needed).collect());
    miss("asked for in vain", case.absent.intersection(&needed).collect());
    miss("no proof named", case.proofs.difference(&proofs(panel)).collect());
    miss("not freed", case.lifted.difference(&lifted).collect());
    if case.lifted.is_empty() {
        miss("freed in vain", lifted.iter().collect());
    }
    wrong
}

#[test]
fn composed_cases_get_their_papers() {
    let mut faults = Vec::new();
    let mut count = 0;
    for (table, text) in CASES.iter().enumerate() {
        for case in cases(text) {
            count += 1;
            let said = match KNOWLEDGE.requirements(&case.offer) {
                Ok(panel) => wrong(&case, &panel),
                Err(unclear) => vec![unclear.to_string()],
            };
            let offer = &case.offer;
            for fault in said {
                faults.push(format!(
                    "table {table} line {}: {} {:?}: {fault}",
                    case.line, offer.taxon, offer.product
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults in {count} cases:\n{}", faults.len(), faults.join("\n"));
    assert!(count >= 60, "{count} cases are too few");
}

#[test]
fn every_answer_names_its_source() {
    for case in CASES.iter().flat_map(|table| cases(table)) {
        let panel = KNOWLEDGE.requirements(&case.offer).unwrap();
        assert!(!panel.sources.is_empty(), "line {}", case.line);
        for need in &panel.needs {
            assert!(!need.papers.is_empty() && !need.reasons.is_empty(), "line {}", case.line);
            let told = |reason: &pugmark_knowledge::panel::Reason| {
                !reason.why.is_empty() && panel.sources.contains(&reason.reference)
            };
            assert!(need.reasons.iter().all(told), "line {}", case.line);
        }
        for exemption in panel.claims.iter().flat_map(|claim| &claim.exemptions) {
            assert!(panel.sources.contains(&exemption.reference), "line {}", case.line);
        }
        assert!(panel.listings.iter().all(|listing| !listing.source.is_empty()), "line {}", case.line);
    }
}

#[test]
fn no_answer_is_a_verdict() {
    for case in CASES.iter().flat_map(|table| cases(table)) {
        let panel = KNOWLEDGE.requirements(&case.offer).unwrap();
        let said = format!("{panel:?}").to_lowercase();
        for word in ["illegal", "unlawful", "is legal", "legal to", "verdict: "] {
            let said = said.replace(&panel.caution.to_lowercase(), "");
            assert!(!said.contains(word), "line {}: {word}", case.line);
        }
        assert!(panel.caution.contains("no verdict"));
    }
}

/// Rules of an organisation's own: a paper and what asks for it.
const OWN: [(&str, &str); 4] = [
    (
        "papers.csv",
        "id,name,issuer,country,proves,reference,status\ntest-paper,A paper,Somebody,FR,it,Art. 1,confirmed\n",
    ),
    ("claims.csv", "id,name,words,means\nholy-relic,holy relic,relic,it is said to be holy\n"),
    (
        "requirements.csv",
        "id,papers,country,route,lists,taxa,products,only_if,why,reference,from,to,status\n\
         test,test-paper,FR,sale,CITES:I,,,,because,Art. 1,2020-01-01,2021-01-01,verify\n",
    ),
    (
        "exemptions.csv",
        "id,claims,country,route,lists,taxa,products,before,conditions,proved_by,papers,lifts,reference,from,to,status\n\
         test,antique,FR,sale,,,,,shown,a paper,test-paper,,Art. 1,,,verify\n",
    ),
];

#[test]
fn an_organisation_can_lay_its_own_rules_over() {
    let folder = tempfile::tempdir().unwrap();
    let law = folder.path().join("law");
    std::fs::create_dir(&law).unwrap();
    for (name, text) in OWN {
        std::fs::write(law.join(name), text).unwrap();
    }
    let own = Knowledge::with_overlay(folder.path()).unwrap();
    let asked = Offer {
        from: Some("FR".into()),
        date: "2020-06-01".into(),
        claims: vec!["relic".into(), "antique".into()],
        ..offer("Loxodonta africana")
    };
    let panel = own.requirements(&asked).unwrap();
    assert!(ids(&panel.needs).contains("test-paper"));
    assert!(proofs(&panel).contains("test-paper"));
    assert!(panel.claims[0].exemptions.is_empty(), "no law knows holy relics");
}

fn offer(taxon: &str) -> Offer {
    Offer { taxon: taxon.to_owned(), date: "2026-05-01".to_owned(), ..Offer::default() }
}

#[test]
fn what_is_not_understood_is_told_with_a_mend() {
    let known = offer("Loxodonta africana");
    let wrong = [
        (offer("Nonsensia absurda"), "no taxon known here"),
        (Offer { product: Some("gobbledygook".into()), ..known.clone() }, "no product known here"),
        (Offer { from: Some("Ruritania".into()), ..known.clone() }, "no country known here"),
        (Offer { date: "1.5.2026".into(), ..known.clone() }, "no day"),
        (Offer { claims: vec!["blessed".into()], ..known }, "no claim known here"),
    ];
    for (offer, words) in wrong {
        let unclear = KNOWLEDGE.requirements(&offer).unwrap_err();
        assert!(unclear.message.contains(words) && !unclear.mend.is_empty(), "{unclear}");
    }
}

#[test]
fn names_products_and_claims_are_read_as_people_write_them() {
    let said = Offer {
        product: Some("bangle".into()),
        from: Some("uk".into()),
        to: Some("gb".into()),
        claims: vec!["Over 100 years".into(), "antique".into()],
        ..offer("african elephant")
    };
    let panel = KNOWLEDGE.requirements(&said).unwrap();
    assert_eq!(panel.taxon.name, "Loxodonta africana");
    assert_eq!(panel.claims.len(), 1);
    assert_eq!(panel.route, "within GB");
}

#[test]
fn goods_are_known_by_their_names_in_any_language() {
    let asked = |word: &str| {
        let said = Offer { product: Some(word.to_owned()), ..offer("Loxodonta africana") };
        KNOWLEDGE.requirements(&said).unwrap().product
    };
    let code = asked("IVC");
    for word in [
        "ivory carving",
        "Ivory Carvings",
        "牙雕",
        "象牙彫刻",
        "резьба по слоновой кости",
        "tallas de marfil",
    ] {
        assert_eq!(asked(word), code, "{word}");
    }
}

#[test]
fn numbers_are_looked_at_for_shape_only() {
    let numbers = ["HUS/W/RU/2000/x456/L12", "985112001234567", "TH00-0001POR", "12/34", "'; DROP", ""];
    let said = Offer { permits: numbers.map(str::to_owned).to_vec(), ..offer("Huso huso") };
    let panel = KNOWLEDGE.requirements(&said).unwrap();
    let fits: Vec<bool> = panel.permits.iter().map(|permit| permit.fits).collect();
    assert_eq!(fits, [true, true, true, false, false, false]);
    assert!(panel.permits.iter().all(|permit| permit.says.contains("shape only")));
    assert!(panel.permits.iter().all(|permit| permit.fits != permit.source.is_empty()));
}

#[test]
fn unlisted_taxa_need_no_cites_paper_and_it_is_said() {
    let said = Offer { from: Some("DE".into()), to: Some("US".into()), ..offer("Melopsittacus undulatus") };
    let panel = KNOWLEDGE.requirements(&said).unwrap();
    assert!(ids(&panel.needs).iter().all(|id| !id.starts_with("cites-")));
    assert!(panel.notes.iter().any(|note| note.text.contains("national law may apply")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nothing_makes_it_panic_and_answers_are_the_same_twice(
        taxon in prop_oneof![Just("Loxodonta africana".to_owned()), Just("Dalbergia".to_owned()), ".{0,30}"],
        product in prop_oneof![Just(None), Just(Some("IVC".to_owned())), ".{0,12}".prop_map(Some)],
        from in prop_oneof![Just(None), "[A-Z]{2}".prop_map(Some), ".{0,4}".prop_map(Some)],
        to in prop_oneof![Just(None), "[A-Z]{2}".prop_map(Some), ".{0,4}".prop_map(Some)],
        date in prop_oneof![Just("2026-05-01".to_owned()), "[0-9]{4}-[01][0-9]-[0-3][0-9]", ".{0,12}"],
        claims in prop::collection::vec(prop_oneof![Just("antique".to_owned()), Just("mammoth".to_owned()), ".{0,12}"], 0..3),
        permits in prop::collection::vec(".{0,60}", 0..3),
    ) {
        let offer = Offer { taxon, product, from, to, date, claims, permits };
        let first = KNOWLEDGE.requirements(&offer);
        prop_assert_eq!(&first, &KNOWLEDGE.requirements(&offer));
        if let Ok(panel) = first {
            prop_assert!(!panel.sources.is_empty());
        }
    }
}
