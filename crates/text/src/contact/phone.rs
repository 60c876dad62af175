//! Phone numbers, as E.164, decided by the country's numbering plan.

use super::Reader;
use super::digits::{Group, Run};
use super::marks::{Found, word_at};
use crate::place::{self, rows};
use pugmark_model::ContactKind;
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, Region};
use rustc_hash::FxHashMap;
use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

/// Most digits of a number.
const MOST_DIGITS: usize = 15;

/// Fewest digits of a number in nearly all plans.
const USUAL_LEAST: usize = 7;

/// Fewest digits of a number in the country's plan; below the usual only beside a word for a phone.
pub(super) fn least_digits(country: Option<[u8; 2]>) -> usize {
    let shapes = country.and_then(|code| SHAPES.get(&code));
    shapes
        .and_then(|shapes| shapes.iter().map(|shape| shape.least).min())
        .unwrap_or(USUAL_LEAST)
        .min(USUAL_LEAST)
}

/// How far before a number its mark may stand, in bytes.
const MARK_REACH: usize = 60;

/// How mobile numbers begin and how long they are, by country.
static SHAPES: LazyLock<FxHashMap<[u8; 2], Vec<Shape>>> = LazyLock::new(|| {
    let mut shapes: FxHashMap<[u8; 2], Vec<Shape>> = FxHashMap::default();
    for row in rows(include_str!("../../data/phone_shapes.csv")) {
        let Some(country) = place::code(&row[0]) else {
            continue;
        };
        let (least, most) = row[2].split_once('-').unwrap_or((&row[2], &row[2]));
        shapes.entry(country).or_default().push(Shape {
            prefixes: row[1].split(' ').map(Into::into).collect(),
            least: least.parse().unwrap_or(0),
            most: most.parse().unwrap_or(0),
            parted: row[3] == "parted",
        });
    }
    shapes
});

struct Shape {
    prefixes: Vec<Box<str>>,
    least: usize,
    most: usize,
    /// Counts only where the digits are parted into groups, or a word for a phone stands beside.
    parted: bool,
}

/// How a candidate's digits are written.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "four independent observations of one candidate")]
struct Writing {
    /// A `+` stands before.
    plus: bool,
    /// A word for a phone or a channel stands beside.
    marked: bool,
    /// The groups are such as phone numbers are written in.
    grouped: bool,
    /// There is more than one group.
    parted: bool,
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
    let mut follows = false;
    while first < count {
        let mut next = first + 1;
        for last in (first..count).rev() {
            let range = run.groups[first].from..run.groups[last].from + run.groups[last].count;
            if range.len() < reader.least {
                break;
            }
            if range.len() <= MOST_DIGITS && window(reader, run, first..=last, follows) {
                next = last + 1;
                follows = true;
                break;
            }
        }
        first = next;
    }
}

/// Takes some groups for a number if the numbering plan and the words around allow; `follows` another of its run.
fn window(reader: &mut Reader<'_>, run: &Run, range: RangeInclusive<usize>, follows: bool) -> bool {
    let (first, last) = (*range.start(), *range.end());
    let digits = &run.digits[run.groups[first].from..run.groups[last].from + run.groups[last].count];
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
    let marked = follows || (context.marked && (whole || first == 0));
    if digits.len() < USUAL_LEAST && !marked || !marked && !plus && is_hyphenated(text, &span) {
        return false;
    }
    if !plus && !is_sound(text, groups) {
        return false;
    }
    let grouped = plus || is_grouped(text, groups);
    if !grouped && !marked {
        return false;
    }
    let writing = Writing { plus, marked, grouped, parted: groups.len() > 1 && whole };
    let Some(value) = number(reader, digits, writing, context.channel) else {
        return false;
    };
    let start = if plus { text[..span.start].rfind('+').unwrap_or(span.start) } else { span.start };
    let start = if span.start - start > 4 { span.start } else { start };
    reader.add(context.channel.unwrap_or(ContactKind::Phone), value, start..span.end);
    true
}

/// The number as E.164, if some likely country knows it.
fn number(
    reader: &mut Reader<'_>,
    digits: &str,
    writing: Writing,
    channel: Option<ContactKind>,
) -> Option<String> {
    let Writing { plus, marked, grouped, parted } = writing;
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
        let shaped = is_shaped(country, digits, parted || marked);
        let trunk = digits.starts_with('0') && (9..=12).contains(&digits.len());
        if !(marked || shaped || trunk) {
            continue;
        }
        reader.tries = reader.tries.saturating_sub(1);
        let Some(number) = parse(digits, Some(country)) else {
            continue;
        };
        if number.is_valid() {
            return Some(e164(&number));
        }
        let is_long = digits.len() >= 9 || (shaped && digits.len() >= USUAL_LEAST);
        if possible.is_none() && grouped && is_long && (shaped || marked) && is_possible(&number) {
            possible = Some(e164(&number));
        }
    }
    if marked || digits.len() >= 11 && digits.starts_with("00") {
        let bare = digits.trim_start_matches("00");
        let foreign =
            parse(&format!("+{bare}"), None).filter(|_| bare.len() >= 11 || digits.starts_with("00"));
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
    parse(&format!("+{}", digits.trim_start_matches("00")), None)
        .filter(is_possible)
        .map(|number| e164(&number))
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

fn is_shaped(country: [u8; 2], digits: &str, parted: bool) -> bool {
    SHAPES.get(&country).is_some_and(|shapes| {
        shapes.iter().any(|shape| {
            (parted || !shape.parted)
                && (shape.least..=shape.most).contains(&digits.len())
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
            context.channel =
                word.mark.channel.filter(|kind| takes_number(*kind) && (near || !word.mark.weak));
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
        ContactKind::Qq
            | ContactKind::Instagram
            | ContactKind::Snapchat
            | ContactKind::Messenger
            | ContactKind::Email
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
        && groups
            .windows(2)
            .all(|pair| matches!(&text[pair[0].end..pair[1].start], "." | " " | "\u{A0}" | "'"))
}

/// Whether nothing in the writing rules a phone number out: decimals, lists (`1/2/3`), years in a row (`02 03 04`).
fn is_sound(text: &str, groups: &[Group]) -> bool {
    if groups.iter().any(|group| group.spelled) {
        return true;
    }
    let gaps = || groups.windows(2).map(|pair| &text[pair[0].end..pair[1].start]);
    let is_list = groups.iter().any(|group| group.count > 1)
        && gaps().any(|gap| gap.contains([',', '/', '|', ';', ':', '\\']));
    let is_decimal = groups.len() == 2 && gaps().any(|gap| gap == ".") && groups[1].count <= 2;
    let value = |group: &Group| text[group.start..group.end].parse::<u32>().unwrap_or(0);
    let is_row = groups.len() > 2
        && groups.iter().all(|group| group.count == 2)
        && groups.windows(2).all(|pair| value(&pair[1]) == value(&pair[0]) + 1);
    !(is_list || is_decimal || is_row)
}

/// Whether the groups are such as phone numbers are written in, not sizes or amounts.
fn is_grouped(text: &str, groups: &[Group]) -> bool {
    let is_free = groups.iter().any(|group| group.spelled) || groups.iter().all(|group| group.count == 1);
    if is_free || text[groups[0].start..].starts_with('0') {
        return true;
    }
    match groups {
        _ if is_amount(text, groups) => false,
        [first, second, ..] if first.count == 1 => {
            second.count == 3 && text[first.start..].starts_with(['1', '7', '8'])
        }
        [first, second, ..] if first.count == 2 => second.count >= 3,
        _ => true,
    }
}

/// Whether a hyphen ties the digits to a word, as in serial numbers.
fn is_hyphenated(text: &str, span: &Range<usize>) -> bool {
    let tied = |sign: Option<char>, next: Option<char>| {
        matches!(sign, Some('-' | '_')) && next.is_some_and(|character| character.is_ascii_alphanumeric())
    };
    let mut before = text[..span.start].chars().rev();
    let mut after = text[span.end..].chars();
    tied(before.next(), before.next()) || tied(after.next(), after.next())
}

/// `1111111`; without a mark also `12345678`.
fn is_placeholder(digits: &str, marked: bool) -> bool {
    let bytes = digits.as_bytes();
    bytes.windows(2).all(|pair| pair[0] == pair[1])
        || (!marked && bytes.windows(2).all(|pair| pair[1] == pair[0] + 1))
}
