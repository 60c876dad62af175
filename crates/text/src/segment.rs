//! Word bounds in the scripts that set no spaces: Thai, Lao, Khmer, Burmese.

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use std::sync::LazyLock;

static SEGMENTER: LazyLock<icu_segmenter::WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_auto(WordBreakInvariantOptions::default()));

/// Longer stretches are not segmented: every byte then counts as a bound.
const LONGEST: usize = 20_000;

/// The word bounds of one text, as bytes; reckoned when first asked for.
#[derive(Debug, Default)]
pub struct WordBounds(Option<Vec<usize>>);

impl WordBounds {
    /// Whether a word begins or ends at this byte of `text` (always the same text for one `WordBounds`).
    pub fn is_bound(&mut self, text: &str, at: usize) -> bool {
        if text.len() > LONGEST {
            return true;
        }
        self.0.get_or_insert_with(|| SEGMENTER.segment_str(text).collect()).binary_search(&at).is_ok()
    }
}
