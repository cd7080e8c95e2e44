//! Times in which proven events could not be taken: a portal sends none of them again, so that each such time is a gap
//! that its offline queue has to close.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::Clock;
use store::{LogError, Store};
use time::OffsetDateTime;

/// How long to wait after the database refused to take note.
const PAUSE: Duration = Duration::from_secs(5);

/// Since when nothing can be taken; nothing while all is well.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deafness(Arc<Mutex<Option<OffsetDateTime>>>);

impl Deafness {
    /// An event could not be taken.
    pub(crate) fn missed(&self, error: LogError, now: OffsetDateTime) {
        match error {
            LogError::Unwritable | LogError::Full => {
                self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(now);
            }
            LogError::Overloaded => {} // others are heard meanwhile
        }
    }

    /// An event was taken: if none could be before, that is over, and is recorded as soon as it can be.
    pub(crate) fn heard(&self, store: &Store, clock: &Clock) {
        let Some(from) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
        tracing::warn!(%from, "events are taken again; what was refused since is fetched from the portals' offline queues");
        let (store, to) = (store.clone(), clock.now());
        tokio::spawn(async move {
            while let Err(error) = store.record_deaf(from, to).await {
                tracing::warn!(%error, "a time in which events were refused can't be recorded yet");
                tokio::time::sleep(PAUSE).await;
            }
        });
    }
}
