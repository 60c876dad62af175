//! The script of a term as ISO 15924 names it, derived from its letters and checked against them.

use crate::table::Row;
use pugmark_text::Normal;
use pugmark_text::language::Language;
use pugmark_text::normal::Script;

/// The codes in use, for messages.
pub(crate) const KNOWN: &str = "Latn, Cyrl, Grek, Arab, Deva, Thai, Laoo, Khmr, Mymr, Hang, Kore, Jpan, Hani, Hans, Hant, Zsye (emoji), \
     Zyyy (digits and signs), Zzzz (any other)";

/// The script of a text: that of its letters, Latin ones counting last, since brands and units stand among others.
/// Chinese is `Hant` where a character has a simplified shape, else `Hani`: it may be read as either.
pub(crate) fn derive(text: &str, language: Language) -> &'static str {
    let mut latin = false;
    let mut han = false;
    for script in text.chars().flat_map(char::to_lowercase).filter_map(Script::of) {
        match script {
            Script::Latin => latin = true,
            Script::Han => han = true,
            Script::Kana => return "Jpan",
            other => return code(other),
        }
    }
    match (han, latin) {
        (true, _) if language == Language::JA => "Jpan",
        (true, _) if has_traditional(text) => "Hant",
        (true, _) => "Hani",
        (false, true) => "Latn",
        (false, false) if text.chars().any(|c| !c.is_ascii() && !c.is_numeric()) => "Zsye",
        (false, false) => "Zyyy",
    }
}

/// Whether the code is one that the letters allow, given what they are ([`derive()`]).
pub(crate) fn fits(code: &str, derived: &str) -> bool {
    match code {
        "Hani" | "Hant" => matches!(derived, "Hani" | "Hant"),
        "Hans" => derived == "Hani",
        "Kore" => matches!(derived, "Hang" | "Hani" | "Hant"),
        _ => code == derived,
    }
}

/// Whether the stated script, if any, is that of the letters.
pub(crate) fn row_fits(row: &mut Row<'_>, text: &str, language: Language) -> bool {
    let stated = row.cell("script").to_owned();
    let derived = derive(text, language);
    let sound = stated.is_empty() || fits(&stated, derived);
    if !sound {
        let message = format!("`{stated}` is not the script of `{text}`");
        let mend = format!("write {derived}, leave it empty, or correct the term; the codes are {KNOWN}");
        row.fault("script", message, mend);
    }
    sound
}

fn code(script: Script) -> &'static str {
    match script {
        Script::Latin => "Latn",
        Script::Cyrillic => "Cyrl",
        Script::Greek => "Grek",
        Script::Arabic => "Arab",
        Script::Devanagari => "Deva",
        Script::Thai => "Thai",
        Script::Lao => "Laoo",
        Script::Khmer => "Khmr",
        Script::Burmese => "Mymr",
        Script::Han => "Hani",
        Script::Kana => "Jpan",
        Script::Hangul => "Hang",
        Script::Other => "Zzzz",
    }
}

/// Whether a character is one that the normal form simplifies.
fn has_traditional(text: &str) -> bool {
    text.chars().filter(|c| Script::of(*c) == Some(Script::Han)).any(|character| {
        let mut buffer = [0; 4];
        let own: &str = character.encode_utf8(&mut buffer);
        Normal::plain(own).folded() != own
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_tell_the_script() {
        let zh = Language::from_tag("zh").expect("Chinese");
        for (text, language, script) in [
            ("ivory", Language::EN, "Latn"),
            ("ngà voi", Language::EN, "Latn"),
            ("слоновая кость", Language::UND, "Cyrl"),
            ("งาช้าง", Language::UND, "Thai"),
            ("عاج", Language::UND, "Arab"),
            ("象牙", zh, "Hani"),
            ("龟板", zh, "Hani"),
            ("龜板", zh, "Hant"),
            ("xl象牙", zh, "Hani"),
            ("象牙", Language::JA, "Jpan"),
            ("べっ甲", Language::JA, "Jpan"),
            ("상아", Language::UND, "Hang"),
            ("🐘🦷", Language::UND, "Zsye"),
            ("5318", Language::UND, "Zyyy"),
        ] {
            assert_eq!(derive(text, language), script, "{text}");
        }
    }

    #[test]
    fn a_stated_script_is_held_against_the_letters() {
        assert!(fits("Hans", "Hani") && fits("Hant", "Hani") && fits("Hani", "Hant") && fits("Latn", "Latn"));
        assert!(!fits("Hans", "Hant") && !fits("Latn", "Cyrl") && !fits("Thai", "Hani") && !fits("", "Latn"));
    }
}
