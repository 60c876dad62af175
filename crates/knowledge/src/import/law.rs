//! An official list of taxa as tables of law.

use super::{Change, Import, Left, Made};
use crate::Knowledge;
use crate::atlas::{Day, ROWS, Resolution, Scope};
use crate::diff::Difference;
use crate::official::{Official, OfficialRow};
use crate::vocabulary::{Kingdom, Rank};

/// Rows may take each other's place where these agree: see the reading of the law tables.
fn key(row: &[String]) -> Vec<String> {
    let cell = |at: usize| row.get(at).cloned().unwrap_or_default();
    let apart = if cell(3) == "III" { cell(7) } else { String::new() };
    vec![cell(0), cell(2), cell(4), apart]
}

impl Knowledge {
    /// What an official list says otherwise than the tables in force on its day, and no dated row of theirs explains, as
    /// tables to lay over them.
    pub fn import_law(&self, list: &Official, as_of: Day) -> Import {
        let diff = self.diff(list, as_of);
        let mut import = Import { same: diff.same, explained: diff.explained, ..Import::default() };
        let mut making = Making { known: self, list, as_of, tables: Vec::new() };
        for difference in diff.differences.iter().filter(|difference| !difference.reason.is_explained()) {
            match making.lay(difference) {
                Ok(()) => import.changes.push(Change {
                    line: difference.line,
                    name: difference.taxon.clone(),
                    was: format!("{} {}", difference.instrument, difference.ours),
                    now: format!("{} {}", difference.instrument, difference.theirs),
                }),
                Err(why) => {
                    let name = difference.taxon.clone();
                    import.left.push(Left { line: difference.line, name, why });
                }
            }
        }
        import.tables = making.tables.into_iter().map(|(name, made)| (name, made.text())).collect();
        import
    }
}

struct Making<'a> {
    known: &'a Knowledge,
    list: &'a Official,
    as_of: Day,
    tables: Vec<(String, Made)>,
}

impl<'a> Making<'a> {
    /// Makes the rows of one taxon, or says why there can be none.
    fn lay(&mut self, difference: &Difference) -> Result<(), String> {
        if self.known.instruments().iter().all(|known| known.id != difference.instrument) {
            return Err(format!("{} is not in law/instruments.csv: add it there", difference.instrument));
        }
        let Some(first) = self.row(difference) else {
            return Err("its row was not found again".to_owned());
        };
        let said = self.resolve(difference, first)?;
        if difference.theirs == "-" {
            return self.end(difference, &said);
        }
        let (name, rank) = match said {
            Said::Known(known) => (known.accepted, known.rank),
            Said::New(kingdom) => (self.name_species(&difference.taxon, kingdom), Rank::Species),
        };
        // The strictest list first; of several without populations only one can stand.
        let lists: Vec<String> = difference.theirs.split('/').map(str::to_owned).collect();
        let mut note = first.note.clone();
        if lists.len() > 1 {
            note = joined(
                &note,
                &format!("the list says {}; which populations, it does not", difference.theirs),
            );
        }
        note = joined(&note, &first.population);
        let marks: Vec<&str> =
            first.annotation.split_whitespace().filter(|mark| self.is_mark(mark)).collect();
        let list = lists.first().cloned().unwrap_or_default();
        if list == "III" && !first.party.is_empty() {
            note = format!("listed by {}", first.party);
        }
        let from = first.from.clone().unwrap_or_else(|| self.as_of.to_string());
        self.push(vec![
            name,
            rank.spelling().to_owned(),
            difference.instrument.clone(),
            list,
            String::new(),
            String::new(),
            marks.join("|"),
            note,
            from,
            String::new(),
            if lists.len() > 1 { "verify" } else { "confirmed" }.to_owned(),
            self.source(),
        ]);
        Ok(())
    }

    /// The first row of the list that speaks of the taxon.
    fn row(&self, difference: &Difference) -> Option<&'a OfficialRow> {
        let ours =
            |row: &&OfficialRow| row.taxon == difference.taxon && row.instrument == difference.instrument;
        self.list.rows.iter().find(ours)
    }

    /// The taxon of the tables; a species they do not know is new where they know its genus.
    fn resolve(&self, difference: &Difference, row: &OfficialRow) -> Result<Said, String> {
        let kingdom = |name: &str| match row.kingdom {
            Some(kingdom) => format!("{name} ({})", kingdom.spelling()),
            None => name.to_owned(),
        };
        let ask = |name: &str| self.known.listings(&kingdom(name), Some(self.as_of));
        if let Some(known) = ask(&difference.taxon) {
            return Ok(Said::Known(known));
        }
        let words: Vec<&str> = difference.taxon.split(' ').collect();
        match (ask(words[0]), words.len()) {
            (Some(genus), 2) => Ok(Said::New(genus.kingdom)),
            (Some(_), _) => Err("the name is not known: add its species to taxonomy/ first".to_owned()),
            (None, _) => Err("its genus is not known: add it to taxonomy/genera.csv first".to_owned()),
        }
    }

    /// Adds a species to the taxonomy that is laid over.
    fn name_species(&mut self, name: &str, kingdom: Kingdom) -> String {
        let table = match kingdom {
            Kingdom::Animal => "taxonomy/species_animals.csv",
            Kingdom::Plant => "taxonomy/species_plants.csv",
        };
        let made = self.table(table, &["name", "rank"], |row| vec![row.first().cloned().unwrap_or_default()]);
        made.rows.insert(vec![name.to_owned()], vec![name.to_owned(), "species".to_owned()]);
        name.to_owned()
    }

    /// Ends the row by which the tables list a taxon that the list does not.
    fn end(&mut self, difference: &Difference, said: &Said) -> Result<(), String> {
        let Said::Known(known) = said else {
            return Err("it is not known, and not listed".to_owned());
        };
        let own = known.listings.iter().find(|row| {
            row.instrument == difference.instrument
                && row.taxon == known.accepted
                && row.scope == Scope::Whole
        });
        let Some(row) = own else {
            let above = known.listings.iter().find(|row| row.instrument == difference.instrument);
            let above = above.map_or("a taxon above it", |row| row.taxon.as_str()).to_owned();
            return Err(format!("it is listed with {above}: write it into `except` of that row"));
        };
        if self.as_of <= row.from {
            return Err(format!("its row begins on {}, after the day of the list", row.from));
        }
        self.push(vec![
            known.accepted.clone(),
            known.rank.spelling().to_owned(),
            row.instrument.clone(),
            row.appendix.clone(),
            row.population.clone(),
            String::new(),
            row.annotation.clone(),
            row.note.clone(),
            row.from.to_string(),
            self.as_of.to_string(),
            "verify".to_owned(),
            self.source(),
        ]);
        Ok(())
    }

    fn is_mark(&self, mark: &str) -> bool {
        self.known.annotation(mark, Some(self.as_of)).is_some()
    }

    /// The name of the list, without its folders.
    fn source(&self) -> String {
        let file = self.list.path.rsplit(['/', '\\']).next().unwrap_or_default();
        format!("{file}, imported")
    }

    fn push(&mut self, row: Vec<String>) {
        let name = format!("law/{}.csv", row[2].to_lowercase());
        self.table(&name, &ROWS, key).rows.insert(key(&row), row);
    }

    fn table(
        &mut self,
        name: &str,
        columns: &[&'static str],
        key: fn(&[String]) -> Vec<String>,
    ) -> &mut Made {
        let at = self.tables.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
            self.tables.push((name.to_owned(), Made::begin(self.known, name, columns, key)));
            self.tables.len() - 1
        });
        &mut self.tables[at].1
    }
}

/// What the tables know of a name.
enum Said {
    Known(Resolution),
    /// A species of a known genus of this kingdom.
    New(Kingdom),
}

fn joined(one: &str, other: &str) -> String {
    match (one.is_empty(), other.is_empty()) {
        (true, _) => other.to_owned(),
        (_, true) => one.to_owned(),
        _ => format!("{one}; {other}"),
    }
}
