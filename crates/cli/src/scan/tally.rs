//! Counts of a scan, and the line that closes it.

use crate::exit::Ending;
use pugmark_model::{Assessment, Listing, Verdict};
use std::collections::BTreeMap;
use std::time::Duration;

/// Bars of the histogram of scores.
pub(crate) const BARS: usize = 20;
/// Distinct names counted on their own; hostile input could hold millions.
const NAMES_KEPT: usize = 500;
/// Where the rest is counted.
const OTHERS: &str = "(others)";

/// Listings of one kind: all, and those suspected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) listings: u64,
    pub(crate) suspected: u64,
}

/// Counts by a name.
pub(crate) type Names = BTreeMap<String, Share>;

/// Counts of a scan.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) clear: u64,
    pub(crate) review: u64,
    pub(crate) urgent: u64,
    pub(crate) histogram: [Share; BARS],
    pub(crate) groups: Names,
    pub(crate) languages: Names,
    pub(crate) platforms: Names,
}

impl Tally {
    /// Counts one assessment.
    pub(crate) fn add(&mut self, assessment: &Assessment) {
        match assessment.verdict {
            Verdict::Clear => self.clear += 1,
            Verdict::Review => self.review += 1,
            Verdict::Urgent => self.urgent += 1,
        }
    }

    /// Counts what the summary page shows beyond verdicts.
    pub(crate) fn add_details(&mut self, listing: &Listing, assessment: &Assessment) {
        let suspected = assessment.verdict != Verdict::Clear;
        let bar = bar_of(assessment.score);
        count(&mut self.histogram[bar], suspected);
        let group = assessment.taxa.first().map_or("none named", |taxon| taxon.group.as_str());
        count(named(&mut self.groups, group), suspected);
        count(named(&mut self.languages, listing.language.as_deref().unwrap_or("not stated")), suspected);
        count(named(&mut self.platforms, listing.platform.as_deref().unwrap_or("not stated")), suspected);
    }

    /// Adds the counts of a later batch.
    pub(crate) fn absorb(&mut self, other: &Self) {
        self.clear += other.clear;
        self.review += other.review;
        self.urgent += other.urgent;
        for (bar, more) in self.histogram.iter_mut().zip(other.histogram) {
            add(bar, more);
        }
        for (mine, theirs) in [
            (&mut self.groups, &other.groups),
            (&mut self.languages, &other.languages),
            (&mut self.platforms, &other.platforms),
        ] {
            for (name, &more) in theirs {
                add(named(mine, name), more);
            }
        }
    }

    /// Listings assessed.
    pub(crate) fn listings(&self) -> u64 {
        self.clear + self.suspected()
    }

    /// Listings that a person should look at.
    pub(crate) fn suspected(&self) -> u64 {
        self.review + self.urgent
    }

    /// How the run ends.
    pub(crate) fn ending(&self, faults: u64) -> Ending {
        match (faults, self.suspected()) {
            (0, 0) => Ending::Nothing,
            (0, _) => Ending::Found,
            _ => Ending::Faulty,
        }
    }

    /// The closing line.
    pub(crate) fn summary(&self, faults: u64, took: Duration) -> String {
        let trouble = match faults {
            0 => String::new(),
            1 => "; 1 fault".to_owned(),
            many => format!("; {} faults", grouped(many)),
        };
        format!(
            "{} listings in {:.1} s: {} urgent, {} review, {} clear{trouble}",
            grouped(self.listings()),
            took.as_secs_f64(),
            grouped(self.urgent),
            grouped(self.review),
            grouped(self.clear),
        )
    }
}

/// The bar of the histogram in which a score falls.
#[allow(clippy::cast_sign_loss)] // The score is held between 0 and 1.
fn bar_of(score: f64) -> usize {
    ((score.clamp(0.0, 1.0) * BARS as f64) as usize).min(BARS - 1)
}

/// The count of a name, or that of all others when there are too many names.
fn named<'a>(names: &'a mut Names, name: &str) -> &'a mut Share {
    let full = names.len() >= NAMES_KEPT && !names.contains_key(name);
    let key = if full { OTHERS } else { name };
    names.entry(key.to_owned()).or_default()
}

fn count(share: &mut Share, suspected: bool) {
    add(share, Share { listings: 1, suspected: u64::from(suspected) });
}

fn add(share: &mut Share, more: Share) {
    share.listings += more.listings;
    share.suspected += more.suspected;
}

/// A number with commas between thousands.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted() {
        let cases = [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")];
        for (number, text) in cases {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn names_are_bounded() {
        let mut names = Names::new();
        for number in 0..NAMES_KEPT + 100 {
            count(named(&mut names, &number.to_string()), false);
        }
        assert_eq!(names.len(), NAMES_KEPT + 1);
        assert_eq!(names[OTHERS].listings, 100);
    }

    #[test]
    fn trouble_outweighs_what_was_found() {
        let tally = Tally { review: 1, ..Tally::default() };
        assert_eq!(tally.ending(0), Ending::Found);
        assert_eq!(tally.ending(1), Ending::Faulty);
        assert_eq!(Tally::default().ending(0), Ending::Nothing);
    }

    #[test]
    fn scores_fall_in_bars() {
        assert_eq!(bar_of(0.0), 0);
        assert_eq!(bar_of(0.999), BARS - 1);
        assert_eq!(bar_of(1.0), BARS - 1);
        assert_eq!(bar_of(f64::NAN), 0);
    }
}
