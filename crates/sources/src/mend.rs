//! Mends what common writers get wrong in JSON: `NaN`, raw control characters, lone surrogates, endless numbers.

/// What was changed, under which key.
pub(crate) struct Mend {
    pub(crate) key: Option<String>,
    pub(crate) message: &'static str,
    pub(crate) advice: &'static str,
}

/// Text that may now be valid, and what was changed in it.
#[derive(Default)]
pub(crate) struct Mended {
    pub(crate) text: String,
    pub(crate) mends: Vec<Mend>,
}

/// At most this many changes are told of one record.
const MOST_TOLD: usize = 8;

/// Mends one record in one pass.
pub(crate) fn mend(raw: &str) -> Mended {
    let mut mended = Mended { text: String::with_capacity(raw.len()), mends: Vec::new() };
    let mut key: &str = "";
    let mut rest = raw;
    while let Some(first) = rest.chars().next() {
        if first == '"' {
            let end = string_end(rest);
            mended.push_string(&rest[..end], key);
            if end > 2 && rest[end..].trim_start().starts_with(':') {
                key = &rest[1..end - 1];
            }
            rest = &rest[end..];
        } else if first.is_ascii_alphanumeric() || matches!(first, '-' | '+' | '.') {
            let of_token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.');
            let end = rest.find(|c| !of_token(c)).unwrap_or(rest.len());
            mended.push_token(&rest[..end], key);
            rest = &rest[end..];
        } else {
            mended.text.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    mended
}

/// Where the string that begins `text` ends, its quotes included.
fn string_end(text: &str) -> usize {
    let mut position = 1;
    let bytes = text.as_bytes();
    while let Some(found) = bytes.get(position..).and_then(|tail| memchr::memchr2(b'"', b'\\', tail)) {
        position += found;
        if bytes[position] == b'"' {
            return position + 1;
        }
        position += 2;
    }
    text.len()
}

impl Mended {
    fn tell(&mut self, key: &str, message: &'static str, advice: &'static str) {
        let told = |found: &Mend| found.message == message && found.key.as_deref().unwrap_or("") == key;
        if self.mends.len() < MOST_TOLD && !self.mends.iter().any(told) {
            let key = (!key.is_empty()).then(|| key.chars().take(80).collect());
            self.mends.push(Mend { key, message, advice });
        }
    }

    fn push_token(&mut self, token: &str, key: &str) {
        let unsigned = token.trim_start_matches(['-', '+']).to_ascii_lowercase();
        if matches!(unsigned.as_str(), "nan" | "inf" | "infinity") {
            self.tell(key, "not a number (NaN or infinite), left out", "write a number, or null");
            self.text.push_str("null");
        } else if token.parse::<f64>().is_ok_and(f64::is_infinite) {
            self.tell(key, "a number beyond every bound, left out", "write a number, or null");
            self.text.push_str("null");
        } else if token == "None" || token == "undefined" {
            self.tell(key, "a word that JSON does not know, read as null", "write null");
            self.text.push_str("null");
        } else {
            self.text.push_str(token);
        }
    }

    fn push_string(&mut self, string: &str, key: &str) {
        let mut rest = string;
        while let Some(found) = rest.find(|c: char| c < ' ' || c == '\\') {
            self.text.push_str(&rest[..found]);
            rest = &rest[found..];
            let taken = if rest.starts_with('\\') {
                self.push_escape(rest, key)
            } else {
                self.tell(key, "a control character that is not escaped, read as a blank", "escape it");
                self.text.push(' ');
                1
            };
            rest = rest.get(taken..).unwrap_or("");
        }
        self.text.push_str(rest);
    }

    /// Copies the escape that begins `text`; a lone half of a surrogate pair becomes U+FFFD.
    fn push_escape(&mut self, text: &str, key: &str) -> usize {
        let unit = |text: &str| text.strip_prefix("\\u").and_then(|hex| hex.get(..4)).and_then(hexadecimal);
        match unit(text) {
            Some(0xD800..=0xDBFF) if matches!(unit(&text[6..]), Some(0xDC00..=0xDFFF)) => {
                self.text.push_str(&text[..12]);
                12
            }
            Some(0xD800..=0xDFFF) => {
                self.tell(key, "half of a surrogate pair, read as U+FFFD", "write the character whole");
                self.text.push_str("\\ufffd");
                6
            }
            _ => {
                let length = text.chars().take(2).map(char::len_utf8).sum();
                if text[1..].starts_with(|c: char| c < ' ') {
                    self.tell(key, "a control character that is not escaped, read as a blank", "escape it");
                    self.text.push(' ');
                } else {
                    self.text.push_str(&text[..length]);
                }
                length
            }
        }
    }
}

fn hexadecimal(digits: &str) -> Option<u32> {
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::mend;

    #[test]
    fn mends() {
        let cases = [
            (r#"{"price": NaN}"#, r#"{"price": null}"#, Some("price")),
            (r#"{"a": {"price": -Infinity}}"#, r#"{"a": {"price": null}}"#, Some("price")),
            (r#"{"n": 1e999}"#, r#"{"n": null}"#, Some("n")),
            ("{\"t\": \"a\tb\"}", r#"{"t": "a b"}"#, Some("t")),
            (r#"{"t": "\ud83d x"}"#, r#"{"t": "\ufffd x"}"#, Some("t")),
            (r#"{"t": "\ud83d\ude00 NaN \" \\"}"#, r#"{"t": "\ud83d\ude00 NaN \" \\"}"#, None),
        ];
        for (raw, text, key) in cases {
            let mended = mend(raw);
            assert_eq!(mended.text, text);
            assert_eq!(mended.mends.first().and_then(|mend| mend.key.as_deref()), key, "{raw}");
        }
    }
}
