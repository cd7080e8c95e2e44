//! The records of the service's processes.

use domain::vault::{SecretKey, Vault};
use store::{EventLog, LogLimits, PendingEvent, Process, Store, ToPark};
use tempfile::TempDir;
use time::Duration;
use worker::Heartbeat;

use crate::support::{House, member_id};

#[tokio::test]
async fn last_process_that_received_is_not_forgotten() {
    let house = House::new().await;
    let store = &house.store;
    let start = house.clock.now();
    let process = |id: &str, roles: &str, hours: i64, spool_events: u64| Process {
        id: id.to_owned(),
        roles: roles.to_owned(),
        started_at: start,
        alive_at: start + Duration::hours(hours),
        spool_events,
        spool_oldest_at: (spool_events > 0).then_some(start),
        key_ids: Vec::new(),
    };
    let died_with_a_spool = process("b", "events,install", 1, 7);
    for process in [&process("a", "admin,api,worker", 9, 0), &died_with_a_spool, &process("c", "events", 2, 0)] {
        store.save_process(process).await.unwrap();
        store.save_process(process).await.unwrap();
    }
    assert_eq!(store.drop_processes_before(start + Duration::hours(24)).await.unwrap(), 0);
    store.save_process(&process("d", "events,worker", 20, 0)).await.unwrap();
    assert_eq!(store.drop_processes_before(start + Duration::hours(24)).await.unwrap(), 2, "a and c are forgotten");
    assert_eq!(store.list_spooling().await.unwrap(), [died_with_a_spool]);
}

/// A process whose data folder holds an install that arrived during a database outage.
struct Waiting {
    folder: TempDir,
    store: Store,
    log: EventLog,
}

impl Waiting {
    async fn start(house: &House, folder: TempDir, vault: Vault) -> Self {
        let store = Store::open(&house.place().database(), vault).await.unwrap();
        let path = folder.path().join("events.db");
        let log = EventLog::open(&path, &store, house.clock.clone(), LogLimits::default()).await.unwrap();
        Self { folder, store, log }
    }

    async fn beat(&self, house: &House) {
        let (store, log) = (self.store.clone(), self.log.clone());
        Heartbeat::new(store, log, house.clock.clone(), "one".to_owned(), "events".to_owned()).beat().await.unwrap();
    }

    async fn stop(self) -> TempDir {
        self.log.close().await.unwrap();
        self.folder
    }
}

#[tokio::test]
async fn old_key_is_needed_while_an_install_in_a_data_folder_may_be_sealed_with_it() {
    let (old, new) = (SecretKey::generate(), SecretKey::generate());
    let house = Box::pin(House::sealed_by(old.clone())).await;
    let both = || Vault::new(new.clone(), [old.clone()]);
    let (portal, received_at) = (member_id("17c4f2f2f1c9a8a53e4d4fd0e0e4d4a1"), house.clock.now());
    let install = PendingEvent {
        member_id: portal,
        digest: [7; 32],
        body: "event=ONAPPINSTALL".to_owned().into(),
        received_at,
        source: None,
        known: false,
    };
    let process = Waiting::start(&house, TempDir::new().unwrap(), Vault::new(old.clone(), [])).await;
    assert!(process.log.park(ToPark::install(&process.store, &install)).await.unwrap());
    process.beat(&house).await;

    let store = Store::open(&house.place().database(), both()).await.unwrap();
    store.rotate_keys(|_| ()).await.unwrap();
    let needing = store.retire_old_keys().await.unwrap();
    assert_eq!(needing.iter().map(|process| process.id.as_str()).collect::<Vec<_>>(), ["one"]);
    let folder = process.stop().await;

    let process = Waiting::start(&house, folder, both()).await;
    process.beat(&house).await;
    assert_eq!(store.retire_old_keys().await.unwrap().len(), 1, "the install waits still");
    assert_eq!(process.log.move_installs(&process.store, &[].into()).await.unwrap(), 1);
    process.beat(&house).await;
    assert_eq!(store.retire_old_keys().await.unwrap(), []);

    let alone =
        Store::open(&house.place().database(), Vault::new(new.clone(), [])).await.expect("the new key is enough");
    assert_eq!(alone.count_under_other_keys().await.unwrap(), 0);
    assert!(Store::open(&house.place().database(), Vault::new(old, [])).await.is_err(), "the old one opens nothing");
}
