//! A day of the calendar.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A day of the calendar, compared by time and written as ISO 8601: `2026-11-22`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Day(u32);

impl Day {
    /// Reads `2026-11-22`; `None` where it is not a day of the calendar.
    pub fn parse(text: &str) -> Option<Self> {
        if !crate::table::is_date(text) {
            return None;
        }
        let digits = text.bytes().filter(u8::is_ascii_digit);
        Some(Self(digits.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))))
    }

    /// After every day.
    pub(crate) const LAST: Self = Self(u32::MAX);

    /// The moment before this day begins: after the day before, and no day itself.
    pub(crate) fn before(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// The same day so many years before.
    pub(crate) fn years_before(self, years: u32) -> Self {
        Self(self.0.saturating_sub(years * 10_000))
    }

    /// The year.
    pub fn year(self) -> u32 {
        self.0 / 10_000
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.0 / 100 % 100, self.0 % 100)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return u32::deserialize(deserializer).map(Self);
        }
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a day such as 2026-11-22"))
    }
}
