//! Whether the roles of this process can do their work, for `/health/ready`.

use std::collections::BTreeSet;
use std::time::Instant;

use store::{EventLog, LogState, Store};
use web::{Check, Condition};
use worker::{Indexer, Stall};

use crate::commands::roles::{Role, have_a_log};
use crate::output::counted;

/// What these roles need.
pub(crate) fn checks(roles: &BTreeSet<Role>, store: &Store, log: &EventLog, indexer: Option<&Indexer>) -> Vec<Check> {
    // The role `events` works without the database too: nobody should send events elsewhere.
    let spools = roles.contains(&Role::Events);
    let mut checks = vec![Check::new("database", {
        let store = store.clone();
        move || database(store.clone(), spools)
    })];
    if have_a_log(roles) {
        let log = log.clone();
        checks.push(Check::new("event log", move || event_log(log.clone())));
    }
    if let Some(stall) = indexer.map(Indexer::stall) {
        checks.push(Check::new("indexer", move || std::future::ready(indexing(&stall))));
    }
    checks
}

/// Only degraded: events are taken, and no other process can index this one's log.
fn indexing(stall: &Stall) -> Condition {
    let Some(lasts) = stall.lasts(Instant::now()) else { return Condition::Well };
    let seconds = lasts.as_secs();
    Condition::Degraded(format!("indexing has failed for {seconds} s; the log says why, and events wait meanwhile"))
}

async fn database(store: Store, spools: bool) -> Condition {
    match store.promptly(store.ping()).await {
        Ok(()) => Condition::Well,
        Err(_) if spools => Condition::Degraded("the database does not answer".to_owned()),
        Err(_) => Condition::Failed("the database does not answer".to_owned()),
    }
}

/// With one decimal.
fn mebibytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10) >> 20;
    format!("{}.{}", tenths / 10, tenths % 10)
}

async fn event_log(log: EventLog) -> Condition {
    if let Err(error) = log.check_disk().await {
        return Condition::Failed(error.to_string());
    }
    let LogState { spooling, spool, set_aside } = log.state();
    if spool.is_nearly_full {
        let [bytes, limit] = [spool.bytes, spool.limit].map(mebibytes);
        return Condition::Failed(format!("the spool is nearly full: {bytes} of {limit} MiB"));
    }
    if let Some(file) = set_aside.first() {
        // Not its path: anybody may ask.
        let file = file.file_name().unwrap_or_default().display();
        return Condition::Degraded(format!(
            "the event log was damaged; look at {file} in the data folder and remove it"
        ));
    }
    if spooling {
        return Condition::Degraded(format!(
            "events are spooled; {} not in the database yet",
            counted(spool.events, "event")
        ));
    }
    Condition::Well
}
