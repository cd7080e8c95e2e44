//! Titles of things: kept where a portal wants that, read in batches, sealed, and removed with their switch, their days
//! or their portal.

use std::sync::atomic::{AtomicUsize, Ordering};

use domain::portal::PortalSettings;
use domain::schedule::Task;
use domain::titles::{Thing, ThingKind, TitleSettings};
use domain::vault::{SecretKey, Vault};
use events::Receiver;
use poem::test::TestClient;
use sim::{Fault, Kind};
use store::Store;
use time::Duration;
use worker::{Run, jobs};

use super::Scene;
use crate::support::{House, member_id};

const IGNORED: &str = r#"{"result":"ignored"}"#;

/// A portal, and the receiver of its events.
struct Stage {
    scene: Scene,
    receiver: Receiver,
    brought: AtomicUsize,
}

impl Stage {
    async fn set() -> Self {
        let scene = Box::pin(Scene::new()).await;
        scene.check_subscriptions().await;
        let (house, installer) = (&scene.house, scene.outward.installer.clone());
        let receiver = Receiver::new(house.store.clone(), house.log.clone(), installer, house.clock.clone());
        Self { scene, receiver, brought: AtomicUsize::new(0) }
    }

    async fn switch(&self, is_on: bool, days: u16) {
        let tenant = self.scene.house.store.tenant(&self.scene.member_id);
        let settings =
            PortalSettings { titles: TitleSettings { is_on, days }, ..tenant.find_settings().await.unwrap() };
        assert!(tenant.save_settings(&settings, self.scene.house.clock.now()).await.unwrap());
        self.scene.care().await; // the subscriptions follow at once
    }

    /// Delivers the portal's new events to the receiver and returns its answers.
    async fn bring(&self) -> Vec<String> {
        self.scene.sim.settled().await;
        let sent = self.scene.portal.deliveries();
        let client = TestClient::new(events::routes(self.receiver.clone()));
        let mut answers = Vec::new();
        for delivery in &sent[self.brought.swap(sent.len(), Ordering::Relaxed)..] {
            let request = client.post("/bitrix24/events").content_type("application/x-www-form-urlencoded");
            let answer = request.body(delivery.sent.clone()).send().await;
            answers.push(answer.0.into_body().into_string().await.unwrap());
        }
        answers
    }

    /// Some seconds of the receiver and the worker.
    async fn follow(&self) {
        self.receiver.note_changes().await;
        self.scene.house.hands.advance(Duration::seconds(6));
        self.scene.care().await;
    }

    async fn titles(&self, things: &[Thing]) -> Vec<Option<String>> {
        let mut known = self.scene.house.store.tenant(&self.scene.member_id).titles(things).await.unwrap();
        things.iter().map(|thing| known.remove(thing)).collect()
    }

    async fn rows(&self) -> Vec<String> {
        self.scene.house.place().query("SELECT COALESCE(title, '-') FROM titles ORDER BY entity, entity_id").await
    }

    fn is_bound(&self, code: &str) -> bool {
        self.scene.portal.subscriptions().iter().any(|bound| bound.event == code)
    }
}

#[expect(clippy::unnecessary_wraps, reason = "what is compared is optional")]
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn lead(id: u64) -> Thing {
    Thing { kind: ThingKind::Lead, id }
}

#[tokio::test]
async fn deleted_lead_has_the_title_that_it_had() {
    let stage = Box::pin(Stage::set()).await;
    let portal = &stage.scene.portal;
    let before = stage.scene.facts().await.subscriptions.unwrap();
    assert!(!stage.is_bound("ONCRMLEADADD") && before.missing.is_empty());
    stage.switch(true, 365).await;
    for kind in ThingKind::ALL {
        assert!(kind.codes().into_iter().all(|code| stage.is_bound(code)), "{kind:?}");
    }
    let subscriptions = stage.scene.facts().await.subscriptions.unwrap();
    assert_eq!((subscriptions.expected, &subscriptions.missing), (before.expected, &before.missing));

    let mut things = Vec::new();
    for (kind, of) in ThingKind::ALL.into_iter().zip([Kind::Lead, Kind::Deal, Kind::Contact, Kind::Company, Kind::Task])
    {
        things.push(Thing { kind, id: portal.create(of, &format!("Acme {kind:?}")).await });
    }
    assert_eq!(stage.bring().await, [IGNORED; 5], "nothing was deleted");
    assert_eq!(stage.titles(&things).await, vec![None; 5]);
    stage.follow().await;
    assert_eq!(
        stage.titles(&things).await,
        ["Acme Lead", "Acme Deal", "Acme Contact", "Acme Company", "Acme Task"].map(some)
    );
    assert_eq!(portal.calls("crm.lead.list"), 1);
    portal.retitle(Kind::Lead, things[0].id, "New roof").await;
    stage.bring().await;
    stage.follow().await;
    assert_eq!((stage.titles(&things[..1]).await, portal.calls("crm.deal.list")), (vec![some("New roof")], 1));

    portal.delete_this(Kind::Lead, things[0].id).await;
    assert_eq!(stage.bring().await.iter().filter(|answer| answer.contains("stored")).count(), 1);
    stage.scene.house.indexed().await;
    let tenant = stage.scene.house.store.tenant(&stage.scene.member_id);
    let deletion = tenant.find_deletion(1).await.unwrap().unwrap();
    assert_eq!(Thing::deleted(&deletion), Some(things[0]));
    assert_eq!(stage.titles(&things[..1]).await, [some("New roof")]);
    assert_eq!(stage.scene.facts().await.deletions, 1);
}

#[tokio::test]
async fn title_is_sealed_and_no_other_portals() {
    let stage = Box::pin(Stage::set()).await;
    stage.switch(true, 365).await;
    let things = [lead(stage.scene.portal.create(Kind::Lead, "Secret roof").await)];
    stage.bring().await;
    stage.follow().await;
    let rows = stage.rows().await;
    assert!(rows.len() == 1 && !rows[0].contains("roof"), "{rows:?}");
    let calls = stage.scene.house.store.tenant(&stage.scene.member_id).list_calls(50).await.unwrap();
    assert!(calls.iter().any(|call| call.request.contains("crm.lead.list")));
    assert!(calls.iter().all(|call| !call.answer.contains("roof")));
    let other = member_id("other");
    assert!(stage.scene.house.store.tenant(&other).titles(&things).await.unwrap().is_empty());
    let both = [(&stage.scene.member_id, things[0]), (&other, things[0])];
    let titles = stage.scene.house.store.all_portals().titles(&both).await.unwrap();
    assert_eq!(titles.into_keys().collect::<Vec<_>>(), [(stage.scene.member_id.clone(), things[0])]);
    // A row moved to another portal opens nothing.
    stage.scene.house.execute("UPDATE titles SET member_id = 'other'").await;
    assert!(stage.scene.house.store.tenant(&other).titles(&things).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_switched_off_is_unbound_and_erased() {
    let stage = Box::pin(Stage::set()).await;
    let portal = &stage.scene.portal;
    let unasked = portal.create(Kind::Lead, "Before").await;
    stage.switch(true, 365).await;
    let things = [lead(unasked), lead(portal.create(Kind::Lead, "Roof").await)];
    stage.bring().await;
    stage.follow().await;
    assert_eq!(stage.titles(&things).await, [None, some("Roof")]);
    portal.create(Kind::Lead, "On its way").await;
    assert!(stage.is_bound("ONTASKUPDATE"));
    stage.switch(false, 365).await;
    assert_eq!(stage.rows().await, Vec::<String>::new());
    assert!(ThingKind::ALL.iter().flat_map(|kind| kind.codes()).all(|code| !stage.is_bound(code)));
    assert!(stage.is_bound("ONCRMLEADDELETE"));
    assert_eq!(stage.bring().await.last().map(String::as_str), Some(IGNORED));
    stage.follow().await;
    assert_eq!(stage.rows().await, Vec::<String>::new());

    // A process without the news has noted something: the worker removes it.
    let sql = format!(
        "INSERT INTO titles (member_id, entity, entity_id, due_at) VALUES ('{}', 'crm.lead', '5', 1)",
        stage.scene.member_id
    );
    stage.scene.house.execute(&sql).await;
    let tenant = stage.scene.house.store.tenant(&stage.scene.member_id);
    tenant.bring_forward(Task::Titles, stage.scene.house.clock.now()).await.unwrap();
    let asked = portal.calls("crm.lead.list");
    stage.scene.care().await;
    assert_eq!((stage.rows().await.len(), portal.calls("crm.lead.list")), (0, asked));
}

#[tokio::test]
async fn titles_go_after_their_days() {
    let stage = Box::pin(Stage::set()).await;
    let house = &stage.scene.house;
    stage.switch(true, 10).await;
    let thing = [lead(stage.scene.portal.create(Kind::Lead, "Roof").await)];
    stage.bring().await;
    stage.follow().await;
    let kept_for = jobs::KeptFor { deletions: 0, audit: 0, uninstalled: 90 };
    let mut keeping = jobs::housekeeping(&house.store, &stage.scene.outward.installer, &house.clock, kept_for);
    let mut keep_house = async |days: i64| {
        house.advance(Duration::days(days)).await;
        keeping.run().await.unwrap();
        stage.titles(&thing).await
    };
    assert_eq!(keep_house(9).await, [some("Roof")]);
    stage.switch(true, 30).await;
    assert_eq!(keep_house(9).await, [some("Roof")], "they are kept longer from now on");
    stage.switch(true, 0).await;
    assert_eq!(keep_house(900).await, [some("Roof")], "forever");
    stage.switch(true, 365).await;
    assert_eq!(keep_house(0).await, [None]);
    assert_eq!(stage.rows().await, Vec::<String>::new());
}

#[tokio::test]
async fn portal_that_fails_is_asked_again_and_what_is_gone_there_is_not_waited_for() {
    let stage = Box::pin(Stage::set()).await;
    let portal = &stage.scene.portal;
    stage.switch(true, 365).await;
    let things = [lead(portal.create(Kind::Lead, "Roof").await), lead(portal.create(Kind::Lead, "Wall").await)];
    let of_deal = Thing { kind: ThingKind::Deal, id: portal.create(Kind::Deal, "Deal").await };
    portal.delete_this(Kind::Lead, things[1].id).await;
    let fault = Fault::Error { code: "QUERY_LIMIT_EXCEEDED".to_owned(), status: None, description: None };
    portal.fault("crm.lead.list", fault, Some(1));
    stage.bring().await;
    stage.follow().await;
    assert_eq!(stage.titles(&[things[0], of_deal]).await, [None, some("Deal")], "one command alone fails");
    stage.scene.house.hands.advance(Duration::seconds(10));
    stage.scene.care().await;
    assert_eq!(stage.titles(&things).await, [some("Roof"), None]);
    assert_eq!(stage.rows().await.len(), 2, "nothing is kept of what was gone before");

    let calls = portal.calls("crm.lead.list");
    portal.retitle(Kind::Lead, things[0].id, "New roof").await;
    portal.fault("batch", Fault::Html, None);
    stage.bring().await;
    for _ in 0..12 {
        stage.follow().await;
        stage.scene.house.hands.advance(Duration::hours(7));
    }
    portal.clear_faults();
    stage.scene.house.hands.advance(Duration::hours(7));
    stage.scene.care().await;
    assert_eq!(portal.calls("crm.lead.list"), calls, "it was given up");
    assert_eq!(stage.titles(&things[..1]).await, [some("Roof")], "the title that it had stays");
    portal.retitle(Kind::Lead, things[0].id, "New roof").await;
    stage.bring().await;
    stage.follow().await;
    assert_eq!(stage.titles(&things[..1]).await, [some("New roof")]);
}

#[tokio::test]
async fn change_during_a_retry_is_asked_for_again() {
    let house = Box::pin(House::new()).await;
    let (portal, now) = (member_id("a"), house.clock.now());
    house.install(&portal, "a.example", "token").await;
    let (tenant, titles) = (house.store.tenant(&portal), TitleSettings { is_on: true, days: 0 });
    tenant.save_settings(&PortalSettings { titles, ..PortalSettings::default() }, now).await.unwrap();
    let at = |seconds| now + Duration::seconds(seconds);
    let due = async |seconds| tenant.list_due_titles(at(seconds), 9).await.unwrap();
    tenant.note_changed(&[lead(7)], now).await.unwrap();
    tenant.record_titles_failure(&[lead(7)], at(10)).await.unwrap();
    tenant.note_changed(&[lead(7)], at(5)).await.unwrap();
    assert!(due(9).await.is_empty(), "it waits for its time");
    let asked = due(10).await;
    tenant.note_changed(&[lead(7)], at(11)).await.unwrap();
    let before = [(lead(7), "Roof".to_owned())].into();
    tenant.save_titles(&asked, &before, titles, at(12)).await.unwrap();
    let again: Vec<_> = due(12).await.iter().map(|due| (due.thing, due.failures)).collect();
    assert_eq!(again, [(lead(7), 0)], "the answer may be older than the change");
}

#[tokio::test]
async fn flood_of_changes_has_an_end() {
    let stage = Box::pin(Stage::set()).await;
    let (store, now) = (&stage.scene.house.store, stage.scene.house.clock.now());
    let things: Vec<Thing> = (1..=10_500).map(lead).collect();
    let tenant = store.tenant(&stage.scene.member_id);
    assert_eq!(tenant.note_changed(&things, now).await.unwrap(), 0, "titles are not kept");
    stage.switch(true, 365).await;
    assert_eq!(tenant.note_changed(&things, now).await.unwrap(), 10_000);
    assert_eq!(tenant.note_changed(&things, now).await.unwrap(), 0, "so many wait already");
    assert_eq!(store.tenant(&member_id("other")).note_changed(&things, now).await.unwrap(), 0, "nobody knows it");
    stage.scene.let_only(Task::Titles).await;
    for _ in 0..10 {
        stage.follow().await;
    }
    assert_eq!(stage.rows().await.len(), 10_000 - 10 * 250, "a call with some pages of commands at a time");
}

#[tokio::test]
async fn titles_are_sealed_anew_with_the_present_key() {
    let (old, new) = (SecretKey::generate(), SecretKey::generate());
    let house = Box::pin(House::sealed_by(old.clone())).await;
    let (portal, now) = (member_id("a"), house.clock.now());
    house.install(&portal, "a.example", "token").await;
    let (tenant, things): (_, Vec<Thing>) = (house.store.tenant(&portal), (1..=450).map(lead).collect());
    let titles = TitleSettings { is_on: true, days: 0 };
    tenant.save_settings(&PortalSettings { titles, ..PortalSettings::default() }, now).await.unwrap();
    assert_eq!(tenant.note_changed(&things, now).await.unwrap(), 450);
    let due = tenant.list_due_titles(now, 999).await.unwrap();
    let named = things.iter().map(|thing| (*thing, format!("Lead {}", thing.id))).collect();
    tenant.save_titles(&due, &named, titles, now).await.unwrap();

    let database = house.place().database();
    let both = Store::open(&database, Vault::new(new.clone(), [old])).await.unwrap();
    assert_eq!(both.tenant(&portal).titles(&things).await.unwrap(), named, "under the old key still");
    both.rotate_keys(|_| ()).await.unwrap();
    both.retire_old_keys().await.unwrap();
    let alone = Store::open(&database, Vault::new(new, [])).await.expect("the new key is enough");
    assert_eq!(alone.tenant(&portal).titles(&things).await.unwrap(), named);
}
