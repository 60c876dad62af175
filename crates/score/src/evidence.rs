//! What a listing's words say, gathered once: every field in normal form, every hit with its meaning and place.

use pugmark_knowledge::vocabulary::{Cue, Form, Innocence, Scope, Status};
use pugmark_knowledge::{Accents, Hit, Knowledge, Meaning};
use pugmark_model::{Extracted, Field, Listing};
use pugmark_text::language::{self, Language, Languages};
use pugmark_text::{Hints, Normal, contact, money, permit, place};
use std::borrow::Cow;

/// One field of the listing, read.
#[derive(Debug)]
pub(crate) struct Part<'a> {
    pub(crate) field: Field,
    pub(crate) raw: Cow<'a, str>,
    pub(crate) normal: Normal,
}

/// A hit in a part.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) part: usize,
    pub(crate) hit: Hit,
    /// A negation stands before it.
    pub(crate) negated: bool,
}

impl Found {
    /// Bytes between two hits of one part; 0 when they touch or overlap, `None` when they stand in different parts.
    pub(crate) fn distance(&self, other: &Self) -> Option<u32> {
        (self.part == other.part).then(|| {
            let after = other.hit.start.saturating_sub(self.hit.end);
            let before = self.hit.start.saturating_sub(other.hit.end);
            after.max(before)
        })
    }
}

/// Everything read from a listing.
#[derive(Debug)]
pub(crate) struct Evidence<'a> {
    pub(crate) parts: Vec<Part<'a>>,
    pub(crate) languages: Languages,
    /// Names and terms, shadow terms excepted.
    pub(crate) subjects: Vec<Found>,
    /// Terms that are only watched.
    pub(crate) shadows: Vec<Found>,
    /// Forms of goods.
    pub(crate) forms: Vec<(Form, Found)>,
    /// Cues, negations excepted.
    pub(crate) cues: Vec<(Cue, u8, Found)>,
    /// The classes of these cues, one bit each.
    pub(crate) cue_classes: u64,
    /// Innocent phrases.
    pub(crate) innocent: Vec<(Innocence, Scope, Found)>,
    pub(crate) extracted: Extracted,
}

impl<'a> Evidence<'a> {
    /// Reads a listing.
    pub(crate) fn gather(knowledge: &Knowledge, listing: &'a Listing) -> Self {
        let parts = parts_of(listing);
        let stated = listing.language.as_deref();
        let longest = parts.iter().max_by_key(|part| part.normal.folded().len());
        let languages = match longest {
            Some(part) => language::detect(&part.normal, stated),
            None => language::detect(&Normal::default(), stated),
        };
        let mut evidence = Self {
            parts,
            languages,
            subjects: Vec::new(),
            shadows: Vec::new(),
            forms: Vec::new(),
            cues: Vec::new(),
            cue_classes: 0,
            innocent: Vec::new(),
            extracted: Extracted::default(),
        };
        let mut hits = Vec::new();
        for part in 0..evidence.parts.len() {
            knowledge.find(&evidence.parts[part].raw, &evidence.parts[part].normal, &languages, &mut hits);
            evidence.sort_hits(knowledge, part, &hits);
        }
        evidence.extract(listing);
        evidence
    }

    fn sort_hits(&mut self, knowledge: &Knowledge, part: usize, hits: &[Hit]) {
        let folded = self.parts[part].normal.folded();
        let negations: Vec<Hit> = hits.iter().filter(|hit| is_negation(knowledge, hit)).copied().collect();
        let declared: Vec<Hit> = hits.iter().filter(|hit| is_secrecy(knowledge, hit)).copied().collect();
        for hit in hits {
            let mut negated = is_negated(folded, hit, &negations, self.languages.primary());
            // "Declared as plastic" is no plastic.
            if matches!(knowledge.entry(hit.entry).meaning, Meaning::Innocent { .. }) {
                negated |= is_negated(folded, hit, &declared, Language::UND);
            }
            let found = Found { part, hit: *hit, negated };
            match &knowledge.entry(hit.entry).meaning {
                Meaning::Term { status: Status::Shadow, .. } => self.shadows.push(found),
                Meaning::Name { .. } | Meaning::Term { .. } => self.subjects.push(found),
                Meaning::Product { form, .. } => self.forms.push((*form, found)),
                Meaning::Cue { class: Cue::Negation, .. } => {}
                Meaning::Cue { class, strength } => {
                    if hit.accents == Accents::Exact || hit.end - hit.start >= 6 {
                        self.cues.push((*class, *strength, found));
                        self.cue_classes |= 1 << *class as u64;
                    }
                }
                Meaning::Innocent { class, scope } => self.innocent.push((*class, *scope, found)),
            }
        }
    }

    fn extract(&mut self, listing: &Listing) {
        let hints = place::hints(
            listing.location.as_deref(),
            listing.country.as_deref(),
            listing.platform.as_deref(),
            Some(self.languages.primary().tag()),
        );
        for part in &self.parts {
            if part.field != Field::Seller {
                extract_part(part, &hints, &mut self.extracted);
            }
        }
    }

    /// Less than 1 for what stands in a long body, where something of everything is said, or in the profile.
    pub(crate) fn dilution(&self, found: &Found) -> f64 {
        let part = &self.parts[found.part];
        match part.field {
            Field::Title => 1.0,
            Field::Seller => 0.2,
            _ => (500.0 / part.normal.folded().len() as f64).clamp(0.2, 1.0),
        }
    }

    /// Bytes of all that the seller wrote, the profile excepted.
    pub(crate) fn length(&self) -> usize {
        self.parts
            .iter()
            .filter(|part| part.field != Field::Seller)
            .map(|part| part.normal.folded().len())
            .sum()
    }

    /// The original words of a hit.
    pub(crate) fn words(&self, found: &Found) -> (Field, [u32; 2], String) {
        let part = &self.parts[found.part];
        let span = part.normal.original_span(found.hit.range());
        (part.field, span, cut(&part.raw, span))
    }
}

fn extract_part(part: &Part<'_>, hints: &Hints, extracted: &mut Extracted) {
    let mut taken = Vec::new();
    contact::extract(&part.normal, part.field, hints, &mut extracted.contacts, &mut taken);
    permit::extract(&part.normal, part.field, &mut extracted.permits, &mut taken);
    money::extract(&part.normal, part.field, hints, &taken, &mut extracted.prices, &mut extracted.quantities);
}

/// Characters `span` of a text.
pub(crate) fn cut(text: &str, span: [u32; 2]) -> String {
    if text.is_ascii() {
        return text.get(span[0] as usize..span[1] as usize).unwrap_or_default().to_owned();
    }
    text.chars().skip(span[0] as usize).take((span[1] - span[0]) as usize).collect()
}

fn parts_of(listing: &Listing) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::with_capacity(3);
    let mut push = |field: Field, raw| {
        let raw: Cow<'_, str> = raw;
        if !raw.is_empty() {
            // A profile is read for what it says openly.
            let normal = if field == Field::Seller { Normal::plain(&raw) } else { Normal::new(&raw) };
            parts.push(Part { field, raw, normal });
        }
    };
    push(Field::Title, Cow::Borrowed(listing.title.as_deref().unwrap_or_default()));
    push(Field::Text, Cow::Borrowed(listing.text.as_deref().unwrap_or_default()));
    if !listing.comments.is_empty() {
        push(Field::Comments, Cow::Owned(listing.comments.join("\n")));
    }
    if let Some(seller) = &listing.seller {
        push(
            Field::Seller,
            match (seller.name.as_deref(), seller.bio.as_deref()) {
                (Some(name), Some(bio)) => Cow::Owned(format!("{name}\n{bio}")),
                (one, other) => Cow::Borrowed(one.or(other).unwrap_or_default()),
            },
        );
    }
    parts
}

fn is_negation(knowledge: &Knowledge, hit: &Hit) -> bool {
    matches!(knowledge.entry(hit.entry).meaning, Meaning::Cue { class: Cue::Negation | Cue::NotForSale, .. })
}

fn is_secrecy(knowledge: &Knowledge, hit: &Hit) -> bool {
    matches!(knowledge.entry(hit.entry).meaning, Meaning::Cue { class: Cue::Secrecy, .. })
}

/// A negation may stand this many bytes before what it negates.
const NEGATION_REACH: u32 = 24;
/// In languages that negate behind the word, this many behind.
const NEGATION_REACH_BEHIND: u32 = 18;

/// Whether a negation stands near enough, in the same clause.
fn is_negated(folded: &str, hit: &Hit, negations: &[Hit], language: Language) -> bool {
    let clause_break = |from: u32, to: u32| {
        let between = &folded.as_bytes()[from as usize..to as usize];
        let signs = between
            .iter()
            .any(|b| matches!(b, b'.' | b',' | b';' | b'!' | b'?' | b'\n' | b':' | b'(' | b')'));
        signs || folded[from as usize..to as usize].contains(['，', '；', '！', '？', '…', '|', '/'])
    };
    let upto = negations.partition_point(|negation| negation.start < hit.start);
    let before = negations[..upto].iter().rev().take(3).any(|negation| {
        negation.end <= hit.start
            && hit.start - negation.end <= NEGATION_REACH
            && !clause_break(negation.end, hit.start)
    });
    if before || !matches!(language.tag(), "ja" | "ko" | "hi" | "hi-Latn" | "tr") {
        return before;
    }
    negations[upto..].iter().take(3).any(|negation| {
        negation.start >= hit.end
            && negation.start - hit.end <= NEGATION_REACH_BEHIND
            && !clause_break(hit.end, negation.start)
    })
}
