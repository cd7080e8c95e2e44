//! The demo's portals: their past through real deliveries, then their live phase.

use std::collections::BTreeSet;
use std::time::Instant;

use serde_json::json;
use sim::Portal;
use sim::live::{Demo, Pace};
use time::Duration;
use time::macros::datetime;

use crate::support::{World, world};

/// Binds all that the portals offer, as the app would.
async fn bind_all(world: &World, portals: &[Portal]) {
    for portal in portals {
        portal.install_silently();
        let access = portal.tokens(1).access;
        let at = |method: &str| portal.url().join(&format!("rest/{method}")).expect("URL");
        let offered = world.post(at("events"), &[("auth", &access)]).await.1;
        let siblings = ["ONCRMDYNAMICITEMDELETE_147", "ONCRMPRODUCTDELETE", "ONSALEBEFOREORDERDELETE"];
        for event in offered["result"].as_array().expect("list") {
            let event = event.as_str().expect("text");
            if siblings.contains(&event) {
                continue;
            }
            let bound = world
                .post(at("event.bind"), &[("auth", &access), ("event", event), ("handler", &world.handler())])
                .await;
            assert_eq!(bound.1["result"], true, "{event}");
        }
    }
}

#[tokio::test]
async fn a_month_is_played_in_order_and_quickly() {
    let world = world().await;
    let demo = Demo::new(&world.sim);
    bind_all(&world, &demo.portals()).await;
    let (from, to) = (datetime!(2026-02-15 00:00 UTC), datetime!(2026-03-17 15:16:17 UTC));
    let started = Instant::now();

    let played = demo.history(from, to, 1_500, async |time| world.hands.set(time)).await;

    let seconds = started.elapsed().as_secs_f64();
    assert!(seconds < 10.0, "{seconds} s");
    assert_eq!((played.deletions, played.sent, played.taken), (1_500, 1_500, 1_500));
    let bodies = world.inbox.bodies();
    let codes: BTreeSet<&str> = bodies.iter().filter_map(|body| body.split(['=', '&']).nth(1)).collect();
    assert!(codes.len() > 30, "{codes:?}");
    for core in [
        "ONIMCONNECTORLINEDELETE",
        "ONIMCONNECTORSTATUSDELETE",
        "ONIMCONNECTORMESSAGEDELETE",
        "ONIMBOTDELETE",
        "ONCRMLEADDELETE",
    ] {
        assert!(codes.contains(core), "{core}");
    }
    let times: Vec<i64> =
        bodies.iter().filter_map(|body| body.split("&ts=").nth(1)?.split('&').next()?.parse().ok()).collect();
    assert_eq!(times.len(), 1_500);
    assert!(times.windows(2).all(|pair| pair[1] >= pair[0] - 90));
}

#[tokio::test]
async fn each_of_the_cast_meets_its_fate() {
    let world = world().await;
    let demo = Demo::with_cast(&world.sim);
    let named = |name: &str| demo.cast().into_iter().find(|portal| portal.name() == name).expect(name);
    let installed = demo.cast().into_iter().filter(|portal| portal.name() != "tischlerei-brandt");
    bind_all(&world, &demo.portals().into_iter().chain(installed).collect::<Vec<_>>()).await;
    let renewed = named("oak-and-iron");
    let token = renewed.application_token();
    let died = named("estudio-bossa");
    let pair = died.tokens(1);
    let (from, to) = (datetime!(2026-02-15 02:00 UTC), datetime!(2026-03-17 15:16:17 UTC));

    demo.history(from, to, 300, async |time| world.hands.set(time)).await;

    let days = |portal: &Portal| -> BTreeSet<i64> {
        portal.deliveries().iter().map(|delivery| (delivery.at - from).whole_days()).collect()
    };
    let quiet = |portal: &Portal| (to - portal.deliveries().last().expect("a delivery").at).whole_days();
    let (unpaid, gone) = (named("harbour-dental"), named("fjord-kayaks"));
    assert!(unpaid.switches().payment_expired && gone.switches().deleted);
    assert!((9..11).contains(&quiet(&unpaid)) && (6..8).contains(&quiet(&gone)));
    assert!(quiet(&died) < 2);
    assert_eq!(world.token(&[("grant_type", "refresh_token"), ("refresh_token", &pair.refresh)]).await.0, 400);
    let silent = named("padaria-aurora");
    assert!(silent.switches().muted);
    assert!((4..6).contains(&quiet(&silent)) && days(&silent).is_superset(&(0..26).collect()));
    let removed = named("mebel-na-volge").deliveries().pop().expect("a last delivery");
    assert!(removed.event == "ONAPPUNINSTALL" && removed.sent.contains("CLEAN%5D=0"));
    let lost = named("druckerei-sommer");
    let url = lost.url().join("rest/event.bind").expect("URL");
    let (access, handler) = (lost.tokens(1).access, world.handler());
    let bind = [("auth", access.as_str()), ("event", "ONTASKDELETE"), ("handler", &handler)];
    assert_eq!(world.post(url, &bind).await.1["result"], json!(false));
    assert!(lost.subscriptions().iter().all(|bound| bound.event != "ONTASKDELETE"));
    assert!(named("klinika-zdorovie").switches().rest_closed);
    assert!(named("imprenta-delta").switches().licence_expired.is_some());
    assert!(renewed.application_token() != token && quiet(&renewed) == 0);
    let never = named("tischlerei-brandt");
    assert_eq!(never.switches().refused_events, ["*"]);
    let opened = world.inbox.take().into_iter().find(|received| received.path == "/bitrix24/install");
    assert!(opened.is_some_and(|opened| opened.query.contains("tischlerei-brandt")));
}

#[tokio::test]
async fn life_goes_on_by_itself() {
    let world = world().await;
    let demo = Demo::new(&world.sim);
    bind_all(&world, &demo.portals()).await;
    world.hands.set(datetime!(2026-03-17 10:00 UTC));

    let life = demo.live(Pace { per_minute: 6_000.0, at_least: 1.0 });
    let delivered = async {
        while demo.portals().iter().any(|portal| portal.delivered() == 0) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), delivered).await.expect("something was deleted");
    drop(life);
}

#[tokio::test]
async fn the_demo_installs_in_three_ways_and_says_who_failed() {
    let world = world().await;
    let from = datetime!(2026-03-01 08:00 UTC);
    Demo::new(&world.sim).install(from, async |time| world.hands.set(time)).await.expect("installed");

    let received = world.inbox.take();
    assert_eq!(received.len(), 3);
    assert!(received[0].body.contains("APPLICATION_TOKEN") && !received[1].body.contains("APPLICATION_TOKEN"));
    assert!(received[2].body.starts_with("event=ONAPPINSTALL"));
    assert_eq!(world.portal.now(), from + Duration::hours(1));
}
