//! Files that are damaged or of another version, and what is left of them.

use domain::Clock;
use domain::event::Arrival;
use domain::vault::KeyedHash;
use domain::wire::decode_form;
use sea_orm::{ConnectionTrait, PaginatorTrait};
use tempfile::TempDir;

use super::*;
use crate::entities::pending_event;
use crate::log::limits::LogLimits;
use crate::log::local::parked::{ToPark, at, next_install};
use crate::log::local::{Command, LocalLog};

const EVENTS: u64 = 300;

async fn open(folder: &TempDir) -> LocalLog {
    let path = folder.path().join("events.db");
    LocalLog::open(&path, Clock::system(), LogLimits::default()).await.expect("a start is never refused")
}

async fn park(log: &LocalLog, what: ToPark) -> bool {
    log.ask(|done| Command::Park { row: Box::new(what.0), room: None, done }).await.unwrap()
}

async fn park_event(log: &LocalLog) {
    let body = format!("event=ONCRMLEADDELETE&data[x]={}&auth[member_id]=m", "x".repeat(700));
    let event = Arrival::parse(decode_form(body.as_bytes()).unwrap()).unwrap().event;
    let token = KeyedHash::try_from([7; 32].as_slice()).unwrap();
    assert!(park(log, ToPark::unverified(&event, token, None)).await);
}

async fn park_install(log: &LocalLog, install: pending_event::Model) -> bool {
    park(log, ToPark::sealed(install)).await
}

async fn parked(log: &LocalLog) -> u64 {
    Entity::find().count(&log.connections.read).await.unwrap()
}

/// Closes a log and changes the bytes of its file.
async fn spoil(folder: &TempDir, log: &LocalLog, change: impl FnOnce(&mut Vec<u8>)) -> PathBuf {
    log.connections.close().await.unwrap();
    let path = folder.path().join("events.db");
    let mut bytes = fs::read(&path).unwrap();
    change(&mut bytes);
    fs::write(&path, bytes).unwrap();
    path
}

fn spoil_the_middle(bytes: &mut [u8]) {
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 8192].fill(0xa5);
}

/// A log with some hundred parked events, damaged, and opened again.
async fn damaged(change: impl FnOnce(&mut Vec<u8>)) -> (TempDir, LocalLog) {
    let folder = TempDir::new().unwrap();
    let log = open(&folder).await;
    for _ in 0..EVENTS {
        park_event(&log).await;
    }
    log.append(vec![1; 900], None).await.unwrap();
    spoil(&folder, &log, change).await;
    let log = open(&folder).await;
    (folder, log)
}

async fn expect_at_work(log: &LocalLog) {
    assert_eq!(log.stats.set_aside().len(), 1);
    let before = parked(log).await;
    park_event(log).await;
    assert_eq!(parked(log).await, before + 1);
    assert_eq!(log.read_after(0).await.unwrap().unwrap().rows.len(), 1, "the log is not in that file");
}

#[tokio::test]
async fn damaged_file_is_rescued_however_many_are_set_aside() {
    let folder = TempDir::new().unwrap();
    let log = open(&folder).await;
    park_event(&log).await;
    let path = spoil(&folder, &log, |bytes| {
        bytes.truncate(bytes.len() - 4_096); // the last page of an index or of nothing, not the event's
        bytes[18..20].fill(9); // a version that nobody can read
    })
    .await;
    for number in 1..=MOST {
        fs::write(numbered(&path, number), "an older one").unwrap();
    }
    let log = open(&folder).await;
    let aside = fs::read(numbered(&path, MOST)).unwrap();
    assert!(aside.starts_with(b"SQLite format 3"), "the newest damaged file is kept");
    assert_eq!(log.stats.set_aside().len(), MOST as usize);
}

#[tokio::test]
async fn garbage_in_the_middle_costs_what_lay_there_alone() {
    let (folder, log) = damaged(|bytes| spoil_the_middle(bytes)).await;
    let rescued = parked(&log).await;
    assert!((EVENTS - 40..EVENTS).contains(&rescued), "{rescued} of {EVENTS} are there");
    expect_at_work(&log).await;
    log.connections.close().await.unwrap();
    // It is reported until an operator removes it.
    let log = open(&folder).await;
    assert_eq!(log.stats.set_aside().len(), 1);
    fs::remove_file(&log.stats.set_aside()[0]).unwrap();
    assert!(log.stats.set_aside().is_empty());
}

#[tokio::test]
async fn installs_that_wait_are_taken_over_too() {
    let folder = TempDir::new().unwrap();
    let log = open(&folder).await;
    let install = pending_event::Model {
        member_id: "m".to_owned(),
        digest: vec![7; 32],
        sealed: "sealed".to_owned(),
        received_at: 5,
        source: Some("192.0.2.1".to_owned()),
        known: true,
        bytes: 6,
    };
    assert!(park_install(&log, install.clone()).await);
    assert!(park_install(&log, install.clone()).await, "once");
    for _ in 0..EVENTS {
        park_event(&log).await;
    }
    assert_eq!((log.stats.spool().events, log.stats.spool().parked), (EVENTS + 1, EVENTS + 1));
    spoil(&folder, &log, |bytes| spoil_the_middle(bytes)).await;
    let log = open(&folder).await;
    assert_eq!(log.stats.set_aside().len(), 1);
    assert_eq!(next_install(&log.connections.read, 0).await.unwrap(), Some((1, install)));
    assert_eq!(next_install(&log.connections.read, 1).await.unwrap(), None);
}

/// An install of a stranger at this address.
fn stranger(portal: &str, number: u16, source: &str, bytes: i64) -> pending_event::Model {
    let mut digest = vec![0; 32];
    digest[..2].copy_from_slice(&number.to_be_bytes());
    let (member_id, sealed) = (portal.to_owned(), "sealed".to_owned());
    pending_event::Model {
        member_id,
        digest,
        sealed,
        received_at: 5,
        source: Some(source.to_owned()),
        known: false,
        bytes,
    }
}

#[tokio::test]
async fn no_portal_takes_the_room_of_installs_from_others() {
    let folder = TempDir::new().unwrap();
    let log = open(&folder).await;
    let install = |portal, number| stranger(portal, number, "192.0.2.1", 6);
    for number in 0..20 {
        assert!(park_install(&log, install("a", number)).await);
    }
    assert!(!park_install(&log, install("a", 20)).await);
    assert!(park_install(&log, install("a", 3)).await, "it is there");
    assert!(park_install(&log, install("b", 20)).await);
    assert_eq!(log.ask(|done| Command::Remove { which: at(1), done }).await.unwrap(), 1);
    assert!(park_install(&log, install("a", 21)).await);
    assert!(park_install(&log, stranger("a", 22, "192.0.2.2", 6)).await, "from elsewhere");
}

#[tokio::test]
async fn no_address_takes_the_room_of_installs_from_others() {
    let folder = TempDir::new().unwrap();
    let log = open(&folder).await;
    let mut kept = 0;
    for number in 0..400 {
        let install = stranger(&format!("portal-{number}"), number, "192.0.2.1", 6);
        kept += u32::from(park_install(&log, install).await);
    }
    assert_eq!(kept, 250);
    assert!(park_install(&log, stranger("other", 401, "192.0.2.2", 6)).await);
    let known = pending_event::Model { known: true, ..stranger("mine", 402, "192.0.2.1", 6) };
    assert!(park_install(&log, known).await, "known portals have room of their own");
}

#[tokio::test]
async fn installs_that_wait_take_a_bounded_number_of_bytes() {
    let folder = TempDir::new().unwrap();
    let log = open(&folder).await;
    let mut kept = 0;
    for number in 0..100 {
        let (portal, source) = (format!("portal-{number}"), format!("192.0.2.{number}"));
        kept += u32::from(park_install(&log, stranger(&portal, number, &source, 1 << 18)).await);
    }
    assert_eq!(kept, 32, "8 MiB");
}

#[tokio::test]
async fn repair_that_is_cut_short_is_done_again() {
    let folder = TempDir::new().unwrap();
    let log = open(&folder).await;
    for _ in 0..EVENTS {
        park_event(&log).await;
    }
    let path = spoil(&folder, &log, |bytes| spoil_the_middle(bytes)).await;
    let in_the_way = with_suffix(&path, ".repaired");
    fs::create_dir(&in_the_way).unwrap();
    assert!(LocalLog::open(&path, Clock::system(), LogLimits::default()).await.is_err());
    assert!(path.exists(), "nobody takes it for a log that is to be begun");
    fs::remove_dir(&in_the_way).unwrap();
    let log = open(&folder).await;
    let rescued = parked(&log).await;
    assert!((EVENTS - 40..EVENTS).contains(&rescued), "{rescued} of {EVENTS} are there");
    assert_eq!(log.stats.set_aside().len(), 1);
}

#[tokio::test]
async fn log_of_another_version_is_refused_and_left_as_it_is() {
    let folder = TempDir::new().unwrap();
    let (path, log) = (folder.path().join("events.db"), open(&folder).await);
    park_event(&log).await;
    log.connections.close().await.unwrap();
    let steps = [("m20261121_000001_create_event_log", "first release"), ("m29991231_000001_later", "newer")];
    for (step, why) in steps {
        let connections = open_log(&path).await.unwrap();
        let take = format!("UPDATE event_log_migrations SET version = '{step}'");
        connections.write.execute_unprepared(&take).await.unwrap();
        connections.close().await.unwrap();
        let refused = LocalLog::open(&path, Clock::system(), LogLimits::default()).await.map(drop).unwrap_err();
        assert!(refused.to_string().contains(why) && refused.to_string().contains(step), "{refused}");
        let connections = open_log(&path).await.unwrap();
        assert_eq!(Entity::find().count(&connections.read).await.unwrap(), 1);
        connections.close().await.unwrap();
        assert!(set_aside(&path).is_empty());
    }
}

#[tokio::test]
async fn row_that_is_refused_costs_no_other() {
    let folder = TempDir::new().unwrap();
    let log = open(&folder).await;
    park_event(&log).await;
    let there = Entity::find().one(&log.connections.read).await.unwrap().unwrap();
    let rows = (0..5).map(|more| Model { position: there.position + more, ..there.clone() });
    let saved = save(&log.connections.write, rows.collect()).await.unwrap();
    assert_eq!((saved, parked(&log).await), (4, 5));
}

#[tokio::test]
async fn truncated_file_gives_what_is_left_of_it() {
    let (_folder, log) = damaged(|bytes| bytes.truncate(bytes.len() / 4096 * 3 / 4 * 4096)).await;
    let rescued = parked(&log).await;
    assert!((EVENTS / 2..EVENTS).contains(&rescued), "{rescued} of {EVENTS} are there");
    expect_at_work(&log).await;
}

#[tokio::test]
async fn what_is_no_database_at_all_is_set_aside() {
    let (_folder, log) = damaged(|bytes| *bytes = b"a letter to a friend".repeat(1_000)).await;
    expect_at_work(&log).await;
}
