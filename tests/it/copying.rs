//! Copies a data folder while events arrive, are indexed, and leave the event log.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use domain::clock::ManualClock;
use domain::deletion::{Filter, Source};
use domain::vault::{SecretKey, Vault};
use domain::{Clock, MemberId};
use store::{
    CopySink, Database, EventLog, FolderCopy, Installation, LogLimits, LoggedEvent, Store, ToPark, settle_copy,
};
use tempfile::TempDir;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};
use worker::Indexer;

use crate::chain;
use crate::support::member_id;

const PORTAL: &str = "bac1cd5c8940947a75e0d71b1a84e348";
const STRANGER: &str = "a223c6b3710f85df22e9377d6c4f7553";
/// This many events fill a segment enough that it is removed once indexed.
const STEP: u64 = 20;
const FILLER: usize = 60_000;

struct Process {
    store: Store,
    log: EventLog,
    clock: Clock,
}

impl Process {
    async fn open(folder: &Path, vault: Vault, clock: Clock) -> Self {
        let store = Store::open(&Database::Sqlite(folder.join("tombstone.db")), vault).await.unwrap();
        let path = folder.join("events.db");
        let log = EventLog::open(&path, &store, clock.clone(), LogLimits::default()).await.unwrap();
        Self { store, log, clock }
    }

    async fn install(&self, portal: &MemberId) {
        let installation = Installation {
            domain: "some.bitrix24.com".to_owned(),
            app_status: Some("F".into()),
            finished: true,
            scopes: vec!["crm".to_owned()],
            language: None,
            client_endpoint: "https://some.bitrix24.com/rest/".to_owned(),
            server_endpoint: "https://oauth.bitrix.info/rest/".to_owned(),
            application_token: Some("application-token".to_owned().into()),
            sent_at: Some(self.clock.now()),
            tokens: None,
        };
        self.store.tenant(portal).save_installation(&installation, None, self.clock.now()).await.unwrap();
    }

    async fn index(&self) {
        Indexer::new(self.store.clone(), &self.log, self.clock.clone()).index_all().await.unwrap();
    }

    async fn park(&self, id: u64) {
        let event = event(&member_id(STRANGER), id).event;
        let token = self.store.hash_key().application_token(&event.member_id, &"application-token".to_owned().into());
        assert!(self.log.park(ToPark::not_installed(&event, token, None)).await.unwrap());
    }

    /// Releases the events parked until the portal's install.
    async fn release(&self) -> u64 {
        let portal = member_id(STRANGER);
        let token = self.store.hash_key().application_token(&portal, &"application-token".to_owned().into());
        self.log.release(&portal, token, 1).await.unwrap()
    }

    async fn kept(&self, portal: &str) -> Vec<u64> {
        let page = self
            .store
            .tenant(&member_id(portal))
            .deletions()
            .list_deletions(&Filter::default(), None, 500)
            .await
            .unwrap();
        let numbers = page.items.iter().rev().map(|deletion| deletion.number);
        assert!(numbers.eq(1..=page.items.len() as u64));
        let mut kept: Vec<u64> = page.items.iter().map(|deletion| deletion.entity_id.parse().unwrap()).collect();
        kept.sort_unstable();
        kept
    }
}

fn event(portal: &MemberId, id: u64) -> LoggedEvent {
    let mut event = chain::lead(portal, Source::Live, id, 1_742_807_199);
    event.event.event_handler_id = Some("x".repeat(FILLER));
    event
}

/// Stores the parts in a folder. In the middle and after each of them, events arrive and are indexed.
struct Busy<'a> {
    folder: PathBuf,
    process: &'a Process,
    hands: ManualClock,
    /// The acknowledged events, with their times.
    answered: Vec<(u64, OffsetDateTime)>,
    names: Vec<String>,
}

impl Busy<'_> {
    fn live(&mut self) {
        tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(self.live_on()));
    }

    async fn live_on(&mut self) {
        let portal = member_id(PORTAL);
        for _ in 0..STEP {
            let id = self.answered.len() as u64 + 1;
            self.process.log.append(&event(&portal, id)).await.unwrap();
            self.answered.push((id, self.process.clock.now()));
        }
        self.process.index().await;
        self.hands.advance(Duration::SECOND);
    }
}

impl CopySink for Busy<'_> {
    fn put(&mut self, name: &str, length: u64, bytes: &mut dyn Read) -> io::Result<()> {
        let mut file = File::create_new(self.folder.join(name))?;
        let first = io::copy(&mut bytes.take(length / 2), &mut file)?;
        self.live();
        let rest = io::copy(bytes, &mut file)?;
        assert_eq!(first + rest, length, "{name}");
        self.names.push(name.to_owned());
        self.live();
        Ok(())
    }

    fn settle(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn copy_has_what_was_answered_before_its_end_wherever_it_went_meanwhile() {
    let (folder, copied) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let (clock, hands) = Clock::manual(datetime!(2026-11-20 12:00 UTC));
    let vault = Vault::new(SecretKey::generate(), []);
    let process = Process::open(folder.path(), vault.clone(), clock.clone()).await;
    for portal in [PORTAL, STRANGER] {
        process.install(&member_id(portal)).await;
    }
    let mut busy =
        Busy { folder: copied.path().to_owned(), process: &process, hands, answered: Vec::new(), names: Vec::new() };
    busy.live_on().await;
    process.park(1).await;
    process.park(2).await;

    let log = folder.path().join("events.db");
    let copy = FolderCopy::begin(Some(&folder.path().join("tombstone.db")), &log).await.unwrap();
    assert_eq!((copy.summary.portals, copy.summary.deletions), (2, STEP));
    assert_eq!(process.release().await, 2, "from what is parked to the log, and on to the database");
    busy.live_on().await;
    process.park(3).await;
    let complete_to = Box::pin(copy.copy(&clock, &mut busy)).await.unwrap();
    let Busy { answered, names, .. } = busy;
    assert_eq!(names.first().map(String::as_str), Some("tombstone.db"), "{names:?}");
    assert!(names.iter().any(|name| name.starts_with("events-")) && !names.iter().any(|name| name.contains("corrupt")));
    let before: Vec<u64> = answered.iter().filter(|(_, time)| *time < complete_to).map(|(id, _)| *id).collect();
    assert!(before.len() as u64 >= 4 * STEP, "{}", before.len());

    settle_copy(copied.path()).await.unwrap();
    let again = Process::open(copied.path(), vault, clock).await;
    again.index().await;
    assert!(again.log.state().set_aside.is_empty(), "nothing is damaged");
    let kept = again.kept(PORTAL).await;
    assert!(kept.windows(2).all(|pair| pair[0] < pair[1]), "once");
    let lost: Vec<_> = before.iter().filter(|id| !kept.contains(id)).collect();
    assert!(lost.is_empty(), "{lost:?}");
    again.release().await;
    again.index().await;
    assert_eq!(again.kept(STRANGER).await, [1, 2, 3]);
    assert_eq!(again.store.recount(|_, _| {}).await.unwrap(), [""; 0]);

    // The copied service carries on as before.
    process.index().await;
    assert_eq!(process.kept(PORTAL).await.len(), answered.len());
    assert!(process.store.empty_wal().await.unwrap(), "nobody holds it any more");
    fs::remove_dir_all(copied.path()).unwrap();
}
