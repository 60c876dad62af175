//! Prices and quantities: our own cases, shop strings and the development set where they are at hand.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use proptest::prelude::*;
use pugmark_model::{Field, Price, Quantity};
use pugmark_text::{Hints, Normal, contact, money, place};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A file of the shared folder, or nothing where that folder is absent.
fn shared(path: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    let found = std::fs::read_to_string(path).ok();
    if found.is_none() {
        println!("skipped: ../shared is absent");
    }
    found
}

/// Amounts are compared as numbers, to a ten-thousandth.
fn key(amount: &str, currency: &str) -> (i64, String) {
    ((amount.parse::<f64>().unwrap() * 10_000.0).round() as i64, currency.to_owned())
}

fn language(code: &str) -> Option<&'static str> {
    ["en", "zh", "vi", "th", "id", "ms", "pt", "es", "fr", "ar", "ru", "sw", "hi", "ja", "de"]
        .into_iter()
        .find(|known| *known == code)
}

fn read(title: &str, text: &str, hints: &Hints) -> (Vec<Price>, Vec<Quantity>) {
    let (mut prices, mut quantities) = (Vec::new(), Vec::new());
    for (field, body) in [(Field::Title, title), (Field::Text, text)] {
        let normal = Normal::new(body);
        let (mut contacts, mut taken) = (Vec::new(), Vec::new());
        contact::extract(&normal, field, hints, &mut contacts, &mut taken);
        money::extract(&normal, field, hints, &taken, &mut prices, &mut quantities);
    }
    (prices, quantities)
}

fn keys(prices: &[Price]) -> BTreeSet<(i64, String)> {
    prices.iter().map(|price| key(&price.amount, price.currency.as_deref().unwrap_or(""))).collect()
}

/// A cell such as `240 USD;400 USD`.
fn cell(text: &str) -> BTreeSet<(i64, String)> {
    text.split(';')
        .filter(|one| !one.is_empty())
        .map(|one| one.split_once(' ').unwrap())
        .map(|(a, c)| key(a, c))
        .collect()
}

#[test]
fn own_cases() {
    let mut rows = csv::Reader::from_reader(include_bytes!("data/prices.csv").as_slice());
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in rows.records() {
        let row = row.unwrap();
        let country = row[1].as_bytes().try_into().ok();
        let (prices, quantities) = read("", &row[2], &Hints { country, language: language(&row[0]) });
        count += 1;
        if keys(&prices) != cell(&row[3]) {
            wrong.push(format!("{} -> {prices:?}", &row[2]));
        }
        let goods: BTreeSet<_> = quantities.iter().map(|one| key(&one.value, &one.unit)).collect();
        if !cell(&row[4]).is_subset(&goods) {
            wrong.push(format!("{} -> {quantities:?}", &row[2]));
        }
    }
    assert!(count >= 150);
    assert!(wrong.is_empty(), "{} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn shop_strings() {
    let Some(data) = shared("data/labelled/extract/prices.csv") else {
        return;
    };
    let mut rows = csv::Reader::from_reader(data.as_bytes());
    let (mut right, mut count) = (0, 0);
    for row in rows.records() {
        let row = row.unwrap();
        if &row[6] != "0" {
            continue;
        }
        count += 1;
        let hint = (!row[1].is_empty()).then(|| &row[1]);
        let found = money::parse_price(&row[2], &Hints::default(), hint);
        let (amount, mark) =
            found.map(|(amount, mark, _)| (amount, mark.unwrap_or_default())).unwrap_or_default();
        let same = match (amount.parse::<f64>(), row[4].parse::<f64>()) {
            (Ok(found), Ok(gold)) => (found - gold).abs() < 1e-6,
            (Err(_), Err(_)) => true,
            _ => false,
        };
        if same && mark == row[3] {
            right += 1;
        } else {
            println!("{:?} {:?}: {amount:?} {mark:?}", &row[1], &row[2]);
        }
    }
    println!("shop strings: {right} of {count}");
    assert!(f64::from(right) >= 0.97 * f64::from(count), "{right} of {count}");
}

#[test]
fn development_set() {
    let Some(data) = shared("data/labelled/redteam.jsonl") else {
        return;
    };
    let (mut right, mut count) = (0, 0);
    for line in data.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |name: &str| row[name].as_str().unwrap_or("");
        let hints = place::hints(
            row["location"].as_str(),
            None,
            row["platform"].as_str(),
            language(text("language")),
        );
        let (prices, _) = read(text("title"), text("text"), &hints);
        let gold = row["gold"]["prices"].as_array().unwrap();
        let gold: BTreeSet<_> = gold
            .iter()
            .map(|one| key(one["amount"].as_str().unwrap(), one["currency"].as_str().unwrap()))
            .collect();
        count += 1;
        if keys(&prices) == gold {
            right += 1;
        } else {
            println!("{}: {:?} instead of {gold:?}", text("id"), keys(&prices));
        }
    }
    println!("development set: {right} of {count}");
    assert!(f64::from(right) >= 0.92 * f64::from(count), "{right} of {count}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_text_breaks_the_reader(text in "\\PC{0,300}", country in 0usize..6, tongue in 0usize..6) {
        let hints = some_hints(country, tongue);
        let normal = Normal::new(&text);
        let (mut prices, mut quantities) = (Vec::new(), Vec::new());
        money::extract(&normal, Field::Text, &hints, &[], &mut prices, &mut quantities);
        let length = text.chars().count() as u32;
        for price in &prices {
            prop_assert!(price.span[0] < price.span[1] && price.span[1] <= length);
            prop_assert!(price.amount.parse::<f64>().is_ok());
        }
        let _ = money::parse_price(&text, &hints, Some(&text));
    }

    #[test]
    fn soup_of_price_words_breaks_nothing(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "3", "450", "1.500", "2,000", "0", "tr", "jt", "万", "千", "五", "两", "一", "ละ", "ตัว", "๕", "ألف", "٢٥",
                "laki", "elfu", "mbili", "na", "nusu", "$", "€", "rp", "元", "/", "kg", "-", "—", ":", ".", ",", " ", "\n",
                "each", "cada", "за", "deposit", "k", "rưỡi", "x", "%", "(", "十", "लाख",
            ]),
            0..60,
        ),
        country in 0usize..6,
        tongue in 0usize..6,
    ) {
        let text: String = parts.concat();
        let hints = some_hints(country, tongue);
        let normal = Normal::new(&text);
        let (mut prices, mut quantities) = (Vec::new(), Vec::new());
        money::extract(&normal, Field::Text, &hints, &[], &mut prices, &mut quantities);
        let length = text.chars().count() as u32;
        for span in prices.iter().map(|one| one.span).chain(quantities.iter().map(|one| one.span)) {
            prop_assert!(span[0] < span[1] && span[1] <= length);
        }
        let _ = money::parse_price(&text, &hints, None);
    }

    #[test]
    fn a_marked_whole_amount_reads_as_itself(amount in 100u32..999_999) {
        for (text, language, country, iso) in [
            (format!("fox lamp, ${amount} firm"), "en", *b"US", "USD"),
            (format!("旧台灯 {amount}元"), "zh", *b"CN", "CNY"),
            (format!("đèn cũ {amount} đ"), "vi", *b"VN", "VND"),
            (format!("lampu Rp {amount}"), "id", *b"ID", "IDR"),
            (format!("lampe {amount} €"), "fr", *b"FR", "EUR"),
            (format!("лампа {amount} руб."), "ru", *b"RU", "RUB"),
        ] {
            let hints = Hints { country: Some(country), language: Some(language) };
            let (prices, _) = read("", &text, &hints);
            // Bare hundreds of rupiah and dong stand for thousands.
            let scale = if amount < 1000 && matches!(iso, "IDR" | "VND") { 1000 } else { 1 };
            prop_assert_eq!(keys(&prices), BTreeSet::from([key(&(amount * scale).to_string(), iso)]), "{}", text);
        }
    }
}

fn some_hints(country: usize, tongue: usize) -> Hints {
    let countries = [None, Some(*b"VN"), Some(*b"MX"), Some(*b"CN"), Some(*b"TZ"), Some(*b"??")];
    let tongues = [None, Some("vi"), Some("zh"), Some("sw"), Some("th"), Some("id")];
    Hints { country: countries[country], language: tongues[tongue] }
}

#[test]
fn long_and_repeated_texts_take_linear_time() {
    let hints = Hints { country: None, language: None };
    for piece in ["9", "1,", "1 000 ", "两千", "万", "laki mbili na ", "3tr", "$", "ละ5", "五", "12-"]
    {
        let text = piece.repeat(400_000 / piece.len());
        let begun = std::time::Instant::now();
        let normal = Normal::new(&text);
        let (mut prices, mut quantities) = (Vec::new(), Vec::new());
        money::extract(&normal, Field::Text, &hints, &[], &mut prices, &mut quantities);
        let _ = money::parse_price(&text, &hints, Some(&text));
        assert!(begun.elapsed().as_secs() < 5, "{piece:?} took {:?}", begun.elapsed());
    }
}

#[test]
fn spans_are_characters_of_the_original() {
    let hints = Hints { country: Some(*b"GB"), language: Some("en") };
    let text = "Ｌａｍｐ🪔 £１２.５0 each";
    let (prices, _) = read("", text, &hints);
    let [from, to] = prices[0].span;
    let seen: String = text.chars().skip(from as usize).take((to - from) as usize).collect();
    assert_eq!(
        (seen.as_str(), prices[0].amount.as_str(), prices[0].per.as_deref()),
        ("£１２.５0", "12.50", Some("each"))
    );
}
