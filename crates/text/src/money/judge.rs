//! Which numbers are asked prices, which are amounts of goods, and which are neither.

use super::amount::Amount;
use super::read::{Reading, amount_at, unit, unit_at};
use super::scan::{Kind, Token, is_empty};
use super::tables::{
    ASK, CANCEL, COIN, EACH, FEE, FEE_AFTER, FROM, JOB, Joint, LIMIT, LOST, Locale, NEWS, NOT, PER, Position, TABLES, TAIL, WEAK,
};
use crate::{Hints, Normal};
use pugmark_model::{Field, Price, Quantity};

/// From this score on a number is an asked price.
const THRESHOLD: i32 = 5;
/// Outweighs any evidence.
const VETO: i32 = -40;

/// What is known beside the text.
pub(super) struct Setting<'a> {
    pub(super) hints: &'a Hints,
    pub(super) locale: Locale,
}

/// A number and what was made of it.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    reading: Reading,
    score: i32,
    per: Option<&'static str>,
    /// Index of the unit that the number counts, 0 when it counts none.
    unit: u16,
    /// Tokens of number and unit.
    unit_end: usize,
    currency: Option<&'static str>,
    /// Whether words or a unit beside it say that it is asked.
    asked: bool,
}

/// Reads the numbers of a field and adds what was found.
pub(super) fn judge(
    tokens: &[Token],
    normal: &Normal,
    field: Field,
    setting: &Setting<'_>,
    prices: &mut Vec<Price>,
    quantities: &mut Vec<Quantity>,
) {
    let mut candidates = candidates(tokens, field);
    let silent = tells(tokens, NEWS) || tells(tokens, JOB) || tells(tokens, LOST);
    for one in &mut candidates {
        drop_foreign_letter(one, setting);
    }
    share_over_ranges(tokens, &mut candidates);
    resolve_currencies(&mut candidates, setting, prices);
    let offered = !prices.is_empty() || candidates.iter().any(|one| one.score >= THRESHOLD);
    if offered {
        raise_bare(tokens, &mut candidates, field);
    } else if field == Field::Text {
        raise_list(tokens, &mut candidates);
    }
    scale_up(&mut candidates, setting);
    for one in &candidates {
        let range = |first: usize, end: usize| {
            normal.original_span(tokens[first].start as usize..tokens[end - 1].end as usize)
        };
        if one.score >= THRESHOLD && !silent {
            let first = one.reading.first.min(one.reading.mark_token);
            prices.push(Price {
                amount: one.reading.price.to_string(),
                currency: one.currency.map(str::to_owned),
                per: one.per.map(str::to_owned),
                field,
                span: range(first, one.reading.after),
            });
        } else if one.unit != 0 && !unit(one.unit).name.is_empty() {
            let unit = unit(one.unit);
            quantities.push(Quantity {
                value: one.reading.quantity.times(unit.factor).to_string(),
                unit: unit.name.to_owned(),
                field,
                span: range(one.reading.first, one.unit_end),
            });
        }
    }
}

/// A single letter is a currency mark only where that currency is used: `R260` in South Africa, a model elsewhere.
fn drop_foreign_letter(one: &mut Candidate, setting: &Setting<'_>) {
    let mark = &TABLES.marks[usize::from(one.reading.mark)];
    if one.reading.mark == 0 || !mark.letter || mark.iso.contains(&setting.locale.currency) {
        return;
    }
    one.score = if mark.position == Position::GluedBefore { VETO } else { one.score - 10 };
    one.reading.mark = 0;
    one.reading.mark_token = usize::MAX;
}

/// Whether two different words of a class stand in the text.
fn tells(tokens: &[Token], class: u16) -> bool {
    let mut first: Option<(u32, u16)> = None;
    for token in tokens.iter().filter(|token| token.sense.cue & class != 0) {
        match first {
            None => first = Some((token.end - token.start, token.sense.cue)),
            Some(seen) if seen != (token.end - token.start, token.sense.cue) => return true,
            Some(_) => {}
        }
    }
    false
}

fn candidates(tokens: &[Token], field: Field) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let startable = matches!(tokens[at].kind, Kind::Number(_))
            || tokens[at].sense.numeral != 0
            || tokens[at].sense.multiplier != 0;
        match startable.then(|| amount_at(tokens, at)).flatten() {
            Some(reading) => {
                let candidate = weigh(tokens, reading, field);
                at = candidate.unit_end.max(reading.after);
                candidates.push(candidate);
            }
            None => at += 1,
        }
    }
    candidates
}

/// Collects the evidence for and against one number.
fn weigh(tokens: &[Token], reading: Reading, field: Field) -> Candidate {
    let mut one = Candidate {
        reading,
        score: 0,
        per: None,
        unit: 0,
        unit_end: reading.after,
        currency: None,
        asked: false,
    };
    one.score += own_evidence(&reading, field);
    if reading.mark != 0 {
        one.score += 10;
    }
    let leading = before(tokens, &one);
    measure(tokens, &mut one, leading);
    let trailing = after(tokens, &one);
    one.asked = leading >= 3 || trailing >= 3 || one.per.is_some();
    one.score += leading + trailing;
    one.score += shape(tokens, &one);
    one
}

/// Evidence in the number itself.
fn own_evidence(reading: &Reading, field: Field) -> i32 {
    let mut score = match reading.joint {
        Joint::Money => 6,
        Joint::Short => 4,
        _ => 0,
    };
    let value = reading.price.value();
    let bare = reading.mark == 0 && reading.factor == 1;
    match reading.number {
        Some(number) => {
            if number.leading_zero || (number.digits >= 8 && !number.grouped && reading.mark == 0) {
                return VETO;
            }
            if number.clock && bare {
                score -= 8;
            }
            if number.grouped {
                score += 3;
            }
            if bare && number.price.decimals() == 2 {
                score += 3;
            }
            let year = (1800.0..2036.0).contains(&value) && number.digits == 4 && !number.grouped;
            if bare && year && number.price.decimals() == 0 {
                score -= if value % 100.0 == 0.0 { 1 } else { 4 };
            }
        }
        None if reading.joint != Joint::Money => score -= 6,
        None => {}
    }
    if bare && value < 10.0 && reading.price.decimals() != 2 {
        score -= if reading.price.decimals() == 0 { 4 } else { 1 };
    }
    if value >= 100.0 {
        score += 1;
    }
    if bare && field == Field::Title {
        score -= 3;
    }
    if value == 0.0 { VETO } else { score }
}

/// The unit after the number: of the price, or of the goods.
fn measure(tokens: &[Token], one: &mut Candidate, leading: i32) {
    let reading = one.reading;
    if tokens.get(reading.after).is_some_and(|token| token.sense.cue & EACH != 0) {
        one.per = Some("each");
        return;
    }
    let Some((index, used, per)) = unit_at(tokens, reading.after) else {
        one.score += unnamed_unit(tokens, reading.after);
        return;
    };
    let found = unit(index);
    let money = reading.mark != 0 || reading.joint == Joint::Money;
    if per {
        one.per = (!found.per.is_empty()).then_some(found.per);
        one.score += 5;
        one.unit_end = reading.after + used;
        return;
    }
    if money && !found.skip {
        one.per = (!found.per.is_empty()).then_some(found.per);
        one.score += if found.counts { 2 } else { 0 };
        one.unit_end = reading.after + used;
        return;
    }
    if found.name == "pair" && reading.price.value() >= 20.0 {
        if !tokens.get(reading.after + used).is_some_and(|token| matches!(token.kind, Kind::Number(_))) {
            one.per = Some(found.per);
            one.unit_end = reading.after + used;
        }
        one.score += 3;
        return;
    }
    if reading.mark != 0 || opens_next_item(tokens, &reading, found.counts, leading) {
        return;
    }
    one.unit = index;
    one.unit_end = reading.after + used;
    one.score += VETO;
    if let Some(next) = tokens.get(one.unit_end)
        && let Kind::Number(number) = next.kind
        && !next.spaced
        && number.digits <= 2
        && !number.grouped
        && matches!(tokens[one.unit_end - 1].kind, Kind::Word)
        && tokens.get(one.unit_end + 1).is_none_or(|after| after.sense.unit == 0)
    {
        // "4kg2" is 4.2 kg.
        one.reading.quantity = reading.quantity.plus(number.price.shifted(u32::from(number.digits)));
        one.unit_end += 1;
    }
}

/// Whether the counting word after an asked number begins the next item: `ตัวละ 150 คู่ 280`, `ขวดเล็ก 350 ขวดใหญ่ 900`.
fn opens_next_item(tokens: &[Token], reading: &Reading, counts: bool, leading: i32) -> bool {
    let here = &tokens[reading.after];
    if !counts || reading.price.value() < 20.0 || !here.spaced || !matches!(here.kind, Kind::Piece) {
        return false;
    }
    let next = tokens.get(reading.after + 1);
    let runs_on = next.is_some_and(|token| !token.spaced && matches!(token.kind, Kind::Piece));
    let number_follows = next.is_some_and(|token| matches!(token.kind, Kind::Number(_)));
    leading >= 5 && (number_follows || runs_on || reading.price.value() >= 100.0) || runs_on
}

/// "Per" before a word that no table knows: `68元一串`, `39k/tượng`, `450 a jiboia`.
fn unnamed_unit(tokens: &[Token], at: usize) -> i32 {
    let (Some(per), Some(next)) = (tokens.get(at), tokens.get(at + 1)) else { return 0 };
    if per.sense.cue & PER == 0 || !matches!(next.kind, Kind::Word | Kind::Piece) {
        return 0;
    }
    if matches!(per.kind, Kind::Symbol('/')) { 5 } else { 3 }
}

/// Evidence in what stands before the number.
fn before(tokens: &[Token], one: &Candidate) -> i32 {
    let mut at = one.reading.first.min(one.reading.mark_token);
    let mut score = 0;
    let mut distance = 0;
    while at > 0 && distance < 3 {
        at -= 1;
        let token = tokens[at];
        match token.kind {
            Kind::Newline => break,
            Kind::Number(_) | Kind::Blocked => break,
            Kind::Symbol(symbol) => match before_symbol(symbol, token, distance) {
                Some(change) => score += change,
                None => break,
            },
            Kind::Word | Kind::Piece => {
                score += before_word(tokens, at, distance, one);
                if score <= VETO {
                    return score;
                }
                distance += 1;
                if matches!(token.kind, Kind::Piece) && token.spaced {
                    break;
                }
            }
        }
    }
    score
}

/// What a symbol before the number says; none ends the clause.
fn before_symbol(symbol: char, token: Token, distance: usize) -> Option<i32> {
    let touching = distance == 0;
    match symbol {
        '+' if touching => Some(VETO),
        '#' | '×' | '*' if touching => Some(VETO),
        '<' | '>' | '≥' | '≤' | '±' if touching => Some(-10),
        '@' | '=' if touching => Some(5),
        ':' | '：' | '~' | '≈' | '"' | '“' | '(' | '-' | '—' | '–' | '→' | '>' | '*' => Some(0),
        _ if token.sense.cue & PER != 0 => None,
        ',' | '.' | ';' | '!' | '?' | '。' | '，' | '、' | '；' | '！' | '？' | '|' | '/' | ')' | '،' | '؛' | '।' => None,
        _ if symbol.is_ascii_punctuation() => None,
        _ => Some(0),
    }
}

fn before_word(tokens: &[Token], at: usize, distance: usize, one: &Candidate) -> i32 {
    let sense = tokens[at].sense;
    let bare = one.reading.mark == 0;
    if sense.cue & FEE != 0 && distance <= 2 {
        let cancelled = at > 0 && tokens[at - 1].sense.cue & CANCEL != 0;
        return if cancelled { 0 } else { VETO };
    }
    if distance == 0 && bare && glued_model(tokens, at, one.reading.first) {
        return VETO;
    }
    if sense.cue & (LIMIT | COIN) != 0 && sense.cue & ASK == 0 && (distance == 0 || links(tokens, at + 1)) {
        return VETO;
    }
    let per_several = distance == 0 && bare && at > 0 && matches!(tokens[at - 1].kind, Kind::Number(_));
    if per_several && sense.cue & PER != 0 && sense.cue & ASK == 0 {
        return -8;
    }
    if sense.cue & FROM != 0 && distance == 0 {
        return if bare && one.reading.factor == 1 && one.reading.price.value() <= 100.0 { -2 } else { 4 };
    }
    if sense.cue & (ASK | WEAK | NOT) == 0 {
        let words = if sense.cue & TAIL != 0 { 3 } else { 0 };
        return if distance == 0 { words.max(counted(tokens, at)) } else { 0 };
    }
    let ask = sense.cue & ASK != 0;
    let large = !bare || one.reading.factor >= 100_000;
    match distance {
        0 if sense.cue & NOT != 0 && !ask => if large { -2 } else { -10 },
        0 if ask => 5,
        0 => 3,
        1 if ask => 3,
        1 if sense.cue & NOT != 0 && bare && one.reading.factor == 1 => -3,
        _ => 0,
    }
}

/// Whether a short word of no meaning stands at `at`: "is", "is now".
fn links(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    matches!(token.kind, Kind::Word) && is_empty(token.sense) && token.end - token.start <= 3
}

/// Letters written on to the number before it: a model, a size.
fn glued_model(tokens: &[Token], at: usize, first: usize) -> bool {
    !tokens[first].spaced
        && first == at + 1
        && matches!(tokens[at].kind, Kind::Word)
        && tokens[at].sense.cue & (ASK | PER) == 0
        && tokens[at].sense.unit == 0
        && tokens[at].sense.mark == 0
        && tokens[at].sense.multiplier == 0
}

/// A counted thing before the number: `一斤 1900`, `สามตัว 300`, `pareja 600`.
fn counted(tokens: &[Token], at: usize) -> i32 {
    let sense = tokens[at].sense;
    let one_of = |index: Option<usize>| index.is_some_and(|index| tokens[index].sense.cue & PER != 0);
    if sense.unit == 0 || unit(sense.unit).skip {
        // "一饼260": a counting word that no table knows.
        let short = matches!(tokens[at].kind, Kind::Piece) && tokens[at].end - tokens[at].start <= 6;
        return if short && is_empty(sense) && one_of(at.checked_sub(1)) { 4 } else { 0 };
    }
    let number_before = at > 0
        && (matches!(tokens[at - 1].kind, Kind::Number(_))
            || tokens[at - 1].sense.numeral != 0
            || tokens[at - 1].sense.cue & PER != 0);
    if number_before || unit(sense.unit).name == "pair" { 4 } else { 1 }
}

/// Evidence in what stands after the number and its unit.
fn after(tokens: &[Token], one: &Candidate) -> i32 {
    if one.unit != 0 {
        return 0;
    }
    let mut at = one.unit_end;
    let mut score = 0;
    if at == one.reading.after
        && let Some(token) = tokens.get(at)
        && !token.spaced
        && matches!(token.kind, Kind::Word)
        && one.reading.mark == 0
        && one.reading.factor == 1
        && is_empty(token.sense)
    {
        return VETO;
    }
    if matches!(tokens.get(at).map(|token| token.kind), Some(Kind::Symbol(',' | '，' | '(' | '（'))) {
        at += 1;
    }
    let Some(token) = tokens.get(at) else { return score };
    let direct = at == one.unit_end;
    if token.sense.cue & TAIL != 0 {
        score += if direct { 5 } else { 3 };
    }
    if direct && token.sense.cue & FEE_AFTER != 0 && !opens_next(tokens, at) {
        score += VETO;
    }
    if direct && token.sense.cue & COIN != 0 && !(token.spaced && matches!(token.kind, Kind::Piece)) {
        score += VETO;
    }
    if direct && matches!(token.kind, Kind::Symbol('%' | '％' | '٪' | '×' | '°' | '+')) {
        score += if matches!(token.kind, Kind::Symbol('+')) { -4 } else { VETO };
    }
    score
}

/// Whether a fee word at `at` belongs to what follows (`deposit 20`, `shipping free`, `shipping to Paris`).
fn opens_next(tokens: &[Token], at: usize) -> bool {
    let piece = matches!(tokens[at].kind, Kind::Piece) && tokens[at].spaced;
    let Some(next) = tokens.get(at + 1) else { return piece };
    let colon = matches!(next.kind, Kind::Symbol(':' | '：'));
    piece || colon || matches!(next.kind, Kind::Number(_)) || next.sense.mark != 0 || next.sense.cue & CANCEL != 0
}

/// Evidence in how the number stands in its clause.
fn shape(tokens: &[Token], one: &Candidate) -> i32 {
    let reading = &one.reading;
    let first = reading.first.min(reading.mark_token);
    let touched = |index: Option<&Token>, symbols: &[char]| {
        index.is_some_and(|token| matches!(token.kind, Kind::Symbol(symbol) if symbols.contains(&symbol)))
    };
    let previous = first.checked_sub(1).map(|index| &tokens[index]);
    let next = tokens.get(reading.after);
    if reading.mark == 0 && one.per.is_none() {
        let time = [':', '/', '×'];
        let number_at = |index: usize| tokens.get(index).is_some_and(|token| matches!(token.kind, Kind::Number(_) | Kind::Blocked));
        if touched(next, &time) && number_at(reading.after + 1) && !tokens[reading.after + 1].spaced {
            return VETO;
        }
        if touched(previous, &time) && first >= 2 && number_at(first - 2) && !tokens[first].spaced {
            return VETO;
        }
    }
    let mut score = 0;
    let ends = one.unit == 0 && ends_clause(tokens, reading.after);
    if ends {
        score += 2;
    }
    if begins_clause(tokens, first) {
        score += if ends { 2 } else { 1 };
    }
    score
}

fn ends_clause(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return true };
    match token.kind {
        Kind::Newline => true,
        Kind::Symbol(symbol) => !matches!(symbol, '-' | '–' | '~' | '*' | ':' | '\'' | '"' | '+' | '×'),
        Kind::Piece => token.spaced,
        _ => false,
    }
}

fn begins_clause(tokens: &[Token], at: usize) -> bool {
    let Some(previous) = at.checked_sub(1).map(|index| tokens[index]) else { return true };
    match previous.kind {
        Kind::Newline => true,
        Kind::Symbol(symbol) => matches!(symbol, ',' | '.' | ';' | '!' | '?' | '。' | '，' | '；' | '！' | '？' | '|' | '،' | '।' | '：' | '→'),
        Kind::Piece => tokens[at].spaced,
        _ => false,
    }
}

/// `9-12tr`, `1,500-4,500`, `$26 to 50`: both ends share mark, multiplier and evidence.
fn share_over_ranges(tokens: &[Token], candidates: &mut [Candidate]) {
    for index in 1..candidates.len() {
        let (left, right) = candidates.split_at_mut(index);
        let (Some(left), Some(right)) = (left.last_mut(), right.first_mut()) else { continue };
        let between = left.reading.after;
        let dash = tokens.get(between).is_some_and(|token| matches!(token.kind, Kind::Symbol('-' | '–' | '—' | '~' | '～')));
        let (low, high) = (left.reading.price.value(), right.reading.price.value());
        let spaced = dash && tokens[between].spaced;
        let near = high > low && high <= low * if spaced { 5.0 } else { 100.0 };
        let near = near || right.reading.factor > left.reading.factor && !spaced;
        if !dash || !near || right.reading.first.min(right.reading.mark_token) != between + 1 || left.unit != 0 {
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
fn resolve_currencies(candidates: &mut [Candidate], setting: &Setting<'_>, earlier: &[Price]) {
    let resolve = |mark: u16| {
        let options = &TABLES.marks[usize::from(mark)].iso;
        let local = setting.locale.currency;
        options.iter().find(|iso| **iso == local).or(options.first()).copied()
    };
    let explicit = candidates.iter().find(|one| one.reading.mark != 0 && one.score > 0).and_then(|one| resolve(one.reading.mark));
    let known = earlier.first().and_then(|price| price.currency.as_deref()).and_then(known_code);
    let mut current = known.or(explicit).unwrap_or(setting.locale.currency);
    for one in candidates {
        if one.reading.mark != 0
            && let Some(iso) = resolve(one.reading.mark)
        {
            current = iso;
        }
        let local = matches!(setting.locale.currency, "VND" | "IDR") && one.reading.mark == 0 && one.reading.factor > 1;
        one.currency = Some(if local { setting.locale.currency } else { current });
    }
}

/// The table's own copy of an ISO code.
fn known_code(code: &str) -> Option<&'static str> {
    TABLES.marks.iter().flat_map(|mark| &mark.iso).find(|iso| **iso == code).copied()
}

/// In a text that asks prices, a bare number at the end of a clause is one more of them, and a bare `88k` beside
/// marked prices is not.
fn raise_bare(tokens: &[Token], candidates: &mut [Candidate], field: Field) {
    let asked = |one: &&Candidate| one.score >= THRESHOLD;
    let marked = candidates.iter().filter(asked).any(|one| one.reading.mark != 0);
    let plain = |one: &&Candidate| one.reading.mark == 0 && one.reading.factor == 1;
    let dearest = candidates.iter().filter(asked).filter(plain).map(|one| one.reading.price.value()).fold(0.0, f64::max);
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
fn raise_list(tokens: &[Token], candidates: &mut [Candidate]) {
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
fn scale_up(candidates: &mut [Candidate], setting: &Setting<'_>) {
    let _ = setting.hints;
    let mut last: Option<(f64, bool)> = None;
    for one in candidates.iter_mut().filter(|one| one.score >= THRESHOLD) {
        let value = one.reading.price.value();
        let bare = one.reading.factor == 1 && one.reading.number.is_some_and(|number| !number.grouped);
        let tiny = matches!(one.currency, Some("IDR" | "VND")) && value < 1000.0;
        let like_last = last.is_some_and(|(before, thousands)| {
            thousands && before >= 10_000.0 && (0.1..=10.0).contains(&(value * 1000.0 / before)) && value < 1000.0
        });
        let mut scaled = false;
        if bare && (tiny || like_last && one.reading.mark == 0) {
            one.reading.price = one.reading.price.times(Amount::whole(1000));
            scaled = true;
        }
        let thousands = one.reading.factor > 1 || one.reading.number.is_some_and(|number| number.grouped) || scaled;
        last = Some((one.reading.price.value(), thousands));
    }
}
