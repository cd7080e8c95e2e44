//! Damaged files that were set aside, and installs received after a removal.

use std::fs;

use domain::portal::{PurgeReason, Receipt};
use store::{EventLog, LogLimits, PendingEvent, ToPark};
use time::Duration;

use super::{GONE, STAYS, portal};
use crate::support::House;

fn receipt(house: &House) -> Receipt {
    let now = house.clock.now();
    Receipt {
        generation: 1,
        reason: PurgeReason::Removal,
        uninstalled_at: Some(now - Duration::MINUTE),
        begun_at: now,
        finished_at: Some(now),
        deletions: 1,
    }
}

#[tokio::test]
async fn damaged_files_that_name_a_purged_portal_go() {
    let house = House::new().await;
    let folder = tempfile::TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    let of = |word: &str| format!("{}{{\"member_id\":\"{}\"", "x".repeat(3 << 20), portal(word));
    fs::write(path("events-0000000000000000001.log.corrupt-1"), of(GONE)).unwrap();
    fs::write(path("events-0000000000000000007.log.corrupt-1"), of(STAYS)).unwrap();
    fs::write(path("events.db.corrupt-1"), of(STAYS)).unwrap();
    fs::write(path("events.db.corrupt-2"), of(STAYS)).unwrap();
    fs::write(path("events.db.corrupt-2-wal"), of(GONE)).unwrap();
    let limits = LogLimits::default();
    let log = EventLog::open(&path("events.db"), &house.store, house.clock.clone(), limits).await.unwrap();
    assert_eq!(log.state().set_aside.len(), 4);
    log.drop_purged(&portal(GONE), &receipt(&house)).await.unwrap();
    let left: Vec<_> = log.state().set_aside.iter().map(|path| path.file_name().unwrap().to_owned()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
    assert!(
        left.iter().all(|name| *name == "events.db.corrupt-1" || *name == "events-0000000000000000007.log.corrupt-1")
    );
    assert!(!path("events.db.corrupt-2-wal").exists());
}

/// Bitrix24 sends an install only once, so a new installation's must not be dropped with the old data.
#[tokio::test]
async fn install_that_came_after_the_removal_waits_on() {
    let house = House::new().await;
    let receipt = receipt(&house);
    for (number, received_at) in [(1, receipt.uninstalled_at.unwrap()), (2, receipt.begun_at)] {
        let (member_id, digest, body) = (portal(GONE), [number; 32], "event=ONAPPINSTALL".to_owned().into());
        let install = PendingEvent { member_id, digest, body, received_at, source: None, known: true };
        assert!(house.log.park(ToPark::install(&house.store, &install)).await.unwrap());
    }
    assert_eq!(house.log.drop_purged(&portal(GONE), &receipt).await.unwrap(), 1);
    assert_eq!(house.log.move_installs(&house.store, &std::collections::HashSet::new()).await.unwrap(), 1);
}
