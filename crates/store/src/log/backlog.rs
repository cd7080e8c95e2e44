//! How far the indexer is behind the log, as far as the writer can tell, and what the writer does about it.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// So old the backlog may be, and the time that a block takes with it: then what comes now is seen within 2 s.
const CALM: Duration = Duration::from_millis(1_350);
/// No block takes longer, as far as a pause is concerned.
const SLOW: Duration = Duration::from_secs(1);
/// A backlog that is older is none that a pause could help: nobody indexes this log at the moment.
const HOPELESS: Duration = Duration::from_secs(10);
/// What is even older need not be known any more.
const FORGOTTEN: Duration = Duration::from_secs(15);
/// The longest pause between two commits.
const LONGEST: Duration = Duration::from_millis(20);
/// How exactly the age of the backlog is known.
const STEP: Duration = Duration::from_millis(20);

/// What was appended and not told to be indexed, by the time it was appended.
#[derive(Debug, Default)]
pub(super) struct Backlog {
    waiting: VecDeque<(i64, Instant)>,
    /// When something was told to be indexed, and how long that took since the time before.
    indexed: Option<Instant>,
    took: Duration,
}

impl Backlog {
    pub(super) fn appended(&mut self, position: i64, now: Instant) {
        match self.waiting.back_mut() {
            Some((last, at)) if now.duration_since(*at) < STEP => *last = position,
            _ => self.waiting.push_back((position, now)),
        }
        while self.waiting.front().is_some_and(|(_, at)| now.duration_since(*at) > FORGOTTEN) {
            self.waiting.pop_front();
        }
    }

    pub(super) fn indexed(&mut self, position: i64, now: Instant) {
        self.took = self.indexed.map_or(Duration::ZERO, |before| now.duration_since(before)).min(SLOW);
        self.indexed = Some(now);
        while self.waiting.front().is_some_and(|(last, _)| *last <= position) {
            self.waiting.pop_front();
        }
        if self.waiting.is_empty() {
            self.indexed = None; // what comes next begins anew, however late
        }
    }

    /// How long the writer waits before it goes on: a deletion has to be seen within 2 s, so that intake gives way to
    /// the indexer before that. Under such a load a later commit only serves more.
    pub(super) fn pause(&self, now: Instant) -> Option<Duration> {
        let (_, oldest) = self.waiting.front()?;
        let age = now.duration_since(*oldest);
        let late = (age + self.took).checked_sub(CALM).filter(|_| age < HOPELESS)?;
        Some((late / 50).min(LONGEST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pause_grows_with_the_backlog_and_ends_with_it() {
        let start = Instant::now();
        let after = |millis| start + Duration::from_millis(millis);
        let mut backlog = Backlog::default();
        backlog.appended(1, start);
        backlog.appended(2, after(100));
        assert_eq!(backlog.pause(after(1_300)), None);
        assert_eq!(backlog.pause(after(1_600)), Some(Duration::from_millis(5)));
        assert_eq!(backlog.pause(after(9_000)), Some(LONGEST));
        backlog.indexed(1, after(1_400));
        assert_eq!(backlog.pause(after(1_650)), Some(Duration::from_millis(4)));
        backlog.indexed(2, after(1_700));
        assert_eq!(backlog.pause(after(9_000)), None);
    }

    #[test]
    fn slow_blocks_are_reckoned_with() {
        let start = Instant::now();
        let after = |millis| start + Duration::from_millis(millis);
        let mut backlog = Backlog::default();
        for (position, millis) in [(1, 0), (2, 300), (3, 900)] {
            backlog.appended(position, after(millis));
        }
        backlog.indexed(1, after(300));
        backlog.indexed(2, after(1_000)); // 700 ms later
        assert_eq!(backlog.pause(after(1_500)), None);
        assert_eq!(backlog.pause(after(1_700)), Some(Duration::from_millis(3)));
        backlog.indexed(3, after(1_800));
        backlog.appended(4, after(5_000));
        backlog.indexed(3, after(5_100));
        assert_eq!(backlog.pause(after(6_300)), None, "nothing was waited for in between");
    }

    #[test]
    fn log_that_nobody_indexes_is_not_slowed_down_for_ever() {
        let start = Instant::now();
        let mut backlog = Backlog::default();
        for second in 0..60 {
            backlog.appended(second, start + Duration::from_secs(second.unsigned_abs()));
        }
        assert!(backlog.waiting.len() <= 16);
        assert_eq!(backlog.pause(start + Duration::from_mins(1)), None);
    }
}
