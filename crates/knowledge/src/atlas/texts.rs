//! Many short texts in one buffer: read back in two steps, however many they are.

use serde::{Deserialize, Serialize};

/// Texts by number, in the order they were pushed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Texts {
    buffer: String,
    ends: Vec<u32>,
}

impl Texts {
    pub(crate) fn push(&mut self, text: &str) {
        self.buffer.push_str(text);
        self.ends.push(self.buffer.len() as u32);
    }

    pub(crate) fn get(&self, number: usize) -> &str {
        let Some(&end) = self.ends.get(number) else {
            return "";
        };
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.buffer[start as usize..end as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The place of the first text that is not before this one, where they are sorted.
    pub(crate) fn first(&self, text: &str) -> usize {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            if self.get(middle) < text {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        from
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|number| self.get(number))
    }
}

impl<'a> FromIterator<&'a str> for Texts {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut all = Self::default();
        texts.into_iter().for_each(|text| all.push(text));
        all
    }
}
