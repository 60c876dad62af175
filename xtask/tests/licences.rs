//! Every crate that the lock file names has a licence that `deny.toml` allows.
//!
//! `cargo deny check` says the same and more, where it is installed; this runs everywhere.

mod reading;

use std::collections::BTreeSet;
use std::process::Command;

#[test]
fn every_licence_is_allowed() {
    let deny: toml::Table = reading::text("deny.toml").parse().unwrap();
    let allowed: BTreeSet<&str> =
        deny["licenses"]["allow"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--quiet"])
        .current_dir(reading::root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 50, "the packages were not read");
    for package in packages {
        let (name, licence) = (&package["name"], package["license"].as_str().unwrap_or("none"));
        assert!(is_allowed(licence, &allowed), "{name}: `{licence}` is not allowed by deny.toml");
    }
}

/// Whether an SPDX expression holds with the allowed licences. `/` is the old spelling of `OR`.
fn is_allowed(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    any(&words, &mut at, allowed) && at == words.len()
}

/// `A OR B`; both sides are always read.
fn any(words: &[&str], at: &mut usize, allowed: &BTreeSet<&str>) -> bool {
    let mut holds = all(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        holds |= all(words, at, allowed);
    }
    holds
}

/// `A AND B`, which binds closer.
fn all(words: &[&str], at: &mut usize, allowed: &BTreeSet<&str>) -> bool {
    let mut holds = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        holds &= one(words, at, allowed);
    }
    holds
}

/// A licence, one `WITH` an exception, or an expression in parentheses.
fn one(words: &[&str], at: &mut usize, allowed: &BTreeSet<&str>) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let holds = any(words, at, allowed);
        *at += 1;
        return holds && words.get(*at - 1) == Some(&")");
    }
    if words.get(*at) == Some(&"WITH") {
        *at += 2;
        let exception = words.get(*at - 1).unwrap_or(&"");
        return allowed.contains(format!("{word} WITH {exception}").as_str());
    }
    allowed.contains(word)
}

#[test]
fn expressions_are_read() {
    let allowed = BTreeSet::from(["MIT", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"]);
    assert!(is_allowed("MIT", &allowed));
    assert!(is_allowed("GPL-3.0/MIT", &allowed));
    assert!(is_allowed("(MIT OR GPL-3.0) AND Unicode-3.0", &allowed));
    assert!(is_allowed("Apache-2.0 WITH LLVM-exception", &allowed));
    assert!(!is_allowed("Apache-2.0", &allowed));
    assert!(!is_allowed("MIT AND GPL-3.0", &allowed));
    assert!(!is_allowed("GPL-3.0 OR MIT AND GPL-3.0", &allowed));
    assert!(!is_allowed("none", &allowed));
    assert!(!is_allowed("(MIT", &allowed));
}
