//! `pugmark scan`: a file of listings goes in, explained assessments come out.

mod best;
mod tally;

use crate::console::{self, Paint};
use crate::engine;
use crate::exit::{Done, Stop};
use crate::faults::{self, Ledger};
use crate::high::{OutputFormat, Place, Scan};
use crate::output::{Destination, Encoded, Sink};
use crate::page::{self, Content};
use crate::pipeline;
use crate::progress::Progress;
use crate::show;
use best::{Best, Rank};
use pugmark_model::{Assessment, Fault, Listing, Record, Verdict};
use pugmark_score::Scorer;
use pugmark_sources::{Batch, Reader};
use std::io::{self, IsTerminal};
use std::time::Instant;

pub(crate) use tally::{BARS, Names, Share, Tally, grouped};

/// Suspected listings shown in a table or on a page unless `--top` says otherwise.
const SHOWN: usize = 50;

/// Scans, writes and closes with a line.
pub(crate) fn run(scan: &Scan) -> Done {
    let started = Instant::now();
    let scorer = engine::scorer(&scan.judgement)?;
    let sink = scan.output.as_ref().map(Destination::open).transpose()?;
    let sink = sink.map(|destination| Sink::open(destination, scan.output_format)).transpose()?;
    let page = scan.html.as_ref().map(Destination::open).transpose()?;
    let reader = Reader::new(&scan.input.paths, scan.input.options.clone());
    let progress = Progress::start(&reader, scan.quiet);
    let worker = Worker { scorer: &scorer, scan };
    let mut gathered = Gathered::new(scan, sink);

    pipeline::run(
        reader,
        scan.input.threads,
        &|reader| progress.show(reader),
        &|batch| worker.work(batch),
        &mut |scanned| gathered.take(scanned, &progress),
    )?;

    let (tally, shown, faults) = gathered.finish(scan, &progress)?;
    progress.end();
    if let Some(page) = page {
        write_page(page, Content { tally: &tally, shown: &shown, faults, masked: !scan.show_contacts })?;
    }
    if scan.table {
        print_table(&shown)?;
    }
    if !scan.quiet && (faults > 0 || io::stderr().is_terminal()) {
        console::inform(&tally.summary(faults, started.elapsed()));
    }
    Ok(tally.ending(faults))
}

/// Prints the ranked table.
fn print_table(shown: &[Shown]) -> Result<(), Stop> {
    let table = show::table(shown, Paint::for_output(), console::columns());
    let mut output = Destination::open(&Place::Standard)?;
    output.write(table.as_bytes())?;
    output.commit()
}

/// Writes the summary page.
fn write_page(mut output: Destination, content: Content<'_>) -> Result<(), Stop> {
    output.write(page::page(content).as_bytes())?;
    output.commit()
}

/// A listing with its assessment, kept for the table or the page.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) listing: Listing,
    pub(crate) assessment: Assessment,
}

/// What a worker makes of a batch.
struct Scanned {
    encoded: Encoded,
    top: Best<Assessment>,
    shown: Best<Shown>,
    faults: Vec<Fault>,
    tally: Tally,
}

impl Scanned {
    /// Nothing yet.
    fn empty(scan: &Scan) -> Self {
        let asked = scan.top.map(std::num::NonZeroUsize::get);
        let top = if scan.output.is_some() { asked.unwrap_or(0) } else { 0 };
        let shown = if scan.table || scan.html.is_some() { asked.unwrap_or(SHOWN) } else { 0 };
        Self {
            encoded: Encoded::empty(scan.output_format),
            top: Best::new(top),
            shown: Best::new(shown),
            faults: Vec::new(),
            tally: Tally::default(),
        }
    }
}

/// What each thread needs to do its part.
struct Worker<'a> {
    scorer: &'a Scorer,
    scan: &'a Scan,
}

impl Worker<'_> {
    /// Parses, judges and makes ready a whole batch.
    fn work(&self, batch: Batch) -> Scanned {
        let sequence = batch.sequence();
        let mut scanned = Scanned::empty(self.scan);
        for (place, parsed) in batch.parse().into_iter().enumerate() {
            match parsed {
                Ok(record) => self.judge(record, (sequence, place), &mut scanned),
                Err(fault) => scanned.faults.push(fault),
            }
        }
        scanned
    }

    /// Judges one listing and puts it wherever it is wanted.
    fn judge(&self, record: Record, order: (u64, usize), scanned: &mut Scanned) {
        let scan = self.scan;
        let mut assessment = self.scorer.assess(&record.listing);
        assessment.note = joined(assessment.note.take(), faults::note(&record.faults));
        scanned.faults.extend(record.faults);
        scanned.tally.add(&assessment);
        if scan.html.is_some() {
            scanned.tally.add_details(&record.listing, &assessment);
        }
        if assessment.score < scan.min_score {
            return;
        }
        let rank = Rank { score: assessment.score, order };
        if scan.top.is_some() {
            if scanned.top.wants(rank) {
                scanned.top.offer(rank, assessment.clone());
            }
        } else if scan.output.is_some() {
            scanned.encoded.push(scan.output_format, &assessment);
        }
        if assessment.verdict != Verdict::Clear && scanned.shown.wants(rank) {
            scanned.shown.offer(rank, Shown { listing: record.listing, assessment });
        }
    }
}

/// Two notes as one.
fn joined(one: Option<String>, other: Option<String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => Some(format!("{one}; {other}")),
        (one, other) => one.or(other),
    }
}

/// Results of all batches, gathered in input order.
struct Gathered {
    sink: Option<Sink>,
    format: OutputFormat,
    whole: Scanned,
    ledger: Ledger,
}

impl Gathered {
    fn new(scan: &Scan, sink: Option<Sink>) -> Self {
        Self { sink, format: scan.output_format, whole: Scanned::empty(scan), ledger: Ledger::default() }
    }

    /// Takes the result of the next batch.
    fn take(&mut self, scanned: Scanned, progress: &Progress) -> Result<(), Stop> {
        for fault in &scanned.faults {
            self.ledger.enter(fault, &mut |line| progress.say(line));
        }
        self.whole.tally.absorb(&scanned.tally);
        self.whole.top.absorb(scanned.top);
        self.whole.shown.absorb(scanned.shown);
        self.sink.as_mut().map_or(Ok(()), |sink| sink.take(scanned.encoded))
    }

    /// Writes what had to wait for the end.
    fn finish(mut self, scan: &Scan, progress: &Progress) -> Result<(Tally, Vec<Shown>, u64), Stop> {
        self.ledger.close(&mut |line| progress.say(line));
        if let Some(mut sink) = self.sink {
            if scan.top.is_some() {
                let mut encoded = Encoded::empty(self.format);
                for assessment in self.whole.top.into_ranked() {
                    encoded.push(self.format, &assessment);
                }
                sink.take(encoded)?;
            }
            sink.finish()?;
        }
        Ok((self.whole.tally, self.whole.shown.into_ranked(), self.ledger.total()))
    }
}
