//! Reading text that was written to hide.
//!
//! [`Normal`] is a normal form with an exact map back to the characters of the original. On it stand the
//! readers of prices and quantities ([`money`]), contacts ([`contact`]), permit numbers ([`permit`]) and places
//! ([`place`]), and the guess at the language ([`language`]).
//!
//! **Invariant.** This crate knows no species and no code word.

pub mod contact;
pub mod language;
pub mod money;
pub mod normal;
pub mod permit;
pub mod place;

pub mod segment;

pub use normal::Normal;

/// What is known of a listing beside its text, to read ambiguous numbers by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hints {
    /// ISO 3166-1 alpha-2 of where the seller seems to be, upper case.
    pub country: Option<[u8; 2]>,
    /// BCP-47 primary language of the text, such as `"vi"`.
    pub language: Option<&'static str>,
}

impl Hints {
    /// The country as text.
    pub fn country(&self) -> Option<&str> {
        self.country.as_ref().and_then(|code| std::str::from_utf8(code).ok())
    }
}
