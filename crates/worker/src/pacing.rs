//! Tells the intake of this process how far the database has indexed what it appended, so that it gives way in time.

use std::time::Duration;

use store::{EventLog, Store};
use tokio::sync::watch;
use tokio::time::timeout;

/// How often it is asked while something is not indexed yet.
const PERIOD: Duration = Duration::from_millis(100);
/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(1);

/// The pace of one process, whose log others index.
#[derive(Clone, Debug)]
pub struct Pacer {
    store: Store,
    log: EventLog,
}

impl Pacer {
    /// Of this log.
    pub fn new(store: Store, log: EventLog) -> Self {
        Self { store, log }
    }

    /// Tells until `stop` is true. With an embedded database there is nothing to tell.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut arrivals = self.log.reader().arrivals();
        loop {
            tokio::select! {
                changed = arrivals.changed() => if changed.is_err() { return },
                _ = stop.wait_for(|stop| *stop) => return,
            }
            while !*stop.borrow() {
                tokio::time::sleep(PERIOD).await;
                match timeout(PATIENCE, self.log.note_indexed(&self.store)).await {
                    Ok(Ok(Some(position))) if position < *arrivals.borrow_and_update() => {}
                    _ => break,
                }
            }
        }
    }
}
