//! Permit numbers: no text breaks the reader, and what it reads lies in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pugmark_fuzz::{check_span, check_taken};
use pugmark_model::Field;
use pugmark_text::{Normal, permit};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let normal = Normal::new(&text);
    let (mut permits, mut taken) = (Vec::new(), Vec::new());
    permit::extract(&normal, Field::Text, &mut permits, &mut taken);
    for permit in &permits {
        check_span(permit.span, &text);
    }
    check_taken(&taken, &normal);
});
