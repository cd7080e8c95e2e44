//! API keys, settings, quarantine, and the audit as a list and a file.

use domain::api_key::Scope;
use domain::audit::{AuditEntry, AuditKind};
use domain::quarantine::QuarantineReason;
use domain::reach::Reach;
use poem::http::{StatusCode, header};
use store::{Block, Quarantined};
use time::Duration;

use super::dashboard::{EMAIL, OTHER, OWN, inside};
use super::people::post;
use super::roles::lines;
use crate::support::{House, member_id};

#[tokio::test]
async fn key_is_shown_once_and_opens_until_it_is_revoked() {
    let (house, owner) = inside().await;
    let fields = [
        ("name", "the archive"),
        ("deletions:read", "yes"),
        ("portals", "other.bitrix24.de some-domain.bitrix24.com"),
        ("days", "30"),
    ];
    let made = post(&owner, "/admin/api-keys", &fields).await;
    assert_eq!(made.status, StatusCode::OK);
    let (_, rest) = made.body.split_once("tomb_").expect("the key");
    let text = format!("tomb_{}", rest.split('<').next().unwrap());
    let key = house.store.find_api_key(&text).await.unwrap().expect("it is known");
    assert_eq!(key.reach, Reach::Portals([member_id(OWN), member_id(OTHER)].into()));
    assert_eq!(key.scopes, [Scope::DeletionsRead]);
    assert_eq!(key.expires_at, Some(house.clock.now() + Duration::days(30)));
    assert!(lines(&house, AuditKind::ApiKeyCreated).await.len() == 1);

    let list = owner.get("/admin/api-keys").await;
    assert!(list.has("the archive") && list.has("2 portals") && list.has("Never") && !list.has(&text));
    let (_, asks) = list.body.split_once("<summary>Revoke").expect("a question before the button");
    let (loss, button) = (asks.find("Programs can no longer use this key"), asks.find("<button"));
    assert!(loss.is_some() && loss < button && asks.find("/admin/api-keys/revoke") < button, "{asks}");
    house.store.note_api_key_use(key.id, house.clock.now()).await.unwrap();
    house.hands.advance(Duration::HOUR);
    assert!(owner.get("/admin/api-keys").await.has("1 hour ago"));
    let revoked = post(&owner, "/admin/api-keys/revoke", &[("id", &key.id.to_string())]).await;
    assert_eq!(revoked.header(header::LOCATION), "/admin/api-keys?done=revoked");
    assert!(house.store.find_api_key(&text).await.unwrap().unwrap().revoked_at.is_some());
    assert!(owner.get("/admin/api-keys").await.has("Revoked"));
}

#[tokio::test]
async fn key_that_is_not_thought_through_is_not_made() {
    let (house, owner) = inside().await;
    for (fields, says) in [
        (vec![("deletions:read", "yes"), ("all_portals", "yes")], "Give the key a name"),
        (vec![("name", "x"), ("all_portals", "yes")], "at least one permission"),
        (vec![("name", "x"), ("deletions:read", "yes")], "Either choose all portals or name some"),
        (vec![("name", "x"), ("deletions:read", "yes"), ("all_portals", "yes"), ("portals", OWN)], "not both"),
        (vec![("name", "x"), ("deletions:read", "yes"), ("portals", "nowhere")], "No portal here is called “nowhere”"),
    ] {
        let answer = post(&owner, "/admin/api-keys", &fields).await;
        assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.has(says), "{says}: {}", answer.body);
    }
    assert_eq!(house.store.list_api_keys().await.unwrap(), []);
}

#[tokio::test]
async fn settings_are_shown_and_retention_is_set_for_a_portal() {
    let (house, owner) = inside().await;
    let page = owner.get("/admin/settings").await;
    assert!(page.has("TOMBSTONE_CLIENT_SECRET") && page.has("Set, hidden") && page.has("30 days"));
    let set = post(&owner, "/admin/settings/retention", &[("portal", "some-domain.bitrix24.com"), ("days", "7")]).await;
    assert_eq!(set.header(header::LOCATION), "/admin/settings?done=retention");
    assert!(owner.get("/admin/settings").await.has("7 days"));
    let kept = house.store.list_retentions(None, 9).await.unwrap();
    assert!(kept.contains(&(member_id(OWN), Some(7))));
    let entry = AuditEntry::RetentionSet { domain: "some-domain.bitrix24.com".into(), days: Some(7) };
    let line = &lines(&house, AuditKind::RetentionSet).await[0];
    assert_eq!((line.entry.known(), line.member_id.as_deref()), (Some(&entry), Some(OWN)));
    for (portal, days) in [("", "7"), ("nowhere", "7"), (OWN, "-1"), (OWN, "65536"), (OWN, "soon")] {
        let answer = post(&owner, "/admin/settings/retention", &[("portal", portal), ("days", days)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{portal} {days}");
    }
    post(&owner, "/admin/settings/retention", &[("portal", OWN), ("days", "")]).await;
    assert!(house.store.list_retentions(None, 9).await.unwrap().contains(&(member_id(OWN), None)));
}

/// Quarantines an event that can't be indexed, and one that can't be read.
async fn quarantine(house: &House) {
    let record = br#"{"generation":1,"source":"live","event":{"e":"ONCRMLEADDELETE","m":"bac1cd5c8940947a75e0d71b1a84e348","d":{"FIELDS":{"ID":"<script>"}},"t":"1773760577","a":{}}}"#;
    let event = |position, member_id, record: &[u8]| Quarantined {
        position,
        member_id,
        received_at: domain::clock::micros(house.clock.now()),
        reason: QuarantineReason::Refused { detail: format!("reason {position}") },
        record: record.to_vec(),
    };
    let quarantined = vec![event(1, Some(member_id(OWN)), record), event(2, None, b"nonsense")];
    let block = Block { source: "some:log", after: 0, last: 2, deletions: Vec::new(), quarantined };
    house.store.record_block(&block).await.unwrap();
}

#[tokio::test]
async fn quarantined_events_are_shown_tried_again_and_thrown_away() {
    let (house, owner) = inside().await;
    assert!(owner.get("/admin/quarantine").await.has("No events in quarantine"));
    quarantine(&house).await;
    let page = owner.get("/admin/quarantine").await;
    assert!(
        page.has("2 events")
            && page.has("The database refuses the event. It says: reason 1.")
            && page.has(OWN)
            && page.has("can’t read this event")
    );
    assert!(page.has("ONCRMLEADDELETE") && !page.has("<script>"));

    let retry = post(&owner, "/admin/quarantine/retry", &[("event", "some:log:1")]).await;
    assert_eq!(retry.header(header::LOCATION), "/admin/quarantine?done=wanted");
    let wanted = house.store.list_wanted_quarantined(9).await.unwrap();
    assert_eq!(wanted.iter().map(|event| event.position).collect::<Vec<_>>(), [1]);
    assert!(owner.get("/admin/quarantine").await.has("The worker will retry it"));
    post(&owner, "/admin/quarantine/retry", &[("event", "all")]).await;
    let requested = lines(&house, AuditKind::QuarantineRetryRequested).await;
    let entries: Vec<_> = requested.iter().map(|line| line.entry.known().unwrap()).collect();
    let entry = |events| AuditEntry::QuarantineRetryRequested { events };
    assert_eq!(entries, [&entry(2), &entry(1)]);

    let unsure = post(&owner, "/admin/quarantine/discard", &[("event", "some:log:2")]).await;
    let left = async || house.store.all_portals().count_quarantined().await.unwrap();
    assert_eq!((unsure.status, left().await), (StatusCode::UNPROCESSABLE_ENTITY, 2));
    post(&owner, "/admin/quarantine/discard", &[("event", "some:log:2"), ("sure", "yes")]).await;
    assert_eq!(left().await, 1);
    assert_eq!(lines(&house, AuditKind::QuarantineDiscarded).await.len(), 1);
    for event in ["some:log:2", "elsewhere:1"] {
        let answer = post(&owner, "/admin/quarantine/retry", &[("event", event)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{event}");
    }
    for event in ["", "x", "some:log:"] {
        assert_eq!(post(&owner, "/admin/quarantine/retry", &[("event", event)]).await.status, StatusCode::BAD_REQUEST);
    }
    assert_eq!(owner.get("/admin/quarantine?cursor=x").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn audit_is_filtered_by_who_what_portal_and_time() {
    let (house, owner) = inside().await;
    let note = async |actor: &str, portal: &str, domain: &str| {
        let entry = AuditEntry::CheckRequested { domain: domain.to_owned() };
        house.store.record_audit(house.clock.now(), actor, Some(&member_id(portal)), &entry).await.unwrap();
    };
    note("bob@example.com", OWN, "first-one").await;
    house.hands.advance(Duration::hours(2));
    note(EMAIL, OTHER, "second-one").await;
    let shows = async |query: &str, first: bool, second: bool| {
        let page = owner.get(&format!("/admin/audit?{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        assert_eq!((page.has("first-one"), page.has("second-one")), (first, second), "{query}");
    };
    shows("", true, true).await;
    shows("who=bob%40example.com", true, false).await;
    shows(&format!("portal={OTHER}"), false, true).await;
    shows(&format!("member_id={OTHER}"), false, true).await;
    shows("portal=some-domain.bitrix24.com", true, false).await;
    shows("kind=check_requested&kind=logged_in", true, true).await;
    shows("kind=logged_in", false, false).await;
    shows("from=-1h", false, true).await;
    shows("to=-1h", true, false).await;
    shows("from=2026-11-20T11:00&to=2026-11-20T13:00", true, false).await;
    let odd = owner.get("/admin/audit?colour=red").await;
    assert!(odd.status == StatusCode::OK && odd.has("ignores unknown filters: \u{2068}colour"));
    let odd = owner.get("/admin/audit/export?acter=bob%40example.com").await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST, "a file can't say that it has more than was asked for");
    for wrong in ["from=soon", "from=-1h&to=-2h", "kind=burnt", "who=%00"] {
        assert_eq!(owner.get(&format!("/admin/audit?{wrong}")).await.status, StatusCode::BAD_REQUEST, "{wrong}");
        let export = owner.get(&format!("/admin/audit/export?format=csv&{wrong}")).await;
        assert_eq!(export.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[tokio::test]
async fn audit_is_taken_along_without_formulas_and_that_is_written_down() {
    let (house, owner) = inside().await;
    for number in 0..600 {
        let entry = AuditEntry::OperatorAdded { email: format!("={number}+cmd@example.com") };
        let actor = if number == 599 { "@evil" } else { EMAIL };
        house.store.record_audit_from(house.clock.now(), actor, Some("=1+1"), None, &entry).await.unwrap();
    }
    let csv = owner.get("/admin/audit/export?format=csv&kind=operator_added&from=-1h").await;
    assert_eq!(csv.header(header::CONTENT_TYPE), "text/csv; charset=utf-8");
    assert!(csv.header(header::CONTENT_DISPOSITION).contains("audit.csv"));
    let rows: Vec<&str> = csv.body.lines().collect();
    assert_eq!(rows.len(), 601, "all of them, and the head");
    assert!(rows[1].contains(",'@evil,'=1+1,") && rows[1].contains("Operator added"), "{}", rows[1]);
    assert!(rows.iter().skip(1).all(|row| !row.split(',').any(|cell| cell.starts_with(['=', '@', '+']))));
    let ndjson = owner.get("/admin/audit/export?format=ndjson&kind=operator_added").await;
    let first: serde_json::Value = serde_json::from_str(ndjson.body.lines().next().unwrap()).unwrap();
    assert_eq!((&first["kind"], &first["actor"]), (&"operator_added".into(), &"@evil".into()));
    assert_eq!(first["parameters"]["email"], "=599+cmd@example.com");
    assert_eq!(ndjson.body.lines().count(), 600);
    let exported = lines(&house, AuditKind::AuditExported).await;
    let filter = "kind=operator_added&from=-1h".to_owned();
    assert_eq!(exported[1].entry.known(), Some(&AuditEntry::AuditExported { lines: 600, filter }));
    assert_eq!(owner.get("/admin/audit/export?format=xlsx").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn alarm_and_names_are_set_for_one_portal_and_listed() {
    let (house, owner) = inside().await;
    let settings = async || house.store.tenant(&member_id(OWN)).find_settings().await.unwrap();
    for (path, fields, code) in [
        ("/admin/settings/burst", vec![("portal", "some-domain.bitrix24.com"), ("threshold", "250")], "burst"),
        ("/admin/settings/titles", vec![("portal", OWN), ("days", "30"), ("on", "yes")], "titles"),
    ] {
        let set = post(&owner, path, &fields).await;
        assert_eq!(set.header(header::LOCATION), format!("/admin/settings?done={code}"));
    }
    let own = settings().await;
    assert_eq!((own.burst.is_on, own.burst.threshold), (false, 250));
    assert_eq!((own.titles.is_on, own.titles.days), (true, 30));
    let page = owner.get("/admin/settings?done=titles").await;
    assert!(page.has("Saved.") && page.has("no mass deletion alarm · names kept for 30 days"));
    let domain = || "some-domain.bitrix24.com".to_owned();
    let burst = AuditEntry::BurstAlarmSet { domain: domain(), is_on: false, threshold: 250 };
    assert_eq!(lines(&house, AuditKind::BurstAlarmSet).await[0].entry.known(), Some(&burst));
    let titles = AuditEntry::TitlesSet { domain: domain(), is_on: true, days: 30 };
    assert_eq!(lines(&house, AuditKind::TitlesSet).await[0].entry.known(), Some(&titles));
    for (path, portal, number, says) in [
        ("/admin/settings/burst", "nowhere", "250", "No portal here is called “nowhere”"),
        ("/admin/settings/burst", OWN, "9", "a number from 10 to 1,000,000"),
        ("/admin/settings/titles", "", "30", "Enter one portal"),
        ("/admin/settings/titles", OWN, "40000", "a number of days from 0 to 36,500"),
    ] {
        let refused = post(&owner, path, &[("portal", portal), ("days", number), ("threshold", number)]).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.has(says), "{says}: {}", refused.body);
    }
    assert_eq!(settings().await, own);
    post(&owner, "/admin/settings/burst", &[("portal", OWN), ("threshold", "100"), ("on", "yes")]).await;
    post(&owner, "/admin/settings/titles", &[("portal", OWN), ("days", "365")]).await;
    assert!(!owner.get("/admin/settings").await.has("Portals with their own settings"));
}
