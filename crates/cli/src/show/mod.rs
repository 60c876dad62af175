//! Listings on a terminal, with the reasons under the words that caused them.

mod field;
mod layout;
mod table;

pub(crate) use field::{annotated, by_field, original};
pub(crate) use table::table;
