//! What a word says of the numbers beside it, as bits.

/// Stands directly before an asked amount.
pub(super) const ASK: u16 = 1;
/// Often stands before an asked amount.
pub(super) const WEAK: u16 = 1 << 1;
/// Stands after an asked amount.
pub(super) const TAIL: u16 = 1 << 2;
/// Makes the unit after it the unit of the price.
pub(super) const PER: u16 = 1 << 3;
/// Labels a number that is no price.
pub(super) const NOT: u16 = 1 << 4;
/// Names money that is not the asked price: deposit, shipping, reward, wage, fine, value.
pub(super) const FEE: u16 = 1 << 5;
/// Says that the fee after or before it costs nothing or is included.
pub(super) const CANCEL: u16 = 1 << 6;
/// A word of news of enforcement.
pub(super) const NEWS: u16 = 1 << 7;
/// A word of job adverts.
pub(super) const JOB: u16 = 1 << 8;
/// A word of lost-and-found notices.
pub(super) const LOST: u16 = 1 << 9;

/// Stands directly after a fee.
pub(super) const FEE_AFTER: u16 = 1 << 10;
/// "Under", "more than": bounds, not asked amounts.
pub(super) const LIMIT: u16 = 1 << 11;
/// Money that is itself the goods.
pub(super) const COIN: u16 = 1 << 12;
/// "From": before a price or before a number of pieces.
pub(super) const FROM: u16 = 1 << 13;

/// Stands after the price of one piece.
pub(super) const EACH: u16 = 1 << 14;

/// The bits of a `class` cell of `price_words.csv`.
pub(super) fn cue(class: &str) -> u16 {
    match class {
        "ask" => ASK,
        "weak" => WEAK,
        "tail" => TAIL,
        "per" => PER,
        "not" => NOT,
        "fee" => FEE,
        "cancel" => CANCEL,
        "news" => NEWS,
        "job" => JOB,
        "lost" => LOST,
        "feeafter" => FEE_AFTER,
        "limit" => LIMIT,
        "coin" => COIN,
        "from" => FROM,
        "each" => EACH | TAIL,
        _ => 0,
    }
}
