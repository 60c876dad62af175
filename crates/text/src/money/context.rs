//! What the numbers of a text say about each other: ranges, currencies, lists, thousands left unsaid.

use super::amount::Amount;
use super::evidence::ends_clause;
use super::judge::{Candidate, Setting, THRESHOLD, VETO};
use super::scan::{Kind, Token};
use super::single::THREE_PLACES;
use super::tables::{Joint, Position, TABLES};
use pugmark_model::{Field, Price};

/// A single letter is a currency mark only where that currency is used: `R260` in South Africa, a model elsewhere.
pub(super) fn drop_foreign_letter(one: &mut Candidate, setting: &Setting) {
    let mark = &TABLES.marks[usize::from(one.reading.mark)];
    if one.reading.mark == 0 || !mark.letter || mark.iso.contains(&setting.locale.currency) {
        return;
    }
    one.score = if mark.position == Position::GluedBefore { VETO } else { one.score - 10 };
    one.reading.mark = 0;
    one.reading.mark_token = usize::MAX;
}

/// `9-12tr`, `1,500-4,500`, `$26 to 50`: both ends share mark, multiplier and evidence.
pub(super) fn share_over_ranges(tokens: &[Token], candidates: &mut [Candidate]) {
    for index in 1..candidates.len() {
        let (left, right) = candidates.split_at_mut(index);
        let (Some(left), Some(right)) = (left.last_mut(), right.first_mut()) else {
            continue;
        };
        let between = left.reading.after;
        let dash = tokens
            .get(between)
            .is_some_and(|token| matches!(token.kind, Kind::Symbol('-' | '–' | '—' | '~' | '～')));
        let (low, high) = (left.reading.price.value(), right.reading.price.value());
        let spaced = dash && tokens[between].spaced;
        let near = high > low && high <= low * if spaced { 5.0 } else { 100.0 };
        let near = near || right.reading.factor > left.reading.factor && !spaced;
        if !dash
            || !near
            || right.reading.first.min(right.reading.mark_token) != between + 1
            || left.unit != 0
        {
            continue;
        }
        if right.unit != 0 {
            left.unit = right.unit;
            left.unit_end = left.reading.after;
            left.score = VETO;
        } else if left.reading.mark == 0 && left.reading.factor == 1 && right.reading.factor > 1 {
            left.reading.price = left.reading.price.times(Amount::whole(right.reading.factor));
            left.reading.factor = right.reading.factor;
        }
        let marked = left.reading.mark.max(right.reading.mark);
        if marked == 0 && left.score < VETO / 2 {
            continue;
        }
        left.reading.mark = marked;
        right.reading.mark = marked;
        let score = left.score.max(right.score);
        let vetoed = left.score <= VETO / 2 || right.score <= VETO / 2;
        left.score = if vetoed { VETO } else { score };
        right.score = left.score;
        left.per = left.per.or(right.per);
    }
}

/// Gives each candidate a currency: its own mark, else the nearest mark before it, else that of the place.
pub(super) fn resolve_currencies(candidates: &mut [Candidate], setting: &Setting, earlier: &[Price]) {
    let resolve = |mark: u16| {
        let options = &TABLES.marks[usize::from(mark)].iso;
        let local = setting.locale.currency;
        options.iter().find(|iso| **iso == local).or(options.first()).copied()
    };
    let explicit = candidates
        .iter()
        .find(|one| one.reading.mark != 0 && one.score > 0)
        .and_then(|one| resolve(one.reading.mark));
    let known = earlier.first().and_then(|price| price.currency.as_deref()).and_then(known_code);
    let mut current = known.or(explicit).unwrap_or(setting.locale.currency);
    for one in candidates {
        if one.reading.mark != 0
            && let Some(iso) = resolve(one.reading.mark)
        {
            current = iso;
            // "€1.500" in English is no euro and a half.
            let grouped =
                one.reading.number.filter(|number| number.pointed).map(|number| number.price.unpointed());
            if let Some(grouped) = grouped
                && one.reading.factor == 1
                && !THREE_PLACES.contains(&iso)
            {
                one.reading.price = grouped;
            }
        }
        let local = matches!(setting.locale.currency, "VND" | "IDR")
            && one.reading.mark == 0
            && one.reading.factor > 1;
        one.currency = Some(if local { setting.locale.currency } else { current });
    }
}

/// The table's own copy of an ISO code.
fn known_code(code: &str) -> Option<&'static str> {
    TABLES.marks.iter().flat_map(|mark| &mark.iso).find(|iso| **iso == code).copied()
}

/// In a text that asks prices, a bare number at the end of a clause is one more of them, and a bare `88k` beside
/// marked prices is not.
pub(super) fn raise_bare(tokens: &[Token], candidates: &mut [Candidate], field: Field) {
    let asked = |one: &&Candidate| one.score >= THRESHOLD;
    let marked = candidates.iter().filter(asked).any(|one| one.reading.mark != 0);
    let plain = |one: &&Candidate| one.reading.mark == 0 && one.reading.factor == 1;
    let dearest = candidates
        .iter()
        .filter(asked)
        .filter(plain)
        .map(|one| one.reading.price.value())
        .fold(0.0, f64::max);
    for one in candidates {
        let reading = &one.reading;
        if marked && reading.joint == Joint::Short && reading.mark == 0 && !one.asked {
            one.score -= 6;
        }
        let value = reading.price.value();
        let fits = value >= 15.0 || reading.price.decimals() == 2;
        if fits && ends_item(tokens, one) {
            one.score += match field {
                Field::Title => 1,
                _ if value >= 100.0 || (dearest > 0.0 && value * 20.0 >= dearest) => 3,
                _ => 1,
            };
        }
    }
}

/// Whether a bare number closes a clause that begins with words: `gaiola usada 60.`
fn ends_item(tokens: &[Token], one: &Candidate) -> bool {
    let reading = &one.reading;
    let worded = reading.first > 0
        && match tokens[reading.first - 1].kind {
            Kind::Word | Kind::Piece | Kind::Symbol(')' | '）') => true,
            Kind::Number(_) => reading.price.decimals() == 2,
            _ => false,
        };
    one.unit == 0 && reading.number.is_some() && worded && ends_clause(tokens, reading.after)
}

/// A list of things with a bare number behind each: the numbers are prices.
pub(super) fn raise_list(tokens: &[Token], candidates: &mut [Candidate]) {
    let listed = |one: &Candidate| {
        let bare = one.reading.mark == 0 && one.reading.factor == 1;
        bare && one.score >= 2 && one.reading.price.value() >= 30.0 && ends_item(tokens, one)
    };
    if candidates.iter().filter(|one| listed(one)).count() < 2 {
        return;
    }
    for one in candidates.iter_mut().filter(|one| listed(one)) {
        one.score += 3;
    }
}

/// Bare numbers where thousands are plainly meant: `850` in rupiah, `pareja 600` after `350 mil`.
pub(super) fn scale_up(candidates: &mut [Candidate]) {
    let mut last: Option<(f64, bool)> = None;
    for one in candidates.iter_mut().filter(|one| one.score >= THRESHOLD) {
        let value = one.reading.price.value();
        let bare = one.reading.factor <= 100 && one.reading.number.is_some_and(|number| !number.grouped);
        let tiny = matches!(one.currency, Some("IDR" | "VND")) && value < 1000.0;
        let like_last = last.is_some_and(|(before, thousands)| {
            thousands
                && before >= 10_000.0
                && (0.1..=10.0).contains(&(value * 1000.0 / before))
                && value < 1000.0
        });
        let mut scaled = false;
        if bare && (tiny || like_last && one.reading.mark == 0) {
            one.reading.price = one.reading.price.times(Amount::whole(1000));
            scaled = true;
        }
        let thousands =
            one.reading.factor > 1 || one.reading.number.is_some_and(|number| number.grouped) || scaled;
        last = Some((one.reading.price.value(), thousands));
    }
}
