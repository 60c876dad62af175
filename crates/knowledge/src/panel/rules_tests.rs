//! Every table of the panel, broken in the ways in which hands break them.

use super::Rules;
use crate::table::Source;
use pugmark_model::Fault;

/// A table, what is good in it, what stands in its place, the column and words of the fault.
const BROKEN: [[&str; 5]; 14] = [
    ["papers.csv", "", "", "issuer", "is empty"],
    ["papers.csv", "confirmed", "sure", "status", "known words"],
    ["papers.csv", ",confirmed", "", "", "cells where"],
    ["claims.csv", "means", "sense", "", "the columns are"],
    ["requirements.csv", "test-paper", "no-such-paper", "papers", "not in papers.csv"],
    ["requirements.csv", "FR", "France", "country", "no country code"],
    ["requirements.csv", "sale", "gift", "route", "known words"],
    ["requirements.csv", "CITES:I", "CITES:I|", "lists", "a word is missing"],
    ["requirements.csv", "2020-01-01", "2020-13-01", "from", "no day"],
    ["requirements.csv", "2021-01-01", "2019-01-01", "to", "ends before it begins"],
    ["exemptions.csv", "holy-relic", "holy", "claims", "not in claims.csv"],
    ["exemptions.csv", "shown", "", "conditions", "is empty"],
    ["members.csv", "EU", "", "union", "is empty"],
    ["permit_shapes.csv", "##", "*******", "pattern", "more than"],
];

/// Sound tables of one row each.
fn sound(table: &str) -> String {
    let rows = match table {
        "papers.csv" => {
            "id,name,issuer,country,proves,reference,status\ntest-paper,A paper,Somebody,FR,something,Art. 1,confirmed\n"
        }
        "claims.csv" => "id,name,words,means\nholy-relic,holy relic,relic,it is said to be holy\n",
        "requirements.csv" => {
            "id,papers,country,route,lists,taxa,products,only_if,why,reference,from,to,status\n\
             test,test-paper,FR,sale,CITES:I,,,,because,Art. 1,2020-01-01,2021-01-01,verify\n"
        }
        "exemptions.csv" => {
            "id,claims,country,route,lists,taxa,products,before,conditions,proved_by,papers,lifts,reference,from,to,status\n\
             test,holy-relic,FR,sale,,,,,shown,a paper,test-paper,,Art. 1,,,verify\n"
        }
        "members.csv" => "union,country,from,to,note\nEU,TR,2030-01-01,,\n",
        "permit_shapes.csv" => "id,paper,pattern,says,source\ntest,test-paper,##,two digits,Art. 1\n",
        other => panic!("{other} has no sound row here"),
    };
    rows.to_owned()
}

const TABLES: [&str; 6] =
    ["papers.csv", "claims.csv", "requirements.csv", "exemptions.csv", "members.csv", "permit_shapes.csv"];

/// The faults of sound tables, one of them with another text.
fn faults(table: &str, text: &str) -> Vec<Fault> {
    let source = |known: &&str| Source {
        name: format!("law/{known}"),
        shown: format!("knowledge/law/{known}"),
        text: if *known == table { text.to_owned() } else { sound(known) },
        overlay: false,
    };
    let sources: Vec<Source> = TABLES.iter().map(source).collect();
    let mut faults = Vec::new();
    Rules::read(&sources, &mut faults);
    faults
}

#[test]
fn faults_are_told_with_their_place_and_mend() {
    assert_eq!(faults("", ""), []);
    for [table, good, bad, column, words] in BROKEN {
        let text = sound(table);
        let broken = if good.is_empty() { text.replace("Somebody", "") } else { text.replace(good, bad) };
        assert_ne!(text, broken, "{table}: {good}");
        let faults = faults(table, &broken);
        let told = faults.iter().find(|fault| fault.message.contains(words));
        let told = told.unwrap_or_else(|| panic!("{table}: {good} as {bad}: {faults:?}"));
        assert!(told.place.path.ends_with(table), "{told}");
        assert_eq!(told.column.as_deref().unwrap_or_default(), column, "{told}");
        assert!(told.place.line > 0 && !told.mend.is_empty(), "{told}");
    }
}

#[test]
fn no_two_rows_share_an_id() {
    let twice = sound("requirements.csv");
    let row = twice.lines().nth(1).unwrap_or_default().replace("because", "whatever");
    let faults = faults("requirements.csv", &format!("{twice}{row}\n"));
    assert!(faults[0].message.contains("stands twice"), "{faults:?}");
}
