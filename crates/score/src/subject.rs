//! What is offered: the taxa and products that the words name, and how surely.

use crate::evidence::{Evidence, Found};
use crate::weights::{SignalId, Weights};
use pugmark_knowledge::vocabulary::{Cue, Form, Needs, Role, Scope, Status, TermKind};
use pugmark_knowledge::{Accents, Knowledge, Meaning, Taxon};

/// One reading of a name or term as the thing offered.
#[derive(Debug, Clone)]
pub(crate) struct Subject {
    pub(crate) found: Found,
    pub(crate) taxon: Option<usize>,
    pub(crate) product: Option<usize>,
    /// The signals that make it up: what, how much, and where if elsewhere than `found`.
    pub(crate) addends: Vec<(SignalId, f64, Found)>,
    pub(crate) role: Role,
    /// A term that is only watched.
    pub(crate) shadow: bool,
}

impl Subject {
    /// What its signals add up to.
    pub(crate) fn strength(&self) -> f64 {
        self.addends.iter().map(|(_, weight, _)| weight).sum()
    }
}

/// What the rest of the listing says, as far as ambiguous words lean on it.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Surroundings {
    pub(crate) weight: bool,
    pub(crate) price_per_weight: bool,
    pub(crate) price: bool,
    pub(crate) contact: bool,
    strong_cues: f64,
    weak_cues: f64,
    young: bool,
}

impl Surroundings {
    pub(crate) fn of(evidence: &Evidence<'_>) -> Self {
        let mut around = Self {
            weight: evidence.extracted.quantities.iter().any(|quantity| quantity.unit == "g"),
            price_per_weight: evidence.extracted.prices.iter().any(|price| is_per_weight(price.per.as_deref())),
            price: !evidence.extracted.prices.is_empty(),
            contact: !evidence.extracted.contacts.is_empty(),
            ..Self::default()
        };
        let mut seen = Vec::new();
        for (class, _, found) in &evidence.cues {
            if found.negated || seen.contains(class) {
                continue;
            }
            seen.push(*class);
            match class {
                Cue::Genuine | Cue::Secrecy | Cue::NoPaper | Cue::Restricted | Cue::Wild | Cue::PaperForSale => {
                    around.strong_cues += 1.0;
                }
                Cue::Health | Cue::Luck | Cue::Wholesale | Cue::Contact => around.weak_cues += 0.5,
                Cue::Young => around.young = true,
                _ => {}
            }
        }
        around.strong_cues = around.strong_cues.min(2.0);
        around.weak_cues = around.weak_cues.min(1.0);
        around
    }
}

/// Whether a price is by weight.
pub(crate) fn is_per_weight(per: Option<&str>) -> bool {
    per.is_some_and(|unit| unit.ends_with('g') || unit.ends_with("kg"))
}

/// Bytes within which a form stands beside a name.
const BESIDE: u32 = 20;
/// Bytes within which a form is near a name.
const NEAR: u32 = 80;

/// Reads every name and term that is not negated, strongest first.
pub(crate) fn read(evidence: &Evidence<'_>, knowledge: &Knowledge, weights: &Weights) -> Vec<Subject> {
    /// More readings of one listing change nothing.
    const MOST: usize = 64;
    let around = Surroundings::of(evidence);
    let mut subjects: Vec<Subject> = evidence
        .subjects
        .iter()
        .filter(|found| !found.negated)
        .take(MOST)
        .map(|found| Reading { evidence, knowledge, weights, around }.subject(found))
        .collect();
    subjects.sort_by(|a, b| {
        let place = |subject: &Subject| (subject.found.part, subject.found.hit.start);
        b.strength().total_cmp(&a.strength()).then_with(|| place(a).cmp(&place(b)))
    });
    subjects
}

struct Reading<'a> {
    evidence: &'a Evidence<'a>,
    knowledge: &'a Knowledge,
    weights: &'a Weights,
    around: Surroundings,
}

impl Reading<'_> {
    fn subject(&self, found: &Found) -> Subject {
        match &self.knowledge.entry(found.hit.entry).meaning {
            Meaning::Term { taxon, product, kind, needs, status, .. } => {
                let role = taxon.map_or(Role::Listed, |number| self.knowledge.taxon(number).role);
                let mut subject = self.blank(found, *taxon, *product, role);
                subject.shadow = *status == Status::Shadow;
                if !subject.shadow {
                    self.add_term(&mut subject, *kind, *needs);
                }
                subject
            }
            Meaning::Name { taxon, needs_context, .. } => {
                let role = self.knowledge.taxon(*taxon).role;
                let mut subject = self.blank(found, Some(*taxon), None, role);
                self.add_name(&mut subject, *needs_context);
                subject
            }
            _ => self.blank(found, None, None, Role::Unlisted),
        }
    }

    fn blank(&self, found: &Found, taxon: Option<usize>, product: Option<usize>, role: Role) -> Subject {
        Subject { found: *found, taxon, product, addends: Vec::new(), role, shadow: false }
    }

    fn add_term(&self, subject: &mut Subject, kind: TermKind, needs: Needs) {
        let context = self.context(subject);
        let code = matches!(kind, TermKind::Code | TermKind::Abbreviation | TermKind::Emoji);
        let pinyin = subject.found.hit.pinyin;
        let signal = match needs {
            Needs::Nothing if pinyin && context < 1.0 => SignalId::CodeWeak,
            Needs::Nothing if code => SignalId::CodeInContext,
            Needs::Nothing => SignalId::TermPlain,
            Needs::Context if context >= 1.0 && code => SignalId::CodeInContext,
            Needs::Context if context >= 1.0 => SignalId::TermInContext,
            Needs::Context if code => SignalId::CodeAlone,
            Needs::Context => SignalId::TermAlone,
            Needs::Strong if context >= 2.0 => SignalId::CodeInContext,
            Needs::Strong if context >= 1.0 => SignalId::CodeWeak,
            Needs::Strong => SignalId::CodeAlone,
        };
        self.add(subject, signal);
        self.add_appendix(subject);
    }

    fn add_name(&self, subject: &mut Subject, needs_context: bool) {
        let Some(taxon) = subject.taxon.map(|number| self.knowledge.taxon(number)) else { return };
        if subject.role == Role::Listed {
            self.add(subject, if needs_context { SignalId::TaxonAmbiguous } else { SignalId::TaxonNamed });
        }
        if let Some((form, found, product)) = self.best_form(subject, taxon) {
            let signal = if matches!(form, Form::Live | Form::Plant) { SignalId::FormLive } else { SignalId::FormOfTaxon };
            if subject.role == Role::Listed {
                subject.addends.push((signal, self.weights.weight(signal), found));
                if subject.found.distance(&found).is_some_and(|bytes| bytes <= BESIDE) {
                    subject.addends.push((SignalId::FormBeside, self.weights.weight(SignalId::FormBeside), found));
                }
            }
            subject.product = product;
        }
        self.add_appendix(subject);
    }

    fn add(&self, subject: &mut Subject, signal: SignalId) {
        let untidy = subject.found.hit.accents == Accents::Missing && subject.found.hit.disguise.is_none();
        let share = if untidy { 0.8 } else { 1.0 };
        subject.addends.push((signal, self.weights.weight(signal) * share, subject.found));
    }

    fn add_appendix(&self, subject: &mut Subject) {
        let first = subject.taxon.is_some_and(|number| self.knowledge.taxon(number).appendix.starts_with('I')
            && matches!(self.knowledge.taxon(number).appendix.as_str(), "I" | "I/II"));
        let named = subject.addends.iter().any(|(signal, _, _)| {
            !matches!(signal, SignalId::CodeAlone | SignalId::TermAlone | SignalId::TaxonAmbiguous)
        });
        if first && named {
            let weight = self.weights.weight(SignalId::AppendixOne);
            subject.addends.push((SignalId::AppendixOne, weight, subject.found));
        }
    }

    /// The nearest form that the taxon yields.
    fn best_form(&self, subject: &Subject, taxon: &Taxon) -> Option<(Form, Found, Option<usize>)> {
        let fits = self.evidence.forms.iter().filter(|(_, found)| !found.negated).filter_map(|(form, found)| {
            let Meaning::Product { product, .. } = &self.knowledge.entry(found.hit.entry).meaning else { return None };
            self.yields(taxon, *form, *product).then_some((*form, *found, *product))
        });
        fits.min_by_key(|(_, found, _)| subject.found.distance(found).unwrap_or(NEAR))
    }

    /// Whether a taxon can yield a form: no pangolin feathers.
    fn yields(&self, taxon: &Taxon, form: Form, product: Option<usize>) -> bool {
        if taxon.products.is_empty() {
            return true;
        }
        let has = |code: &str| taxon.products.iter().any(|known| known == code);
        let code = product.map(|number| self.knowledge.product(number).code.as_str());
        match form {
            Form::Live => has("LIV") && !is_plant(taxon),
            Form::Plant => is_plant(taxon),
            Form::Timber => is_plant(taxon) && !has_only_live(taxon),
            Form::Leather => ["SKI", "LPS", "SKP", "GAR", "HAN", "SID"].iter().any(|code| has(code)),
            Form::Part | Form::Worked => match code {
                Some(code) => has(code) || form == Form::Worked && !has_only_live(taxon) && !is_plant(taxon),
                None => !has_only_live(taxon),
            },
        }
    }

    /// How much around a word speaks for its guilty sense: 1 is one clear sign.
    fn context(&self, subject: &Subject) -> f64 {
        let live = subject.product.is_some_and(|number| self.knowledge.product(number).code == "LIV");
        let around = &self.around;
        let mut context = around.strong_cues + around.weak_cues;
        context += self.form_context(subject, live);
        context += if around.weight && !live { 1.0 } else { 0.0 };
        context += if around.price_per_weight { 1.0 } else { 0.0 };
        context += if around.price { 0.4 } else { 0.0 } + if around.contact { 0.4 } else { 0.0 };
        context += if around.young && live { 0.7 } else { 0.0 };
        context += self.allies(subject);
        context += if subject.found.hit.disguise.is_some() { 1.0 } else { 0.0 };
        context - self.objects_beside(subject)
    }

    fn form_context(&self, subject: &Subject, live: bool) -> f64 {
        let fits = |form: Form| match form {
            Form::Live => live,
            Form::Plant | Form::Timber => subject.taxon.is_some_and(|number| is_plant(self.knowledge.taxon(number))),
            Form::Part | Form::Worked | Form::Leather => !live,
        };
        let nearest = self
            .evidence
            .forms
            .iter()
            .filter(|(form, found)| fits(*form) && !found.negated)
            .map(|(_, found)| subject.found.distance(found).unwrap_or(NEAR))
            .min();
        match nearest {
            Some(bytes) if bytes <= NEAR => 1.0,
            Some(_) => 0.5,
            None => 0.0,
        }
    }

    /// Other words for things of the same group.
    fn allies(&self, subject: &Subject) -> f64 {
        let group = |taxon: Option<usize>| taxon.map(|number| self.knowledge.taxon(number).group.as_str());
        let own = group(subject.taxon);
        let allied = self.evidence.subjects.iter().any(|other| {
            let different = other.hit.entry != subject.found.hit.entry
                && subject.found.distance(other).is_none_or(|bytes| bytes > 0);
            let taxon = match &self.knowledge.entry(other.hit.entry).meaning {
                Meaning::Name { taxon, .. } => Some(*taxon),
                Meaning::Term { taxon, .. } => *taxon,
                _ => None,
            };
            different && !other.negated && own.is_some() && group(taxon) == own
        });
        if allied { 1.0 } else { 0.0 }
    }

    fn objects_beside(&self, subject: &Subject) -> f64 {
        let beside = self.evidence.innocent.iter().any(|(_, scope, found)| {
            *scope == Scope::Object && subject.found.distance(found).is_some_and(|bytes| bytes <= BESIDE)
        });
        if beside { 1.0 } else { 0.0 }
    }
}

/// Whether a taxon is a plant, by its trade group.
pub(crate) fn is_plant(taxon: &Taxon) -> bool {
    matches!(
        taxon.group.as_str(),
        "orchid" | "cactus/succulent" | "cycad" | "rosewood" | "agarwood" | "other plant"
    )
}

fn has_only_live(taxon: &Taxon) -> bool {
    taxon.products.iter().all(|code| code == "LIV")
}
