//! Which events are sent, to whom, and how often.

use sim::Kind;
use sim::php::decode;

use crate::support::{World, world};

#[tokio::test]
async fn a_deletion_is_sent_once_to_each_handler_as_php_encodes_it() {
    let world = World::with_bound(&["ONCRMLEADDELETE"]).await;

    let deliveries = world.portal.delete(Kind::Lead).await;

    assert_eq!(deliveries.len(), 1);
    assert!(deliveries[0].is_success());
    let received = world.inbox.take();
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].user_agent, "Bitrix24 Webhook Engine");
    assert_eq!(received[0].content_type, "application/x-www-form-urlencoded");
    assert!(received[0].body.starts_with("event=ONCRMLEADDELETE&event_handler_id="));
    assert!(received[0].body.contains("&data%5BFIELDS%5D%5BID%5D="));
    let event = decode(received[0].body.as_bytes());
    assert_eq!(event.text_at("ts").as_deref(), Some("1773760577"));
    let auth = event.get("auth").expect("auth");
    assert_eq!(auth.text_at("member_id"), Some(world.portal.member_id()));
    assert_eq!(auth.text_at("application_token"), Some(world.portal.application_token()));
    assert_eq!(auth.get("refresh_token"), None);
}

#[tokio::test]
async fn a_failed_delivery_is_never_repeated() {
    let world = World::with_bound(&[]).await;
    let handler = world.app.join("/broken").expect("URL");
    world.call("event.bind", &[("event", "ONCRMLEADDELETE"), ("handler", handler.as_str())]).await;

    let deliveries = world.portal.delete(Kind::Lead).await;
    world.portal.delete(Kind::Deal).await;
    world.sim.settled().await;

    assert_eq!(deliveries[0].status, Some(500));
    assert_eq!(world.inbox.take().len(), 1);
}

#[tokio::test]
async fn nothing_is_sent_before_the_installation_is_finished() {
    let world = world().await;
    world.portal.begin_installation();
    assert_eq!(world.bind("ONCRMLEADDELETE").await["result"], true);
    assert_eq!(world.bind("ONAPPINSTALL").await["result"], true);

    assert!(world.portal.delete(Kind::Lead).await.is_empty());
    world.portal.finish_installation().await;
    world.portal.delete(Kind::Lead).await;

    let bodies = world.inbox.bodies();
    assert_eq!(bodies.len(), 2);
    assert!(bodies[0].starts_with("event=ONAPPINSTALL&event_handler_id="));
    assert!(bodies[1].starts_with("event=ONCRMLEADDELETE&"));
}

#[tokio::test]
async fn the_frame_finishes_when_its_page_calls_install_finish() {
    let world = world().await;

    let answered = world.portal.install_by_frame().await;

    assert_eq!((answered.status, answered.installed), (Some(200), true));
    let received = world.inbox.take();
    assert_eq!(received[0].path, "/bitrix24/install");
    assert!(received[0].query.starts_with("DOMAIN=acme.localhost%3A"));
    assert!(received[0].body.contains("&APPLICATION_TOKEN="));
    assert!(received[0].body.ends_with("&status=F&PLACEMENT=DEFAULT&PLACEMENT_OPTIONS=%5B%5D"));
}

#[tokio::test]
async fn the_call_may_stand_in_a_script_of_the_page_and_the_card_may_change() {
    let world = world().await;
    let mut app = sim::App::at(&world.app, "local.other", "secret");
    app.install_url = world.app.join("/elsewhere").expect("URL");
    world.sim.set_app(app.clone());
    assert!(world.portal.install_by_frame().await.installed);

    app.install_url = world.app.join("/nothing").expect("URL");
    world.sim.set_app(app);
    assert!(!world.portal.install_by_frame().await.installed);
}

#[tokio::test]
async fn the_callback_brings_tokens_that_work() {
    let world = world().await;

    let answered = world.portal.install_by_callback().await;

    assert!(answered.installed);
    let received = world.inbox.take();
    let event = decode(received[0].body.as_bytes());
    assert_eq!(event.text_at("event").as_deref(), Some("ONAPPINSTALL"));
    let auth = event.get("auth").expect("auth");
    let access = auth.text_at("access_token").expect("token");
    assert_eq!(world.call_with(&access, "user.admin", &[]).await.1["result"], true);
    let refresh = auth.text_at("refresh_token").expect("token");
    let refreshed = world.token(&[("grant_type", "refresh_token"), ("refresh_token", &refresh)]).await;
    assert_eq!(refreshed.0, 200);
}

#[tokio::test]
async fn bots_bring_a_second_set_of_credentials_in_their_data() {
    let world = World::with_bound(&["ONIMBOTMESSAGEDELETE"]).await;

    world.portal.delete(Kind::BotMessage).await;
    world.portal.delete(Kind::BotV2Message).await;

    let bodies = world.inbox.bodies();
    assert!(bodies[0].contains("&data%5BBOT%5D%5B571%5D%5BAUTH%5D%5Baccess_token%5D="));
    assert!(bodies[0].contains("&data%5BBOT%5D%5B571%5D%5Baccess_token%5D="));
    assert!(bodies[1].starts_with("event=ONIMBOTV2MESSAGEDELETE&event_handler_id="));
    assert!(bodies[1].contains("&data%5Bbot%5D%5Bid%5D=571&"));
    assert!(bodies[1].contains("&data%5Bbot%5D%5Bauth%5D%5Baccess_token%5D="));
}

#[tokio::test]
async fn one_deletion_can_have_two_codes_with_data_of_their_own() {
    let world =
        World::with_bound(&["ONCRMPRODUCTDELETE", "CATALOG.PRODUCT.ON.DELETE", "ONCRMDYNAMICITEMDELETE_147"]).await;

    world.portal.delete(Kind::Product).await;
    world.portal.delete(Kind::DynamicItem).await;

    let bodies = world.inbox.bodies();
    assert_eq!(bodies.len(), 3);
    assert!(bodies[0].starts_with("event=CATALOG.PRODUCT.ON.DELETE") && bodies[0].contains("%5BTYPE%5D="));
    assert!(bodies[1].starts_with("event=ONCRMPRODUCTDELETE") && !bodies[1].contains("%5BTYPE%5D="));
    assert!(bodies[2].contains("&data%5BFIELDS%5D%5BENTITY_TYPE_ID%5D=147&"));
}

#[tokio::test]
async fn the_same_seed_makes_the_same_world() {
    let events = ["ONCRMLEADDELETE", "ONIMCONNECTORMESSAGEDELETE", "ONIMBOTMESSAGEDELETE"];
    let (one, other) = (World::with_bound(&events).await, World::with_bound(&events).await);
    let port = |world: &World| world.sim.address().port().to_string();
    let bodies = |world: &World| -> Vec<String> {
        let kinds = [Kind::Lead, Kind::ConnectorMessage, Kind::BotMessage];
        let bodies = kinds.into_iter().flat_map(|kind| world.portal.deletion_bodies(kind));
        bodies.map(|body| body.replace(&port(world), "PORT")).collect()
    };
    assert_eq!(one.portal.users(), other.portal.users());
    assert_eq!(bodies(&one).len(), 3);
    let next = bodies(&one);
    bodies(&other);
    assert_eq!(next, bodies(&other));
}
