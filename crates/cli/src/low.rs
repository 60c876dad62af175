//! What the user typed. Nothing here is checked beyond its shape; `high` turns it into what the program needs.

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use pugmark_knowledge::atlas::Day;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Finds suspected unlawful offers of protected wildlife in marketplace listings, and says why.
#[derive(Debug, Parser)]
#[command(name = "pugmark", version, max_term_width = 100, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 something was suspected, or the thing asked for was done; 1 nothing was suspected;
2 trouble.
A score is a reason for a person to look. It says nothing about guilt.";

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read listings and write an explained assessment of each
    #[command(after_help = SCAN_EXAMPLES)]
    Scan(Box<Scan>),
    /// Explain one text: each signal under its words, then the sum
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// Measure the scores against labelled listings
    #[command(after_help = EVALUATE_EXAMPLES)]
    Evaluate(Box<Evaluate>),
    /// Check the knowledge tables, count them, or look up a name
    #[command(after_help = KNOWLEDGE_EXAMPLES)]
    Knowledge {
        #[command(subcommand)]
        question: Question,
    },
    /// Print completions for a shell
    #[command(
        after_help = "Example:\n  pugmark completions bash > ~/.local/share/bash-completion/completions/pugmark"
    )]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page of the program, or of one of its commands
    #[command(after_help = "Examples:\n  pugmark man | man -l -\n  pugmark man scan > pugmark-scan.1")]
    Man {
        /// The command
        command: Option<String>,
    },
}

/// The knowledge and the weights to judge by.
#[derive(Debug, Args)]
#[command(next_help_heading = "Judgement")]
pub(crate) struct Judgement {
    /// Weights to use instead of the shipped ones (TOML)
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
    /// Folder of tables to lay over the shipped ones
    #[arg(long, value_name = "DIR")]
    pub(crate) knowledge: Option<PathBuf>,
}

/// What to read, and how.
#[derive(Debug, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct Input {
    /// Files or folders of listings; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Format of the input
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: InputFormat,
    /// Read a field from another column, such as `text=body`; may be repeated
    #[arg(long, value_name = "FIELD=COLUMN")]
    pub(crate) map: Vec<String>,
    /// Working threads [default: as many as there are processors]
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
}

/// Formats that can be read; each may be compressed with gzip or zstd.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// By extension or content
    #[default]
    Auto,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values with a heading line
    Csv,
    /// Tab-separated values with a heading line
    Tsv,
    /// Apache Parquet
    Parquet,
}

/// Formats that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// One JSON object a line: everything
    Jsonl,
    /// One row a listing, for spreadsheets; cells that could start a formula get a leading apostrophe
    Csv,
    /// The columns of the CSV form as Apache Parquet
    Parquet,
}

/// `pugmark scan`.
#[derive(Debug, Args)]
pub(crate) struct Scan {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) output: Results,
    #[command(flatten)]
    pub(crate) judgement: Judgement,
}

/// What to write, and where.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct Results {
    /// Where to write the assessments; `-` is standard output, the default
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Format of the output [default: by the extension of --output, else jsonl]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) output_format: Option<OutputFormat>,
    /// Write only assessments with at least this score (0 to 1)
    #[arg(long, value_name = "X")]
    pub(crate) min_score: Option<f64>,
    /// Write only the N highest scores, highest first
    #[arg(long, value_name = "N")]
    pub(crate) top: Option<NonZeroUsize>,
    /// Also write a summary page for a browser; it asks nothing of the network
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Show contacts in clear on the summary page instead of masked
    #[arg(long, requires = "html")]
    pub(crate) show_contacts: bool,
    /// Print a ranked table with the reasons under the words that caused them
    #[arg(long)]
    pub(crate) table: bool,
    /// No progress bar and no closing line; faults are still told
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

const SCAN_EXAMPLES: &str = "\
Examples:
  pugmark scan listings.jsonl > assessments.jsonl
  pugmark scan exports/ --output suspected.csv --min-score 0.5
  pugmark scan listings.csv.gz --map text=body --map id=ad_id --top 100 --table
  zcat dump.jsonl.gz | pugmark scan - --html summary.html --output all.parquet

Exit codes: 0 at least one listing is suspected (verdict review or urgent, written or not);
1 none is; 2 something could not be read or written (the rest of the input was still scanned).
In CSV output a cell that would start with = + - @, a tab or a line break is given a leading
apostrophe, so that no spreadsheet takes it for a formula.";

/// `pugmark explain`.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The text of the listing; `-` reads it from standard input
    #[arg(value_name = "TEXT|-", allow_hyphen_values = true)]
    pub(crate) text: String,
    /// The heading of the listing
    #[arg(long, value_name = "TITLE")]
    pub(crate) title: Option<String>,
    /// The language as the platform states it, such as `vi`
    #[arg(long, value_name = "LANGUAGE")]
    pub(crate) language: Option<String>,
    /// The place as the platform states it, such as `Medan`
    #[arg(long, value_name = "PLACE")]
    pub(crate) location: Option<String>,
    /// Print the assessment as JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) judgement: Judgement,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  pugmark explain 'raw ivory bangle, 2.5 kg, whatsapp only'
  pugmark explain --title 'Old box' --location Medan - < advert.txt
  pugmark explain --json 'ivory-coloured dress' | jq .signals

Exit codes: 0 suspected (verdict review or urgent); 1 clear; 2 trouble.";

/// `pugmark evaluate`.
#[derive(Debug, Args)]
pub(crate) struct Evaluate {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Column that holds the label: 1/0, true/false, yes/no, suspect/clear; dots reach inside objects
    #[arg(long, default_value = "label", value_name = "COLUMN")]
    pub(crate) label: String,
    /// Also measure each value of this column; may be repeated; `a; b` counts in both slices
    #[arg(long, value_name = "COLUMN")]
    pub(crate) by: Vec<String>,
    /// Also measure several values of the `--by` columns as one slice, such as `hidden=emoji;pinyin`
    #[arg(long, value_name = "NAME=VALUE;VALUE")]
    pub(crate) gather: Vec<String>,
    /// Flag at this score instead of the model's own threshold (0 to 1)
    #[arg(long, value_name = "X")]
    pub(crate) threshold: Option<f64>,
    /// Also say of each shadow term how often it stands where, and which verdicts it would change if it were active
    #[arg(long)]
    pub(crate) shadow: bool,
    /// List the N worst false alarms and misses, or write all of them to FILE as JSONL; may be repeated
    #[arg(long, value_name = "N|FILE")]
    pub(crate) errors: Vec<String>,
    /// Print everything as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) judgement: Judgement,
}

const EVALUATE_EXAMPLES: &str = "\
Examples:
  pugmark evaluate labelled.csv
  pugmark evaluate redteam.jsonl --label gold.label --by gold.hard --by language
  pugmark evaluate labelled.csv --errors 20 --errors wrong.jsonl
  pugmark evaluate labelled.csv --json | jq .area_under_curve
  pugmark evaluate labelled.csv --shadow --knowledge my-tables/

Where the rows hold gold.contacts, gold.prices, gold.taxon_group or gold.intent, those are measured too.
Exit codes: 0 measured; 2 trouble (what could be read was still measured).";

/// `pugmark knowledge`.
#[derive(Debug, Subcommand)]
pub(crate) enum Question {
    /// Check the tables of a folder, or those in the binary
    #[command(
        after_help = "Example:\n  pugmark knowledge check my-tables/\n\nExit codes: 0 sound; 2 faults, each told with file, line, column and mend."
    )]
    Check {
        /// Folder of tables, laid over those in the binary
        folder: Option<PathBuf>,
    },
    /// Say what the tables cover by language, group and product, what is unconfirmed and what is old
    #[command(
        after_help = "Examples:\n  pugmark knowledge stats\n  pugmark knowledge stats --json | jq .coverage.languages.vi"
    )]
    Stats {
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// Folder of tables to lay over the shipped ones
        #[arg(long, value_name = "DIR")]
        knowledge: Option<PathBuf>,
    },
    /// Say what a name or a term of the trade means
    #[command(
        after_help = "Examples:\n  pugmark knowledge lookup 'Manis javanica'\n  pugmark knowledge lookup trenggiling --json\n  pugmark knowledge lookup 'Loxodonta africana' --date 1995-06-01\n\nExit codes: 0 known; 1 not known; 2 trouble."
    )]
    Lookup {
        /// A scientific or common name, a code word, in any language
        name: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// Say what the laws said on this day, such as 2016-12-31
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        date: Option<Day>,
        /// Folder of tables to lay over the shipped ones
        #[arg(long, value_name = "DIR")]
        knowledge: Option<PathBuf>,
    },
    /// Say which papers would make an offer lawful, and what would prove what it claims
    #[command(after_help = REQUIREMENTS_EXAMPLES)]
    Requirements(Box<Requirements>),
    /// Lay an official list, or terms of your own, over the tables
    #[command(after_help = IMPORT_EXAMPLES)]
    Import {
        /// CITES Checklist index, Species+ listings, an EU annex, or terms: CSV, plain or packed with gzip
        file: PathBuf,
        /// Folder to lay them into, made where it is not [default: pugmark/knowledge in your data folder]
        #[arg(long, value_name = "DIR")]
        into: Option<PathBuf>,
        /// What the list is [default: by its header]
        #[arg(long, value_enum, value_name = "KIND")]
        kind: Option<ListKind>,
        /// The day from which the list holds [default: the day in the file's name, else that of the tables]
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        as_of: Option<Day>,
        /// Say what would change, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Compare an official list with the tables
    #[command(after_help = DIFF_EXAMPLES)]
    Diff {
        /// CITES Checklist index, Species+ listings, an EU annex or a list of your own: CSV, plain or packed with gzip
        file: PathBuf,
        /// The day on which both are compared [default: the day in the file's name, else that of the tables]
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        as_of: Option<Day>,
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// Folder of tables to lay over the shipped ones
        #[arg(long, value_name = "DIR")]
        knowledge: Option<PathBuf>,
    },
}

/// `pugmark knowledge requirements`.
#[derive(Debug, Args)]
pub(crate) struct Requirements {
    /// The taxon: a scientific or common name
    pub(crate) name: String,
    /// What is offered: a CITES trade term code or a word, such as IVC or bangle
    #[arg(long, value_name = "CODE|WORD")]
    pub(crate) product: Option<String>,
    /// Country where the goods are: two letters, XZ for the high seas
    #[arg(long, value_name = "CC")]
    pub(crate) from: Option<String>,
    /// Country of the buyer; the same as --from for a sale at home
    #[arg(long, value_name = "CC")]
    pub(crate) to: Option<String>,
    /// The day whose law counts, as YYYY-MM-DD [default: the day for which the tables were last checked]
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<String>,
    /// What the advert claims, such as antique or captive-bred; may be repeated
    #[arg(long, value_name = "CLAIM")]
    pub(crate) claim: Vec<String>,
    /// A number that the advert gives as that of a paper; only its shape is looked at; may be repeated
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    pub(crate) permit: Vec<String>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Folder of tables to lay over the shipped ones
    #[arg(long, value_name = "DIR")]
    pub(crate) knowledge: Option<PathBuf>,
}

const REQUIREMENTS_EXAMPLES: &str = "\
Examples:
  pugmark knowledge requirements 'Loxodonta africana' --product IVC --from GB --to US --claim antique
  pugmark knowledge requirements 'grey parrot' --product LIV --from DE --to DE --claim captive-bred
  pugmark knowledge requirements 'Manis javanica' --product scales --from VN --to CN --date 2016-06-01
  pugmark knowledge requirements 'Dalbergia nigra' --json | jq '.needs[].papers[].id'

The answer is no verdict: it says which papers would be needed and what would prove a claim.
Exit codes: 0 answered; 2 trouble, such as a name that is not known.";

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "write the year, month and day as 2026-11-22".to_owned())
}

/// What a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListKind {
    /// Taxa and their CITES Appendices
    Cites,
    /// Taxa and their EU Annexes
    Eu,
    /// Terms of the trade: the columns term and language, and any of terms/LANGUAGE.csv
    Terms,
}

const IMPORT_EXAMPLES: &str = "\
Examples:
  pugmark knowledge import cites_listings_2026-03-05.csv --dry-run
  pugmark knowledge import our-terms.csv --into our-tables
  pugmark scan listings.jsonl --knowledge our-tables

Everything is laid over or, with one bad row, nothing. Of a list of taxa only what no dated row
explains is taken up; a term without a status begins in shadow: it is reported, weighs nothing.
Exit codes: 0 laid over, or nothing to change; 2 trouble, and nothing was written.";

const DIFF_EXAMPLES: &str = "\
Examples:
  pugmark knowledge diff cites_index_2017.csv.gz
  pugmark knowledge diff listings.csv --as-of 2023-07-15
  pugmark knowledge diff our-list.csv --json | jq '.differences[] | select(.reason == \"not-explained\")'

A list needs a column for the name (FullName, Scientific Name or taxon) and one for its list (CurrentListing, Listing, appendix or annex); others are known by their headings.
Exit codes: 0 the same, or every difference explained; 1 differences that nothing explains; 2 trouble.";

const KNOWLEDGE_EXAMPLES: &str = "\
Examples:
  pugmark knowledge check my-tables/
  pugmark knowledge stats
  pugmark knowledge lookup trenggiling
  pugmark knowledge requirements 'Loxodonta africana' --product IVC --from GB --to US
  pugmark knowledge diff cites_index_2017.csv.gz
  pugmark knowledge import our-terms.csv --dry-run";
