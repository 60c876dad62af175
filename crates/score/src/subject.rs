//! What is offered: the taxa and products that the words name, and how surely.

use crate::evidence::{Evidence, Found};
use crate::weights::{SignalId, Weights};
use pugmark_knowledge::vocabulary::{Cue, Form, Innocence, Needs, Role, Scope, TermKind};
use pugmark_knowledge::{Accents, Knowledge, Meaning, Taxon};
use pugmark_model::Field;
use pugmark_text::normal::Script;

/// One reading of a name or term as the thing offered.
#[derive(Debug, Clone)]
pub(crate) struct Subject {
    pub(crate) found: Found,
    pub(crate) taxon: Option<usize>,
    pub(crate) product: Option<usize>,
    /// The signals that make it up: what, how much, and where if elsewhere than `found`.
    pub(crate) addends: Vec<(SignalId, f64, Found)>,
    pub(crate) role: Role,
    /// A code word that is also an everyday word.
    everyday: bool,
    /// What stands around leaves little doubt of what is meant.
    pub(crate) sure: bool,
    /// A form of goods that its taxon yields is named.
    pub(crate) form: Option<Form>,
}

impl Subject {
    /// What its signals add up to.
    pub(crate) fn strength(&self) -> f64 {
        self.addends.iter().map(|(_, weight, _)| weight).sum()
    }

    /// Strength in coarse steps, so that of things about as sure the first named comes first; a code word that is
    /// also an everyday word stands back.
    fn standing(&self) -> i32 {
        /// Log-odds in a step.
        const STEP: f64 = 0.8;
        let shy = if self.everyday { 1.0 } else { 0.0 };
        ((self.strength() - shy) / STEP).floor() as i32
    }
}

/// What the rest of the listing says, as far as ambiguous words lean on it.
#[derive(Debug, Default, Clone, Copy)]
#[allow(clippy::struct_excessive_bools)] // each is one plain fact of the listing
pub(crate) struct Surroundings {
    pub(crate) weight: bool,
    pub(crate) price_per_weight: bool,
    pub(crate) price: bool,
    pub(crate) contact: bool,
    strong_cues: f64,
    weak_cues: f64,
    young: bool,
    wild: bool,
    antique: f64,
    everyday: f64,
    sale: bool,
    /// 1 where somebody offers something and can be reached, or says what only sellers of wildlife say; less where
    /// there is only a price or a word of sale.
    offered: f64,
    /// Too long for things far apart to have to do with one another.
    long: bool,
}

/// Longer texts are read with less trust in what stands far from what, in bytes.
const LONG: usize = 800;
/// Bytes from the beginning of a long text within which a thing is the matter of it.
const PROMINENT: u32 = 400;

impl Surroundings {
    pub(crate) fn of(evidence: &Evidence<'_>) -> Self {
        let mut around = Self {
            weight: evidence.extracted.quantities.iter().any(|quantity| quantity.unit == "g"),
            price_per_weight: evidence
                .extracted
                .prices
                .iter()
                .any(|price| is_per_weight(price.per.as_deref())),
            price: !evidence.extracted.prices.is_empty(),
            contact: !evidence.extracted.contacts.is_empty(),
            ..Self::default()
        };
        let mut seen = Vec::new();
        for (class, _, found) in &evidence.cues {
            let profile = evidence.parts[found.part].field == Field::Seller;
            if *class == Cue::Antique && !found.negated {
                around.antique = around.antique.max(if profile { 0.4 } else { ENOUGH });
            }
            if found.negated || profile || seen.contains(class) {
                continue;
            }
            seen.push(*class);
            match class {
                Cue::Genuine
                | Cue::Secrecy
                | Cue::NoPaper
                | Cue::Restricted
                | Cue::Wild
                | Cue::PaperForSale => {
                    around.strong_cues += 1.0;
                    around.wild |= *class == Cue::Wild;
                }
                Cue::Health | Cue::Luck | Cue::Wholesale | Cue::Contact => around.weak_cues += 0.5,
                Cue::Young => around.young = true,
                Cue::Sell | Cue::Buy => around.sale = true,
                _ => {}
            }
        }
        // In a long text something of everything is said somewhere.
        let dilution = (600.0 / evidence.length().max(1) as f64).min(1.0);
        around.strong_cues = around.strong_cues.min(2.0) * dilution;
        around.weak_cues = around.weak_cues.min(1.0) * dilution;
        if !evidence.subjects.is_empty() {
            around.everyday = ordinary_goods(evidence);
        }
        around.long = evidence.length() > LONG;
        let talk =
            seen.contains(&Cue::Contact) || seen.contains(&Cue::Restricted) || seen.contains(&Cue::Shipping);
        let surely = around.contact
            || around.young
            || around.strong_cues > 0.0
            || around.price && (around.sale || talk);
        around.offered = if surely {
            1.0
        } else if around.price || around.sale || talk {
            0.6
        } else {
            0.0
        };
        around
    }
}

/// How much the listing speaks for ordinary goods, for the everyday senses of code words.
fn ordinary_goods(evidence: &Evidence<'_>) -> f64 {
    let ordinary = |class: Innocence| {
        matches!(
            class,
            Innocence::Food
                | Innocence::Imitation
                | Innocence::Lookalike
                | Innocence::Household
                | Innocence::Medical
                | Innocence::Material
                | Innocence::Electronics
                | Innocence::Vehicle
                | Innocence::Clothing
                | Innocence::Media
                | Innocence::Toy
        )
    };
    let total: f64 = crate::signals::innocent_classes(evidence)
        .iter()
        .filter(|(class, ..)| ordinary(*class))
        .map(|(_, evidence, _)| evidence.min(1.0))
        .sum();
    (total * 2.0).min(4.0)
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
        b.standing().cmp(&a.standing()).then_with(|| place(a).cmp(&place(b)))
    });
    subjects
}

/// What stands around a word and speaks for its guilty sense: 1 is one clear sign.
#[derive(Debug, Clone, Copy)]
struct Context {
    total: f64,
    /// Of it, what honest adverts seldom have: weights, forms, secrecy, disguise.
    hard: f64,
    /// Of that, what does not rest on other words for goods.
    firm: f64,
    /// Of the total, what every advert has: price, contact, words of sale.
    trade: f64,
}

/// Context that is enough for a term with an innocent sense.
const ENOUGH: f64 = 0.85;

struct Reading<'a> {
    evidence: &'a Evidence<'a>,
    knowledge: &'a Knowledge,
    weights: &'a Weights,
    around: Surroundings,
}

impl Reading<'_> {
    fn subject(&self, found: &Found) -> Subject {
        match &self.knowledge.entry(found.hit.entry).meaning {
            Meaning::Term { taxon, product, kind, needs, .. } => {
                let role = taxon.map_or(Role::Listed, |number| self.knowledge.taxon(number).role);
                let mut subject = Self::blank(found, *taxon, *product, role);
                subject.everyday = *needs == Needs::Strong;
                self.add_term(&mut subject, *kind, *needs);
                subject
            }
            Meaning::Name { taxon, needs_context, .. } => {
                let role = self.knowledge.taxon(*taxon).role;
                let mut subject = Self::blank(found, Some(*taxon), None, role);
                self.add_name(&mut subject, *needs_context);
                subject
            }
            _ => Self::blank(found, None, None, Role::Unlisted),
        }
    }

    fn blank(found: &Found, taxon: Option<usize>, product: Option<usize>, role: Role) -> Subject {
        Subject {
            found: *found,
            taxon,
            product,
            addends: Vec::new(),
            role,
            everyday: false,
            sure: false,
            form: None,
        }
    }

    fn add_term(&self, subject: &mut Subject, kind: TermKind, needs: Needs) {
        let Context { total, hard, firm, trade } = self.context(subject, kind == TermKind::Emoji);
        // A price is no context for a bare word of material: ivory is a colour in every shop.
        let total = if self.is_one_word(subject) { total - trade } else { total };
        let firm = if self.is_everyday_word(subject) { firm } else { hard };
        let needs = if needs == Needs::Strong && self.is_compound(subject) { Needs::Context } else { needs };
        subject.sure = hard >= 1.0;
        let one_character = self.is_one_character(subject);
        let code = matches!(kind, TermKind::Code | TermKind::Abbreviation | TermKind::Emoji);
        let pinyin = subject.found.hit.pinyin;
        let signal = match needs {
            Needs::Nothing if pinyin && total < ENOUGH => SignalId::CodeWeak,
            Needs::Nothing if code => SignalId::CodeInContext,
            Needs::Nothing => SignalId::TermPlain,
            Needs::Context if total >= ENOUGH && code => SignalId::CodeInContext,
            Needs::Context if total >= ENOUGH => SignalId::TermInContext,
            Needs::Context if code => SignalId::CodeAlone,
            Needs::Context => SignalId::TermAlone,
            Needs::Strong if total >= 2.0 && firm >= 1.0 && !one_character => SignalId::CodeInContext,
            Needs::Strong if total >= ENOUGH && (firm >= 0.5 || !self.is_everyday_word(subject)) => {
                SignalId::CodeWeak
            }
            Needs::Strong => SignalId::CodeAlone,
        };
        self.add(subject, signal);
        self.add_appendix(subject);
    }

    fn add_name(&self, subject: &mut Subject, needs_context: bool) {
        let Some(taxon) = subject.taxon else {
            return;
        };
        let context = self.context(subject, false);
        let fitting = self.best_form(subject, taxon);
        let near = fitting.is_some_and(|(form, found, _)| {
            form != Form::Worked && subject.found.distance(&found).is_some_and(|bytes| bytes <= BESIDE * 2)
        });
        let wild = context.firm >= 1.0 && self.around.wild;
        let sure = !needs_context
            || near
            || wild
            || self.allies(subject) > 0.0
            || subject.found.hit.disguise.is_some();
        if subject.role == Role::Listed {
            self.add(subject, if sure { SignalId::TaxonNamed } else { SignalId::TaxonAmbiguous });
            subject.everyday = !sure;
            if sure && self.around.offered > 0.0 && !self.is_ornamental_subject(subject) {
                self.add_share(subject, SignalId::TaxonOffered, self.around.offered);
            }
        }
        if let Some((form, found, product)) = fitting {
            if subject.role == Role::Listed {
                self.add_form(subject, form, &found, sure);
            }
            subject.product = product;
            subject.form = Some(form);
        }
        self.add_appendix(subject);
    }

    fn add_form(&self, subject: &mut Subject, form: Form, found: &Found, sure: bool) {
        let (signal, share) = match form {
            Form::Live => (SignalId::FormLive, 1.0),
            Form::Plant => (SignalId::FormPlant, 1.0),
            Form::Worked => (SignalId::FormOfTaxon, if sure { 0.5 } else { 0.25 }),
            Form::Part | Form::Leather | Form::Timber => (SignalId::FormOfTaxon, 1.0),
        };
        let beside = subject.found.distance(found).is_some_and(|bytes| bytes <= BESIDE);
        let near = if beside { 1.0 } else { 0.7 };
        subject.addends.push((signal, self.weights.weight(signal) * share * near, *found));
        if beside {
            subject.addends.push((
                SignalId::FormBeside,
                self.weights.weight(SignalId::FormBeside) * share,
                *found,
            ));
        }
    }

    /// One word of a script that parts its words, not a code word.
    fn is_one_word(&self, subject: &Subject) -> bool {
        let folded = self.evidence.parts[subject.found.part].normal.folded();
        let word = &folded[subject.found.hit.range()];
        let spaced = word.chars().next().and_then(Script::of).is_some_and(|script| !script.is_unspaced());
        spaced && !word.contains([' ', '-']) && self.knowledge.entry(subject.found.hit.entry).is_plain_term()
    }

    /// "White", "black", "bone": a short plain word of a Latin script.
    fn is_everyday_word(&self, subject: &Subject) -> bool {
        let folded = self.evidence.parts[subject.found.part].normal.folded();
        let word = &folded[subject.found.hit.range()];
        word.len() <= 6 && word.bytes().all(|b| b.is_ascii_lowercase())
    }

    /// Three or more characters of an unspaced script: a compound that names the product itself.
    fn is_compound(&self, subject: &Subject) -> bool {
        let folded = self.evidence.parts[subject.found.part].normal.folded();
        let word = &folded[subject.found.hit.range()];
        word.chars().filter(|c| Script::of(*c).is_some_and(Script::is_unspaced)).count() >= 3
    }

    /// One Chinese character means too many things.
    fn is_one_character(&self, subject: &Subject) -> bool {
        let folded = self.evidence.parts[subject.found.part].normal.folded();
        folded[subject.found.hit.range()].chars().filter(|c| c.is_alphabetic()).count() == 1
    }

    /// A plant by name only, with nothing that speaks of the wild or of missing papers.
    fn is_ornamental_subject(&self, subject: &Subject) -> bool {
        self.around.strong_cues == 0.0
            && subject.product.is_none()
            && subject.taxon.is_some_and(|taxon| self.is_ornamental(taxon))
    }

    fn add(&self, subject: &mut Subject, signal: SignalId) {
        self.add_share(subject, signal, 1.0);
    }

    fn add_share(&self, subject: &mut Subject, signal: SignalId, share: f64) {
        let untidy = subject.found.hit.accents == Accents::Missing && subject.found.hit.disguise.is_none();
        let ornamental = self.is_ornamental_subject(subject);
        let tidiness = if untidy { 0.8 } else { 1.0 };
        let grown = if ornamental { 0.6 } else { 1.0 };
        let share = share * tidiness * grown * self.prominence(&subject.found);
        subject.addends.push((signal, self.weights.weight(signal) * share, subject.found));
    }

    /// Less than 1 for what a long text says only in passing, and for what stands in the seller's profile.
    fn prominence(&self, found: &Found) -> f64 {
        let field = self.evidence.parts[found.part].field;
        if field == Field::Seller {
            return 0.25;
        }
        let in_title = field == Field::Title;
        if !self.around.long || in_title || found.hit.start < PROMINENT { 1.0 } else { 0.5 }
    }

    /// Plants that nurseries grow by the million: their name alone says little.
    fn is_ornamental(&self, taxon: usize) -> bool {
        let group = self.knowledge.taxon(taxon).group.as_str();
        matches!(group, "orchid" | "cactus/succulent" | "cycad" | "other plant")
    }

    fn add_appendix(&self, subject: &mut Subject) {
        let first = subject
            .taxon
            .is_some_and(|number| self.knowledge.taxon(number).appendix.split('/').next() == Some("I"));
        let named = subject.addends.iter().any(|(signal, _, _)| {
            !matches!(signal, SignalId::CodeAlone | SignalId::TermAlone | SignalId::TaxonAmbiguous)
        });
        let grown = self.is_ornamental_subject(subject);
        let more = subject.addends.len() > 1 || subject.product.is_some();
        if first && named && more && !grown {
            let weight = self.weights.weight(SignalId::AppendixOne);
            subject.addends.push((SignalId::AppendixOne, weight, subject.found));
        }
    }

    /// The nearest form that the taxon yields.
    fn best_form(&self, subject: &Subject, number: usize) -> Option<(Form, Found, Option<usize>)> {
        let taxon = self.knowledge.taxon(number);
        let fits =
            self.evidence.forms.iter().filter(|(_, found)| !found.negated).filter_map(|(form, found)| {
                let Meaning::Product { product, .. } = &self.knowledge.entry(found.hit.entry).meaning else {
                    return None;
                };
                let same = subject.found.part == found.part
                    && found.hit.start < subject.found.hit.end
                    && subject.found.hit.start < found.hit.end;
                if same {
                    return None;
                }
                let possible = self.possible(number, *form, *product)?;
                self.yields(taxon, *form, *product).then_some((*form, *found, possible))
            });
        fits.min_by_key(|(_, found, _)| subject.found.distance(found).unwrap_or(NEAR))
    }

    /// The product that a form word means of this taxon; the outer `None` refuses the reading: a pangolin has no
    /// feathers. A word for an object names what it is mostly made into (a bead is of ivory), so that of a taxon that
    /// does not yield that it is the object in general.
    fn possible(&self, taxon: usize, form: Form, product: Option<usize>) -> Option<Option<usize>> {
        let Some(number) = product else {
            return Some(None);
        };
        if self.knowledge.may_yield(taxon, number) {
            return Some(product);
        }
        let general = match self.knowledge.product(number).kind.as_str() {
            "jewellery" => "JWL",
            "worked" | "timber" => "CAR",
            _ => return (form == Form::Worked).then_some(None),
        };
        let general =
            self.knowledge.product_number(general).filter(|it| self.knowledge.may_yield(taxon, *it));
        (form == Form::Worked).then_some(general)
    }

    /// Whether a form is one that the taxon is traded as.
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

    /// How much around a word speaks for its guilty sense.
    fn context(&self, subject: &Subject, pictured: bool) -> Context {
        let live =
            pictured || subject.product.is_none_or(|number| self.knowledge.product(number).code == "LIV");
        let around = &self.around;
        let near = if around.long { 0.3 } else { 1.0 };
        let mut hard = around.strong_cues;
        hard += if around.weight && (pictured || !(live && subject.product.is_some())) { near } else { 0.0 };
        hard += if around.price_per_weight { near } else { 0.0 };
        hard += if subject.found.hit.disguise.is_some() { 1.0 } else { 0.0 };
        let firm = hard;
        hard += if around.young && live { near } else { 0.0 };
        hard += self.form_context(subject, live);
        let trade = if around.price { 0.6 } else { 0.0 }
            + if around.contact { 0.5 } else { 0.0 }
            + if around.sale { 0.3 } else { 0.0 };
        let trade = near * trade;
        let total = hard + around.weak_cues + trade + self.allies(subject);
        let made = subject.product.is_some_and(|number| {
            matches!(self.knowledge.product(number).kind.as_str(), "worked" | "raw" | "jewellery" | "trophy")
        });
        let total = total + if made { around.antique } else { 0.0 };
        let total = total - self.objects_beside(subject) - self.everyday_sense(subject);
        Context { total, hard, firm, trade }
    }

    fn form_context(&self, subject: &Subject, live: bool) -> f64 {
        let kind = subject.product.map(|number| self.knowledge.product(number).kind.as_str());
        let fits = |form: Form| match form {
            Form::Live => live,
            Form::Plant | Form::Timber => {
                subject.taxon.is_some_and(|number| is_plant(self.knowledge.taxon(number)))
            }
            Form::Leather => matches!(kind, None | Some("leather" | "garment")),
            Form::Part | Form::Worked => kind != Some("live"),
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
            Some(_) if !self.around.long => 0.5,
            _ => 0.0,
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

    /// How much the listing speaks for the everyday sense of a code word: plastic by the tonne, jelly by the box.
    fn everyday_sense(&self, subject: &Subject) -> f64 {
        let code = matches!(
            &self.knowledge.entry(subject.found.hit.entry).meaning,
            Meaning::Term { kind: TermKind::Code | TermKind::Abbreviation | TermKind::Plain, needs, .. } if *needs != Needs::Nothing
        );
        if !code {
            return 0.0;
        }
        self.around.everyday
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
