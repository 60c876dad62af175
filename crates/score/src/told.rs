//! Which of the taxa named are told as those of a listing: what is there, and is wildlife.
//!
//! A name alone proves nothing. A stamp of a whale, a plush tiger, "white" paint name something that is not there; a
//! whale's tooth, a tiger's skin, a cactus for sale are. What is withheld here still weighs as the signals say.

use crate::evidence::Evidence;
use crate::signals::{innocent_classes, signal_of};
use crate::subject::{Subject, is_plant};
use crate::weights::{SignalId, Weights};
use pugmark_knowledge::vocabulary::{Form, Innocence, Role, Scope};
use pugmark_knowledge::{Knowledge, Meaning, Taxon};

/// Says of each subject whether its taxon is told.
#[derive(Debug)]
pub(crate) struct Telling<'a> {
    evidence: &'a Evidence<'a>,
    knowledge: &'a Knowledge,
    /// How much speaks for a picture, a model, a book, in log-odds.
    depicted: f64,
    /// How much speaks for other things of the name: goods of another trade, a brand, a colour, in log-odds.
    other_goods: f64,
}

/// Log-odds of a picture, or of other goods, that void a bare name.
const VOIDS_NAMES: f64 = 0.9;
/// Log-odds of a picture that void a name with a form of goods beside it.
const VOIDS_FORMS: f64 = 1.5;
/// Bytes within which an ordinary object makes a name a colour, a pattern or a brand.
const OBJECT_REACH: u32 = 18;

impl<'a> Telling<'a> {
    pub(crate) fn new(evidence: &'a Evidence<'a>, knowledge: &'a Knowledge, weights: &Weights) -> Self {
        let classes = innocent_classes(evidence);
        let total = |wanted: fn(Innocence) -> bool| {
            let of_these = classes.iter().filter(|(class, ..)| wanted(*class));
            -of_these.map(|(class, share, _)| weights.weight(signal_of(*class)) * share).sum::<f64>()
        };
        Self { evidence, knowledge, depicted: total(is_depiction), other_goods: total(is_other_goods) }
    }

    /// The subjects whose taxa are there and are wildlife. In a listing that is suspected, the listed one that it is
    /// suspected for always is.
    pub(crate) fn told<'s>(&self, subjects: &'s [Subject], suspected: bool) -> Vec<&'s Subject> {
        let main = subjects.iter().find(|subject| !subject.addends.is_empty());
        let main = main.filter(|main| suspected && main.role == Role::Listed);
        let mut told: Vec<bool> = subjects
            .iter()
            .map(|subject| main.is_some_and(|main| std::ptr::eq(main, subject)) || self.tells(subject))
            .collect();
        // A name beside goods of its kind that are told: "python" before "snakeskin handbag".
        for at in 0..subjects.len() {
            let subject = &subjects[at];
            let named = has(subject, SignalId::TaxonNamed) && self.is_allied(subject, subjects, Some(&told));
            // Two code words for the same animals bear each other out.
            let coded = has(subject, SignalId::CodeAlone) && !self.is_other(subject);
            told[at] |= named || coded && self.is_allied(subject, subjects, None);
        }
        subjects.iter().zip(told).filter(|(_, told)| *told).map(|(subject, _)| subject).collect()
    }

    /// Whether another word for its group stands elsewhere; with `told`, only one that is told.
    fn is_allied(&self, subject: &Subject, subjects: &[Subject], told: Option<&[bool]>) -> bool {
        let group = |subject: &Subject| Some(self.knowledge.taxon(subject.taxon?).group.as_str());
        let own = group(subject);
        own.is_some()
            && subjects.iter().enumerate().any(|(at, other)| {
                told.is_none_or(|told| told[at])
                    && group(other) == own
                    && other.found.hit.entry != subject.found.hit.entry
                    && subject.found.distance(&other.found).is_none_or(|bytes| bytes > 0)
            })
    }

    fn tells(&self, subject: &Subject) -> bool {
        let Some(taxon) = subject.taxon.map(|number| self.knowledge.taxon(number)) else {
            return false;
        };
        if has(subject, SignalId::TermPlain) || has(subject, SignalId::TermInContext) && subject.sure {
            return true;
        }
        let borne_out = subject.form.is_some() || is_in_context(subject) || self.names_a_form(subject);
        let enough = if borne_out { VOIDS_FORMS } else { VOIDS_NAMES };
        if self.depicted >= enough || self.is_figure(subject, taxon) {
            return false;
        }
        let other = self.is_other(subject);
        match subject.role {
            Role::Listed => {
                let offered = has(subject, SignalId::TaxonOffered) && yields_alive(taxon);
                let named = has(subject, SignalId::TaxonNamed) && (is_plant(taxon) || is_only_kept(taxon));
                borne_out || (offered || named || self.is_plain_phrase(subject)) && !other
            }
            Role::Domesticated => !other && (borne_out || !self.needs_context(subject)),
            Role::Unlisted => {
                let part = matches!(subject.form, Some(Form::Part | Form::Leather));
                !other && borne_out && (part || !self.needs_context(subject)) && !is_plant(taxon)
            }
        }
    }

    /// "Macaw feathers": several words that say openly what the goods are. One word may be a colour.
    fn is_plain_phrase(&self, subject: &Subject) -> bool {
        let folded = self.evidence.parts[subject.found.part].normal.folded();
        has(subject, SignalId::TermAlone) && folded[subject.found.hit.range()].trim().contains(' ')
    }

    /// Whether the name speaks of goods of another trade.
    fn is_other(&self, subject: &Subject) -> bool {
        self.depicted >= VOIDS_NAMES || self.other_goods >= VOIDS_NAMES || self.is_beside_object(subject)
    }

    fn needs_context(&self, subject: &Subject) -> bool {
        matches!(
            self.knowledge.entry(subject.found.hit.entry).meaning,
            Meaning::Name { needs_context: true, .. }
        )
    }

    /// "Deer antlers", "buffalo horn": the name says the form itself.
    fn names_a_form(&self, subject: &Subject) -> bool {
        subject.role != Role::Listed
            && self.evidence.forms.iter().any(|(form, found)| {
                *form != Form::Worked && !found.negated && subject.found.distance(found) == Some(0)
            })
    }

    /// A carving or figure named after an animal that yields no carvings, with no part or leather named: a figure of it.
    fn is_figure(&self, subject: &Subject, taxon: &Taxon) -> bool {
        let figure = subject.product.map(|number| self.knowledge.product(number)).is_some_and(|product| {
            matches!(product.kind.as_str(), "worked" | "jewellery") && !taxon.products.contains(&product.code)
        });
        let of_nothing_else =
            || !self.evidence.forms.iter().any(|(form, _)| matches!(form, Form::Part | Form::Leather));
        subject.form.is_some() && figure && !is_plant(taxon) && of_nothing_else()
    }

    fn is_beside_object(&self, subject: &Subject) -> bool {
        self.evidence.innocent.iter().any(|(_, scope, found)| {
            *scope == Scope::Object
                && !found.negated
                && subject.found.distance(found).is_some_and(|bytes| bytes <= OBJECT_REACH)
        })
    }
}

fn has(subject: &Subject, wanted: SignalId) -> bool {
    subject.addends.iter().any(|(id, ..)| *id == wanted)
}

/// A term or code word that what stands around bears out.
fn is_in_context(subject: &Subject) -> bool {
    [SignalId::TermInContext, SignalId::CodeInContext, SignalId::CodeWeak].iter().any(|id| has(subject, *id))
}

fn yields_alive(taxon: &Taxon) -> bool {
    is_plant(taxon) || taxon.products.is_empty() || taxon.products.iter().any(|code| code == "LIV")
}

/// Traded alive only: its name alone says what is offered.
fn is_only_kept(taxon: &Taxon) -> bool {
    !taxon.products.is_empty() && taxon.products.iter().all(|code| code == "LIV")
}

/// Pictures, models, things that tell of animals.
fn is_depiction(class: Innocence) -> bool {
    matches!(
        class,
        Innocence::Imitation
            | Innocence::Print
            | Innocence::Book
            | Innocence::Media
            | Innocence::Toy
            | Innocence::Stamp
            | Innocence::Coin
    )
}

/// Goods of another trade that bear the name.
fn is_other_goods(class: Innocence) -> bool {
    matches!(
        class,
        Innocence::Brand
            | Innocence::Colour
            | Innocence::Clothing
            | Innocence::Electronics
            | Innocence::Food
            | Innocence::Household
            | Innocence::Idiom
            | Innocence::Material
            | Innocence::Medical
            | Innocence::PersonalName
            | Innocence::Place
            | Innocence::PlantHomonym
            | Innocence::Vehicle
    )
}
