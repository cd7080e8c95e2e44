//! The service's pages in a real browser, framed by a portal's page of another origin.

mod acts;
mod app;
mod axe;
mod languages;
mod lists;
mod sign_in;
mod titles;
mod webhooks;

use std::time::Duration;

use fantoccini::Locator;
use serde_json::Value;
use sim::{Fault, Portal};
use tempfile::TempDir;
use tests::api::Client;
use tests::browser::Browser;
use tests::eventually;
use tests::service::{Launch, Service};
use tests::town::Town;
use url::Url;

/// The time limit for a page on a busy machine.
const PAGE: Duration = Duration::from_secs(30);

const NO_ERRORS: [&str; 0] = [];

/// A service, a simulator with two portals, one of which opens the app, and a browser.
struct Stage {
    browser: Browser,
    town: Town,
    service: Service,
    launch: Launch,
    _folder: TempDir,
}

impl Stage {
    async fn set() -> Self {
        let folder = TempDir::new().expect("a folder for the test");
        let town = Town::start(2).await;
        let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
        let service = launch.start().await;
        town.point_at(&service);
        let browser = Browser::start(&town.sim).await;
        Self { browser, town, service, launch, _folder: folder }
    }

    fn portal(&self) -> &Portal {
        &self.town.portals[0]
    }

    async fn open_app(&self) {
        self.browser.open(&app_page(self.portal())).await;
    }

    /// Waits for this attribute on the page's root.
    async fn page_says(&self, attribute: &str, value: &str) {
        let says = async || (self.browser.root(attribute).await.as_deref() == Some(value)).then_some(());
        eventually(&format!("{attribute}={value}"), PAGE, says).await;
    }
}

fn app_page(portal: &Portal) -> Url {
    portal.url().join("marketplace/app/").expect("an address")
}

#[tokio::test]
async fn installer_page_runs_through_in_a_frame_of_another_origin() {
    let stage = Stage::set().await;
    // The first time, the portal's page stays after the call, so that the test can see the steps.
    stage.portal().fault("installFinish", Fault::Hang, Some(1));
    stage.open_app().await;
    stage.page_says("data-finish", "called").await;
    assert!(stage.browser.count_in_frame("li").await >= 3, "{}", stage.browser.text_of_frame().await);
    assert!(!stage.browser.text_of_frame().await.is_empty());
    stage.browser.take_picture("installer").await;
    assert_eq!(stage.browser.errors().await, NO_ERRORS);
    assert!(!stage.portal().is_installed());

    // As it is not finished, the administrator sees the installer again, and it runs again.
    stage.open_app().await;
    stage.page_says("data-page", "app").await;
    assert_eq!(stage.portal().finish_calls(), 2);
    assert!(stage.portal().is_installed());
    let shown = async || (stage.browser.count_in_frame("main.wide").await == 1).then_some(());
    eventually("the app's page", PAGE, shown).await;
    stage.browser.take_picture("app").await;
    assert_eq!(stage.browser.errors().await, NO_ERRORS);
    let client = Client::new(&stage.launch, &stage.service);
    let active = async || {
        let portals = client.portals().await;
        let known: Vec<&Value> = portals.iter().map(|portal| &portal["member_id"]).collect();
        assert_eq!(known, [stage.portal().member_id().as_str()]);
        (portals[0]["status"] == "active").then_some(())
    };
    eventually("the portal to be active", PAGE, active).await;
}

#[tokio::test]
async fn library_in_the_frame_knows_its_portal_by_the_page_around_it() {
    let stage = Stage::set().await;
    stage.portal().fault("installFinish", Fault::Hang, Some(1)); // so that the page stays
    stage.open_app().await;
    stage.page_says("data-finish", "called").await;
    let script = "const done = arguments[0], before = BX24.getAuth();\
                  BX24.refreshAuth(after => done([window.name, before, after, BX24.placement.info(), BX24.isAdmin()]));";
    let ask = async |client: &fantoccini::Client| client.execute_async(script, Vec::new()).await.ok();
    let answers = stage.browser.in_frame(ask).await.expect("the library's answers");

    let portal = stage.portal();
    let name: Vec<&str> = answers[0].as_str().expect("a name").split('|').collect();
    assert_eq!((name.len(), name[0], name[1], name[2].len()), (3, portal.host().as_str(), "0", 32));
    let [before, after] = [1, 2].map(|index| answers[index]["access_token"].as_str().expect("a token").to_owned());
    assert_ne!(before, after);
    for access in [before, after] {
        let url = portal.url().join(&format!("rest/user.admin?auth={access}")).expect("an address");
        let answer: Value =
            stage.town.sim.client().get(url).send().await.expect("an answer").json().await.expect("JSON");
        assert_eq!(answer["result"], true);
    }
    assert_eq!(answers[2]["member_id"], portal.member_id().as_str());
    assert_eq!(answers[3], serde_json::json!({"placement": "DEFAULT", "options": []}));
    assert_eq!((&answers[4], stage.browser.errors().await), (&Value::Bool(true), Vec::new()));
}

#[tokio::test]
async fn installer_page_is_framed_by_its_portal_alone() {
    let folder = TempDir::new().expect("a folder for the test");
    let town = Town::start(2).await;
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim); // keeps the database alive
    let service = launch.start().await;
    town.point_at(&service);
    for portal in &town.portals {
        let answered = portal.install_by_frame().await;
        assert!(answered.installed, "{}", answered.body);
        assert_eq!(answered.headers.get("x-frame-options"), None);
        let policy = &answered.headers["content-security-policy"];
        let ancestors = policy.split(';').find_map(|rule| rule.trim().strip_prefix("frame-ancestors "));
        let mut ancestors: Vec<&str> = ancestors.expect("who may frame the page").split_whitespace().collect();
        ancestors.sort_unstable();
        assert_eq!(ancestors, [format!("http://{}", portal.host()), format!("https://{}", portal.host())]);
    }
}

#[tokio::test]
async fn refused_install_is_said_plainly_and_not_finished() {
    let stage = Stage::set().await;
    stage.town.sim.fault("app.info", Fault::error("invalid_client"), None);
    stage.open_app().await;
    let said = eventually("a page in the frame", PAGE, async || {
        let text = stage.browser.text_of_frame().await;
        (!text.is_empty()).then_some(text)
    });
    let said = said.await;
    stage.browser.take_picture("installer-refused").await;
    assert!(said.lines().any(|line| line.ends_with('.')), "there is no sentence in: {said}");
    assert!(!said.contains(['{', '}', '<']), "{said}");
    assert_eq!(stage.browser.errors().await, NO_ERRORS);
    assert_eq!(stage.browser.root("data-finish").await, None);
    assert!(stage.portal().finish_calls() == 0 && !stage.portal().is_installed());

    // The page retries in its frame, with new tokens from the portal.
    stage.town.sim.clear_faults();
    let retry = async |client: &fantoccini::Client| client.find(Locator::Id("retry")).await.ok()?.click().await.ok();
    stage.browser.in_frame(retry).await.expect("the button to try again");
    stage.page_says("data-page", "app").await;
    assert!(stage.portal().is_installed());
    assert_eq!(stage.browser.errors().await, NO_ERRORS);
}
