//! Evidence for and against one number: in itself, before it, after it, around it.

use super::cue::{ASK, CANCEL, COIN, EACH, FEE, FEE_AFTER, FROM, LIMIT, NOT, PER, TAIL, WEAK};
use super::judge::{Candidate, VETO};
use super::read::{Reading, unit, unit_at};
use super::scan::{Kind, Token, is_empty};
use super::tables::Joint;
use pugmark_model::Field;

/// Collects the evidence for and against one number.
pub(super) fn weigh(tokens: &[Token], reading: Reading, field: Field) -> Candidate {
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
    if placeholder(value) { VETO } else { score }
}

/// Amounts that fill a form: 0, 1, 123, 1111, 999999.
fn placeholder(value: f64) -> bool {
    const FILLERS: [f64; 14] = [
        0.0,
        1.0,
        111.0,
        123.0,
        1111.0,
        1234.0,
        11_111.0,
        12_345.0,
        111_111.0,
        123_456.0,
        1_111_111.0,
        999_999.0,
        9_999_999.0,
        99_999_999.0,
    ];
    FILLERS.contains(&value)
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
        one.reading.quantity = reading.quantity.plus(number.price.shifted(number.digits));
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
    let (Some(per), Some(next)) = (tokens.get(at), tokens.get(at + 1)) else {
        return 0;
    };
    if per.sense.cue & PER == 0 || !matches!(next.kind, Kind::Word | Kind::Piece) {
        return 0;
    }
    if matches!(per.kind, Kind::Symbol('/')) || ends_clause(tokens, at + 2) { 5 } else { 3 }
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
            Kind::Newline | Kind::Number(_) | Kind::Blocked => break,
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
        '+' | '#' | '×' | '*' if touching => Some(VETO),
        '<' | '>' | '≥' | '≤' | '±' if touching => Some(-10),
        '@' | '=' if touching => Some(5),
        ':' | '：' | '~' | '≈' | '"' | '“' | '(' | '-' | '—' | '–' | '→' | '>' | '*' => Some(0),
        _ if token.sense.cue & PER != 0 => None,
        ',' | '.' | ';' | '!' | '?' | '。' | '，' | '、' | '；' | '！' | '？' | '|' | '/' | ')' | '،'
        | '؛' | '।' => None,
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
        0 if sense.cue & NOT != 0 && !ask => {
            if large {
                -2
            } else {
                -10
            }
        }
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
    matches!(token.kind, Kind::Word) && token.end - token.start <= 4
}

/// Letters written on to the number before it: a model, a size.
fn glued_model(tokens: &[Token], at: usize, first: usize) -> bool {
    !tokens[first].spaced
        && first == at + 1
        && matches!(tokens[at].kind, Kind::Word)
        && tokens[at].sense.cue & (ASK | PER) == 0
        && (tokens[at].sense.unit == 0 || !unit(tokens[at].sense.unit).counts)
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
    let Some(next) = tokens.get(at + 1) else {
        return piece;
    };
    let colon = matches!(next.kind, Kind::Symbol(':' | '：'));
    piece
        || colon
        || matches!(next.kind, Kind::Number(_))
        || next.sense.mark != 0
        || next.sense.cue & CANCEL != 0
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
        let number_at = |index: usize| {
            tokens.get(index).is_some_and(|token| matches!(token.kind, Kind::Number(_) | Kind::Blocked))
        };
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

pub(super) fn ends_clause(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return true };
    match token.kind {
        Kind::Newline => true,
        Kind::Symbol(symbol) => !matches!(symbol, '-' | '–' | '~' | '*' | ':' | '\'' | '"' | '+' | '×'),
        Kind::Piece => token.spaced,
        _ => false,
    }
}

fn begins_clause(tokens: &[Token], at: usize) -> bool {
    let Some(previous) = at.checked_sub(1).map(|index| tokens[index]) else {
        return true;
    };
    match previous.kind {
        Kind::Newline => true,
        Kind::Symbol(symbol) => matches!(
            symbol,
            ',' | '.' | ';' | '!' | '?' | '。' | '，' | '；' | '！' | '？' | '|' | '،' | '।' | '：' | '→'
        ),
        Kind::Piece => tokens[at].spaced,
        _ => false,
    }
}
