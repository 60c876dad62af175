//! Phone numbers, as E.164, decided by the country's numbering plan.

use super::Reader;
use super::digits::{Group, Run};
use super::marks::{Found, word_at};
use crate::place::{self, rows};
use pugmark_model::ContactKind;
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, Region};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Most digits of a number.
const MOST_DIGITS: usize = 15;

/// Fewest digits of a number in nearly all plans.
const USUAL_LEAST: usize = 7;

/// Fewest digits of a number in the country's plan; below the usual only beside a word for a phone.
pub(super) fn least_digits(country: Option<[u8; 2]>) -> usize {
    let shapes = country.and_then(|code| SHAPES.get(&code));
    shapes.and_then(|shapes| shapes.iter().map(|shape| shape.least).min()).unwrap_or(USUAL_LEAST).min(USUAL_LEAST)
}

/// How far before a number its mark may stand, in bytes.
const MARK_REACH: usize = 60;

/// How mobile numbers begin and how long they are, by country.
static SHAPES: LazyLock<FxHashMap<[u8; 2], Vec<Shape>>> = LazyLock::new(|| {
    let mut shapes: FxHashMap<[u8; 2], Vec<Shape>> = FxHashMap::default();
    for row in rows(include_str!("../../data/phone_shapes.csv")) {
        let Some(country) = place::code(&row[0]) else { continue };
        let (least, most) = row[2].split_once('-').unwrap_or((&row[2], &row[2]));
        shapes.entry(country).or_default().push(Shape {
            prefixes: row[1].split(' ').map(Into::into).collect(),
            least: least.parse().unwrap_or(0),
            most: most.parse().unwrap_or(0),
        });
    }
    shapes
});

struct Shape {
    prefixes: Vec<Box<str>>,
    least: usize,
    most: usize,
}

/// What the words around a run say.
#[derive(Debug, Clone, Copy, Default)]
struct Context {
    /// The channel named beside the number.
    channel: Option<ContactKind>,
    /// A word for a phone or a channel stands beside the number.
    marked: bool,
    /// A word for another kind of number, or a unit of money or measure, stands beside it.
    refused: bool,
}

/// Reads the phone numbers of all runs.
pub(super) fn read(reader: &mut Reader<'_>, runs: &[Run]) {
    for run in runs {
        read_run(reader, run);
    }
}

fn read_run(reader: &mut Reader<'_>, run: &Run) {
    let count = run.groups.len();
    let mut first = 0;
    while first < count {
        let mut next = first + 1;
        for last in (first..count).rev() {
            let range = run.groups[first].from..run.groups[last].from + run.groups[last].count;
            if range.len() < reader.least {
                break;
            }
            if range.len() <= MOST_DIGITS && window(reader, run, first, last, &run.digits[range]) {
                next = last + 1;
                break;
            }
        }
        first = next;
    }
}

/// Takes the groups `first..=last` for a number if the numbering plan and the words around allow.
fn window(reader: &mut Reader<'_>, run: &Run, first: usize, last: usize, digits: &str) -> bool {
    let text = reader.text;
    let groups = &run.groups[first..=last];
    let span = groups[0].start..groups[groups.len() - 1].end;
    if reader.is_taken(span.start) || reader.tries == 0 {
        return false;
    }
    let plus = run.plus && first == 0;
    let whole = first == 0 && last + 1 == run.groups.len();
    let context = context(text, reader.found, &span);
    if context.refused && !plus {
        return false;
    }
    if !plus && (is_date(text, groups) || is_placeholder(digits, context.marked)) {
        return false;
    }
    let marked = context.marked && (whole || first == 0);
    if digits.len() < USUAL_LEAST && !marked {
        return false;
    }
    let amount = !plus && is_amount(text, groups);
    let Some(value) = number(reader, digits, plus, marked, amount, context.channel) else { return false };
    let start = if plus { text[..span.start].rfind('+').unwrap_or(span.start) } else { span.start };
    let start = if span.start - start > 4 { span.start } else { start };
    reader.add(context.channel.unwrap_or(ContactKind::Phone), value, start..span.end);
    true
}

/// The number as E.164, if some likely country knows it.
fn number(
    reader: &mut Reader<'_>,
    digits: &str,
    plus: bool,
    marked: bool,
    amount: bool,
    channel: Option<ContactKind>,
) -> Option<String> {
    if plus {
        reader.tries = reader.tries.saturating_sub(1);
        if let Some(number) = parse(&format!("+{digits}"), None)
            && (number.is_valid() || (digits.len() >= 9 && is_possible(&number)))
        {
            return Some(e164(&number));
        }
    }
    let mut possible = None;
    for country in reader.countries(channel) {
        let shaped = is_shaped(country, digits);
        let trunk = digits.starts_with('0') && (9..=12).contains(&digits.len());
        if !(marked || shaped || trunk) {
            continue;
        }
        reader.tries = reader.tries.saturating_sub(1);
        let Some(number) = parse(digits, Some(country)) else { continue };
        if number.is_valid() {
            return Some(e164(&number));
        }
        if possible.is_none() && !amount && is_possible(&number) && digits.len() >= USUAL_LEAST && (shaped || (marked && digits.len() >= 9)) {
            possible = Some(e164(&number));
        }
    }
    if marked || digits.len() >= 11 && digits.starts_with("00") {
        let bare = digits.trim_start_matches("00");
        let foreign = parse(&format!("+{bare}"), None).filter(|_| bare.len() >= 11 || digits.starts_with("00"));
        reader.tries = reader.tries.saturating_sub(1);
        if let Some(number) = foreign
            && (number.is_valid() || (possible.is_none() && digits.starts_with("00") && is_possible(&number)))
        {
            return Some(e164(&number));
        }
    }
    possible
}

/// A number out of a channel's link, which is international unless one of `countries` knows it.
pub(super) fn linked_number(digits: &str, countries: &[[u8; 2]]) -> Option<String> {
    for country in countries {
        if let Some(number) = parse(digits, Some(*country))
            && (number.is_valid() || is_possible(&number))
        {
            return Some(e164(&number));
        }
    }
    parse(&format!("+{}", digits.trim_start_matches("00")), None).filter(is_possible).map(|number| e164(&number))
}

fn parse(digits: &str, country: Option<[u8; 2]>) -> Option<PhoneNumber> {
    let region: Option<Region> = match country {
        Some(code) => Some(std::str::from_utf8(&code).ok()?.parse().ok()?),
        None => None,
    };
    PHONE_NUMBER_UTIL.parse(digits, region).ok()
}

fn is_possible(number: &PhoneNumber) -> bool {
    number.is_possible_with_reason().is_ok_and(|kind| kind == rlibphonenumber::NumberLengthType::IsPossible)
}

fn e164(number: &PhoneNumber) -> String {
    number.format_as(PhoneNumberFormat::E164).into_owned()
}

fn is_shaped(country: [u8; 2], digits: &str) -> bool {
    SHAPES.get(&country).is_some_and(|shapes| {
        shapes.iter().any(|shape| {
            (shape.least..=shape.most).contains(&digits.len())
                && shape.prefixes.iter().any(|prefix| digits.starts_with(&**prefix))
        })
    })
}

/// Reads the words around a run.
fn context(text: &str, found: &[Found], span: &Range<usize>) -> Context {
    let mut context = Context::default();
    let after = found.partition_point(|word| word.start < span.end);
    let before = found.partition_point(|word| word.end <= span.start);
    for word in found[..before].iter().rev().take(6) {
        let gap = &text[word.end..span.start];
        if gap.len() > MARK_REACH || gap.bytes().any(|byte| byte.is_ascii_digit()) {
            break;
        }
        let near = gap.chars().filter(|character| character.is_alphanumeric()).count() <= 8;
        if word.mark.avoid && near {
            context.refused = true;
            break;
        }
        if word.mark.channel.is_some() || word.mark.phone || word.mark.host.is_some() {
            let is_qq = word.mark.channel == Some(ContactKind::Qq);
            context.refused = is_qq && near;
            context.marked = !is_qq && (near || !word.mark.weak);
            context.channel = word.mark.channel.filter(|kind| takes_number(*kind) && (near || !word.mark.weak));
            break;
        }
    }
    if let Some(word) = found.get(after)
        && is_beside(&text[span.end..word.start])
        && (word.mark.channel.is_some() || word.mark.phone)
    {
        context.marked |= !word.mark.weak;
        if context.channel.is_none() && !word.mark.weak {
            context.channel = word.mark.channel.filter(|kind| takes_number(*kind));
        }
    }
    context.refused |= is_counted(text, span);
    context
}

/// Channels that know people by their phone number.
fn takes_number(kind: ContactKind) -> bool {
    !matches!(
        kind,
        ContactKind::Qq | ContactKind::Instagram | ContactKind::Snapchat | ContactKind::Messenger | ContactKind::Email
    )
}

fn is_beside(gap: &str) -> bool {
    gap.chars().count() <= 8 && !gap.contains('\n') && !gap.bytes().any(|byte| byte.is_ascii_digit())
}

/// A currency, a unit or a number sign beside the number.
fn is_counted(text: &str, span: &Range<usize>) -> bool {
    let before = text[..span.start].trim_end_matches(' ').chars().next_back();
    if before.is_some_and(|sign| matches!(sign, '$' | '£' | '¥' | '#' | '№' | '\u{20A0}'..='\u{20CF}')) {
        return true;
    }
    if text[span.start..].starts_with(['0', '+']) {
        return false;
    }
    let after = span.end + text[span.end..].len() - text[span.end..].trim_start_matches(' ').len();
    text[after..].starts_with(['$', '%', '\u{20AC}', '\u{20AB}', '\u{20B9}', '\u{20BD}', '\u{E3F}'])
        || word_at(text, after, |mark| mark.amount).is_some()
}

/// `12.05.2026`, `2026-05-12`, `1960-1975`.
fn is_date(text: &str, groups: &[Group]) -> bool {
    let value = |group: &Group| text[group.start..group.end].parse::<u32>().unwrap_or(0);
    let is_year = |group: &Group| group.count == 4 && (1700..2100).contains(&value(group));
    let is_day = |group: &Group| group.count <= 2 && (1..=31).contains(&value(group));
    match groups {
        [a, b] => is_year(a) && is_year(b),
        [a, b, c] => (is_year(a) && is_day(b) && is_day(c)) || (is_day(a) && is_day(b) && is_year(c)),
        _ => false,
    }
}

/// `1 500 000`, `12.500.000`: groups of three from the right.
fn is_amount(text: &str, groups: &[Group]) -> bool {
    groups.len() > 1
        && groups[0].count <= 3
        && !text[groups[0].start..].starts_with('0')
        && groups[1..].iter().all(|group| group.count == 3)
        && groups.windows(2).all(|pair| matches!(&text[pair[0].end..pair[1].start], "." | " " | "\u{A0}" | "'"))
}

/// `1111111`; without a mark also `12345678`.
fn is_placeholder(digits: &str, marked: bool) -> bool {
    let bytes = digits.as_bytes();
    bytes.windows(2).all(|pair| pair[0] == pair[1]) || (!marked && bytes.windows(2).all(|pair| pair[1] == pair[0] + 1))
}
