//! Endpoints disabled by their own 410, by failures, or by their owners.

use domain::audit::{AuditEntry, AuditKind};
use domain::coded::Recorded;
use domain::health::{AlarmKind, causes};
use domain::journal::JournalEntry;
use domain::schedule::Task;
use poem::http::Method;
use serde_json::{Value, json};
use store::AuditFilter;
use time::Duration;

use super::{OWN, Scene, own, portal};

impl Scene {
    async fn state(&self, hook: &str) -> (Value, Value, Value) {
        let mut endpoint = self.get(hook).await;
        (endpoint["status"].take(), endpoint["disabled_why"].take(), endpoint["pending"].take())
    }

    async fn tests(&self) -> usize {
        let filter = AuditFilter { kinds: vec![AuditKind::WebhookTested], ..AuditFilter::default() };
        self.house.store.list_audit_page(&filter, None, 10).await.unwrap().items.len()
    }

    /// The causes for alarm in the own portal, whose alarm check has to be due.
    async fn alarms(&self) -> Vec<AlarmKind> {
        let (store, now) = (&self.house.store, self.house.clock.now());
        let due = store.claim_due(Task::AlarmCheck, now, now + Duration::DAY, 10).await.unwrap();
        assert!(due.contains(&portal(OWN)), "{due:?}");
        causes(&store.tenant(&portal(OWN)).find_health(now).await.unwrap().unwrap(), now)
    }

    async fn statuses(&self, hook: &str) -> Vec<String> {
        let page = self.get(&format!("{hook}/deliveries")).await;
        page["items"].as_array().unwrap().iter().map(|one| one["status"].as_str().unwrap().to_owned()).collect()
    }
}

#[tokio::test]
async fn endpoint_that_says_it_is_gone_is_disabled() {
    let scene = Scene::new().await;
    let (hook, _) = scene.hook(&own(), json!({ "ordered": true })).await;
    scene.delete_lead(1).await;
    scene.delete_lead(2).await;
    scene.receiver.answer(410);
    assert_eq!(scene.deliver().await, 1);
    assert_eq!(scene.state(&hook).await, (json!("disabled"), json!("gone"), json!(0)));
    assert_eq!(scene.statuses(&hook).await, ["failed", "failed"]);
    scene.delete_lead(3).await;
    scene.house.hands.advance(Duration::DAY);
    assert_eq!(scene.deliver().await, 0);
    assert_eq!(scene.statuses(&hook).await.len(), 2, "nothing is queued for it");

    let own_portal = portal(OWN);
    let journal = scene.house.store.tenant(&own_portal).list_journal(1).await.unwrap();
    assert!(matches!(&journal[0].entry, Recorded::Known(JournalEntry::WebhookDisabled { gone: true, .. })));
    let audit = scene.house.store.list_audit(9).await.unwrap();
    let line = audit.iter().find(|line| line.actor == "worker").expect("the worker is audited");
    assert!(matches!(&line.entry, Recorded::Known(AuditEntry::WebhookDisabled { gone: true, host, .. })
        if host.starts_with("127.0.0.1:")));

    scene.receiver.answer(200);
    scene.call(Method::PATCH, &hook, Some(json!({ "status": "enabled" }))).await.with(200);
    assert_eq!(scene.state(&hook).await, (json!("enabled"), json!(null), json!(0)));
    let again = json!({ "since": "2026-11-20T12:00:00Z" });
    let queued = scene.call(Method::POST, &format!("{hook}/redeliver"), Some(again)).await.with(202);
    assert_eq!(queued["scheduled"], 3);
    scene.receiver.take();
    for _ in 0..3 {
        assert_eq!(scene.deliver().await, 1);
    }
    assert_eq!(scene.leads(), ["1", "2", "3"], "also what came while it was disabled");
}

#[tokio::test]
async fn endpoint_that_was_disabled_alarms_until_it_is_enabled_or_removed() {
    let scene = Scene::new().await;
    let (first, _) = scene.hook(&own(), json!({})).await;
    assert_eq!(scene.alarms().await, []);
    scene.receiver.answer(410);
    scene.delete_lead(1).await;
    scene.deliver().await;
    assert_eq!(scene.alarms().await, [AlarmKind::WebhookDisabled]);
    scene.call(Method::PATCH, &first, Some(json!({ "status": "enabled" }))).await.with(200);
    assert_eq!(scene.alarms().await, []);
    scene.delete_lead(2).await;
    scene.deliver().await;
    assert_eq!(scene.alarms().await, [AlarmKind::WebhookDisabled]);
    scene.call(Method::DELETE, &first, None).await.with(204);
    assert_eq!(scene.alarms().await, []);
    let (second, _) = scene.hook(&own(), json!({})).await;
    scene.call(Method::PATCH, &second, Some(json!({ "status": "disabled" }))).await.with(200);
    assert_eq!(scene.alarms().await, [], "somebody wanted it");
}

#[tokio::test]
async fn endpoint_that_only_fails_is_disabled_in_the_end() {
    let scene = Scene::new().await;
    let (hook, _) = scene.hook("/webhooks", json!({})).await;
    scene.receiver.answer(500);
    scene.delete_lead(1).await;
    scene.deliver().await;
    scene.house.hands.advance(Duration::hours(119));
    scene.deliver().await;
    assert_eq!(scene.state(&hook).await.0, "enabled");
    scene.house.hands.advance(Duration::hours(1));
    scene.delete_lead(2).await;
    scene.delete_lead(3).await;
    scene.deliver().await;
    assert_eq!(scene.state(&hook).await, (json!("disabled"), json!("failing"), json!(0)));
    assert_eq!(scene.statuses(&hook).await, ["failed"; 3]);
    let audit = scene.house.store.list_audit(1).await.unwrap();
    assert!(matches!(&audit[0].entry, Recorded::Known(AuditEntry::WebhookDisabled { gone: false, .. })));
}

#[tokio::test]
async fn disabled_endpoint_takes_no_tests_and_no_redelivery() {
    let scene = Scene::new().await;
    let (hook, _) = scene.hook(&own(), json!({})).await;
    scene.delete_lead(1).await;
    scene.call(Method::PATCH, &hook, Some(json!({ "status": "disabled" }))).await.with(200);
    assert_eq!(scene.state(&hook).await, (json!("disabled"), json!("requested"), json!(0)));
    assert_eq!((scene.statuses(&hook).await, scene.deliver().await), (vec!["failed".to_owned()], 0));
    let again = json!({ "since": "2026-11-20T12:00:00Z" });
    for (what, body) in [("test", None), ("redeliver", Some(again))] {
        let refused = scene.call(Method::POST, &format!("{hook}/{what}"), body).await.with(409);
        assert_eq!(refused["code"], "webhook_disabled");
    }
    assert_eq!(scene.tests().await, 0, "nothing was sent");
    scene.call(Method::PATCH, &hook, Some(json!({ "status": "enabled" }))).await.with(200);
    scene.call(Method::POST, &format!("{hook}/test"), None).await.with(202);
    assert_eq!(scene.tests().await, 1, "the audit says so");
}

#[tokio::test]
async fn deleted_endpoint_is_gone_with_all_that_was_pending() {
    let scene = Scene::new().await;
    let (hook, _) = scene.hook(&own(), json!({})).await;
    scene.delete_lead(1).await;
    assert_eq!(scene.call(Method::DELETE, &hook, None).await.status, 204);
    for method in [Method::GET, Method::DELETE] {
        assert_eq!(scene.call(method, &hook, None).await.with(404)["code"], "webhook_not_found");
    }
    scene.delete_lead(2).await;
    assert_eq!(scene.deliver().await, 0);
    while scene.house.store.tidy_webhooks(scene.house.clock.now()).await.unwrap() {}
    for table in ["webhook_endpoints", "webhook_deliveries"] {
        let rows = scene.house.place().query(&format!("SELECT member_id FROM {table}")).await;
        assert_eq!(rows, [""; 0], "{table}");
    }
}

#[tokio::test]
async fn messages_and_attempts_are_kept_for_a_month() {
    let scene = Scene::new().await;
    let (hook, _) = scene.hook(&own(), json!({})).await;
    scene.delete_lead(1).await;
    scene.deliver().await;
    let tidy = async || while scene.house.store.tidy_webhooks(scene.house.clock.now()).await.unwrap() {};
    scene.house.hands.advance(Duration::days(29));
    tidy().await;
    let path = format!("{hook}/deliveries/msg_{OWN}_1");
    assert_eq!(scene.get(&path).await["log"].as_array().unwrap().len(), 1);
    scene.delete_lead(2).await;
    scene.house.hands.advance(Duration::days(2));
    tidy().await;
    assert_eq!(scene.call(Method::GET, &path, None).await.with(404)["code"], "message_not_found");
    assert_eq!(scene.statuses(&hook).await, ["pending"]);
    let attempts = scene.house.place().query("SELECT member_id FROM webhook_attempts").await;
    assert_eq!(attempts, [""; 0]);
}
