//! What is due every few seconds: purges, held events, installs that wait, subscriptions that were not made.

use std::time::Duration;

use bitrix24::Installer;
use store::{EventLog, Store, StoreError};
use tokio::sync::watch;

/// How often it is looked at.
const PERIOD: Duration = Duration::from_secs(5);
/// How many portals' events are bound in one go.
const UNBOUND: u64 = 20;

/// Keeps house until `stop` is true.
pub async fn run(store: Store, log: EventLog, installer: Installer, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(error) = keep_house(&store, &log, &installer).await {
            tracing::warn!(%error, "housekeeping failed; it is tried again in a moment");
        }
        tokio::select! {
            () = tokio::time::sleep(PERIOD) => {}
            _ = stop.wait_for(|stop| *stop) => {}
        }
    }
}

/// One round of it.
pub async fn keep_house(store: &Store, log: &EventLog, installer: &Installer) -> Result<(), StoreError> {
    for member_id in store.list_purging().await? {
        while !store.tenant(&member_id).purge_batch().await? {}
        tracing::info!(%member_id, "the portal's data is removed");
    }
    if let Ok(dropped @ 1..) = log.drop_expired().await {
        tracing::info!(dropped, "held events are dropped: no install proved them in time");
    }
    release_late(store, log).await?;
    installer.install_pending().await?;
    for member_id in store.list_unbound(UNBOUND).await? {
        installer.bind_new(&member_id).await?;
    }
    Ok(())
}

/// Releases what was held while its portal's install was just being verified.
async fn release_late(store: &Store, log: &EventLog) -> Result<(), StoreError> {
    for (member_id, token) in log.list_held().await? {
        let Some(admission) = store.find_admission(&member_id, token).await? else { continue };
        if admission.accepts_events() && admission.is_proven_by(token) {
            match log.release(&member_id, token, admission.generation).await {
                Ok(released) => tracing::info!(%member_id, released, "held events are released"),
                Err(error) => tracing::warn!(%member_id, %error, "held events can't be released yet"),
            }
        }
    }
    Ok(())
}
