//! The overview: the state of the service, alarms with the button that helps, and the steps before the first portal.

use domain::failure::Failure;
use domain::health::AlarmKind;
use domain::operator::Role;
use domain::portal::Finding;
use domain::quarantine::QuarantineReason;
use domain::reach::Reach;
use poem::http::StatusCode;
use store::{Block, NewOperator, Process, Quarantined};
use time::Duration;

use super::dashboard::{EMAIL, OTHER, OWN, PASSWORD, browser, inside};
use super::roles::somebody;
use crate::support::{House, member_id};

#[tokio::test]
async fn before_the_first_portal_there_is_a_list_of_what_is_to_be_done() {
    let house = House::new().await;
    let hash = admin::password::hash(&PASSWORD.into()).unwrap();
    house.store.add_operator(&NewOperator::owner(EMAIL, &hash), house.clock.now()).await.unwrap();
    let browser = browser(&house);
    browser.log_in(EMAIL, PASSWORD).await;
    let page = browser.get("/admin").await;
    for text in [
        "Before the first portal",
        "Set TOMBSTONE_CLIENT_ID and TOMBSTONE_CLIENT_SECRET from the app’s card",
        "Set TOMBSTONE_PUBLIC_URL to the https address",
        "1 person can log in.",
        "http://127.0.0.1:8080/bitrix24/install</code>",
        "http://127.0.0.1:8080/bitrix24/app</code>",
        "http://127.0.0.1:8080/oauth/callback</code>",
        "imconnector, imopenlines, imbot, crm, ",
        "Waiting for the first portal",
    ] {
        assert!(page.has(text), "{text}: {}", page.body);
    }
    assert_eq!(page.body.matches("badge bad\">To do").count(), 2, "{}", page.body);
    assert_eq!(page.body.matches("badge ok\">Done").count(), 1);
    assert!(!page.has("<dl class=\"panel facts\">") && !page.has("All is well"));
    let limited = somebody(&house, "some@example.com", Role::Owner, Reach::Portals([].into())).await;
    assert!(!limited.get("/admin").await.has("Before the first portal"), "it is not theirs to set up");

    house.install(&member_id(OWN), "some-domain.bitrix24.com", "token").await;
    let page = browser.get("/admin").await;
    assert!(!page.has("Before the first portal") && page.has("<dl class=\"panel facts\">"));
}

#[tokio::test]
async fn alarm_has_the_button_that_helps_for_who_may_press_it() {
    let (house, owner) = inside().await;
    let now = house.clock.now();
    let own = member_id(OWN);
    house.store.tenant(&own).save_alarms(&[AlarmKind::SubscriptionsMissing, AlarmKind::Burst], now).await.unwrap();
    house.store.tenant(&member_id(OTHER)).save_alarms(&[AlarmKind::TokenFailing], now).await.unwrap();
    let page = owner.get("/admin").await;
    let button = |portal: &str, act: &str| format!("form=\"act\" formaction=\"/admin/portals/{portal}/{act}\"");
    assert!(page.body.contains(&button(OWN, "check")) && page.body.contains(&button(OTHER, "renew")), "{}", page.body);
    assert_eq!(page.body.matches("formaction").count(), 2, "nothing here helps against a burst");
    let answer = owner.post(&format!("/admin/portals/{OWN}/check"), &[("csrf", &page.csrf())]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "the page's own form has the token");
    let health = owner.get(&format!("/admin/portals/{OWN}/health")).await;
    assert!(health.body.contains(&button(OWN, "check")), "it stands in the alarm's card too");
    assert!(health.has("<b>Check subscriptions</b>") && health.has("href=\"/admin/settings#burst\""));
    let part = owner.get_with("/admin", &[("hx-request", "true")]).await;
    assert!(
        part.body.contains("formaction") && !part.has("<form") && !part.has("csrf"),
        "what refreshes stays the same"
    );

    let viewer = somebody(&house, "viewer@example.com", Role::Viewer, Reach::AllPortals).await;
    for page in ["/admin".to_owned(), format!("/admin/portals/{OWN}/health")] {
        let shown = viewer.get(&page).await;
        assert!(!shown.has("formaction") && !shown.has("Check subscriptions"), "{page}");
        assert!(shown.has("Tombstone tries to bind them again") && !shown.has("/admin/settings#burst"), "{page}");
    }
    let refused = Failure::ServerRefused { answer: "invalid_grant".to_owned() };
    house.store.tenant(&own).record_finding(Finding::TokensDead, 1, Some(refused), now, 0.5).await.unwrap();
    assert!(!owner.get("/admin").await.body.contains(&button(OWN, "check")), "a portal without tokens can't be asked");
}

#[tokio::test]
async fn strip_says_how_tokens_quarantine_and_indexing_are() {
    let (house, browser) = inside().await;
    let now = house.clock.now();
    let calm = browser.get("/admin").await;
    for text in ["All work", "Empty", "Up to date"] {
        assert!(calm.has(text), "{text}: {}", calm.body);
    }
    assert!(!calm.has("need attention") && !calm.has("due for renewal"));

    house.store.tenant(&member_id(OTHER)).record_token_failure(1, &Failure::ServerUnreachable, now, 0.5).await.unwrap();
    house
        .store
        .tenant(&member_id(OTHER))
        .save_alarms(&[AlarmKind::TokenFailing, AlarmKind::Silent], now)
        .await
        .unwrap();
    house.store.tenant(&member_id(OWN)).schedule(domain::schedule::Task::Renew, Some(now)).await.unwrap();
    let event = |portal: &str| Quarantined {
        position: 1,
        member_id: Some(member_id(portal)),
        received_at: 1,
        reason: QuarantineReason::Refused { detail: "no room".to_owned() },
        record: b"{}".to_vec(),
    };
    let after = house.store.find_cursor("some").await.unwrap();
    let quarantined = vec![event(OTHER)];
    let block = Block { source: "some", after, last: after + 1, deletions: Vec::new(), quarantined };
    house.store.record_block(&block).await.unwrap();
    let process = Process {
        id: "p".to_owned(),
        roles: "events".to_owned(),
        started_at: now,
        alive_at: now,
        spool_events: 5,
        spool_oldest_at: Some(now - Duration::minutes(2)),
        key_ids: Vec::new(),
    };
    house.store.save_process(&process).await.unwrap();
    let page = browser.get("/admin").await;
    for text in [
        "href=\"/admin/portals?alarm=token_failing\">1 failing",
        "1 due for renewal",
        "href=\"/admin/quarantine\">1 event",
        "2 minutes behind",
        "1 needs attention",
    ] {
        assert!(page.has(text), "{text}: {}", page.body);
    }
    let some = somebody(&house, "some@example.com", Role::Viewer, Reach::portal(member_id(OWN))).await;
    let page = some.get("/admin").await;
    assert!(page.has("All work") && page.has("Empty") && page.has("1 due for renewal"), "{}", page.body);
    assert!(!page.has("behind") && !page.has("Indexing"), "whose events they are is not known");
}
