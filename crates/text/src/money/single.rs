//! One price string on its own, as on the page of a shop.

use super::amount::Amount;
use super::scan::{Kind, Number, Style, Token, scan};
use super::tables::{EVERYTHING, Position, TABLES};
use crate::Hints;

/// Longest string that is read, in bytes.
const LONGEST: usize = 4096;
/// Words between the ends of a range.
const RANGE_WORDS: [&str; 6] = ["to", "bis", "à", "do", "до", "hasta"];
/// Currencies of three decimal places.
pub(super) const THREE_PLACES: [&str; 7] = ["KWD", "BHD", "OMR", "JOD", "TND", "LYD", "IQD"];

/// Reads one price string: the amount, the currency mark as written, and its ISO 4217 code.
///
/// `hint_text` is what stands near the price on the page (a heading, the old price); a mark found only there
/// counts when the price itself holds none. `None` when the string holds no amount.
pub fn parse_price(
    raw: &str,
    hints: &Hints,
    hint_text: Option<&str>,
) -> Option<(String, Option<String>, Option<String>)> {
    let page = Page::read(raw);
    let locale = super::locale(hints);
    let (amount, at) = page.amount()?;
    let near = hint_text.map(Page::read);
    let own = page.mark(at);
    let other = near.as_ref().and_then(|page| page.mark(None));
    let (mark, options) = match (own, other) {
        (Some(own), _) => (Some(page.written(own.0)), own.1),
        (None, Some(other)) => (near.as_ref().map(|page| page.written(other.0)), other.1),
        (None, None) => (None, 0),
    };
    let iso = &TABLES.marks[usize::from(options)].iso;
    let iso = iso.iter().find(|iso| **iso == locale.currency).or(iso.first()).map(|iso| (*iso).to_owned());
    let three = options != 0 && iso.as_deref().is_some_and(|iso| THREE_PLACES.contains(&iso));
    let amount = if three { page.three_places(at).unwrap_or(amount) } else { amount };
    Some((amount.to_string(), mark, iso))
}

struct Page<'a> {
    raw: &'a str,
    /// For each byte of the lowered text, the byte of the raw text it came from; one more entry than bytes.
    origin: Vec<u32>,
    tokens: Vec<Token>,
}

impl<'a> Page<'a> {
    fn read(raw: &'a str) -> Self {
        let raw = &raw[..raw.floor_char_boundary(LONGEST)];
        let mut lowered = String::with_capacity(raw.len());
        let mut origin = Vec::with_capacity(raw.len() + 1);
        for (at, character) in raw.char_indices() {
            for lower in character.to_lowercase() {
                lowered.push(lower);
                origin.resize(lowered.len(), at as u32);
            }
        }
        origin.push(raw.len() as u32);
        let style = Style { mask: EVERYTHING, decimal: b' ', space_groups: true };
        let tokens = scan(&lowered, style, &[]);
        Self { raw, origin, tokens }
    }

    /// The raw text of a token.
    fn written(&self, index: usize) -> String {
        let token = &self.tokens[index];
        let from = self.origin[token.start as usize] as usize;
        let to = self.origin[token.end as usize] as usize;
        self.raw.get(from..to).unwrap_or_default().trim().to_owned()
    }

    /// The amount, and the token it begins at: the number that touches a mark, else the first one.
    fn amount(&self) -> Option<(Amount, Option<usize>)> {
        let numbers = || (0..self.tokens.len()).filter(|at| matches!(self.tokens[*at].kind, Kind::Number(_)));
        let at = numbers().find(|at| self.touches_mark(*at)).or_else(|| numbers().next())?;
        let at = self.start_of_split(self.start_of_range(at));
        let Kind::Number(number) = self.tokens[at].kind else {
            return None;
        };
        if matches!(self.symbol(at + 1), Some('%')) {
            return None;
        }
        Some((self.with_cents(at, number), Some(at)))
    }

    /// `423.923` with the point read as the decimal mark.
    fn three_places(&self, at: Option<usize>) -> Option<Amount> {
        Amount::parse(&self.written(at?))
    }

    fn symbol(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)?.kind {
            Kind::Symbol(symbol) => Some(symbol),
            _ => None,
        }
    }

    /// The lower end of "26 to 50".
    fn start_of_range(&self, at: usize) -> usize {
        let Some(low) = at.checked_sub(2) else { return at };
        let to = matches!(self.symbol(at - 1), Some('-' | '–' | '—' | '~'))
            || RANGE_WORDS.contains(&self.written(at - 1).as_str());
        if to && matches!(self.tokens[low].kind, Kind::Number(_)) { low } else { at }
    }

    /// The whole part, where `at` is the cents of `118, 99`.
    fn start_of_split(&self, at: usize) -> usize {
        let Some(low) = at.checked_sub(2) else { return at };
        let joined = matches!(self.symbol(at - 1), Some('.' | ',')) && !self.tokens[at - 1].spaced;
        let cents = matches!(self.tokens[at].kind, Kind::Number(number) if number.digits == 2);
        if joined && cents && matches!(self.tokens[low].kind, Kind::Number(_)) { low } else { at }
    }

    /// The number with what is parted from it: `.75`, `119. 95`, `35€ 99`, `1250€600`.
    fn with_cents(&self, at: usize, number: Number) -> Amount {
        let whole = number.price;
        if number.price.decimals() > 0 || number.grouped {
            return self.cents_after(at + 1, &['.', ',']).map_or(whole, |cents| whole.plus(cents));
        }
        if at > 0 && self.symbol(at - 1) == Some('.') && !self.tokens[at].spaced {
            return whole.shifted(number.digits);
        }
        let split = self.cents_after(at + 1, &['.', ',']).or_else(|| {
            let joined = self.is_mark(at + 1) && !self.tokens[at + 1].spaced;
            joined.then(|| self.number(at + 2)).flatten()
        });
        split.map_or(whole, |cents| whole.plus(cents))
    }

    /// Two digits after one of `separators` at `at`.
    fn cents_after(&self, at: usize, separators: &[char]) -> Option<Amount> {
        self.symbol(at).filter(|symbol| separators.contains(symbol))?;
        self.number(at + 1)
    }

    /// A plain number of two or three digits at `at`, as a fraction.
    fn number(&self, at: usize) -> Option<Amount> {
        match self.tokens.get(at)?.kind {
            Kind::Number(number) if (2..=3).contains(&number.digits) && number.price.decimals() == 0 => {
                Some(number.price.shifted(number.digits))
            }
            _ => None,
        }
    }

    fn is_mark(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.sense.mark != 0)
    }

    fn touches_mark(&self, at: usize) -> bool {
        self.is_mark(at + 1) || at.checked_sub(1).is_some_and(|before| self.is_mark(before))
    }

    /// The mark: at the number, else the most telling one anywhere.
    fn mark(&self, at: Option<usize>) -> Option<(usize, u16)> {
        let marks = || (0..self.tokens.len()).filter(|index| self.is_mark(*index));
        let vague = |index: usize| TABLES.marks[usize::from(self.tokens[index].sense.mark)].iso.len() > 2;
        let position = |index: usize| TABLES.marks[usize::from(self.tokens[index].sense.mark)].position;
        let beside = |index: usize, at: usize| {
            index + 1 == at && position(index) != Position::After
                || index == at + 1 && position(index) != Position::Before
        };
        let near = at.and_then(|at| marks().find(|index| beside(*index, at)).filter(|index| !vague(*index)));
        near.or_else(|| marks().find(|index| !vague(*index)))
            .or_else(|| marks().next())
            .map(|index| (index, self.tokens[index].sense.mark))
    }
}
