//! The rows of one law, for comparing them with what others publish.

use super::Atlas;
use super::day::Day;
use super::law::LawRow;

impl Atlas {
    /// Every taxon at which a row of a law stands, once.
    pub(crate) fn listed_taxa(&self) -> impl Iterator<Item = u32> + '_ {
        let mut last = None;
        self.rows.iter().map(|row| row.taxon).filter(move |taxon| last.replace(*taxon) != Some(*taxon))
    }

    /// The rows of one law that stand at a taxon, of all times.
    pub(crate) fn rows_of<'a>(&'a self, taxon: u32, instrument: &str) -> impl Iterator<Item = &'a LawRow> {
        let wanted = self.instruments.iter().position(|known| known.id == instrument);
        self.rows_at(taxon).iter().filter(move |row| Some(usize::from(row.instrument)) == wanted)
    }

    /// The rows of one law that decide on a taxon on a day: those of the lowest rank at which one stands.
    pub(crate) fn rows_in_force(&self, taxon: u32, instrument: &str, day: Day) -> Vec<&LawRow> {
        let mut below: Vec<u32> = Vec::new();
        for at in self.lineage(taxon) {
            let mut here = self.rows_of(at, instrument).filter(|row| row.holds(day)).peekable();
            if here.peek().is_some() {
                return here.filter(|row| !row.except.iter().any(|except| below.contains(except))).collect();
            }
            below.push(at);
        }
        Vec::new()
    }
}
