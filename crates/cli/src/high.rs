//! What the program needs, made once from what was typed. Everything past this point sees only these.

use crate::exit::Stop;
use crate::low;
use pugmark_knowledge::atlas::Day;
use pugmark_knowledge::panel::Offer;
use pugmark_model::Listing;
use pugmark_sources::{Format, Options};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

/// A scan to do.
#[derive(Debug)]
pub(crate) struct Scan {
    pub(crate) input: Input,
    pub(crate) judgement: Judgement,
    /// Where assessments go; `None` when only a table or a page is wanted.
    pub(crate) output: Option<Place>,
    pub(crate) output_format: OutputFormat,
    pub(crate) min_score: f64,
    pub(crate) top: Option<NonZeroUsize>,
    /// Where the summary page goes.
    pub(crate) html: Option<Place>,
    pub(crate) show_contacts: bool,
    pub(crate) table: bool,
    pub(crate) quiet: bool,
}

/// A listing to explain.
#[derive(Debug)]
pub(crate) struct Explain {
    /// The text, or `-`.
    pub(crate) text: String,
    /// All of the listing but its text.
    pub(crate) listing: Listing,
    pub(crate) json: bool,
    pub(crate) judgement: Judgement,
}

/// A measurement to do.
#[derive(Debug)]
pub(crate) struct Evaluate {
    pub(crate) input: Input,
    pub(crate) judgement: Judgement,
    pub(crate) label: String,
    pub(crate) by: Vec<String>,
    pub(crate) gather: Vec<(String, Vec<String>)>,
    pub(crate) threshold: Option<f64>,
    /// Whether the shadow terms are measured too.
    pub(crate) shadow: bool,
    /// How many false alarms and misses to list.
    pub(crate) worst: usize,
    /// Where to write all errors.
    pub(crate) errors: Option<PathBuf>,
    pub(crate) json: bool,
}

/// A question about the tables.
#[derive(Debug)]
pub(crate) struct Knowledge {
    pub(crate) question: Question,
    /// Tables laid over those in the binary.
    pub(crate) folder: Option<PathBuf>,
    pub(crate) json: bool,
}

/// What is asked.
#[derive(Debug)]
pub(crate) enum Question {
    /// Whether they are sound.
    Check,
    /// How much they hold.
    Stats,
    /// What a name means, and what the laws say of it on a day.
    Lookup { name: String, day: Option<Day> },
    /// Which papers an offer would need; an empty date is the day for which the tables hold.
    Requirements(Offer),
    /// A list to lay over the tables.
    Import(Import),
    /// What a list says otherwise on a day; by default that of the list.
    Diff(PathBuf, Option<Day>),
}

/// A list to lay over the tables.
#[derive(Debug)]
pub(crate) struct Import {
    pub(crate) file: PathBuf,
    /// The folder of tables; by default one of the user's own.
    pub(crate) into: Option<PathBuf>,
    pub(crate) kind: Option<low::ListKind>,
    pub(crate) as_of: Option<Day>,
    pub(crate) dry_run: bool,
}

/// What to read.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) options: Options,
    pub(crate) threads: usize,
}

/// What to judge by.
#[derive(Debug)]
pub(crate) struct Judgement {
    pub(crate) model: Option<PathBuf>,
    pub(crate) knowledge: Option<PathBuf>,
}

/// Where output goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// Standard output.
    Standard,
    /// A file.
    File(PathBuf),
}

impl Place {
    /// `-` is standard output, anything else a file.
    fn named(path: PathBuf) -> Self {
        if path == Path::new("-") { Self::Standard } else { Self::File(path) }
    }
}

pub(crate) use low::{ListKind, OutputFormat};

/// What a scan needs.
pub(crate) fn scan(typed: low::Scan) -> Result<Scan, Stop> {
    let low::Scan { input, output, judgement } = typed;
    let html = output.html.map(Place::named);
    let shown = output.table || html == Some(Place::Standard);
    let place = output.output.map(Place::named).or_else(|| (!shown).then_some(Place::Standard));
    if shown && (place == Some(Place::Standard) || (output.table && html == Some(Place::Standard))) {
        return Err(trouble("two outputs want standard output; name a file with --output or --html"));
    }
    if place.is_some() && place == html {
        return Err(trouble("--output and --html name the same file; give each its own"));
    }
    let output_format = output.output_format.unwrap_or_else(|| format_of(place.as_ref()));
    Ok(Scan {
        input: self::input(input, false)?,
        judgement: self::judgement(judgement),
        output: place,
        output_format,
        min_score: probability("--min-score", output.min_score)?.unwrap_or(0.0),
        top: output.top,
        html,
        show_contacts: output.show_contacts,
        table: output.table,
        quiet: output.quiet,
    })
}

/// What an explanation needs.
pub(crate) fn explain(typed: low::Explain) -> Explain {
    let low::Explain { text, title, language, location, json, judgement } = typed;
    let listing = Listing { title, language, location, ..Listing::default() };
    Explain { text, listing, json, judgement: self::judgement(judgement) }
}

/// What a measurement needs.
pub(crate) fn evaluate(typed: low::Evaluate) -> Result<Evaluate, Stop> {
    let low::Evaluate { input, label, by, gather, threshold, shadow, errors, json, judgement } = typed;
    let mut worst = 0;
    let mut errors_file = None;
    for wish in errors {
        match wish.parse() {
            Ok(count) => worst = count,
            Err(_) => errors_file = Some(PathBuf::from(wish)),
        }
    }
    Ok(Evaluate {
        input: self::input(input, true)?,
        judgement: self::judgement(judgement),
        label,
        by,
        gather: gather.iter().map(|wish| gathered(wish)).collect::<Result<_, _>>()?,
        threshold: probability("--threshold", threshold)?,
        shadow,
        worst,
        errors: errors_file,
        json,
    })
}

/// What a question about the tables needs.
pub(crate) fn knowledge(typed: low::Question) -> Knowledge {
    match typed {
        low::Question::Check { folder } => Knowledge { question: Question::Check, folder, json: false },
        low::Question::Stats { json, knowledge } => {
            Knowledge { question: Question::Stats, folder: knowledge, json }
        }
        low::Question::Lookup { name, json, date, knowledge } => {
            Knowledge { question: Question::Lookup { name, day: date }, folder: knowledge, json }
        }
        low::Question::Requirements(typed) => requirements(*typed),
        low::Question::Import { file, into, kind, as_of, dry_run } => Knowledge {
            question: Question::Import(Import { file, into, kind, as_of, dry_run }),
            folder: None,
            json: false,
        },
        low::Question::Diff { file, as_of, json, knowledge } => {
            Knowledge { question: Question::Diff(file, as_of), folder: knowledge, json }
        }
    }
}

fn requirements(typed: low::Requirements) -> Knowledge {
    let low::Requirements { name, product, from, to, date, claim, permit, json, knowledge } = typed;
    let date = date.unwrap_or_default();
    let offer = Offer { taxon: name, product, from, to, date, claims: claim, permits: permit };
    Knowledge { question: Question::Requirements(offer), folder: knowledge, json }
}

/// `NAME=VALUE;VALUE` taken apart.
fn gathered(wish: &str) -> Result<(String, Vec<String>), Stop> {
    let (name, values) =
        wish.split_once('=').ok_or_else(|| trouble(&format!("--gather {wish}: write NAME=VALUE;VALUE")))?;
    let values = values.split(';').map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    Ok((name.trim().to_owned(), values.collect()))
}

fn judgement(typed: low::Judgement) -> Judgement {
    Judgement { model: typed.model, knowledge: typed.knowledge }
}

fn input(typed: low::Input, keep_extra: bool) -> Result<Input, Stop> {
    let format = match typed.format {
        low::InputFormat::Auto => Format::Auto,
        low::InputFormat::Jsonl => Format::Jsonl,
        low::InputFormat::Csv => Format::Csv,
        low::InputFormat::Tsv => Format::Tsv,
        low::InputFormat::Parquet => Format::Parquet,
    };
    let map = typed.map.iter().map(|wish| mapping(wish)).collect::<Result<_, _>>()?;
    let threads = typed.threads.or_else(|| thread::available_parallelism().ok());
    Ok(Input {
        paths: typed.paths,
        options: Options { format, map, keep_extra, ..Options::default() },
        threads: threads.map_or(1, NonZeroUsize::get).min(256),
    })
}

/// `FIELD=COLUMN` taken apart.
fn mapping(wish: &str) -> Result<(String, String), Stop> {
    match wish.split_once('=') {
        Some((field, column)) if !field.is_empty() && !column.is_empty() => Ok((field.into(), column.into())),
        _ => Err(trouble(&format!("--map {wish}: write FIELD=COLUMN, such as text=body"))),
    }
}

/// The format that the extension of the output names.
fn format_of(place: Option<&Place>) -> OutputFormat {
    let Some(Place::File(path)) = place else {
        return OutputFormat::Jsonl;
    };
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("csv") => OutputFormat::Csv,
        Some("parquet") => OutputFormat::Parquet,
        _ => OutputFormat::Jsonl,
    }
}

/// A number from 0 to 1.
fn probability(option: &str, value: Option<f64>) -> Result<Option<f64>, Stop> {
    match value {
        Some(value) if !(0.0..=1.0).contains(&value) => {
            Err(trouble(&format!("{option} {value}: give a number from 0 to 1")))
        }
        other => Ok(other),
    }
}

fn trouble(message: &str) -> Stop {
    Stop::Trouble(message.to_owned())
}
