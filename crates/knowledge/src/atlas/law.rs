//! Which laws list which taxa, from when and to when: `law/*.csv`.

use super::day::Day;
use super::taxonomy::{Found, Taxonomy};
use crate::table::{Row, Source, read};
use crate::vocabulary::{InstrumentKind, Rank};
use pugmark_model::Fault;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

const INSTRUMENTS: [&str; 8] =
    ["id", "country", "name", "kind", "categories", "authority", "reference", "checked"];
const ANNOTATIONS: [&str; 5] = ["mark", "text", "from", "to", "source"];
const COUNTRIES: [&str; 2] = ["code", "name"];
pub(crate) const ROWS: [&str; 12] = [
    "taxon",
    "rank",
    "instrument",
    "list",
    "population",
    "except",
    "annotation",
    "note",
    "from",
    "to",
    "status",
    "source",
];
/// Tables of the folder that hold no listings.
const OTHER_TABLES: [&str; 10] = [
    "law/annotation_scope.csv",
    "law/annotations.csv",
    "law/claims.csv",
    "law/countries.csv",
    "law/exemptions.csv",
    "law/instruments.csv",
    "law/members.csv",
    "law/papers.csv",
    "law/permit_shapes.csv",
    "law/requirements.csv",
];

/// A law that lists taxa.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instrument {
    /// Short name, such as `CITES` or `US-ESA`.
    pub id: String,
    /// ISO 3166-1 alpha-2; `EU` for the Union, empty for all the world.
    pub country: String,
    /// Full name.
    pub name: String,
    /// How far it reaches.
    pub kind: InstrumentKind,
    /// Its lists, such as `I`, `II`, `III`.
    pub categories: Vec<String>,
    /// Who administers it.
    pub authority: String,
    /// Where it is published.
    pub reference: String,
    /// The day on which its rows were last compared with the law.
    pub checked: Day,
}

/// What a mark such as `#15` means in a span of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotation {
    /// `#15`.
    pub mark: String,
    /// Its meaning in plain words.
    pub text: String,
    /// In force from this day.
    pub from: Day,
    /// No longer from this day.
    pub to: Option<Day>,
    /// Where the facts are from.
    pub source: String,
}

impl Annotation {
    pub(crate) fn holds(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

/// A row of a law: a taxon on a list for a span of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LawRow {
    pub(crate) taxon: u32,
    pub(crate) instrument: u16,
    pub(crate) list: String,
    pub(crate) population: String,
    pub(crate) except: Vec<u32>,
    pub(crate) annotation: String,
    pub(crate) note: String,
    pub(crate) from: Day,
    pub(crate) to: Option<Day>,
    pub(crate) confirmed: bool,
    pub(crate) source: String,
}

impl LawRow {
    pub(crate) fn holds(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

/// The tables of the law.
#[derive(Debug, Clone, Default)]
pub(crate) struct Law {
    pub(crate) instruments: Vec<Instrument>,
    pub(crate) annotations: Vec<Annotation>,
    pub(crate) countries: Vec<(String, String)>,
    pub(crate) rows: Vec<LawRow>,
    /// Of each row: its place, whether it was written with the accepted name, whether it is an overlay's.
    places: Vec<(String, bool, bool)>,
}

impl Law {
    pub(crate) fn read(sources: &[Source], taxonomy: &Taxonomy, faults: &mut Vec<Fault>) -> Self {
        let mut law = Self::default();
        let of = |name: &'static str| sources.iter().filter(move |source| source.name == name);
        of("law/countries.csv").for_each(|source| read(source, &COUNTRIES, faults, |row| law.country(row)));
        of("law/instruments.csv")
            .for_each(|source| read(source, &INSTRUMENTS, faults, |row| law.instrument(row)));
        of("law/annotations.csv")
            .for_each(|source| read(source, &ANNOTATIONS, faults, |row| law.annotation(row)));
        let rows =
            |source: &&Source| source.folder() == "law" && !OTHER_TABLES.contains(&source.name.as_str());
        let mut spans = FxHashMap::default();
        for source in sources.iter().filter(rows) {
            read(source, &ROWS, faults, |row| law.row(row, taxonomy, &mut spans));
        }
        law.drop_shadowed();
        law.rows.sort_by_key(|row| (row.taxon, row.instrument, row.from));
        law
    }

    fn country(&mut self, row: &mut Row<'_>) {
        let (Some(code), Some(name)) = (row.required("code"), row.required("name")) else {
            return;
        };
        if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            row.fault("code", format!("`{code}` is no country code"), "write the two capitals of ISO 3166-1");
            return;
        }
        self.countries.retain(|(known, _)| *known != code);
        self.countries.push((code, name));
    }

    fn instrument(&mut self, row: &mut Row<'_>) {
        let kind = row.choice("kind", InstrumentKind::from_spelling, &InstrumentKind::spellings());
        let checked = row.date("checked").and_then(|text| Day::parse(&text));
        let country = row.cell("country").to_owned();
        if !country.is_empty() && country != "EU" && !self.is_country(&country) {
            row.fault("country", unknown_country(&country), COUNTRY_MEND);
        }
        let (Some(id), Some(name), Some(categories)) =
            (row.required("id"), row.required("name"), row.required("categories"))
        else {
            return;
        };
        let (Some(kind), Some(checked)) = (kind, checked) else {
            return;
        };
        let instrument = Instrument {
            id: id.clone(),
            country,
            name,
            kind,
            categories: categories.split('|').map(str::to_owned).collect(),
            authority: row.cell("authority").to_owned(),
            reference: row.cell("reference").to_owned(),
            checked,
        };
        match self.instruments.iter_mut().find(|known| known.id == id) {
            Some(_) if !row.is_overlay() => {
                row.fault("id", format!("`{id}` stands twice"), "delete one of the rows");
            }
            Some(known) => *known = instrument,
            None => self.instruments.push(instrument),
        }
    }

    fn annotation(&mut self, row: &mut Row<'_>) {
        let span = span(row);
        let (Some(mark), Some(text), Some((from, to))) = (row.required("mark"), row.required("text"), span)
        else {
            return;
        };
        if row.is_overlay() {
            self.annotations.retain(|known| known.mark != mark || known.from != from);
        }
        let source = row.cell("source").to_owned();
        self.annotations.push(Annotation { mark, text, from, to, source });
    }

    fn is_country(&self, code: &str) -> bool {
        self.countries.iter().any(|(known, _)| known == code)
    }

    fn row(
        &mut self,
        row: &mut Row<'_>,
        taxonomy: &Taxonomy,
        spans: &mut FxHashMap<(u32, u16, String), Vec<usize>>,
    ) {
        let taxon = taxon(row, taxonomy);
        let instrument = self.known_instrument(row);
        let list = instrument.and_then(|number| self.known_list(row, number));
        let span = span(row);
        let confirmed = row.choice("status", read_status, "confirmed, verify");
        self.check_population(row);
        let annotation = self.known_annotation(row);
        let except = taxon.and_then(|(number, _)| exceptions(row, number, taxonomy));
        let (Some((taxon, accepted)), Some(instrument), Some(list), Some((from, to)), Some(confirmed)) =
            (taxon, instrument, list, span, confirmed)
        else {
            return;
        };
        let (Some(except), Some(annotation)) = (except, annotation) else {
            return;
        };
        let made = LawRow {
            taxon,
            instrument,
            list,
            population: row.cell("population").to_owned(),
            except,
            annotation,
            note: row.cell("note").to_owned(),
            from,
            to,
            confirmed,
            source: row.cell("source").to_owned(),
        };
        // Several countries may list a taxon each for itself: their notes tell them apart.
        let apart = if made.list == "III" { made.note.clone() } else { String::new() };
        let key = (taxon, instrument, format!("{}/{apart}", made.population));
        self.push(row, made, accepted, spans.entry(key).or_default());
    }

    /// Adds a row, unless one of the same table, taxon and population holds at the same time.
    fn push(&mut self, row: &mut Row<'_>, made: LawRow, accepted: bool, known: &mut Vec<usize>) {
        let clash = known.iter().copied().find(|&at| {
            let other = &self.rows[at];
            accepted
                && self.places[at].1
                && other.from < made.to.unwrap_or(Day::LAST)
                && made.from < other.to.unwrap_or(Day::LAST)
        });
        if let Some(at) = clash {
            if !row.is_overlay() {
                let other = &self.rows[at];
                let until = other.to.map_or("today".to_owned(), |day| day.to_string());
                let message = format!(
                    "overlaps with {}, which holds from {} to {until}",
                    self.places[at].0, other.from
                );
                row.fault("from", message, "let the earlier row end where the later begins");
                return;
            }
            if self.places[at].2 {
                // Two rows of one overlay: the later counts.
                self.rows[at] = made;
                return;
            }
            self.rows[at] = made;
            self.places[at] = (row.place(), accepted, true);
            return;
        }
        known.push(self.rows.len());
        self.rows.push(made);
        self.places.push((row.place(), accepted, row.is_overlay()));
    }

    /// A row written with a synonym counts only where none is written with the accepted name.
    fn drop_shadowed(&mut self) {
        let mut named: rustc_hash::FxHashSet<(u32, u16)> = rustc_hash::FxHashSet::default();
        for (row, (_, accepted, _)) in self.rows.iter().zip(&self.places) {
            if *accepted && row.to.is_none() {
                named.insert((row.taxon, row.instrument));
            }
        }
        let mut places = self.places.iter();
        self.rows.retain(|row| {
            let accepted = places.next().is_none_or(|place| place.1);
            accepted || row.to.is_some() || !named.contains(&(row.taxon, row.instrument))
        });
    }

    fn known_instrument(&self, row: &mut Row<'_>) -> Option<u16> {
        let id = row.required("instrument")?;
        let found = self.instruments.iter().position(|known| known.id == id);
        if found.is_none() {
            let message = format!("`{id}` is not in law/instruments.csv");
            row.fault("instrument", message, "add it there or correct the spelling");
        }
        found.map(|at| at as u16)
    }

    fn known_list(&self, row: &mut Row<'_>, instrument: u16) -> Option<String> {
        let known = &self.instruments[usize::from(instrument)];
        row.choice(
            "list",
            |text| known.categories.iter().find(|category| *category == text).cloned(),
            &known.categories.join(", "),
        )
    }

    fn known_annotation(&self, row: &mut Row<'_>) -> Option<String> {
        let text = row.cell("annotation").to_owned();
        for mark in text.split('|').filter(|mark| !mark.is_empty()) {
            if !self.annotations.iter().any(|known| known.mark == mark) {
                let message = format!("`{mark}` is not in law/annotations.csv");
                row.fault("annotation", message, "add it there, or put the words into `note`");
                return None;
            }
        }
        Some(text)
    }

    /// Faults for each code of the population that is no country.
    fn check_population(&self, row: &mut Row<'_>) {
        let population = row.cell("population").to_owned();
        for part in population.trim_start_matches('!').split('|').filter(|part| !part.is_empty()) {
            let code = part.split('(').next().unwrap_or(part);
            let closed = !part.contains('(') || part.ends_with(')');
            if !closed || !self.is_country(code) {
                row.fault("population", unknown_country(part), COUNTRY_MEND);
            }
        }
    }
}

const COUNTRY_MEND: &str =
    "use codes of law/countries.csv parted by |, such as BW|ZA, or !BW|ZA for all others";

fn unknown_country(code: &str) -> String {
    format!("`{code}` is no country of law/countries.csv")
}

fn read_status(text: &str) -> Option<bool> {
    match text {
        "confirmed" => Some(true),
        "verify" => Some(false),
        _ => None,
    }
}

/// `from` and `to`, the second not before the first.
fn span(row: &mut Row<'_>) -> Option<(Day, Option<Day>)> {
    let from = row.date("from").and_then(|text| Day::parse(&text))?;
    if row.cell("to").is_empty() {
        return Some((from, None));
    }
    let to = row.date("to").and_then(|text| Day::parse(&text))?;
    if to <= from {
        row.fault("to", format!("`{to}` is not after `from`"), "write the day from which it no longer holds");
        return None;
    }
    Some((from, Some(to)))
}

/// The taxon of a row, and whether it is written with the accepted name.
fn taxon(row: &mut Row<'_>, taxonomy: &Taxonomy) -> Option<(u32, bool)> {
    let name = row.required("taxon")?;
    let rank = row.choice("rank", Rank::from_spelling, &Rank::spellings())?;
    let number = known_taxon(row, "taxon", &name, taxonomy)?;
    let known = taxonomy.node(number.0).rank;
    if known != rank {
        let message = format!("`{}` is a {} in the taxonomy", taxonomy.name(number.0), known.spelling());
        row.fault("rank", message, format!("write {} or correct the name", known.spelling()));
        return None;
    }
    Some(number)
}

fn known_taxon(row: &mut Row<'_>, column: &str, name: &str, taxonomy: &Taxonomy) -> Option<(u32, bool)> {
    match taxonomy.find(name) {
        Found::Accepted(number) => Some((number, true)),
        Found::Synonym(number) => Some((number, false)),
        Found::Homonym => {
            let message = format!("`{name}` is an animal and a plant");
            row.fault(column, message, format!("write `{name} (animal)` or `{name} (plant)`"));
            None
        }
        Found::Unknown => {
            let message = format!("`{name}` is not in the taxonomy");
            row.fault(column, message, "add it to the tables of taxonomy/ or correct the spelling");
            None
        }
    }
}

/// The taxa below the row's taxon to which it does not apply.
fn exceptions(row: &mut Row<'_>, taxon: u32, taxonomy: &Taxonomy) -> Option<Vec<u32>> {
    let text = row.cell("except").to_owned();
    let mut all = Vec::new();
    for name in text.split('|').filter(|name| !name.is_empty()) {
        let (number, accepted) = known_taxon(row, "except", name, taxonomy)?;
        let below = taxonomy.lineage(number).any(|above| above == taxon);
        if !below && !accepted {
            // Its accepted name stands elsewhere: nothing is left to except.
            continue;
        }
        if number == taxon || !below {
            let message = format!("`{name}` does not stand below {}", taxonomy.name(taxon));
            row.fault("except", message, "name taxa below the row's taxon, parted by |");
            return None;
        }
        all.push(number);
    }
    Some(all)
}
