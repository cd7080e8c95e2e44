//! Outages: periods in which no event could be taken. Portals send none of them again, so each outage is a gap that
//! their offline queues have to close.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::Clock;
use store::{LogError, Store, StoreError};
use time::OffsetDateTime;
use tokio::time::timeout;

/// How long to pause after the database refused to record one.
const PAUSE: Duration = Duration::from_secs(5);
/// How long the database may take to record one when the process ends.
const PATIENCE: Duration = Duration::from_secs(2);

/// Outages that are not recorded yet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outage(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// Since when no event can be taken; none while all is well.
    since: Option<OffsetDateTime>,
    /// Begin and end of what is to be recorded: several outages become one, however often it changed in between.
    over: Option<(OffsetDateTime, OffsetDateTime)>,
    /// Whether a task is recording.
    is_recording: bool,
}

impl State {
    fn end(&mut self, from: OffsetDateTime, to: OffsetDateTime) {
        let (earlier, later) = self.over.unwrap_or((from, to));
        self.over = Some((earlier.min(from), later.max(to)));
    }

    /// Takes what is to be recorded at the end of the process; an outage that lasts ends with it.
    fn take_all(&mut self, now: OffsetDateTime) -> Option<(OffsetDateTime, OffsetDateTime)> {
        if let Some(from) = self.since.take() {
            self.end(from, now);
        }
        self.over.take()
    }
}

impl Outage {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that an event could not be taken.
    pub(crate) fn missed(&self, error: LogError, now: OffsetDateTime) {
        match error {
            LogError::Unwritable | LogError::Full => {
                self.state().since.get_or_insert(now);
            }
            LogError::Overloaded => {} // other events are taken meanwhile
        }
    }

    /// Notes that an event was taken: the outage, if there was one, is over, and is recorded as soon as possible.
    pub(crate) fn heard(&self, store: &Store, clock: &Clock) {
        let mut state = self.state();
        let Some(from) = state.since.take() else { return };
        tracing::warn!(%from, "events are taken again; what was refused since is fetched from the portals' offline queues");
        state.end(from, clock.now());
        if !std::mem::replace(&mut state.is_recording, true) {
            tokio::spawn(self.clone().record(store.clone()));
        }
    }

    /// Records what is not recorded yet, since the process ends: what it missed until then is known to nobody else.
    pub(crate) async fn close(&self, store: &Store, now: OffsetDateTime) {
        let Some((from, to)) = self.state().take_all(now) else { return };
        let recorded = timeout(PATIENCE, store.record_deaf(from, to)).await;
        if let Err(error) = recorded.unwrap_or_else(|_| Err(StoreError::late())) {
            tracing::warn!(%error, %from, %to, "a time in which events were refused can't be recorded");
        }
    }

    async fn record(self, store: Store) {
        while let Some((from, to)) = self.next() {
            if let Err(error) = store.record_deaf(from, to).await {
                tracing::warn!(%error, "a time in which events were refused can't be recorded yet");
                self.state().end(from, to);
                tokio::time::sleep(PAUSE).await;
            }
        }
    }

    /// Takes what is to be recorded now.
    fn next(&self) -> Option<(OffsetDateTime, OffsetDateTime)> {
        let mut state = self.state();
        let next = state.over.take();
        state.is_recording = next.is_some();
        next
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn times_that_wait_to_be_recorded_become_one() {
        let (outage, noon) = (Outage::default(), datetime!(2026-11-20 12:00 UTC));
        let at = |minutes| noon + time::Duration::minutes(minutes);
        for (from, to) in [(4, 6), (1, 2), (5, 9)] {
            outage.state().end(at(from), at(to));
        }
        assert_eq!(outage.next(), Some((at(1), at(9))));
        assert_eq!(outage.next(), None);
        outage.missed(LogError::Overloaded, noon);
        assert_eq!(outage.state().since, None);
        outage.missed(LogError::Full, noon);
        outage.missed(LogError::Unwritable, at(1));
        assert_eq!(outage.state().since, Some(noon));
        outage.state().end(at(-9), at(-8));
        assert_eq!(outage.state().take_all(at(3)), Some((at(-9), at(3))), "the process ends");
        assert_eq!(outage.state().take_all(at(4)), None);
    }
}
