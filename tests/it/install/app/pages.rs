//! The tabs: deletions by day, range and kind, one deletion, exports, health.

use domain::MemberId;
use domain::audit::AuditEntry;
use domain::deletion::Source;
use domain::event::Arrival;
use domain::failure::Failure;
use domain::people::PersonId;
use domain::requested_task::{RequestedTask, TaskOutcome};
use domain::schedule::Task;
use domain::webhook::{Interest, WebhookSecret};
use domain::wire::decode_form;
use reqwest::StatusCode;
use sim::{Kind, PortalSpec};
use store::{DueName, LoggedEvent, NewEndpoint};
use time::Duration;

use super::{installed, installed_with};
use crate::install::Scene;

impl Scene {
    /// Actors and known audit entries, newest first.
    async fn audited(&self) -> Vec<(String, AuditEntry)> {
        let lines = self.house.store.list_audit(50).await.unwrap();
        lines.into_iter().filter_map(|line| Some((line.actor, line.entry.known()?.clone()))).collect()
    }
}

#[tokio::test]
async fn deletions_stand_under_their_day_and_are_chosen_by_range_kind_and_text() {
    let scene = installed().await;
    scene.delete_lead().await;
    scene.house.hands.advance(Duration::days(10));
    scene.portal.delete(Kind::Bot).await;
    scene.delete_lead().await;
    let page = scene.open_app(1).await;
    assert_eq!(page.deletions(), 3);
    let places = ["Today, 30 Nov 2026", "20 Nov 2026"].map(|day| page.body.find(day).expect(day));
    assert!(places[0] < places[1]);
    assert!(page.body.contains("<time datetime=\"2026-11-30T12:00:00Z\">12:00</time>"), "{}", page.body);

    let week = scene.follow(&page.link("range=7d")).await;
    assert_eq!(week.deletions(), 2);
    let leads = scene.follow(&page.link("entity=crm.lead")).await;
    assert_eq!(leads.deletions(), 2);
    let both = scene.follow(&leads.link("entity=imbot.bot")).await;
    assert_eq!(both.deletions(), 3, "a second kind is added");
    let week_of_leads = scene.follow(&week.link("entity=crm.lead")).await;
    assert_eq!(week_of_leads.deletions(), 1);

    let (path, query) = page.link("/deletions?").split_once('?').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let none = scene.follow(&format!("{path}?q=nothing-like-it&{query}")).await;
    assert!(none.status == StatusCode::OK && none.body.contains("No matches"), "{}", none.body);
}

#[tokio::test]
async fn pages_lead_to_older_and_back_to_newer_ones() {
    let scene = installed().await;
    for _ in 0..60 {
        scene.portal.delete(Kind::Lead).await;
    }
    scene.house.indexed().await;
    let first = scene.open_app(1).await;
    let second = scene.follow(&first.link("before=")).await;
    let third = scene.follow(&second.link("before=")).await;
    assert_eq!([first.deletions(), second.deletions(), third.deletions()], [25, 25, 10]);
    assert!(third.links("before=").is_empty() && first.links("after=").is_empty());
    assert!(third.body.contains("data-deletion=\"1\"") && first.body.contains("data-deletion=\"60\""));
    let back = scene.follow(&third.link("after=")).await;
    assert!(back.body.contains("data-deletion=\"35\"") && back.body.contains("data-deletion=\"11\""), "{}", back.body);
    let newest = scene.follow(&back.link("after=")).await;
    assert!(newest.body.contains("data-deletion=\"60\"") && newest.links("after=").is_empty(), "{}", newest.body);
    let end = scene.follow(&back.link("after=35").replace("after=35", "after=60")).await;
    assert_eq!(end.deletions(), 0);
    let last = scene.follow(&end.link("before=")).await;
    assert!(last.body.contains("data-deletion=\"60\""), "none is left out: {}", last.body);
}

#[tokio::test]
async fn one_deletion_is_shown_as_a_tree_without_any_token() {
    let scene = installed().await;
    scene.delete_lead().await;
    scene.delete_lead().await;
    let page = scene.open_app(1).await;
    let one = scene.follow(&page.link("/deletions/2?")).await;
    assert_eq!(one.status, StatusCode::OK, "{}", one.body);
    assert!(
        one.body.contains("title=\"data.FIELDS.ID\"") && one.body.contains("20 Nov 2026, 12:00:00 UTC"),
        "{}",
        one.body
    );
    for secret in [scene.portal.application_token(), scene.access_token().await] {
        assert!(!one.body.contains(&secret));
    }
    let older = scene.follow(&one.link("/deletions/1?")).await;
    assert!(older.links("/deletions/2?").len() == 1 && older.links("/deletions/0?").is_empty());
}

#[tokio::test]
async fn deletion_says_what_became_of_it_at_the_portals_own_webhooks_alone() {
    let scene = installed().await;
    let portal = MemberId::parse(&scene.portal.member_id()).unwrap();
    for (owner, url) in [(Some(&portal), "https://own.example/hook"), (None, "https://all.example/hook")] {
        let (description, interest, ordered) = (String::new(), Interest::default(), false);
        let new = NewEndpoint { url: url.to_owned(), description, interest, ordered };
        let (endpoint, store) = (new.into_endpoint(owner, scene.house.clock.now()), &scene.house.store);
        let webhooks = owner.map_or_else(|| store.all_webhooks(), |portal| store.tenant(portal).webhooks());
        assert!(webhooks.create(&endpoint, &WebhookSecret::generate(), None).await.unwrap());
    }
    scene.delete_lead().await;
    let page = scene.open_app(1).await;
    let one = scene.follow(&page.link("/deletions/1?")).await;
    assert!(one.body.contains("own.example \u{b7} Pending \u{b7} 0 attempts"), "{}", one.body);
    assert!(!one.body.contains("all.example"));
}

#[tokio::test]
async fn export_is_of_exactly_the_view_and_audited_with_its_count() {
    let scene = installed().await;
    scene.portal.delete(Kind::Bot).await;
    scene.delete_lead().await;
    scene.delete_lead().await;
    let page = scene.open_app(1).await;
    let leads = scene.follow(&page.link("entity=crm.lead")).await;
    let csv = scene.follow(&leads.link("format=csv")).await;
    assert_eq!(csv.body.lines().count(), 3, "{}", csv.body);
    assert!(csv.body.starts_with("id,member_id,"));
    let all = scene.follow(&page.link("format=ndjson")).await;
    assert_eq!(all.body.lines().filter(|line| line.contains("\"event\"")).count(), 3, "{}", all.body);
    let odd = scene.follow(&page.link("format=ndjson").replace("format=", "entty=crm.lead&format=")).await;
    assert_eq!(odd.status, StatusCode::NOT_FOUND, "a file can't say that it has more than was asked for");
    let domain = scene.portal.host();
    let exported = |format: &str, filter: Option<&str>, deletions| {
        let (format, filter, domain) = (format.to_owned(), filter.map(str::to_owned), Some(domain.clone()));
        ("portal user 1".to_owned(), AuditEntry::DeletionsExported { domain, format, filter, deletions, whole: true })
    };
    let expected = [exported("ndjson", None, 3), exported("csv", Some("entity=crm.lead"), 2)];
    let audited = async || {
        let mut audited = scene.audited().await;
        audited.retain(|(_, entry)| matches!(entry, AuditEntry::DeletionsExported { .. }));
        (audited == expected).then_some(())
    };
    tests::eventually("both exports in the audit", super::super::SOON, audited).await;
}

#[tokio::test]
async fn times_and_days_are_those_of_the_users_zone() {
    let spec = PortalSpec { time_zone: "Pacific/Auckland".to_owned(), ..PortalSpec::new("north") };
    let scene = Box::pin(installed_with(spec)).await;
    scene.delete_lead().await;
    let page = scene.open_app(1).await;
    assert!(page.body.contains("Today, 21 Nov 2026") && page.body.contains(">01:00</time>"), "{}", page.body);
    assert!(page.body.contains("Pacific/Auckland"));
}

#[tokio::test]
async fn health_is_told_in_plain_words_and_a_repair_keeps_its_outcome() {
    let scene = installed().await;
    let page = scene.open_app(1).await;
    let health = scene.follow(&page.link("/health?")).await;
    assert!(health.body.contains("data-well=\"true\""), "{}", health.body);
    assert!(!health.body.contains("<form"), "there is nothing to repair: {}", health.body);

    scene.portal.switch(|switches| switches.refused_events = vec!["ONCRMLEADDELETE".to_owned()]);
    scene.portal.drop_subscriptions(Some("ONCRMLEADDELETE"));
    scene.outward.installer.inspector().inspect(&scene.member_id).await.unwrap();
    let health = scene.follow(&page.link("/health?")).await;
    assert!(
        health.body.contains("data-well=\"false\"") && health.body.contains("<code>ONCRMLEADDELETE"),
        "{}",
        health.body
    );

    let path = health.link("/health?");
    let (path, _) = path.split_once('?').unwrap();
    let token = health.field("t").expect("a form with the token");
    scene.house.hands.advance(Duration::SECOND);
    let asked = scene.submit(path, &[("t", &token)]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    let pending = scene.follow(asked.location.as_ref().unwrap().as_str()).await;
    assert!(pending.body.contains("data-repair=\"pending\""), "{}", pending.body);
    let tenant = scene.house.store.tenant(&scene.member_id);
    assert_eq!(tenant.find_due(Task::SubscriptionCheck).await.unwrap(), Some(scene.house.clock.now()));
    let domain = scene.portal.host();
    let asked_for = ("portal user 1".to_owned(), AuditEntry::of_requested_task(RequestedTask::Check, &domain));
    assert!(scene.audited().await.contains(&asked_for));

    scene.outward.installer.inspector().inspect(&scene.member_id).await.unwrap();
    let partly = scene.follow(&page.link("/health?")).await;
    assert!(partly.body.contains("data-repair=\"partly\"") && partly.body.contains("The portal refused the others"));
    scene.portal.switch(|switches| switches.refused_events.clear());
    scene.outward.installer.inspector().inspect(&scene.member_id).await.unwrap();
    let done = scene.follow(&page.link("/health?")).await;
    assert!(done.body.contains("data-repair=\"done\""), "{}", done.body);
}

#[tokio::test]
async fn repair_fails_by_its_own_check_and_not_by_an_earlier_one() {
    let scene = installed().await;
    let page = scene.open_app(1).await;
    scene.portal.switch(|switches| switches.rest_closed = true);
    assert!(scene.outward.installer.inspector().inspect(&scene.member_id).await.is_err());
    assert!(scene.kept().await.unwrap().look.trouble.is_some());

    let health = scene.follow(&page.link("/health?")).await;
    let link = health.link("/health?");
    let (path, _) = link.split_once('?').unwrap();
    let token = health.field("t").expect("a form with the token");
    scene.house.hands.advance(Duration::SECOND);
    assert_eq!(scene.submit(path, &[("t", &token)]).await.status, StatusCode::SEE_OTHER);
    let pending = scene.follow(&link).await;
    assert!(pending.body.contains("data-repair=\"pending\""), "{}", pending.body);

    let (tenant, now) = (scene.house.store.tenant(&scene.member_id), scene.house.clock.now());
    let outcome = TaskOutcome::Failed { reason: Failure::ServerUnreachable };
    tenant.end_request(RequestedTask::Check, now, outcome, now).await.unwrap();
    let failed = scene.follow(&link).await;
    assert!(failed.body.contains("data-repair=\"failed\""), "{}", failed.body);
}

#[tokio::test]
async fn users_are_called_by_their_names() {
    let scene = installed().await;
    let member_id = crate::support::member_id(&scene.portal.member_id());
    let tenant = scene.house.store.tenant(&member_id);
    let generation = tenant.find_portal().await.unwrap().unwrap().generation;
    let body =
        format!("event=ONCRMLEADDELETE&ts=1742807199&data[FIELDS][ID]=5&auth[member_id]={member_id}&auth[user_id]=27");
    let event = Arrival::parse(decode_form(body.as_bytes()).unwrap()).unwrap().event;
    scene.house.log.append(&LoggedEvent { generation, source: Source::Live, event }).await.unwrap();
    scene.house.indexed().await;
    let page = scene.open_app(1).await;
    assert!(page.body.contains("User 27 deleted"), "{}", page.body);

    let (user_id, now) = (PersonId::parse("27").unwrap(), scene.house.clock.now());
    let (due, names) = ([DueName { user_id, failures: 0 }], [(user_id, "Anna \u{202e}S".to_owned())].into());
    tenant.save_names(&due, &names, now, now + Duration::DAY).await.unwrap();
    let page = scene.open_app(1).await;
    assert!(page.body.contains("\u{2068}Anna \\u{202e}S\u{2069} deleted"), "{}", page.body);
    let one = scene.follow(&page.link("/deletions/1?")).await;
    assert!(one.body.contains("\u{2069} (User 27)"), "{}", one.body);
}
