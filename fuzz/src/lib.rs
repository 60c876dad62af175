//! What several fuzz targets share.

use pugmark_knowledge::Knowledge;
use pugmark_score::Scorer;
use pugmark_sources::{Limits, Options, read_bytes};
use pugmark_text::{Hints, Normal};
use std::sync::{Arc, LazyLock, Once};

/// The shipped tables, read once.
pub static KNOWLEDGE: LazyLock<Arc<Knowledge>> =
    LazyLock::new(|| Arc::new(Knowledge::embedded().expect("the shipped tables have no fault")));

/// The scorer with the shipped weights.
pub static SCORER: LazyLock<Scorer> = LazyLock::new(|| Scorer::new(KNOWLEDGE.clone()));

/// The first byte of the input chooses where the seller is; the rest is the text, as far as it is UTF-8.
pub fn hints_and_text(data: &[u8]) -> (Hints, std::borrow::Cow<'_, str>) {
    const COUNTRIES: [&[u8; 2]; 8] = [b"CN", b"VN", b"ID", b"TH", b"BR", b"DE", b"US", b"AE"];
    const LANGUAGES: [&str; 8] = ["zh", "vi", "id", "th", "pt", "de", "en", "ar"];
    let (choice, text) = data
        .split_first()
        .map_or((0, data), |(first, rest)| (*first, rest));
    let country = COUNTRIES.get(usize::from(choice & 15)).map(|code| **code);
    let language = LANGUAGES.get(usize::from(choice >> 4)).copied();
    (Hints { country, language }, String::from_utf8_lossy(text))
}

/// Every span must lie in the original text, in characters, first before last.
pub fn check_span(span: [u32; 2], text: &str) {
    let length = text.chars().count() as u32;
    assert!(
        span[0] <= span[1] && span[1] <= length,
        "span {span:?} of {length} characters"
    );
}

/// Every place in `taken` must be a range of the normal form, on character bounds.
pub fn check_taken(taken: &[std::ops::Range<usize>], normal: &Normal) {
    for range in taken {
        assert!(
            normal.folded().get(range.clone()).is_some(),
            "{range:?} of {} bytes",
            normal.folded().len()
        );
    }
}

/// Reads a file that is in memory, under small bounds so that the fuzzer reaches them; every record must keep them.
pub fn read_all(name: &str, data: &[u8]) {
    static PREPARED: Once = Once::new();
    PREPARED.call_once(leave_parquet_panics_to_the_reader);
    let limits = Limits {
        max_record_bytes: 4 << 10,
        max_depth: 8,
        max_text_chars: 256,
        max_list_items: 4,
        max_columns: 16,
        batch_records: 3,
        batch_bytes: 1 << 10,
        max_spool_bytes: 1 << 20,
    };
    let options = Options {
        limits,
        keep_extra: data.len() % 2 == 1,
        ..Options::default()
    };
    for result in read_bytes(name, data.to_vec(), options) {
        let Ok(record) = result else { continue };
        let listing = &record.listing;
        for text in [&listing.title, &listing.text].into_iter().flatten() {
            assert!(text.chars().count() <= 256, "a text longer than its bound");
        }
        assert!(
            listing.comments.len() <= 4 && listing.images.len() <= 4,
            "a list longer than its bound"
        );
    }
}

/// Lets panics inside the `parquet` crate pass: the reader catches them and makes faults of them, as that crate
/// answers some damaged files with a panic. Any other panic still counts as a broken target.
fn leave_parquet_panics_to_the_reader() {
    let broken = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let inside = panic
            .location()
            .is_some_and(|place| place.file().contains("/parquet-"));
        if !inside {
            broken(panic);
        }
    }));
}
