//! Which tables have rows of a purged portal. The live schema gives the tables, so no later migration can miss one.

use std::collections::BTreeSet;

use domain::api_key::{Reach, Scope};
use domain::audit::AuditEntry;
use domain::coded::Recorded;
use domain::portal::{OfflineQueue, Plan, PurgeReason};
use domain::webhook::{Interest, WebhookSecret};
use store::{Call, NewApiKey, NewEndpoint, NewOperator, PendingEvent, PortalTokens, Repeatable};
use tests::postgres;
use time::Duration;

use super::{FOR_EVER, GONE, STAYS, Scene, event, portal};
use crate::support::House;

/// Tables that may keep a row, which says no more than that the portal was here.
const KEPT: [&str; 4] = [
    "audit",    // what happened and when
    "counters", // its last number and digest, where a new installation continues
    "portals",  // its identifier
    "receipts", // when and why its data was removed
];

/// The tables with this column.
async fn tables(house: &House, column: &str) -> Vec<String> {
    let sql = if postgres::is_chosen() {
        "SELECT table_name::text FROM information_schema.columns WHERE table_schema = 'public' AND column_name ="
    } else {
        "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name ="
    };
    house.place().query(&format!("{sql} '{column}' ORDER BY 1")).await
}

/// The tables with a row of the portal.
async fn tables_with(house: &House, word: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for table in tables(house, "member_id").await {
        let own = format!("SELECT member_id FROM {table} WHERE member_id = '{}' LIMIT 1", portal(word));
        if !house.place().query(&own).await.is_empty() {
            found.insert(table);
        }
    }
    found
}

async fn fill(house: &House, word: &str) {
    let (portal, now) = (portal(word), house.clock.now());
    let tenant = house.store.tenant(&portal);
    let call = Call {
        at: now,
        method: "event.get".to_owned(),
        status: Some(200),
        millis: 1,
        request: format!("{word}-request"),
        answer: format!("{word}-answer"),
    };
    tenant.record_call(&call).await.unwrap();
    let tokens = PortalTokens {
        access_token: format!("{word}-spare").into(),
        refresh_token: Some(format!("{word}-refresh").into()),
        expires_at: now,
        renew_at: now + Duration::days(130),
        user_id: Some(format!("{word}-robot")),
    };
    assert!(tenant.save_spare_tokens(&tokens, now).await.unwrap());
    tenant.note_administrator(&format!("{word}-user"), now).await.unwrap();
    let (name, reach) = (format!("{word}-key"), Reach::portal(portal.clone()));
    let key = NewApiKey { name, reach, scopes: vec![Scope::DeletionsRead], expires_at: None };
    house.store.create_api_key(&key, now).await.unwrap();
    let new = NewEndpoint {
        url: format!("https://{word}.example/"),
        description: format!("{word}-endpoint"),
        interest: Interest::default(),
        ordered: false,
    };
    let answer = format!("{word}-answer");
    let request = Repeatable { api_key_id: 1, key_hash: [1; 32], body_hash: [2; 32], answer };
    let endpoint = new.into_endpoint(Some(&portal), now);
    let secret = WebhookSecret::generate();
    assert!(tenant.webhooks().create(&endpoint, &secret, Some(&request)).await.unwrap());
    let seen = AuditEntry::CheckRequested { domain: format!("{word}.de") };
    let audit = async |actor: &str| house.store.record_audit(now, actor, Some(&portal), &seen).await;
    audit("you@example.com").await.unwrap();
    audit(&format!("API key 1 ({word}-key)")).await.unwrap();
    let (member_id, digest, body) = (portal.clone(), [1; 32], format!("event=ONAPPINSTALL&x={word}").into());
    let install = PendingEvent { member_id, digest, body, received_at: now, source: None, known: true };
    assert!(house.store.save_pending(&install).await.unwrap());
    let at = now.unix_timestamp() * 1_000_000;
    let bytes =
        if postgres::is_chosen() { format!("'\\x{}'", "00".repeat(8)) } else { format!("x'{}'", "00".repeat(8)) };
    for sql in [
        format!("INSERT INTO alarms (member_id, kind, since) VALUES ('{portal}', 'silent', {at})"),
        format!(
            "INSERT INTO webhook_deliveries (member_id, endpoint_id, message_id, kind, number, arrival, received_at, \
             data, state, attempts, tries, created_at) \
             VALUES ('{portal}', 'over-all', '{word}-message', 'portal.alarm', 0, 0, 0, '{word}-data', 2, 1, 1, {at})"
        ),
        format!(
            "INSERT INTO webhook_attempts VALUES ('{portal}', 'over-all', '{word}-message', {at}, 500, 'x', 1, '{word}')"
        ),
        format!(
            "INSERT INTO user_names (member_id, user_id, name, asked_at, due_at) VALUES ('{portal}', '7', '{word}', 1, {})",
            i64::MAX
        ),
        format!(
            "INSERT INTO titles (member_id, entity, entity_id, title, due_at) VALUES ('{portal}', 'crm.lead', '7', '{word}', {})",
            i64::MAX
        ),
        format!("INSERT INTO requests VALUES ('{portal}', 'check', 1, '{word}-outcome')"),
        format!("INSERT INTO gaps VALUES ('{portal}', 1, 2, 'open', 0, NULL, '{word}-reason')"),
        format!("INSERT INTO recoveries VALUES ('{portal}', 1, 2, 'failed', 0, 0, 1, '{word}-reason')"),
        format!(
            "INSERT INTO quarantine (source, position, member_id, received_at, reason, record) \
             VALUES ('{word}', 1, '{portal}', 1, '{word}-reason', {bytes})"
        ),
        format!(
            "UPDATE portals SET settings = '{{\"note\":\"{word}\"}}', retention_days = 300, license = '{word}-plan', handler = '{word}-handler', \
             look_detail = '{word}-trouble', token_error = '{word}-error' WHERE member_id = '{portal}'"
        ),
    ] {
        house.execute(&sql).await;
    }
    if postgres::is_chosen() {
        // As a version that did not know the code would have indexed it.
        house.execute(&format!("INSERT INTO terms VALUES ('{portal}', E'\\x01unknown', 1)")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_forgets_a_purged_portal_but_those_that_are_listed() {
    let scene = Box::pin(Scene::filled()).await;
    let house = &scene.house;
    scene.rounds(&mut scene.removers()).await;
    house.hands.advance(Duration::days(2));
    for word in [GONE, STAYS] {
        let mut late = super::LoggedEvent { generation: 1, source: super::Source::Live, event: event(word, "day") };
        late.event.ts = None; // in another hour, which completes the first hour's counts
        house.log.append(&late).await.unwrap();
        fill(house, word).await;
    }
    let reach = Reach::Portals([portal(GONE), portal(STAYS)].into());
    let both = NewOperator { reach, ..NewOperator::owner("both@example.com", "no hash") };
    house.store.add_operator(&both, house.clock.now()).await.unwrap();
    house.indexed().await;
    while house.store.roll_up(house.clock.now()).await.unwrap() {}
    let mut all: BTreeSet<String> = tables(house, "member_id").await.into_iter().collect();
    all.remove("receipts");
    assert_eq!(tables_with(house, GONE).await, all, "a new table needs a row here, and a decision what becomes of it");

    let tenant = portal(GONE);
    let tenant = house.store.tenant(&tenant);
    tenant.uninstall(false, house.clock.now()).await.unwrap();
    house.hands.advance(Duration::MINUTE);
    assert!(tenant.purge(PurgeReason::Operator, house.clock.now()).await.unwrap());
    scene.keep_house(FOR_EVER).await;
    scene.forget(&mut scene.removers(), GONE).await;
    let left = tables_with(house, GONE).await;
    assert!(left.iter().all(|table| KEPT.contains(&table.as_str())), "{left:?}");
    let lost: Vec<_> = all.difference(&tables_with(house, STAYS).await).cloned().collect();
    assert_eq!(lost, ["pending_events"], "the other has all of its own, but for an install that was verified");
    assert_eq!(tables(house, "portals").await, ["api_keys", "operators"], "who reaches a portal: leave_every_reach");
    assert!(house.store.list_api_keys().await.unwrap()[0].revoked_at.is_some());
    let both = house.store.find_operator("both@example.com").await.unwrap().unwrap();
    assert_eq!(both.reach, Reach::portal(portal(STAYS)), "also if it comes back");

    let audit = house.store.list_audit(9).await.unwrap();
    let lines = audit.iter().rev().filter(|line| line.member_id.as_deref() == Some(portal(GONE).as_str()));
    let said: Vec<_> = lines.map(|line| (line.actor.as_str(), line.entry.clone())).collect();
    let seen = || Recorded::Other { code: "check_requested".to_owned() };
    let purged = AuditEntry::PortalPurged { deletions: 303, reason: PurgeReason::Operator };
    assert_eq!(said, [("you@example.com", seen()), ("API key", seen()), ("command line", Recorded::Known(purged))]);
    let known = tenant.find_portal().await.unwrap().unwrap();
    assert_eq!((known.name(), known.deletions, known.language.as_deref()), (portal(GONE).as_str(), 0, None));
    assert_eq!(
        house.store.list_retentions(None, 9).await.unwrap().into_iter().filter(|(_, days)| *days == Some(300)).count(),
        2
    );
}

/// A call in flight during the purge writes its answer afterwards.
#[tokio::test]
async fn what_is_written_late_of_a_purged_portal_goes_within_the_hour() {
    let scene = Scene { house: House::new().await, neighbour: House::new().await };
    let (house, gone) = (&scene.house, portal(GONE));
    let tenant = house.store.tenant(&gone);
    house.install(&gone, "some.bitrix24.com", "token").await;
    scene.keep_house(FOR_EVER).await;
    tenant.uninstall(true, house.clock.now()).await.unwrap();
    assert!(tenant.purge_batch(house.clock.now()).await.unwrap());
    let plan = Plan { license: Some(GONE.to_owned()), ..Plan::default() };
    tenant.record_plan(&plan, OfflineQueue::Confirmed, house.clock.now()).await.unwrap();
    tenant.record_subscriptions(58, &[GONE.to_owned()], &[], house.clock.now()).await.unwrap();
    assert!(tables_with(house, GONE).await.contains("journal"));
    house.advance(Duration::HOUR).await;
    scene.keep_house(FOR_EVER).await;
    let left = tables_with(house, GONE).await;
    assert!(left.iter().all(|table| KEPT.contains(&table.as_str())), "{left:?}");
    assert_eq!(tenant.find_portal().await.unwrap().unwrap().plan, None);
}

#[tokio::test]
async fn portal_in_which_the_app_is_installed_is_not_purged() {
    let house = House::new().await;
    let gone = portal(GONE);
    let tenant = house.store.tenant(&gone);
    let reasons = [PurgeReason::Operator, PurgeReason::Uninstalled(90)];
    house.install(&gone, "some.bitrix24.com", "token").await;
    for reason in reasons {
        assert!(!tenant.purge(reason, house.clock.now()).await.unwrap());
    }
    // An unconfirmed removal may be forged.
    tenant.begin_removal(false, house.clock.now()).await.unwrap();
    house.hands.advance(Duration::days(100));
    assert_eq!(house.store.list_uninstalled_before(house.clock.now(), 9).await.unwrap(), []);
    assert!(!tenant.purge(reasons[1], house.clock.now()).await.unwrap());
    let removal = tenant.find_removal().await.unwrap().unwrap();
    tenant.finish_removal(removal.version, house.clock.now()).await.unwrap();
    assert_eq!(house.store.list_uninstalled_before(house.clock.now(), 9).await.unwrap(), std::slice::from_ref(&gone));
    house.install(&gone, "some.bitrix24.com", "token").await;
    assert_eq!(house.store.list_uninstalled_before(house.clock.now(), 9).await.unwrap(), []);
    assert!(!tenant.purge(reasons[1], house.clock.now()).await.unwrap());
}
