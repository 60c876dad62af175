//! From evidence to signals: what is added up, and why.

use crate::evidence::{Evidence, Found, cut};
use crate::subject::{Subject, is_per_weight};
use crate::weights::{SignalId, Weights};
use pugmark_knowledge::vocabulary::{Cue, Form, Innocence, Role, Scope, TermKind};
use pugmark_knowledge::{Knowledge, Meaning};
use pugmark_model::{Field, Listing, Signal};
use pugmark_text::normal::{Disguise, Script};
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
/// Bytes within which an ordinary object makes a name a colour, a pattern or a brand.
const OBJECT_REACH: u32 = 18;
/// Bytes within which it may.
const OBJECT_NEAR: u32 = 60;

impl<'a> Builder<'a> {
    pub(crate) fn new(
        evidence: &'a Evidence<'a>,
        knowledge: &'a Knowledge,
        weights: &'a Weights,
        subjects: &'a [Subject],
    ) -> Self {
        Self {
            evidence,
            knowledge,
            weights,
            subjects,
            signals: Vec::new(),
        }
    }

    /// All signals that weigh anything, strongest first.
    pub(crate) fn build(mut self, listing: &Listing) -> Vec<Signal> {
        let main = self
            .subjects
            .iter()
            .find(|subject| !subject.shadow && !subject.addends.is_empty())
            .cloned();
        if let Some(main) = &main {
            self.add_subject(main);
            self.add_second_subject(main);
        }
        let bare = main
            .as_ref()
            .is_none_or(|main| main.role != Role::Listed || main.strength() <= 0.0);
        let forms = if bare { self.add_bare_forms() } else { 0.0 };
        let strength = main.as_ref().map_or(0.0, Subject::strength).max(forms);
        self.add_roles(main.as_ref());
        self.add_negated_subjects(main.as_ref());
        if main.is_some() || forms > 0.0 || !self.evidence.subjects.is_empty() || self.has_strong_cue() {
            let gate = (strength / FULL).clamp(0.0, 1.0);
            self.add_disguise(main.as_ref(), listing);
            // What is told rather than traded has its own prices and hidden parcels.
            let told = innocent_classes(self.evidence)
                .iter()
                .any(|(class, evidence, _)| {
                    matches!(class, Innocence::News | Innocence::Law | Innocence::Awareness)
                        && *evidence >= 1.0
                });
            let trade = if told && self.evidence.extracted.contacts.is_empty() {
                gate * 0.3
            } else {
                gate
            };
            self.add_trade(trade);
            self.add_cues(trade);
            self.add_innocence(main.as_ref(), gate);
            self.add_whole(listing, gate);
        }
        self.temper_innocence();
        self.signals.retain(|signal| signal.weight.abs() >= 0.005);
        self.signals.sort_by(|a, b| {
            b.weight
                .abs()
                .total_cmp(&a.weight.abs())
                .then_with(|| a.id.cmp(&b.id))
                .then(a.span.cmp(&b.span))
        });
        self.signals
    }

    /// Innocence can answer suspicion, not more: where the negative signals outweigh the positive ones, they are
    /// scaled down to just under them, so that a listing about wildlife never ranks below one about nothing.
    fn temper_innocence(&mut self) {
        /// The share of the suspicion that innocence may answer.
        const MOST: f64 = 0.97;
        let sum = |negative: bool| -> f64 {
            self.signals
                .iter()
                .map(|signal| signal.weight)
                .filter(|weight| (*weight < 0.0) == negative)
                .sum()
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
        self.signals.push(Signal {
            id: Cow::Borrowed(id.id()),
            weight,
            field,
            span: Some(span),
            text,
            why,
        });
    }

    fn push_plain(&mut self, id: SignalId, share: f64, found: &Found) {
        let why = self.weights.why(id).to_owned();
        self.push(id, self.weights.weight(id) * share, found, why);
    }

    fn push_at(&mut self, id: SignalId, share: f64, field: Field, span: Option<[u32; 2]>) {
        let text = span.and_then(|span| {
            self.evidence
                .parts
                .iter()
                .find(|part| part.field == field)
                .map(|part| cut(&part.raw, span))
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

    fn add_subject(&mut self, subject: &Subject) {
        for (id, weight, found) in &subject.addends {
            let why = self.reason(*id, subject, found);
            self.push(*id, *weight, found, why);
        }
    }

    /// The reason of a subject's signal, with what it stands for.
    fn reason(&self, id: SignalId, subject: &Subject, found: &Found) -> String {
        let why = self.weights.why(id);
        let taxon = subject.taxon.map(|number| self.knowledge.taxon(number));
        let entry = self.knowledge.entry(found.hit.entry);
        let mut reason = match (&entry.meaning, taxon) {
            (Meaning::Term { innocent, kind, .. }, Some(taxon)) => {
                let product = subject
                    .product
                    .map_or("", |number| self.knowledge.product(number).name.as_str());
                let verb = if *kind == TermKind::Plain {
                    "means"
                } else {
                    "stands for"
                };
                let other = if innocent.is_empty() {
                    String::new()
                } else {
                    format!("; otherwise: {innocent}")
                };
                format!("{why}: {verb} {} {product}{other}", taxon.name)
            }
            (Meaning::Name { .. }, Some(taxon)) => {
                format!("{why}: {} (Appendix {})", taxon.name, taxon.appendix)
            }
            _ => why.to_owned(),
        };
        if found.hit.pinyin {
            reason.push_str(", written in pinyin");
        }
        reason
    }

    fn add_second_subject(&mut self, main: &Subject) {
        let group = |subject: &Subject| {
            subject
                .taxon
                .map(|number| self.knowledge.taxon(number).group.as_str())
        };
        let second = self.subjects.iter().find(|subject| {
            !subject.shadow
                && subject.role == Role::Listed
                && group(subject) != group(main)
                && subject.strength() >= 1.5
        });
        if let Some(second) = second.cloned() {
            let why = self.reason(SignalId::SecondSubject, &second, &second.found);
            self.push(
                SignalId::SecondSubject,
                self.weights.weight(SignalId::SecondSubject),
                &second.found,
                why,
            );
        }
    }

    /// Animal parts or leather with no species named.
    fn add_bare_forms(&mut self) -> f64 {
        let mut strength = 0.0;
        for (wanted, id) in [
            (Form::Part, SignalId::FormPart),
            (Form::Leather, SignalId::FormLeather),
        ] {
            let found = self
                .evidence
                .forms
                .iter()
                .find(|(form, found)| *form == wanted && !found.negated);
            if let Some((_, found)) = found {
                self.push_plain(id, 1.0, found);
                strength += self.weights.weight(id);
            }
        }
        strength += self.add_part_by_weight(strength);
        // "Red deer antlers": a part all the same.
        let lookalike = self.evidence.innocent.iter().find(|(class, scope, found)| {
            *class == Innocence::Lookalike && *scope == Scope::Cue && !found.negated
        });
        if let (Some((_, _, found)), true) = (lookalike, strength == 0.0) {
            self.push_plain(SignalId::FormPart, 0.8, found);
            strength += self.weights.weight(SignalId::FormPart) * 0.8;
        }
        strength
    }

    /// Parts of an unnamed animal priced by weight: scales, horn, galls.
    fn add_part_by_weight(&mut self, strength: f64) -> f64 {
        let part = self
            .evidence
            .forms
            .iter()
            .find(|(form, found)| *form == Form::Part && !found.negated);
        let by_weight = self
            .evidence
            .extracted
            .prices
            .iter()
            .any(|price| is_per_weight(price.per.as_deref()));
        let (Some((_, found)), true, true) = (part, by_weight, strength > 0.0 && self.subjects.is_empty())
        else {
            return 0.0;
        };
        self.push_plain(SignalId::FormByWeight, 1.0, found);
        self.weights.weight(SignalId::FormByWeight)
    }

    fn add_roles(&mut self, main: Option<&Subject>) {
        let listed = main.is_some_and(|subject| subject.role == Role::Listed && subject.strength() >= 1.5);
        let role = |wanted: Role| {
            self.subjects
                .iter()
                .find(|subject| subject.role == wanted && !subject.shadow)
        };
        let domesticated = role(Role::Domesticated).map(|subject| subject.found);
        let unlisted = role(Role::Unlisted).map(|subject| subject.found);
        let parts = self
            .evidence
            .forms
            .iter()
            .any(|(form, _)| matches!(form, Form::Part | Form::Leather));
        let share = if listed || parts { 0.3 } else { 1.0 };
        let claims_mammoth = self.cue(Cue::Mammoth, false).is_some();
        if let Some(found) = domesticated {
            self.push_plain(SignalId::Domesticated, share, &found);
        } else if let (Some(found), false) = (unlisted, claims_mammoth) {
            self.push_plain(SignalId::Unlisted, share, &found);
        }
    }

    /// "Not elephant" speaks against an offer; "not turkey", said of something real, speaks for one.
    fn add_negated_subjects(&mut self, main: Option<&Subject>) {
        let group = |taxon: Option<usize>| taxon.map(|number| self.knowledge.taxon(number).group.as_str());
        let own = main.map(|subject| group(subject.taxon));
        for found in self.evidence.subjects.iter().filter(|found| found.negated) {
            let taxon = match &self.knowledge.entry(found.hit.entry).meaning {
                Meaning::Name { taxon, .. } => Some(*taxon),
                Meaning::Term { taxon, .. } => *taxon,
                _ => None,
            };
            let lookalike = taxon.is_some_and(|number| self.knowledge.taxon(number).role == Role::Unlisted);
            if lookalike && main.is_some() {
                self.push_plain(SignalId::Genuine, 0.6, found);
                return;
            }
            if !lookalike && own.is_none_or(|own| own == group(taxon)) {
                let share = if main.is_some() { 0.6 } else { 1.0 } * self.evidence.dilution(found);
                self.push_plain(SignalId::SubjectNegated, share, found);
                return;
            }
        }
    }

    fn add_disguise(&mut self, main: Option<&Subject>, _listing: &Listing) {
        let hidden = self
            .subjects
            .iter()
            .filter(|subject| !subject.shadow)
            .find(|subject| self.is_hidden(&subject.found));
        if let Some(found) = hidden.map(|subject| subject.found) {
            self.push_plain(SignalId::Disguised, 1.0, &found);
        } else if main.is_some_and(|subject| subject.found.hit.pinyin) {
            let found = main.map(|subject| subject.found);
            if let Some(found) = found {
                self.push_plain(SignalId::Disguised, 0.7, &found);
            }
        } else if let Some((field, span)) = self.hidden_text() {
            self.push_at(
                SignalId::DisguisedText,
                if main.is_some() { 1.0 } else { 0.3 },
                field,
                Some(span),
            );
        }
    }

    /// Whether the hit was hidden by spacing and the like, or by characters inside it.
    fn is_hidden(&self, found: &Found) -> bool {
        if found.hit.disguise.is_some() {
            return true;
        }
        let normal = &self.evidence.parts[found.part].normal;
        if normal.flags().is_empty() {
            return false;
        }
        let span = normal.original_span(found.hit.range());
        normal
            .flags()
            .iter()
            .any(|(_, flagged)| flagged[0] < span[1] && span[0] < flagged[1])
    }

    fn hidden_text(&self) -> Option<(Field, [u32; 2])> {
        self.evidence.parts.iter().find_map(|part| {
            let flag = part.normal.flags().iter().find(|(kind, _)| {
                matches!(
                    kind,
                    Disguise::ZeroWidth | Disguise::Bidi | Disguise::Tag | Disguise::LookAlike
                )
            });
            flag.map(|(_, span)| (part.field, *span))
        })
    }

    /// Prices, amounts, contacts.
    fn add_trade(&mut self, gate: f64) {
        let extracted = &self.evidence.extracted;
        let price = extracted
            .prices
            .iter()
            .find(|price| is_per_weight(price.per.as_deref()))
            .or(extracted.prices.first());
        if let Some(price) = price {
            let by_weight = is_per_weight(price.per.as_deref());
            let id = if by_weight {
                SignalId::PricePerWeight
            } else {
                SignalId::Price
            };
            self.push_at(id, gate, price.field, Some(price.span));
        }
        if let Some(weight) = extracted.quantities.iter().find(|quantity| quantity.unit == "g") {
            self.push_at(SignalId::Weight, gate, weight.field, Some(weight.span));
        }
        let contact = extracted
            .contacts
            .iter()
            .find(|contact| contact.kind != pugmark_model::ContactKind::Link);
        if let Some(contact) = contact {
            self.push_at(SignalId::Contact, gate, contact.field, Some(contact.span));
        }
        if let Some(permit) = extracted.permits.first() {
            self.push_at(SignalId::Permit, gate, permit.field, Some(permit.span));
        }
    }

    /// The strongest cue of a class, or the negated one where that is asked for.
    fn cue(&self, class: Cue, negated: bool) -> Option<(f64, Found)> {
        let cues = self
            .evidence
            .cues
            .iter()
            .filter(|(known, _, found)| *known == class && found.negated == negated);
        let best = cues
            .max_by_key(|(_, strength, found)| (*strength, std::cmp::Reverse((found.part, found.hit.start))));
        best.map(|(_, strength, found)| (f64::from(*strength) / 2.0 * self.evidence.dilution(found), *found))
    }

    fn has_strong_cue(&self) -> bool {
        [
            Cue::Secrecy,
            Cue::NoPaper,
            Cue::Wild,
            Cue::Young,
            Cue::Restricted,
            Cue::PaperForSale,
        ]
        .iter()
        .any(|class| self.cue(*class, false).is_some())
    }

    fn add_cues(&mut self, gate: f64) {
        // Cues that mean something even where nothing is named.
        let floor = |least: f64| gate.max(least);
        let plan: [(Cue, SignalId, f64); 18] = [
            (Cue::Sell, SignalId::Sell, gate),
            (Cue::Buy, SignalId::Buy, gate),
            (Cue::Wholesale, SignalId::Wholesale, gate),
            (Cue::Contact, SignalId::PrivateTalk, gate),
            (Cue::Restricted, SignalId::Restricted, floor(0.3)),
            (Cue::Shipping, SignalId::Shipping, gate),
            (Cue::Secrecy, SignalId::Secrecy, floor(0.3)),
            (Cue::NoPaper, SignalId::NoPaper, floor(0.3)),
            (Cue::PaperForSale, SignalId::PaperForSale, floor(0.2)),
            (Cue::PaperVague, SignalId::PaperVague, gate),
            (Cue::Antique, SignalId::Antique, gate),
            (Cue::Preconvention, SignalId::Preconvention, gate),
            (Cue::Mammoth, SignalId::Mammoth, gate),
            (Cue::Genuine, SignalId::Genuine, floor(0.2)),
            (Cue::Wild, SignalId::Wild, floor(0.3)),
            (Cue::Young, SignalId::Young, floor(0.3)),
            (Cue::Health, SignalId::Health, gate),
            (Cue::Luck, SignalId::Luck, gate),
        ];
        for (class, id, share) in plan {
            if let Some((strength, found)) = self.cue(class, false) {
                self.push_plain(id, share * strength.min(1.4), &found);
            }
        }
        self.add_papers_and_breeding(gate);
    }

    fn add_papers_and_breeding(&mut self, gate: f64) {
        let specific = self.cue(Cue::PaperSpecific, false);
        let bred = self.cue(Cue::CaptiveBred, false);
        if let Some((strength, found)) = specific {
            self.push_plain(SignalId::PaperSpecific, gate * strength.min(1.4), &found);
        }
        let denied = self
            .cue(Cue::PaperSpecific, true)
            .or(self.cue(Cue::PaperVague, true));
        if let (Some((_, found)), None, None) = (denied, specific, self.cue(Cue::NoPaper, false)) {
            self.push_plain(SignalId::NoPaper, gate.max(0.3), &found);
        }
        if let Some((strength, found)) = bred {
            self.push_plain(SignalId::CaptiveBred, gate * strength.min(1.4), &found);
        } else if let (Some((_, found)), None) =
            (self.cue(Cue::CaptiveBred, true), self.cue(Cue::Wild, false))
        {
            self.push_plain(SignalId::Wild, gate.max(0.3), &found);
        }
        let claims = [Cue::CaptiveBred, Cue::Antique, Cue::Preconvention, Cue::Mammoth];
        let claimed = claims.iter().any(|class| self.cue(*class, false).is_some());
        if let (Some((_, found)), true) = (specific, claimed) {
            self.push_plain(SignalId::ClaimWithPaper, gate, &found);
        }
        for (class, id) in [
            (Cue::NotForSale, SignalId::NotForSale),
            (Cue::Disclaimer, SignalId::Disclaimer),
        ] {
            let said = self
                .cue(class, false)
                .filter(|(_, found)| !self.denies_imitation(found));
            if let Some((strength, found)) = said {
                self.push_plain(id, strength.min(1.4), &found);
            }
        }
        if let (Some((_, found)), None) = (self.cue(Cue::Service, false), self.cue(Cue::Sell, false)) {
            self.push_plain(SignalId::Service, 1.0, &found);
        }
    }

    /// "We sell no fakes" is no refusal to sell.
    fn denies_imitation(&self, refusal: &Found) -> bool {
        /// Bytes after the refusal.
        const REACH: u32 = 24;
        self.evidence.innocent.iter().any(|(class, _, found)| {
            *class == Innocence::Imitation
                && found.negated
                && found.hit.start >= refusal.hit.end
                && found.distance(refusal).is_some_and(|bytes| bytes <= REACH)
        })
    }

    fn add_innocence(&mut self, main: Option<&Subject>, gate: f64) {
        let share = gate.max(0.35);
        self.add_objects(main, share);
        let openly = main.is_some_and(|main| {
            let term = |id: SignalId| id == SignalId::TermPlain || id == SignalId::TermInContext && main.sure;
            main.addends.iter().any(|(id, ..)| term(*id))
        });
        for (class, evidence, found) in innocent_classes(self.evidence) {
            // A look-alike is innocence only where something listed is named too.
            if class == Innocence::Lookalike && main.is_none_or(|main| main.role != Role::Listed) {
                continue;
            }
            let moot = if openly && is_moot(class) { 0.4 } else { 1.0 };
            self.push_plain(signal_of(class), share * moot * evidence.min(1.3), &found);
        }
        // "Not plastic", "not horse glue": said of something real.
        let denied = self.evidence.innocent.iter().find(|(class, scope, found)| {
            *scope == Scope::Cue
                && found.negated
                && matches!(class, Innocence::Imitation | Innocence::Lookalike)
        });
        if let (Some((_, _, found)), false) = (denied, self.has(SignalId::Genuine)) {
            self.push_plain(SignalId::Genuine, gate.max(0.2), found);
        }
        let fake = self.cue(Cue::Genuine, true);
        if let (Some((_, found)), false) = (fake, self.has(SignalId::Imitation)) {
            self.push_plain(SignalId::Imitation, share, &found);
        }
    }

    /// An ordinary object beside an ambiguous word makes it a colour, a pattern, a brand.
    fn add_objects(&mut self, main: Option<&Subject>, share: f64) {
        let Some(main) = main else { return };
        if main
            .addends
            .iter()
            .any(|(id, _, _)| matches!(id, SignalId::TermPlain | SignalId::FormLive))
        {
            return;
        }
        let objects = self
            .evidence
            .innocent
            .iter()
            .filter(|(_, scope, found)| *scope == Scope::Object && !found.negated);
        let near =
            objects.filter_map(|(class, _, found)| Some((main.found.distance(found)?, *class, *found)));
        let Some((bytes, class, found)) = near.min_by_key(|(bytes, _, _)| *bytes) else {
            return;
        };
        let id = match bytes {
            ..=OBJECT_REACH => SignalId::ObjectBeside,
            ..=OBJECT_NEAR => SignalId::ObjectElsewhere,
            _ => return,
        };
        let why = format!("{} ({})", self.weights.why(id), class.spelling());
        self.push(id, self.weights.weight(id) * share, &found, why);
    }

    /// Time of posting, and pictures that must carry the message.
    fn add_whole(&mut self, listing: &Listing, gate: f64) {
        if listing.posted_at.as_deref().is_some_and(is_night) {
            self.push_at(SignalId::Night, gate, Field::Listing, None);
        }
        if self.evidence.length() > 160 || self.evidence.subjects.is_empty() {
            return;
        }
        let letters: usize = self
            .evidence
            .parts
            .iter()
            .filter(|part| part.field != Field::Seller)
            .map(|part| part.normal.folded().chars().filter(|c| c.is_alphabetic()).count())
            .sum();
        let private = !self.evidence.extracted.contacts.is_empty()
            || self.cue(Cue::Contact, false).is_some()
            || self.cue(Cue::Restricted, false).is_some();
        let told =
            !self.evidence.extracted.prices.is_empty() || !self.evidence.extracted.quantities.is_empty();
        if letters <= 24 && private && !told && !self.evidence.subjects.is_empty() {
            self.push_at(SignalId::ImageOnly, 1.0, Field::Listing, None);
        }
    }
}

/// How much the listing speaks for each kind of innocence: 1 is one clear phrase; with the clearest hit of each.
pub(crate) fn innocent_classes(evidence: &Evidence<'_>) -> Vec<(Innocence, f64, Found)> {
    let mut classes: Vec<(Innocence, f64, Found, f64)> = Vec::new();
    for (class, scope, found) in &evidence.innocent {
        let part = &evidence.parts[found.part];
        let masks_goods = *scope == Scope::Mask && names_goods(*class);
        if !(*scope == Scope::Cue || masks_goods) || found.negated || part.field == Field::Seller {
            continue;
        }
        let mut clarity = clarity(&part.normal.folded()[found.hit.range()]);
        if masks_goods {
            clarity *= 0.6;
        }
        clarity *= if part.field == Field::Title {
            1.2
        } else {
            evidence.dilution(found)
        };
        match classes.iter_mut().find(|(known, ..)| known == class) {
            Some((_, total, clearest, best)) => {
                *total += clarity * 0.6;
                if clarity > *best {
                    (*clearest, *best) = (*found, clarity);
                }
            }
            None => classes.push((*class, clarity, *found, clarity)),
        }
    }
    classes
        .into_iter()
        .map(|(class, total, found, _)| (class, total, found))
        .collect()
}

/// Whether the class says little once the goods are named openly: an ivory carving of three cats is no pet.
fn is_moot(class: Innocence) -> bool {
    matches!(
        class,
        Innocence::Pet
            | Innocence::Livestock
            | Innocence::Vehicle
            | Innocence::Housing
            | Innocence::Clothing
            | Innocence::Household
            | Innocence::Electronics
            | Innocence::Museum
            | Innocence::Toy
            | Innocence::PersonalName
    )
}

/// Whether a masked phrase of this class says what the goods are ("jaguar xf": a car).
fn names_goods(class: Innocence) -> bool {
    !matches!(
        class,
        Innocence::Idiom | Innocence::PersonalName | Innocence::Place | Innocence::Lookalike
    )
}

/// How clearly a phrase can speak: several words more than one, a long word more than a short one.
fn clarity(phrase: &str) -> f64 {
    let length = phrase.chars().count();
    let unspaced = phrase
        .chars()
        .next()
        .and_then(Script::of)
        .is_some_and(Script::is_unspaced);
    match (unspaced, phrase.contains(' ')) {
        (true, _) if length >= 3 => 1.0,
        (true, _) => 0.8,
        (false, true) => 1.0,
        (false, false) if length >= 7 => 0.8,
        (false, false) => 0.55,
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

fn signal_of(class: Innocence) -> SignalId {
    match class {
        Innocence::Imitation => SignalId::Imitation,
        Innocence::Print => SignalId::Print,
        Innocence::Book => SignalId::Book,
        Innocence::Media => SignalId::Media,
        Innocence::Toy => SignalId::Toy,
        Innocence::Stamp => SignalId::Stamp,
        Innocence::Coin => SignalId::Coin,
        Innocence::Colour => SignalId::Colour,
        Innocence::Brand => SignalId::Brand,
        Innocence::Place => SignalId::Place,
        Innocence::Food => SignalId::Food,
        Innocence::PlantHomonym => SignalId::PlantHomonym,
        Innocence::Idiom => SignalId::Idiom,
        Innocence::PersonalName => SignalId::PersonalName,
        Innocence::News => SignalId::News,
        Innocence::Awareness => SignalId::Awareness,
        Innocence::Law => SignalId::Law,
        Innocence::Museum => SignalId::Museum,
        Innocence::Research => SignalId::Research,
        Innocence::Education => SignalId::Education,
        Innocence::LostPet => SignalId::LostPet,
        Innocence::Pet => SignalId::Pet,
        Innocence::Lookalike => SignalId::Lookalike,
        Innocence::Livestock => SignalId::Livestock,
        Innocence::Job => SignalId::Job,
        Innocence::Housing => SignalId::Housing,
        Innocence::Vehicle => SignalId::Vehicle,
        Innocence::Electronics => SignalId::Electronics,
        Innocence::Clothing => SignalId::Clothing,
        Innocence::Household => SignalId::Household,
        Innocence::Fossil => SignalId::Fossil,
        Innocence::Medical => SignalId::Medical,
        Innocence::Material => SignalId::Material,
    }
}
