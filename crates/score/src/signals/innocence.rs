//! What speaks for innocence: imitations, prints, brands, news, ordinary objects.

use super::Builder;
use crate::evidence::{Evidence, Found};
use crate::subject::Subject;
use crate::weights::SignalId;
use pugmark_knowledge::vocabulary::{Cue, Innocence, Role, Scope};
use pugmark_model::Field;
use pugmark_text::normal::Script;

/// Bytes within which an ordinary object makes a name a colour, a pattern or a brand.
const OBJECT_REACH: u32 = 18;
/// Bytes within which it may.
const OBJECT_NEAR: u32 = 60;

impl Builder<'_> {
    pub(super) fn add_innocence(&mut self, main: Option<&Subject>, gate: f64) {
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
        let is_open = |id: SignalId| match id {
            SignalId::TermPlain | SignalId::FormLive => true,
            SignalId::TermInContext => main.sure,
            _ => false,
        };
        if main.addends.iter().any(|(id, _, _)| is_open(*id)) {
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
        let id = if bytes <= OBJECT_REACH {
            SignalId::ObjectBeside
        } else if bytes <= OBJECT_NEAR {
            SignalId::ObjectElsewhere
        } else {
            return;
        };
        let why = format!("{} ({})", self.weights.why(id), class.spelling());
        self.push(id, self.weights.weight(id) * share, &found, why);
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
        clarity *= if part.field == Field::Title { 1.2 } else { evidence.dilution(found) };
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
    classes.into_iter().map(|(class, total, found, _)| (class, total, found)).collect()
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
    !matches!(class, Innocence::Idiom | Innocence::PersonalName | Innocence::Place | Innocence::Lookalike)
}

/// How clearly a phrase can speak: several words more than one, a long word more than a short one.
fn clarity(phrase: &str) -> f64 {
    let length = phrase.chars().count();
    let unspaced = phrase.chars().next().and_then(Script::of).is_some_and(Script::is_unspaced);
    match (unspaced, phrase.contains(' ')) {
        (true, _) if length >= 3 => 1.0,
        (true, _) => 0.8,
        (false, true) => 1.0,
        (false, false) if length >= 7 => 0.8,
        (false, false) => 0.55,
    }
}

/// The signal of a class.
pub(crate) fn signal_of(class: Innocence) -> SignalId {
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
