//! What an official list says otherwise than the tables, and which dated rows of the tables explain it.

use crate::atlas::{Atlas, Day};
use crate::official::{Format, Official, OfficialRow};
use crate::vocabulary::{Kingdom, Rank};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How far from the day of a list a change may lie and still explain a difference, in years: amendments enter into
/// force up to two years late, and lists are published up to as long after them.
const REACH_YEARS: u32 = 3;

/// A list compared with the tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// What the list is.
    pub format: Format,
    /// The day at which both were compared.
    pub as_of: Day,
    /// The laws of which the list tells, such as `CITES`.
    pub instruments: Vec<String>,
    /// Taxa compared.
    pub taxa: usize,
    /// Taxa on the same lists in both.
    pub same: usize,
    /// Taxa on other lists.
    pub different: usize,
    /// Of these, those that a dated row of the tables explains.
    pub explained: usize,
    /// Taxa of which the list says nothing: not compared.
    pub silent: usize,
    /// Rows that sum up a higher taxon, or that do not hold on the day: not compared.
    pub passed_over: usize,
    /// Each difference, in the list's order.
    pub differences: Vec<Difference>,
}

/// A taxon of which list and tables say different things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// 1-based line of the list.
    pub line: u64,
    /// The name as the list writes it.
    pub taxon: String,
    /// The accepted name in the tables; none where they do not know it.
    pub accepted: Option<String>,
    /// The law.
    pub instrument: String,
    /// What the list says: `I/II`, or `-` for not listed.
    pub theirs: String,
    /// What the tables say.
    pub ours: String,
    /// Why.
    pub reason: Reason,
    /// The rows of the tables that tell of it.
    pub because: Vec<Because>,
}

/// Why a list differs from the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The tables come to say the same, but later: the list is ahead of its day.
    ChangesLater,
    /// The tables said the same, but earlier: the list is behind its day.
    ChangedEarlier,
    /// The list counts in what holds for a taxon that the tables keep apart.
    KeptApart,
    /// The tables do not know the name.
    UnknownName,
    /// No row of the tables tells why.
    NotExplained,
}

impl Reason {
    /// Whether a row of the tables tells why.
    pub fn is_explained(self) -> bool {
        matches!(self, Self::ChangesLater | Self::ChangedEarlier | Self::KeptApart)
    }
}

/// A dated row of the tables.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Because {
    /// The taxon at which it stands.
    pub taxon: String,
    /// Its list.
    pub list: String,
    /// Its populations, empty for all.
    pub population: String,
    /// In force from this day.
    pub from: Day,
    /// No longer from this day.
    pub to: Option<Day>,
    /// Where it is from.
    pub source: String,
}

/// Lists, sorted.
type Lists = BTreeSet<String>;

/// Compares a list with the tables on a day.
pub(crate) fn compare(atlas: &Atlas, official: &Official, as_of: Day) -> Diff {
    let mut diff = Diff {
        format: official.format,
        as_of,
        instruments: Vec::new(),
        taxa: 0,
        same: 0,
        different: 0,
        explained: 0,
        silent: 0,
        passed_over: 0,
        differences: Vec::new(),
    };
    let below = Below::new(atlas);
    let mut instruments = BTreeSet::new();
    for row in gather(official, as_of, &mut diff.passed_over) {
        if row.is_silent() {
            diff.silent += 1;
            continue;
        }
        instruments.insert(row.instrument.clone());
        diff.taxa += 1;
        let Some(difference) = (Question { atlas, below: &below, row: &row, as_of }).difference() else {
            diff.same += 1;
            continue;
        };
        diff.different += 1;
        diff.explained += usize::from(difference.reason.is_explained());
        diff.differences.push(difference);
    }
    diff.instruments = instruments.into_iter().collect();
    diff
}

/// The rows that can be compared, those of one taxon and law put together, in the list's order.
fn gather(official: &Official, as_of: Day, passed_over: &mut usize) -> Vec<OfficialRow> {
    let mut places: BTreeMap<(&str, Option<Kingdom>, &str), usize> = BTreeMap::new();
    let mut all: Vec<OfficialRow> = Vec::new();
    for row in &official.rows {
        let sum = official.format == Format::Index && row.rank.is_some_and(|rank| rank < Rank::Species);
        if sum || !holds(row, as_of) {
            *passed_over += 1;
            continue;
        }
        let key = (row.taxon.as_str(), row.kingdom, row.instrument.as_str());
        if let Some(&at) = places.get(&key) {
            let known = &mut all[at];
            known.lists.extend(row.lists.iter().cloned());
            known.lists.sort();
            known.lists.dedup();
            known.not_covered |= row.not_covered;
        } else {
            places.insert(key, all.len());
            all.push(row.clone());
        }
    }
    all
}

/// Whether a row of a list holds on a day, by the days it gives itself.
fn holds(row: &OfficialRow, day: Day) -> bool {
    let given = |text: &Option<String>| text.as_deref().and_then(Day::parse);
    given(&row.from).is_none_or(|from| from <= day) && given(&row.to).is_none_or(|to| day < to)
}

/// The taxa that have rows of their own, by the number of each taxon above them.
struct Below(BTreeMap<u32, Vec<u32>>);

impl Below {
    fn new(atlas: &Atlas) -> Self {
        let mut all: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for taxon in atlas.listed_taxa() {
            for above in atlas.lineage(taxon).skip(1) {
                all.entry(above).or_default().push(taxon);
            }
        }
        Self(all)
    }

    fn of(&self, taxon: u32) -> &[u32] {
        self.0.get(&taxon).map_or(&[], Vec::as_slice)
    }
}

/// One row of a list, put to the tables.
struct Question<'a> {
    atlas: &'a Atlas,
    below: &'a Below,
    row: &'a OfficialRow,
    as_of: Day,
}

impl Question<'_> {
    fn difference(&self) -> Option<Difference> {
        let theirs: Lists = self.row.lists.iter().cloned().collect();
        let Some(taxon) = self.taxon() else {
            let listed = !theirs.is_empty();
            return listed.then(|| self.tell(None, &Lists::new(), Reason::UnknownName, Vec::new()));
        };
        let ours = self.lists(taxon, self.as_of);
        let parts = self.of_all(self.below.of(taxon), self.as_of);
        let whole: Lists = ours.union(&parts).cloned().collect();
        if theirs == ours || theirs == whole || (theirs.is_empty() && self.is_partial(taxon)) {
            return None;
        }
        let (reason, because) = self.reason(taxon, &theirs, &ours);
        Some(self.tell(Some(taxon), &ours, reason, because))
    }

    /// The taxon of the row; for a species that the tables do not know, its genus.
    fn taxon(&self) -> Option<u32> {
        let name = self.row.taxon.as_str();
        let genus = name.split_once(' ').map(|(genus, _)| genus);
        [Some(name), genus].into_iter().flatten().find_map(|name| match self.row.kingdom {
            Some(kingdom) => self.atlas.find(&format!("{name} ({})", kingdom.spelling())),
            None => self.atlas.find(name),
        })
    }

    /// The lists of the law on which a taxon stands on a day, by its own row or by one above it.
    fn lists(&self, taxon: u32, day: Day) -> Lists {
        self.rows(taxon, day).into_iter().map(|row| row.list).collect()
    }

    fn rows(&self, taxon: u32, day: Day) -> Vec<Because> {
        let rows = self.atlas.rows_in_force(taxon, &self.row.instrument, day);
        rows.into_iter().map(|row| self.because(row)).collect()
    }

    fn of_all(&self, taxa: &[u32], day: Day) -> Lists {
        taxa.iter().flat_map(|taxon| self.lists(*taxon, day)).collect()
    }

    /// Whether only some populations, or some taxa below it, are listed.
    fn is_partial(&self, taxon: u32) -> bool {
        let rows = self.rows(taxon, self.as_of);
        rows.iter().all(|row| !row.population.is_empty())
    }

    fn reason(&self, taxon: u32, theirs: &Lists, ours: &Lists) -> (Reason, Vec<Because>) {
        if let Some(found) = self.kept_apart(taxon, theirs, ours) {
            return found;
        }
        self.at_another_time(taxon, theirs).unwrap_or((Reason::NotExplained, self.rows(taxon, self.as_of)))
    }

    /// The list also counts what holds for the species above, or for taxa that were once below and have become their
    /// own.
    fn kept_apart(&self, taxon: u32, theirs: &Lists, ours: &Lists) -> Option<(Reason, Vec<Because>)> {
        let mut apart = self.once_below();
        apart.extend(self.below.of(taxon));
        let above = self.atlas.lineage(taxon).nth(1).filter(|it| self.atlas.node(*it).rank >= Rank::Species);
        let groups = [apart, above.into_iter().collect()];
        groups.into_iter().find_map(|taxa| {
            let more = self.of_all(&taxa, self.as_of);
            let all: Lists = ours.union(&more).cloned().collect();
            if more.is_empty() || all != *theirs {
                return None;
            }
            let because = taxa.iter().flat_map(|taxon| self.rows(*taxon, self.as_of)).collect();
            Some((Reason::KeptApart, because))
        })
    }

    /// The taxa whose synonyms stand below the species of the row.
    fn once_below(&self) -> Vec<u32> {
        if !self.row.taxon.contains(' ') {
            return Vec::new();
        }
        let start = format!("{} ", crate::atlas::key(&self.row.taxon));
        let taxa: BTreeSet<u32> = self
            .atlas
            .keys_from(&start)
            .filter(|(_, target)| target.synonym.is_some())
            .map(|(_, target)| target.taxon)
            .collect();
        taxa.into_iter().collect()
    }

    /// The nearest change, within reach, before or after which the tables say what the list says.
    fn at_another_time(&self, taxon: u32, theirs: &Lists) -> Option<(Reason, Vec<Because>)> {
        let days = self.change_days(taxon);
        let within = |day: &&Day| day.year().abs_diff(self.as_of.year()) <= REACH_YEARS;
        let agrees = |day: Day| {
            let own = self.lists(taxon, day);
            let parts = self.of_all(self.below.of(taxon), day);
            own == *theirs || own.union(&parts).cloned().collect::<Lists>() == *theirs
        };
        let later = days.iter().filter(within).find(|day| **day > self.as_of && agrees(**day));
        if let Some(day) = later {
            return Some((Reason::ChangesLater, self.changes_on(taxon, *day)));
        }
        // The change that ended the last spell in which the tables said so.
        let past = |day: &&Day| **day <= self.as_of && within(day);
        let ended = days.iter().filter(past).rev().find(|day| agrees(day.before()));
        ended.map(|day| (Reason::ChangedEarlier, self.changes_on(taxon, *day)))
    }

    /// The taxon, all above it and those below it that have rows.
    fn kin(&self, taxon: u32) -> Vec<u32> {
        self.atlas.lineage(taxon).chain(self.below.of(taxon).iter().copied()).collect()
    }

    /// The days on which something changes for a taxon, sorted.
    fn change_days(&self, taxon: u32) -> BTreeSet<Day> {
        let kin = self.kin(taxon);
        let rows = kin.iter().flat_map(|taxon| self.atlas.rows_of(*taxon, &self.row.instrument));
        rows.flat_map(|row| [Some(row.from), row.to]).flatten().collect()
    }

    fn changes_on(&self, taxon: u32, day: Day) -> Vec<Because> {
        let kin = self.kin(taxon);
        let rows = kin.iter().flat_map(|taxon| self.atlas.rows_of(*taxon, &self.row.instrument));
        rows.filter(|row| row.from == day || row.to == Some(day)).map(|row| self.because(row)).collect()
    }

    fn because(&self, row: &crate::atlas::LawRow) -> Because {
        Because {
            taxon: self.atlas.name(row.taxon).to_owned(),
            list: row.list.clone(),
            population: row.population.clone(),
            from: row.from,
            to: row.to,
            source: row.source.clone(),
        }
    }

    fn tell(&self, taxon: Option<u32>, ours: &Lists, reason: Reason, because: Vec<Because>) -> Difference {
        let mut because = because;
        because.sort();
        because.dedup();
        Difference {
            line: self.row.line,
            taxon: self.row.taxon.clone(),
            accepted: taxon.map(|taxon| self.atlas.name(taxon).to_owned()),
            instrument: self.row.instrument.clone(),
            theirs: word(self.row.lists.iter()),
            ours: word(ours.iter()),
            reason,
            because,
        }
    }
}

/// Lists in one word: `I/II`; `-` for none.
fn word<'a>(lists: impl Iterator<Item = &'a String>) -> String {
    let all: Vec<&str> = lists.map(String::as_str).collect();
    if all.is_empty() { "-".to_owned() } else { all.join("/") }
}
