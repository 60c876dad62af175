//! Look-ups: no question breaks them, and every answer stays within its bounds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pugmark_fuzz::KNOWLEDGE;

fuzz_target!(|data: &[u8]| {
    let question = String::from_utf8_lossy(data);
    let found = KNOWLEDGE.lookup(&question, None);
    assert!(found.query.chars().count() <= 200 && found.matches.len() <= 10);
    assert!(found.matches.iter().all(|one| (0.0..=1.0).contains(&one.confidence)));
});
