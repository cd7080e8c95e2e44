//! Every job of the service: its name, its interval, its lease and what it does. The indexer is not one: it follows the
//! log without a pause, and finishes it at the stop signal.

use std::time::Duration;

use domain::Clock;
use portals::Installer;
use store::{EventLog, Store};

use crate::bursts::Bursts;
use crate::caretaker::Caretaker;
use crate::caretaker::care::Care;
use crate::gauges::Gauges;
use crate::heartbeat::Heartbeat;
use crate::housekeeping::{Chore, Housekeeping};
use crate::job::Job;
use crate::log_keeping::LogKeeper;
use crate::pending_installs::PendingInstalls;
use crate::retention::Retention;
use crate::scrubber::Scrubber;
use crate::uninstalled::Uninstalled;

const HOUR: Duration = Duration::from_hours(1);
/// How often housekeeping checks whether a chore is due.
const ROUND: Duration = secs(5);

/// How many days things are kept; forever if 0.
#[derive(Clone, Copy, Debug)]
pub struct KeptFor {
    /// Deletions of a portal without a retention of its own.
    pub deletions: u16,
    /// Audit lines.
    pub audit: u16,
    /// Data of a portal that removed the app without asking for its data to be removed.
    pub uninstalled: u16,
}

/// The jobs of every process.
pub fn of_process(heartbeat: Heartbeat, store: &Store, log: &EventLog, clock: &Clock) -> Vec<Job> {
    let scrubber = Scrubber::new(store.clone(), log.clone(), clock.clone());
    vec![Job::new("heartbeat", secs(2), heartbeat), Job::new("scrub", secs(5), scrubber)]
}

/// The jobs of every process with an event log of its own.
pub fn of_log(store: &Store, log: &EventLog, installer: &Installer, clock: &Clock) -> Vec<Job> {
    let keeper = LogKeeper::new(store.clone(), log.clone(), installer.clone(), clock.clone());
    vec![Job::new("event_log", secs(2), keeper)]
}

/// The jobs of processes with the role `worker`.
pub fn of_worker(
    caretaker: Caretaker,
    store: &Store,
    installer: &Installer,
    clock: &Clock,
    kept_for: KeptFor,
) -> Vec<Job> {
    let mut jobs = vec![
        Job::new("caretaker", secs(1), Care::new(caretaker)).led(store, clock, secs(20)),
        bursts(store, clock),
        Job::new("gauges", secs(15), Gauges(store.clone())),
    ];
    jobs.extend(housekeeping(store, installer, clock, kept_for));
    jobs
}

/// Looks for bursts of deletions, within seconds, so that somebody can still act.
pub fn bursts(store: &Store, clock: &Clock) -> Job {
    Job::new("bursts", secs(2), Bursts::new(store.clone(), clock.clone())).led(store, clock, secs(20))
}

/// Keeps the database small: chores that write to it one after the other. Beside them, so that neither holds up the
/// other, the verification of pending installs.
pub fn housekeeping(store: &Store, installer: &Installer, clock: &Clock, kept_for: KeptFor) -> Vec<Job> {
    let chore = |name, chore| Job::new(name, ROUND, Housekeeping(store.clone(), clock.clone(), chore));
    let uninstalled = Uninstalled::new(store.clone(), clock.clone(), kept_for.uninstalled);
    let retention = Retention::new(store.clone(), clock.clone(), kept_for.deletions);
    let installs = PendingInstalls::new(store.clone(), installer.clone(), clock.clone());
    let chores = vec![
        Job::new("uninstalled", HOUR, uninstalled).once_per_interval(store, clock),
        chore("purge", Chore::Purge),
        chore("forget", Chore::Forget),
        chore("audit", Chore::ShortenAudit(kept_for.audit)),
        Job::new("retention", HOUR, retention).once_per_interval(store, clock),
        chore("quarantine", Chore::RetryQuarantined),
        chore("names", Chore::Names),
        chore("titles", Chore::Titles),
        chore("roll_up", Chore::RollUp),
        chore("merge_removals", Chore::MergeRemovals),
        chore("webhooks", Chore::TidyWebhooks),
    ];
    vec![Job::new("housekeeping", ROUND, chores), Job::new("pending_installs", ROUND, installs)]
}

const fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}
