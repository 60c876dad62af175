//! What is offered: the subjects and forms, how they were hidden, what they are not.

use super::Builder;
use crate::evidence::Found;
use crate::subject::{Subject, is_per_weight};
use crate::weights::SignalId;
use pugmark_knowledge::Meaning;
use pugmark_knowledge::vocabulary::{Cue, Form, Innocence, Role, Scope, TermKind};
use pugmark_model::Field;
use pugmark_text::normal::Disguise;

impl Builder<'_> {
    pub(super) fn add_subject(&mut self, subject: &Subject) {
        for (id, weight, found) in &subject.addends {
            let why = self.reason(*id, (subject.taxon, subject.product), found);
            self.push(*id, *weight, found, why);
        }
    }

    /// The terms that are only watched: reported, of no weight.
    pub(super) fn add_shadows(&mut self) {
        /// More of them in one listing tell nothing new.
        const MOST: usize = 64;
        for found in self.evidence.shadows.iter().take(MOST) {
            let Meaning::Term { taxon, product, .. } = self.knowledge.entry(found.hit.entry).meaning else {
                continue;
            };
            let why = self.reason(SignalId::TermShadow, (taxon, product), found);
            self.push(SignalId::TermShadow, 0.0, found, why);
        }
    }

    /// The reason of a subject's signal, with the taxon and product that it stands for.
    fn reason(&self, id: SignalId, subject: (Option<usize>, Option<usize>), found: &Found) -> String {
        let why = self.weights.why(id);
        let taxon = subject.0.map(|number| self.knowledge.taxon(number));
        let entry = self.knowledge.entry(found.hit.entry);
        let mut reason = match (&entry.meaning, taxon) {
            (Meaning::Term { innocent, kind, .. }, Some(taxon)) => {
                let product = subject.1.map_or("", |number| self.knowledge.product(number).name.as_str());
                let verb = if *kind == TermKind::Plain { "means" } else { "stands for" };
                let other =
                    if innocent.is_empty() { String::new() } else { format!("; otherwise: {innocent}") };
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

    pub(super) fn add_second_subject(&mut self, main: &Subject) {
        let group =
            |subject: &Subject| subject.taxon.map(|number| self.knowledge.taxon(number).group.as_str());
        let second = self.subjects.iter().find(|subject| {
            subject.role == Role::Listed && group(subject) != group(main) && subject.strength() >= 1.5
        });
        if let Some(second) = second.cloned() {
            let why = self.reason(SignalId::SecondSubject, (second.taxon, second.product), &second.found);
            self.push(
                SignalId::SecondSubject,
                self.weights.weight(SignalId::SecondSubject),
                &second.found,
                why,
            );
        }
    }

    /// Animal parts or leather with no species named.
    pub(super) fn add_bare_forms(&mut self) -> f64 {
        let mut strength = 0.0;
        for (wanted, id) in [(Form::Part, SignalId::FormPart), (Form::Leather, SignalId::FormLeather)] {
            let found = self.evidence.forms.iter().find(|(form, found)| *form == wanted && !found.negated);
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
        let part = self.evidence.forms.iter().find(|(form, found)| *form == Form::Part && !found.negated);
        let by_weight =
            self.evidence.extracted.prices.iter().any(|price| is_per_weight(price.per.as_deref()));
        let (Some((_, found)), true, true) = (part, by_weight, strength > 0.0 && self.subjects.is_empty())
        else {
            return 0.0;
        };
        self.push_plain(SignalId::FormByWeight, 1.0, found);
        self.weights.weight(SignalId::FormByWeight)
    }

    pub(super) fn add_roles(&mut self, main: Option<&Subject>) {
        let listed = main.is_some_and(|subject| subject.role == Role::Listed && subject.strength() >= 1.5);
        let role = |wanted: Role| self.subjects.iter().find(|subject| subject.role == wanted);
        let domesticated = role(Role::Domesticated).map(|subject| subject.found);
        let unlisted = role(Role::Unlisted).map(|subject| subject.found);
        let parts = self.evidence.forms.iter().any(|(form, _)| matches!(form, Form::Part | Form::Leather));
        let share = if listed || parts { 0.3 } else { 1.0 };
        let claims_mammoth = self.cue(Cue::Mammoth, false).is_some();
        if let Some(found) = domesticated {
            self.push_plain(SignalId::Domesticated, share, &found);
        } else if let (Some(found), false) = (unlisted, claims_mammoth) {
            self.push_plain(SignalId::Unlisted, share, &found);
        }
    }

    /// "Not elephant" speaks against an offer; "not turkey", said of something real, speaks for one.
    pub(super) fn add_negated_subjects(&mut self, main: Option<&Subject>) {
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

    pub(super) fn add_disguise(&mut self, main: Option<&Subject>) {
        let hidden = self.subjects.iter().find(|subject| self.is_hidden(&subject.found));
        if let Some(found) = hidden.map(|subject| subject.found) {
            self.push_plain(SignalId::Disguised, 1.0, &found);
        } else if main.is_some_and(|subject| subject.found.hit.pinyin) {
            let found = main.map(|subject| subject.found);
            if let Some(found) = found {
                self.push_plain(SignalId::Disguised, 0.7, &found);
            }
        } else if let Some((field, span)) = self.hidden_text() {
            self.push_at(SignalId::DisguisedText, if main.is_some() { 1.0 } else { 0.3 }, field, Some(span));
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
        normal.flags().iter().any(|(_, flagged)| flagged[0] < span[1] && span[0] < flagged[1])
    }

    fn hidden_text(&self) -> Option<(Field, [u32; 2])> {
        self.evidence.parts.iter().find_map(|part| {
            let flag = part.normal.flags().iter().find(|(kind, _)| {
                matches!(kind, Disguise::ZeroWidth | Disguise::Bidi | Disguise::Tag | Disguise::LookAlike)
            });
            flag.map(|(_, span)| (part.field, *span))
        })
    }
}
