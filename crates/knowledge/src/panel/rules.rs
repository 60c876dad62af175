//! The tables of the law panel: papers, what asks for them, what exempts from them, and their published number shapes.

use super::condition::{Condition, Span};
use crate::table::{Row, Source, is_date, read};
use pugmark_model::Fault;
use rustc_hash::{FxHashMap, FxHashSet};

/// A paper of `law/papers.csv`.
#[derive(Debug, Clone)]
pub(crate) struct PaperRow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) issuer: String,
    pub(crate) proves: String,
    pub(crate) reference: String,
    pub(crate) confirmed: bool,
}

/// When a row of requirements or exemptions applies.
#[derive(Debug, Clone)]
pub(crate) struct When {
    /// `*`, or country codes and unions.
    pub(crate) country: Vec<String>,
    pub(crate) route: Way,
    /// On listings such as `CITES:I`, or an instrument alone.
    pub(crate) lists: Condition,
    /// On the taxon, those above it, `kingdom:…` and `group:…`.
    pub(crate) taxa: Condition,
    /// On CITES trade term codes.
    pub(crate) products: Condition,
    pub(crate) span: Span,
}

/// What the goods do, seen from the country whose law it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// They leave it.
    Export,
    /// They leave it, and it listed the species in Appendix III.
    ExportLister,
    /// They leave it, and another country listed the species.
    ExportOther,
    /// They come in.
    Import,
    /// They cross its border, either way.
    Border,
    /// They are brought in from the high seas.
    Sea,
    /// They are offered there.
    Sale,
    /// They are offered or bought there.
    Deal,
    /// They are offered there and stay.
    Home,
    /// Any of these.
    Any,
}

/// A row of `law/requirements.csv`.
#[derive(Debug, Clone)]
pub(crate) struct Requirement {
    pub(crate) id: String,
    /// Any one of these does; none when no paper is issued.
    pub(crate) papers: Vec<String>,
    pub(crate) when: When,
    pub(crate) only_if: String,
    pub(crate) why: String,
    pub(crate) reference: String,
    pub(crate) confirmed: bool,
}

/// A row of `law/exemptions.csv`.
#[derive(Debug, Clone)]
pub(crate) struct Exemption {
    pub(crate) id: String,
    pub(crate) claims: Vec<String>,
    pub(crate) when: When,
    /// A day, `listing` for the day of the first listing, words such as `100 years`, or empty.
    pub(crate) before: String,
    pub(crate) conditions: String,
    pub(crate) proved_by: String,
    pub(crate) papers: Vec<String>,
    pub(crate) lifts: Vec<String>,
    pub(crate) reference: String,
    pub(crate) confirmed: bool,
}

/// A row of `law/claims.csv`.
#[derive(Debug, Clone)]
pub(crate) struct ClaimRow {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Other words for it.
    pub(crate) words: Vec<String>,
    pub(crate) means: String,
}

/// A row of `law/annotation_scope.csv`: which goods an annotation covers.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    pub(crate) mark: String,
    pub(crate) covers: Vec<String>,
    pub(crate) excludes: Vec<String>,
    pub(crate) depends: Vec<String>,
    pub(crate) says: String,
    pub(crate) reference: String,
    pub(crate) span: Span,
}

/// A row of `law/members.csv`.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) union: String,
    pub(crate) country: String,
    pub(crate) span: Span,
}

/// A row of `law/permit_shapes.csv`.
#[derive(Debug, Clone)]
pub(crate) struct ShapeRow {
    pub(crate) paper: String,
    pub(crate) pattern: String,
    pub(crate) says: String,
    pub(crate) source: String,
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    pub(crate) papers: FxHashMap<String, PaperRow>,
    pub(crate) requirements: Vec<Requirement>,
    pub(crate) exemptions: Vec<Exemption>,
    pub(crate) claims: Vec<ClaimRow>,
    pub(crate) scopes: Vec<Scope>,
    pub(crate) members: Vec<Member>,
    pub(crate) shapes: Vec<ShapeRow>,
}

const PAPERS: [&str; 7] = ["id", "name", "issuer", "country", "proves", "reference", "status"];
const REQUIREMENTS: [&str; 13] = [
    "id",
    "papers",
    "country",
    "route",
    "lists",
    "taxa",
    "products",
    "only_if",
    "why",
    "reference",
    "from",
    "to",
    "status",
];
const EXEMPTIONS: [&str; 16] = [
    "id",
    "claims",
    "country",
    "route",
    "lists",
    "taxa",
    "products",
    "before",
    "conditions",
    "proved_by",
    "papers",
    "lifts",
    "reference",
    "from",
    "to",
    "status",
];
const CLAIMS: [&str; 4] = ["id", "name", "words", "means"];
const SCOPES: [&str; 8] = ["mark", "covers", "excludes", "depends", "says", "reference", "from", "to"];
const MEMBERS: [&str; 5] = ["union", "country", "from", "to", "note"];
const SHAPES: [&str; 5] = ["id", "paper", "pattern", "says", "source"];

/// More runs of any length in a pattern than that take long to match.
const MOST_RUNS: usize = 4;

impl Rules {
    /// Reads the panel's tables among all: first what others refer to.
    pub(crate) fn read(sources: &[Source], faults: &mut Vec<Fault>) -> Self {
        let mut rules = Self::default();
        let of = |name: &'static str| sources.iter().filter(move |source| source.name == name);
        of("law/papers.csv").for_each(|source| read(source, &PAPERS, faults, |row| rules.paper(row)));
        of("law/claims.csv").for_each(|source| read(source, &CLAIMS, faults, |row| rules.claim(row)));
        of("law/members.csv").for_each(|source| read(source, &MEMBERS, faults, |row| rules.member(row)));
        of("law/annotation_scope.csv")
            .for_each(|source| read(source, &SCOPES, faults, |row| rules.scope(row)));
        of("law/permit_shapes.csv").for_each(|source| read(source, &SHAPES, faults, |row| rules.shape(row)));
        let mut seen = FxHashSet::default();
        of("law/requirements.csv").for_each(|source| {
            read(source, &REQUIREMENTS, faults, |row| rules.requirement(row, &mut seen));
        });
        seen.clear();
        of("law/exemptions.csv")
            .for_each(|source| read(source, &EXEMPTIONS, faults, |row| rules.exemption(row, &mut seen)));
        rules
    }

    fn paper(&mut self, row: &mut Row<'_>) {
        let (id, name, issuer) = (row.required("id"), row.required("name"), row.required("issuer"));
        let (proves, reference, confirmed) =
            (row.required("proves"), row.required("reference"), row.confirmed("status"));
        let (Some(id), Some(name), Some(issuer), Some(proves), Some(reference), Some(confirmed)) =
            (id, name, issuer, proves, reference, confirmed)
        else {
            return;
        };
        let paper = PaperRow { id: id.clone(), name, issuer, proves, reference, confirmed };
        self.papers.insert(id, paper);
    }

    fn claim(&mut self, row: &mut Row<'_>) {
        let (Some(id), Some(name), Some(means)) =
            (row.required("id"), row.required("name"), row.required("means"))
        else {
            return;
        };
        let words = row.list("words");
        self.claims.retain(|claim| claim.id != id);
        self.claims.push(ClaimRow { id, name, words, means });
    }

    fn member(&mut self, row: &mut Row<'_>) {
        let (union, country, span) = (row.required("union"), row.required("country"), span(row));
        if let (Some(union), Some(country), Some(span)) = (union, country, span) {
            self.members.push(Member { union, country, span });
        }
    }

    fn scope(&mut self, row: &mut Row<'_>) {
        let (mark, says, reference) = (row.required("mark"), row.required("says"), row.required("reference"));
        let (covers, excludes, depends) = (row.list("covers"), row.list("excludes"), row.list("depends"));
        let span = span(row);
        if let (Some(mark), Some(says), Some(reference), Some(span)) = (mark, says, reference, span) {
            self.scopes.retain(|known| known.mark != mark || known.span.from != span.from);
            self.scopes.push(Scope { mark, covers, excludes, depends, says, reference, span });
        }
    }

    fn shape(&mut self, row: &mut Row<'_>) {
        let (id, paper, pattern) = (row.required("id"), row.required("paper"), row.required("pattern"));
        let (says, source) = (row.required("says"), row.required("source"));
        let (Some(_), Some(paper), Some(pattern), Some(says), Some(source)) =
            (id, paper, pattern, says, source)
        else {
            return;
        };
        self.known_papers(row, "paper", std::slice::from_ref(&paper));
        if pattern.matches('*').count() > MOST_RUNS {
            row.fault(
                "pattern",
                format!("more than {MOST_RUNS} `*`"),
                "write `#` and `@` for single characters",
            );
            return;
        }
        self.shapes.push(ShapeRow { paper, pattern, says, source });
    }

    fn requirement(&mut self, row: &mut Row<'_>, seen: &mut FxHashSet<String>) {
        let papers = row.list("papers");
        self.known_papers(row, "papers", &papers);
        let (id, why, reference) = (unique(row, seen), row.required("why"), row.required("reference"));
        let (when, confirmed) = (when(row), row.confirmed("status"));
        let (Some(id), Some(why), Some(reference), Some(when), Some(confirmed)) =
            (id, why, reference, when, confirmed)
        else {
            return;
        };
        let only_if = row.cell("only_if").to_owned();
        self.requirements.retain(|known| known.id != id);
        self.requirements.push(Requirement { id, papers, when, only_if, why, reference, confirmed });
    }

    fn exemption(&mut self, row: &mut Row<'_>, seen: &mut FxHashSet<String>) {
        let (claims, papers, lifts) = (row.list("claims"), row.list("papers"), row.list("lifts"));
        self.known_papers(row, "papers", &papers);
        self.known_papers(row, "lifts", &lifts);
        for claim in &claims {
            if !self.claims.iter().any(|known| known.id == *claim) {
                row.fault(
                    "claims",
                    format!("`{claim}` is not in claims.csv"),
                    "add it there or correct the spelling",
                );
            }
        }
        let (id, conditions) = (unique(row, seen), row.required("conditions"));
        let (proved_by, reference) = (row.required("proved_by"), row.required("reference"));
        let (when, confirmed) = (when(row), row.confirmed("status"));
        let (Some(id), Some(conditions), Some(proved_by), Some(reference), Some(when), Some(confirmed)) =
            (id, conditions, proved_by, reference, when, confirmed)
        else {
            return;
        };
        let before = row.cell("before").to_owned();
        self.exemptions.retain(|known| known.id != id);
        self.exemptions.push(Exemption {
            id,
            claims,
            when,
            before,
            conditions,
            proved_by,
            papers,
            lifts,
            reference,
            confirmed,
        });
    }

    fn known_papers(&self, row: &mut Row<'_>, column: &str, papers: &[String]) {
        for paper in papers {
            if !self.papers.contains_key(paper) {
                row.fault(
                    column,
                    format!("`{paper}` is not in papers.csv"),
                    "add it there or correct the spelling",
                );
            }
        }
    }
}

/// An id that no earlier row has, unless an overlay's row takes its place.
fn unique(row: &mut Row<'_>, seen: &mut FxHashSet<String>) -> Option<String> {
    let id = row.required("id")?;
    if !seen.insert(id.clone()) && !row.is_overlay() {
        row.fault("id", format!("`{id}` stands twice"), "give each row an id of its own");
        return None;
    }
    Some(id)
}

fn when(row: &mut Row<'_>) -> Option<When> {
    let country = row.list("country");
    if country.is_empty() {
        row.fault("country", "is empty", "name country codes parted by `|`, EU, or * for every country");
    }
    let code = |text: &str| text == "*" || (text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()));
    if let Some(wrong) = country.iter().find(|text| !code(text)) {
        row.fault(
            "country",
            format!("`{wrong}` is no country code"),
            "use two capitals such as DE, EU, or *",
        );
    }
    let route = row.choice("route", way, WAYS);
    let (lists, taxa, products) =
        (condition(row, "lists"), condition(row, "taxa"), condition(row, "products"));
    let span = span(row);
    Some(When { country, route: route?, lists: lists?, taxa: taxa?, products: products?, span: span? })
}

const WAYS: &str = "export, export-lister, export-other, import, border, sea, sale, deal, home, any";

fn way(text: &str) -> Option<Way> {
    Some(match text {
        "export" => Way::Export,
        "export-lister" => Way::ExportLister,
        "export-other" => Way::ExportOther,
        "import" => Way::Import,
        "border" => Way::Border,
        "sea" => Way::Sea,
        "sale" => Way::Sale,
        "deal" => Way::Deal,
        "home" => Way::Home,
        "any" => Way::Any,
        _ => return None,
    })
}

fn condition(row: &mut Row<'_>, column: &str) -> Option<Condition> {
    let read = Condition::read(row.cell(column));
    if read.is_none() {
        row.fault(column, "a word is missing", "write words parted by `|`, clauses by `&`, `!` for not");
    }
    read
}

fn span(row: &mut Row<'_>) -> Option<Span> {
    let span = Span { from: row.cell("from").to_owned(), to: row.cell("to").to_owned() };
    for (column, day) in [("from", &span.from), ("to", &span.to)] {
        if !day.is_empty() && !is_date(day) {
            row.fault(column, format!("`{day}` is no day"), "write YYYY-MM-DD, or nothing");
            return None;
        }
    }
    if !span.to.is_empty() && span.to <= span.from {
        row.fault("to", "ends before it begins", "let `to` be later than `from`");
        return None;
    }
    Some(span)
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
