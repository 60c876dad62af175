//! Contacts: the classes of writing that hide them, and the shared sets where they are present.

use pugmark_model::{Contact, ContactKind, Field};
use pugmark_text::{Hints, Normal, contact, place};
use std::collections::BTreeSet;
use std::path::PathBuf;

fn shared(path: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    let bytes = std::fs::read(path).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn read(text: &str, hints: &Hints) -> Vec<Contact> {
    let mut contacts = Vec::new();
    contact::extract(&Normal::new(text), Field::Text, hints, &mut contacts, &mut Vec::new());
    contacts
}

fn written(contact: &Contact) -> String {
    let prefix = match contact.kind {
        _ if contact.value.starts_with('+') => "",
        ContactKind::Wechat => "wechat:",
        ContactKind::Qq => "qq:",
        ContactKind::Telegram => "telegram:",
        ContactKind::Line => "line:",
        ContactKind::Zalo => "zalo:",
        ContactKind::Snapchat => "snapchat:",
        ContactKind::Instagram => "instagram:",
        ContactKind::Email => "email:",
        ContactKind::Link => "link:",
        _ => "other:",
    };
    format!("{prefix}{}", contact.value)
}

fn languages(name: &str) -> Option<&'static str> {
    ["zh", "en", "vi", "th", "id", "ms", "es", "pt", "fr", "ru", "ar", "sw", "hi", "ja"]
        .into_iter()
        .find(|language| *language == name)
}

#[test]
fn development_rows_are_read_exactly() {
    let Some(rows) = shared("data/labelled/redteam.jsonl") else {
        eprintln!("skipped: ../shared is absent");
        return;
    };
    let (mut right, mut total) = (0, 0);
    for line in rows.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = format!("{}\n{}", row["title"].as_str().unwrap_or(""), row["text"].as_str().unwrap());
        let hints = place::hints(
            row["location"].as_str(),
            None,
            row["platform"].as_str(),
            languages(row["language"].as_str().unwrap()),
        );
        let got: BTreeSet<String> = read(&text, &hints).iter().map(written).collect();
        let gold: BTreeSet<String> = row["gold"]["contacts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|value| value.as_str().unwrap().to_owned())
            .collect();
        total += 1;
        if got == gold {
            right += 1;
        } else {
            eprintln!("{} {:?} {hints:?}: got {got:?}, wanted {gold:?}", row["id"], row["location"]);
        }
    }
    eprintln!("contacts exactly right: {right} of {total}");
    assert!(f64::from(right) >= 0.95 * f64::from(total), "{right} of {total}");
}

/// Texts that hold hardly any contact: what is found there is looked at by eye.
#[test]
#[ignore = "prints for the eye: cargo test -p pugmark-text --test contacts -- --ignored --nocapture"]
fn contacts_in_real_texts() {
    let sets = [
        ("ads/birds_stemmed.csv", &["text", "title", "description"][..]),
        ("ads/leather.csv", &[]),
        ("ads/ordinary_titles.csv", &[]),
        ("ads/sharks.csv", &[]),
        ("posts/ivory.csv", &[]),
        ("posts/ivory_three_annotators.csv", &[]),
        ("news/hk_customs_zh.csv", &[]),
    ];
    for (name, _) in sets {
        let Some(table) = shared(&format!("data/labelled/{name}")) else { continue };
        let mut rows = csv::ReaderBuilder::new().flexible(true).has_headers(true).from_reader(table.as_bytes());
        let (mut total, mut links, mut others) = (0, 0, 0);
        for record in rows.records().filter_map(Result::ok) {
            total += 1;
            for cell in record.iter() {
                for contact in read(cell, &Hints::default()) {
                    if contact.kind == ContactKind::Link {
                        links += 1;
                        continue;
                    }
                    others += 1;
                    let from = contact.span[0].saturating_sub(25) as usize;
                    let around: String =
                        cell.chars().skip(from).take((contact.span[1] - contact.span[0]) as usize + 45).collect();
                    eprintln!("  {} [{}]", written(&contact), around.replace('\n', " "));
                }
            }
        }
        eprintln!("{name}: {others} contacts and {links} links in {total} rows");
    }
}
