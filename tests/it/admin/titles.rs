//! Pages show deleted things by their former names; and who may set that for a portal.

use std::collections::HashMap;

use domain::MemberId;
use domain::audit::{AuditEntry, AuditKind};
use domain::operator::Role;
use domain::portal::PortalSettings;
use domain::reach::Reach;
use domain::titles::{Thing, ThingKind, TitleSettings};
use poem::http::{StatusCode, header};

use super::dashboard::{OTHER, OWN, deletion, inside, plant};
use super::people::post;
use super::roles::{lines, somebody};
use crate::support::{House, member_id};

async fn settings(house: &House) -> TitleSettings {
    house.store.tenant(&member_id(OWN)).find_settings().await.unwrap().titles
}

/// Saves the portal's name for lead 5.
async fn call(house: &House, member_id: &MemberId, title: &str) {
    let (tenant, now) = (house.store.tenant(member_id), house.clock.now());
    let titles = TitleSettings { is_on: true, days: 0 };
    let settings = PortalSettings { titles, ..PortalSettings::default() };
    assert!(tenant.save_settings(&settings, now).await.unwrap());
    let thing = Thing { kind: ThingKind::Lead, id: 5 };
    assert_eq!(tenant.note_changed(&[thing], now).await.unwrap(), 1);
    let due = tenant.list_due_titles(now, 9).await.unwrap();
    tenant.save_titles(&due, &HashMap::from([(thing, title.to_owned())]), titles, now).await.unwrap();
}

#[tokio::test]
async fn what_was_deleted_has_its_name_beside_the_id() {
    let (house, browser) = inside().await;
    let (own, other) = (member_id(OWN), member_id(OTHER));
    let leads = [deletion(&own, "crm.lead", "5"), deletion(&other, "crm.lead", "5"), deletion(&own, "crm.deal", "5")];
    plant(&house, leads.into()).await;
    call(&house, &own, "Roof \u{202e}<b>").await;
    let name = "<span class=\"called\"> <bdi>Roof <span class=\"escape\">U+202E</span>&#60;b&#62;</bdi></span>";
    for path in ["/admin", "/admin/deletions", &format!("/admin/portals/{OWN}")] {
        let page = browser.get(path).await;
        assert_eq!((page.status, page.body.matches(name).count()), (StatusCode::OK, 1), "{path}: {}", page.body);
    }
    let mut found = Vec::new();
    for (portal, number) in [(OWN, 1), (OTHER, 1), (OWN, 2)] {
        let page = browser.get(&format!("/admin/portals/{portal}/deletions/{number}")).await;
        found.push(page.has("“\u{2068}Roof U+202E&#60;b&#62;\u{2069}” was deleted"));
        assert_eq!(page.has("(from when it was last"), found[found.len() - 1], "{}", page.body);
    }
    assert_eq!(found, [true, false, false], "neither of the other portal, nor of another kind");
}

#[tokio::test]
async fn operators_switch_it_for_their_portals_and_viewers_do_not() {
    let (house, _) = inside().await;
    let path = format!("/admin/portals/{OWN}/titles");
    let operator = somebody(&house, "op@example.com", Role::Operator, Reach::portal(member_id(OWN))).await;
    let page = operator.get(&format!("/admin/portals/{OWN}/health")).await;
    assert!(page.has("Keep these names") && !page.has("name=\"on\" value=\"yes\" checked"), "{}", page.body);
    let set = post(&operator, &path, &[("on", "yes"), ("days", "90")]).await;
    assert_eq!(set.header(header::LOCATION), format!("/admin/portals/{OWN}/health?done=titles"));
    assert_eq!(settings(&house).await, TitleSettings { is_on: true, days: 90 });
    let page = operator.get(&format!("/admin/portals/{OWN}/health?done=titles")).await;
    assert!(page.has("Saved.") && page.has("name=\"on\" value=\"yes\" checked") && page.has("value=\"90\""));
    let line = lines(&house, AuditKind::TitlesSet).await.remove(0);
    let domain = "some-domain.bitrix24.com".to_owned();
    assert_eq!(line.entry.known(), Some(&AuditEntry::TitlesSet { domain, is_on: true, days: 90 }));
    assert_eq!((line.actor.as_str(), line.member_id.as_deref()), ("op@example.com", Some(OWN)));
    for days in ["", "-1", "x", "36501", "99999"] {
        let refused = post(&operator, &path, &[("days", days)]).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.has("from 0 to 36,500"), "{days}");
    }
    let theirs = post(&operator, &format!("/admin/portals/{OTHER}/titles"), &[("days", "1")]).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    let viewer = somebody(&house, "look@example.com", Role::Viewer, Reach::AllPortals).await;
    assert!(!viewer.get(&format!("/admin/portals/{OWN}/health")).await.has("Keep these names"));
    assert_eq!(post(&viewer, &path, &[("days", "1")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(settings(&house).await, TitleSettings { is_on: true, days: 90 });
    post(&operator, &path, &[("days", "90")]).await;
    assert_eq!(settings(&house).await, TitleSettings { is_on: false, days: 90 });
}
