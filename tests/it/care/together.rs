//! Several processes on one database: nothing runs twice, and if one dies, another finishes its work.

use std::collections::HashSet;

use domain::MemberId;
use domain::portal::Finding;
use domain::schedule::Task;
use sim::{Fault, PortalSpec};
use store::TokenLease;
use time::Duration;
use tokio::task::JoinSet;

use super::{CLIENT_ID, Scene};
use crate::outward::{NOWHERE, Outward};

#[tokio::test]
async fn two_hundred_users_in_two_processes_cause_one_renewal() {
    let scene = Scene::new().await;
    let neighbour = scene.house.neighbour().await;
    let there = Outward::new(&neighbour, &scene.sim.url(), CLIENT_ID, NOWHERE);
    scene.let_token_end();
    scene.sim.fault("oauth/token", Fault::Late(200), Some(1));
    let users = (0..200).map(|user| {
        let outward = if user % 2 == 0 { &scene.outward } else { &there };
        let (keeper, member_id) = (outward.portals.keeper().clone(), scene.member_id.clone());
        async move { keeper.access(&member_id).await.unwrap().version }
    });
    let versions: HashSet<i64> = users.collect::<JoinSet<_>>().join_all().await.into_iter().collect();
    assert_eq!((versions.len(), scene.portal.refreshes()), (1, 1));
}

#[tokio::test]
async fn renewal_of_a_process_that_died_is_taken_over() {
    let scene = Scene::new().await;
    scene.let_token_end();
    let (tenant, now) = (scene.house.store.tenant(&scene.member_id), scene.house.clock.now());
    let version = tenant.find_access().await.unwrap().unwrap().version;
    let lease = tenant.lease_tokens(version, "one that died", now, Duration::MINUTE).await.unwrap();
    assert!(matches!(lease, TokenLease::Granted(_)));
    let taken = tenant.lease_tokens(version, "another", now, Duration::MINUTE).await.unwrap();
    assert!(matches!(taken, TokenLease::Taken));
    scene.house.execute("UPDATE portals SET token_lease_until = token_lease_until - 61000000").await;
    scene.call().await.unwrap();
    assert_eq!(scene.portal.refreshes(), 1);
}

#[tokio::test]
async fn lease_is_ended_by_whoever_holds_it_alone() {
    let scene = Scene::new().await;
    let (tenant, now) = (scene.house.store.tenant(&scene.member_id), scene.house.clock.now());
    let version = tenant.find_access().await.unwrap().unwrap().version;
    let lease = async |owner| tenant.lease_tokens(version, owner, now, Duration::MINUTE).await.unwrap();
    assert!(matches!(lease("here").await, TokenLease::Granted(_)));
    tenant.record_finding(Finding::Answers, version, None, now, 0.5).await.unwrap();
    tenant.release_tokens("elsewhere").await.unwrap();
    assert!(matches!(lease("elsewhere").await, TokenLease::Taken), "two renewals would use the refresh token twice");
    tenant.release_tokens("here").await.unwrap();
    assert!(matches!(lease("elsewhere").await, TokenLease::Granted(_)));
}

#[tokio::test]
async fn what_is_due_is_claimed_by_one_of_two() {
    let scene = Scene::new().await;
    for number in 0..40 {
        let portal = scene.sim.add_portal(PortalSpec::new(format!("p{number}")));
        portal.install_silently();
        scene.install_portal(&portal, 1).await;
    }
    scene.house.hands.advance(Duration::MINUTE);
    let neighbour = scene.house.neighbour().await;
    let now = scene.house.clock.now();
    let claims = (0..12).map(|turn| {
        let store = if turn % 2 == 0 { scene.house.store.clone() } else { neighbour.store.clone() };
        async move { store.claim_due(Task::SubscriptionCheck, now, now + Duration::MINUTE, 7).await.unwrap() }
    });
    let claimed: Vec<MemberId> = claims.collect::<JoinSet<_>>().join_all().await.into_iter().flatten().collect();
    let portals: HashSet<&MemberId> = claimed.iter().collect();
    assert_eq!(portals.len(), claimed.len(), "claimed twice");
    assert_eq!(
        scene.house.store.claim_due(Task::SubscriptionCheck, now, now, 100).await.unwrap().len() + claimed.len(),
        41
    );
}

#[tokio::test]
async fn lease_is_held_by_one_and_passes_when_it_ends() {
    let scene = Scene::new().await;
    let neighbour = scene.house.neighbour().await;
    let (house, now) = (&scene.house, scene.house.clock.now());
    let hold =
        async |store: &store::Store, owner| store.hold_lease("care", owner, now, Duration::seconds(20)).await.unwrap();
    assert!(hold(&house.store, "a").await);
    assert!(!hold(&neighbour.store, "b").await);
    house.execute("UPDATE leases SET until = until - 15000000").await;
    assert!(hold(&house.store, "a").await, "it is prolonged");
    house.execute("UPDATE leases SET until = until - 15000000").await;
    assert!(!hold(&neighbour.store, "b").await);
    house.execute("UPDATE leases SET until = until - 15000000").await;
    assert!(hold(&neighbour.store, "b").await, "it is over");
    assert!(!hold(&house.store, "a").await);
    neighbour.store.release_lease("care", "b").await.unwrap();
    assert!(hold(&house.store, "a").await);
}

#[tokio::test]
async fn lease_from_before_the_clock_was_put_back_is_not_waited_for() {
    let scene = Scene::new().await;
    let (house, now) = (&scene.house, scene.house.clock.now());
    let hold = async |owner| house.store.hold_lease("care", owner, now, Duration::seconds(20)).await.unwrap();
    assert!(hold("ahead").await);
    house.execute("UPDATE leases SET until = until + 9000000").await;
    assert!(!hold("here").await, "clocks are corrected a little");
    house.execute("UPDATE leases SET until = until + 3600000000").await;
    assert!(hold("here").await);
}

/// The embedded database means one machine and one clock.
#[tokio::test]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn clock_of_a_process_that_is_ahead_ends_no_lease_of_another() {
    let scene = Scene::new().await;
    let (tenant, now) = (scene.house.store.tenant(&scene.member_id), scene.house.clock.now());
    let ahead = now + Duration::seconds(61);
    let version = tenant.find_access().await.unwrap().unwrap().version;
    let granted = tenant.lease_tokens(version, "here", now, Duration::MINUTE).await.unwrap();
    assert!(matches!(granted, TokenLease::Granted(_)));
    let taken = tenant.lease_tokens(version, "ahead", ahead, Duration::MINUTE).await.unwrap();
    assert!(matches!(taken, TokenLease::Taken), "a second renewal would lose the portal");
    let store = &scene.house.store;
    assert!(store.hold_lease("care", "here", now, Duration::MINUTE).await.unwrap());
    assert!(!store.hold_lease("care", "ahead", ahead, Duration::MINUTE).await.unwrap());
}
