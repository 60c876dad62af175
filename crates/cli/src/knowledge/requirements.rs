//! `pugmark knowledge requirements`: which papers an offer would need, and what would prove what it claims.

use crate::console::{self, Paint, Style};
use crate::exit::Stop;
use pugmark_knowledge::Knowledge;
use pugmark_knowledge::panel::{Claim, ClaimedExemption, Need, Offer, Panel, PanelListing, Paper};
use std::fmt::Write;

/// The answer of the law panel; an offer without date is asked for the day for which the tables hold.
pub(super) fn answer(tables: &Knowledge, offer: &Offer) -> Result<Panel, Stop> {
    let mut offer = offer.clone();
    if offer.date.is_empty() {
        offer.date = tables.as_of().to_string();
    }
    tables.requirements(&offer).map_err(|unclear| Stop::Trouble(unclear.to_string()))
}

/// The answer as text in sections.
pub(super) fn sections(panel: &Panel, width: usize, paint: Paint) -> String {
    let mut page = Page { text: String::new(), width, paint };
    page.head(panel);
    page.section("What the law lists");
    if panel.listings.is_empty() {
        page.line(2, "no listing that bears on this offer is known");
    }
    for listing in &panel.listings {
        page.line(2, &listed(listing));
    }
    page.section("Papers that would be needed");
    if panel.needs.is_empty() {
        page.line(2, "none under the laws that the tables hold");
    }
    for need in &panel.needs {
        page.need(need);
    }
    if !panel.claims.is_empty() {
        page.section("What the advert claims and what would prove it");
    }
    for claim in &panel.claims {
        page.claim(claim);
    }
    if !panel.permits.is_empty() {
        page.section("Numbers given");
    }
    for permit in &panel.permits {
        page.line(2, &format!("{}: {}", permit.number, permit.says));
    }
    if !panel.notes.is_empty() {
        page.section("To be known");
    }
    for note in &panel.notes {
        page.line(2, &with_reference(&note.text, &note.reference));
    }
    page.section("Sources");
    for source in &panel.sources {
        page.line(2, source);
    }
    page.text.push('\n');
    page.line(0, panel.caution);
    page.text
}

/// Text under headings, broken at the width of the terminal.
struct Page {
    text: String,
    width: usize,
    paint: Paint,
}

impl Page {
    fn head(&mut self, panel: &Panel) {
        let goods = panel
            .product
            .as_ref()
            .map_or("goods not named".to_owned(), |product| format!("{} ({})", product.name, product.code));
        let name = self.paint.dress(Style::Strong, &console::printable(&panel.taxon.name));
        let rank = [panel.taxon.rank.as_str(), panel.taxon.group.as_str()].join(", ");
        let way = format!("{goods}; {}; law of {}", panel.route, panel.date);
        _ = writeln!(self.text, "{name}  ({})", console::printable(&rank));
        self.line(0, &way);
    }

    fn section(&mut self, heading: &str) {
        _ = writeln!(self.text, "\n{}", self.paint.dress(Style::Strong, heading));
    }

    /// A paragraph, its later lines further in.
    fn line(&mut self, indent: usize, words: &str) {
        let mut row = " ".repeat(indent);
        let mut begun = false;
        for word in console::printable(words).split(' ') {
            let length = row.chars().count() + 1 + word.chars().count();
            if begun && length > self.width {
                _ = writeln!(self.text, "{row}");
                row = " ".repeat(indent + 2);
                begun = false;
            }
            if begun {
                row.push(' ');
            }
            row.push_str(word);
            begun = true;
        }
        _ = writeln!(self.text, "{row}");
    }

    fn need(&mut self, need: &Need) {
        self.line(2, &format!("[{}] {}", need.asked_by, names(&need.papers, " or ")));
        for paper in &need.papers {
            self.line(4, &format!("issued by {}, proves {}", paper.issuer, paper.proves));
        }
        for reason in &need.reasons {
            let only_if =
                if reason.only_if.is_empty() { String::new() } else { format!(" ({})", reason.only_if) };
            let unsure = if reason.confirmed { "" } else { " (not yet confirmed)" };
            self.line(4, &with_reference(&format!("{}{only_if}{unsure}", reason.why), &reason.reference));
        }
        if !need.freed_by.is_empty() {
            let claims = need.freed_by.join(", ");
            self.line(4, &format!("would not be needed if this claim were proved: {claims}"));
        }
    }

    fn claim(&mut self, claim: &Claim) {
        self.line(2, &format!("It is claimed: {}: {}", claim.name, claim.means));
        if claim.exemptions.is_empty() {
            self.line(4, "no law of the tables that bears on this offer knows an exemption of this kind");
        }
        for exemption in &claim.exemptions {
            self.exemption(exemption);
        }
    }

    fn exemption(&mut self, exemption: &ClaimedExemption) {
        let before = if exemption.before.is_empty() {
            String::new()
        } else {
            format!(" The day or age that counts: {}.", exemption.before)
        };
        let only_if =
            if exemption.only_if.is_empty() { String::new() } else { format!(" ({})", exemption.only_if) };
        let unsure = if exemption.confirmed { "" } else { " (not yet confirmed)" };
        self.line(
            4,
            &format!(
                "[{}]{only_if} would have to be shown: {}.{before}{unsure}",
                exemption.under, exemption.conditions
            ),
        );
        let proof = format!("would be proved by: {}", exemption.proved_by);
        self.line(6, &with_reference(&proof, &exemption.reference));
        if !exemption.papers.is_empty() {
            self.line(6, &format!("papers: {}", names(&exemption.papers, "; ")));
        }
    }
}

fn listed(listing: &PanelListing) -> String {
    let mut parts = vec![format!("{} {}", listing.instrument, listing.list)];
    if !listing.population.is_empty() {
        parts.push(format!("populations {}", listing.population));
    }
    parts.push(format!("as {}", listing.via));
    if !listing.annotation.is_empty() {
        parts.push(listing.annotation.clone());
    }
    parts.push(format!("since {}", listing.from));
    if !listing.to.is_empty() {
        parts.push(format!("until {}", listing.to));
    }
    if !listing.note.is_empty() {
        parts.push(listing.note.clone());
    }
    if !listing.confirmed {
        parts.push("not yet confirmed".to_owned());
    }
    parts.join(", ")
}

fn names(papers: &[Paper], between: &str) -> String {
    papers.iter().map(|paper| paper.name.as_str()).collect::<Vec<_>>().join(between)
}

fn with_reference(text: &str, reference: &str) -> String {
    if reference.is_empty() { text.to_owned() } else { format!("{text} [{reference}]") }
}
