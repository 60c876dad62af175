//! The normal form: no text breaks it, and every byte of it leads back to characters of the original.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pugmark_fuzz::check_span;
use pugmark_text::Normal;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let normal = Normal::new(&text);
    let folded = normal.folded();
    let mut before = 0;
    for (at, character) in folded.char_indices() {
        let span = normal.original_span(at..at + character.len_utf8());
        check_span(span, &text);
        assert!(span[0] >= before, "the map goes back at byte {at}");
        before = span[0];
    }
    check_span(normal.original_span(0..folded.len()), &text);
    let bare = normal.bare();
    for (at, character) in bare.char_indices() {
        let range = normal.folded_range(at..at + character.len_utf8());
        assert!(
            folded.get(range.clone()).is_some(),
            "{range:?} is no range of the folded form"
        );
    }
    for (_, span) in normal.flags() {
        check_span(*span, &text);
    }
});
