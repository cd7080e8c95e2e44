//! The same event from another of our handlers, one second off, is the same deletion (docs/protocol.md 8.3).

use domain::MemberId;
use domain::deletion::{Deletion, Filter, Source};
use store::LoggedEvent;

use crate::chain;
use crate::support::{House, member_id};

const PORTAL: &str = "bac1cd5c8940947a75e0d71b1a84e348";
const SECOND: i64 = 1_742_807_199;

/// Reports per block, and the indexing process.
#[derive(Clone, Copy, Debug)]
enum Blocks {
    One,
    Each,
    /// Each report by a new process on the same database.
    EachElsewhere,
}

/// A report: handler, delay in seconds, user.
type Report = (&'static str, i64, &'static str);

fn lead(portal: &MemberId, (handler, later, user): Report) -> LoggedEvent {
    let mut lead = chain::lead(portal, Source::Live, 5, SECOND + later);
    lead.event.event_handler_id = (!handler.is_empty()).then(|| handler.to_owned());
    lead.event.user_id = (!user.is_empty()).then(|| user.to_owned());
    lead
}

async fn house() -> (House, MemberId) {
    let (house, portal) = (House::new().await, member_id(PORTAL));
    house.install(&portal, "some.bitrix24.com", "application-token").await;
    (house, portal)
}

async fn kept(house: &House, portal: &MemberId) -> Vec<Deletion> {
    let tenant = house.store.tenant(portal);
    assert_eq!(house.store.recount(|_, _| {}).await.unwrap(), [""; 0]);
    assert_eq!(tenant.verify(|_, _| {}).await.unwrap().fault, None);
    let mut page = tenant.deletions().list_deletions(&Filter::default(), None, 500).await.unwrap().items;
    page.reverse();
    page
}

async fn kept_of(reports: &[LoggedEvent], blocks: Blocks) -> Vec<Deletion> {
    let (house, portal) = house().await;
    for report in reports {
        match blocks {
            Blocks::One => house.log.append(report).await.map(drop).unwrap(),
            Blocks::Each => {
                house.log.append(report).await.unwrap();
                house.indexed().await;
            }
            Blocks::EachElsewhere => {
                let elsewhere = house.neighbour().await;
                elsewhere.log.append(report).await.unwrap();
                elsewhere.indexed().await;
            }
        }
    }
    house.indexed().await;
    kept(&house, &portal).await
}

/// Expects one deletion for each of `handlers`, kept from its first report.
async fn expect(reports: &[Report], handlers: &[&str]) {
    let portal = member_id(PORTAL);
    let events: Vec<_> = reports.iter().map(|report| lead(&portal, *report)).collect();
    for blocks in [Blocks::One, Blocks::Each, Blocks::EachElsewhere] {
        let kept = kept_of(&events, blocks).await;
        let of: Vec<_> = kept.iter().map(|one| one.event_handler_id.as_deref().unwrap_or_default()).collect();
        assert_eq!(of, handlers, "{reports:?} {blocks:?}");
    }
}

#[tokio::test]
async fn a_second_off_from_another_handler_is_the_same_deletion() {
    expect(&[("7", 0, "1"), ("8", 1, "1")], &["7"]).await;
    expect(&[("7", 1, "1"), ("8", 0, "1")], &["7"]).await;
    expect(&[("7", 0, "1"), ("8", 0, "1")], &["7"]).await;
    expect(&[("7", 0, "1"), ("8", 1, "1"), ("8", 1, "1"), ("9", 1, "1"), ("7", 0, "1")], &["7"]).await;
}

#[tokio::test]
async fn another_time_of_the_same_handler_is_another_deletion() {
    expect(&[("7", 0, "1"), ("7", 1, "1")], &["7", "7"]).await;
    expect(&[("7", 0, "1"), ("8", 2, "1")], &["7", "8"]).await;
    expect(&[("7", 0, "1"), ("8", 1, "1"), ("7", 1, "1"), ("8", 2, "1")], &["7", "7"]).await;
    expect(&[("7", 0, "1"), ("8", 1, "1"), ("9", 2, "1")], &["7", "9"]).await;
}

#[tokio::test]
async fn who_does_not_say_by_which_handler_is_not_taken_for_another() {
    expect(&[("", 0, "1"), ("7", 1, "1")], &["", "7"]).await;
    expect(&[("7", 0, "1"), ("", 1, "1")], &["7", ""]).await;
}

#[tokio::test]
async fn other_data_codes_and_portals_are_left_alone() {
    let (house, portal) = house().await;
    let other = member_id("other");
    house.install(&other, "other.bitrix24.com", "application-token").await;
    let mut contact = lead(&portal, ("8", 1, "1"));
    contact.event.code = domain::event::EventCode::parse("ONCRMCONTACTDELETE").unwrap();
    let mut sixth = chain::lead(&portal, Source::Live, 6, SECOND + 1);
    sixth.event.event_handler_id = Some("8".to_owned());
    for report in [lead(&portal, ("7", 0, "1")), contact, sixth, lead(&other, ("8", 1, "1"))] {
        house.log.append(&report).await.unwrap();
    }
    house.indexed().await;
    assert_eq!((kept(&house, &portal).await.len(), kept(&house, &other).await.len()), (3, 1));
}

#[tokio::test]
async fn offline_queue_and_two_handlers_report_one_deletion() {
    let portal = member_id(PORTAL);
    let queued = LoggedEvent { source: Source::Recovered, ..lead(&portal, ("", 0, "")) };
    let (one, other) = (lead(&portal, ("7", 5, "1")), lead(&portal, ("8", 6, "1")));
    for reports in [[&queued, &one, &other], [&one, &queued, &other], [&one, &other, &queued]] {
        let reports = reports.map(LoggedEvent::clone);
        for blocks in [Blocks::One, Blocks::Each, Blocks::EachElsewhere] {
            let kept = kept_of(&reports, blocks).await;
            let ways: Vec<_> = kept.iter().map(|one| one.sources.bits()).collect();
            assert_eq!(ways, [3], "{blocks:?}");
        }
    }
}

#[tokio::test]
async fn what_is_being_purged_is_nobodys_copy() {
    let (house, portal) = house().await;
    house.log.append(&lead(&portal, ("7", 0, "1"))).await.unwrap();
    house.indexed().await;
    house.store.tenant(&portal).uninstall(true, house.clock.now()).await.unwrap();
    house.install(&portal, "some.bitrix24.com", "another-token").await;
    for report in [("9", 60, "1"), ("8", 1, "1")] {
        house.log.append(&LoggedEvent { generation: 2, ..lead(&portal, report) }).await.unwrap();
        house.indexed().await;
    }
    while !house.store.tenant(&portal).purge_batch(house.clock.now()).await.unwrap() {}
    let numbers: Vec<_> = kept(&house, &portal).await.iter().map(|one| one.number).collect();
    assert_eq!(numbers, [2, 3]);
}

/// The first user and the others of the one deletion kept of these reports.
async fn reporters(reports: &[Report], blocks: Blocks) -> (Option<String>, Vec<String>) {
    let portal = member_id(PORTAL);
    let events: Vec<_> = reports.iter().map(|report| lead(&portal, *report)).collect();
    let mut kept = kept_of(&events, blocks).await;
    assert_eq!(kept.len(), 1);
    let one = kept.remove(0);
    (one.user_id, one.also_reported_by)
}

#[tokio::test]
async fn other_users_of_the_same_deletion_stand_beside_the_first() {
    for blocks in [Blocks::One, Blocks::Each, Blocks::EachElsewhere] {
        let again = [("7", 0, "1"), ("7", 0, "2"), ("7", 0, "2"), ("7", 0, ""), ("7", 0, "1"), ("8", 1, "3")];
        assert_eq!(reporters(&again, blocks).await, (Some("1".into()), vec!["2".into(), "3".into()]), "{blocks:?}");
        let unnamed = [("7", 0, ""), ("7", 0, "2")];
        assert_eq!(reporters(&unnamed, blocks).await, (None, vec!["2".into()]), "{blocks:?}");
        assert_eq!(reporters(&[("7", 0, "1"); 2], blocks).await, (Some("1".into()), vec![]), "{blocks:?}");
    }
}

#[tokio::test]
async fn users_of_one_deletion_are_bounded() {
    let users = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"];
    let reports = users.map(|user| ("7", 0, user));
    for blocks in [Blocks::One, Blocks::Each] {
        assert_eq!(reporters(&reports, blocks).await.1, users[1..9], "{blocks:?}");
    }
}

#[tokio::test]
async fn what_another_process_recorded_meanwhile_is_known() {
    let (house, portal) = house().await;
    let elsewhere = house.neighbour().await;
    let reports =
        [(&house, ("7", 0, "1")), (&house, ("7", 10, "1")), (&elsewhere, ("8", 20, "1")), (&house, ("7", 21, "1"))];
    for (process, report) in reports {
        process.log.append(&lead(&portal, report)).await.unwrap();
        process.indexed().await;
    }
    assert_eq!(kept(&house, &portal).await.len(), 3);
}
