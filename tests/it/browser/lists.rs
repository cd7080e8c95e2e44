//! The operators' list of deletions in a real browser: new rows, keys, the side pane.

use std::time::Duration;

use fantoccini::Locator;
use fantoccini::key::Key;
use serde_json::Value;
use sim::Kind;
use tempfile::TempDir;
use tests::api::Client;
use tests::browser::Browser;
use tests::eventually;
use tests::service::{Ending, Launch, Service};
use tests::town::Town;

const EMAIL: &str = "ada@example.com";
const PASSWORD: &str = "correct horse battery";
const PAGE: Duration = Duration::from_secs(30);
pub(super) const NO_ERRORS: [&str; 0] = [];

/// A service with one portal, and an operator in a browser.
pub(super) struct Desk {
    pub(super) browser: Browser,
    pub(super) town: Town,
    pub(super) service: Service,
    pub(super) launch: Launch,
    folder: TempDir,
}

impl Desk {
    pub(super) async fn set() -> Self {
        Self::set_in(None).await
    }

    /// The same, with the browser in this time zone.
    pub(super) async fn set_in(zone: Option<&str>) -> Self {
        let folder = TempDir::new().expect("a folder for the test");
        let town = Town::start(1).await;
        let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
        let launch = launch.set("TOMBSTONE_ADMIN_EMAIL", EMAIL).set("TOMBSTONE_ADMIN_PASSWORD", PASSWORD);
        let service = launch.start().await;
        town.install(&service).await;
        town.bound(&Client::new(&launch, &service)).await;
        let browser = Browser::start(&town.sim).await;
        if let Some(zone) = zone {
            browser.move_to(zone).await;
        }
        let desk = Self { browser, town, service, launch, folder };
        desk.log_in().await;
        desk
    }

    async fn log_in(&self) {
        self.browser.open(&self.service.url().join("/admin/login?next=/admin/deletions").expect("an address")).await;
        let form = self.browser.client().form(Locator::Css("form")).await.expect("a form");
        form.set_by_name("email", EMAIL).await.expect("a field");
        form.set_by_name("password", PASSWORD).await.expect("a field");
        let button = self.browser.client().find(Locator::Css("form button")).await.expect("a button");
        button.click().await.expect("it is sent");
        self.until("the list", "return location.pathname === '/admin/deletions' && document.readyState === 'complete'")
            .await;
    }

    pub(super) async fn ask(&self, script: &str) -> Value {
        self.browser.client().execute(script, Vec::new()).await.expect("the script runs")
    }

    /// Waits until a script returns true.
    pub(super) async fn until(&self, what: &str, script: &str) {
        let is_so = async || {
            let answer = self.browser.client().execute(script, Vec::new()).await.ok()?;
            (answer == true).then_some(())
        };
        eventually(what, PAGE, is_so).await;
    }

    async fn rows(&self, count: usize) {
        let script = format!("return document.querySelectorAll('[data-rows] tr').length === {count}");
        self.until(&format!("{count} rows"), &script).await;
    }

    async fn press(&self, key: &str) {
        let active = self.browser.client().active_element().await.expect("something has the focus");
        active.send_keys(key).await.expect("the key is pressed");
    }

    pub(super) async fn delete(&self, kind: Kind) {
        self.town.portals[0].delete(kind).await;
    }
}

const FOCUSED: &str = "return document.activeElement.closest('tr')?.dataset.row ?? ''";

#[tokio::test]
async fn new_rows_leave_hand_and_keyboard_alone_and_survive_a_restart() {
    let desk = Desk::set().await;
    desk.until("an open stream", "return document.querySelector('.live-state')?.dataset.state === 'live'").await;
    desk.delete(Kind::Lead).await;
    desk.rows(1).await;
    desk.delete(Kind::Bot).await;
    desk.rows(2).await;
    desk.browser.take_picture("deletions").await;

    desk.press("j").await;
    let focused = desk.ask(FOCUSED).await;
    assert_ne!(focused, "");
    desk.delete(Kind::Lead).await;
    desk.until("what is new to be counted", "return !document.querySelector('[data-new]').hidden").await;
    assert_eq!(desk.ask("return document.querySelector('[data-new]').textContent.trim()").await, "1 new");
    assert_eq!(desk.ask(FOCUSED).await, focused, "the focus stays");
    desk.rows(2).await;
    desk.press("k").await;
    assert_eq!(desk.ask(FOCUSED).await, focused, "it is the first");
    desk.ask("document.activeElement.blur()").await;
    desk.rows(3).await;
    assert_eq!(desk.browser.errors().await, NO_ERRORS);

    let Desk { browser, town, service, launch, folder } = desk;
    let address = service.address().to_string();
    service.end(Ending::Terminate).await;
    let service = launch.clone().set("TOMBSTONE_LISTEN", &address).start().await;
    let desk = Desk { browser, town, service, launch, folder };
    desk.delete(Kind::Lead).await;
    desk.rows(4).await;
    let keys = desk
        .ask("return new Set(Array.from(document.querySelectorAll('[data-row]'), row => row.dataset.row)).size")
        .await;
    assert_eq!(keys, 4, "none is there twice");
}

#[tokio::test]
async fn keys_find_move_open_and_close() {
    let desk = Desk::set().await;
    for kind in [Kind::Lead, Kind::Bot, Kind::Lead] {
        desk.delete(kind).await;
    }
    desk.rows(3).await;
    let list = desk.ask("return location.pathname").await;
    desk.press("/").await;
    assert_eq!(desk.ask("return document.activeElement.id").await, "query");
    desk.press("kind:le").await;
    desk.until("suggestions", "return !!document.querySelector('#suggestions li')").await;
    desk.browser.take_picture("deletions-suggestions").await;
    desk.press(&String::from(char::from(Key::Down))).await;
    desk.press(&String::from(char::from(Key::Enter))).await;
    assert_eq!(desk.ask("return document.getElementById('query').value").await, "kind:lead");
    desk.press(&String::from(char::from(Key::Escape))).await;
    desk.press("?").await;
    desk.until("the keys", "return document.getElementById('keys').open").await;
    desk.press(&String::from(char::from(Key::Escape))).await;
    // Their focused element loses the focus a moment after they close.
    let closed = "const keys = document.getElementById('keys');\
        return !keys.open && !keys.contains(document.activeElement)";
    desk.until("no keys", closed).await;
    desk.press("j").await;
    desk.press("j").await;
    desk.press(&String::from(char::from(Key::Enter))).await;
    desk.until(
        "the pane",
        "return !document.getElementById('pane').hidden && location.pathname.includes('/deletions/')",
    )
    .await;
    desk.browser.take_picture("deletions-pane").await;
    desk.press("k").await;
    let first = "return document.querySelector('tr[data-row]').classList.contains('is-open') \
        && location.pathname + location.search === document.querySelector('tr[data-row] a.name').getAttribute('href')";
    desk.until("the row above in the pane", first).await;
    let focused = desk.ask("return document.querySelector('tr.is-open').dataset.row").await;
    desk.press(&String::from(char::from(Key::Escape))).await;
    desk.until("the list alone", "return document.getElementById('pane').hidden").await;
    assert_eq!((desk.ask("return location.pathname").await, desk.ask(FOCUSED).await), (list, focused));
    desk.press("e").await;
    desk.until("the export", "return document.querySelector('[data-export]').open").await;
    desk.browser.client().find(Locator::Css("h1")).await.expect("a headline").click().await.expect("it is pressed");
    desk.until("no menu", "return !document.querySelector('details.menu[open]')").await;
    desk.press("t").await;
    assert_eq!(desk.ask("return document.activeElement.id").await, "at");
    assert_eq!(desk.browser.errors().await, NO_ERRORS);
}
