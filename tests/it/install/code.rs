//! The OAuth authorization in a browser.

use bitrix24::{App, AuthorizationServers, Endpoints, HttpClient};
use domain::MemberId;
use domain::portal::PortalStatus;
use install::Install;
use poem::test::TestClient;
use portals::{Installer, Portals, TokenKeeper};
use reqwest::StatusCode;
use secrecy::ExposeSecret;
use sim::{Fault, PortalSpec};
use store::FlowReturn;
use time::Duration;
use url::Url;

use super::{ALL_DONE, CLIENT_ID, Page, Scene, routes, steps};
use crate::outward::{EAST, NOWHERE};
use crate::support::House;

#[derive(Default)]
struct Browser(Option<String>);

impl Browser {
    async fn open(&mut self, scene: &Scene, url: Url) -> Page {
        let cookie = self.0.clone().filter(|_| url.origin() == scene.base.origin());
        let mut request = scene.sim.client().get(url);
        if let Some(cookie) = cookie {
            request = request.header("cookie", cookie);
        }
        let page = Page::of(request.send().await.expect("an answer")).await;
        if let Some(cookie) = &page.cookie {
            for part in ["HttpOnly", "SameSite=Lax", "Path=/oauth", "Max-Age=600"] {
                assert!(cookie.contains(part), "{cookie}");
            }
            assert!(!cookie.contains("Secure"), "the test's address is not https");
            self.0 = cookie.split(';').next().map(str::to_owned);
        }
        page
    }

    /// Goes to the portal; returns where it redirects the browser.
    async fn authorize(&mut self, scene: &Scene) -> Url {
        let started = self.start(scene, &scene.portal.host()).await;
        assert_eq!(started.status, StatusCode::FOUND, "{}", started.body);
        let portal = started.location.expect("the portal's address");
        assert_eq!((portal.scheme(), portal.path()), ("http", "/oauth/authorize/"));
        assert!(portal.query_pairs().any(|(key, value)| key == "client_id" && value == CLIENT_ID));
        self.open(scene, portal).await.location.expect("the way back")
    }

    async fn start(&mut self, scene: &Scene, domain: &str) -> Page {
        let mut url = scene.base.join("/oauth/start").unwrap();
        url.query_pairs_mut().append_pair("domain", domain);
        self.open(scene, url).await
    }
}

/// `url` with another value for `key`, or without it.
fn with(url: &Url, key: &str, value: Option<&str>) -> Url {
    let pairs: Vec<_> = url.query_pairs().into_owned().filter(|(known, _)| known != key).collect();
    let mut url = url.clone();
    url.query_pairs_mut().clear().extend_pairs(pairs).extend_pairs(value.map(|value| (key, value)));
    url
}

#[tokio::test]
async fn code_flow_installs_and_learns_what_proves_the_portals_events() {
    let scene = Scene::new().await;
    scene.portal.install_silently();
    let mut browser = Browser::default();
    let back = browser.authorize(&scene).await;
    let page = browser.open(&scene, back.clone()).await;
    assert_eq!((page.status, steps(&page.body)), (StatusCode::OK, ALL_DONE.to_vec()), "{}", page.body);
    assert!(!page.finishes() && page.policy.ends_with("frame-ancestors 'none'"));
    assert!(page.body.contains(&format!("href=\"{}\"", scene.portal.url())), "the way back to the portal");
    assert!(!page.body.contains(&scene.portal.application_token()));
    let kept = scene.house.store.tenant(&scene.member_id).find_access().await.unwrap().expect("tokens");
    assert!(!page.body.contains(kept.access_token.expose_secret()));
    scene.active().await;
    assert!(scene.is_proven_by(&scene.portal.application_token()).await);
    assert_eq!(scene.sim.calls("oauth/token"), 1);

    // The return address works once.
    let again = browser.open(&scene, back).await;
    assert_eq!(again.status, StatusCode::FORBIDDEN);
    assert_eq!(scene.sim.calls("oauth/token"), 1, "the code was not exchanged again");
    assert_eq!(scene.refusals().await.len(), 1);
}

#[tokio::test]
async fn state_that_is_not_this_browsers_exchanges_no_code() {
    for (what, status) in [("missing", 400), ("made up", 403), ("expired", 403), ("foreign", 403), ("no cookie", 403)] {
        let scene = Scene::new().await;
        scene.portal.install_silently();
        let mut browser = Browser::default();
        let back = browser.authorize(&scene).await;
        let page = match what {
            "missing" => browser.open(&scene, with(&back, "state", None)).await,
            "made up" => browser.open(&scene, with(&back, "state", Some(&"0".repeat(64)))).await,
            "expired" => {
                scene.house.hands.advance(Duration::seconds(601));
                browser.open(&scene, with(&back, "code", Some(&scene.portal.code(1)))).await
            }
            "foreign" => {
                let mut other = Browser::default();
                other.authorize(&scene).await;
                other.open(&scene, back.clone()).await
            }
            _ => Browser::default().open(&scene, back.clone()).await,
        };
        assert_eq!(page.status, status, "{what}: {}", page.body);
        assert_eq!((scene.sim.calls("oauth/token"), scene.kept().await), (0, None), "{what}");
        assert_eq!(scene.refusals().await.len(), 1, "{what}");
        assert!(page.body.contains("Nothing was changed"), "{}", page.body);
    }
}

#[tokio::test]
async fn return_that_claims_another_portal_is_refused() {
    let scene = Scene::new().await;
    scene.portal.install_silently();
    let south = scene.sim.add_portal(PortalSpec::new("south"));
    south.install_silently();
    for (key, value) in [
        ("member_id", south.member_id()),
        ("domain", south.host()),
        ("member_id", "no member".to_owned()),
        ("code", south.code(1)),
    ] {
        let mut browser = Browser::default();
        let back = with(&browser.authorize(&scene).await, key, Some(&value));
        let page = browser.open(&scene, back).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{key}: {}", page.body);
    }
    assert_eq!(scene.kept().await, None);
    assert!(!scene.refusals().await.is_empty());
}

#[tokio::test]
async fn portal_that_was_renamed_meanwhile_sends_the_browser_back_from_its_new_address() {
    for known in [false, true] {
        let scene = Scene::new().await;
        scene.portal.install_silently();
        let mut browser = Browser::default();
        if known {
            let back = browser.authorize(&scene).await;
            assert_eq!(browser.open(&scene, back).await.status, StatusCode::OK);
        }
        let started = browser.start(&scene, &scene.portal.host()).await;
        scene.portal.rename("renamed");
        let mut portal = started.location.expect("the portal's address");
        portal.set_host(Some("renamed.localhost")).unwrap();
        let back = browser.open(&scene, portal).await.location.expect("the way back");
        assert!(back.query_pairs().any(|(key, value)| key == "domain" && value.starts_with("renamed.")), "{back}");
        let page = browser.open(&scene, back).await;
        assert_eq!((page.status, steps(&page.body)), (StatusCode::OK, ALL_DONE.to_vec()), "{known}: {}", page.body);
        assert!(scene.active().await.domain.starts_with("renamed."), "{known}");
    }
}

#[tokio::test]
async fn flow_of_a_known_portal_does_not_end_at_another_one() {
    let scene = Scene::new().await;
    scene.portal.install_by_frame().await;
    scene.active().await;
    let south = scene.sim.add_portal(PortalSpec::new("south"));
    south.install_silently();
    let mut browser = Browser::default();
    let back = browser.authorize(&scene).await;
    let back = with(&with(&back, "domain", Some(&south.host())), "code", Some(&south.code(1)));
    for member_id in [None, Some(south.member_id())] {
        let page = browser.open(&scene, with(&back, "member_id", member_id.as_deref())).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{member_id:?}: {}", page.body);
    }
    let other = MemberId::parse(&south.member_id()).unwrap();
    assert_eq!(scene.house.store.tenant(&other).find_portal().await.unwrap(), None);
}

#[tokio::test]
async fn code_is_exchanged_at_the_server_that_gave_it() {
    let spec = PortalSpec { authority: Some(EAST.to_owned()), ..PortalSpec::new("north") };
    let scene = Box::pin(Scene::with(spec)).await;
    scene.portal.install_silently();
    let mut browser = Browser::default();
    let back = browser.authorize(&scene).await;
    assert!(back.query_pairs().any(|(key, value)| key == "server_domain" && value.starts_with(EAST)), "{back}");
    let page = browser.open(&scene, back).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_eq!((scene.sim.calls("oauth/token"), scene.sim.calls("east:oauth/token")), (0, 1));
    assert_eq!(scene.active().await.status, PortalStatus::Active);
}

#[tokio::test]
async fn code_lives_as_long_as_the_server_says() {
    let scene = Scene::new().await;
    scene.portal.install_silently();
    let mut browser = Browser::default();
    let back = browser.authorize(&scene).await;
    scene.house.hands.advance(Duration::seconds(31));
    let page = browser.open(&scene, back).await;
    assert_eq!((page.status, page.step("verified")), (StatusCode::FORBIDDEN, Some("failed")), "{}", page.body);
    assert_eq!((scene.kept().await, scene.refusals().await.len()), (None, 1));

    let back = browser.authorize(&scene).await;
    assert_eq!(browser.open(&scene, back).await.status, StatusCode::OK);
    assert_eq!(scene.active().await.status, PortalStatus::Active);
}

#[tokio::test]
async fn server_in_trouble_is_said_and_the_flow_can_begin_again() {
    let scene = Scene::new().await;
    scene.portal.install_silently();
    let mut browser = Browser::default();
    scene.sim.fault("oauth/token", Fault::Status(502), Some(1));
    let back = browser.authorize(&scene).await;
    let page = browser.open(&scene, back).await;
    assert_eq!((page.status, page.step("verified")), (StatusCode::BAD_GATEWAY, Some("failed")));
    assert!(page.body.contains("/oauth/start?domain="), "{}", page.body);
    let back = browser.authorize(&scene).await;
    assert_eq!(browser.open(&scene, back).await.status, StatusCode::OK);
}

#[tokio::test]
async fn address_that_is_none_is_refused_with_a_form() {
    let scene = Scene::new().await;
    let look_alike = "p\u{43e}rtal.bitrix24.com";
    for domain in [
        "evil.example@portal",
        "portal/path",
        "ftp://portal.example",
        "https://user:secret@portal.example",
        "portal.example:x",
        "por tal.example",
        "portal.example\r\nx",
        look_alike,
        &"a.".repeat(200),
    ] {
        let page = Browser::default().start(&scene, domain).await;
        assert_eq!((page.status, page.location, page.cookie), (StatusCode::BAD_REQUEST, None, None), "{domain}");
        assert!(page.body.contains("name=\"address\""), "{}", page.body);
    }
    let page = Browser::default().open(&scene, scene.base.join("/oauth/start").unwrap()).await;
    assert!(page.status == StatusCode::OK && page.body.contains("<form action=\"/oauth/start\""));
}

/// The install role as a public service, with or without the app's credentials.
fn public(house: &House, app: Option<App>) -> TestClient<impl poem::Endpoint> {
    let (store, clock) = (house.store.clone(), house.clock.clone());
    let http = HttpClient::new(Endpoints::Public).unwrap();
    let server: Url = "https://oauth.bitrix.info".parse().unwrap();
    let servers = AuthorizationServers::new(http.clone(), server, &[], app).unwrap();
    let keeper = TokenKeeper::new(store.clone(), servers.clone(), clock.clone());
    let portals = Portals::new(store.clone(), keeper, servers.clone(), http.clone(), clock.clone());
    let (log, handler) = (house.log.clone(), NOWHERE.parse().unwrap());
    let installer = Installer::new(store.clone(), log, servers, &portals, http, handler, clock.clone());
    let public_url = "https://tombstone.example".parse().unwrap();
    TestClient::new(routes(Install { installer, store, clock, public_url, retention: 0 }))
}

#[tokio::test]
async fn public_service_leads_to_public_addresses_by_https_alone() {
    let house = House::new().await;
    let app = App { client_id: CLIENT_ID.to_owned(), client_secret: "secret".into() };
    let client = public(&house, Some(app));
    for domain in ["localhost", "north.localhost", "127.0.0.1", "10.0.0.1:8443", "192.168.1.1", "169.254.169.254"] {
        let answer = client.get("/oauth/start").query("domain", &domain).send().await;
        answer.assert_status(poem::http::StatusCode::BAD_REQUEST);
    }
    for domain in ["https://some-portal.bitrix24.com", "some-portal.bitrix24.com/crm", " some-portal.bitrix24.com"] {
        let answer = client.get("/oauth/start").query("domain", &domain).send().await;
        answer.assert_status(poem::http::StatusCode::BAD_REQUEST);
    }
    let shown = "https://some-portal.bitrix24.com/crm/deal/?a#b";
    for (name, portal) in [("domain", "Some-Portal.bitrix24.com"), ("address", shown)] {
        let answer = client.get("/oauth/start").query(name, &portal).send().await.0;
        let header = |name: &str| answer.headers()[name].to_str().unwrap();
        assert!(header("location").starts_with("https://some-portal.bitrix24.com/oauth/authorize/?"));
        assert!(header("set-cookie").contains("Secure"));
    }
}

#[tokio::test]
async fn service_without_the_apps_credentials_says_what_its_operator_does() {
    let house = House::new().await;
    let answer = public(&house, None).get("/oauth/start").query("domain", &"portal.bitrix24.com").send().await;
    answer.assert_status(poem::http::StatusCode::SERVICE_UNAVAILABLE);
    let page = answer.0.into_body().into_string().await.unwrap();
    assert!(page.contains("TOMBSTONE_CLIENT_ID") && page.contains("TOMBSTONE_CLIENT_SECRET"), "{page}");
}

#[tokio::test]
async fn flows_that_were_begun_take_no_room_and_a_state_is_used_once() {
    let house = House::new().await;
    let neighbour = house.neighbour().await;
    let (store, now) = (&house.store, house.clock.now());
    let browser = |name| store.hash_key().hash("oauth_browser", None, name);
    let begin =
        async || store.begin_oauth_flow(browser("own"), "portal.example", now + Duration::MINUTE).await.unwrap();
    let state = begin().await;
    for _ in 0..300 {
        begin().await;
    }
    let far = now + Duration::days(1);
    assert_eq!(store.drop_oauth_flows_before(far).await.unwrap(), 0, "nothing is kept of them");
    let taken = store.take_oauth_flow(&state, Some(browser("own")), "192.0.2.0/24", now).await.unwrap();
    assert!(matches!(taken, FlowReturn::Own(_)), "{taken:?}");
    let text = state.expose_secret().to_owned();
    for again in [text.clone(), text.replace('-', "+").replace('_', "/"), format!("{text}="), text.replace('=', "")] {
        let taken = neighbour.store.take_oauth_flow(&again.into(), Some(browser("own")), "192.0.2.0/24", now).await;
        assert_eq!(taken.unwrap(), FlowReturn::Unknown);
    }
    let stolen = begin().await;
    let taken = store.take_oauth_flow(&stolen, Some(browser("other")), "192.0.2.0/24", now).await.unwrap();
    assert_eq!(taken, FlowReturn::Foreign);
    // A network that returns too many states locks out no other network.
    let mut left = 2_000;
    while store.take_oauth_flow(&begin().await, None, "192.0.2.0/24", now).await.unwrap() != FlowReturn::TooMany {
        left -= 1;
        assert!(left > 0, "there is a bound");
    }
    let taken = store.take_oauth_flow(&begin().await, Some(browser("own")), "198.51.100.0/24", now).await.unwrap();
    assert!(matches!(taken, FlowReturn::Own(_)), "{taken:?}");
}
