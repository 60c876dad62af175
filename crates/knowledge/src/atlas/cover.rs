//! Which lists cover the species below a taxon: a genus whose every species has its own row is not on the list of its
//! order.

use super::Atlas;
use super::day::Day;
use super::resolve::Decision;
use crate::vocabulary::Rank;

/// The laws whose lists are gathered from below; the others list higher taxa as such.
pub(crate) const GATHERED: [&str; 2] = ["CITES", "EU"];

/// For each taxon and gathered law, the lists that cover a species or subspecies below it: a bit for each category.
#[derive(Debug, Clone)]
pub(crate) struct Cover {
    masks: Vec<[u8; GATHERED.len()]>,
}

impl Atlas {
    /// The lists of a gathered law that cover taxa below a higher taxon; `None` for another law, or where no species
    /// below is known.
    pub(super) fn lists_below(&self, taxon: u32, instrument: u16, day: Day) -> Option<Vec<&str>> {
        let known = &self.instruments[usize::from(instrument)];
        let at = GATHERED.iter().position(|id| *id == known.id)?;
        let mask = self.with_cover(day, |cover| cover.masks[taxon as usize][at]);
        let lists = known.categories.iter().enumerate();
        let lists: Vec<&str> =
            lists.filter(|(bit, _)| mask >> bit & 1 == 1).map(|(_, list)| list.as_str()).collect();
        (!lists.is_empty()).then_some(lists)
    }

    fn with_cover<T>(&self, day: Day, read: impl FnOnce(&Cover) -> T) -> T {
        if day == self.as_of() {
            read(self.cover.get_or_init(|| self.cover(day)))
        } else {
            read(&self.cover(day))
        }
    }

    fn cover(&self, day: Day) -> Cover {
        let mut masks = vec![[0; GATHERED.len()]; self.nodes.len()];
        for (at, id) in GATHERED.iter().enumerate() {
            let Some(instrument) = self.instruments.iter().position(|known| known.id == *id) else {
                continue;
            };
            let bit = |list: &str| {
                let place = self.instruments[instrument].categories.iter().position(|known| known == list);
                place.and_then(|place| 1_u8.checked_shl(place as u32)).unwrap_or(0)
            };
            for taxon in 0..self.nodes.len() as u32 {
                if self.node(taxon).rank < Rank::Species {
                    continue;
                }
                let Decision::Rows(rows) = self.rows_for(taxon, instrument as u16, day) else {
                    continue;
                };
                let mask = rows.iter().fold(0, |mask, row| mask | bit(&row.list));
                for above in self.lineage(taxon) {
                    masks[above as usize][at] |= mask;
                }
            }
        }
        Cover { masks }
    }
}
