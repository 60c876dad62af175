//! Which numbers are asked prices, which are amounts of goods, and which are neither.

use super::context;
use super::cue::{JOB, LOST, NEWS};
use super::evidence::weigh;
use super::read::{Reading, amount_at, unit};
use super::scan::{Kind, Token};
use super::tables::Locale;
use crate::Normal;
use pugmark_model::{Field, Price, Quantity};

/// From this score on a number is an asked price.
pub(super) const THRESHOLD: i32 = 5;
/// Outweighs any evidence.
pub(super) const VETO: i32 = -40;

/// What is known beside the text.
pub(super) struct Setting {
    pub(super) locale: Locale,
}

/// A number and what was made of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) reading: Reading,
    pub(super) score: i32,
    pub(super) per: Option<&'static str>,
    /// Index of the unit that the number counts, 0 when it counts none.
    pub(super) unit: u16,
    /// Tokens of number and unit.
    pub(super) unit_end: usize,
    pub(super) currency: Option<&'static str>,
    /// Whether words or a unit beside it say that it is asked.
    pub(super) asked: bool,
}

/// Reads the numbers of a field and adds what was found.
pub(super) fn judge(
    tokens: &[Token],
    normal: &Normal,
    field: Field,
    setting: &Setting,
    prices: &mut Vec<Price>,
    quantities: &mut Vec<Quantity>,
) {
    let mut candidates = candidates(tokens, field);
    let seen = tokens.iter().fold(0, |seen, token| seen | token.sense.cue);
    let silent = [NEWS, JOB, LOST].iter().any(|class| seen & class != 0 && tells(tokens, *class));
    for one in &mut candidates {
        context::drop_foreign_letter(one, setting);
    }
    context::share_over_ranges(tokens, &mut candidates);
    context::resolve_currencies(&mut candidates, setting, prices);
    let offered = !prices.is_empty() || candidates.iter().any(|one| one.score >= THRESHOLD);
    if offered {
        context::raise_bare(tokens, &mut candidates, field);
    } else if field == Field::Text {
        context::raise_list(tokens, &mut candidates);
    }
    context::scale_up(&mut candidates);
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
