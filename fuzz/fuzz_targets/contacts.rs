//! Contacts: no text breaks the reader, and what it reads lies in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pugmark_fuzz::{check_span, check_taken, hints_and_text};
use pugmark_model::Field;
use pugmark_text::{Normal, contact};

fuzz_target!(|data: &[u8]| {
    let (hints, text) = hints_and_text(data);
    let normal = Normal::new(&text);
    let (mut contacts, mut taken) = (Vec::new(), Vec::new());
    contact::extract(&normal, Field::Text, &hints, &mut contacts, &mut taken);
    for contact in &contacts {
        check_span(contact.span, &text);
    }
    check_taken(&taken, &normal);
});
