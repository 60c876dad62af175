//! Whatever the text: nothing panics, spans stay inside, time stays bounded.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use pugmark_model::Field;
use pugmark_text::{Hints, Normal, contact, permit, place};
use std::time::{Duration, Instant};

fn read_all(text: &str, country: Option<[u8; 2]>) {
    let normal = Normal::new(text);
    let (mut contacts, mut permits, mut taken) = (Vec::new(), Vec::new(), Vec::new());
    contact::extract(
        &normal,
        Field::Text,
        &Hints { country, language: Some("zh") },
        &mut contacts,
        &mut taken,
    );
    permit::extract(&normal, Field::Text, &mut permits, &mut taken);
    let length = u32::try_from(text.chars().count()).unwrap();
    for span in contacts.iter().map(|contact| contact.span).chain(permits.iter().map(|permit| permit.span)) {
        assert!(span[0] <= span[1] && span[1] <= length, "{span:?} of {length}");
    }
    for range in taken {
        assert!(normal.folded().get(range).is_some());
    }
}

/// Pieces that the readers look for, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "0",
        "9",
        "0950",
        "000",
        "o",
        "O",
        "l",
        "+",
        "@",
        ".",
        "-",
        " ",
        "/",
        "(",
        ")",
        ":",
        "\n",
        "加",
        "v",
        "微信",
        "zalo",
        "line",
        "t.me",
        "wa.me",
        "slash",
        "underscore",
        "dot",
        "下划线",
        "幺",
        "không",
        "vingt",
        "et",
        "double",
        "ศูนย์",
        "ไ",
        "น์",
        "abc",
        "d_1",
        "gmail",
        "com",
        "at",
        "(at)",
        "собака",
        "cites",
        "no",
        "许可证",
        "http://",
        "www.",
        "x.y",
        "😀",
        "\u{301}",
        "٠",
        "१",
        "é",
        "ф",
        "qq",
        "wa",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,200}") {
        read_all(&text, None);
    }

    #[test]
    fn any_order_of_pieces_is_read_without_panic(text in pieces(), country in prop::sample::select(vec!["VN", "CN", "FR", "ZZ", "WS"])) {
        read_all(&text, country.as_bytes().try_into().ok());
    }

    #[test]
    fn any_location_is_looked_up_without_panic(location in "\\PC{0,80}") {
        let _ = place::country_of(&location);
    }
}

/// Found by the properties above: the letter before the digits takes two bytes.
#[test]
fn a_cyrillic_zero_letter_after_a_word_is_cut_at_its_bound() {
    read_all("собакапо9 950 000 0950 собакао12345678", None);
    read_all("тело89261234567", Some(*b"RU"));
}

#[test]
fn hostile_texts_take_bounded_time() {
    let texts = [
        "1 ".repeat(50_000),
        "0950 000 412 ".repeat(8_000),
        "@a ".repeat(30_000),
        "a@b.".repeat(30_000),
        "z.a.".repeat(30_000),
        "không ".repeat(20_000),
        "vingt et ".repeat(15_000),
        "加v：a_".repeat(15_000),
        "cites no. no. no. ".repeat(8_000),
        "t.me slash a dot ".repeat(8_000),
        "http://a.b".repeat(10_000),
        "(at)".repeat(30_000),
        "0".repeat(100_000),
        "oooo ".repeat(20_000),
        "下划线".repeat(10_000),
        "cites 1-2-3-4-5-6-7-8-9-a-b-c-d-e ".repeat(3_000),
    ];
    for text in texts {
        let start = Instant::now();
        read_all(&text, Some(*b"VN"));
        let took = start.elapsed();
        assert!(
            took < Duration::from_secs(4),
            "{took:?} for {:?}…",
            text.chars().take(20).collect::<String>()
        );
        eprintln!("{took:?} for {} bytes of {:?}", text.len(), text.chars().take(12).collect::<String>());
    }
}
