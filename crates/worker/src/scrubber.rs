//! Removes from this process's data folder what was removed from the database: each process looks for purges, and an
//! hour after events were indexed no file has them any more.

use std::collections::HashSet;

use domain::{Clock, MemberId};
use store::{EventLog, Store, StoreError};
use time::OffsetDateTime;

use crate::job::{Progress, Run};

/// How long the segment being written may keep events that the database has.
const KEPT: time::Duration = time::Duration::HOUR;
/// How far back to look for purges: anything else of that time stays in a folder for a day at most.
const WINDOW: time::Duration = time::Duration::days(2);

/// Removes the traces of removed data. Every process has one.
#[derive(Debug)]
pub struct Scrubber {
    store: Store,
    log: EventLog,
    clock: Clock,
    /// Purges whose traces are gone from the log.
    done: HashSet<(MemberId, i64)>,
    /// Whether SQLite's files may hold traces: those of the database, and those of parked events.
    database: Files,
    parked: bool,
    /// When the parked events' files were last clean: parked events come and go all the time.
    clean_at: OffsetDateTime,
}

/// Where an embedded database may hold traces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Files {
    Clean,
    /// Only in its write-ahead log.
    Wal,
    All,
}

impl Scrubber {
    /// A scrubber for the process with this log.
    pub fn new(store: Store, log: EventLog, clock: Clock) -> Self {
        let clean_at = clock.now();
        Self { store, log, clock, done: HashSet::new(), database: Files::Wal, parked: true, clean_at }
    }

    async fn remove_purged(&mut self) -> Result<(), StoreError> {
        let now = self.clock.now();
        let purged = self.store.list_purged_since(now - WINDOW).await?;
        let mut found = HashSet::new();
        for (member_id, receipt) in purged {
            let key = (member_id, receipt.generation);
            if !self.done.contains(&key) {
                self.database = Files::All;
                self.parked = true;
                match self.log.drop_purged(&key.0, &receipt).await {
                    Ok(dropped) => {
                        tracing::info!(member_id = %key.0, dropped, "the data folder forgets a purged portal");
                    }
                    Err(error) => {
                        tracing::warn!(member_id = %key.0, %error, "the data folder can't forget a purged portal yet");
                        continue;
                    }
                }
            }
            found.insert(key);
        }
        if !found.is_subset(&self.done)
            && let Err(error) = self.log.turn_over(now + KEPT).await
        {
            tracing::warn!(%error, "events of a purged portal stay in the event log for an hour");
        }
        self.done = found;
        Ok(())
    }

    async fn scrub(&mut self) -> Result<(), StoreError> {
        if self.store.take_removed() {
            self.database = Files::All;
        }
        if self.database == Files::All {
            while self.store.merge_removals().await? {}
            self.store.rewrite().await?;
            self.database = Files::Wal;
        }
        if self.database == Files::Wal && self.store.empty_wal().await? {
            self.database = Files::Clean;
        }
        let now = self.clock.now();
        if (self.parked || now - self.clean_at >= KEPT) && self.log.scrub().await? {
            (self.parked, self.clean_at) = (false, now);
        }
        Ok(())
    }
}

impl Run for Scrubber {
    async fn run(&mut self) -> Result<Progress, StoreError> {
        let removed = self.remove_purged().await;
        if let Err(error) = self.log.turn_over(self.clock.now() - KEPT).await {
            tracing::warn!(%error, "events that the database has stay in the event log for now");
        }
        removed.and(self.scrub().await).map(|()| Progress::Done)
    }
}
