//! The words the parts of Pugmark speak to each other.
//!
//! A [`Listing`] goes in, an [`Assessment`] comes out; a [`Fault`] says what could not be read, where, and how
//! to mend it. This crate does no input or output.

mod assessment;
mod fault;
mod listing;

pub use assessment::{
    Assessment, Contact, ContactKind, Extracted, Field, Intent, IntentKind, Permit, Price, ProductFinding,
    Quantity, Signal, TaxonFinding, Verdict,
};
pub use fault::{Fault, Place, Record};
pub use listing::{Image, Listing, Money, Seller};
