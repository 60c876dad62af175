//! What comes out: a calibrated score that can be read as a sum of named signals.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The explained judgement of one listing. `score` is `calibrate(sum of signals)`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// The listing's id.
    pub id: String,
    /// Calibrated probability (0 to 1) that a trained reviewer would call this a suspected unlawful offer.
    pub score: f64,
    /// What to do with it.
    pub verdict: Verdict,
    /// Whether something is offered, wanted or neither.
    pub intent: Intent,
    /// What the listing is about, surest first.
    pub taxa: Vec<TaxonFinding>,
    /// Product forms, surest first.
    pub products: Vec<ProductFinding>,
    /// Exemptions the text claims (`antique`, `pre-convention`, `captive-bred`, `mammoth`, …): claims, never facts.
    pub exemption_claims: Vec<String>,
    /// Everything that was added up, strongest first.
    pub signals: Vec<Signal>,
    /// What was read out of the text.
    pub extracted: Extracted,
    /// Hash of the knowledge tables used.
    pub knowledge: String,
    /// Hash of the weights used.
    pub model: String,
    /// What could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What to do with a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing that a reviewer need see.
    Clear,
    /// A person should look.
    Review,
    /// A person should look first at this.
    Urgent,
}

/// Whether the text offers, seeks, or does neither.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Intent {
    /// The likeliest kind.
    pub kind: IntentKind,
    /// Its probability, 0 to 1.
    pub probability: f64,
}

/// The kinds of intent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IntentKind {
    /// Something is offered for money.
    Sell,
    /// Something is sought.
    Buy,
    /// Neither: news, notice, chat, exchange, service, lost pet.
    Other,
}

/// A taxon the listing seems to be about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TaxonFinding {
    /// Accepted scientific name.
    pub name: String,
    /// `species`, `genus`, `family`, …
    pub rank: String,
    /// Trade group, such as `elephant`, `turtle/tortoise`, `parrot`.
    pub group: String,
    /// CITES Appendix (`I`, `II`, `III`, `I/II`), or `-` when not listed.
    pub appendix: String,
    /// 0 to 1.
    pub confidence: f64,
}

/// A product form, by CITES trade term code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProductFinding {
    /// CITES trade term code, such as `TUS`.
    pub code: String,
    /// Its English name.
    pub name: String,
    /// 0 to 1.
    pub confidence: f64,
}

/// Part of a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The heading.
    Title,
    /// The body.
    Text,
    /// The replies, joined by line breaks.
    Comments,
    /// The seller's name and bio.
    Seller,
    /// The listing as a whole (time of posting, lack of text).
    Listing,
}

/// One addend of the score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signal {
    /// Stable name, such as `code.word`.
    pub id: Cow<'static, str>,
    /// What it adds to the sum (log-odds); negative speaks for innocence.
    pub weight: f64,
    /// Where it was seen.
    pub field: Field,
    /// Characters (not bytes) of the original field, half open; absent for the listing as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<[u32; 2]>,
    /// The words as they stand in the original.
    pub text: String,
    /// The reason, in plain English.
    pub why: String,
}

/// What was read out of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extracted {
    /// Asked or offered prices.
    pub prices: Vec<Price>,
    /// Weights, counts, lengths, volumes.
    pub quantities: Vec<Quantity>,
    /// Ways to reach the seller.
    pub contacts: Vec<Contact>,
    /// Permit numbers as claimed: shape only, never validity.
    pub permits: Vec<Permit>,
}

/// A price as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// Plain decimal string: no exponent, no grouping, no trailing zeros beyond those written.
    pub amount: String,
    /// ISO 4217, written or inferred from place and language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// What one price buys (`g`, `kg`, `100g`, `each`, `pair`), where said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
    /// Where it was seen.
    pub field: Field,
    /// Characters of the original field, half open.
    pub span: [u32; 2],
}

/// An amount of goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// Plain decimal string.
    pub value: String,
    /// `g` for every weight, `cm` for every length, `ml` for every volume, `each`, `pair`, `year`, `month`, `day` (ages).
    pub unit: String,
    /// Where it was seen.
    pub field: Field,
    /// Characters of the original field, half open.
    pub span: [u32; 2],
}

/// A way to reach someone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Contact {
    /// The channel.
    pub kind: ContactKind,
    /// E.164 for every phone number whatever the channel; else the handle (Telegram with `@`), address or link.
    pub value: String,
    /// Where it was seen.
    pub field: Field,
    /// Characters of the original field, half open.
    pub span: [u32; 2],
}

/// Channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum ContactKind {
    Phone,
    Wechat,
    Qq,
    Whatsapp,
    Telegram,
    Line,
    Zalo,
    Messenger,
    Instagram,
    Snapchat,
    Signal,
    Viber,
    Kakao,
    Email,
    Link,
}

/// A number that is written as if it were a permit's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permit {
    /// As written, in normal form.
    pub value: String,
    /// The published shape it resembles, if any: a claim of shape, never of validity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<String>,
    /// Where it was seen.
    pub field: Field,
    /// Characters of the original field, half open.
    pub span: [u32; 2],
}
