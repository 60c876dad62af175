//! Whether something is offered, sought, or neither.

use crate::evidence::Evidence;
use pugmark_knowledge::vocabulary::{Cue, Innocence, Scope};
use pugmark_model::{Field, Intent, IntentKind, Listing};

/// Weighs words of sale, of seeking and of telling.
pub(crate) fn judge(evidence: &Evidence<'_>, listing: &Listing) -> Intent {
    let mut sell = 0.8;
    let mut buy = 0.0;
    let mut other = 0.9;
    let mut seeks = false;
    let mut seen = Vec::new();
    for (class, strength, found) in &evidence.cues {
        if found.negated || evidence.parts[found.part].field == Field::Seller {
            continue;
        }
        let part = &evidence.parts[found.part];
        let leads = part.field == Field::Title || found.hit.start < 24;
        let again = if seen.contains(class) { 0.4 } else { 1.0 };
        seen.push(*class);
        let weight = f64::from(*strength) * again * if leads { 1.5 } else { 1.0 };
        match class {
            Cue::Sell | Cue::Auction => sell += 0.7 * weight,
            Cue::Buy => {
                buy += if leads { 0.9 } else { 0.5 } * weight * evidence.dilution(found);
                seeks |= leads && *strength >= 2;
            }
            Cue::Shipping | Cue::Payment | Cue::Deposit | Cue::Contact | Cue::Restricted => {
                sell += 0.25 * weight;
            }
            Cue::Genuine | Cue::Wholesale | Cue::PaperForSale | Cue::NoPaper | Cue::Secrecy => {
                sell += 0.2 * weight;
            }
            Cue::Swap => other += 0.7 * weight,
            Cue::NotForSale => other += 0.5 * weight,
            _ => {}
        }
    }
    for (class, weight) in telling(evidence) {
        other += weight * if class == Innocence::LostPet { 1.3 } else { 1.0 };
    }
    if !evidence.extracted.prices.is_empty()
        || listing.price.as_ref().is_some_and(|price| price.amount.is_some())
    {
        // The price of a wanted notice is what the buyer would pay.
        if seeks {
            buy += 2.2;
        } else {
            sell += 2.2;
        }
    }
    if !evidence.extracted.contacts.is_empty() {
        sell += 0.6;
    }
    softmax(sell, buy, other)
}

/// Kinds of text that tell rather than trade, each once.
fn telling(evidence: &Evidence<'_>) -> Vec<(Innocence, f64)> {
    let mut found: Vec<(Innocence, f64)> = Vec::new();
    for (class, scope, hit) in &evidence.innocent {
        if *scope != Scope::Cue || hit.negated || evidence.parts[hit.part].field == Field::Seller {
            continue;
        }
        let weight = match class {
            Innocence::News | Innocence::Law => 2.0,
            Innocence::LostPet | Innocence::Job => 2.2,
            Innocence::Awareness | Innocence::Research => 1.5,
            Innocence::Education | Innocence::Museum => 0.7,
            Innocence::Idiom | Innocence::Food => 0.2,
            _ => continue,
        };
        match found.iter_mut().find(|(known, _)| known == class) {
            Some((_, known)) => *known = (*known + weight * 0.4).min(weight * 2.0),
            None => found.push((*class, weight)),
        }
    }
    found
}

fn softmax(sell: f64, buy: f64, other: f64) -> Intent {
    let (kind, best) = if buy > sell && buy > other {
        (IntentKind::Buy, buy)
    } else if sell >= other {
        (IntentKind::Sell, sell)
    } else {
        (IntentKind::Other, other)
    };
    let total: f64 = [sell, buy, other].iter().map(|score| (score - best).exp()).sum();
    Intent { kind, probability: round(1.0 / total) }
}

/// Four decimal places, so that outputs read well.
pub(crate) fn round(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
