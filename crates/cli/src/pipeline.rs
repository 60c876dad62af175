//! Workers that read, work and deliver in input order.
//!
//! Every worker takes the next batch from the shared reader, works on it alone, and hands the result to a desk that
//! passes results on in the order of their sequence numbers. There is no reader thread and no writer thread: with one
//! worker, one thread does everything. **Invariant.** What is delivered, and in which order, does not depend on the
//! number of workers.

use crate::exit::Stop;
use pugmark_sources::{Batch, Reader};
use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How far ahead of the slowest batch others may get, for each worker.
const AHEAD: u64 = 4;

/// Runs `work` on every batch on `threads` threads, and `deliver` on the results in input order.
///
/// Stops at the first `Err` that `deliver` gives.
pub(crate) fn run<T: Send>(
    reader: Reader,
    threads: usize,
    read: &(dyn Fn(&Reader) + Sync),
    work: &(dyn Fn(Batch) -> T + Sync),
    deliver: &mut (dyn FnMut(T) -> Result<(), Stop> + Send),
) -> Result<(), Stop> {
    let reader = Mutex::new(reader);
    let desk = Desk::new(deliver, AHEAD * threads as u64);
    let worker = || {
        let _leaving = Leaving(&desk);
        while let Some(batch) = next_batch(&reader, read) {
            let sequence = batch.sequence();
            if !desk.wait_for_turn(sequence) {
                return;
            }
            desk.hand_in(sequence, work(batch));
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(worker);
        }
        worker();
    });
    desk.close()
}

/// The next batch, if there is one.
fn next_batch(reader: &Mutex<Reader>, read: &dyn Fn(&Reader)) -> Option<Batch> {
    let mut reader = lock(reader);
    let batch = reader.next_batch();
    read(&reader);
    batch
}

/// A lock that outlives a panic elsewhere: the panic itself is passed on when the scope ends.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Puts results back into order.
struct Desk<'a, T> {
    state: Mutex<State<'a, T>>,
    moved: Condvar,
    ahead: u64,
}

struct State<'a, T> {
    next: u64,
    waiting: BTreeMap<u64, T>,
    deliver: &'a mut (dyn FnMut(T) -> Result<(), Stop> + Send),
    stopped: Option<Stop>,
    abandoned: bool,
}

impl<T> State<'_, T> {
    fn over(&self) -> bool {
        self.stopped.is_some() || self.abandoned
    }
}

impl<'a, T> Desk<'a, T> {
    fn new(deliver: &'a mut (dyn FnMut(T) -> Result<(), Stop> + Send), ahead: u64) -> Self {
        let state = State { next: 0, waiting: BTreeMap::new(), deliver, stopped: None, abandoned: false };
        Self { state: Mutex::new(state), moved: Condvar::new(), ahead }
    }

    /// Waits until `sequence` is near enough to the batch that is due; false when the run is over.
    fn wait_for_turn(&self, sequence: u64) -> bool {
        let mut state = lock(&self.state);
        while sequence >= state.next + self.ahead && !state.over() {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        !state.over()
    }

    /// Takes a result and delivers all that are now due.
    fn hand_in(&self, sequence: u64, result: T) {
        let mut state = lock(&self.state);
        debug_assert!(sequence >= state.next, "each batch is handed in once");
        state.waiting.insert(sequence, result);
        let before = state.next;
        while !state.over() {
            let next = state.next;
            let Some(due) = state.waiting.remove(&next) else {
                break;
            };
            if let Err(stop) = (state.deliver)(due) {
                state.stopped = Some(stop);
            }
            state.next += 1;
        }
        if state.next != before {
            self.moved.notify_all();
        }
    }

    /// The end of the run.
    fn close(self) -> Result<(), Stop> {
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        debug_assert!(state.over() || state.waiting.is_empty(), "sequence numbers have no gap");
        state.stopped.map_or(Ok(()), Err)
    }
}

/// Lets nobody wait for a worker that has panicked.
struct Leaving<'a, 'b, T>(&'a Desk<'b, T>);

impl<T> Drop for Leaving<'_, '_, T> {
    fn drop(&mut self) {
        if thread::panicking() {
            lock(&self.0.state).abandoned = true;
            self.0.moved.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_delivered_in_order_whatever_the_order_of_arrival() {
        let mut delivered = Vec::new();
        let mut deliver = |result: u64| {
            delivered.push(result);
            Ok(())
        };
        let desk = Desk::new(&mut deliver, 8);
        for sequence in [3, 1, 0, 2, 5, 4] {
            assert!(desk.wait_for_turn(sequence));
            desk.hand_in(sequence, sequence * 10);
        }
        assert!(desk.close().is_ok());
        assert_eq!(delivered, [0, 10, 20, 30, 40, 50]);
    }

    #[test]
    fn nothing_is_delivered_after_a_stop() {
        let mut delivered = 0;
        let mut deliver = |_: u8| {
            delivered += 1;
            Err(Stop::PipeClosed)
        };
        let desk = Desk::new(&mut deliver, 8);
        desk.hand_in(0, 0);
        desk.hand_in(1, 0);
        assert!(!desk.wait_for_turn(100), "nobody waits after a stop");
        assert!(matches!(desk.close(), Err(Stop::PipeClosed)));
        assert_eq!(delivered, 1);
    }
}
