//! Numbers that are written as if they were a permit's: claims of shape, never of validity.

use crate::Normal;
use pugmark_model::{Field, Permit};
use std::ops::Range;

/// Reads what stands as a permit number after words such as "CITES no." or `许可证`.
pub fn extract(_normal: &Normal, _field: Field, _out: &mut Vec<Permit>, _taken: &mut Vec<Range<usize>>) {}
