//! Prices and quantities: no text breaks the reader, and what it reads lies in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pugmark_fuzz::{check_span, hints_and_text};
use pugmark_model::Field;
use pugmark_text::{Normal, money};

fuzz_target!(|data: &[u8]| {
    let (hints, text) = hints_and_text(data);
    let normal = Normal::new(&text);
    let (mut prices, mut quantities) = (Vec::new(), Vec::new());
    money::extract(&normal, Field::Text, &hints, &[], &mut prices, &mut quantities);
    for price in &prices {
        check_span(price.span, &text);
    }
    for quantity in &quantities {
        check_span(quantity.span, &text);
    }
});
