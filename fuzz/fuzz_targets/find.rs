//! Language and automaton: no text breaks them, hits come in order and lie in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pugmark_fuzz::{KNOWLEDGE, check_span};
use pugmark_text::{Normal, language};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let normal = Normal::new(&text);
    let languages = language::detect(&normal, None);
    let mut hits = Vec::new();
    KNOWLEDGE.find(&text, &normal, &languages, &mut hits);
    assert!(
        hits.is_sorted_by_key(|hit| hit.range().start),
        "hits out of order"
    );
    for hit in &hits {
        assert!(
            normal.folded().get(hit.range()).is_some(),
            "{:?} is no range of the text",
            hit.range()
        );
        check_span(normal.original_span(hit.range()), &text);
    }
});
