//! An event that can't be indexed holds up no other, and is indexed once the obstacle is gone.

use domain::deletion::{Filter, Source};
use domain::quarantine::QuarantineReason;
use tests::postgres;
use worker::{retry_quarantined, retry_wanted};

use crate::chain::lead;
use crate::support::{House, member_id};

const PORTAL: &str = "bac1cd5c8940947a75e0d71b1a84e348";

/// Makes the database refuse deletions of lead 2.
async fn refuse(house: &House) {
    house
        .execute(if postgres::is_chosen() {
            "ALTER TABLE deletions ADD CONSTRAINT refused CHECK (entity_id <> '2')"
        } else {
            "CREATE TRIGGER refused BEFORE INSERT ON deletions WHEN NEW.entity_id = '2' \
                BEGIN SELECT RAISE(ABORT, 'refused'); END"
        })
        .await;
}

async fn relent(house: &House) {
    house
        .execute(if postgres::is_chosen() {
            "ALTER TABLE deletions DROP CONSTRAINT refused"
        } else {
            "DROP TRIGGER refused"
        })
        .await;
}

#[tokio::test]
async fn event_that_is_refused_stops_nobody_and_is_taken_back_once() {
    let (house, portal) = (House::new().await, member_id(PORTAL));
    house.install(&portal, "some.bitrix24.com", "application-token").await;
    refuse(&house).await;
    for id in 1..=5 {
        house.log.append(&lead(&portal, Source::Live, id, 1_742_807_199)).await.unwrap();
    }
    house.indexed().await;
    let tenant = house.store.tenant(&portal);
    let listed = async || -> Vec<String> {
        let page = tenant.deletions().list_deletions(&Filter::default(), None, 50).await.unwrap();
        page.items.into_iter().rev().map(|one| one.entity_id).collect()
    };
    assert_eq!(listed().await, ["1", "3", "4", "5"]);
    let aside = house.store.all_portals().list_quarantined(None, 10).await.unwrap();
    assert_eq!(aside.len(), 1);
    assert_eq!(aside[0].member_id.as_ref(), Some(&portal));
    let after = Some((aside[0].source.as_str(), aside[0].position));
    assert!(house.store.all_portals().list_quarantined(after, 10).await.unwrap().is_empty());

    let retried = retry_quarantined(&house.store).await;
    assert_eq!((retried.events, retried.stay.len()), (0, 1), "nothing was mended");
    relent(&house).await;
    house
        .execute("INSERT INTO quarantine (source, position, received_at, reason, record) VALUES ('z', 1, 1, 'no', '')")
        .await;
    let retried = retry_quarantined(&house.store).await;
    assert_eq!((retried.events, retried.deletions, retried.stay.len()), (1, 1, 1));
    assert_eq!(retried.stay[0].0.source, "z", "what can't be read stays");
    assert_eq!(listed().await, ["1", "3", "4", "5", "2"]);
    assert_eq!(house.store.recount(|_, _| {}).await.unwrap(), [""; 0]);
    assert_eq!(tenant.verify(|_, _| {}).await.unwrap().fault, None);
    assert_eq!(house.store.all_portals().count_quarantined().await.unwrap(), 1);
}

#[tokio::test]
async fn worker_tries_again_what_somebody_asked_for_and_nothing_else() {
    let (house, portal) = (House::new().await, member_id(PORTAL));
    house.install(&portal, "some.bitrix24.com", "application-token").await;
    refuse(&house).await;
    house.log.append(&lead(&portal, Source::Live, 2, 1_742_807_199)).await.unwrap();
    house.indexed().await;
    let aside = house.store.all_portals().list_quarantined(None, 10).await.unwrap().remove(0);
    let retry = async || {
        retry_wanted(&house.store, house.clock.now()).await.unwrap();
        house.store.all_portals().list_quarantined(None, 10).await.unwrap().into_iter().next()
    };
    assert_eq!(retry().await.unwrap().tried_at, None, "nobody asked for it");
    let want = async || house.store.want_quarantined(&aside.source, aside.position, house.clock.now()).await.unwrap();
    assert!(want().await);
    let tried = retry().await.unwrap();
    assert_eq!((tried.wanted_at, tried.tried_at), (None, Some(house.clock.now())), "it is still refused");
    let QuarantineReason::Refused { detail } = &tried.reason else { panic!("{:?}", tried.reason) };
    assert!(detail.contains("refused"), "{detail}");
    relent(&house).await;
    assert!(want().await);
    assert!(retry().await.is_none());
    assert_eq!(house.store.tenant(&portal).find_portal().await.unwrap().unwrap().deletions, 1);
    assert!(!want().await, "it is not there any more");
}

#[tokio::test]
async fn what_was_reported_again_meanwhile_is_one_deletion() {
    let (house, portal) = (House::new().await, member_id(PORTAL));
    house.install(&portal, "some.bitrix24.com", "application-token").await;
    let event = lead(&portal, Source::Live, 2, 1_742_807_199);
    refuse(&house).await;
    house.log.append(&event).await.unwrap();
    house.indexed().await;
    relent(&house).await;
    house.log.append(&event).await.unwrap();
    house.indexed().await;
    let retried = retry_quarantined(&house.store).await;
    assert_eq!((retried.events, retried.deletions, retried.stay.len()), (1, 0, 0));
    let page = house.store.tenant(&portal).deletions().list_deletions(&Filter::default(), None, 50).await.unwrap();
    assert_eq!(page.items.len(), 1);
    assert_eq!(house.store.all_portals().count_quarantined().await.unwrap(), 0);
}

#[tokio::test]
async fn what_was_removed_meanwhile_does_not_come_back() {
    let (house, portal) = (House::new().await, member_id(PORTAL));
    house.install(&portal, "some.bitrix24.com", "application-token").await;
    refuse(&house).await;
    house.log.append(&lead(&portal, Source::Live, 2, 1_742_807_199)).await.unwrap();
    house.indexed().await;
    let aside = house.store.all_portals().list_quarantined(None, 10).await.unwrap().remove(0);
    relent(&house).await;
    let tenant = house.store.tenant(&portal);
    tenant.uninstall(true, house.clock.now()).await.unwrap();
    house.install(&portal, "some.bitrix24.com", "another-token").await;
    assert_eq!(house.store.all_portals().count_quarantined().await.unwrap(), 0, "it goes with all else");
    assert!(house.store.record_quarantined(&aside, &[]).await.unwrap().is_none(), "nobody takes it back a second time");
    let retried = retry_quarantined(&house.store).await;
    assert_eq!((retried.events, retried.deletions, retried.stay.len()), (0, 0, 0));
    assert!(tenant.deletions().list_deletions(&Filter::default(), None, 50).await.unwrap().items.is_empty());
}
