//! Forged installs: refused, audited, and without effect.

use poem::http::Method;
use reqwest::StatusCode;
use secrecy::ExposeSecret;
use sim::{App, Fault, Options, PortalSpec, Simulator};

use super::{ALL_DONE, CLIENT_ID, Frame, Scene, steps};

#[tokio::test]
async fn forged_frames_are_refused_audited_and_change_nothing() {
    let south = "south.localhost:1";
    for what in ["dead token", "another app", "another portal", "another member", "another host", "odd token"] {
        let scene = Scene::new().await;
        scene.portal.begin_installation();
        let genuine = Frame::of(&scene.portal, 1);
        let fault = |fault| scene.sim.fault("app.info", fault, None);
        let forged = match what {
            "dead token" => genuine.with("AUTH_ID", &"x".repeat(70)),
            "another portal" => genuine.with("member_id", "0badc0de0badc0de0badc0de0badc0de"),
            "another host" => genuine.at(south),
            "odd token" => genuine.with("AUTH_ID", "a b\u{e9}"),
            "another app" => {
                fault(Fault::wrong_app());
                genuine
            }
            _ => {
                fault(Fault::wrong_member());
                genuine
            }
        };
        let page = scene.post("/bitrix24/install", &forged).await;
        assert_eq!(steps(&page.body), ["failed", "open", "open", "open"], "{what}: {}", page.body);
        assert!(!page.finishes() && page.body.contains("Tombstone refused the installation."), "{what}");
        assert_eq!((scene.kept().await, scene.refusals().await.len()), (None, 1), "{what}");

        let page = scene.post("/bitrix24/app", &forged).await;
        assert_eq!((page.status, page.step("verified")), (StatusCode::FORBIDDEN, None), "{what}");
        assert_eq!((scene.kept().await, scene.refusals().await.len()), (None, 2), "{what}");
    }
}

#[tokio::test]
async fn server_that_confirms_another_host_installs_nothing() {
    let scene = Scene::new().await;
    scene.portal.begin_installation();
    scene.sim.fault("app.info", Fault::wrong_host(), None);
    let page = scene.post("/bitrix24/install", &Frame::of(&scene.portal, 1)).await;
    assert_eq!(page.step("verified"), Some("failed"));
    assert_eq!((scene.kept().await, scene.refusals().await.len()), (None, 1));
}

#[tokio::test]
async fn attackers_server_is_never_called() {
    let scene = Scene::new().await;
    scene.portal.begin_installation();
    let app = App::at(&scene.base, CLIENT_ID, "secret");
    let options = Options { listen: ([127, 0, 0, 1], 0).into(), clock: scene.house.clock.clone(), seed: 8, app };
    let attacker = Simulator::start(options).await.unwrap();
    let north = attacker.add_portal(PortalSpec::new("north"));
    north.begin_installation();
    let endpoint = attacker.url().join("rest/").unwrap();
    let forged = Frame::of(&north, 1).at(&scene.portal.host()).with("member_id", &scene.portal.member_id());
    let page = scene.post("/bitrix24/install", &forged.with("SERVER_ENDPOINT", endpoint.as_str())).await;
    assert_eq!(page.step("verified"), Some("failed"), "{}", page.body);
    assert_eq!((attacker.calls("app.info"), attacker.calls("oauth/token"), scene.kept().await), (0, 0, None));

    // A genuine token is verified at the default server.
    let genuine = Frame::of(&scene.portal, 1).with("SERVER_ENDPOINT", endpoint.as_str());
    assert_eq!(steps(&scene.post("/bitrix24/install", &genuine).await.body), ALL_DONE);
    assert_eq!(attacker.calls("app.info"), 0);
}

#[tokio::test]
async fn ordinary_user_changes_nothing_of_an_active_installation() {
    let scene = Scene::new().await;
    scene.portal.install_by_frame().await;
    scene.active().await;
    let before = scene.house.store.tenant(&scene.member_id).find_access().await.unwrap().unwrap();
    let user = scene.ordinary_user();
    let forged = Frame::of(&scene.portal, user).with("APPLICATION_TOKEN", "token-of-the-attacker");
    let page = scene.post("/bitrix24/install", &forged).await;
    assert_eq!(page.step("verified"), Some("failed"), "{}", page.body);
    assert!(page.body.contains("administrator") && scene.refusals().await.len() == 1);
    assert!(scene.is_proven_by(&scene.portal.application_token()).await);

    // A frame that matches the known installation is no attack, but the administrator's tokens stay.
    let page = scene.post("/bitrix24/install", &Frame::of(&scene.portal, user)).await;
    assert_eq!(steps(&page.body), ALL_DONE);
    let after = scene.house.store.tenant(&scene.member_id).find_access().await.unwrap().unwrap();
    assert_eq!(after.access_token.expose_secret(), before.access_token.expose_secret());
}

#[tokio::test]
async fn what_no_portal_posts_is_answered_plainly() {
    let scene = Scene::new().await;
    for path in ["/bitrix24/install", "/bitrix24/app"] {
        for domain in ["evil.example@portal", "portal/path", "", "b\u{456}trix24.com"] {
            let page = scene.post(path, &Frame::of(&scene.portal, 1).at(domain)).await;
            assert_eq!((page.status, page.finishes()), (StatusCode::BAD_REQUEST, false), "{path} {domain}");
            assert!(page.body.contains("Bitrix24 opens this page"), "{}", page.body);
        }
        let client = scene.sim.client();
        let large = client.post(scene.base.join(path).unwrap()).body("a".repeat(2 << 20)).send().await.unwrap();
        assert_eq!(large.status(), StatusCode::PAYLOAD_TOO_LARGE);
        let deep = client.post(scene.base.join(path).unwrap()).body(format!("a{}=1", "[b]".repeat(50))).send().await;
        assert_eq!(deep.unwrap().status(), StatusCode::BAD_REQUEST);
        let got = client.request(Method::GET, scene.base.join(path).unwrap()).send().await.unwrap();
        assert_eq!(got.status(), StatusCode::OK, "it says what the address is for");
        let put = client.request(Method::PUT, scene.base.join(path).unwrap()).send().await.unwrap();
        assert_eq!(put.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(put.headers()["allow"], "GET, HEAD, POST");
    }
    assert_eq!(scene.sim.calls("app.info"), 0);
}
