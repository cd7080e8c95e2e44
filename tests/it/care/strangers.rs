//! What strangers and ordinary users can't do, and what is not lost while a portal or a server is unreachable.

use domain::event::Arrival;
use domain::portal::{PortalStatus, Subscriptions, TokenHealth};
use domain::refusal::RefusalReason;
use domain::schedule::Task;
use domain::wire::decode_form;
use events::Receiver;
use poem::test::TestClient;
use portals::{InstallEvent, InstallResult};
use sim::Fault;
use time::Duration;

use super::Scene;

const FORM: &str = "application/x-www-form-urlencoded";

impl Scene {
    /// The receiver's status for a form.
    async fn post(&self, fields: &[(&str, &str)]) -> u16 {
        let house = &self.house;
        let installer = self.outward.installer.clone();
        let receiver = Receiver::new(house.store.clone(), house.log.clone(), installer, house.clock.clone());
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let client = TestClient::new(events::routes(receiver));
        client.post("/bitrix24/events").content_type(FORM).body(body).send().await.0.status().as_u16()
    }

    /// `ONAPPUPDATE` with a user's tokens and another `application_token`.
    fn update(&self, user: u64, application_token: &str) -> Arrival {
        let pair = self.portal.tokens(user);
        let (endpoint, ts) = (format!("{}rest/", self.portal.url()), self.house.clock.now().unix_timestamp());
        let body = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("event", "ONAPPUPDATE")
            .append_pair("ts", &ts.to_string())
            .append_pair("auth[member_id]", self.member_id.as_str())
            .append_pair("auth[client_endpoint]", &endpoint)
            .append_pair("auth[access_token]", &pair.access)
            .append_pair("auth[refresh_token]", &pair.refresh)
            .append_pair("auth[application_token]", application_token)
            .finish();
        Arrival::parse(decode_form(body.as_bytes()).unwrap()).unwrap()
    }

    async fn is_proven_by(&self, token: &str) -> bool {
        let store = &self.house.store;
        let hash = store.hash_key().application_token(&self.member_id, &token.to_owned().into());
        store.tenant(&self.member_id).find_cached_portal().await.unwrap().unwrap().is_proven_by(hash)
    }
}

#[tokio::test]
async fn update_waits_while_the_portal_can_not_say_who_sent_it() {
    let scene = Scene::new().await;
    scene.portal.fault("user.admin", Fault::error("QUERY_LIMIT_EXCEEDED"), Some(1));
    let update = scene.update(1, "another");
    assert_eq!(scene.outward.installer.install_event(&update, None).await.unwrap(), InstallEvent::Pending);
    assert!(!scene.is_proven_by("another").await);
    let waiting = scene.house.store.list_pending(10).await.unwrap();
    assert!(!scene.outward.installer.install_pending(&waiting[0]).await.unwrap());
    assert!(scene.is_proven_by("another").await);
}

#[tokio::test]
async fn install_that_waited_longer_than_its_token_lives_is_renewed() {
    let scene = Scene::new().await;
    scene.sim.fault("*", Fault::Status(503), None);
    let update = scene.update(1, "another");
    assert_eq!(scene.outward.installer.install_event(&update, None).await.unwrap(), InstallEvent::Pending);
    scene.sim.clear_faults();
    scene.house.hands.advance(Duration::hours(3));
    for _ in 0..2 {
        for waiting in scene.house.store.list_pending(10).await.unwrap() {
            scene.outward.installer.install_pending(&waiting).await.unwrap();
        }
    }
    assert!(scene.is_proven_by("another").await);
    assert!(scene.house.store.list_pending(10).await.unwrap().is_empty());
}

#[tokio::test]
async fn ordinary_user_takes_over_no_installation_that_is_not_complete() {
    let scene = Scene::bare().await;
    assert!(matches!(scene.install_with(1, None).await, InstallResult::Installed(_)));
    let ordinary = scene.portal.users().into_iter().find(|user| !user.admin).unwrap().id;
    let refused = scene.install_with(ordinary, Some("made-up")).await;
    let InstallResult::Refused(why) = refused else { panic!("{refused:?}") };
    assert_eq!(why, RefusalReason::NotAdministrator);
    assert!(!scene.is_proven_by("made-up").await);
    let user = scene.house.store.tenant(&scene.member_id).find_access().await.unwrap().unwrap().user_id;
    assert_eq!(user.as_deref(), Some("1"));
}

#[tokio::test]
async fn payment_events_of_strangers_make_us_ask_once_in_a_while() {
    let scene = Scene::new().await;
    scene.let_only(Task::Probe).await;
    let payment = [("event", "ONAPPPAYMENT"), ("auth[member_id]", scene.member_id.as_str())];
    for _ in 0..5 {
        assert_eq!(scene.post(&payment).await, 200);
        scene.care().await;
    }
    assert_eq!(scene.portal.calls("app.info"), 1);
    scene.portal.switch(|switches| switches.payment_expired = true);
    scene.house.hands.advance(Duration::minutes(11));
    assert_eq!(scene.post(&payment).await, 200);
    scene.care().await;
    assert_eq!(scene.facts().await.status, PortalStatus::PaymentRequired);
}

#[tokio::test]
async fn payment_event_that_comes_too_soon_waits_until_the_portal_may_be_asked() {
    let scene = Scene::new().await;
    scene.let_only(Task::Probe).await;
    let payment = [("event", "ONAPPPAYMENT"), ("auth[member_id]", scene.member_id.as_str())];
    assert_eq!(scene.post(&payment).await, 200); // made up by somebody
    scene.care().await;
    scene.let_only(Task::Renew).await;
    scene.portal.switch(|switches| switches.payment_expired = true);
    scene.house.hands.advance(Duration::minutes(1));
    for _ in 0..3 {
        assert_eq!(scene.post(&payment).await, 200);
        scene.care().await;
    }
    assert_eq!((scene.portal.calls("app.info"), scene.facts().await.status), (1, PortalStatus::Active));
    scene.house.hands.advance(Duration::minutes(9));
    scene.care().await;
    assert_eq!(scene.facts().await.status, PortalStatus::PaymentRequired);
    let asked = scene.portal.calls("app.info");
    scene.house.hands.advance(Duration::minutes(11));
    scene.care().await;
    assert_eq!(scene.portal.calls("app.info"), asked, "nothing waits any more");
}

#[tokio::test]
async fn payment_event_after_news_is_followed_at_once() {
    let scene = Scene::new().await;
    scene.let_only(Task::Probe).await;
    let payment = [("event", "ONAPPPAYMENT"), ("auth[member_id]", scene.member_id.as_str())];
    for expired in [true, false, true] {
        scene.portal.switch(|switches| switches.payment_expired = expired);
        assert_eq!(scene.post(&payment).await, 200);
        scene.care().await;
        let expected = if expired { PortalStatus::PaymentRequired } else { PortalStatus::Active };
        assert_eq!(scene.facts().await.status, expected);
    }
}

#[tokio::test]
async fn payment_event_that_comes_while_the_portal_is_asked_waits_too() {
    let scene = Scene::new().await;
    scene.let_only(Task::Probe).await;
    let (tenant, now) = (scene.house.store.tenant(&scene.member_id), scene.house.clock.now());
    let pause = Duration::minutes(10);
    assert_eq!(tenant.take_hint(now, pause).await.unwrap(), Some(now));
    let claimed = now + Duration::minutes(5);
    assert_eq!(scene.house.store.claim_due(Task::SubscriptionCheck, now, claimed, 9).await.unwrap().len(), 1);
    assert_eq!(tenant.take_hint(now + Duration::SECOND, pause).await.unwrap(), Some(now + pause));
    let (done, tomorrow) = (now + Duration::seconds(2), Some(now + Duration::DAY));
    tenant.reschedule(Task::SubscriptionCheck, claimed, tomorrow, done).await.unwrap();
    assert_eq!(tenant.find_due(Task::SubscriptionCheck).await.unwrap(), Some(now + pause));
    tenant.reschedule(Task::SubscriptionCheck, now + pause, tomorrow, now + pause).await.unwrap();
    assert_eq!(tenant.find_due(Task::SubscriptionCheck).await.unwrap(), tomorrow);
}

#[tokio::test]
async fn install_without_tokens_of_a_known_portal_makes_us_ask_it() {
    let scene = Scene::new().await;
    scene.let_only(Task::Probe).await;
    let token = scene.portal.application_token();
    for event in ["ONAPPINSTALL", "ONAPPUPDATE"] {
        let bare = |token| {
            [("event", event), ("auth[member_id]", scene.member_id.as_str()), ("auth[application_token]", token)]
        };
        assert_eq!(scene.post(&bare("made-up")).await, 403, "{event}");
        assert_eq!(scene.post(&bare(&token)).await, 200, "{event}");
    }
    let calls = scene.portal.calls("app.info");
    scene.care().await;
    assert_eq!(scene.portal.calls("app.info"), calls + 1);
    let stranger =
        [("event", "ONAPPINSTALL"), ("auth[member_id]", "stranger"), ("auth[application_token]", token.as_str())];
    assert_eq!(scene.post(&stranger).await, 403);
    assert!(scene.is_proven_by(&token).await);
}

#[tokio::test]
async fn what_a_closed_portal_sends_when_it_is_open_again_is_kept() {
    let scene = Scene::new().await;
    scene.portal.switch(|switches| switches.deleted = true);
    scene.check_subscriptions().await;
    assert_eq!(scene.facts().await.status, PortalStatus::Deleted);
    scene.portal.switch(|switches| switches.deleted = false);
    let token = scene.portal.application_token();
    let event = [
        ("event", "ONCRMLEADDELETE"),
        ("data[FIELDS][ID]", "7"),
        ("auth[member_id]", scene.member_id.as_str()),
        ("auth[application_token]", &token),
    ];
    assert_eq!(scene.post(&event).await, 200);
    scene.house.indexed().await;
    assert_eq!(scene.facts().await.deletions, 1);
    scene.house.hands.advance(Duration::minutes(2));
    scene.care().await;
    assert_eq!(scene.facts().await.status, PortalStatus::Active);
}

#[tokio::test]
async fn token_that_a_portal_repeats_is_not_logged() {
    let scene = Scene::new().await;
    let tenant = scene.house.store.tenant(&scene.member_id);
    let token = tenant.find_access().await.unwrap().unwrap().access_token;
    let token = secrecy::ExposeSecret::expose_secret(&token).to_owned();
    let description = Some(format!("no rights for {token}"));
    scene.portal.fault("profile", Fault::Error { code: "ACCESS_DENIED".into(), status: None, description }, None);
    assert!(scene.call().await.is_err());
    let calls = format!("{:?}", tenant.list_calls(10).await.unwrap());
    assert!(calls.contains("no rights for ***") && !calls.contains(&token), "{calls}");
    assert_eq!(scene.state().await.1, TokenHealth::Ok);
}

#[test]
fn offline_handlers_are_not_counted_among_the_events() {
    let missing = ["A", "A (offline)", "B (offline)"].map(str::to_owned).into();
    let known = Subscriptions { expected: 58, missing, checked_at: time::OffsetDateTime::UNIX_EPOCH };
    assert_eq!(known.found(), 57);
}
