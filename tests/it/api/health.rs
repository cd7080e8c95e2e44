//! A portal's health, and requests to act on it.

use domain::api_key::{Reach, Scope};
use domain::audit::AuditKind;
use domain::burst::Burst;
use domain::failure::Failure;
use domain::health::AlarmKind;
use domain::portal::{Finding, OfflineQueue, Plan};
use domain::schedule::Task;
use poem::http::header;
use serde_json::json;
use time::Duration;

use super::{Answer, BOT, OTHER, OWN, Scene, portal, portal_path};

impl Scene {
    async fn post(&self, path: &str, key: &str) -> Answer {
        let request = self.client.post(path).header(header::AUTHORIZATION, format!("Bearer {key}"));
        Answer::of(request.send().await.0).await
    }

    async fn manager(&self) -> String {
        self.key_with(Reach::portal(portal(OWN)), &[Scope::PortalsManage], None).await
    }
}

#[tokio::test]
async fn health_is_everything_that_is_known() {
    let scene = Scene::new().await;
    let (own, house) = (portal(OWN), &scene.house);
    let tenant = house.store.tenant(&own);
    scene.delete(BOT, &[]).await;
    let now = house.clock.now();
    tenant.record_subscriptions(3, &["ONTASKDELETE".into()], &[], now).await.unwrap();
    let plan =
        Plan { license: Some("en_basic".into()), app_version: Some("3".into()), days: Some(12), ..Plan::default() };
    tenant.record_plan(&plan, OfflineQueue::Confirmed, now).await.unwrap();
    tenant.record_probe_sent(now).await.unwrap();
    tenant.record_probe_received(now + Duration::milliseconds(750)).await.unwrap();
    tenant.schedule(Task::SubscriptionCheck, Some(now + Duration::DAY)).await.unwrap();
    tenant.save_alarms(&[AlarmKind::SubscriptionsMissing], now).await.unwrap();

    let mut days = vec![0; 28];
    days[0] = 1;
    let meaning = words::english().alarm_meaning(AlarmKind::SubscriptionsMissing);
    let advice = words::english().alarm_advice(AlarmKind::SubscriptionsMissing, true);
    let since = "2026-11-20T12:01:00Z";
    let alarm = json!({"kind": "subscriptions_missing", "since": since, "meaning": meaning, "burst": null});
    let mut advised = alarm.clone();
    advised["advice"] = advice.into();
    let expected = json!({
        "member_id": OWN,
        "domain": "own.bitrix24.com",
        "status": "active",
        "app_status": "F",
        "finished": true,
        "scopes": ["crm", "imbot", "imconnector", "imopenlines"],
        "installed_at": "2026-11-20T12:00:00Z",
        "last_event_at": "2026-11-20T12:01:00Z",
        "deletions": 1,
        "token": {
            "state": "ok",
            "expires_at": "2026-11-20T13:00:00Z",
            "refreshed_at": "2026-11-20T12:00:00Z",
            "renew_at": "2027-03-30T12:00:00Z",
            "error": null,
        },
        "subscriptions":
            {"expected": 3, "found": 2, "missing": ["ONTASKDELETE"], "checked_at": "2026-11-20T12:01:00Z"},
        "payment": {"expired": false, "days": 12, "license": "en_basic", "checked_at": "2026-11-20T12:01:00Z"},
        "offline_queue": "confirmed",
        "probe": {"at": "2026-11-20T12:01:00Z", "seconds": 0.75},
        "app_version": "3",
        "events_last_day": 1,
        "usual_per_day": null,
        "days": days,
        "subscription_check_at": "2026-11-21T12:01:00Z",
        "condition": "alarmed",
        "alarms": [advised],
    });
    let key = scene.own_key().await;
    assert_eq!(scene.get(&portal_path(OWN, "/health"), &key).await.ok(), expected);

    let mut listed = expected;
    let fields = listed.as_object_mut().unwrap();
    for field in ["app_version", "events_last_day", "usual_per_day", "days", "subscription_check_at"] {
        fields.remove(field);
    }
    listed["alarms"] = json!([alarm]);
    assert_eq!(scene.get(&portal_path(OWN, ""), &key).await.ok(), listed);
    assert_eq!(scene.get("/api/v1/portals", &key).await.ok()["items"], json!([listed]));
    let master = scene.master_key().await;
    let alarmed = scene.get("/api/v1/portals?alarm=subscriptions_missing", &master).await.ok();
    assert_eq!(alarmed["items"], json!([listed]));
    for (query, key) in [("alarm=silent", &master), ("alarm=silent", &key)] {
        assert_eq!(scene.get(&format!("/api/v1/portals?{query}"), key).await.ok()["items"], json!([]));
    }
    scene.get("/api/v1/portals?alarm=fire", &master).await.is_problem(400, "invalid_parameter");
}

#[tokio::test]
async fn what_is_asked_for_is_due_and_audited() {
    let scene = Scene::new().await;
    let (own, store, now) = (portal(OWN), &scene.house.store, scene.house.clock.now());
    let key = scene.manager().await;
    let requested_tasks = [
        ("/check", Task::SubscriptionCheck, AuditKind::CheckRequested),
        ("/probe", Task::Probe, AuditKind::ProbeRequested),
        ("/recover", Task::Recover, AuditKind::RecoveryRequested),
    ];
    for (action, task, kind) in requested_tasks {
        store.tenant(&own).schedule(task, None).await.unwrap();
        store.tenant(&portal(OTHER)).schedule(task, None).await.unwrap();
        let answer = scene.post(&portal_path(OWN, action), &key).await;
        assert_eq!((answer.status.as_u16(), answer.json()), (202, json!({"result": "scheduled"})));
        let due = store.claim_due(task, now, now + Duration::MINUTE, 10).await.unwrap();
        assert_eq!(due, std::slice::from_ref(&own));
        let line = store.list_audit(1).await.unwrap().remove(0);
        assert_eq!((line.entry.code().as_str(), line.actor.as_str()), (kind.as_str(), "API key 1 (test)"));
    }
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_with_its_reason() {
    let scene = Scene::new().await;
    let (own, now) = (portal(OWN), scene.house.clock.now());
    let tenant = scene.house.store.tenant(&own);
    let key = scene.manager().await;
    tenant.record_finding(Finding::PaymentEnded, 1, None, now, 0.5).await.unwrap();
    scene.post(&portal_path(OWN, "/probe"), &key).await.is_problem(409, "portal_not_callable");
    assert_eq!(scene.post(&portal_path(OWN, "/check"), &key).await.status.as_u16(), 202);
    let refused = Failure::ServerRefused { answer: "invalid_grant".to_owned() };
    tenant.record_finding(Finding::TokensDead, 1, Some(refused), now, 0.5).await.unwrap();
    for action in ["/check", "/probe", "/recover"] {
        let answer = scene.post(&portal_path(OWN, action), &key).await;
        answer.is_problem(409, "portal_not_callable");
        assert!(answer.body.contains("refuses the portal's tokens"), "{answer:?}");
    }
    tenant.uninstall(false, now).await.unwrap();
    scene.post(&portal_path(OWN, "/check"), &key).await.is_problem(409, "portal_not_callable");
}

#[tokio::test]
async fn health_keeps_to_reach_and_scope() {
    let scene = Scene::new().await;
    let (own, manager) = (scene.own_key().await, scene.manager().await);
    scene.get(&portal_path(OWN, "/health"), &manager).await.is_problem(403, "insufficient_scope");
    let unknown = "0000000000000000000000000000dead";
    for portal in [OTHER, unknown, "a%20b"] {
        scene.get(&portal_path(portal, "/health"), &own).await.is_problem(404, "portal_not_found");
    }
    scene.get(&portal_path(unknown, "/health"), &scene.master_key().await).await.is_problem(404, "portal_not_found");
    for action in ["/check", "/probe", "/recover"] {
        scene.post(&portal_path(OWN, action), &own).await.is_problem(403, "insufficient_scope");
        for portal in [OTHER, unknown, "a%20b"] {
            scene.post(&portal_path(portal, action), &manager).await.is_problem(404, "portal_not_found");
        }
        scene.post(&portal_path(OWN, action), "nobody").await.is_problem(401, "unauthorized");
        scene.get(&portal_path(OWN, action), &own).await.is_problem(405, "method_not_allowed");
    }
}

#[tokio::test]
async fn burst_is_told_by_whom_and_of_what() {
    let scene = Scene::new().await;
    let (own, now) = (portal(OWN), scene.house.clock.now());
    let (user_id, event) = (Some("12".to_owned()), Some("ONCRMLEADDELETE".to_owned()));
    let burst = Burst { user_id, event, deletions: 120, from: now, to: now, seen_at: now };
    assert!(scene.house.store.tenant(&own).save_burst(&burst, now).await.unwrap());
    let key = scene.key(Reach::portal(own)).await;
    let portal = scene.get(&portal_path(OWN, ""), &key).await.json();
    let (at, alarm) = ("2026-11-20T12:00:00Z", &portal["alarms"][0]);
    assert_eq!((&alarm["kind"], &alarm["since"]), (&json!("burst"), &json!(at)));
    let told = json!({"user_id": "12", "event": "ONCRMLEADDELETE", "entity": "crm.lead", "deletions": 120, "from": at,
        "to": at});
    assert_eq!(alarm["burst"], told);
    assert!(alarm["meaning"].as_str().unwrap().starts_with("User 12 deleted 120 items"), "{alarm}");
}
