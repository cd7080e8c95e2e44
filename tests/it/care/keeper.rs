//! The token keeper renews once at a time, at the right time, and never loses a new pair.

use domain::MemberId;
use domain::failure::Failure;
use domain::portal::{PortalStatus, TokenHealth};
use domain::schedule::Task;
use secrecy::ExposeSecret;
use serde_json::json;
use sim::{Fault, FaultRule, PortalSpec, Rotation};
use time::Duration;
use tokio::task::JoinSet;

use super::{CLIENT_ID, Scene};
use crate::outward::{NOWHERE, Outward};

#[tokio::test]
async fn two_hundred_users_of_an_ended_token_cause_one_renewal() {
    let scene = Scene::new().await;
    scene.let_token_end();
    let users = (0..200).map(|_| {
        let (keeper, member_id) = (scene.outward.portals.keeper().clone(), scene.member_id.clone());
        async move { keeper.access(&member_id).await.unwrap().version }
    });
    let versions = users.collect::<JoinSet<_>>().join_all().await;
    assert!(versions.iter().all(|version| *version == versions[0]));
    assert_eq!(scene.portal.refreshes(), 1);
}

#[tokio::test]
async fn token_that_works_is_not_renewed() {
    let scene = Scene::new().await;
    for _ in 0..3 {
        scene.call().await.unwrap();
        scene.house.hands.advance(Duration::minutes(15));
    }
    assert_eq!(scene.portal.refreshes(), 0);
}

#[tokio::test]
async fn call_that_says_expired_is_repeated_once_with_a_new_token() {
    let scene = Scene::new().await;
    scene.portal.expire_access_tokens(); // early, so that only the portal knows
    assert_eq!(scene.call().await.unwrap()["ID"], "1");
    assert_eq!((scene.portal.refreshes(), scene.portal.calls("profile")), (1, 2));
}

#[tokio::test]
async fn tokens_are_renewed_between_day_120_and_150_and_not_before() {
    let scene = Scene::new().await;
    scene.let_only(Task::Renew).await;
    scene.house.hands.advance(Duration::days(119));
    scene.care().await;
    assert_eq!(scene.portal.refreshes(), 0);
    let due = scene.facts().await.token.renew_at.unwrap();
    scene.house.hands.advance(Duration::days(31));
    scene.care().await;
    assert_eq!(scene.portal.refreshes(), 1);
    let (token, now) = (scene.facts().await.token, scene.house.clock.now());
    assert!(due <= now && token.refreshed_at == Some(now));
    let again = token.renew_at.unwrap() - now;
    assert!(again >= Duration::days(120) && again <= Duration::days(150), "{again}");
}

#[tokio::test]
async fn renewal_goes_on_when_whoever_asked_has_gone() {
    let scene = Scene::new().await;
    scene.let_token_end();
    scene.sim.fault("oauth/token", Fault::Late(300), Some(1));
    let keeper = scene.outward.portals.keeper();
    let gone = tokio::time::timeout(std::time::Duration::from_millis(50), keeper.access(&scene.member_id)).await;
    assert!(gone.is_err(), "the caller did not wait");
    keeper.finish().await;
    assert_eq!(scene.portal.refreshes(), 1);
    scene.call().await.unwrap();
    assert_eq!(scene.portal.refreshes(), 1, "what was answered to nobody is kept");
}

#[tokio::test]
async fn lost_answer_is_survived_where_the_old_token_still_works() {
    let scene = Scene::new().await;
    scene.sim.switch(|switches| switches.rotation = Rotation::Grace(600));
    scene.let_token_end();
    scene.sim.fault("oauth/token", Fault::LoseAnswer, Some(1));
    assert!(scene.call().await.is_err());
    assert_eq!(scene.state().await, (PortalStatus::Active, TokenHealth::Failing));
    scene.house.hands.advance(Duration::minutes(1));
    scene.care().await;
    assert_eq!(scene.state().await, (PortalStatus::Active, TokenHealth::Ok));
}

#[tokio::test]
async fn lost_answer_is_noticed_where_the_old_token_is_dead() {
    let scene = Scene::new().await;
    scene.let_token_end();
    scene.sim.fault("oauth/token", Fault::LoseAnswer, Some(1));
    assert!(scene.call().await.is_err());
    scene.house.hands.advance(Duration::minutes(1));
    scene.care().await;
    assert_eq!(scene.state().await, (PortalStatus::NeedsReinstall, TokenHealth::Dead));
    let refused = Failure::ServerRefused { answer: "invalid_grant".to_owned() };
    assert_eq!(scene.facts().await.token.error, Some(refused));
}

#[tokio::test]
async fn newer_token_is_tried_before_anything_is_declared_dead() {
    let scene = Scene::new().await;
    let old = scene.outward.portals.keeper().access(&scene.member_id).await.unwrap();
    scene.install(1).await; // an administrator brings another pair
    scene.portal.kill_refresh_tokens();
    let access = scene.outward.portals.keeper().another(&scene.member_id, old.version).await.unwrap();
    assert!(access.version > old.version);
    assert_eq!(scene.state().await, (PortalStatus::Active, TokenHealth::Ok));
}

#[tokio::test]
async fn administrators_fresh_tokens_heal_a_portal() {
    let scene = Scene::new().await;
    scene.portal.kill_refresh_tokens();
    scene.let_token_end();
    assert!(scene.call().await.is_err());
    assert_eq!(scene.state().await, (PortalStatus::NeedsReinstall, TokenHealth::Dead));
    let ordinary = scene.portal.users().into_iter().find(|user| !user.admin).unwrap().id;
    scene.install(ordinary).await;
    assert_eq!(scene.state().await.0, PortalStatus::NeedsReinstall);
    scene.install(1).await;
    assert_eq!(scene.state().await, (PortalStatus::Active, TokenHealth::Ok));
    scene.call().await.unwrap();
}

#[tokio::test]
async fn server_that_takes_only_get_is_asked_so() {
    let scene = Scene::new().await;
    scene.sim.switch(|switches| switches.only_get = true);
    scene.let_token_end();
    scene.call().await.unwrap();
    assert_eq!(scene.state().await.1, TokenHealth::Ok);
}

#[tokio::test]
async fn answer_about_another_portal_changes_nothing() {
    let scene = Scene::new().await;
    scene.let_token_end();
    let foreign = Fault::Patch(json!({"member_id": "0badc0de0badc0de0badc0de0badc0de"}));
    scene.sim.fault("oauth/token", foreign, Some(1));
    let before = scene.house.store.tenant(&scene.member_id).find_access().await.unwrap().unwrap();
    assert!(scene.call().await.is_err());
    let after = scene.house.store.tenant(&scene.member_id).find_access().await.unwrap().unwrap();
    assert_eq!(before.access_token.expose_secret(), after.access_token.expose_secret());
    assert_eq!(scene.state().await, (PortalStatus::Active, TokenHealth::Failing));
}

#[tokio::test]
async fn renamed_portal_is_followed_when_the_new_host_is_confirmed() {
    let scene = Scene::new().await;
    scene.portal.rename("south");
    scene.call().await.unwrap();
    assert!(scene.facts().await.domain.starts_with("south.localhost"));
    assert!(scene.journal().await.contains(&"address_changed".to_owned()));
}

#[tokio::test]
async fn redirect_to_a_host_that_nobody_confirms_gets_no_token() {
    let scene = Scene::new().await;
    let thief = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let to = thief.local_addr().unwrap().to_string();
    scene.portal.add_fault(FaultRule { on: "profile".into(), fault: Fault::Redirect(to), times: None, after: 0 });
    assert!(scene.call().await.is_err());
    let connected = tokio::time::timeout(std::time::Duration::ZERO, thief.accept()).await;
    assert!(connected.is_err(), "nobody must have connected there");
    assert!(scene.facts().await.domain.starts_with("north.localhost"));
}

#[tokio::test]
async fn scheduled_renewals_never_exceed_the_rate() {
    let scene = Scene::new().await;
    let mut portals = vec![scene.portal.clone()];
    for number in 0..30 {
        let portal = scene.sim.add_portal(PortalSpec::new(format!("p{number}")));
        portal.install_silently();
        scene.install_portal(&portal, 1).await;
        portals.push(portal);
    }
    for portal in &portals {
        scene.let_only_of(&MemberId::parse(&portal.member_id()).unwrap(), Task::Renew).await;
    }
    scene.house.hands.advance(Duration::days(151));
    Outward::with_rate(&scene.house, &scene.sim.url(), CLIENT_ID, NOWHERE, 1_000).caretaker.do_due().await;
    let refreshes: u64 = portals.iter().map(sim::Portal::refreshes).sum();
    assert_eq!(refreshes, 10, "a hundredth of a day's renewals at once");
}
