//! The receiver and what it works with.

use std::sync::Arc;

use domain::{Clock, MemberId};
use moka::sync::Cache;
use portals::Installer;
use store::{EventLog, Store};
use tokio::sync::watch;

use crate::changes::Changes;
use crate::minute::Minute;
use crate::outage::Outage;
use crate::refusals::Refused;

/// Takes in events of a store's portals.
#[derive(Clone, Debug)]
pub struct Receiver {
    pub(crate) store: Store,
    pub(crate) log: EventLog,
    pub(crate) installer: Installer,
    pub(crate) clock: Clock,
    pub(crate) outage: Outage,
    pub(crate) refused: Refused,
    pub(crate) changes: Changes,
    /// Portals that reported a non-empty offline queue while the database was away; they may do so every second. Keyed
    /// by the token too, since nobody can tell a forged report from a genuine one.
    pub(crate) said_queue: Cache<(MemberId, [u8; 32]), ()>,
    pub(crate) minute: Arc<Minute>,
}

/// For how long, and for how many portals, to skip repeated reports of a queue.
const SAID: std::time::Duration = std::time::Duration::from_mins(10);
const PORTALS: u64 = 10_000;

impl Receiver {
    /// A receiver that appends events of the store's portals to `log`.
    pub fn new(store: Store, log: EventLog, installer: Installer, clock: Clock) -> Self {
        let said_queue = Cache::builder().max_capacity(PORTALS).time_to_live(SAID).build();
        let (outage, refused, changes) = (Outage::default(), Refused::default(), Changes::default());
        let minute = Arc::default();
        Self { store, log, installer, clock, outage, refused, changes, said_queue, minute }
    }

    /// Logs a line a minute about the events that were answered, until `stop` is true, and then records an outage that
    /// lasts.
    pub async fn report(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            tokio::select! {
                () = tokio::time::sleep(Minute::LASTS) => {}
                _ = stop.wait_for(|stop| *stop) => {}
            }
            self.minute.write();
        }
        self.outage.close(&self.store, self.clock.now()).await;
    }
}
