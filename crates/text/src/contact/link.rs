//! Links, and the ids that stand in a channel's links.

use super::Reader;
use super::handle;
use super::marks::{Found, word_at};
use pugmark_model::ContactKind;

/// Longest link that is kept, in bytes.
const LONGEST: usize = 300;

/// Reads the id after a channel's host: `t.me/name`, also `t.me slash name`.
pub(super) fn channel_link(reader: &mut Reader<'_>, host: &Found) {
    let text = reader.text;
    let (Some(kind), false) = (host.mark.host, reader.is_taken(host.start)) else {
        return;
    };
    let Some(path_start) = after_slash(text, host.end) else {
        return;
    };
    let start = link_start(text, host.start);
    let spelled = !text[host.end..].starts_with('/');
    let path_end = if spelled {
        handle::read(text, path_start).map_or(path_start, |handle| handle.end)
    } else {
        path_start + link_length(&text[path_start..])
    };
    let path = if spelled {
        handle::read(text, path_start).map_or_else(String::new, |handle| handle.id)
    } else {
        text[path_start..path_end].trim_end_matches(TRAILING).to_owned()
    };
    let whole_end = if spelled { path_end } else { path_start + path.len() };
    if path.is_empty() {
        return;
    }
    let host_name = &text[host.start..host.end];
    if let Some(digits) = phone_path(kind, &path) {
        let countries: &[[u8; 2]] = if kind == ContactKind::Zalo { &[*b"VN"] } else { &[] };
        if let Some(number) = super::phone::linked_number(&digits, countries) {
            reader.add(kind, number, start..whole_end);
            return;
        }
    }
    match id_in_path(kind, host_name, &path) {
        Some(id) => reader.add(kind, id, start..whole_end),
        None => reader.add(ContactKind::Link, format!("{host_name}/{path}"), start..whole_end),
    }
}

const TRAILING: [char; 9] = ['.', ',', ';', ':', '!', '?', ')', ']', '\''];

fn after_slash(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    if rest.starts_with('/') {
        return Some(at + 1);
    }
    let word_start = at + (rest.len() - rest.trim_start_matches(' ').len());
    let (end, _) = word_at(text, word_start, |mark| mark.sign == Some('/'))?;
    let after = text.get(end..)?;
    Some(end + (after.len() - after.trim_start_matches(' ').len()))
}

/// Includes `https://` and `www.` before the host.
fn link_start(text: &str, host: usize) -> usize {
    let before = &text[..host];
    let without_www = before.strip_suffix("www.").unwrap_or(before);
    let without_scheme = without_www
        .strip_suffix("https://")
        .or_else(|| without_www.strip_suffix("http://"))
        .unwrap_or(without_www);
    without_scheme.len()
}

/// The length of the link's characters at the start of `text`.
fn link_length(text: &str) -> usize {
    let is_link = |byte: &u8| byte.is_ascii_graphic() && !b"<>\"`{}|\\^".contains(byte);
    text.bytes().take(LONGEST).take_while(|byte| is_link(byte)).count()
}

fn phone_path(kind: ContactKind, path: &str) -> Option<String> {
    if !matches!(kind, ContactKind::Whatsapp | ContactKind::Zalo | ContactKind::Viber | ContactKind::Signal) {
        return None;
    }
    let number = path.split_once("phone=").map_or(path, |(_, after)| after);
    let number = number.trim_start_matches("%2b").trim_start_matches(['+', '#', 'p', '/', '~']);
    let digits: String = number
        .chars()
        .take_while(|character| character.is_ascii_digit() || matches!(character, '-' | ' '))
        .filter(char::is_ascii_digit)
        .take(16)
        .collect();
    (digits.len() >= 7).then_some(digits)
}

/// The id that a link of a channel carries; `None` when it is only a link.
fn id_in_path(kind: ContactKind, host: &str, path: &str) -> Option<String> {
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let mut parts = path.split('/');
    let first = parts.next().filter(|part| !part.is_empty())?;
    match kind {
        ContactKind::Telegram => match first {
            "joinchat" => Some(format!("t.me/{path}")),
            "s" => parts.next().map(|name| format!("@{name}")),
            _ if first.starts_with('+') => Some(format!("t.me/{first}")),
            _ => (first.len() >= 4).then(|| format!("@{first}")),
        },
        ContactKind::Zalo => Some(path.to_owned()),
        ContactKind::Messenger if host == "m.me" => Some(first.to_owned()),
        ContactKind::Instagram if !matches!(first, "p" | "reel" | "reels" | "explore" | "stories" | "tv") => {
            Some(first.to_owned())
        }
        ContactKind::Snapchat if first == "add" => parts.next().map(str::to_owned),
        ContactKind::Line if host == "line.me" => {
            Some(path.rsplit('/').next()?.trim_start_matches('~').to_owned())
        }
        ContactKind::Line | ContactKind::Whatsapp | ContactKind::Kakao | ContactKind::Qq => {
            Some(format!("{host}/{path}"))
        }
        _ => None,
    }
}

/// Links with a scheme or `www.` that no channel owns.
pub(super) fn plain_links(reader: &mut Reader<'_>) {
    let text = reader.text;
    let starts = memchr::memmem::find_iter(text.as_bytes(), b"://")
        .map(|at| {
            at - text.as_bytes()[..at]
                .iter()
                .rev()
                .take(8)
                .take_while(|byte| byte.is_ascii_lowercase())
                .count()
        })
        .chain(memchr::memmem::find_iter(text.as_bytes(), b"www."));
    for start in starts {
        let length = link_length(&text[start..]);
        let link = text[start..start + length].trim_end_matches(TRAILING);
        if link.len() > "http://".len() && !reader.is_taken(start) && link.contains('.') {
            reader.add(ContactKind::Link, link.to_owned(), start..start + link.len());
        }
    }
}
