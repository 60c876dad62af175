//! Measures stage one: how many parsed listings a second [`Scorer::assess`] judges, on one and two threads, and how
//! long one listing takes. `cargo xtask bench` builds and runs it.
//!
//! usage: throughput LISTINGS.jsonl; prints one JSON object.

#![allow(clippy::print_stdout)]
#![allow(clippy::cast_sign_loss)] // ranks are never negative

use pugmark_knowledge::Knowledge;
use pugmark_model::Listing;
use pugmark_score::Scorer;
use std::error::Error;
use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Each number of threads is measured at least this often, in turn with the other; the median counts.
const PASSES: usize = 5;

/// Listings that a thread takes at a time.
const PORTION: usize = 128;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("give a file of listings, one JSON object a line")?;
    let text = std::fs::read_to_string(path)?;
    let listings = text.lines().map(serde_json::from_str).collect::<Result<Vec<Listing>, _>>()?;
    let bytes: usize = listings.iter().map(bytes_of).sum();
    let (knowledge, loading) = timed(Knowledge::embedded);
    let knowledge =
        knowledge.map_err(|faults| format!("{} faults in the tables: {}", faults.len(), faults[0]))?;
    let scorer = Scorer::new(Arc::new(knowledge));

    // The first pass warms the caches and is not counted.
    judge_all(&scorer, &listings, 1);
    let (mut one, mut two) = (Vec::new(), Vec::new());
    for _ in 0..PASSES {
        one.push(judge_all(&scorer, &listings, 1));
        two.push(judge_all(&scorer, &listings, 2));
    }
    let mut single: Vec<Duration> =
        listings.iter().map(|listing| timed(|| judge(&scorer, listing)).1).collect();
    let per_second = |passes: &mut [Duration]| listings.len() as f64 / quantile(passes, 0.5).as_secs_f64();
    let microseconds = |time: Duration| time.as_secs_f64() * 1e6;
    let measured = serde_json::json!({
        "listings": listings.len(),
        "bytes": bytes,
        "loading_ms": loading.as_secs_f64() * 1e3,
        "one_thread_per_second": per_second(&mut one),
        "two_threads_per_second": per_second(&mut two),
        "p50_us": microseconds(quantile(&mut single, 0.5)),
        "p99_us": microseconds(quantile(&mut single, 0.99)),
        "max_us": microseconds(quantile(&mut single, 1.0)),
    });
    println!("{measured}");
    Ok(())
}

/// Bytes of everything a person wrote in a listing.
fn bytes_of(listing: &Listing) -> usize {
    let bio = listing.seller.as_ref().and_then(|seller| seller.bio.as_ref());
    let fields = [listing.title.as_ref(), listing.text.as_ref(), bio];
    let comments = listing.comments.iter().map(String::len).sum::<usize>();
    fields.into_iter().flatten().map(String::len).sum::<usize>() + comments
}

fn judge(scorer: &Scorer, listing: &Listing) {
    black_box(scorer.assess(black_box(listing)));
}

/// Judges all listings once; the threads take portions until none is left.
fn judge_all(scorer: &Scorer, listings: &[Listing], threads: usize) -> Duration {
    let next = AtomicUsize::new(0);
    let work = || {
        loop {
            let start = next.fetch_add(PORTION, Ordering::Relaxed);
            let end = (start + PORTION).min(listings.len());
            let Some(portion) = listings.get(start..end).filter(|portion| !portion.is_empty()) else {
                break;
            };
            for listing in portion {
                judge(scorer, listing);
            }
        }
    };
    let ((), time) = timed(|| {
        std::thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(work);
            }
            work();
        });
    });
    time
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

/// The value below which a share of all lies, by nearest rank.
fn quantile(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    let rank = (share * times.len() as f64).ceil() as usize;
    times[rank.clamp(1, times.len()) - 1]
}
