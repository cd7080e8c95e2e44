//! A portal's handlers: every deletion event that it offers, bound to our present address and no other.

use domain::event::EventCode;
use domain::schedule::Task;
use serde_json::json;
use sim::Kind;
use time::Duration;

use super::Scene;
use crate::outward::NOWHERE;

#[tokio::test]
async fn undocumented_deletions_that_are_offered_are_bound_too() {
    let scene = Box::pin(Scene::new()).await;
    let offered = ["ONCRMLEADDELETE", "ONNEWTHINGDELETE", "ONOTHERUNREGISTER", "SOME.THING.DELETED", "ONCRMLEADADD"];
    scene.portal.offer(Some(offered.map(str::to_owned).into()));
    scene.check_subscriptions().await;
    let bound = scene.portal.subscriptions();
    let online = |code: &str| bound.iter().any(|bound| bound.event == code && !bound.offline);
    let offline = |code: &str| bound.iter().any(|bound| bound.event == code && bound.offline);
    for code in offered {
        let deletion = code != "ONCRMLEADADD";
        assert_eq!((online(code), offline(code)), (deletion, deletion), "{code}");
        assert!(EventCode::parse(code).is_ok());
    }
    let subscriptions = scene.facts().await.subscriptions.unwrap();
    assert_eq!((subscriptions.expected, subscriptions.found()), (4, 4), "{subscriptions:?}");
}

#[tokio::test]
async fn handlers_at_an_earlier_address_are_unbound() {
    let scene = Box::pin(Scene::new()).await;
    let old = "http://127.0.0.1:10/bitrix24/events";
    let foreign = "http://127.0.0.1:10/hooks/of/the/app";
    for (event, handler) in [
        ("ONCRMLEADDELETE", old),
        ("ONCRMDEALDELETE", old),
        ("ONAPPTEST", "http://127.0.0.1:10/bitrix24/events/0123"),
        ("ONCRMLEADDELETE", foreign),
    ] {
        let bind = json!({ "event": event, "handler": handler });
        scene.outward.portals.call(&scene.member_id, "event.bind", bind).await.unwrap();
    }
    scene.check_subscriptions().await;
    let handlers: Vec<_> = scene.portal.subscriptions().into_iter().filter_map(|bound| bound.handler).collect();
    let strays: Vec<_> = handlers.iter().filter(|handler| *handler != NOWHERE).collect();
    assert_eq!(strays, [foreign], "what is not ours is left alone");
    assert!(handlers.len() > 50);
}

#[tokio::test]
async fn changed_public_address_makes_portals_be_looked_at() {
    let scene = Box::pin(Scene::new()).await;
    scene.check_subscriptions().await;
    let (store, now) = (&scene.house.store, scene.house.clock.now());
    let tenant = store.tenant(&scene.member_id);
    assert_eq!(store.note_handler(NOWHERE, now).await.unwrap(), 0);
    assert!(tenant.find_due(Task::SubscriptionCheck).await.unwrap().is_some_and(|at| at > now + Duration::HOUR));
    assert_eq!(store.note_handler("https://new.example/bitrix24/events", now).await.unwrap(), 1);
    assert_eq!(scene.facts().await.subscriptions, None, "nobody knows what it reports there");
    assert!(tenant.find_due(Task::SubscriptionCheck).await.unwrap().is_some_and(|at| at <= now + Duration::MINUTE));
}

#[tokio::test]
async fn what_was_deleted_while_events_were_not_bound_is_fetched() {
    let scene = Box::pin(Scene::new()).await;
    scene.check_subscriptions().await;
    scene.let_only(Task::Recover).await;
    for event in ["ONCRMLEADDELETE", "ONOFFLINEEVENT"] {
        let unbind = json!({ "event": event, "handler": NOWHERE });
        scene.outward.portals.call(&scene.member_id, "event.unbind", unbind).await.unwrap();
    }
    scene.portal.delete_many(Kind::Lead, 3).await;
    scene.check_subscriptions().await;
    scene.house.hands.advance(Duration::seconds(5));
    scene.care().await;
    scene.house.indexed().await;
    assert_eq!(scene.facts().await.deletions, 3);
}

#[tokio::test]
async fn endpoint_without_its_final_slash_is_called() {
    let scene = Box::pin(Scene::new()).await;
    scene.portal.switch(|switches| switches.endpoint_without_slash = true);
    scene.let_token_end();
    scene.call().await.expect("an answer");
    scene.call().await.expect("an answer at the endpoint that the renewal named");
}
