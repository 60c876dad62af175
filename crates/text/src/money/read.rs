//! From tokens to amounts: number, multiplier, mark and unit put together.

use super::amount::Amount;
use super::cue::{ASK, PER};
use super::scan::{Kind, Number, Token};
use super::tables::{Join, Joint, Mark, Position, TABLES, Unit};

/// An amount with what stands at it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    /// First token of the number itself.
    pub(super) first: usize,
    /// One past the last token of the number, its multiplier and tail.
    pub(super) end: usize,
    pub(super) price: Amount,
    pub(super) quantity: Amount,
    /// The digits alone, where written in digits.
    pub(super) number: Option<Number>,
    /// Factor of the multiplier, 1 without.
    pub(super) factor: u64,
    /// Whether the multiplier or the word is by itself a sign of money.
    pub(super) joint: Joint,
    /// Index of the currency mark, 0 without.
    pub(super) mark: u16,
    /// Token of the currency mark.
    pub(super) mark_token: usize,
    /// One past the last token, a mark after the number included.
    pub(super) after: usize,
}

/// Reads the amount that begins at token `at`.
pub(super) fn amount_at(tokens: &[Token], at: usize) -> Option<Reading> {
    let token = tokens.get(at)?;
    let mut reading = match token.kind {
        Kind::Number(number) => digits_at(tokens, at, number),
        Kind::Word | Kind::Piece => spelled_at(tokens, at)?,
        _ => return None,
    };
    find_mark(tokens, &mut reading);
    Some(reading)
}

fn reading(first: usize, end: usize, amount: Amount) -> Reading {
    Reading {
        first,
        end,
        price: amount,
        quantity: amount,
        number: None,
        factor: 1,
        joint: Joint::Number,
        mark: 0,
        mark_token: usize::MAX,
        after: end,
    }
}

fn digits_at(tokens: &[Token], at: usize, number: Number) -> Reading {
    let mut result =
        Reading { number: Some(number), quantity: number.quantity, ..reading(at, at + 1, number.price) };
    for _ in 0..2 {
        let Some((factor, joint)) = multiplier_at(tokens, &result) else {
            break;
        };
        let base =
            if number.pointed || number.price != number.quantity { number.quantity } else { result.price };
        let base = if result.factor == 1 { base } else { result.price };
        result.price = base.times(Amount::whole(factor));
        result.quantity = result.price;
        result.factor = result.factor.saturating_mul(factor);
        result.joint = joint;
        result.end += 1;
    }
    if number.spelled && number.price.value() >= 100.0 {
        result.joint = Joint::Short;
    }
    if result.factor > 1 {
        add_tail(tokens, &mut result);
    }
    result
}

fn multiplier_at(tokens: &[Token], result: &Reading) -> Option<(u64, Joint)> {
    let token = tokens.get(result.end)?;
    let multiplier = &TABLES.multipliers[usize::from(token.sense.multiplier)];
    if token.sense.multiplier == 0 {
        return None;
    }
    let asked = result.first > 0 && tokens[result.first - 1].sense.cue & ASK != 0;
    let marked = result.first > 0 && tokens[result.first - 1].sense.mark != 0;
    let fits = match multiplier.joint {
        Joint::Money | Joint::Number => true,
        Joint::Short => !token.spaced && (multiplier.factor < 1_000_000 || marked),
        Joint::Glued => !token.spaced,
        Joint::Slang => asked || half_at(tokens, result.end + 1).is_some(),
        Joint::Lead => false,
    };
    // "3 ngàn con" counts animals, but a plain "2 百 只" is settled by what follows; so is "km" of "11万公里".
    fits.then_some((
        multiplier.factor,
        if multiplier.joint == Joint::Glued { Joint::Money } else { multiplier.joint },
    ))
}

fn half_at(tokens: &[Token], at: usize) -> Option<Amount> {
    let numeral = &TABLES.numerals[usize::from(tokens.get(at)?.sense.numeral)];
    (numeral.join == Join::Half).then_some(numeral.value)
}

/// `3tr5`, `1tr250`, `2 củ rưỡi`, `4万8千`, `1 juta 200 ribu`.
fn add_tail(tokens: &[Token], result: &mut Reading) {
    let factor = Amount::whole(result.factor);
    if let Some(half) = half_at(tokens, result.end) {
        result.price = result.price.plus(half.times(factor));
        result.end += 1;
    } else if let Some(next) = tokens.get(result.end)
        && let Kind::Number(number) = next.kind
        && !number.grouped
        && !number.leading_zero
        && number.price.decimals() == 0
    {
        let own = tokens.get(result.end + 1).map_or(0, |token| token.sense.multiplier);
        let own = &TABLES.multipliers[usize::from(own)];
        let own_factor = own.factor;
        if own_factor > 1 && own_factor < result.factor && own.joint != Joint::Slang {
            result.price = result.price.plus(number.price.times(Amount::whole(own_factor)));
            result.end += 2;
        } else if number.digits <= 3 && (!next.spaced || loose_tail(tokens, result, number)) {
            let part = number.price.shifted(number.digits).times(factor);
            result.price = result.price.plus(part);
            result.end += 1;
        }
    }
    result.quantity = result.price;
}

/// Whether a number parted by a space still belongs to the amount: `4 củ 5 một bình`, but not `2tr 5 con`.
fn loose_tail(tokens: &[Token], result: &Reading, number: Number) -> bool {
    let next = tokens.get(result.end + 1);
    let unit = next.is_some_and(|token| token.sense.unit != 0 && token.sense.cue & PER == 0);
    let symbol = next.is_some_and(|token| matches!(token.kind, Kind::Symbol('x' | '/' | '-' | ':')));
    let spaced_multiplier = tokens[result.end - 1].spaced;
    let fits = match number.digits {
        1 => result.factor >= 1_000_000 && spaced_multiplier,
        3 => number.price.value() >= 100.0 && spaced_multiplier,
        _ => false,
    };
    fits && !unit && !symbol
}

/// An amount in words: `quinze mil`, `elfu ishirini`, `laki mbili na nusu`, `sejuta`, `ห้าพัน`.
fn spelled_at(tokens: &[Token], at: usize) -> Option<Reading> {
    let sense = tokens[at].sense;
    if sense.numeral == 0 && sense.multiplier == 0 {
        return None;
    }
    if TABLES.multipliers[usize::from(sense.multiplier)].joint == Joint::Lead {
        return led_at(tokens, at);
    }
    let first = &TABLES.numerals[usize::from(sense.numeral)];
    if sense.numeral == 0 || matches!(first.join, Join::Half | Join::Times | Join::And) {
        return None;
    }
    let mut sum = Sum::default();
    let mut end = at;
    while end < tokens.len() && end < at + 12 && !begins_unit(tokens, at, end) {
        if end > at && joins(tokens, end) {
            end += 1;
        }
        if !sum.add(tokens[end]) {
            break;
        }
        end += 1;
    }
    let mut result = reading(at, end, sum.value());
    result.factor = sum.factor.max(1);
    if sum.whole || result.factor >= 1000 {
        result.joint = Joint::Money;
    }
    if let Some(half) = half_at(tokens, end)
        && result.factor >= 1000
    {
        result.price = result.price.plus(half.times(Amount::whole(result.factor)));
        result.end += 1;
    }
    result.quantity = result.price;
    result.after = result.end;
    Some(result)
}

/// Whether "and" stands at `at` and a number word after it.
fn joins(tokens: &[Token], at: usize) -> bool {
    let join = |index: usize| {
        let numeral = tokens.get(index)?.sense.numeral;
        (numeral != 0).then(|| TABLES.numerals[usize::from(numeral)].join)
    };
    join(at) == Some(Join::And) && matches!(join(at + 1), Some(Join::Plus | Join::Whole))
}

/// Whether the number word at `end` is "one" before a unit: `ba trăm nghìn một ký`.
fn begins_unit(tokens: &[Token], at: usize, end: usize) -> bool {
    let unit_next =
        tokens.get(end + 1).is_some_and(|token| token.sense.unit != 0 && token.sense.multiplier == 0);
    end > at && unit_next && tokens[end].sense.cue & PER != 0
}

/// A number in words, built from the left.
#[derive(Default)]
struct Sum {
    /// What the thousands and millions so far make.
    total: Option<Amount>,
    /// Hundreds and tens since then.
    section: Option<Amount>,
    /// The number word that may still be multiplied.
    last: Option<Amount>,
    factor: u64,
    whole: bool,
}

impl Sum {
    /// Takes a word; false when it does not go on the number.
    fn add(&mut self, token: Token) -> bool {
        let multiplier = &TABLES.multipliers[usize::from(token.sense.multiplier)];
        let joined = matches!(multiplier.joint, Joint::Money | Joint::Number);
        if token.sense.multiplier != 0 && joined && (self.last.is_some() || self.section.is_some()) {
            self.multiply(multiplier.factor);
            return true;
        }
        if token.sense.numeral == 0 {
            return false;
        }
        let numeral = &TABLES.numerals[usize::from(token.sense.numeral)];
        match numeral.join {
            Join::Half | Join::And => return false,
            Join::Times => self.last = Some(self.last.unwrap_or(Amount::whole(1)).times(numeral.value)),
            Join::Whole => {
                self.whole |= numeral.value.value() >= 500.0;
                self.push(numeral.value);
            }
            Join::Plus
                if self
                    .last
                    .is_some_and(|last| last.value() < 10.0 || last.value() <= numeral.value.value()) =>
            {
                return false;
            }
            Join::Plus => self.push(numeral.value),
        }
        true
    }

    fn push(&mut self, value: Amount) {
        if let Some(last) = self.last.replace(value) {
            self.section = Some(self.section.map_or(last, |section| section.plus(last)));
        }
    }

    fn multiply(&mut self, factor: u64) {
        let times = Amount::whole(factor);
        if factor < 1000 {
            self.last = Some(self.last.unwrap_or(Amount::whole(1)).times(times));
            return;
        }
        let zero = Amount::whole(0);
        let section = self.section.take().unwrap_or(zero).plus(self.last.take().unwrap_or(zero));
        self.total = Some(self.total.unwrap_or(zero).plus(section.times(times)));
        self.factor = factor;
    }

    /// The value; a lone digit after a magnitude counts its tenths, as in speech: "two thousand five" is 2500.
    fn value(&self) -> Amount {
        let zero = Amount::whole(0);
        let mut last = self.last.unwrap_or(zero);
        if self.factor >= 1000 && self.section.is_none() && last.value() < 10.0 {
            last = last.times(Amount::whole(self.factor / 10));
        }
        self.total.unwrap_or(zero).plus(self.section.unwrap_or(zero)).plus(last)
    }
}

/// Swahili: the multiplier leads, the count follows.
fn led_at(tokens: &[Token], at: usize) -> Option<Reading> {
    let factor = TABLES.multipliers[usize::from(tokens[at].sense.multiplier)].factor;
    let mut count = Amount::whole(0);
    let mut end = at + 1;
    while let Some(token) = tokens.get(end) {
        let numeral = &TABLES.numerals[usize::from(token.sense.numeral)];
        match token.kind {
            Kind::Number(number) if end == at + 1 => count = number.quantity,
            _ if matches!(numeral.join, Join::Plus | Join::Half)
                && token.sense.numeral != 0
                && end < at + 6 =>
            {
                count = count.plus(numeral.value);
            }
            _ if tens_and(tokens, at, end, count) => {}
            _ => break,
        }
        end += 1;
    }
    (end > at + 1).then(|| {
        let amount = count.times(Amount::whole(factor));
        Reading { factor, joint: Joint::Money, ..reading(at, end, amount) }
    })
}

/// `ishirini na tano`: "na" between tens and ones.
fn tens_and(tokens: &[Token], at: usize, end: usize, count: Amount) -> bool {
    joins(tokens, end) && end > at + 1 && count.value() >= 10.0
}

/// Binds the currency mark that stands before or after the number.
fn find_mark(tokens: &[Token], result: &mut Reading) {
    result.after = result.end;
    let before = result.first.checked_sub(1).map(|index| (index, tokens[index]));
    let before = match before {
        Some((index, token)) if index > 0 && matches!(token.kind, Kind::Symbol(':' | '.')) => {
            Some((index - 1, tokens[index - 1]))
        }
        other => other,
    };
    if let Some((index, token)) = before
        && token.sense.mark != 0
        && leads(&TABLES.marks[usize::from(token.sense.mark)], tokens[result.first].spaced)
        && !follows_a_number(tokens, index)
    {
        result.mark = token.sense.mark;
        result.mark_token = index;
    }
    if let Some(token) = tokens.get(result.end)
        && token.sense.mark != 0
        && trails(&TABLES.marks[usize::from(token.sense.mark)])
        && !(result.mark != 0 || belongs_to_next(tokens, result.end))
    {
        result.mark = token.sense.mark;
        result.mark_token = result.end;
        result.after = result.end + 1;
    } else if result.mark != 0
        && let Some(token) = tokens.get(result.end)
        && token.sense.mark != 0
        && !belongs_to_next(tokens, result.end)
    {
        result.after = result.end + 1;
    }
}

fn leads(mark: &Mark, spaced: bool) -> bool {
    match mark.position {
        Position::Both | Position::Before => true,
        Position::GluedBefore => !spaced,
        Position::After => false,
    }
}

fn trails(mark: &Mark) -> bool {
    matches!(mark.position, Position::Both | Position::After)
}

/// Whether the mark at `index` belongs to a number before it: `€` of `20 € 5`.
fn follows_a_number(tokens: &[Token], index: usize) -> bool {
    index > 0
        && matches!(tokens[index - 1].kind, Kind::Number(_))
        && trails(&TABLES.marks[usize::from(tokens[index].sense.mark)])
        && (!tokens[index].spaced || tokens.get(index + 1).is_some_and(|next| next.spaced))
}

fn belongs_to_next(tokens: &[Token], index: usize) -> bool {
    let mark = &TABLES.marks[usize::from(tokens[index].sense.mark)];
    mark.position != Position::After
        && tokens[index].spaced
        && tokens.get(index + 1).is_some_and(|next| matches!(next.kind, Kind::Number(_)) && !next.spaced)
}

/// The unit that stands at `at` directly, or after "per": its index, tokens used, and whether "per" stood there.
pub(super) fn unit_at(tokens: &[Token], at: usize) -> Option<(u16, usize, bool)> {
    let token = tokens.get(at)?;
    if token.sense.cue & PER != 0
        && let Some(next) = tokens.get(at + 1)
        && next.sense.unit != 0
    {
        return Some((next.sense.unit, 2, true));
    }
    (token.sense.unit != 0 && !(token.spaced && unit(token.sense.unit).glued)).then_some((
        token.sense.unit,
        1,
        false,
    ))
}

/// The unit of an index.
pub(super) fn unit(index: u16) -> &'static Unit {
    &TABLES.units[usize::from(index)]
}
