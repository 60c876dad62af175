//! The papers that would be needed.

use super::condition::Condition;
use super::route::{Applies, Route};
use super::rules::{PaperRow, Requirement, Rules, Scope, When};
use super::subject::{Covered, Subject, covered, of_population};
use super::{Need, Note, Offer, PanelListing, Paper, Reason};
use crate::tables::Product;

/// Everything a rule is asked about.
pub(crate) struct Case<'a> {
    pub(crate) rules: &'a Rules,
    pub(crate) subject: &'a Subject,
    pub(crate) product: Option<&'a Product>,
    /// All products, for naming them.
    pub(crate) products: &'a [Product],
    pub(crate) route: Route<'a>,
    pub(crate) offer: &'a Offer,
    /// Listings that cover the goods.
    covering: Vec<PanelListing>,
    /// Of these, those whose cover depends on what the words say.
    depends: Vec<(PanelListing, String)>,
    /// Countries that listed it in Appendix III.
    listers: Vec<String>,
}

/// What would be needed, and which laws were asked for it.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    pub(crate) needs: Vec<Need>,
    instruments: Vec<String>,
}

impl<'a> Case<'a> {
    /// Sets out a case; what the annotations leave out is told in notes.
    pub(crate) fn new(
        rules: &'a Rules,
        subject: &'a Subject,
        goods: (Option<&'a Product>, &'a [Product]),
        route: Route<'a>,
        offer: &'a Offer,
        notes: &mut Vec<Note>,
    ) -> Self {
        let (product, products) = goods;
        let mut case = Self {
            rules,
            subject,
            product,
            products,
            route,
            offer,
            covering: Vec::new(),
            depends: Vec::new(),
            listers: subject.listers(),
        };
        for listing in of_population(&subject.listings, case.route.from) {
            case.weigh(listing, notes);
        }
        case
    }

    /// Keeps a listing if its annotation covers the goods.
    fn weigh(&mut self, listing: PanelListing, notes: &mut Vec<Note>) {
        let law = format!("{} {}", listing.instrument, listing.list);
        if listing.part {
            self.depends.push((listing.clone(), format!("if it is one of the taxa below that {law} lists")));
        }
        let code = self.product.map(|product| product.code.as_str());
        let Some((scope, covered)) = covered(&self.rules.scopes, &listing.annotation, code, &self.offer.date)
        else {
            self.covering.push(listing);
            return;
        };
        self.scoped(&law, &listing, scope, covered, notes);
        if covered == Covered::Depends {
            self.depends.push((listing.clone(), "unless the annotation leaves these goods out".to_owned()));
        }
        if covered != Covered::No {
            self.covering.push(listing);
        }
    }

    /// Notes what an annotation says of the goods.
    fn scoped(
        &self,
        law: &str,
        listing: &PanelListing,
        scope: &Scope,
        covered: Covered,
        notes: &mut Vec<Note>,
    ) {
        let country = listing.instrument.split('-').next().unwrap_or_default();
        if country != "CITES" && !self.route.concerns(country) {
            return;
        }
        let text = match covered {
            Covered::Yes => return,
            Covered::No => {
                format!("the goods are outside the annotation {} of {law}: {}", scope.mark, scope.says)
            }
            Covered::Depends => {
                format!(
                    "whether {law} covers the goods depends on its annotation {}: {}",
                    scope.mark, scope.says
                )
            }
        };
        push_note(notes, text, &scope.reference);
    }

    /// Whether a condition on listings holds. `CITES:I` is a list, `CITES` any list of an instrument.
    fn is_listed(&self, lists: &Condition) -> bool {
        let is_sure = |listing: &PanelListing| self.depends.iter().all(|(other, _)| other != listing);
        let may_be = |word: &str| self.covering.iter().any(|listing| listing_is(listing, word));
        let surely =
            |word: &str| self.covering.iter().any(|listing| listing_is(listing, word) && is_sure(listing));
        lists.holds_for(may_be, surely)
    }

    /// What the cover of the listings that are asked for depends on.
    fn dependence(&self, lists: &Condition) -> Applies {
        let (wanted, _) = lists.wanted();
        let asked = |listing: &PanelListing| wanted.iter().any(|word| listing_is(listing, word));
        let sure = self
            .covering
            .iter()
            .any(|listing| asked(listing) && self.depends.iter().all(|(other, _)| other != listing));
        match self.depends.iter().find(|(listing, _)| asked(listing)) {
            Some((_, words)) if !sure => Applies::If(words.clone()),
            _ => Applies::Yes,
        }
    }

    /// Whether a row applies to the case.
    pub(crate) fn applies(&self, when: &When) -> Applies {
        let fits =
            when.span.holds(&self.offer.date) && self.subject.is(&when.taxa) && self.is_listed(&when.lists);
        if !fits {
            return Applies::No;
        }
        let way = self.route.applies(when, &self.listers);
        way.and(self.product_fits(&when.products)).and(self.dependence(&when.lists))
    }

    fn product_fits(&self, products: &Condition) -> Applies {
        if products.is_empty() {
            return Applies::Yes;
        }
        if let Some(product) = self.product {
            return if products.holds(|word| word == product.code) { Applies::Yes } else { Applies::No };
        }
        let name = |code: &&str| {
            self.products.iter().find(|product| product.code == **code).map(|product| product.name.as_str())
        };
        let (wanted, _) = products.wanted();
        let words = |codes: &[&str]| {
            let mut names: Vec<&str> = codes.iter().filter_map(name).collect();
            let more = names.len() > 4;
            names.truncate(4);
            format!("{}{}", names.join(", "), if more { " or the like" } else { "" })
        };
        if wanted.is_empty() {
            let ruled_out: Vec<&str> = products.words().collect();
            Applies::If(format!("if the goods are not {}", words(&ruled_out)))
        } else {
            Applies::If(format!("if the goods are {}", words(&wanted)))
        }
    }

    /// A paper by its id.
    pub(crate) fn papers(&self, ids: &[String]) -> Vec<Paper> {
        ids.iter().filter_map(|id| self.rules.papers.get(id)).map(paper).collect()
    }

    /// Every need, in the order of the table. Where the law names no paper it is noted.
    pub(crate) fn needs(&self, notes: &mut Vec<Note>) -> Asked {
        let mut asked = Asked::default();
        for rule in &self.rules.requirements {
            let only_if = match self.applies(&rule.when) {
                Applies::No => continue,
                Applies::Yes => rule.only_if.clone(),
                Applies::If(words) if rule.only_if.is_empty() => words,
                Applies::If(words) => format!("{words}, {}", rule.only_if),
            };
            let (wanted, _) = rule.when.lists.wanted();
            let instrument = |word: &&str| word.split(':').next().unwrap_or_default().to_owned();
            asked.instruments.extend(wanted.iter().map(instrument));
            if rule.papers.is_empty() {
                let when = if only_if.is_empty() { String::new() } else { format!(" ({only_if})") };
                push_note(notes, format!("{}{when}", rule.why), &rule.reference);
            } else {
                self.add(&mut asked.needs, rule, only_if);
            }
        }
        asked
    }

    fn add(&self, needs: &mut Vec<Need>, rule: &Requirement, only_if: String) {
        let papers = self.papers(&rule.papers);
        let reason = Reason {
            rule: rule.id.clone(),
            why: rule.why.clone(),
            only_if,
            reference: rule.reference.clone(),
            confirmed: rule.confirmed,
        };
        if let Some(same) = needs.iter_mut().find(|need| need.papers == papers) {
            same.reasons.push(reason);
        } else {
            let asked_by = asked_by(&rule.when.country);
            needs.push(Need { papers, asked_by, reasons: vec![reason], freed_by: Vec::new() });
        }
    }

    /// The listings that bear on the way of the goods, those of CITES first.
    pub(crate) fn listings(&self, asked: &Asked) -> Vec<PanelListing> {
        let bears = |listing: &&PanelListing| {
            let country = listing.instrument.split('-').next().unwrap_or_default();
            country == "CITES"
                || self.route.concerns(country)
                || asked.instruments.contains(&listing.instrument)
        };
        let mut listings: Vec<PanelListing> = self.subject.listings.iter().filter(bears).cloned().collect();
        listings.sort_by_key(|listing| listing.instrument != "CITES");
        listings
    }
}

/// Whose law asks.
pub(crate) fn asked_by(country: &[String]) -> String {
    country.join(", ").replace('*', "CITES")
}

pub(crate) fn push_note(notes: &mut Vec<Note>, text: String, reference: &str) {
    let note = Note { text, reference: reference.to_owned() };
    if !notes.contains(&note) {
        notes.push(note);
    }
}

fn paper(row: &PaperRow) -> Paper {
    Paper {
        id: row.id.clone(),
        name: row.name.clone(),
        issuer: row.issuer.clone(),
        proves: row.proves.clone(),
        reference: row.reference.clone(),
        confirmed: row.confirmed,
    }
}

fn listing_is(listing: &PanelListing, word: &str) -> bool {
    match word.split_once(':') {
        Some((instrument, list)) => listing.instrument == instrument && listing.list == list,
        None => listing.instrument == word,
    }
}
