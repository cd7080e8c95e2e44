//! Many installs of strangers at once neither delay a genuine one nor take unbounded room.

use std::net::IpAddr;
use std::time::Duration;

use domain::MemberId;
use domain::event::Arrival;
use domain::wire::decode_form;
use events::Receiver;
use install::Install;
use poem::EndpointExt;
use poem::http::StatusCode;
use poem::test::TestClient;
use portals::{CodeReturn, InstallEvent, InstallResult};
use sim::{Fault, PortalSpec};
use store::PendingEvent;
use tokio::net::TcpListener;
use tokio::sync::watch;
use web::server::{Limits, Server};
use worker::jobs::housekeeping;
use worker::{KeptFor, Run};

use super::Scene;
use crate::outward::EAST;

const FORGER: Option<IpAddr> = Some(IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1)));

const FORM: &str = "application/x-www-form-urlencoded";

/// `ONAPPINSTALL` from a portal with this access token and this authorization server.
fn install_event(portal: &sim::Portal, access: &str, server: &str) -> Arrival {
    Arrival::parse(decode_form(install_form(portal, access, server).as_bytes()).unwrap()).unwrap()
}

fn install_form(portal: &sim::Portal, access: &str, server: &str) -> String {
    let endpoint = format!("{}rest/", portal.url());
    url::form_urlencoded::Serializer::new(String::new())
        .append_pair("event", "ONAPPINSTALL")
        .append_pair("auth[member_id]", &portal.member_id())
        .append_pair("auth[client_endpoint]", &endpoint)
        .append_pair("auth[server_endpoint]", server)
        .append_pair("auth[access_token]", access)
        .append_pair("auth[application_token]", &portal.application_token())
        .finish()
}

impl Scene {
    fn east(&self) -> String {
        format!("http://{EAST}.localhost:{}/rest/", self.sim.url().port().unwrap())
    }
}

#[tokio::test]
async fn stranger_lets_nothing_wait_by_naming_a_server_that_is_away() {
    let scene = Scene::bare().await;
    scene.sim.fault("east:app.info", Fault::Status(502), None);
    let forged = install_event(&scene.portal, "made-up", &scene.east());
    let answer = scene.outward.installer.install_event(&forged, FORGER).await.unwrap();
    assert!(matches!(answer, InstallEvent::Refused(_)), "{answer:?}");
    assert_eq!(scene.sim.calls("app.info"), 2, "the default server was asked, as at the other portal's install");
    assert!(scene.house.store.list_pending(10).await.unwrap().is_empty());

    // Nobody can know while the default server is away too.
    scene.sim.fault("app.info", Fault::Status(502), None);
    assert_eq!(scene.outward.installer.install_event(&forged, FORGER).await.unwrap(), InstallEvent::Pending);
}

#[tokio::test]
async fn portal_that_is_known_with_a_server_waits_for_it() {
    let spec = PortalSpec { authority: Some(EAST.to_owned()), ..PortalSpec::new("north") };
    let scene = Box::pin(Scene::with(spec)).await;
    scene.sim.fault("east:app.info", Fault::Status(502), Some(1));
    let event = install_event(&scene.portal, &scene.portal.tokens(1).access, &scene.east());
    assert_eq!(scene.outward.installer.install_event(&event, None).await.unwrap(), InstallEvent::Pending);
    let waiting = scene.house.store.list_pending(10).await.unwrap();
    assert!(!scene.outward.installer.install_pending(&waiting[0]).await.unwrap());
}

#[tokio::test]
async fn forged_installs_under_way_keep_no_genuine_one_waiting() {
    let scene = Scene::bare().await;
    let default = scene.sim.url().join("rest/").unwrap();
    let asked = scene.sim.calls("app.info");
    scene.sim.fault("app.info", Fault::Hang, Some(8));
    let mut under_way = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let forged = install_event(&scene.portal, "made-up", default.as_str());
        let installer = scene.outward.installer.clone();
        under_way.spawn(async move { installer.install_event(&forged, FORGER).await });
    }
    while scene.sim.calls("app.info") < asked + 8 {
        tokio::task::yield_now().await;
    }
    let genuine = install_event(&scene.portal, &scene.portal.tokens(1).access, default.as_str());
    let other = Some([198, 51, 100, 1].into());
    assert_eq!(scene.outward.installer.install_event(&genuine, other).await.unwrap(), InstallEvent::Accepted);
    assert_eq!(scene.sim.calls("app.info"), asked + 9, "the forged ones have their places, and no more");
    under_way.shutdown().await;
}

#[tokio::test]
async fn install_that_can_not_be_verified_now_is_kept_without_asking_anybody() {
    let scene = Scene::bare().await;
    let default = scene.sim.url().join("rest/").unwrap();
    let event = install_event(&scene.portal, &scene.portal.tokens(1).access, default.as_str());
    let (asked, installer) = (scene.sim.calls("app.info"), scene.outward.installer.asking(false));
    assert_eq!(installer.install_event(&event, FORGER).await.unwrap(), InstallEvent::Pending);
    assert_eq!(scene.sim.calls("app.info"), asked);
    let waiting = scene.house.store.list_pending(10).await.unwrap();
    assert!(!scene.outward.installer.install_pending(&waiting[0]).await.unwrap());
    assert_eq!(scene.sim.calls("app.info"), asked + 1, "it is verified");
}

#[tokio::test]
async fn installs_beyond_those_that_are_verified_are_kept_at_both_addresses() {
    let scene = Scene::bare().await;
    let (house, installer) = (&scene.house, scene.outward.installer.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let bounds = Server::new(listener, Limits { connections: 16 }).bounds(); // two at a time
    let receiver = Receiver::new(house.store.clone(), house.log.clone(), installer.clone(), house.clock.clone());
    let (store, clock, public_url) = (house.store.clone(), house.clock.clone(), scene.sim.url().clone());
    let install = install::routes(Install { installer, store, clock, public_url, retention: 0 });
    let events = TestClient::new(events::routes(receiver).with(bounds.clone()));
    let install = TestClient::new(install.with(bounds));

    let asked = scene.sim.calls("app.info");
    scene.sim.fault("app.info", Fault::Hang, None);
    let form = |access: &str| install_form(&scene.portal, access, scene.sim.url().join("rest/").unwrap().as_str());
    let forged = |access| events.post("/bitrix24/events").content_type(FORM).body(form(access)).send();
    let mut under_way = std::pin::pin!(futures_util::future::join(forged("made-up-1"), forged("made-up-2")));
    let both_ask = async {
        while scene.sim.calls("app.info") < asked + 2 {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        _ = &mut under_way => panic!("nobody answers"),
        () = both_ask => {}
    }
    let genuine = form(&scene.portal.tokens(1).access);
    for answer in [
        events.post("/bitrix24/events").content_type(FORM).body(genuine.clone()).send().await,
        install.post("/bitrix24/install").content_type(FORM).body(genuine).send().await,
    ] {
        answer.assert_status(StatusCode::ACCEPTED);
        answer.assert_json(serde_json::json!({"result": "pending"})).await;
    }
    assert_eq!(scene.sim.calls("app.info"), asked + 2);
    assert_eq!(house.store.list_pending(10).await.unwrap().len(), 1, "it is one install");
}

#[tokio::test]
async fn codes_that_are_made_up_take_few_places_at_the_server() {
    let scene = Scene::bare().await;
    scene.sim.fault("oauth/token", Fault::Hang, None);
    let exchange = |source: Option<IpAddr>| {
        let installer = scene.outward.installer.clone();
        let returned = CodeReturn { source, ..CodeReturn::default() };
        async move { installer.install_code(&"made-up".to_owned().into(), &returned).await.unwrap().1 }
    };
    let asked = async |count| {
        while scene.sim.calls("oauth/token") < count {
            tokio::task::yield_now().await;
        }
    };
    let mut under_way = tokio::task::JoinSet::new();
    for _ in 0..8 {
        under_way.spawn(exchange(FORGER));
    }
    asked(8).await;
    let outcome = Box::pin(exchange(FORGER)).await;
    assert!(matches!(outcome, InstallResult::Unreachable(_)), "{outcome:?}");
    assert_eq!(scene.sim.calls("oauth/token"), 8, "one network has no more of them");
    under_way.spawn(exchange(Some([198, 51, 100, 1].into())));
    asked(9).await;
    under_way.shutdown().await;
}

#[tokio::test]
async fn install_that_waits_keeps_neither_others_nor_housekeeping_waiting() {
    let scene = Scene::bare().await;
    let default = scene.sim.url().join("rest/").unwrap();
    scene.sim.fault("app.info", Fault::Status(502), Some(2));
    for (access, source) in [("made-up", FORGER), (scene.portal.tokens(1).access.as_str(), None)] {
        let event = install_event(&scene.portal, access, default.as_str());
        assert_eq!(scene.outward.installer.install_event(&event, source).await.unwrap(), InstallEvent::Pending);
        scene.house.hands.advance(time::Duration::SECOND);
    }
    let gone = MemberId::parse("gone").unwrap();
    scene.house.install(&gone, "gone.bitrix24.com", "token").await;
    scene.house.store.tenant(&gone).uninstall(true, scene.house.clock.now()).await.unwrap();
    scene.sim.fault("app.info", Fault::Hang, Some(1));
    let (store, installer) = (scene.house.store.clone(), scene.outward.installer.clone());
    let jobs = housekeeping(&store, &installer, &scene.house.clock, KeptFor { deletions: 0, audit: 0, uninstalled: 0 });
    let (stop, stopped) = watch::channel(false);
    let mut keeping = tokio::task::JoinSet::new();
    for job in jobs {
        keeping.spawn(job.run_until(stopped.clone()));
    }
    let done = async {
        while store.list_pending(10).await.unwrap().len() > 1 || !store.list_purging().await.unwrap().is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    // The hanging call takes ten seconds.
    tokio::time::timeout(Duration::from_secs(8), done).await.expect("neither waits for the call that hangs");
    stop.send_replace(true);
    while let Some(ended) = keeping.join_next().await {
        ended.unwrap();
    }
}

#[tokio::test]
async fn installs_of_a_portal_whose_row_is_corrupt_keep_no_other_waiting() {
    let scene = Scene::new().await;
    let other = scene.sim.add_portal(PortalSpec::new("south"));
    other.install_silently();
    let (default, installer) = (scene.sim.url().join("rest/").unwrap(), scene.outward.installer.asking(false));
    // Those of the known portal come first, and are as many as are verified at once.
    for portal in [&scene.portal; 8].into_iter().chain([&other]) {
        let event = install_event(portal, &portal.tokens(1).access, default.as_str());
        assert_eq!(installer.install_event(&event, None).await.unwrap(), InstallEvent::Pending);
    }
    let (house, corrupt) = (&scene.house, &scene.member_id);
    house.execute(&format!("UPDATE portals SET status = 'unheard-of' WHERE member_id = '{corrupt}'")).await;
    let kept_for = KeptFor { deletions: 0, audit: 0, uninstalled: 0 };
    housekeeping(&house.store, &scene.outward.installer, &house.clock, kept_for).run().await.unwrap();
    let waiting = house.store.list_pending(10).await.unwrap();
    assert!(waiting.len() == 8 && waiting.iter().all(|pending| pending.member_id == *corrupt), "{waiting:?}");
}

/// A pending install of about this many bytes.
fn waiting(number: u32, portal: &str, source: Option<&str>, known: bool, bytes: usize) -> PendingEvent {
    let mut digest = [0; 32];
    digest[..4].copy_from_slice(&number.to_be_bytes());
    PendingEvent {
        member_id: MemberId::parse(portal).unwrap(),
        digest,
        body: "x".repeat(bytes).into(),
        received_at: time::macros::datetime!(2026-11-20 12:00 UTC),
        source: source.map(str::to_owned),
        known,
    }
}

#[tokio::test]
async fn installs_that_wait_have_a_budget_in_bytes_and_rows() {
    let house = crate::support::House::new().await;
    let keep = async |event: PendingEvent| house.store.save_pending(&event).await.unwrap();
    let mut number = 0;
    let mut fill = async |portal: &str, source: Option<&str>, known, bytes| {
        for kept in 0.. {
            number += 1;
            let portal = if portal.is_empty() { format!("portal-{number}") } else { portal.to_owned() };
            if !keep(waiting(number, &portal, source, known, bytes)).await {
                return kept;
            }
        }
        unreachable!("there is a budget");
    };
    assert_eq!(fill("a", Some("192.0.2.0/24"), false, 10).await, 20, "of one portal, from one network");
    assert_eq!(fill("a", Some("198.51.100.0/24"), false, 10).await, 20, "from another");
    assert_eq!(fill("a", None, false, 10).await, 60, "of one portal");
    let large = fill("", Some("192.0.2.0/24"), false, 100_000).await;
    assert!((10..25).contains(&large), "{large}: 2 MiB, as they are sealed");
    let all = fill("", None, false, 200_000).await;
    assert!((15..35).contains(&all), "{all}: what is left of 8 MiB");
    assert_eq!(fill("", None, false, 200_000).await, 0);
    assert_eq!(fill("b", Some("192.0.2.0/24"), true, 10).await, 20, "known portals have room of their own");
    let oldest = house.store.list_pending(1).await.unwrap();
    assert_eq!(oldest[0].member_id.as_str(), "b", "and come first");
}
