//! Removals: every user of a portal could forge one, so nothing is destroyed before the authorization server stops
//! vouching for the installation.

use domain::audit::AuditEntry;
use domain::deletion::{Filter, Order};
use domain::failure::Failure;
use domain::portal::{PortalSettings, PortalStatus};
use domain::reach::Reach;
use domain::refusal::RefusalReason;
use domain::schedule::{Task, renewal};
use domain::stats::{Bucket, Count};
use domain::titles::{Thing, ThingKind, TitleSettings};
use reqwest::StatusCode;
use serde_json::json;
use sim::{Fault, Kind};
use tests::eventually;
use time::{Duration, OffsetDateTime};

use super::{Frame, SOON, Scene};
use crate::support::{House, member_id};

const KEPT: usize = 3;

/// A portal with [`KEPT`] deletions.
async fn installed() -> Scene {
    let scene = Box::pin(Scene::new()).await;
    scene.portal.install_by_frame().await;
    scene.active().await;
    scene.portal.delete_many(Kind::Lead, KEPT).await;
    assert_eq!(scene.seen().await, KEPT);
    scene
}

impl Scene {
    /// The number of visible deletions after indexing; every view has to agree.
    async fn seen(&self) -> usize {
        self.house.indexed().await;
        let (store, all) = (&self.house.store, Filter::default());
        let tenant = store.tenant(&self.member_id);
        let listed = tenant.deletions().list_deletions(&all, None, 50).await.unwrap().items.len();
        let mut seen = vec![("kept", self.kept().await.unwrap().deletions)];
        let (since, until) = (OffsetDateTime::UNIX_EPOCH, OffsetDateTime::UNIX_EPOCH + Duration::days(40_000));
        let counted = |counts: Vec<Count>| counts.iter().map(|count| count.deletions).sum::<u64>();
        seen.push(("counts", counted(tenant.deletions().count_events(Bucket::Day, since, until).await.unwrap())));
        for (name, reach) in [("all", Reach::AllPortals), ("own", Reach::Portals([self.member_id.clone()].into()))] {
            let portals = store.within(&reach);
            let page = portals.deletions().list(&all, Order::Newest, None, 50).await.unwrap();
            seen.push((name, page.items.len() as u64));
            let followed = portals.read_all(0, portals.last_arrival().await.unwrap()).await.unwrap().0;
            seen.push((name, followed.len() as u64));
            seen.push((name, counted(portals.deletions().count_events(Bucket::Day, since, until).await.unwrap())));
            seen.push((name, portals.overview().await.unwrap().deletions));
        }
        assert!(seen.iter().all(|(_, seen)| *seen == listed as u64), "{listed} listed, but {seen:?}");
        listed
    }

    /// Posts a removal the portal never sent.
    async fn forge_removal(&self, clean: u8) -> (StatusCode, String) {
        let body = format!(
            "event=ONAPPUNINSTALL&data[CLEAN]={clean}&ts={}&auth[member_id]={}&auth[application_token]={}",
            self.house.clock.now().unix_timestamp(),
            self.member_id,
            self.portal.application_token()
        );
        self.send(body).await
    }

    async fn send(&self, body: String) -> (StatusCode, String) {
        let url = self.base.join("/bitrix24/events").unwrap();
        let post = self.sim.client().post(url).header("content-type", "application/x-www-form-urlencoded");
        let answer = post.body(body).send().await.unwrap();
        (answer.status(), answer.text().await.unwrap())
    }

    /// Advances the clock, then asks the authorization server.
    async fn confirm_after(&self, time: Duration) {
        self.house.hands.advance(time);
        let tenant = self.house.store.tenant(&self.member_id);
        for other in Task::ALL.into_iter().filter(|task| *task != Task::Confirm) {
            tenant.schedule(other, None).await.unwrap();
        }
        Box::pin(self.outward.caretaker.do_due()).await;
    }

    /// Waits until the removal is undone; on a busy machine the server may have to be asked again.
    async fn comes_back(&self) {
        let active = async || {
            self.confirm_after(Duration::seconds(31)).await;
            (self.status().await == Some(PortalStatus::Active)).then_some(())
        };
        eventually("the removal to be undone", SOON, active).await;
    }

    async fn undone(&self) -> bool {
        let lines = self.house.store.list_audit(9).await.unwrap();
        let undone = AuditEntry::RemovalUndone { reason: RefusalReason::StillInstalled };
        lines.iter().any(|line| line.entry.known() == Some(&undone))
    }
}

#[tokio::test]
async fn forged_removal_hides_and_is_undone() {
    for clean in [0, 1] {
        let scene = Box::pin(installed()).await;
        let (status, answer) = Box::pin(scene.forge_removal(clean)).await;
        assert_eq!((status, answer.contains("accepted")), (StatusCode::OK, true), "{answer}");
        assert_eq!(scene.status().await, Some(PortalStatus::Uninstalled));
        assert_eq!(scene.seen().await, if clean == 1 { 0 } else { KEPT });
        let held = scene.portal.deletion_bodies(Kind::Lead).remove(0);
        assert_eq!(Box::pin(scene.send(held)).await.0, StatusCode::ACCEPTED);

        scene.confirm_after(Duration::seconds(3)).await;
        assert_eq!(scene.status().await, Some(PortalStatus::Uninstalled), "the server may not have heard of it yet");
        scene.comes_back().await;
        assert_eq!(scene.seen().await, KEPT + 1, "what came meanwhile is released");
        assert!(scene.undone().await);
        assert!(scene.is_proven_by(&scene.portal.application_token()).await);
        assert_eq!(scene.kept().await.unwrap().generation, 1);
    }
}

#[tokio::test]
async fn tokens_and_titles_are_due_again_when_a_removal_is_undone() {
    let (house, portal) = (Box::pin(House::new()).await, member_id("a"));
    house.install(&portal, "a.bitrix24.com", "token").await;
    let (tenant, now) = (house.store.tenant(&portal), house.clock.now());
    let titles = TitleSettings { is_on: true, days: 0 };
    tenant.save_settings(&PortalSettings { titles, ..PortalSettings::default() }, now).await.unwrap();
    tenant.note_changed(&[Thing { kind: ThingKind::Lead, id: 7 }], now).await.unwrap();
    let later = now + Duration::MINUTE;
    let due = async || {
        let tokens = tenant.find_due(Task::Renew).await.unwrap();
        [tokens, tenant.find_due(Task::Titles).await.unwrap()]
    };
    tenant.begin_removal(false, now).await.unwrap();
    assert_eq!(due().await, [None, None]);
    tenant.undo_removal(later, 0.5).await.unwrap().expect("it was removed");
    assert_eq!(due().await, [Some(renewal(now, 0.5)), Some(now)]);

    tenant.record_token_failure(1, &Failure::ServerUnreachable, now, 0.5).await.unwrap();
    tenant.begin_removal(false, now).await.unwrap();
    tenant.undo_removal(later, 0.5).await.unwrap().expect("it was removed");
    assert_eq!(due().await, [Some(later), Some(now)], "renewing them failed before");
}

#[tokio::test]
async fn forged_removal_stops_nobody_who_erases_all_data() {
    let scene = Box::pin(installed()).await;
    let tenant = scene.house.store.tenant(&scene.member_id);
    let now = scene.house.clock.now();
    assert_eq!(tenant.erase_deletions(now).await.unwrap(), Some(KEPT as u64));
    Box::pin(scene.forge_removal(1)).await;
    while !tenant.purge_batch(now).await.unwrap() {}
    scene.comes_back().await;
    assert_eq!(scene.seen().await, 0, "in no view");
}

#[tokio::test]
async fn answer_about_another_portal_settles_no_removal() {
    let scene = Box::pin(installed()).await;
    Box::pin(scene.forge_removal(1)).await;
    let tenant = scene.house.store.tenant(&scene.member_id);
    let before = tenant.find_access().await.unwrap().unwrap();
    let foreign = Fault::Patch(json!({"member_id": "0badc0de0badc0de0badc0de0badc0de"}));
    scene.sim.fault("oauth/token", foreign, Some(1));
    scene.confirm_after(Duration::hours(2)).await; // the access token has expired
    assert_eq!(scene.portal.refreshes(), 1);
    assert!(tenant.find_removal().await.unwrap().is_some(), "nobody knows yet");
    let after = tenant.find_access().await.unwrap().unwrap();
    assert_eq!((before.version, before.endpoint), (after.version, after.endpoint));
}

#[tokio::test]
async fn removal_is_carried_out_when_the_server_stops_vouching() {
    for clean in [false, true] {
        let scene = Box::pin(installed()).await;
        let deliveries = scene.portal.uninstall(clean).await;
        assert!(deliveries.iter().all(sim::Delivery::is_success), "{deliveries:?}");
        assert_eq!(scene.seen().await, if clean { 0 } else { KEPT });
        scene.confirm_after(Duration::seconds(3)).await;
        let tenant = scene.house.store.tenant(&scene.member_id);
        assert_eq!(tenant.find_removal().await.unwrap(), None);
        assert!(tenant.find_access().await.unwrap().is_none(), "its tokens are gone");
        assert_eq!(scene.seen().await, if clean { 0 } else { KEPT });
        assert!(!scene.undone().await);
        assert_eq!(scene.status().await, Some(PortalStatus::Uninstalled));
    }
}

#[tokio::test]
async fn removal_that_nobody_can_confirm_stands_after_a_day() {
    let scene = Box::pin(installed()).await;
    scene.sim.fault("*", Fault::Status(502), None);
    Box::pin(scene.forge_removal(1)).await;
    scene.confirm_after(Duration::hours(23)).await;
    let tenant = scene.house.store.tenant(&scene.member_id);
    assert!(tenant.find_removal().await.unwrap().is_some());
    scene.confirm_after(Duration::hours(2)).await;
    assert_eq!(tenant.find_removal().await.unwrap(), None);
    scene.sim.clear_faults();
    assert_eq!((scene.seen().await, scene.status().await), (0, Some(PortalStatus::Uninstalled)));
}

#[tokio::test]
async fn access_token_that_ended_by_its_time_proves_no_removal() {
    let scene = Box::pin(installed()).await;
    scene.house.hands.advance(Duration::hours(3));
    Box::pin(scene.forge_removal(1)).await;
    scene.comes_back().await;
    assert_eq!(scene.seen().await, KEPT);
    scene.outward.installer.inspector().inspect(&scene.member_id).await.expect("the renewed tokens are kept");
}

#[tokio::test]
async fn install_after_a_forged_removal_destroys_nothing() {
    let scene = Box::pin(installed()).await;
    Box::pin(scene.forge_removal(1)).await;
    let page = scene.post("/bitrix24/app", &Frame::of(&scene.portal, 1)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let portal = scene.active().await;
    assert_eq!((portal.generation, scene.seen().await), (1, KEPT));
    assert!(scene.undone().await);
}

#[tokio::test]
async fn install_after_a_genuine_removal_begins_anew() {
    let scene = Box::pin(installed()).await;
    scene.portal.uninstall(true).await;
    scene.house.hands.advance(Duration::seconds(30));
    assert!(scene.portal.install_by_frame().await.installed);
    let portal = scene.active().await;
    assert_eq!((portal.generation, scene.seen().await), (2, 0));
    scene.portal.delete(Kind::Lead).await;
    assert_eq!(scene.seen().await, 1);
}
