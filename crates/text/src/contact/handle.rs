//! Ids of channels: after the channel's name, and bare after an `@`.

use super::Reader;
use super::marks::{Found, spaced_script, word_at};
use pugmark_model::ContactKind;

/// Longest id that is read, in bytes.
const LONGEST: usize = 48;

/// An id as read, and where it ends.
#[derive(Debug, Clone)]
pub(super) struct Handle {
    pub(super) id: String,
    pub(super) end: usize,
}

/// Where an id may begin after a channel's name, and what stood between.
struct Approach {
    start: usize,
    /// A colon, an `id`, an `@` or the like stood between.
    explicit: bool,
    /// An `@` stands directly before.
    at_sign: bool,
}

/// Reads an id at `start`: signs may be spelled out, single letters parted by spaces.
pub(super) fn read(text: &str, start: usize) -> Option<Handle> {
    if let Some(handle) = read_spaced(text, start) {
        return Some(handle);
    }
    let mut handle = Handle { id: String::new(), end: start };
    while handle.id.len() < LONGEST {
        let rest = text.get(handle.end..)?;
        let length =
            rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(byte)).count();
        handle.id.push_str(&rest[..length]);
        handle.end += length;
        if handle.id.is_empty() {
            return None;
        }
        let Some((end, sign)) = spelled_sign(text, handle.end) else {
            break;
        };
        handle.id.push(sign);
        handle.end = end;
    }
    let kept = handle.id.trim_end_matches(['.', '-']).len();
    handle.end -= handle.id.len() - kept;
    handle.id.truncate(kept);
    (!handle.id.is_empty() && handle.id.len() <= LONGEST).then_some(handle)
}

/// A sign's name between two parts of an id, and where the next part begins.
fn spelled_sign(text: &str, at: usize) -> Option<(usize, char)> {
    let start = at + spaces(text, at);
    let (end, mark) = word_at(text, start, |mark| matches!(mark.sign, Some('_' | '.' | '-')))?;
    let next = end + spaces(text, end);
    let continues = text.get(next..)?.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric());
    continues.then_some((next, mark.sign?))
}

fn spaces(text: &str, at: usize) -> usize {
    text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start_matches(' ').len())
}

/// An id written letter by letter: `a b c _ 1 2`.
fn read_spaced(text: &str, start: usize) -> Option<Handle> {
    let bytes = text.as_bytes();
    let is_part =
        |index: usize| bytes.get(index).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let separator = *bytes.get(start + 1)?;
    if !b" .-*~".contains(&separator) {
        return None;
    }
    let mut handle = Handle { id: String::new(), end: start };
    let mut index = start;
    while is_part(index) && !is_part(index + 1) && handle.id.len() < LONGEST {
        handle.id.push(char::from(bytes[index]));
        handle.end = index + 1;
        if bytes.get(index + 1) != Some(&separator) {
            break;
        }
        index += 2;
    }
    (handle.id.len() >= 4).then_some(handle)
}

/// Reads the ids after each channel's name.
pub(super) fn after_channels(reader: &mut Reader<'_>) {
    let found = reader.found;
    for word in found {
        if let Some(kind) = word.mark.channel
            && takes_handle(kind)
            && !reader.is_taken(word.start)
        {
            after_channel(reader, word, kind);
        }
    }
}

/// Channels that know people by a name of their own choosing.
fn takes_handle(kind: ContactKind) -> bool {
    matches!(
        kind,
        ContactKind::Wechat
            | ContactKind::Qq
            | ContactKind::Telegram
            | ContactKind::Line
            | ContactKind::Instagram
            | ContactKind::Snapchat
            | ContactKind::Kakao
    )
}

fn after_channel(reader: &mut Reader<'_>, word: &Found, kind: ContactKind) {
    let text = reader.text;
    let approach = approach(text, word.end);
    if reader.is_taken(approach.start) {
        return;
    }
    if kind == ContactKind::Qq {
        return qq_number(reader, word, &approach);
    }
    let Some(mut handle) = read(text, approach.start) else {
        return;
    };
    if handle.id.starts_with('_') && kind != ContactKind::Instagram {
        return;
    }
    let explicit = approach.explicit || is_invited(text, word.start);
    if !has_shape(kind, &handle.id) || !is_meant(reader, word, &handle, explicit) {
        return;
    }
    if kind == ContactKind::Telegram || (kind == ContactKind::Line && approach.at_sign) {
        handle.id.insert(0, '@');
    }
    reader.add(kind, handle.id, word.start..handle.end);
}

/// Steps over signs and small words such as `id` between a channel's name and the id.
fn approach(text: &str, from: usize) -> Approach {
    let mut approach = Approach { start: from, explicit: false, at_sign: false };
    for _ in 0..5 {
        let rest = &text[approach.start..];
        let mut skipped = 0;
        for character in rest.chars().take(6) {
            if character.is_alphanumeric()
                || matches!(character, '_' | '{' | '<')
                || (character == '\n' && !approach.explicit)
            {
                break;
            }
            approach.explicit |= matches!(character, ':' | '=' | '@' | '>' | '→' | '\u{FE30}' | '：');
            approach.at_sign = character == '@';
            skipped += character.len_utf8();
        }
        approach.start += skipped;
        let Some((end, mark)) = word_at(text, approach.start, |mark| mark.filler) else {
            break;
        };
        let word = &text[approach.start..end];
        if text[end..].starts_with(['_', '.', '-']) || text[end..].starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        approach.explicit |=
            mark.reach || matches!(word, "id" | "号" | "我" | "聊" | "username" | "user" | "handle" | "ไอดี");
        approach.at_sign = word.ends_with('@');
        approach.start = end;
    }
    approach
}

/// Whether the channel's name follows "add": `加v`, `➕v`, `add line`.
fn is_invited(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\u{A0}']);
    ["加", "+", "➕", "✚", "➕", "十", "家", "佳", "嘉", "add", "แอด", "เพิ่ม", "搜"]
        .iter()
        .any(|word| before.ends_with(word))
}

fn has_shape(kind: ContactKind, id: &str) -> bool {
    let bytes = id.as_bytes();
    let starts_with_letter = bytes.first().is_some_and(u8::is_ascii_alphabetic);
    let has_letter = bytes.iter().any(u8::is_ascii_alphabetic);
    let only = |extra: &[u8]| bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || extra.contains(byte));
    match kind {
        ContactKind::Wechat => starts_with_letter && (6..=20).contains(&id.len()) && only(b"_-"),
        ContactKind::Telegram => starts_with_letter && (5..=32).contains(&id.len()) && only(b"_"),
        ContactKind::Snapchat => starts_with_letter && (3..=15).contains(&id.len()) && only(b"_.-"),
        ContactKind::Instagram => has_letter && (3..=30).contains(&id.len()) && only(b"_."),
        _ => has_letter && (4..=20).contains(&id.len()) && only(b"_.-"),
    }
}

/// Whether the word after the channel is an id and not the sentence going on.
fn is_meant(reader: &Reader<'_>, word: &Found, handle: &Handle, explicit: bool) -> bool {
    let id = handle.id.as_str();
    if super::looks_spelled(id) {
        return false;
    }
    let marked = id.bytes().any(|byte| byte.is_ascii_digit() || byte == b'_')
        || id.trim_matches(['.', '-']).contains(['.', '-']);
    if marked {
        let starts_with_digit = id.starts_with(|c: char| c.is_ascii_digit());
        return explicit
            || !(word.mark.weak && (starts_with_digit || is_single(&reader.text[word.start..word.end])));
    }
    if super::marks::lookup(id).is_some() {
        return false;
    }
    let goes_on =
        reader.text[handle.end..].trim_start_matches([' ', ',']).starts_with(|c| spaced_script(c) == 1);
    let foreign = !reader.is_latin();
    (explicit || (foreign && !word.mark.weak)) && id.len() >= 5 && (!goes_on || (foreign && explicit))
}

fn is_single(word: &str) -> bool {
    word.len() == 1
}

fn qq_number(reader: &mut Reader<'_>, word: &Found, approach: &Approach) {
    let bytes = reader.text.as_bytes();
    let mut end = approach.start;
    let mut digits = String::new();
    for (offset, byte) in bytes[approach.start..].iter().enumerate().take(24) {
        match byte {
            b'0'..=b'9' => {
                digits.push(char::from(*byte));
                end = approach.start + offset + 1;
            }
            b' ' | b'-' | b'.' if !digits.is_empty() => {}
            _ => break,
        }
    }
    let glued_letter = reader.text[end..].chars().next().is_some_and(|next| spaced_script(next) != 0);
    if (5..=11).contains(&digits.len()) && !digits.starts_with('0') && !glued_letter {
        reader.add(ContactKind::Qq, digits, word.start..end);
    }
}

/// Reads handles that stand alone after an `@`.
pub(super) fn bare(reader: &mut Reader<'_>) {
    let text = reader.text;
    let signs: Vec<usize> = memchr::memchr_iter(b'@', text.as_bytes()).take(64).collect();
    let mentions: Vec<(usize, Handle)> = signs.into_iter().filter_map(|at| bare_at(reader, at)).collect();
    if mentions.len() > 3 {
        return;
    }
    for (at, handle) in mentions {
        let kind = if handle.id.contains('.') { ContactKind::Instagram } else { ContactKind::Telegram };
        let id = if kind == ContactKind::Telegram { format!("@{}", handle.id) } else { handle.id };
        reader.add(kind, id, at..handle.end);
    }
}

fn bare_at(reader: &Reader<'_>, at: usize) -> Option<(usize, Handle)> {
    let text = reader.text;
    if reader.is_taken(at) || !text[at + 1..].starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let before = &text[..at];
    if before
        .chars()
        .next_back()
        .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '@' | '/'))
    {
        return None;
    }
    let handle = read(text, at + 1)?;
    let shaped = (5..=32).contains(&handle.id.len()) && !handle.id.contains('-');
    let marked = handle.id.bytes().any(|byte| byte.is_ascii_digit() || byte == b'_');
    let reached = is_reached(before);
    let mention = before.trim().is_empty() && !text[handle.end..].trim().is_empty()
        || before.trim_end().ends_with(['@', '&'])
        || last_word(before)
            .is_some_and(|word| matches!(word, "rt" | "via" | "by" | "cc" | "from" | "thanks" | "hey"))
        || text[handle.end..].starts_with([':', '\u{2019}', '\'', '@']);
    (shaped && (reached || marked && !mention) && !super::looks_spelled(&handle.id)).then_some((at, handle))
}

fn last_word(before: &str) -> Option<&str> {
    before.trim_end().rsplit(|c: char| c.is_whitespace()).next()
}

/// Whether a word that asks to be written to stands just before.
fn is_reached(before: &str) -> bool {
    let trimmed = before.trim_end_matches([' ', ':', '：', '-', '👉', '→', '>', '(']);
    let start = super::address::floor(trimmed, trimmed.len().saturating_sub(24));
    let tail = &trimmed[start..];
    tail.char_indices().any(|(offset, _)| {
        super::marks::lookup(&tail[offset..]).is_some_and(|mark| mark.reach || mark.channel.is_some())
            && super::marks::is_word(before, start + offset, trimmed.len())
    })
}
