//! How many letters two words differ by.

/// A word made ready to be compared with many others.
pub(crate) struct Pattern {
    letters: Vec<char>,
    mask: u64,
    /// Rows of the table of [`Self::distance`], kept from one word to the next.
    rows: [Vec<u8>; 3],
}

/// Letters beyond which words are not compared.
const LONGEST: usize = 64;

impl Pattern {
    pub(crate) fn new(text: &str) -> Self {
        let letters: Vec<char> = text.chars().take(LONGEST + 1).collect();
        Self { mask: mask(&letters), letters, rows: [Vec::new(), Vec::new(), Vec::new()] }
    }

    /// How many edits may still count as a slip, by the length of the word.
    pub(crate) fn tolerance(&self) -> usize {
        let wide = self.letters.iter().filter(|letter| is_syllable_or_more(**letter)).count();
        match self.letters.len() {
            length if length > LONGEST => 0,
            length if wide * 2 > length => usize::from(length >= 4),
            0..=4 => 0,
            5..=7 => 1,
            _ => 2,
        }
    }

    /// Edits between this word and another, where there are at most `most`: a letter put in, left out, changed, or
    /// swapped with its neighbour (optimal string alignment).
    pub(crate) fn distance(&mut self, other: &str, most: usize) -> Option<usize> {
        let bytes = other.len();
        if bytes > 4 * (self.letters.len() + most) || bytes + most < self.letters.len() {
            return None;
        }
        let other: Vec<char> = other.chars().collect();
        if other.len().abs_diff(self.letters.len()) > most || other.len() > LONGEST {
            return None;
        }
        if (mask(&other) ^ self.mask).count_ones() as usize > 2 * most {
            return None;
        }
        let found = self.align(&other, most);
        (found <= most).then_some(found)
    }

    /// The table of edits row by row; left once a row and the one before it exceed `most`.
    fn align(&mut self, other: &[char], most: usize) -> usize {
        let width = other.len() + 1;
        let [two_before, before, here] = &mut self.rows;
        *before = (0..width as u8).collect();
        two_before.clear();
        two_before.resize(width, u8::MAX);
        here.resize(width, 0);
        let mut least_before = 0;
        for (row, letter) in self.letters.iter().enumerate() {
            here[0] = row as u8 + 1;
            let mut least = here[0];
            for column in 1..width {
                let same = u8::from(*letter != other[column - 1]);
                let mut edits = (before[column] + 1).min(here[column - 1] + 1).min(before[column - 1] + same);
                let swapped = row > 0
                    && column > 1
                    && *letter == other[column - 2]
                    && self.letters[row - 1] == other[column - 1];
                if swapped {
                    edits = edits.min(two_before[column - 2] + 1);
                }
                here[column] = edits;
                least = least.min(edits);
            }
            if usize::from(least.min(least_before)) > most {
                return most + 1;
            }
            least_before = least;
            std::mem::swap(two_before, before);
            std::mem::swap(before, here);
            here.resize(width, 0);
        }
        usize::from(before[width - 1])
    }
}

/// Which letters a word has: a bit for each of 64 classes.
fn mask(letters: &[char]) -> u64 {
    letters.iter().fold(0, |mask, letter| mask | 1 << (u32::from(*letter) % 64))
}

/// Characters that say more than a letter does: one of them changed is another word.
fn is_syllable_or_more(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        for (one, other, edits) in [
            ("tigris", "tigris", Some(0)),
            ("tigirs", "tigris", Some(1)),
            ("affricana", "africana", Some(1)),
            ("javanicus", "javanica", Some(2)),
            ("бенгал", "бинал", Some(2)),
            ("tigris", "leo", None),
            ("", "", Some(0)),
            ("abcd", "badc", Some(2)),
        ] {
            assert_eq!(Pattern::new(one).distance(other, 2), edits, "{one} {other}");
        }
    }
}
