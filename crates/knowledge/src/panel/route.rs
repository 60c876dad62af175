//! The way of the goods: which country's rules for which way apply.

use super::rules::{Member, Way, When};

/// Codes for waters of no State.
const HIGH_SEAS: [&str; 2] = ["XZ", "ZZ"];

/// Whether something applies, and on what that depends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Applies {
    No,
    Yes,
    /// If what the words say is so.
    If(String),
}

impl Applies {
    /// Both have to apply.
    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, rest) | (rest, Self::Yes) => rest,
            (Self::If(a), Self::If(b)) => Self::If(format!("{a}, {b}")),
        }
    }

    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            (Self::No, rest) | (rest, Self::No) => rest,
            (Self::If(a), Self::If(b)) if a == b => Self::If(a),
            (Self::If(a), Self::If(b)) => Self::If(format!("{a} or {b}")),
        }
    }
}

/// From where to where, on which day.
#[derive(Debug, Clone)]
pub(crate) struct Route<'a> {
    pub(crate) from: Option<&'a str>,
    pub(crate) to: Option<&'a str>,
    pub(crate) day: &'a str,
    members: &'a [Member],
}

impl<'a> Route<'a> {
    pub(crate) fn new(
        from: Option<&'a str>,
        to: Option<&'a str>,
        day: &'a str,
        members: &'a [Member],
    ) -> Self {
        Self { from, to, day, members }
    }

    /// Whether a country or a union is, or holds, this place.
    fn is_in(&self, place: Option<&str>, country: &str) -> bool {
        let Some(place) = place else { return false };
        let is_member = |member: &Member| {
            member.union == country && member.country == place && member.span.holds(self.day)
        };
        !is_high_seas(place) && (country == "*" || place == country || self.members.iter().any(is_member))
    }

    /// Whether the place is one of a union's members, or the union itself.
    fn union_of(&self, place: &str) -> Option<&str> {
        let is_member = |member: &&Member| {
            (member.country == place || member.union == place) && member.span.holds(self.day)
        };
        self.members.iter().find(is_member).map(|member| member.union.as_str())
    }

    /// Whether the goods cross a border that the rules of trade know; `None` when that is not known.
    fn crosses(&self) -> Option<bool> {
        let (from, to) = (self.from?, self.to?);
        if from == to {
            return Some(false);
        }
        let union = self.union_of(from);
        Some(union.is_none() || union != self.union_of(to))
    }

    /// Whether the rule of one of these countries applies; `listers` are the countries of Appendix III.
    pub(crate) fn applies(&self, when: &When, listers: &[String]) -> Applies {
        let each = |country: &String| self.one_way(country, when.route, listers);
        when.country.iter().map(each).fold(Applies::No, Applies::or)
    }

    fn one_way(&self, country: &str, way: Way, listers: &[String]) -> Applies {
        let here = self.is_in(self.from, country);
        let there = self.is_in(self.to, country);
        match way {
            Way::Export => self.leaves(country),
            Way::ExportLister => self.leaves(country).and(self.is_lister(listers, true)),
            Way::ExportOther => self.leaves(country).and(self.is_lister(listers, false)),
            Way::Import => self.enters(country),
            Way::Border => self.leaves(country).or(self.enters(country)),
            Way::Sea => yes(self.from.is_some_and(is_high_seas)),
            Way::Sale => yes(here || (self.from.is_none() && there)),
            Way::Deal => yes(here || there),
            Way::Home if !here => Applies::No,
            Way::Home => match self.crosses() {
                Some(crosses) => yes(!crosses),
                None => Applies::If("if it stays in the country".to_owned()),
            },
            Way::Any => yes(country == "*" || here || there),
        }
    }

    fn leaves(&self, country: &str) -> Applies {
        if self.from.is_some_and(is_high_seas) {
            return Applies::No;
        }
        let anywhere = country == "*";
        match (self.crosses(), self.from) {
            (Some(crosses), from) => yes(crosses && self.is_in(from, country)),
            (None, Some(from)) if self.is_in(Some(from), country) => {
                Applies::If(format!("if it leaves {}", self.union_of(from).unwrap_or(from)))
            }
            (None, None) if anywhere && self.to.is_none() => Applies::If("if it crosses a border".to_owned()),
            (None, None) if anywhere => Applies::If("if it comes from another country".to_owned()),
            (None, _) => Applies::No,
        }
    }

    fn enters(&self, country: &str) -> Applies {
        if self.from.is_some_and(is_high_seas) {
            return Applies::No;
        }
        let anywhere = country == "*";
        match (self.crosses(), self.to) {
            (Some(crosses), to) => yes(crosses && self.is_in(to, country)),
            (None, Some(to)) if self.is_in(Some(to), country) => {
                Applies::If(format!("if it comes to {} from outside", self.union_of(to).unwrap_or(to)))
            }
            (None, None) if anywhere && self.from.is_none() => {
                Applies::If("if it crosses a border".to_owned())
            }
            (None, None) if anywhere => Applies::If("if it goes to another country".to_owned()),
            (None, _) => Applies::No,
        }
    }

    /// Whether the goods come from a country that listed the species in Appendix III.
    fn is_lister(&self, listers: &[String], wanted: bool) -> Applies {
        let words = if wanted { "if it comes from" } else { "if it does not come from" };
        match self.from {
            Some(from) if !listers.is_empty() => yes(listers.iter().any(|code| code == from) == wanted),
            _ if listers.is_empty() => Applies::If(format!("{words} the country that listed it")),
            _ => Applies::If(format!("{words} {}", listers.join(" or "))),
        }
    }

    /// Whether the law of an instrument's country bears on this way.
    pub(crate) fn concerns(&self, country: &str) -> bool {
        country.is_empty() || self.is_in(self.from, country) || self.is_in(self.to, country)
    }

    /// Whether no border that the rules of trade know is crossed.
    pub(crate) fn stays_home(&self) -> bool {
        self.crosses() == Some(false)
    }

    /// The way in words.
    pub(crate) fn words(&self) -> String {
        match (self.from, self.to) {
            (None, None) => "countries not known: what any border would ask".to_owned(),
            (Some(from), None) => format!("offered in {from}, buyer's country not known"),
            (None, Some(to)) => format!("offered to {to}, seller's country not known"),
            (Some(from), Some(to)) if from == to => format!("within {from}"),
            (Some(from), Some(to)) if is_high_seas(from) => format!("from the high seas into {to}"),
            (Some(from), Some(to)) if self.crosses() == Some(false) => {
                format!("from {from} to {to}, within the {}", self.union_of(from).unwrap_or("same union"))
            }
            (Some(from), Some(to)) => format!("from {from} to {to}"),
        }
    }
}

fn yes(it: bool) -> Applies {
    if it { Applies::Yes } else { Applies::No }
}

/// Whether it is a code for waters of no State.
pub(crate) fn is_high_seas(place: &str) -> bool {
    HIGH_SEAS.contains(&place)
}
