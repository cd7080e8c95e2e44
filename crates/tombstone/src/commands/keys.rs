//! `tombstone keys rotate`: re-encrypts everything with the present key, even while the service runs.

use std::time::Duration;

use anyhow::{Context, bail};
use domain::audit::AuditEntry;
use serde_json::{Value, json};
use store::{Process, StoreError};
use time::format_description::well_known::Rfc3339;

use crate::cli::Keys;
use crate::house::House;
use crate::output::{counted, say};
use crate::table;

/// How many secrets lie between two progress lines.
const STEP: u64 = 10_000;
/// A process that was alive within this time runs; if it does not report the new key yet, it has just started.
const RUNS: time::Duration = time::Duration::seconds(10);
/// How often, and how many times, to check whether it does by now.
const LOOK: Duration = Duration::from_millis(500);
const LOOKS: usize = 10;

pub(crate) async fn run(command: Keys, house: &House) -> anyhow::Result<()> {
    let Keys::Rotate { json } = command;
    let mut reported = 0;
    let progress = |secrets: u64| {
        if secrets / STEP > reported {
            reported = secrets / STEP;
            tracing::info!(secrets, "re-encrypting");
        }
    };
    let secrets = match house.store.rotate_keys(progress).await {
        Ok(rotated) => rotated,
        Err(StoreError::Conflict) => bail!(
            "a running process still encrypts with another key: restart every process with the same \
             TOMBSTONE_SECRET_KEY, with the old one in TOMBSTONE_SECRET_KEYS_OLD, and run this again"
        ),
        Err(error) => return Err(error).context("not all could be re-encrypted; you can run this again any time"),
    };
    let now = house.clock.now();
    let done = AuditEntry::KeysRotated { secrets };
    house.store.record_audit(now, "command line", None, &done).await?;
    let (needing, key) = (retire_old_keys(house).await?, house.store.present_key_id());
    if json {
        let needing: Vec<_> = needing.iter().map(describe).collect();
        say(json!({ "re_encrypted": secrets, "key": key, "old_keys_needed_by": needing }));
    } else {
        say(format_args!(
            "{} re-encrypted; everything in the database now uses the key {key}",
            counted(secrets, "secret")
        ));
        say_who_needs_old_keys(&needing);
    }
    Ok(())
}

fn say_who_needs_old_keys(needing: &[Process]) {
    if needing.is_empty() {
        return say("TOMBSTONE_SECRET_KEYS_OLD can be removed");
    }
    say("Keep TOMBSTONE_SECRET_KEYS_OLD: installs sealed with an old key may be in these processes' data folders. \
         Start each once with the current key, then run this again:");
    let rows: Vec<_> =
        needing.iter().map(|process| [process.id.clone(), process.roles.clone(), last_ran(process)]).collect();
    table::print(["PROCESS", "ROLES", "LAST RAN"], &rows);
}

/// The processes that still need an old key; running ones have a few seconds to report otherwise.
async fn retire_old_keys(house: &House) -> anyhow::Result<Vec<Process>> {
    let mut needing = house.store.retire_old_keys().await?;
    for _ in 0..LOOKS {
        if !needing.iter().any(|process| house.clock.now() - process.alive_at < RUNS) {
            break;
        }
        tokio::time::sleep(LOOK).await;
        needing = house.store.retire_old_keys().await?;
    }
    Ok(needing)
}

fn describe(process: &Process) -> Value {
    json!({ "process": process.id, "roles": process.roles, "last_ran_at": last_ran(process), "keys": process.key_ids })
}

fn last_ran(process: &Process) -> String {
    process.alive_at.format(&Rfc3339).unwrap_or_default()
}
