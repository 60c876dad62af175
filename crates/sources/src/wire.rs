//! A listing as JSON is usually written, read straight from the text without a detour by a map.

use crate::fields::image_of;
use pugmark_model::{Image, Listing, Money, Seller};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::marker::PhantomData;

/// The contract's fields and the common aliases. What does not fit here is read the slower way, by a map.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Wire {
    id: Scalar,
    platform: Option<String>,
    url: Option<String>,
    title: Option<String>,
    text: Option<String>,
    description: Option<String>,
    body: Option<String>,
    comments: Option<Vec<String>>,
    language: Option<String>,
    category: Option<String>,
    price: OrText<Money>,
    currency: Option<String>,
    quantity: Scalar,
    location: Option<String>,
    country: Option<String>,
    posted_at: Scalar,
    observed_at: Scalar,
    seller: OrText<SellerParts>,
    seller_id: Scalar,
    seller_name: Option<String>,
    seller_url: Option<String>,
    seller_bio: Option<String>,
    images: Option<Vec<OrText<Image>>>,
    source: Option<String>,
    /// A rarer alias occurs.
    #[serde(
        alias = "price_amount",
        alias = "price.currency",
        alias = "price_currency",
        alias = "seller.id",
        alias = "seller.name",
        alias = "seller.url",
        alias = "seller.bio",
        rename = "price.amount"
    )]
    rare: Option<IgnoredAny>,
}

/// The name under which a second rare alias is reported as doubled, which it is not.
pub(crate) const RARE: &str = "price.amount";

impl Wire {
    /// Whether only the slower way reads everything.
    pub(crate) fn is_rare(&self) -> bool {
        self.rare.is_some()
    }

    pub(crate) fn into_listing(self) -> Listing {
        let price = money(self.price.0, self.currency);
        let seller = self.seller.0.unwrap_or_default();
        let seller = Seller {
            id: first(seller.id.0, self.seller_id.0),
            name: first(seller.name, self.seller_name),
            url: first(seller.url, self.seller_url),
            bio: first(seller.bio, self.seller_bio),
        };
        Listing {
            id: self.id.0,
            platform: self.platform,
            url: self.url,
            title: self.title,
            text: first(first(self.text, self.description), self.body),
            comments: self.comments.unwrap_or_default(),
            language: self.language,
            category: self.category,
            price,
            quantity: self.quantity.0,
            location: self.location,
            country: self.country,
            posted_at: self.posted_at.0,
            observed_at: self.observed_at.0,
            seller: Some(seller),
            images: self.images.unwrap_or_default().into_iter().filter_map(|image| image.0).collect(),
            source: self.source,
        }
    }
}

/// The first, unless it holds nothing.
fn first(one: Option<String>, other: Option<String>) -> Option<String> {
    if other.is_none() { one } else { one.filter(|text| !text.trim().is_empty()).or(other) }
}

fn money(price: Option<Money>, currency: Option<String>) -> Option<Money> {
    if currency.is_none() {
        return price;
    }
    let mut price = price.unwrap_or_default();
    price.currency = first(price.currency, currency);
    Some(price)
}

/// A seller with a number allowed as its id.
#[derive(Deserialize, Default)]
#[serde(default)]
struct SellerParts {
    id: Scalar,
    name: Option<String>,
    url: Option<String>,
    bio: Option<String>,
}

/// What may be written as one text or number, and perhaps as an object.
trait FromText: Sized {
    fn from_text(text: String) -> Self;

    fn from_object<'de, A: MapAccess<'de>>(_: A) -> Result<Self, A::Error> {
        Err(A::Error::custom("an object where text is due"))
    }
}

impl FromText for Money {
    fn from_text(text: String) -> Self {
        Money { amount: Some(text), currency: None }
    }

    fn from_object<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        Money::deserialize(MapAccessDeserializer::new(map))
    }
}

impl FromText for SellerParts {
    fn from_text(text: String) -> Self {
        SellerParts { id: OrText(Some(text)), ..SellerParts::default() }
    }

    fn from_object<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        SellerParts::deserialize(MapAccessDeserializer::new(map))
    }
}

impl FromText for Image {
    fn from_text(text: String) -> Self {
        image_of(&text)
    }

    fn from_object<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        Image::deserialize(MapAccessDeserializer::new(map))
    }
}

impl FromText for String {
    fn from_text(text: String) -> Self {
        text
    }
}

/// Text, or a number as its own spelling.
type Scalar = OrText<String>;

/// A value that may be written as text, as a number, or as `T` is; null is `None`.
struct OrText<T>(Option<T>);

impl<T> Default for OrText<T> {
    fn default() -> Self {
        OrText(None)
    }
}

impl<'de, T: FromText> Deserialize<'de> for OrText<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OrTextVisitor(PhantomData)).map(OrText)
    }
}

struct OrTextVisitor<T>(PhantomData<T>);

impl<'de, T: FromText> Visitor<'de> for OrTextVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a number or an object")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(T::from_text(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Some(T::from_text(text)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(T::from_text(number.to_string())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(T::from_text(number.to_string())))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(serde_json::Number::from_f64(number).map(|number| T::from_text(number.to_string())))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::from_object(map).map(Some)
    }
}
