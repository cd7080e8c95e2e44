//! What the receiver works with.

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

/// Takes in events of the portals of a store.
#[derive(Clone, Debug)]
pub struct Receiver {
    pub(crate) store: Store,
    pub(crate) log: EventLog,
    pub(crate) installer: Installer,
    pub(crate) clock: Clock,
    pub(crate) outage: Outage,
    pub(crate) refused: Refused,
    pub(crate) changes: Changes,
    /// Portals that said a while ago that their offline queue is not empty, while that could not be noted in the
    /// database: they may say so every second. By the token too, since nobody can distinguish a forged one from theirs.
    pub(crate) said_queue: Cache<(MemberId, [u8; 32]), ()>,
    pub(crate) minute: Arc<Minute>,
}

/// How long what a portal said of its queue is not kept again, and of how many portals that is remembered.
const SAID: std::time::Duration = std::time::Duration::from_mins(10);
const PORTALS: u64 = 10_000;

impl Receiver {
    /// A receiver that keeps events of the store's portals in `log`.
    pub fn new(store: Store, log: EventLog, installer: Installer, clock: Clock) -> Self {
        let said_queue = Cache::builder().max_capacity(PORTALS).time_to_live(SAID).build();
        let (outage, refused, changes) = (Outage::default(), Refused::default(), Changes::default());
        let minute = Arc::default();
        Self { store, log, installer, clock, outage, refused, changes, said_queue, minute }
    }

    /// Writes a line a minute about the events that were answered, until `stop` is true.
    pub async fn report(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            tokio::select! {
                () = tokio::time::sleep(Minute::LASTS) => {}
                _ = stop.wait_for(|stop| *stop) => {}
            }
            self.minute.write();
        }
    }
}
