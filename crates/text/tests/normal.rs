//! The normal form: what is folded, what survives, and that every byte leads back to the original.

use proptest::prelude::*;
use pugmark_text::Normal;
use pugmark_text::normal::{Disguise, Script, is_word_bound};

fn folded(text: &str) -> String {
    Normal::new(text).folded().to_owned()
}

fn bare(text: &str) -> String {
    Normal::new(text).bare().to_owned()
}

/// The words meant, with how they were hidden.
fn meant(text: &str) -> String {
    Normal::new(text).undisguised().map(|found| found.text().trim().to_owned()).unwrap_or_default()
}

fn has(text: &str, disguise: Disguise) -> bool {
    Normal::new(text).flags().iter().any(|(kind, _)| *kind == disguise)
}

#[test]
fn folds_shapes_to_one() {
    let cases = [
        ("IVORY", "ivory"),
        ("ｉｖｏｒｙ", "ivory"),
        ("𝙄𝙑𝙊𝙍𝙔", "ivory"),
        ("ⓘⓥⓞⓡⓨ", "ivory"),
        ("🅸🆅🅾🆁🆈", "ivory"),
        ("🇮🇻🇴🇷🇾", "ivory"),
        ("ɪᴠᴏʀʏ", "ivory"),
        ("i\u{200B}v\u{200D}ory", "ivory"),
        ("iv\u{00AD}ory", "ivory"),
        ("iv\u{E0041}ory", "ivory"),
        ("1️⃣2️⃣3️⃣", "123"),
        ("๑๒๓", "123"),
        ("٤٥٦", "456"),
        ("१२३", "123"),
        ("①②", "12"),
        ("㎏", "kg"),
        ("ﬁn", "fin"),
        ("象牙", "象牙"),
        ("龜鸚鵡", "龟鹦鹉"),
        ("عـــاج", "عاج"),
        ("عَاجٌ", "عاج"),
        ("أفيال", "افيال"),
        ("ёж", "еж"),
        ("İstanbul", "istanbul"),
        ("“x”—y", "\"x\"-y"),
        ("vo\u{0323}\u{0302}i", "vội"),
        ("vo\u{0302}\u{0323}i", "vội"),
        ("i̷v̶o̸r̵y̷", "ivory"),
        ("", ""),
    ];
    for (raw, expected) in cases {
        assert_eq!(folded(raw), expected, "{raw:?}");
    }
}

#[test]
fn folds_look_alikes_only_in_mixed_tokens() {
    assert_eq!(folded("ivоry"), "ivory", "one Cyrillic letter in a Latin word");
    assert_eq!(folded("іvоrу tusk"), "ivory tusk");
    assert_eq!(folded("pangоlin"), "pangolin");
    assert_eq!(folded("слoновая"), "слоновая", "one Latin letter in a Russian word");
    assert_eq!(folded("слоновая кость"), "слоновая кость", "real Russian survives");
    assert_eq!(folded("ελεφαντόδοντο"), "ελεφαντόδοντο", "real Greek survives");
    assert!(has("ivоry", Disguise::LookAlike));
    assert!(!has("кость", Disguise::LookAlike));
}

#[test]
fn flags_what_was_done_to_hide() {
    assert!(has("iv\u{200B}ory", Disguise::ZeroWidth));
    assert!(!has("ราคา\u{200B}ถูก", Disguise::ZeroWidth), "Thai may part words so");
    assert!(!has("👨\u{200D}👩", Disguise::ZeroWidth), "emoji are joined so");
    assert!(!has("می\u{200C}خواهم", Disguise::ZeroWidth), "Persian is written so");
    assert!(has("\u{202E}yrovi", Disguise::Bidi));
    assert!(has("a\u{E0041}", Disguise::Tag));
    assert!(has("𝙄𝙑𝙊𝙍𝙔", Disguise::Styled));
}

#[test]
fn bare_form_drops_accents_tones_and_hyphens() {
    assert_eq!(bare("ngà voi"), "nga voi");
    assert_eq!(bare("đồi mồi"), "doi moi");
    assert_eq!(bare("jacarandá-da-bahia"), "jacaranda da bahia");
    assert_eq!(bare("งาช้าง"), "งาชาง");
    assert_eq!(bare("rhino   horn\n\nnow"), "rhino horn now");
    assert_eq!(bare("pre-ban"), "pre ban");
    assert_eq!(bare("2-3"), "2-3");
    assert_eq!(bare("йод"), "йод", "Cyrillic й is a letter");
}

#[test]
fn reads_words_that_were_spaced() {
    assert_eq!(meant("i.v.o.r.y"), "ivory");
    assert_eq!(meant("r h i n o"), "rhino");
    assert_eq!(meant("n g à v o i"), "ngavoi");
    assert!(meant("n.g.à v.o.i khúc").contains("nga voi"));
    assert!(meant("Mật g.ấ.u ngựa").contains("mat gau ngua"));
    assert!(meant("象丨牙手串").contains("象牙手串"));
    assert_eq!(meant("象/牙"), "象牙");
    assert_eq!(meant("g*a*d*i*n*g"), "gading");
    assert!(meant("ง า ช้ า ง").contains("งาชาง"));
    assert_eq!(meant("size a b or c"), "");
    assert_eq!(meant("玉器/手串"), "", "an honest list of words");
}

#[test]
fn reads_leetspeak_and_stretching() {
    assert!(meant("1v0ry tu5k").starts_with("ivory tusk"));
    assert!(meant("rh1n0 h0rn").starts_with("rhino horn"));
    assert!(meant("el@ng").contains("elang"));
    assert!(meant("g4ding").contains("gading"));
    assert!(meant("ivoooory").contains("ivory"));
    assert!(meant("dry pangoIin scaIes").contains("pangolin scales"));
    assert!(meant("rh*no horn").contains("rhino horn"));
    assert!(meant("T.Ê G.I.Á.C").contains("te giac"));
    for honest in ["5kg", "3tr5", "16gb", "i94618", "400rb", "2026", "sg 781", "10x12", "iphone 15"] {
        assert_eq!(meant(honest), "", "{honest}");
    }
}

#[test]
fn spans_lead_back_to_the_original() {
    let text = "Tag: 𝙄𝙑\u{200B}𝙊𝙍𝙔 象牙";
    let normal = Normal::new(text);
    let at = normal.folded().find("ivory").unwrap();
    let [start, end] = normal.original_span(at..at + 5);
    let original: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
    assert_eq!(original, "𝙄𝙑\u{200B}𝙊𝙍𝙔");
}

#[test]
fn word_bounds() {
    assert!(is_word_bound("ivory tusk", 5));
    assert!(!is_word_bound("ivory", 3));
    assert!(is_word_bound("出xy料", 3));
    assert!(is_word_bound("20g", 2));
    assert!(!is_word_bound("слон", 2));
    assert!(Normal::new("слон").scripts().has(Script::Cyrillic));
}

proptest! {
    #[test]
    fn every_byte_leads_back(text in any::<String>()) {
        let normal = Normal::new(&text);
        let count = text.chars().count() as u32;
        let folded = normal.folded();
        let mut last = 0;
        for (at, character) in folded.char_indices() {
            let [start, end] = normal.original_span(at..at + character.len_utf8());
            prop_assert!(start < end && end <= count && start >= last);
            last = start;
        }
        let bare = normal.bare();
        for (at, character) in bare.char_indices() {
            let range = normal.folded_range(at..at + character.len_utf8());
            prop_assert!(range.end <= folded.len() && folded.is_char_boundary(range.start) && folded.is_char_boundary(range.end));
        }
        if let Some(found) = normal.undisguised() {
            for (at, character) in found.text().char_indices() {
                let range = found.bare_range(at..at + character.len_utf8());
                prop_assert!(range.end <= bare.len() && bare.is_char_boundary(range.start) && bare.is_char_boundary(range.end));
            }
        }
    }

    #[test]
    fn composed_and_decomposed_are_one(text in "[a-zA-Zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹçñ ]{0,40}") {
        use unicode_normalization::UnicodeNormalization;
        let apart: String = text.nfd().collect();
        prop_assert_eq!(folded(&text), folded(&apart));
    }

    #[test]
    fn folding_twice_changes_nothing(text in "[\\PC]{0,60}") {
        let once = folded(&text);
        prop_assert_eq!(folded(&once), once.clone());
    }
}
