//! Permissions: every role at every address, and operators who see only some portals.

use std::collections::BTreeSet;

use domain::audit::{AuditEntry, AuditKind};
use domain::operator::{Permission, Role};
use domain::reach::Reach;
use domain::refusal::RefusalReason;
use poem::http::{Method, StatusCode, header};
use store::{AuditFilter, AuditLine, Block, NewOperator, Quarantined};

use super::dashboard::{Browser, EMAIL, OTHER, OWN, PASSWORD, address, browser, deletion, house, inside, plant};
use crate::support::{House, member_id};

/// A logged-in operator with this role.
pub(crate) async fn somebody(house: &House, email: &str, role: Role, reach: Reach) -> Browser {
    let password_hash = admin::password::hash(&PASSWORD.into()).expect("hashes");
    let new = NewOperator { email: email.to_owned(), password_hash, role, reach };
    house.store.add_operator(&new, house.clock.now()).await.expect("adds");
    let browser = browser(house);
    assert_eq!(browser.log_in(email, PASSWORD).await.status, StatusCode::SEE_OTHER);
    browser
}

/// The audit's lines of a kind, newest first.
pub(crate) async fn lines(house: &House, kind: AuditKind) -> Vec<AuditLine> {
    let filter = AuditFilter { kinds: vec![kind], ..AuditFilter::default() };
    house.store.list_audit_page(&filter, None, 500).await.expect("lists").items
}

fn refused(line: &AuditLine) -> Option<&RefusalReason> {
    line.entry.known().and_then(AuditEntry::refusal)
}

#[tokio::test]
async fn each_role_may_do_what_its_addresses_need_and_nothing_else() {
    let house = house().await;
    plant(&house, vec![deletion(&member_id(OWN), "crm.lead", "1")]).await;
    let all = Reach::AllPortals;
    let limited = Reach::portal(member_id(OWN));
    for (role, reach) in [
        (Role::Owner, all.clone()),
        (Role::Operator, all.clone()),
        (Role::Viewer, all.clone()),
        (Role::Owner, limited.clone()),
        (Role::Viewer, limited.clone()),
    ] {
        let email = format!("{role}-{}@example.com", reach.is_unlimited());
        let browser = somebody(&house, &email, role, reach.clone()).await;
        let csrf = browser.get("/admin").await.csrf();
        for (method, pattern, needs) in admin::addresses() {
            // Other tests log out: nothing could be asked after it. A live list never ends.
            if pattern == "/admin/logout" || pattern.ends_with("/live") {
                continue;
            }
            let (path, before) = (address(pattern, OWN), lines(&house, AuditKind::ActRefused).await.len());
            let answer = match method {
                Method::GET => browser.get(&path).await,
                _ => browser.post(&path, &[("csrf", &csrf)]).await,
            };
            let may = role.may(needs, &reach);
            let what = format!("{role} {reach:?}: {method} {path} answered {}", answer.status);
            assert_eq!(answer.status == StatusCode::FORBIDDEN, !may, "{what}");
            assert!(!answer.status.is_server_error() && answer.status != StatusCode::METHOD_NOT_ALLOWED, "{what}");
            assert!(may || answer.has("Your role does not allow this"), "{what}");
            let written = lines(&house, AuditKind::ActRefused).await;
            if !may && method == Method::POST && before < 5 {
                let act = format!("{method} {pattern}");
                assert_eq!(refused(&written[0]), Some(&RefusalReason::NotAllowed { act }), "{what}");
                assert_eq!((written[0].actor.as_str(), written[0].source.is_some()), (email.as_str(), true));
            }
            house.hands.advance(time::Duration::MINUTE); // so that each gets its own line
        }
    }
}

#[test]
fn whatever_changes_something_is_a_post() {
    for (method, pattern, needs) in admin::addresses() {
        let is_form = pattern.ends_with("/new") || pattern.ends_with("/edit");
        if needs == Permission::Act && !is_form {
            assert_eq!(method, Method::POST, "{pattern}");
        }
    }
}

#[tokio::test]
async fn nobody_does_anything_without_a_log_in() {
    let house = house().await;
    let stranger = browser(&house);
    for (method, pattern, _) in admin::addresses() {
        let path = address(pattern, OWN);
        let answer = if method == Method::GET { stranger.get(&path).await } else { stranger.post(&path, &[]).await };
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{method} {path}");
        assert!(answer.header(header::LOCATION).starts_with("/admin/login"), "{path}");
    }
}

#[tokio::test]
async fn acts_in_a_session_that_has_ended_are_refused_and_written_down() {
    let (house, browser) = inside().await;
    let csrf = browser.get("/admin").await.csrf();
    house.hands.advance(time::Duration::hours(13));
    for (_, pattern, _) in admin::addresses().into_iter().filter(|(method, ..)| *method == Method::POST) {
        house.hands.advance(time::Duration::MINUTE);
        let path = address(pattern, OWN);
        let answer = browser.post(&path, &[("csrf", &csrf), ("sure", "yes"), ("email", EMAIL)]).await;
        assert_eq!((answer.status, answer.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/admin/login"), "{path}");
        let written = lines(&house, AuditKind::ActRefused).await;
        assert_eq!(refused(&written[0]), Some(&RefusalReason::SessionEnded { act: format!("POST {pattern}") }));
        assert_eq!((written[0].actor.as_str(), written[0].source.is_some()), ("unknown", true));
    }
}

#[tokio::test]
async fn portal_out_of_reach_is_not_there_and_asking_for_it_is_written_down() {
    let house = house().await;
    for portal in [OWN, OTHER] {
        plant(&house, vec![deletion(&member_id(portal), "crm.lead", "1")]).await;
    }
    let reach = Reach::portal(member_id(OWN));
    let browser = somebody(&house, "some@example.com", Role::Operator, reach).await;
    let csrf = browser.get("/admin").await.csrf();
    for (method, pattern, _) in admin::addresses().into_iter().filter(|(_, path, _)| path.contains(":member_id")) {
        house.hands.advance(time::Duration::MINUTE);
        for portal in [OTHER, "never-heard-of"] {
            let path = address(pattern, portal);
            let answer = match method {
                Method::GET => browser.get(&path).await,
                _ => browser.post(&path, &[("csrf", &csrf)]).await,
            };
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {path}");
            assert!(answer.has("Portal not found"), "the same as one that was never there: {path}");
        }
        let written = lines(&house, AuditKind::ActRefused).await;
        let line = written.iter().find(|line| line.member_id.as_deref() == Some(OTHER)).expect("a line");
        assert_eq!(refused(line), Some(&RefusalReason::OutOfReach { act: format!("{method} {pattern}") }));
        assert_eq!(line.actor, "some@example.com");
    }
}

#[tokio::test]
async fn lists_counts_and_files_have_the_portals_within_reach_alone() {
    let house = house().await;
    let own: Vec<_> = (1..=3).map(|id| deletion(&member_id(OWN), "crm.lead", &format!("own-{id}"))).collect();
    plant(&house, own).await;
    let other: Vec<_> = (1..=60).map(|id| deletion(&member_id(OTHER), "crm.lead", &format!("other-{id}"))).collect();
    plant(&house, other).await;
    let quarantined = [OWN, OTHER].iter().zip(1..).map(|(portal, position)| Quarantined {
        position,
        member_id: Some(member_id(portal)),
        received_at: 1,
        reason: domain::quarantine::QuarantineReason::Refused { detail: format!("reason of {portal}") },
        record: b"{}".to_vec(),
    });
    let (after, quarantined) = (house.store.find_cursor("other").await.expect("asks"), quarantined.collect());
    let block = Block { source: "other", after, last: after + 2, deletions: Vec::new(), quarantined };
    house.store.record_block(&block).await.expect("records");
    for portal in [OWN, OTHER] {
        let (entry, portal) = (AuditEntry::CheckRequested { domain: format!("of-{portal}") }, member_id(portal));
        house.store.record_audit(house.clock.now(), EMAIL, Some(&portal), &entry).await.expect("records");
    }
    let reach = Reach::portal(member_id(OWN));
    let some = somebody(&house, "some@example.com", Role::Viewer, reach).await;
    for path in [
        "/admin",
        "/admin/portals",
        "/admin/portals?q=bitrix24",
        "/admin/deletions",
        "/admin/deletions?q=other",
        "/admin/deletions/export?format=ndjson",
        "/admin/deletions/export?format=csv",
        "/admin/audit",
        "/admin/audit/export?format=csv",
        "/admin/audit/export?format=ndjson",
        "/admin/quarantine",
    ] {
        let page = some.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        for text in [OTHER, "other.bitrix24.de", "other-1"] {
            assert!(!page.has(text), "{path} has {text}");
        }
        let shows = [OWN, "some-domain.bitrix24.com", "own-1"].iter().any(|text| page.has(text));
        assert!(shows || path.contains("q=other"), "{path}");
    }
    let overview = some.get("/admin").await;
    assert!(overview.has("1 Active"), "counts are of what is seen");
    let nothing = somebody(&house, "none@example.com", Role::Viewer, Reach::Portals(BTreeSet::new())).await;
    for path in ["/admin", "/admin/portals", "/admin/deletions", "/admin/audit", "/admin/quarantine"] {
        let page = nothing.get(path).await;
        assert!(page.status == StatusCode::OK && !page.has(OWN) && !page.has("own-1"), "{path}");
    }
}

#[tokio::test]
async fn forged_forms_are_refused_and_written_down() {
    let (house, browser) = inside().await;
    for (_, pattern, _) in admin::addresses().into_iter().filter(|(method, ..)| *method == Method::POST) {
        house.hands.advance(time::Duration::MINUTE);
        let path = address(pattern, OWN);
        let answer = browser.post(&path, &[("csrf", "forged"), ("email", EMAIL), ("sure", "yes")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        let written = lines(&house, AuditKind::ActRefused).await;
        assert_eq!(refused(&written[0]), Some(&RefusalReason::ForeignForm { act: format!("POST {pattern}") }));
        assert_eq!(written[0].actor, EMAIL);
    }
    house.hands.advance(time::Duration::MINUTE);
    let stranger = self::browser(&house);
    assert_eq!(stranger.post("/admin/login", &[("email", EMAIL)]).await.status, StatusCode::FORBIDDEN);
    let line = &lines(&house, AuditKind::ActRefused).await[0];
    assert_eq!(
        (line.actor.as_str(), refused(line)),
        ("unknown", Some(&RefusalReason::ForeignForm { act: "POST /admin/login".into() }))
    );
}
