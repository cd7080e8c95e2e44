//! How long after its answer each event was seen somewhere else.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::time::{Duration, Instant};

use tests::load::Outcome;

use crate::report::line;

/// Comes before the id in a deletion's JSON.
const ENTITY_ID: &str = "\"entity_id\":\"";

/// An entry for each time that an event was seen.
pub(crate) type Seen = Vec<(u64, Instant)>;

/// The lags of a load's events.
#[derive(Debug, Default)]
pub(crate) struct Lags {
    sorted: Vec<Duration>,
    /// How many were answered and never seen.
    pub(crate) missing: usize,
    /// How often an event was seen again.
    pub(crate) doubled: usize,
}

impl Lags {
    /// From the answer to the first sight of the event; zero if that came before the answer was read.
    pub(crate) fn of(outcome: &Outcome, seen: &[(u64, Instant)]) -> Self {
        let mut first: HashMap<u64, Instant> = HashMap::with_capacity(seen.len());
        let mut lags = Self::default();
        for (id, at) in seen {
            match first.entry(*id) {
                Entry::Occupied(_) => lags.doubled += 1,
                Entry::Vacant(place) => {
                    place.insert(*at);
                }
            }
        }
        for (id, answered) in outcome.acknowledged.iter().zip(&outcome.answered_at) {
            match first.get(id) {
                Some(at) => lags.sorted.push(at.saturating_duration_since(*answered)),
                None => lags.missing += 1,
            }
        }
        lags.sorted.sort_unstable();
        lags
    }

    fn at(&self, thousandths: usize) -> f64 {
        let place = (self.sorted.len() * thousandths / 1_000).min(self.sorted.len().saturating_sub(1));
        self.sorted.get(place).map_or(f64::INFINITY, Duration::as_secs_f64) * 1_000.0
    }

    /// In milliseconds; infinite if none was seen.
    pub(crate) fn p99(&self) -> f64 {
        self.at(990)
    }

    pub(crate) fn print(&self, where_seen: &str) {
        line(&format!(
            "{where_seen:<24} {:>8} seen   p50 {:>7.1} ms   p99 {:>7.1} ms   max {:>8.1} ms",
            self.sorted.len(),
            self.at(500),
            self.p99(),
            self.at(1_000)
        ));
    }
}

/// The entity ids in a text with deletions.
pub(crate) fn ids(text: &str) -> impl Iterator<Item = u64> {
    text.split(ENTITY_ID).skip(1).filter_map(|rest| rest.split('"').next()?.parse().ok())
}
