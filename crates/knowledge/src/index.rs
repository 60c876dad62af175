//! What a search looks through: heads, their variants and what each entry is, as bytes that need no reading when the
//! program starts. The build writes them, an overlay makes them anew.

use crate::heads::Heads;
use crate::tables::{Entry, Meaning};
use crate::vocabulary::{Scope, Status};
use pugmark_text::language::Language;
use pugmark_text::normal::Script;
use std::borrow::Cow;

/// How a variant relates to the text of its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writing {
    /// As the table writes it.
    AsWritten,
    /// Several words written as one.
    Joined,
    /// Chinese in Latin letters.
    Pinyin,
}

/// One way an entry is written. Small, for a search looks at many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Variant {
    pub(crate) entry: u32,
    /// What follows the head after a `*`, in `Compiled::tails`; [`NONE`] where nothing need.
    pub(crate) tail: u32,
    /// The accented form of the head, in `Compiled::accented`; [`NONE`] where it is the bare one.
    pub(crate) accented: u32,
    /// Characters of the head, up to 255.
    pub(crate) length: u8,
    pub(crate) language: Language,
    pub(crate) writing: Writing,
    pub(crate) script: Option<Script>,
    /// Whether it ends in `*`.
    pub(crate) open: bool,
    /// Found only where the original has capitals too: `TAG` is a parrot, `tag` is not.
    pub(crate) capitals: bool,
}

/// No place in a list beside the variants.
pub(crate) const NONE: u32 = u32::MAX;

/// What an entry is to the choice between hits, as bits; kept apart from the entries, which are far larger.
pub(crate) mod traits {
    /// Hits inside it are void.
    pub(crate) const MASK: u8 = 1;
    /// A name, or a term that counts.
    pub(crate) const SUBJECT: u8 = 2;
    /// A form of goods.
    pub(crate) const PRODUCT: u8 = 4;
    /// A term on probation.
    pub(crate) const SHADOW: u8 = 8;
}

pub(crate) fn traits_of(entry: &Entry) -> u8 {
    match &entry.meaning {
        Meaning::Term { status: Status::Shadow, .. } => traits::SHADOW,
        Meaning::Name { .. } | Meaning::Term { .. } => traits::SUBJECT,
        Meaning::Product { .. } => traits::PRODUCT,
        Meaning::Innocent { scope: Scope::Mask, .. } => traits::MASK,
        _ => 0,
    }
}

/// Bytes of a variant.
const VARIANT: usize = 16;
/// Bits of its last byte, beside its writing.
const OPEN: u8 = 4;
const CAPITALS: u8 = 8;

impl Variant {
    pub(crate) fn to_bytes(self) -> [u8; VARIANT] {
        let mut bytes = [0; VARIANT];
        for (place, number) in [self.entry, self.tail, self.accented].into_iter().enumerate() {
            bytes[place * 4..place * 4 + 4].copy_from_slice(&number.to_le_bytes());
        }
        let flags =
            self.writing as u8 | if self.open { OPEN } else { 0 } | if self.capitals { CAPITALS } else { 0 };
        let script = self.script.map_or(u8::MAX, Script::number);
        bytes[12..].copy_from_slice(&[self.length, self.language.number(), script, flags]);
        bytes
    }

    fn from_bytes(bytes: &[u8; VARIANT]) -> Self {
        let number = |place: usize| {
            u32::from_le_bytes([bytes[place], bytes[place + 1], bytes[place + 2], bytes[place + 3]])
        };
        let [.., length, language, script, flags] = *bytes;
        Self {
            entry: number(0),
            tail: number(4),
            accented: number(8),
            length,
            language: Language::from_number(language).unwrap_or(Language::UND),
            script: Script::from_number(script),
            writing: match flags & 3 {
                0 => Writing::AsWritten,
                1 => Writing::Joined,
                _ => Writing::Pinyin,
            },
            open: flags & OPEN != 0,
            capitals: flags & CAPITALS != 0,
        }
    }
}

/// Bytes of the program, or made anew.
pub(crate) type Bytes = Cow<'static, [u8]>;

/// What an [`Index`] is made of.
#[derive(Debug, Default)]
pub(crate) struct IndexParts {
    /// See [`Heads::file`].
    pub(crate) heads: [Vec<u8>; 4],
    /// For each head, where its variants begin, four bytes each; one more than heads.
    pub(crate) groups: Vec<u8>,
    /// See [`Variant::to_bytes`].
    pub(crate) variants: Vec<u8>,
    /// For each entry, its [`traits`].
    pub(crate) traits: Vec<u8>,
}

/// What a search looks through.
#[derive(Debug, Clone)]
pub(crate) struct Index {
    pub(crate) heads: Heads,
    groups: Bytes,
    variants: Bytes,
    traits: Bytes,
}

impl Index {
    /// # Errors
    /// When the bytes are no heads.
    pub(crate) fn new(
        [seen, drawers, records, text, groups, variants, traits]: [Bytes; 7],
    ) -> Result<Self, String> {
        let heads = Heads::from_bytes([seen, drawers, records, text])?;
        Ok(Self { heads, groups, variants, traits })
    }

    /// The variants of a head.
    pub(crate) fn variants(&self, head: u32) -> impl Iterator<Item = Variant> + '_ {
        let group = |at: usize| {
            let bytes = self.groups.get(at * 4..).and_then(<[u8]>::first_chunk::<4>);
            bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize)
        };
        let (from, to) = (group(head as usize), group(head as usize + 1));
        let bytes = self.variants.get(from * VARIANT..to * VARIANT).unwrap_or_default();
        bytes.chunks_exact(VARIANT).filter_map(|chunk| chunk.first_chunk().map(Variant::from_bytes))
    }

    /// Whether an entry has any of these traits.
    pub(crate) fn is_any(&self, entry: u32, traits: u8) -> bool {
        self.traits[entry as usize] & traits != 0
    }

    /// Takes an entry for what it says now.
    pub(crate) fn judge_anew(&mut self, number: u32, entry: &Entry) {
        if let Some(traits) = self.traits.to_mut().get_mut(number as usize) {
            *traits = traits_of(entry);
        }
    }
}

impl From<IndexParts> for [Bytes; 7] {
    fn from(parts: IndexParts) -> Self {
        let [seen, drawers, records, text] = parts.heads;
        [seen, drawers, records, text, parts.groups, parts.variants, parts.traits].map(Cow::Owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_come_back_from_their_bytes() {
        for (writing, open, capitals, script) in [
            (Writing::AsWritten, false, true, Some(Script::Latin)),
            (Writing::Joined, true, false, None),
            (Writing::Pinyin, true, true, Some(Script::Han)),
        ] {
            let variant = Variant {
                entry: 70_000,
                tail: NONE,
                accented: 12,
                length: 255,
                language: Language::JA,
                writing,
                script,
                open,
                capitals,
            };
            assert_eq!(Variant::from_bytes(&variant.to_bytes()), variant);
        }
    }
}
