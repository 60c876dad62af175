//! What is read: an advert, a post, a message, in one shape for every source.

use serde::{Deserialize, Deserializer, Serialize};

/// An advert, post or message. Everything but one of `title`, `text`, `images` is optional.
///
/// Times are RFC 3339, countries ISO 3166-1 alpha-2, languages BCP-47, currencies ISO 4217.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Listing {
    /// The platform's own id; a reader gives `PATH:LINE` where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Lower-case name of the platform, such as `facebook_group`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// The page's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The heading, where the platform has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Replies below the post.
    #[serde(deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<String>,
    /// Main language, BCP-47, as the source states it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The platform's category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The price of the form's own price field (often a placeholder).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// The form's own quantity field.
    #[serde(deserialize_with = "scalar_as_text", skip_serializing_if = "Option::is_none")]
    pub quantity: Option<String>,
    /// Free text: "Medan", "广西 玉林".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// RFC 3339 with the poster's offset where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posted_at: Option<String>,
    /// RFC 3339: when the capture was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observed_at: Option<String>,
    /// Who posted it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seller: Option<Seller>,
    /// Pictures of the listing.
    #[serde(deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<Image>,
    /// Which source or export this came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// An amount of money as a decimal string, with its currency where known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Money {
    /// Decimal string, such as `1234.50`. A JSON number is read as its own spelling.
    #[serde(deserialize_with = "scalar_as_text", skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// ISO 4217.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

/// The account behind a listing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Seller {
    /// The platform's id of the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The name shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The profile's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The profile's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bio: Option<String>,
}

/// A picture: by path, address or hash.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Image {
    /// Path relative to the listing's file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Address it was seen at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// `null` counts as absent for lists.
fn null_as_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

/// A string, or a number spelled as a string.
fn scalar_as_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Scalar {
        Text(String),
        Number(serde_json::Number),
    }
    Ok(Option::<Scalar>::deserialize(deserializer)?.map(|scalar| match scalar {
        Scalar::Text(text) => text,
        Scalar::Number(number) => number.to_string(),
    }))
}
