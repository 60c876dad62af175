//! Contacts made unreadable.

use pugmark_model::{Assessment, Field};

/// What stands for a hidden character.
const DOT: char = '•';

/// Hides contacts in the texts of one listing.
#[derive(Debug)]
pub(super) struct Mask<'a> {
    assessment: &'a Assessment,
    active: bool,
}

impl<'a> Mask<'a> {
    /// A mask for the contacts of this assessment, or none.
    pub(super) fn new(assessment: &'a Assessment, active: bool) -> Self {
        Self { assessment, active }
    }

    /// The characters of a field, those of contacts hidden. The number of characters stays the same, so that spans
    /// still fit.
    pub(super) fn field(&self, text: &str, field: Field) -> Vec<char> {
        let mut characters: Vec<char> = text.chars().collect();
        if !self.active {
            return characters;
        }
        for contact in self.assessment.extracted.contacts.iter().filter(|contact| contact.field == field) {
            let end = (contact.span[1] as usize).min(characters.len());
            let start = (contact.span[0] as usize).min(end);
            for character in &mut characters[start..end] {
                *character = dotted(*character);
            }
        }
        characters
    }

    /// A text that is a contact or touches one.
    pub(super) fn hidden(&self, text: &str) -> String {
        if self.active { text.chars().map(dotted).collect() } else { text.to_owned() }
    }

    /// A text of no field, with the values of contacts hidden wherever they stand.
    pub(super) fn value(&self, text: &str) -> String {
        let mut hidden = text.to_owned();
        if self.active {
            for contact in &self.assessment.extracted.contacts {
                let bare = contact.value.trim_start_matches(['+', '@']);
                if bare.chars().count() >= 3 {
                    hidden = hidden.replace(bare, &DOT.to_string().repeat(4));
                }
            }
        }
        hidden
    }
}

/// A dot for anything but what parts words.
fn dotted(character: char) -> char {
    if character.is_whitespace() || character.is_ascii_punctuation() && character != '@' {
        character
    } else {
        DOT
    }
}
