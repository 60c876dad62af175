//! How it is offered: prices, contacts, shipping, secrecy, papers, claims.

use super::Builder;
use crate::evidence::Found;
use crate::subject::is_per_weight;
use crate::weights::SignalId;
use pugmark_knowledge::vocabulary::{Cue, Innocence};

impl Builder<'_> {
    /// Prices, amounts, contacts.
    pub(super) fn add_trade(&mut self, gate: f64) {
        let extracted = &self.evidence.extracted;
        let price = extracted
            .prices
            .iter()
            .find(|price| is_per_weight(price.per.as_deref()))
            .or(extracted.prices.first());
        if let Some(price) = price {
            let by_weight = is_per_weight(price.per.as_deref());
            let id = if by_weight { SignalId::PricePerWeight } else { SignalId::Price };
            self.push_at(id, gate, price.field, Some(price.span));
        }
        if let Some(weight) = extracted.quantities.iter().find(|quantity| quantity.unit == "g") {
            self.push_at(SignalId::Weight, gate, weight.field, Some(weight.span));
        }
        let contact =
            extracted.contacts.iter().find(|contact| contact.kind != pugmark_model::ContactKind::Link);
        if let Some(contact) = contact {
            self.push_at(SignalId::Contact, gate, contact.field, Some(contact.span));
        }
        if let Some(permit) = extracted.permits.first() {
            self.push_at(SignalId::Permit, gate, permit.field, Some(permit.span));
        }
    }

    /// The strongest cue of a class, or the negated one where that is asked for.
    pub(super) fn cue(&self, class: Cue, negated: bool) -> Option<(f64, Found)> {
        if self.evidence.cue_classes & 1 << class as u64 == 0 {
            return None;
        }
        let cues =
            self.evidence.cues.iter().filter(|(known, _, found)| *known == class && found.negated == negated);
        let best = cues
            .max_by_key(|(_, strength, found)| (*strength, std::cmp::Reverse((found.part, found.hit.start))));
        best.map(|(_, strength, found)| (f64::from(*strength) / 2.0 * self.evidence.dilution(found), *found))
    }

    pub(super) fn has_strong_cue(&self) -> bool {
        [
            Cue::Secrecy,
            Cue::NoPaper,
            Cue::Wild,
            Cue::Young,
            Cue::Restricted,
            Cue::PaperForSale,
            Cue::Antique,
            Cue::Auction,
        ]
        .iter()
        .any(|class| self.cue(*class, false).is_some())
    }

    pub(super) fn add_cues(&mut self, gate: f64) {
        // Cues that mean something even where nothing is named.
        let floor = |least: f64| gate.max(least);
        let plan: [(Cue, SignalId, f64); 19] = [
            (Cue::Sell, SignalId::Sell, gate),
            (Cue::Auction, SignalId::Auction, floor(0.3)),
            (Cue::Buy, SignalId::Buy, gate),
            (Cue::Wholesale, SignalId::Wholesale, gate),
            (Cue::Contact, SignalId::PrivateTalk, gate),
            (Cue::Restricted, SignalId::Restricted, floor(0.3)),
            (Cue::Shipping, SignalId::Shipping, gate),
            (Cue::Secrecy, SignalId::Secrecy, floor(0.3)),
            (Cue::NoPaper, SignalId::NoPaper, floor(0.3)),
            (Cue::PaperForSale, SignalId::PaperForSale, floor(0.2)),
            (Cue::PaperVague, SignalId::PaperVague, gate),
            (Cue::Antique, SignalId::Antique, floor(0.3)),
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
        let denied = self.cue(Cue::PaperSpecific, true).or(self.cue(Cue::PaperVague, true));
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
        for (class, id) in [(Cue::NotForSale, SignalId::NotForSale), (Cue::Disclaimer, SignalId::Disclaimer)]
        {
            let said = self.cue(class, false).filter(|(_, found)| !self.denies_imitation(found));
            if let Some((strength, found)) = said {
                self.push_plain(id, strength.min(1.4), &found);
            }
        }
        if let (Some((_, found)), None) = (self.cue(Cue::Service, false), self.cue(Cue::Sell, false)) {
            self.push_plain(SignalId::Service, 1.0, &found);
        }
    }

    /// "We sell no fakes" is no refusal to sell.
    pub(super) fn denies_imitation(&self, refusal: &Found) -> bool {
        /// Bytes after the refusal.
        const REACH: u32 = 24;
        self.evidence.innocent.iter().any(|(class, _, found)| {
            *class == Innocence::Imitation
                && found.negated
                && found.hit.start >= refusal.hit.end
                && found.distance(refusal).is_some_and(|bytes| bytes <= REACH)
        })
    }
}
