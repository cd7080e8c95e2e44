//! Operators' acts on one portal: renew its tokens, and remove all its data.

use domain::audit::{AuditEntry, AuditKind};
use domain::failure::Failure;
use domain::operator::Role;
use domain::portal::PurgeReason;
use domain::reach::Reach;
use domain::requested_task::{RequestedTask, TaskOutcome};
use poem::http::{StatusCode, header};
use time::Duration;

use super::dashboard::{EMAIL, OTHER, OWN, deletion, inside, plant};
use super::people::post;
use super::roles::{lines, somebody};
use crate::support::{House, member_id};

const DOMAIN: &str = "some-domain.bitrix24.com";

async fn uninstall(house: &House) {
    house.store.tenant(&member_id(OWN)).uninstall(false, house.clock.now()).await.unwrap();
    house.hands.advance(Duration::MINUTE);
}

#[tokio::test]
async fn how_a_renewal_ended_is_shown_and_written_down() {
    let (house, browser) = inside().await;
    let portal = member_id(OWN);
    let tenant = house.store.tenant(&portal);
    let ask = async || {
        let answer = post(&browser, &format!("/admin/portals/{OWN}/renew"), &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        answer.header(header::LOCATION).to_owned()
    };
    let shown = ask().await;
    assert!(browser.get(&shown).await.has("You requested new tokens."));
    let end = async |outcome| {
        let now = house.clock.now();
        tenant.end_request(RequestedTask::Renew, now, outcome, now).await.unwrap();
    };
    end(TaskOutcome::Failed { reason: Failure::ServerUnreachable }).await;
    let page = browser.get(&shown).await;
    assert!(page.has("That did not work.") && page.has("Tombstone could not renew the tokens."), "{}", page.body);
    house.hands.advance(Duration::MINUTE);
    let again = ask().await;
    assert!(!browser.get(&again).await.has("That did not work."), "it is another request");
    end(TaskOutcome::TokensRenewed).await;
    assert!(browser.get(&again).await.has("The portal has new tokens."));

    let ended = lines(&house, AuditKind::TaskEnded).await;
    let entries: Vec<_> = ended.iter().map(|line| (line.actor.as_str(), line.entry.known().unwrap())).collect();
    let entry = |outcome| AuditEntry::TaskEnded { task: RequestedTask::Renew, outcome };
    let failed = entry(TaskOutcome::Failed { reason: Failure::ServerUnreachable });
    assert_eq!(entries, [("worker", &entry(TaskOutcome::TokensRenewed)), ("worker", &failed)]);
    end(TaskOutcome::TokensRenewed).await;
    assert_eq!(lines(&house, AuditKind::TaskEnded).await.len(), 2, "nobody asked for this one");
    assert!(browser.get("/admin/audit?kind=task_ended").await.has("The portal has new tokens."));
}

#[tokio::test]
async fn all_data_goes_when_an_owner_types_the_domain() {
    let (house, browser) = inside().await;
    plant(&house, vec![deletion(&member_id(OWN), "crm.lead", "1"), deletion(&member_id(OTHER), "crm.lead", "2")]).await;
    let purge = async |typed: &str| post(&browser, &format!("/admin/portals/{OWN}/purge"), &[("domain", typed)]).await;
    assert!(!browser.get(&format!("/admin/portals/{OWN}/health")).await.has("Remove permanently"), "it is installed");
    let refused = purge(DOMAIN).await;
    assert_eq!((refused.status, refused.has("The portal still has the app")), (StatusCode::CONFLICT, true));

    uninstall(&house).await;
    let form = browser.get(&format!("/admin/portals/{OWN}/health")).await;
    assert!(
        form.has("Remove permanently") && form.has(&format!("Type {DOMAIN} to confirm")) && form.has(": 1 deletion,")
    );
    for typed in ["", "yes", "other.bitrix24.de", OWN] {
        let answer = purge(typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(answer.has("This is not the portal’s domain. Nothing was removed.") && answer.has("aria-invalid"));
        let tab = format!("href=\"/admin/portals/{OWN}/health\" aria-current=\"page\"");
        assert!(answer.has(&tab) && answer.has(" autofocus"), "one sees where one is and what is wrong");
    }
    assert_eq!(lines(&house, AuditKind::PurgeRequested).await.len(), 0);
    let done = purge(" Some-Domain.bitrix24.com ").await;
    let timeline = format!("/admin/portals/{OWN}/timeline?done=purge");
    assert_eq!((done.status, done.header(header::LOCATION)), (StatusCode::SEE_OTHER, timeline.as_str()));
    let page = browser.get(&timeline).await;
    assert!(
        page.has("data is hidden") && page.has("Purge requested") && page.has(&format!("by {EMAIL}")),
        "{}",
        page.body
    );
    assert!(!page.has(DOMAIN) && !page.has("removed the app"), "its journal went too");
    assert!(!browser.get("/admin/deletions").await.has("Lead 1"), "it is out of sight at once");

    let portal = member_id(OWN);
    assert_eq!(house.store.list_purging().await.unwrap(), std::slice::from_ref(&portal), "the worker goes on with it");
    while !house.store.tenant(&portal).purge_batch(house.clock.now()).await.unwrap() {}
    let purged = lines(&house, AuditKind::PortalPurged).await;
    let entry = AuditEntry::PortalPurged { deletions: 1, reason: PurgeReason::Operator };
    assert_eq!((purged[0].actor.as_str(), purged[0].entry.known()), (EMAIL, Some(&entry)));
    assert!(browser.get("/admin/deletions").await.has("Lead 2"), "the other's stay");
    let again = post(&browser, &format!("/admin/portals/{OWN}/health"), &[]).await;
    assert_eq!(again.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(!browser.get(&format!("/admin/portals/{OWN}/health")).await.has("Remove permanently"), "nothing is left");
}

#[tokio::test]
async fn only_owners_of_all_portals_may_have_data_removed() {
    let (house, _) = inside().await;
    uninstall(&house).await;
    let own = Reach::portal(member_id(OWN));
    for (role, reach) in [(Role::Operator, Reach::AllPortals), (Role::Viewer, Reach::AllPortals), (Role::Owner, own)] {
        let email = format!("{role}-{}@example.com", reach.is_unlimited());
        let browser = somebody(&house, &email, role, reach).await;
        assert!(!browser.get(&format!("/admin/portals/{OWN}/health")).await.has("Remove permanently"), "{role}");
        let answer = post(&browser, &format!("/admin/portals/{OWN}/purge"), &[("domain", DOMAIN)]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role}");
        let refused = &lines(&house, AuditKind::ActRefused).await[0];
        assert_eq!((refused.actor.as_str(), refused.member_id.as_deref()), (email.as_str(), Some(OWN)));
    }
    let portal = house.store.tenant(&member_id(OWN)).find_portal().await.unwrap().unwrap();
    assert_eq!(portal.domain, DOMAIN, "nothing was removed");
}
