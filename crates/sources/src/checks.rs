//! What every listing must satisfy, whatever it was read from: amounts, times, countries, lengths.

use crate::batch::Notes;
use crate::fields::tidy;
use pugmark_model::{Fault, Listing, Record};
use serde_json::{Map, Value};

const EARLIEST_YEAR: u32 = 1990;
const LATEST_YEAR: u32 = 2100;

/// Checks a listing and makes a record of it; a listing with nothing to read is a fault.
pub(crate) fn finish(
    mut listing: Listing,
    extra: Option<Map<String, Value>>,
    mut notes: Notes<'_>,
) -> Result<Record, Fault> {
    tidy(&mut listing);
    if listing.title.is_none() && listing.text.is_none() && listing.images.is_empty() {
        let mend = "give at least one of title, text, images, or name the column with --map text=COLUMN";
        return Err(notes.fault("nothing to read: title, text and images are all empty", mend));
    }
    check_price(&mut listing, &mut notes);
    check_time(&mut listing.posted_at, "posted_at", &mut notes);
    check_time(&mut listing.observed_at, "observed_at", &mut notes);
    check_country(&mut listing, &mut notes);
    check_lengths(&mut listing, &mut notes);
    if listing.id.is_none() {
        listing.id = Some(format!("{}:{}", notes.context.path, notes.line));
    }
    let place = notes.place();
    Ok(Record { listing, place, faults: notes.faults, extra })
}

fn check_price(listing: &mut Listing, notes: &mut Notes<'_>) {
    let Some(price) = &mut listing.price else { return };
    if let Some(written) = price.amount.take() {
        price.amount = plain_decimal(&written);
        if price.amount.is_none() {
            let message = format!("`{}` is not an amount, left out", shortened(&written));
            notes.note(Some("price"), message, "write a plain number of 0 or more, such as 1234.50");
        }
    }
    if let Some(written) = price.currency.take() {
        let code = written.trim();
        if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            price.currency = Some(code.to_ascii_uppercase());
        } else if !code.is_empty() {
            let message = format!("`{}` is not a currency code, left out", shortened(code));
            notes.note(Some("currency"), message, "write the ISO 4217 code, such as USD");
        }
    }
    if price.amount.is_none() && price.currency.is_none() {
        listing.price = None;
    }
}

fn shortened(text: &str) -> String {
    const SHOWN: usize = 40;
    if text.chars().nth(SHOWN).is_none() {
        return text.to_owned();
    }
    text.chars().take(SHOWN).chain(['…']).collect()
}

/// The amount as a plain decimal string; `None` when it is not a number of 0 or more.
///
/// Reads grouping by commas (`1,234.50`), a decimal comma before one or two digits (`12,50`), a trailing comma
/// and an exponent (`1e3`).
pub(crate) fn plain_decimal(written: &str) -> Option<String> {
    const MOST_CHARACTERS: usize = 64;
    let text = written.trim().trim_end_matches(',');
    let text = text.strip_prefix('+').unwrap_or(text);
    if text.is_empty() || text.len() > MOST_CHARACTERS {
        return None;
    }
    if text.contains(['e', 'E']) {
        let value: f64 = text.parse().ok()?;
        return (0.0..1e30).contains(&value).then(|| format!("{value}"));
    }
    let spelled = if text.contains(',') { without_commas(text)? } else { text.to_owned() };
    let spelled = if spelled.starts_with("-0") { spelled[1..].to_owned() } else { spelled };
    let (whole, part) = spelled.split_once('.').unwrap_or((&spelled, "0"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || whole.is_empty() && part.is_empty() {
        return None;
    }
    if spelled == "."
        || written.trim().starts_with('-') && spelled.bytes().any(|b| (b'1'..=b'9').contains(&b))
    {
        return None;
    }
    let spelled = spelled.trim_end_matches('.');
    Some(if whole.is_empty() { format!("0{spelled}") } else { spelled.to_owned() })
}

fn without_commas(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    if !first.is_empty() && first.len() <= 3 && !rest.is_empty() && rest.iter().all(|group| group.len() == 3)
    {
        let point = if fraction.is_empty() { "" } else { "." };
        return Some(format!("{first}{}{point}{fraction}", rest.concat()));
    }
    (rest.len() == 1 && rest[0].len() <= 2 && !text.contains('.')).then(|| format!("{first}.{}", rest[0]))
}

fn check_time(field: &mut Option<String>, column: &str, notes: &mut Notes<'_>) {
    if let Some(written) = field.take() {
        if is_normal_time(written.as_bytes()) {
            *field = Some(written);
            return;
        }
        *field = normal_time(written.trim());
        if field.is_none() {
            let message = format!("`{}` is not a time between 1990 and 2100, left out", shortened(&written));
            notes.note(Some(column), message, "write RFC 3339, such as 2026-03-01T14:05:00+07:00");
        }
    }
}

/// Whether [`normal_time`] would leave the usual shape of a time (`2026-02-20T23:15:00+07:00`) as it is.
fn is_normal_time(text: &[u8]) -> bool {
    const SHAPE: &[u8; 25] = b"0000-00-00T00:00:00+00:00";
    let fits = |(byte, shape): (&u8, &u8)| match shape {
        b'0' => byte.is_ascii_digit(),
        b'+' => matches!(byte, b'+' | b'-'),
        other => byte == other,
    };
    if text.len() != SHAPE.len() || !text.iter().zip(SHAPE).all(fits) {
        return false;
    }
    let two = |at: usize| u32::from(text[at] - b'0') * 10 + u32::from(text[at + 1] - b'0');
    let (year, month, day) = (two(0) * 100 + two(2), two(5), two(8));
    (EARLIEST_YEAR..=LATEST_YEAR).contains(&year)
        && (1..=days_of(year, month)).contains(&day)
        && two(11) <= 23
        && two(14) <= 59
        && two(17) <= 60
        && two(20) <= 23
        && two(23) <= 59
}

/// RFC 3339, or a bare date. A time without an offset gets `-00:00`, which RFC 3339 defines as "offset unknown".
pub(crate) fn normal_time(text: &str) -> Option<String> {
    if !text.is_ascii() || text.len() > 40 {
        return None;
    }
    if text.len() >= 9 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return time_of_epoch(text.parse().ok()?);
    }
    let date = text.get(..10)?;
    if !is_date(date) {
        return None;
    }
    let Some(rest) = text.get(10..).filter(|rest| !rest.is_empty()) else {
        return Some(date.to_owned());
    };
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let clock_length =
        rest.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(rest.len());
    let (clock, offset) = rest.split_at(clock_length);
    Some(format!("{date}T{}{}", normal_clock(clock)?, normal_offset(offset.trim())?))
}

fn is_date(date: &str) -> bool {
    let bytes = date.as_bytes();
    let number = |range: std::ops::Range<usize>| number_of(date.get(range).unwrap_or("x"));
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(5..7), number(8..10)) else {
        return false;
    };
    bytes[4] == b'-'
        && bytes[7] == b'-'
        && (EARLIEST_YEAR..=LATEST_YEAR).contains(&year)
        && (1..=days_of(year, month)).contains(&day)
}

fn days_of(year: u32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

fn number_of(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

fn normal_clock(clock: &str) -> Option<String> {
    let (whole, fraction) = clock.split_once('.').map_or((clock, None), |(whole, part)| (whole, Some(part)));
    let parts: Vec<&str> = whole.split(':').collect();
    let (hour, minute, second) = match parts[..] {
        [hour, minute] => (hour, minute, "00"),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let within =
        |text: &str, most: u32| text.len() == 2 && number_of(text).is_some_and(|number| number <= most);
    if !within(hour, 23) || !within(minute, 59) || !within(second, 60) {
        return None;
    }
    match fraction {
        None => Some(format!("{hour}:{minute}:{second}")),
        Some(part) if !part.is_empty() && number_of(&part[..part.len().min(9)]).is_some() => {
            Some(format!("{hour}:{minute}:{second}.{}", &part[..part.len().min(9)]))
        }
        Some(_) => None,
    }
}

fn normal_offset(offset: &str) -> Option<String> {
    if offset.is_empty() {
        return Some("-00:00".to_owned());
    }
    if offset.eq_ignore_ascii_case("z") || offset.eq_ignore_ascii_case("utc") {
        return Some("Z".to_owned());
    }
    let sign = offset.chars().next().filter(|sign| matches!(sign, '+' | '-'))?;
    let digits: String = offset[1..].chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = match digits.len() {
        2 => (number_of(&digits)?, 0),
        4 => (number_of(&digits[..2])?, number_of(&digits[2..])?),
        _ => return None,
    };
    (hours <= 23 && minutes <= 59).then(|| format!("{sign}{hours:02}:{minutes:02}"))
}

/// Seconds, or milliseconds when there are too many, since 1970.
fn time_of_epoch(number: i64) -> Option<String> {
    const LATEST_SECOND: i64 = 4_133_980_799; // the end of 2100
    let seconds = if number > LATEST_SECOND { number / 1000 } else { number };
    let (days, second_of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (mut year, mut left) = (1970, u32::try_from(days).ok()?);
    while left >= days_of_year(year) {
        left -= days_of_year(year);
        year += 1;
        if year > LATEST_YEAR {
            return None;
        }
    }
    let mut month = 1;
    while left >= days_of(year, month) {
        left -= days_of(year, month);
        month += 1;
    }
    let (hour, minute, second) = (second_of_day / 3600, second_of_day / 60 % 60, second_of_day % 60);
    let time = format!("{year:04}-{month:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z", left + 1);
    (year >= EARLIEST_YEAR).then_some(time)
}

fn days_of_year(year: u32) -> u32 {
    337 + days_of(year, 2)
}

fn check_country(listing: &mut Listing, notes: &mut Notes<'_>) {
    if let Some(written) = listing.country.take() {
        let code = written.trim();
        if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            listing.country = Some(code.to_ascii_uppercase());
        } else {
            let message = format!("`{}` is not a country code, left out", shortened(&written));
            notes.note(Some("country"), message, "write the two letters of ISO 3166-1, such as VN");
        }
    }
}

fn check_lengths(listing: &mut Listing, notes: &mut Notes<'_>) {
    let limits = notes.context.options.limits;
    let seller = listing.seller.as_mut();
    let (name, bio) = seller.map_or((None, None), |seller| (seller.name.as_mut(), seller.bio.as_mut()));
    let columns = [
        ("title", listing.title.as_mut()),
        ("text", listing.text.as_mut()),
        ("seller.name", name),
        ("seller.bio", bio),
    ];
    for (column, text) in columns {
        if let Some(text) = text {
            cut(text, limits.max_text_chars, column, notes);
        }
    }
    let lists = [("comments", listing.comments.len()), ("images", listing.images.len())];
    for (column, length) in lists {
        if length > limits.max_list_items {
            let message = format!("{length} entries, only the first {} are read", limits.max_list_items);
            notes.note(Some(column), message, "part the listing, or raise the limit");
        }
    }
    listing.comments.truncate(limits.max_list_items);
    listing.images.truncate(limits.max_list_items);
    for comment in &mut listing.comments {
        cut(comment, limits.max_text_chars, "comments", notes);
    }
}

fn cut(text: &mut String, most: usize, column: &str, notes: &mut Notes<'_>) {
    if text.len() <= most {
        return;
    }
    if let Some((end, _)) = text.char_indices().nth(most) {
        text.truncate(end);
        let message = format!("longer than {most} characters, cut there");
        notes.note(Some(column), message, "part the text into several listings");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        let cases = [
            ("12", Some("12")),
            ("1234.50", Some("1234.50")),
            ("1,234.50", Some("1234.50")),
            ("1,234,567", Some("1234567")),
            ("12,50", Some("12.50")),
            ("20.00,", Some("20.00")),
            (".5", Some("0.5")),
            ("5.", Some("5")),
            ("1e3", Some("1000")),
            ("-0", Some("0")),
            ("-0.0", Some("0.0")),
            ("-5", None),
            ("-0.5", None),
            ("NaN", None),
            ("inf", None),
            ("1e999", None),
            ("US$1,00-US$100,00", None),
            ("1,2,3", None),
            (".", None),
            ("-", None),
            ("", None),
        ];
        for (written, amount) in cases {
            assert_eq!(plain_decimal(written).as_deref(), amount, "{written}");
        }
    }

    #[test]
    fn times() {
        let cases = [
            ("2026-02-20T23:15:00+07:00", Some("2026-02-20T23:15:00+07:00")),
            ("2024-07-07T17:37:56.007+0000", Some("2024-07-07T17:37:56.007+00:00")),
            ("2026-02-20", Some("2026-02-20")),
            ("2026-02-20 23:15:00", Some("2026-02-20T23:15:00-00:00")),
            ("2026-02-20 23:15:00 UTC", Some("2026-02-20T23:15:00Z")),
            ("1700000000", Some("2023-11-14T22:13:20Z")),
            ("1700000000123", Some("2023-11-14T22:13:20Z")),
            ("0000-01-01T00:00:00Z", None),
            ("9999-12-31T23:59:59Z", None),
            ("2025-02-29", None),
            ("2026-13-01", None),
            ("2026-02-20T25:00:00Z", None),
            ("yesterday", None),
            ("é026-02-20", None),
        ];
        for (written, time) in cases {
            assert_eq!(normal_time(written).as_deref(), time, "{written}");
            assert!(!is_normal_time(written.as_bytes()) || time == Some(written), "{written}");
        }
    }
}
