//! From an offer to its panel.

use super::needs::{Case, push_note};
use super::route::{Route, is_high_seas};
use super::{
    CAUTION, Note, Offer, Panel, PanelListing, PanelProduct, PanelTaxon, Rules, Unclear, claims, permits,
};
use crate::Knowledge;
use crate::table::is_date;
use crate::tables::{Meaning, Product};
use pugmark_text::Normal;
use std::sync::Arc;

impl Knowledge {
    /// Which papers would make an offer lawful, which exemption the advert claims and what would prove it. Never a
    /// verdict.
    ///
    /// # Errors
    /// When the taxon, the product, a country, the date or a claim is not understood; the error says how to mend it.
    pub fn requirements(&self, offer: &Offer) -> Result<Panel, Unclear> {
        let rules = self.rules();
        if !is_date(&offer.date) {
            return Err(Unclear::new(format!("`{}` is no day", offer.date), "write it as YYYY-MM-DD"));
        }
        let from = self.country(offer.from.as_deref())?;
        let to = self.country(offer.to.as_deref())?;
        let product = offer.product.as_deref().map(|word| self.product_of(word)).transpose()?;
        let claimed =
            offer.claims.iter().map(|word| claims::read(rules, word)).collect::<Result<Vec<_>, _>>()?;
        let subject = self.subject(&offer.taxon, &offer.date)?;
        let route = Route::new(from.as_deref(), to.as_deref(), &offer.date, &rules.members);
        let words = route.words();
        let mut notes = Vec::new();
        let goods = (product, self.compiled.products.as_slice());
        let case = Case::new(rules, &subject, goods, route, offer, &mut notes);
        let mut asked = case.needs(&mut notes);
        let listings = case.listings(&asked);
        remarks(&case, &listings, &mut notes);
        let mut claims = Vec::new();
        for claim in claimed {
            if !claims.iter().any(|known: &super::Claim| known.id == claim.id) {
                claims.push(claims::weigh(&case, claim, &mut asked.needs));
            }
        }
        let permits = offer.permits.iter().map(|number| permits::shape(rules, number)).collect();
        let mut panel = Panel {
            taxon: PanelTaxon {
                name: subject.name.clone(),
                rank: subject.rank.clone(),
                group: subject.group.clone(),
            },
            product: product.map(|it| PanelProduct { code: it.code.clone(), name: it.name.clone() }),
            route: words,
            date: offer.date.clone(),
            listings,
            needs: asked.needs,
            claims,
            permits,
            notes,
            sources: Vec::new(),
            caution: CAUTION,
        };
        panel.sources = sources(&panel);
        Ok(panel)
    }

    /// The tables of the panel, read when they are first asked for.
    fn rules(&self) -> &Rules {
        self.panel.get_or_init(|| {
            // Faults stopped the build, or the overlay: there are none here.
            Arc::new(Rules::read(&crate::embedded_sources(), &mut Vec::new()))
        })
    }

    /// A country by its code or name, a union, or the high seas; empty is unknown.
    fn country(&self, told: Option<&str>) -> Result<Option<String>, Unclear> {
        let Some(told) = told.map(str::trim).filter(|told| !told.is_empty()) else {
            return Ok(None);
        };
        let code = told.to_ascii_uppercase();
        let code = if code == "UK" { "GB" } else { code.as_str() };
        let is_union = || self.rules().members.iter().any(|member| member.union == code);
        if is_high_seas(code) || is_union() {
            return Ok(Some(code.to_owned()));
        }
        let countries = &self.atlas().countries;
        let known = countries.iter().find(|(known, name)| known == code || name.eq_ignore_ascii_case(told));
        known.map(|(known, _)| Some(known.clone())).ok_or_else(|| {
            let mend = "write two letters such as DE, XZ for the high seas, or leave it out";
            Unclear::new(format!("`{told}` is no country known here"), mend)
        })
    }

    /// The product of a code or a word.
    fn product_of(&self, word: &str) -> Result<&Product, Unclear> {
        let word = word.trim();
        let products = &self.compiled.products;
        let coded = products.iter().find(|product| product.code.eq_ignore_ascii_case(word));
        let wanted = product_key(word);
        let named = || products.iter().find(|product| product_key(&product.name) == wanted);
        let translated = || {
            let names = &self.compiled.product_names;
            let name = names.iter().find(|name| product_key(&name.name) == wanted);
            name.and_then(|name| products.get(name.product))
        };
        let spoken = || {
            self.compiled.entries.iter().find_map(|entry| match entry.meaning {
                Meaning::Product { product: Some(number), .. }
                    if product_key(entry.text.trim_end_matches('*')) == wanted =>
                {
                    products.get(number)
                }
                _ => None,
            })
        };
        coded.or_else(named).or_else(translated).or_else(spoken).ok_or_else(|| {
            let mend = "use a CITES trade term code such as IVC, or a word such as bangle";
            Unclear::new(format!("`{word}` is no product known here"), mend)
        })
    }
}

/// A name of goods as it is compared: one case, no accents, one as several.
fn product_key(name: &str) -> String {
    let normal = Normal::plain(name);
    let singular = |word: &str| match word.strip_suffix('s') {
        Some(one) if one.len() >= 3 => one.to_owned(),
        _ => word.to_owned(),
    };
    normal.bare().split_whitespace().map(singular).collect::<Vec<_>>().join(" ")
}

/// What else is to be known: no listing, listings to be confirmed, populations, trade at home.
fn remarks(case: &Case<'_>, listings: &[PanelListing], notes: &mut Vec<Note>) {
    let subject = case.subject;
    let cites: Vec<_> = subject.listings.iter().filter(|listing| listing.instrument == "CITES").collect();
    if cites.is_empty() {
        let text = format!(
            "{} is not in the Appendices on {}: no CITES paper would be needed; national law may apply",
            subject.name, case.offer.date
        );
        push_note(notes, text, "CITES Appendices");
    }
    if !cites.is_empty() && case.route.stays_home() {
        let text = "CITES itself asks for papers only where a border is crossed; at home the law of the country counts";
        push_note(notes, text.to_owned(), "CITES Art. I to V, XIV");
    }
    if cites.iter().any(|listing| !listing.population.is_empty()) {
        let text = "populations are listed apart: proof of origin decides which listing holds";
        push_note(notes, text.to_owned(), "CITES Appendices; Res. Conf. 12.3");
    }
    if listings.iter().any(|listing| !listing.confirmed) {
        push_note(notes, "a listing here is not yet confirmed against its source".to_owned(), "");
    }
    if case.product.is_none() {
        push_note(notes, "the goods are not named: name the product for a shorter answer".to_owned(), "");
    }
}

/// Every reference of the panel once, in the order of its sections.
fn sources(panel: &Panel) -> Vec<String> {
    let listings = panel.listings.iter().map(|listing| {
        format!("{} {} ({}): {}", listing.instrument, listing.list, listing.via, listing.source)
    });
    let reasons = panel.needs.iter().flat_map(|need| &need.reasons).map(|reason| reason.reference.clone());
    let claims = panel.claims.iter().flat_map(|claim| &claim.exemptions).map(|row| row.reference.clone());
    let permits = panel.permits.iter().map(|permit| permit.source.clone());
    let notes = panel.notes.iter().map(|note| note.reference.clone());
    let mut sources: Vec<String> = Vec::new();
    for source in listings.chain(reasons).chain(claims).chain(permits).chain(notes) {
        if !source.is_empty() && !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}
