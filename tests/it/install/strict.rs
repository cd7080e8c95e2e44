//! Undocumented behaviour of real portals: silent token changes, ports, renames, system users, and servers that do not
//! decide.

use domain::coded::Recorded;
use domain::health::AlarmKind;
use domain::journal::JournalEntry;
use domain::portal::PortalStatus;
use domain::refusal::RefusalReason;
use domain::schedule::Task;
use reqwest::StatusCode;
use sim::{Fault, Kind, PortalSpec};
use tests::eventually;
use time::Duration;

use super::{ALL_DONE, Frame, SOON, Scene, steps};
use crate::outward::EAST;

const APP: &str = "/bitrix24/app";
const INSTALLER: &str = "/bitrix24/install";

async fn installed() -> Scene {
    let scene = Box::pin(Scene::new()).await;
    Box::pin(scene.portal.install_by_frame()).await;
    Box::pin(scene.active()).await;
    scene
}

impl Scene {
    /// Deletes leads and expects each event to be refused.
    async fn be_refused(&self, leads: usize) {
        let deliveries = self.portal.delete_many(Kind::Lead, leads).await;
        assert!(deliveries.iter().all(|delivery| delivery.status == Some(403)), "{deliveries:?}");
    }

    async fn alarms(&self) -> Vec<AlarmKind> {
        let alarms = self.house.store.tenant(&self.member_id).list_alarms().await.unwrap();
        alarms.into_iter().map(|alarm| alarm.kind).collect()
    }

    async fn care(&self) {
        Box::pin(self.outward.caretaker.do_due()).await;
    }

    /// Waits until `token` proves the portal's events.
    async fn proven_by(&self, token: &str) {
        let proven = async || self.is_proven_by(token).await.then_some(());
        eventually("the new token to be known", SOON, proven).await;
    }

    async fn deletions(&self) -> u64 {
        self.house.indexed().await;
        self.kept().await.map_or(0, |portal| portal.deletions)
    }
}

#[tokio::test]
async fn administrators_frame_brings_a_changed_application_token() {
    let scene = installed().await;
    scene.portal.fault("event.test", Fault::error("ACCESS_DENIED"), None); // leaves only the frame to bring the token
    let token = scene.portal.renew_application_token();
    Box::pin(scene.be_refused(4)).await;
    let ordinary = Frame::of(&scene.portal, scene.ordinary_user()).with("APPLICATION_TOKEN", "made-up");
    assert_eq!(scene.post(APP, &ordinary).await.status, StatusCode::FORBIDDEN);
    for token in [&token, "made-up"] {
        assert!(!scene.is_proven_by(token).await, "an ordinary user brings nothing");
    }

    let frame = Frame::of(&scene.portal, 1).with("APPLICATION_TOKEN", &token);
    assert_eq!(scene.post(APP, &frame).await.status, StatusCode::OK);
    assert!(scene.is_proven_by(&token).await);
    scene.portal.delete(Kind::Lead).await;
    assert_eq!(scene.deletions().await, 1);
    scene.care().await; // reads the offline queue
    assert_eq!(scene.deletions().await, 5, "what was refused is fetched");
}

#[tokio::test]
async fn burst_of_refused_events_makes_the_portal_be_asked() {
    let scene = installed().await;
    let token = scene.portal.renew_application_token();
    Box::pin(scene.be_refused(1)).await; // as well as ONOFFLINEEVENT
    let tenant = scene.house.store.tenant(&scene.member_id);
    assert_eq!(tenant.find_due(Task::Learn).await.unwrap(), None, "it may be an accident");
    Box::pin(scene.be_refused(1)).await;
    assert!(tenant.find_due(Task::Learn).await.unwrap().is_some());
    scene.care().await;
    scene.proven_by(&token).await;
    scene.sim.settled().await;
    scene.care().await;
    assert_eq!(scene.deletions().await, 2);
    assert_eq!(scene.alarms().await, []);
}

#[tokio::test]
async fn check_and_its_test_event_learn_a_changed_token() {
    let scene = installed().await;
    let token = scene.portal.renew_application_token();
    let tenant = scene.house.store.tenant(&scene.member_id);
    tenant.schedule(Task::Probe, Some(scene.house.clock.now())).await.unwrap();
    let learned = async || {
        scene.care().await;
        scene.is_proven_by(&token).await.then_some(())
    };
    eventually("the refused test event to make the portal be asked", SOON, learned).await;
}

#[tokio::test]
async fn refused_events_of_a_portal_that_cannot_be_asked_alarm() {
    let scene = installed().await;
    scene.portal.renew_application_token();
    scene.portal.fault("event.bind", Fault::error("ACCESS_DENIED"), None);
    Box::pin(scene.be_refused(5)).await;
    scene.care().await;
    assert_eq!(scene.alarms().await, [AlarmKind::EventsRefused]);
    let refusals = scene.kept().await.unwrap().refusals.unwrap();
    assert!(refusals.count >= 3 && refusals.confirmed_at.is_none());
}

#[tokio::test]
async fn forged_events_do_not_change_what_the_portal_confirms() {
    let scene = installed().await;
    let token = scene.portal.application_token();
    let forged = scene.portal.deletion_bodies(Kind::Lead).remove(0).replace(&token, "forged");
    let url = scene.base.join("/bitrix24/events").unwrap();
    for _ in 0..5 {
        let post = scene.sim.client().post(url.clone()).header("content-type", "application/x-www-form-urlencoded");
        assert_eq!(post.body(forged.clone()).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    }
    scene.care().await;
    let confirmed = async || scene.kept().await?.refusals?.confirmed_at;
    eventually("the portal to confirm its token", SOON, confirmed).await;
    assert!(scene.is_proven_by(&token).await);
    let asked = scene.portal.calls("event.test");
    for _ in 0..20 {
        let post = scene.sim.client().post(url.clone()).header("content-type", "application/x-www-form-urlencoded");
        post.body(forged.clone()).send().await.unwrap();
    }
    scene.care().await;
    assert_eq!(scene.portal.calls("event.test"), asked, "a flood does not make us ask again and again");
}

#[tokio::test]
async fn frame_at_a_port_of_the_web_server_is_the_same_portal() {
    for port in [443, 8890] {
        let scene = Box::pin(Scene::new()).await;
        scene.portal.switch(|switches| switches.frame_port = Some(port));
        let answered = scene.portal.install_by_frame().await;
        assert!(answered.installed, "{port}: {}", answered.body);
        let opened = scene.portal.open_app().await;
        assert_eq!(opened.status, Some(200), "{port}: {}", opened.body);
        let policy = &opened.headers["content-security-policy"];
        assert_eq!(policy.contains(":8890"), port == 8890, "{policy}");
    }
}

#[tokio::test]
async fn app_info_that_decides_nothing_parks_an_install() {
    let pages = [403, 404, 429, 451, 502].map(Fault::Status);
    let codes = [
        "OPERATION_TIME_LIMIT",
        "QUERY_LIMIT_EXCEEDED",
        "OVERLOAD_LIMIT",
        "INTERNAL_SERVER_ERROR",
        "ERROR_UNEXPECTED_ANSWER",
        "SOMETHING_NEW",
    ];
    for fault in pages.into_iter().chain(codes.map(Fault::error)).chain([Fault::Html]) {
        let scene = Box::pin(Scene::new()).await;
        scene.sim.fault("app.info", fault.clone(), Some(1));
        let answered = scene.portal.install_by_callback().await;
        assert_eq!(answered.status, Some(202), "{fault:?}: {}", answered.body);
        assert!(answered.body.contains("pending"), "{fault:?}");
        assert_eq!((scene.kept().await, scene.refusals().await.len()), (None, 0), "{fault:?}");
        let pending = scene.house.store.list_pending(10).await.unwrap();
        assert!(!scene.outward.installer.install_pending(&pending[0]).await.unwrap(), "{fault:?}");
        assert_eq!(scene.status().await, Some(PortalStatus::Active), "{fault:?}");
    }
}

#[tokio::test]
async fn documented_refusal_of_app_info_is_a_decision() {
    for code in ["invalid_client", "NOT_INSTALLED", "PAYMENT_REQUIRED", "NO_AUTH_FOUND"] {
        let scene = Box::pin(Scene::new()).await;
        scene.sim.fault("app.info", Fault::error(code), Some(1));
        assert_eq!(scene.portal.install_by_callback().await.status, Some(403), "{code}");
        assert_eq!(scene.kept().await, None, "{code}");
    }
}

#[tokio::test]
async fn portal_of_another_region_is_installed_by_every_way() {
    let spec = || PortalSpec { authority: Some(EAST.to_owned()), ..PortalSpec::new("north") };
    let scene = Box::pin(Scene::with(spec())).await;
    assert!(scene.portal.install_by_frame().await.installed);
    let scene = Box::pin(Scene::with(spec())).await;
    assert_eq!(scene.portal.install_by_callback().await.status, Some(200));
    assert_eq!(scene.sim.calls("app.info"), 0, "the other server knows nothing of it");
}

#[tokio::test]
async fn frame_that_names_no_server_is_verified_at_the_known_one() {
    let spec = PortalSpec { authority: Some(EAST.to_owned()), ..PortalSpec::new("north") };
    let scene = Box::pin(Scene::with(spec)).await;
    scene.portal.install_by_frame().await;
    scene.active().await;
    let page = scene.post(APP, &Frame::of(&scene.portal, 1)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_eq!(scene.sim.calls("app.info"), 0);
}

#[tokio::test]
async fn system_user_and_confirmed_method_come_to_the_installer() {
    let scene = installed().await;
    for delivery in scene.portal.user_ready().await.iter().chain(&scene.portal.confirm_method("user.get", true).await) {
        assert_eq!((delivery.status, delivery.handler.ends_with(INSTALLER)), (Some(200), true), "{delivery:?}");
        assert!(delivery.answer.contains("accepted"), "{delivery:?}");
    }
    let tenant = scene.house.store.tenant(&scene.member_id);
    let journal: Vec<_> = tenant.list_journal(9).await.unwrap().into_iter().map(|line| line.entry).collect();
    assert!(journal.contains(&Recorded::Known(JournalEntry::SpareTokensKept)), "{journal:?}");
    scene.portal.set_active(1, false);
    scene.outward.installer.inspector().inspect(&scene.member_id).await.expect("the system user may look");
    assert_eq!(scene.status().await, Some(PortalStatus::Active));
}

#[tokio::test]
async fn system_users_tokens_that_nobody_confirms_are_not_kept() {
    let scene = installed().await;
    let spare = async || {
        let later = scene.house.clock.now() + Duration::days(365);
        scene.house.store.tenant(&scene.member_id).find_due_spare(later).await.unwrap()
    };
    scene.sim.fault("app.info", Fault::wrong_app(), Some(1));
    assert_eq!(scene.portal.user_ready().await[0].status, Some(200), "the event itself is proven");
    assert!(spare().await.is_none() && scene.refusals().await[0] == RefusalReason::OtherApp);
    scene.sim.fault("app.info", Fault::Status(502), Some(1));
    assert_eq!(scene.portal.user_ready().await[0].status, Some(200), "the tokens wait, sealed");
    assert!(spare().await.is_none());
    let pending = scene.house.store.list_pending(10).await.unwrap();
    assert!(!scene.outward.installer.install_pending(&pending[0]).await.unwrap());
    assert!(spare().await.is_some());
}

#[tokio::test]
async fn system_user_with_a_wrong_token_of_a_known_portal_is_refused() {
    let scene = installed().await;
    let body = format!(
        "event=ONAPPUSERREADY&data[access_token]=a&data[refresh_token]=b&auth[member_id]={}&auth[application_token]=x",
        scene.member_id
    );
    for path in ["/bitrix24/events", INSTALLER] {
        let post = scene.sim.client().post(scene.base.join(path).unwrap());
        let post = post.header("content-type", "application/x-www-form-urlencoded").body(body.clone());
        let answer = post.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path}");
        assert!(answer.text().await.unwrap().contains("application_token_mismatch"), "{path}");
    }
}

#[tokio::test]
async fn system_user_without_tokens_is_held_like_any_event_where_the_app_is_not_installed() {
    let scene = Box::pin(Scene::new()).await;
    for path in ["/bitrix24/events", INSTALLER] {
        let post = scene.sim.client().post(scene.base.join(path).unwrap());
        let post = post.header("content-type", "application/x-www-form-urlencoded");
        let answer =
            post.body("event=ONAPPUSERREADY&auth[member_id]=m&auth[application_token]=x").send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::ACCEPTED, "{path}");
        assert!(answer.text().await.unwrap().contains("held"), "{path}");
    }
}

#[tokio::test]
async fn pending_install_whose_token_ended_is_renewed() {
    let scene = Box::pin(Scene::new()).await;
    scene.sim.fault("app.info", Fault::Status(503), Some(1));
    assert_eq!(scene.portal.install_by_callback().await.status, Some(202));
    scene.portal.expire_access_tokens();
    let verify = async || {
        for waiting in scene.house.store.list_pending(10).await.unwrap() {
            Box::pin(scene.outward.installer.install_pending(&waiting)).await.unwrap();
        }
        (scene.status().await == Some(PortalStatus::Active)).then_some(())
    };
    eventually("the waiting install to be renewed and verified", SOON, verify).await;
    assert_eq!(scene.refusals().await.len(), 0);
}

#[tokio::test]
async fn system_user_of_a_portal_that_is_not_known_waits_for_its_install() {
    let scene = Box::pin(Scene::new()).await;
    scene.portal.install_silently();
    assert_eq!(scene.portal.user_ready().await[0].status, Some(202));
    let pending = scene.house.store.list_pending(10).await.unwrap();
    assert!(scene.outward.installer.install_pending(&pending[0]).await.unwrap(), "it goes on waiting");
    assert!(scene.portal.retry_frame().await.installed);
    assert!(!scene.outward.installer.install_pending(&pending[0]).await.unwrap());
    scene.sim.fault("app.info", Fault::wrong_app(), Some(1));
    let stranger = scene.sim.add_portal(PortalSpec::new("south"));
    stranger.install_silently();
    assert_eq!(stranger.user_ready().await[0].status, Some(403), "nothing proves it");
}

#[tokio::test]
async fn frames_steps_are_the_same_at_any_port() {
    let scene = Box::pin(Scene::new()).await;
    scene.portal.begin_installation();
    let host = scene.portal.host();
    let bare = host.split(':').next().unwrap_or_default();
    let page = scene.post(INSTALLER, &Frame::of(&scene.portal, 1).at(&format!("{bare}:8890"))).await;
    assert_eq!(steps(&page.body), ALL_DONE, "{}", page.body);
    let foreign = Frame::of(&scene.portal, 1).at("evil.localhost:8890");
    assert_eq!(scene.post(INSTALLER, &foreign).await.step("verified"), Some("failed"));
}
