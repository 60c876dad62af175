//! Taxa as the trade sees them: the rows of `taxa.csv`, and any taxon of the taxonomy that a name stands for.

use crate::atlas::{Found, GROUPS, is_plant_group};
use crate::table::Row;
use crate::tables::{Tables, Taxon};
use crate::vocabulary::{Kingdom, Rank, Role};

pub(crate) const COLUMNS: [&str; 7] = ["taxon", "rank", "group", "role", "products", "status", "source"];

impl Taxon {
    /// The same, where its name stands for what no law lists: the skin of some mammal is not that of a listed one.
    fn unlisted(self) -> Self {
        let none = String::new;
        Self { appendix: "-".to_owned(), eu_annex: "-".to_owned(), annotation: none(), since: none(), ..self }
    }
}

impl Tables {
    /// Reads a row of `taxa.csv`; where it stands in the Appendices is for the tables of the law to say.
    pub(crate) fn taxon(&mut self, row: &mut Row<'_>) {
        let rank = row.choice("rank", Rank::from_spelling, &Rank::spellings());
        let group = row.choice(
            "group",
            |text| GROUPS.iter().find(|known| **known == text).map(|known| (*known).to_owned()),
            &GROUPS.join(", "),
        );
        let role = row.choice("role", Role::from_spelling, &Role::spellings());
        let confirmed = row.choice("status", is_confirmed, "confirmed, verify");
        let (name, products) = (row.required("taxon"), self.products_of(row));
        let (Some(name), Some(rank), Some(group), Some(role), Some(products), Some(confirmed)) =
            (name, rank, group, role, products, confirmed)
        else {
            return;
        };
        if !self.taxon_keys.take(row, "taxon", &name) {
            return;
        }
        let Some(number) = self.placed(row, &name, rank) else {
            return;
        };
        let known = self.under_law(number);
        let taxon = Taxon {
            name: name.clone(),
            group,
            role,
            products,
            confirmed: confirmed && known.confirmed,
            source: row.cell("source").to_owned(),
            ..known
        };
        let taxon = if role == Role::Unlisted { taxon.unlisted() } else { taxon };
        if let Some(&at) = self.taxon_index.get(&name) {
            self.taxa[at] = taxon;
        } else {
            self.taxon_index.insert(name, self.taxa.len());
            self.taxa.push(taxon);
        }
    }

    /// The codes of a taxon's products.
    fn products_of(&self, row: &mut Row<'_>) -> Option<Vec<String>> {
        let codes: Vec<String> =
            row.cell("products").split('|').filter(|code| !code.is_empty()).map(str::to_owned).collect();
        if let Some(odd) = codes.iter().find(|code| !self.product_index.contains_key(*code)) {
            let message = format!("`{odd}` is not in products.csv");
            row.fault("products", message, "part codes with | and write them as products.csv does");
            return None;
        }
        Some(codes)
    }

    /// Where the taxonomy has the taxon of a row. Of two homonyms the group says which is meant.
    fn placed(&self, row: &mut Row<'_>, name: &str, rank: Rank) -> Option<u32> {
        let kingdom = if is_plant_group(row.cell("group")) { Kingdom::Plant } else { Kingdom::Animal };
        let found = match self.taxonomy.find(name) {
            Found::Homonym => self.taxonomy.find(&format!("{name} ({})", kingdom.spelling())),
            found => found,
        };
        let number = match found {
            Found::Accepted(number) => number,
            Found::Synonym(number) => {
                let mend = format!("write {}, its accepted name", self.taxonomy.name(number));
                row.fault("taxon", format!("`{name}` is a synonym"), mend);
                return None;
            }
            Found::Homonym | Found::Unknown => {
                let mend = "add it to the tables of taxonomy/ or correct the spelling";
                row.fault("taxon", format!("`{name}` is not in the taxonomy"), mend);
                return None;
            }
        };
        let known = self.taxonomy.node(number).rank;
        if known != rank {
            let message = format!("`{name}` is a {} in the taxonomy", known.spelling());
            row.fault("rank", message, format!("write {} or correct the name", known.spelling()));
            return None;
        }
        Some(number)
    }

    /// The number of the taxon that a row names: `Some(None)` for a row that names none.
    pub(crate) fn known_taxon(&mut self, row: &mut Row<'_>) -> Option<Option<usize>> {
        let name = row.cell("taxon").to_owned();
        if name.is_empty() {
            return Some(None);
        }
        if let Some(&at) = self.taxon_index.get(&name) {
            return Some(Some(at));
        }
        let (message, mend) = match self.taxonomy.find(&name) {
            Found::Accepted(number) | Found::Synonym(number) => return Some(Some(self.taken_up(number))),
            Found::Homonym => (
                format!("`{name}` is an animal and a plant"),
                format!("write `{name} (animal)` or `{name} (plant)`"),
            ),
            Found::Unknown => (
                format!("`{name}` is not in taxa.csv nor in the taxonomy"),
                "add it there or correct the spelling".to_owned(),
            ),
        };
        row.fault("taxon", message, mend);
        None
    }

    /// The number of a taxon of the taxonomy, which is made where the trade tables do not have it yet.
    fn taken_up(&mut self, number: u32) -> usize {
        let name = self.taxonomy.name(number).to_owned();
        if let Some(&at) = self.taxon_index.get(&name) {
            return at;
        }
        let made = self.taxon_of(number);
        let codes = self.yield_of(&made.name);
        self.yields.push(codes);
        self.taxon_index.insert(name, self.taxa.len());
        self.taxa.push(made);
        self.taxa.len() - 1
    }

    /// A taxon of the taxonomy as the trade sees it: its group, the products of the nearest kin that has a row in
    /// `taxa.csv`, and what the laws say of it.
    fn taxon_of(&self, number: u32) -> Taxon {
        let kin = self.taxonomy.lineage(number).find_map(|at| self.taxon_index.get(self.taxonomy.name(at)));
        let products = kin.map_or(Vec::new(), |&at| self.taxa[at].products.clone());
        Taxon { products, ..self.under_law(number) }
    }

    /// What the laws say of a taxon on the day for which the tables hold.
    fn under_law(&self, number: u32) -> Taxon {
        let known = self.atlas.resolve(number, self.atlas.as_of());
        Taxon {
            name: known.accepted.clone(),
            rank: known.rank.spelling().to_owned(),
            group: known.group.to_owned(),
            role: if known.appendix == "-" { Role::Unlisted } else { Role::Listed },
            eu_annex: known.lists("EU"),
            annotation: known.remarks(),
            since: known.years(),
            products: Vec::new(),
            confirmed: known.is_confirmed(),
            source: known.sources(),
            appendix: known.appendix,
        }
    }
}

fn is_confirmed(text: &str) -> Option<bool> {
    match text {
        "confirmed" => Some(true),
        "verify" => Some(false),
        _ => None,
    }
}
