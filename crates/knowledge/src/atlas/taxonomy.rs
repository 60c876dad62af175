//! Which taxa there are, and which stands below which: `taxonomy/*.csv`.

use crate::table::{Row, Source, read};
use crate::vocabulary::{Kingdom, Rank};
use pugmark_model::Fault;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// The trade groups.
pub(crate) const GROUPS: [&str; 36] = [
    "agarwood",
    "amphibian",
    "antelope",
    "bear",
    "big cat",
    "cactus/succulent",
    "coral",
    "crocodilian",
    "cycad",
    "eel",
    "elephant",
    "hornbill",
    "lizard",
    "musk deer",
    "orchid",
    "other",
    "other bird",
    "other fish",
    "other invertebrate",
    "other mammal",
    "other plant",
    "otter",
    "pangolin",
    "parrot",
    "primate",
    "raptor",
    "rhino",
    "rosewood",
    "sea cucumber",
    "seahorse",
    "shark/ray",
    "snake",
    "songbird",
    "sturgeon",
    "turtle/tortoise",
    "whale",
];

/// Groups whose taxa are plants.
const PLANT_GROUPS: [&str; 6] =
    ["agarwood", "cactus/succulent", "cycad", "orchid", "other plant", "rosewood"];

/// Whether the taxa of a trade group are plants.
pub(crate) fn is_plant_group(group: &str) -> bool {
    PLANT_GROUPS.contains(&group)
}

const FAMILIES: [&str; 5] = ["family", "order", "class", "kingdom", "group"];
const DIVISIONS: [&str; 2] = ["division", "orders"];
const SUBFAMILIES: [&str; 2] = ["subfamily", "family"];
const GENERA: [&str; 3] = ["genus", "family", "group"];
const SPECIES: [&str; 2] = ["name", "rank"];
const SYNONYMS: [&str; 2] = ["synonym", "accepted"];
const DOMESTIC: [&str; 2] = ["taxon", "wild"];

/// No parent: a kingdom.
const NOTHING: u32 = u32::MAX;

/// A taxon in its place.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Node {
    pub(crate) rank: Rank,
    pub(crate) kingdom: Kingdom,
    /// Place in [`GROUPS`].
    group: u8,
    parent: u32,
}

impl Node {
    pub(crate) fn parent(self) -> Option<u32> {
        (self.parent != NOTHING).then_some(self.parent)
    }

    pub(crate) fn group(self) -> &'static str {
        GROUPS[usize::from(self.group)]
    }
}

/// The taxonomy while its tables are read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Taxonomy {
    pub(crate) names: Vec<String>,
    pub(crate) nodes: Vec<Node>,
    /// Synonym, kingdom, accepted taxon.
    pub(crate) synonyms: Vec<(String, Kingdom, u32)>,
    /// A domesticated taxon and the wild one whose listing does not cover it.
    pub(crate) domestic: Vec<(u32, u32)>,
    index: FxHashMap<String, Vec<u32>>,
    synonym_index: FxHashMap<String, Vec<u32>>,
    /// Where the row of a taxon stands, for those that have a row.
    places: FxHashMap<u32, String>,
}

/// What a name leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// An accepted taxon.
    Accepted(u32),
    /// A synonym of this taxon.
    Synonym(u32),
    /// An animal and a plant bear it.
    Homonym,
    Unknown,
}

impl Taxonomy {
    /// Reads the tables from above downwards.
    pub(crate) fn read(sources: &[Source], faults: &mut Vec<Fault>) -> Self {
        let mut all = Self::default();
        for kingdom in Kingdom::ALL {
            all.add(kingdom.taxon(), Rank::Kingdom, *kingdom, 15, NOTHING);
        }
        let of = |name: &'static str| {
            sources
                .iter()
                .filter(move |source| source.name.strip_prefix("taxonomy/").is_some_and(|file| file == name))
        };
        of("families.csv").for_each(|source| read(source, &FAMILIES, faults, |row| all.family(row)));
        of("divisions.csv").for_each(|source| read(source, &DIVISIONS, faults, |row| all.division(row)));
        of("subfamilies.csv").for_each(|source| read(source, &SUBFAMILIES, faults, |row| all.subfamily(row)));
        of("genera.csv").for_each(|source| read(source, &GENERA, faults, |row| all.genus(row)));
        for (file, kingdom) in
            [("species_animals.csv", Kingdom::Animal), ("species_plants.csv", Kingdom::Plant)]
        {
            of(file).for_each(|source| read(source, &SPECIES, faults, |row| all.species(row, kingdom)));
        }
        for (file, kingdom) in
            [("synonyms_animals.csv", Kingdom::Animal), ("synonyms_plants.csv", Kingdom::Plant)]
        {
            of(file).for_each(|source| read(source, &SYNONYMS, faults, |row| all.synonym(row, kingdom)));
        }
        of("domestic.csv").for_each(|source| read(source, &DOMESTIC, faults, |row| all.domestic(row)));
        all
    }

    fn add(&mut self, name: &str, rank: Rank, kingdom: Kingdom, group: u8, parent: u32) -> u32 {
        let number = self.nodes.len() as u32;
        self.names.push(name.to_owned());
        self.nodes.push(Node { rank, kingdom, group, parent });
        self.index.entry(name.to_owned()).or_default().push(number);
        number
    }

    /// The taxon of this name, rank and kingdom.
    fn exact(&self, name: &str, rank: Rank, kingdom: Kingdom) -> Option<u32> {
        let node = |number: &u32| self.nodes[*number as usize];
        let all = self.index.get(name)?;
        all.iter().copied().find(|number| node(number).rank == rank && node(number).kingdom == kingdom)
    }

    /// What a name leads to; `Dracaena (plant)` says which of two homonyms is meant.
    pub(crate) fn find(&self, name: &str) -> Found {
        let (name, kingdom) = without_kingdom(name);
        let fits =
            |number: &u32| kingdom.is_none_or(|kingdom| self.nodes[*number as usize].kingdom == kingdom);
        let pick = |index: &FxHashMap<String, Vec<u32>>| -> Vec<u32> {
            index.get(name).map_or(Vec::new(), |all| all.iter().copied().filter(|it| fits(it)).collect())
        };
        match pick(&self.index)[..] {
            [one] => return Found::Accepted(one),
            [_, ..] => return Found::Homonym,
            [] => {}
        }
        match pick(&self.synonym_index)[..] {
            [one] => Found::Synonym(one),
            [_, ..] => Found::Homonym,
            [] => Found::Unknown,
        }
    }

    pub(crate) fn name(&self, number: u32) -> &str {
        &self.names[number as usize]
    }

    pub(crate) fn node(&self, number: u32) -> Node {
        self.nodes[number as usize]
    }

    /// The taxon and all above it, from below.
    pub(crate) fn lineage(&self, number: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(number), |at| self.nodes[*at as usize].parent())
    }

    /// Notes where a taxon has its row; two rows of one table for one taxon are a fault.
    fn place(&mut self, row: &mut Row<'_>, column: &str, number: u32) {
        let place = row.place();
        if let Some(before) = self.places.insert(number, place)
            && !row.is_overlay()
        {
            let message = format!("`{}` stands at {before} already", self.names[number as usize]);
            row.fault(column, message, "delete one of the rows");
        }
    }

    fn family(&mut self, row: &mut Row<'_>) {
        let kingdom = row.choice("kingdom", Kingdom::from_spelling, &Kingdom::spellings());
        let group = group(row, false);
        let (Some(family), Some(order)) = (capital(row, "family"), capital(row, "order")) else {
            return;
        };
        let (Some(kingdom), Some(Some(group))) = (kingdom, group) else {
            return;
        };
        let class = row.cell("class").to_owned();
        let above = self.exact(kingdom.taxon(), Rank::Kingdom, kingdom).unwrap_or(NOTHING);
        let above = if class.is_empty() {
            above
        } else {
            self.exact(&class, Rank::Class, kingdom)
                .unwrap_or_else(|| self.add(&class, Rank::Class, kingdom, group, above))
        };
        let order_number = self
            .exact(&order, Rank::Order, kingdom)
            .unwrap_or_else(|| self.add(&order, Rank::Order, kingdom, group, above));
        if self.nodes[order_number as usize].parent != above {
            let said = self.names[self.nodes[order_number as usize].parent as usize].clone();
            let message = format!("the order {order} stands in {said} elsewhere in this table");
            row.fault("class", message, "write one class for all families of an order");
            return;
        }
        let number = self.replace_or_add(&family, Rank::Family, kingdom, group, order_number);
        self.place(row, "family", number);
    }

    fn replace_or_add(&mut self, name: &str, rank: Rank, kingdom: Kingdom, group: u8, parent: u32) -> u32 {
        match self.exact(name, rank, kingdom) {
            Some(number) => {
                self.nodes[number as usize] = Node { rank, kingdom, group, parent };
                number
            }
            None => self.add(name, rank, kingdom, group, parent),
        }
    }

    /// A taxon named in another row, of one of these ranks.
    fn parent(&self, row: &mut Row<'_>, column: &str, ranks: &[Rank], table: &str) -> Option<u32> {
        let name = row.required(column)?;
        let found = self.index.get(&name).and_then(|all| {
            all.iter().copied().find(|number| ranks.contains(&self.nodes[*number as usize].rank))
        });
        if found.is_none() {
            let mend = format!("add it there or correct the spelling{}", self.hint(&name));
            row.fault(column, format!("`{name}` is not in {table}"), mend);
        }
        found
    }

    /// What a synonym should be written as, for messages.
    pub(crate) fn hint(&self, name: &str) -> String {
        match self.find(name) {
            Found::Synonym(number) => format!(" (it is a synonym of {})", self.name(number)),
            _ => String::new(),
        }
    }

    /// A division is put between its orders and their class.
    fn division(&mut self, row: &mut Row<'_>) {
        let (Some(name), Some(orders)) = (capital(row, "division"), row.required("orders")) else {
            return;
        };
        let mut below = Vec::new();
        for order in orders.split('|') {
            let found = self.index.get(order).and_then(|all| {
                all.iter().copied().find(|number| self.nodes[*number as usize].rank == Rank::Order)
            });
            let Some(number) = found else {
                let message = format!("`{order}` is no order of taxonomy/families.csv");
                row.fault("orders", message, "part orders with | and write them as families.csv does");
                return;
            };
            below.push(number);
        }
        let Node { kingdom, group, parent, .. } = self.nodes[below[0] as usize];
        let number = self.replace_or_add(&name, Rank::Division, kingdom, group, parent);
        for order in below {
            self.nodes[order as usize].parent = number;
        }
        self.place(row, "division", number);
    }

    fn subfamily(&mut self, row: &mut Row<'_>) {
        let parent = self.parent(row, "family", &[Rank::Family], "taxonomy/families.csv");
        let (Some(name), Some(parent)) = (capital(row, "subfamily"), parent) else {
            return;
        };
        let Node { kingdom, group, .. } = self.nodes[parent as usize];
        let number = self.replace_or_add(&name, Rank::Subfamily, kingdom, group, parent);
        self.place(row, "subfamily", number);
    }

    fn genus(&mut self, row: &mut Row<'_>) {
        let group = group(row, true);
        let parent = self.parent(row, "family", &[Rank::Family, Rank::Subfamily], "taxonomy/families.csv");
        let (Some(name), Some(group), Some(parent)) = (capital(row, "genus"), group, parent) else {
            return;
        };
        let above = self.nodes[parent as usize];
        let number =
            self.replace_or_add(&name, Rank::Genus, above.kingdom, group.unwrap_or(above.group), parent);
        self.place(row, "genus", number);
    }

    fn species(&mut self, row: &mut Row<'_>, kingdom: Kingdom) {
        let ranks = [Rank::Species, Rank::Subspecies, Rank::Variety];
        let rank = row.choice(
            "rank",
            |text| ranks.iter().copied().find(|rank| rank.spelling() == text),
            "species, subspecies, variety",
        );
        let (Some(name), Some(rank)) = (capital(row, "name"), rank) else {
            return;
        };
        let words: Vec<&str> = name.split(' ').filter(|word| *word != "x").collect();
        if (rank == Rank::Species) != (words.len() == 2) || words.len() < 2 {
            row.fault(
                "rank",
                format!("`{name}` cannot be a {}", rank.spelling()),
                "write two words for a species, more for what is below it",
            );
            return;
        }
        let above = if rank == Rank::Species {
            self.exact(words[0], Rank::Genus, kingdom)
        } else {
            let species = format!("{} {}", words[0], words[1]);
            self.exact(&species, Rank::Species, kingdom)
                .or_else(|| self.exact(words[0], Rank::Genus, kingdom))
        };
        let Some(parent) = above else {
            let message = format!("the genus `{}` is not in taxonomy/genera.csv", words[0]);
            row.fault("name", message, "add it there or correct the spelling");
            return;
        };
        let group = self.nodes[parent as usize].group;
        let number = self.replace_or_add(&name, rank, kingdom, group, parent);
        self.place(row, "name", number);
    }

    fn synonym(&mut self, row: &mut Row<'_>, kingdom: Kingdom) {
        let (Some(synonym), Some(accepted)) = (row.required("synonym"), row.required("accepted")) else {
            return;
        };
        let of_kingdom = |all: &Vec<u32>| {
            all.iter().copied().find(|number| self.nodes[*number as usize].kingdom == kingdom)
        };
        if self.index.get(&synonym).and_then(of_kingdom).is_some() {
            let message = format!("`{synonym}` is itself an accepted name");
            row.fault("synonym", message, "delete this row, or the accepted name");
            return;
        }
        let Some(number) = self.index.get(&accepted).and_then(of_kingdom) else {
            let message = format!("`{accepted}` is no accepted {} of the taxonomy", kingdom.spelling());
            row.fault("accepted", message, "add it to the species or correct the spelling");
            return;
        };
        let all = self.synonym_index.entry(synonym.clone()).or_default();
        if let Some(before) = all.iter().position(|known| self.nodes[*known as usize].kingdom == kingdom) {
            if !row.is_overlay() {
                let message =
                    format!("`{synonym}` is a synonym of {} already", self.names[all[before] as usize]);
                row.fault("synonym", message, "delete one of the rows");
                return;
            }
            all.remove(before);
            self.synonyms.retain(|(name, of, _)| *name != synonym || *of != kingdom);
        }
        all.push(number);
        self.synonyms.push((synonym, kingdom, number));
    }

    fn domestic(&mut self, row: &mut Row<'_>) {
        let ranks = [Rank::Genus, Rank::Species, Rank::Subspecies];
        let taxon = self.parent(row, "taxon", &ranks, "the taxonomy");
        let wild = self.parent(row, "wild", &ranks, "the taxonomy");
        if let (Some(taxon), Some(wild)) = (taxon, wild) {
            self.domestic.push((taxon, wild));
        }
    }
}

/// A name and the kingdom that stands behind it in brackets.
pub(super) fn without_kingdom(name: &str) -> (&str, Option<Kingdom>) {
    let marked = name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    match marked.and_then(|(name, mark)| Some((name, Kingdom::from_spelling(mark)?))) {
        Some((name, kingdom)) => (name, Some(kingdom)),
        None => (name, None),
    }
}

/// A name that begins with a capital letter and has single spaces.
fn capital(row: &mut Row<'_>, column: &str) -> Option<String> {
    let name = row.required(column)?;
    let mut letters = name.chars();
    let sound = letters.next().is_some_and(char::is_uppercase) && !letters.as_str().contains("  ");
    if !sound {
        row.fault(
            column,
            format!("`{name}` is not written as a scientific name"),
            "write it with a capital letter and single spaces",
        );
        return None;
    }
    Some(name)
}

/// A trade group by its place in [`GROUPS`].
#[allow(clippy::option_option)]
fn group(row: &mut Row<'_>, may_be_empty: bool) -> Option<Option<u8>> {
    let read = |text: &str| match text {
        "" if may_be_empty => Some(None),
        text => GROUPS.iter().position(|known| *known == text).map(|at| Some(at as u8)),
    };
    row.choice("group", read, &GROUPS.join(", "))
}
