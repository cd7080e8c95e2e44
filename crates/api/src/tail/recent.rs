//! The latest deletions, in memory: a follower within them needs no database.

use std::collections::VecDeque;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use domain::deletion::Deletion;
use tokio::time::Instant;

/// How many deletions are kept, the bytes of their payloads together, and for how long. A slower follower reads the
/// database, which knows what was removed meanwhile.
const MOST: usize = 8_192;
const MOST_BYTES: usize = 8 << 20;
const AGE: Duration = Duration::from_secs(5);

#[derive(Debug)]
pub(crate) struct Recorded {
    /// Its place over all portals; its number is that in its portal.
    pub(crate) arrival: u64,
    pub(crate) deletion: Deletion,
    read_at: Instant,
    json: OnceLock<Option<String>>,
}

impl Recorded {
    pub(crate) fn new(arrival: u64, deletion: Deletion) -> Arc<Self> {
        Arc::new(Self { arrival, deletion, read_at: Instant::now(), json: OnceLock::new() })
    }

    /// One line of JSON, made once for all followers; none if it can't be shown, which is logged.
    pub(crate) fn json(&self) -> Option<&str> {
        let make = || {
            let Deletion { member_id, number, .. } = &self.deletion;
            let failed = |error| tracing::error!(%member_id, number, %error, "a payload is not a JSON object");
            web::export::json(&self.deletion).map_err(failed).ok()
        };
        self.json.get_or_init(make).as_deref()
    }
}

/// All followed deletions that arrived after `start`, up to `end`.
#[derive(Debug)]
pub(super) struct Recent {
    start: u64,
    end: u64,
    recorded: VecDeque<Arc<Recorded>>,
    bytes: usize,
}

impl Recent {
    /// Empty, from this place on.
    pub(super) fn after_place(place: u64) -> Self {
        Self { start: place, end: place, recorded: VecDeque::new(), bytes: 0 }
    }

    pub(super) fn end(&self) -> u64 {
        self.end
    }

    /// Adds what comes next, up to `end`.
    pub(super) fn add(&mut self, recorded: impl IntoIterator<Item = Arc<Recorded>>, end: u64) {
        for one in recorded {
            self.bytes += one.deletion.payload.len();
            self.recorded.push_back(one);
        }
        self.end = end;
        self.forget(Instant::now());
    }

    /// Forgets what exceeds a limit at this time.
    pub(super) fn forget(&mut self, now: Instant) {
        while let Some(first) = self.recorded.front()
            && (self.recorded.len() > MOST || self.bytes > MOST_BYTES || now - first.read_at > AGE)
        {
            self.start = first.arrival;
            self.bytes -= first.deletion.payload.len();
            self.recorded.pop_front();
        }
    }

    /// At most `most` that arrived after a place; none if some of them were forgotten.
    pub(super) fn read(&self, after: u64, most: usize) -> Option<Vec<Arc<Recorded>>> {
        if after < self.start {
            return None;
        }
        let first = self.recorded.partition_point(|one| one.arrival <= after);
        Some(self.recorded.range(first..).take(most).cloned().collect())
    }
}

#[cfg(test)]
mod tests {
    use domain::MemberId;
    use domain::deletion::Source;
    use time::macros::datetime;

    use super::*;

    fn recorded(arrival: u64, bytes: usize) -> Arc<Recorded> {
        let noon = datetime!(2026-11-20 12:00 UTC);
        let deletion = Deletion {
            member_id: MemberId::parse("a").unwrap(),
            number: arrival,
            domain: String::new(),
            event: String::new(),
            entity: String::new(),
            entity_id: String::new(),
            attributes: [].into(),
            user_id: None,
            also_reported_by: Vec::new(),
            sent_at: noon,
            received_at: noon,
            source: Source::Live,
            sources: Source::Live.into(),
            event_handler_id: None,
            digest: None,
            payload: "x".repeat(bytes),
        };
        Recorded::new(arrival, deletion)
    }

    fn places(recent: &Recent, after: u64, most: usize) -> Option<Vec<u64>> {
        recent.read(after, most).map(|found| found.iter().map(|one| one.arrival).collect())
    }

    #[test]
    fn what_is_not_all_there_any_more_is_not_read() {
        let mut recent = Recent::after_place(10);
        assert_eq!((places(&recent, 10, 9), places(&recent, 9, 9)), (Some(vec![]), None));
        recent.add([11, 13, 14].map(|place| recorded(place, 1)), 15); // nobody follows 12 and 15
        assert_eq!((places(&recent, 10, 9), places(&recent, 12, 1)), (Some(vec![11, 13, 14]), Some(vec![13])));
        assert_eq!((places(&recent, 15, 9), recent.end()), (Some(vec![]), 15));
        recent.add([recorded(16, MOST_BYTES - 1)], 16);
        assert_eq!((places(&recent, 13, 9), places(&recent, 12, 9)), (Some(vec![14, 16]), None));
        recent.add((17..17 + MOST as u64).map(|place| recorded(place, 0)), 16 + MOST as u64);
        assert_eq!((places(&recent, 15, 9), places(&recent, 16, 1)), (None, Some(vec![17])));
        recent.forget(Instant::now() + 2 * AGE);
        assert_eq!((places(&recent, 16, 9), recent.end()), (None, 16 + MOST as u64));
        assert_eq!(places(&recent, 16 + MOST as u64, 9), Some(vec![]));
    }
}
