//! The highest scores seen, in bounded memory.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// Where something stands in the ranking: higher scores first, then earlier input.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rank {
    pub(crate) score: f64,
    /// Batch and place in it.
    pub(crate) order: (u64, usize),
}

impl Eq for Rank {}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rank {
    /// The better rank is the greater.
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then_with(|| other.order.cmp(&self.order))
    }
}

/// Keeps the best `room` of all that is offered.
#[derive(Debug)]
pub(crate) struct Best<T> {
    room: usize,
    /// The worst kept one is on top.
    kept: BinaryHeap<Reverse<Entry<T>>>,
}

#[derive(Debug)]
struct Entry<T> {
    rank: Rank,
    value: T,
}

impl<T> PartialEq for Entry<T> {
    fn eq(&self, other: &Self) -> bool {
        self.rank == other.rank
    }
}

impl<T> Eq for Entry<T> {}

impl<T> PartialOrd for Entry<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Entry<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank.cmp(&other.rank)
    }
}

impl<T> Best<T> {
    /// Room for this many.
    pub(crate) fn new(room: usize) -> Self {
        Self { room, kept: BinaryHeap::new() }
    }

    /// Whether something of this rank would be kept.
    pub(crate) fn wants(&self, rank: Rank) -> bool {
        self.kept.len() < self.room || self.kept.peek().is_some_and(|Reverse(worst)| rank > worst.rank)
    }

    /// Keeps the value if it is good enough.
    pub(crate) fn offer(&mut self, rank: Rank, value: T) {
        if !self.wants(rank) {
            return;
        }
        self.kept.push(Reverse(Entry { rank, value }));
        if self.kept.len() > self.room {
            self.kept.pop();
        }
    }

    /// Takes over the best of another.
    pub(crate) fn absorb(&mut self, other: Self) {
        for Reverse(entry) in other.kept {
            self.offer(entry.rank, entry.value);
        }
    }

    /// All that was kept, best first.
    pub(crate) fn into_ranked(self) -> Vec<T> {
        let mut entries: Vec<Entry<T>> = self.kept.into_iter().map(|Reverse(entry)| entry).collect();
        entries.sort_by(|a, b| b.cmp(a));
        entries.into_iter().map(|entry| entry.value).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rank(score: f64, place: usize) -> Rank {
        Rank { score, order: (0, place) }
    }

    #[test]
    fn the_best_are_kept_and_equals_stay_in_input_order() {
        let mut best = Best::new(3);
        for (place, score) in [0.2, 0.9, 0.5, 0.9, 0.5, 0.1].into_iter().enumerate() {
            best.offer(rank(score, place), place);
        }
        assert_eq!(best.into_ranked(), [1, 3, 2]);
    }

    #[test]
    fn the_order_of_offers_means_nothing() {
        let mut forward = Best::new(2);
        let mut backward = Best::new(2);
        let offers = [(0.5, 0), (0.5, 1), (0.5, 2), (0.7, 3)];
        for (score, place) in offers {
            forward.offer(rank(score, place), place);
        }
        for (score, place) in offers.into_iter().rev() {
            backward.offer(rank(score, place), place);
        }
        let mut merged = Best::new(2);
        merged.absorb(backward);
        assert_eq!(merged.into_ranked(), forward.into_ranked());
    }

    #[test]
    fn no_room_keeps_nothing() {
        let mut best = Best::new(0);
        best.offer(rank(1.0, 0), ());
        assert!(best.into_ranked().is_empty());
    }
}
