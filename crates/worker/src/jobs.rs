//! Every job there is: its name, its interval, its lease and what it does. The indexer is none of them: it follows the log
//! without a pause, and finishes it at the stop signal.

use std::sync::Arc;
use std::time::Duration;

use domain::Clock;
use portals::Installer;
use store::{EventLog, Store};
use tokio::sync::Notify;

use crate::caretaker::{Care, Caretaker};
use crate::gauges::Gauges;
use crate::heartbeat::Heartbeat;
use crate::housekeeping::{Chore, Housekeeping};
use crate::job::{Job, Jobs};
use crate::log_keeping::LogKeeper;
use crate::pending_installs::PendingInstalls;
use crate::retention::Retention;
use crate::scrubber::Scrubber;
use crate::uninstalled::Uninstalled;

const HOUR: Duration = Duration::from_hours(1);

/// For how many days things are kept, for ever if it is 0.
#[derive(Clone, Copy, Debug)]
pub struct KeptFor {
    /// Deletions of a portal that has no number of its own.
    pub deletions: u16,
    /// Lines of the audit.
    pub audit: u16,
    /// What is kept of a portal after it removed the app without its data.
    pub uninstalled: u16,
}

/// Of every process.
pub fn of_process(heartbeat: Heartbeat, store: &Store, log: &EventLog, clock: &Clock) -> Jobs {
    let scrubber = Scrubber::new(store.clone(), log.clone(), clock.clone());
    Jobs::from(vec![Job::new("heartbeat", secs(2), heartbeat).steady(), Job::new("scrub", secs(5), scrubber)])
}

/// Of every process that has an event log of its own.
pub fn of_log(store: &Store, log: &EventLog, installer: &Installer, clock: &Clock) -> Jobs {
    let keeper = LogKeeper::new(store.clone(), log.clone(), installer.clone(), clock.clone());
    Jobs::from(vec![Job::new("event_log", secs(2), keeper).steady()])
}

/// Of processes with the role `worker`.
pub fn of_worker(caretaker: Caretaker, store: &Store, installer: &Installer, clock: &Clock, kept_for: KeptFor) -> Jobs {
    let mut jobs = Jobs::from(vec![
        Job::new("caretaker", secs(1), Care::new(caretaker)).led(store, clock, secs(20)),
        Job::new("gauges", secs(15), Gauges::new(store.clone())),
    ]);
    jobs.extend(housekeeping(store, installer, clock, kept_for));
    jobs
}

/// Those of them that keep the database small.
pub fn housekeeping(store: &Store, installer: &Installer, clock: &Clock, kept_for: KeptFor) -> Jobs {
    let begun = Arc::new(Notify::new());
    let chore = |chore| Housekeeping(store.clone(), clock.clone(), chore);
    let uninstalled = Uninstalled::new(store.clone(), clock.clone(), kept_for.uninstalled, begun.clone());
    let retention = Retention::new(store.clone(), clock.clone(), kept_for.deletions);
    let installs = PendingInstalls::new(store.clone(), installer.clone(), clock.clone());
    Jobs::from(vec![
        Job::new("uninstalled", HOUR, uninstalled).taken_in_turns(store, clock),
        Job::new("purge", secs(5), chore(Chore::Purge)).woken_by(&begun),
        Job::new("forget", secs(5), chore(Chore::Forget)),
        Job::new("audit", secs(5), chore(Chore::ShortenAudit(kept_for.audit))),
        Job::new("retention", HOUR, retention).taken_in_turns(store, clock),
        Job::new("roll_up", secs(5), chore(Chore::RollUp)),
        Job::new("merge_removals", secs(5), chore(Chore::MergeRemovals)),
        Job::new("pending_installs", secs(5), installs),
    ])
}

const fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}
