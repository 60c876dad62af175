//! From evidence to signals: what is added up, and why.

mod cues;
mod innocence;
mod offer;
mod price;

pub(crate) use innocence::{innocent_classes, signal_of};

use crate::evidence::{Evidence, Found, cut};
use crate::subject::Subject;
use crate::weights::{SignalId, Weights};
use pugmark_knowledge::Knowledge;
use pugmark_knowledge::vocabulary::{Cue, Innocence, Role};
use pugmark_model::{Field, Listing, Signal};
use pugmark_text::normal::Script;
use std::borrow::Cow;

/// Builds the signals of one listing.
pub(crate) struct Builder<'a> {
    pub(crate) evidence: &'a Evidence<'a>,
    pub(crate) knowledge: &'a Knowledge,
    pub(crate) weights: &'a Weights,
    pub(crate) subjects: &'a [Subject],
    signals: Vec<Signal>,
}

/// A subject this strong lets everything else count in full.
const FULL: f64 = 2.2;

impl<'a> Builder<'a> {
    pub(crate) fn new(
        evidence: &'a Evidence<'a>,
        knowledge: &'a Knowledge,
        weights: &'a Weights,
        subjects: &'a [Subject],
    ) -> Self {
        Self { evidence, knowledge, weights, subjects, signals: Vec::new() }
    }

    /// All signals that weigh anything, strongest first, then what is only watched.
    pub(crate) fn build(mut self, listing: &Listing) -> Vec<Signal> {
        let main = self.subjects.iter().find(|subject| !subject.addends.is_empty()).cloned();
        if let Some(main) = &main {
            self.add_subject(main);
            self.add_second_subject(main);
        }
        let bare = main.as_ref().is_none_or(|main| main.role != Role::Listed || main.strength() <= 0.0);
        let forms = if bare { self.add_bare_forms() } else { 0.0 };
        let strength = main.as_ref().map_or(0.0, Subject::strength).max(forms);
        self.add_roles(main.as_ref());
        self.add_negated_subjects(main.as_ref());
        if main.is_some() || forms > 0.0 || !self.evidence.subjects.is_empty() || self.has_strong_cue() {
            let gate = (strength / FULL).clamp(0.0, 1.0);
            self.add_disguise(main.as_ref());
            // What is told rather than traded has its own prices and hidden parcels.
            let told = innocent_classes(self.evidence).iter().any(|(class, evidence, _)| {
                matches!(class, Innocence::News | Innocence::Law | Innocence::Awareness) && *evidence >= 1.0
            });
            let trade = if told && self.evidence.extracted.contacts.is_empty() { gate * 0.3 } else { gate };
            self.add_trade(trade);
            self.add_price_band(main.as_ref(), trade);
            self.add_cues(trade);
            self.add_innocence(main.as_ref(), gate);
            self.add_whole(listing, gate);
        }
        self.temper_innocence();
        self.signals.retain(|signal| signal.weight.abs() >= 0.005);
        self.signals.sort_by(|a, b| {
            b.weight.abs().total_cmp(&a.weight.abs()).then_with(|| a.id.cmp(&b.id)).then(a.span.cmp(&b.span))
        });
        self.add_shadows();
        self.signals
    }

    /// Innocence can answer suspicion, not more: where the negative signals outweigh the positive ones, they are
    /// scaled down to just under them, so that a listing about wildlife never ranks below one about nothing.
    fn temper_innocence(&mut self) {
        /// The share of the suspicion that innocence may answer.
        const MOST: f64 = 0.97;
        let sum = |negative: bool| -> f64 {
            self.signals.iter().map(|signal| signal.weight).filter(|weight| (*weight < 0.0) == negative).sum()
        };
        let (positive, negative) = (sum(false), -sum(true));
        if negative <= positive * MOST || negative == 0.0 {
            return;
        }
        let share = positive * MOST / negative;
        for signal in self.signals.iter_mut().filter(|signal| signal.weight < 0.0) {
            signal.weight = crate::intent::round(signal.weight * share);
        }
    }

    fn push(&mut self, id: SignalId, weight: f64, found: &Found, why: String) {
        let (field, span, text) = self.evidence.words(found);
        let weight = crate::intent::round(weight);
        self.signals.push(Signal { id: Cow::Borrowed(id.id()), weight, field, span: Some(span), text, why });
    }

    fn push_plain(&mut self, id: SignalId, share: f64, found: &Found) {
        let why = self.weights.why(id).to_owned();
        self.push(id, self.weights.weight(id) * share, found, why);
    }

    fn push_at(&mut self, id: SignalId, share: f64, field: Field, span: Option<[u32; 2]>) {
        let text = span.and_then(|span| {
            self.evidence.parts.iter().find(|part| part.field == field).map(|part| cut(&part.raw, span))
        });
        let weight = crate::intent::round(self.weights.weight(id) * share);
        let why = self.weights.why(id).to_owned();
        self.signals.push(Signal {
            id: Cow::Borrowed(id.id()),
            weight,
            field,
            span,
            text: text.unwrap_or_default(),
            why,
        });
    }

    fn has(&self, id: SignalId) -> bool {
        self.signals.iter().any(|signal| signal.id == id.id())
    }

    /// Time of posting, and pictures that must carry the message.
    fn add_whole(&mut self, listing: &Listing, gate: f64) {
        if listing.posted_at.as_deref().is_some_and(is_night) {
            self.push_at(SignalId::Night, gate, Field::Listing, None);
        }
        if self.evidence.length() > 160 || self.evidence.subjects.is_empty() {
            return;
        }
        let private = !self.evidence.extracted.contacts.is_empty()
            || self.cue(Cue::Contact, false).is_some()
            || self.cue(Cue::Restricted, false).is_some();
        let told =
            !self.evidence.extracted.prices.is_empty() || !self.evidence.extracted.quantities.is_empty();
        if private && !told && self.letters() <= 24 {
            self.push_at(SignalId::ImageOnly, 1.0, Field::Listing, None);
        }
    }

    /// Letters of all that was written, the profile excepted.
    fn letters(&self) -> usize {
        let written = self.evidence.parts.iter().filter(|part| part.field != Field::Seller);
        written.map(|part| part.normal.folded().chars().map(letters).sum::<usize>()).sum()
    }
}

/// A Chinese character says as much as two letters.
fn letters(character: char) -> usize {
    match Script::of(character) {
        Some(Script::Han) => 2,
        Some(_) => 1,
        None => 0,
    }
}

/// Whether an RFC 3339 time with a zone is from 21:00 to 05:59 by the poster's clock.
fn is_night(time: &str) -> bool {
    let bytes = time.as_bytes();
    let has_zone = bytes.len() > 19 && !time.ends_with('Z');
    let has_zone = has_zone && !time.ends_with("-00:00");
    let hour = time.get(11..13).and_then(|hour| hour.parse::<u8>().ok());
    has_zone && hour.is_some_and(|hour| !(6..21).contains(&hour))
}
