//! `tombstone keys rotate`: brings everything that is encrypted under the present key, also while the service runs.

use anyhow::{Context, bail};
use serde_json::json;
use store::{Rotated, StoreError};

use crate::cli::Keys;
use crate::house::House;
use crate::output::say;

/// After how many portals a line tells how far it is.
const STEP: u64 = 10_000;

pub(crate) async fn run(command: Keys, house: &House) -> anyhow::Result<()> {
    let Keys::Rotate { json } = command;
    let mut told = 0;
    let progress = |rotated: Rotated| {
        if rotated.portals / STEP > told {
            told = rotated.portals / STEP;
            tracing::info!(portals = rotated.portals, secrets = rotated.secrets, "re-encrypting");
        }
    };
    let rotated = match house.store.rotate_keys(progress).await {
        Ok(rotated) => rotated,
        Err(StoreError::Conflict) => bail!(
            "a running process still encrypts with another key: restart every process with the same \
             TOMBSTONE_SECRET_KEY, with the old one in TOMBSTONE_SECRET_KEYS_OLD, and call this again"
        ),
        Err(error) => return Err(error).context("not all could be re-encrypted; it can be called again at any time"),
    };
    let now = house.clock.now();
    let detail = format!("{} secrets", rotated.secrets);
    house.store.record_audit(now, "command line", None, "keys rotated", &detail).await?;
    if json {
        say(json!({ "re_encrypted": rotated.secrets, "key": house.store.present_key_id() }));
    } else {
        say(format_args!(
            "{} secrets re-encrypted; everything is under the key {} now, and TOMBSTONE_SECRET_KEYS_OLD can be removed",
            rotated.secrets,
            house.store.present_key_id()
        ));
    }
    Ok(())
}
