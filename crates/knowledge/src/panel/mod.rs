//! The law panel: which papers would make an offer lawful, which exemption the advert claims, and what would prove it.
//!
//! The panel gives no verdict, and its types have no place for one. What it says rests on the rows of `law/papers.csv`,
//! `law/requirements.csv`, `law/exemptions.csv`, `law/claims.csv`, `law/annotation_scope.csv`, `law/members.csv` and
//! `law/permit_shapes.csv`, and on the listings of the taxon at the date of the offer.

mod claims;
mod condition;
mod needs;
mod permits;
mod question;
mod route;
mod rules;
mod subject;

pub(crate) use rules::Rules;

use serde::Serialize;
use std::fmt;

/// An offer, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offer {
    /// A name of the taxon: scientific, common or of the trade.
    pub taxon: String,
    /// A CITES trade term code such as `IVC`, or a word such as `bangle`.
    pub product: Option<String>,
    /// Where the goods are: ISO 3166-1 alpha-2; `XZ` for the high seas.
    pub from: Option<String>,
    /// Where they would go.
    pub to: Option<String>,
    /// The day whose law counts, as `YYYY-MM-DD`.
    pub date: String,
    /// What the advert claims, such as `antique`.
    pub claims: Vec<String>,
    /// Numbers that the advert gives as those of papers.
    pub permits: Vec<String>,
}

/// What the law would ask of an offer. No field says whether the offer is lawful: a person finds that out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Panel {
    /// The taxon that was understood.
    pub taxon: PanelTaxon,
    /// The goods, where they are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<PanelProduct>,
    /// The way of the goods in words.
    pub route: String,
    /// The day whose law counts.
    pub date: String,
    /// The listings that bear on this offer.
    pub listings: Vec<PanelListing>,
    /// The papers that would be needed.
    pub needs: Vec<Need>,
    /// What the advert claims, and what would prove it.
    pub claims: Vec<Claim>,
    /// What the shapes of the numbers say.
    pub permits: Vec<PermitShape>,
    /// What else is to be known.
    pub notes: Vec<Note>,
    /// Every instrument and article that an answer rests on.
    pub sources: Vec<String>,
    /// That this is no verdict.
    pub caution: &'static str,
}

/// What every panel says of itself.
pub const CAUTION: &str = "This is no verdict: it says which papers the law would ask for and what would prove a claim. \
                           Only the authorities named can say whether an offer is lawful.";

/// The taxon of a panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct PanelTaxon {
    /// Accepted scientific name.
    pub name: String,
    pub rank: String,
    /// Trade group.
    pub group: String,
}

/// The goods of a panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct PanelProduct {
    /// CITES trade term code.
    pub code: String,
    pub name: String,
}

/// A listing that bears on the offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PanelListing {
    /// Such as `CITES`, `EU`, `US-ESA`.
    pub instrument: String,
    /// Appendix, Annex or category.
    pub list: String,
    /// The taxon that is listed: this one or one above it.
    pub via: String,
    /// The countries whose populations it covers; empty for all.
    pub population: String,
    /// Such as `#15`.
    pub annotation: String,
    /// A footnote.
    pub note: String,
    /// Whether it holds only for taxa below this one, which the note names.
    pub part: bool,
    /// First day in force.
    pub from: String,
    /// Day from which it holds no longer; empty while in force.
    pub to: String,
    /// Whether the row is confirmed.
    pub confirmed: bool,
    /// Where the fact is from.
    pub source: String,
}

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Paper {
    pub id: String,
    pub name: String,
    /// Who issues it.
    pub issuer: String,
    /// What it proves.
    pub proves: String,
    /// Instrument and article.
    pub reference: String,
    /// Whether the row is confirmed.
    pub confirmed: bool,
}

/// A need: any one of its papers would meet it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Need {
    /// Any one of these.
    pub papers: Vec<Paper>,
    /// Whose law asks: a country code, `EU`, or `CITES`.
    pub asked_by: String,
    /// Why, each with its reference.
    pub reasons: Vec<Reason>,
    /// Claims of the advert that would free the offer of this need, if they were proved.
    pub freed_by: Vec<String>,
}

/// Why a paper would be needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The rule, by its id in `law/requirements.csv`.
    pub rule: String,
    /// In plain words.
    pub why: String,
    /// On what it depends; empty when on nothing that is not known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub only_if: String,
    /// Instrument and article.
    pub reference: String,
    /// Whether the row is confirmed.
    pub confirmed: bool,
}

/// A claim of the advert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// Its id in `law/claims.csv`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What is claimed, in plain words.
    pub means: String,
    /// What it could mean under each law that knows it; empty when none of them does.
    pub exemptions: Vec<ClaimedExemption>,
}

/// What a claim could mean under one law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimedExemption {
    /// Whose law: a country code, `EU`, or `CITES`.
    pub under: String,
    /// The day, or age, that would have to be shown; empty when there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// What would have to hold.
    pub conditions: String,
    /// What would prove it.
    pub proved_by: String,
    /// The papers that would prove it.
    pub papers: Vec<Paper>,
    /// Needs it would free the offer of, by the ids of their papers.
    pub frees_of: Vec<String>,
    /// On what it depends; empty when on nothing that is not known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub only_if: String,
    /// Instrument and article.
    pub reference: String,
    /// Whether the row is confirmed.
    pub confirmed: bool,
}

/// What the shape of a number says: never that the paper exists, is in force, or is for this item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PermitShape {
    /// The number as given.
    pub number: String,
    /// Whether a published shape fits.
    pub fits: bool,
    /// In words, always with "shape only".
    pub says: String,
    /// Where the shape is published.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// Something else to be known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// In plain words.
    pub text: String,
    /// Instrument and article; empty for a note on what the panel knows.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reference: String,
}

/// Why there is no panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclear {
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub mend: String,
}

impl Unclear {
    pub(crate) fn new(message: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { message: message.into(), mend: mend.into() }
    }
}

impl fmt::Display for Unclear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.mend)
    }
}

impl std::error::Error for Unclear {}
