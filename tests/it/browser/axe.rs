//! Checks every page of the console and the frame with axe-core: light and dark, wide and narrow.

mod states;

use std::time::Duration;

use fantoccini::Locator;
use poem::http::Method;
use serde_json::json;
use sim::Fault;
use tempfile::TempDir;
use tests::api::Client;
use tests::axe::Axe;
use tests::browser::Browser;
use tests::eventually;
use tests::receiver::Receiver;
use tests::service::{Launch, Service};
use tests::town::Town;

use super::{NO_ERRORS, PAGE, Stage};

/// The time limit for the demo's month on a busy machine.
const DEMO: Duration = Duration::from_mins(4);
const EMAIL: &str = "demo@tombstone.example";
const WIDE: (u32, u32) = (1280, 900);
const NARROW: (u32, u32) = (390, 900);
/// How a page is looked at: the size of the window, and the system's scheme.
type Form = ((u32, u32), &'static str);
const EACH_FORM: [Form; 4] = [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")];
/// For pages that differ from others in what they say alone: each size and each scheme once.
const TWO_FORMS: [Form; 2] = [(WIDE, "light"), (NARROW, "dark")];
/// Addresses that are not pages: files, streams, calls by scripts.
const NO_PAGES: [&str; 3] = ["/export", "/live", "/suggest"];

/// The demo, once its month is there.
struct Demo {
    service: Service,
    launch: Launch,
    password: String,
    _folder: TempDir,
}

impl Demo {
    async fn start() -> Self {
        let folder = TempDir::new().expect("a folder for the test");
        let launch = Launch::in_folder(folder.path()).with_argument("--demo");
        let service = launch.start().await;
        let password = eventually("the demo's login", DEMO, async || {
            let stdout = launch.stdout();
            let (_, after) = stdout.split_once("Password")?;
            Some(after.split_whitespace().next()?.to_owned())
        });
        let password = password.await;
        Self { service, launch, password, _folder: folder }
    }
}

/// An operator in a browser, and what axe found on the pages so far.
struct Operator<'a> {
    browser: Browser,
    service: &'a Service,
    axe: Axe,
    findings: Vec<String>,
}

impl<'a> Operator<'a> {
    async fn of(service: &'a Service) -> Self {
        let browser = Browser::start(&Town::start(0).await.sim).await;
        Self { browser, service, axe: Axe::read(), findings: Vec::new() }
    }

    async fn log_in(&self, password: &str) {
        self.open("/admin/login").await;
        let form = self.browser.client().form(Locator::Css("form")).await.expect("a form");
        form.set_by_name("email", EMAIL).await.expect("a field");
        form.set_by_name("password", password).await.expect("a field");
        self.browser.client().find(Locator::Css("form button")).await.expect("a button").click().await.expect("sent");
        self.until("the overview", "return location.pathname === '/admin' && document.readyState === 'complete'").await;
    }

    async fn open(&self, path: &str) {
        self.browser.open(&self.service.url().join(path).expect("an address")).await;
    }

    async fn until(&self, what: &str, script: &str) {
        let is_so = async || {
            let answer = self.browser.client().execute(script, Vec::new()).await.ok()?;
            (answer == true).then_some(())
        };
        eventually(what, PAGE, is_so).await;
    }

    /// Checks a page in these forms, with pictures.
    async fn look(&mut self, path: &str, name: &str, forms: &[Form]) {
        self.open(path).await;
        for &((width, height), scheme) in forms {
            self.browser.resize(width, height).await;
            self.browser.prefer(scheme).await;
            self.browser.take_picture(&format!("console-{name}-{width}-{scheme}")).await;
            let found = self.axe.findings(self.browser.client()).await;
            self.findings.extend(found.into_iter().map(|finding| format!("{path} {width} {scheme}: {finding}")));
            let wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
            let wide = self.browser.client().execute(wide, Vec::new()).await.expect("it answers");
            if wide != 0 {
                self.findings.push(format!("{path} {width} {scheme}: {wide} pixels wider than the window"));
            }
        }
        self.browser.prefer("light").await;
    }

    fn expect_nothing_found(&self) {
        assert!(self.findings.is_empty(), "{} findings:\n{}", self.findings.len(), self.findings.join("\n"));
    }
}

/// The address for a pattern, and the name of its pictures.
fn filled(pattern: &str, portal: &str, webhook: &str) -> (String, String) {
    let id = if pattern.contains("webhooks") { webhook } else { "1" };
    let path = pattern.replace(":member_id", portal).replace(":number", "1").replace(":id", id);
    let name = pattern.trim_start_matches("/admin").replace(['/', ':'], "-");
    (path, format!("page{name}"))
}

#[tokio::test]
async fn nothing_keeps_people_from_using_the_console() {
    let receiver = Receiver::start().await;
    let demo = Box::pin(Demo::start()).await;
    let client = Client::new(&demo.launch, &demo.service);
    let portals = client.portals().await;
    let busiest = portals.iter().max_by_key(|portal| portal["deletions"].as_u64()).expect("a portal");
    let busiest = busiest["member_id"].as_str().expect("text").to_owned();
    let key = demo.launch.run(&["api-key", "create", "--name", "hooks", "--all-portals", "--scope", "webhooks:manage"]);
    let hooks = client.clone().with_key(String::from_utf8(key.stdout).expect("text").trim());
    let (status, webhook) = hooks.post_json("/api/v1/webhooks", &json!({ "url": receiver.url() })).await;
    assert_eq!(status, 201, "{webhook}");
    let webhook = webhook["id"].as_str().expect("text").to_owned();

    // Two operators share the pages, since this takes longer than any other test.
    let of_the_service = async {
        let mut operator = Operator::of(&demo.service).await;
        operator.look("/admin/login", "login", &EACH_FORM).await;
        operator.log_in(&demo.password).await;
        let pages = admin::addresses().into_iter().filter(|(method, pattern, _)| {
            method == Method::GET && !NO_PAGES.iter().any(|other| pattern.ends_with(other))
        });
        for (_, pattern, _) in pages {
            let (path, name) = filled(pattern, &busiest, &webhook);
            operator.look(&path, &name, &EACH_FORM).await;
        }
        operator.expect_nothing_found();
    };
    let of_troubled_portals = async {
        let mut operator = Operator::of(&demo.service).await;
        operator.log_in(&demo.password).await;
        for (number, portal) in portals.iter().enumerate().filter(|(_, portal)| portal["condition"] != "well") {
            let portal = portal["member_id"].as_str().expect("text");
            for page in ["", "/health", "/timeline"] {
                let name = format!("troubled-{number}{}", page.replace('/', "-"));
                operator.look(&format!("/admin/portals/{portal}{page}"), &name, &TWO_FORMS).await;
            }
        }
        for (path, name) in [
            ("/admin/nowhere", "missing"),
            ("/admin/deletions?from=soon", "wrong-filter"),
            ("/admin/deletions?entity_id=nothing", "nothing-fits"),
            ("/admin/portals?status=asleep", "wrong-portals"),
            ("/admin/portals?q=nothing", "no-portals"),
            ("/admin/audit?kind=burnt", "wrong-audit"),
        ] {
            operator.look(path, name, &TWO_FORMS).await;
        }
        operator.expect_nothing_found();
    };
    tokio::join!(of_the_service, of_troubled_portals);
}

#[tokio::test]
async fn nothing_keeps_people_from_using_the_first_pages() {
    let folder = TempDir::new().expect("a folder for the test");
    let launch = Launch::in_folder(folder.path());
    let password = "correct horse battery";
    let launch = launch.set("TOMBSTONE_ADMIN_EMAIL", EMAIL).set("TOMBSTONE_ADMIN_PASSWORD", password);
    let service = launch.start().await;
    let mut operator = Operator::of(&service).await;
    operator.log_in(password).await;
    operator.until("the list of what is to be done", "return !!document.querySelector('.steps')").await;
    for (path, name) in [("/admin", "overview"), ("/admin/portals", "portals"), ("/admin/deletions", "deletions")] {
        operator.look(path, &format!("first-{name}"), &EACH_FORM).await;
    }
    operator.expect_nothing_found();
    assert_eq!(operator.browser.errors().await, NO_ERRORS);
}

impl Stage {
    /// Axe's findings in the frame, wide and narrow.
    async fn findings_in_frame(&self, axe: &Axe, name: &str) -> Vec<String> {
        let mut findings = Vec::new();
        for (width, height) in [(1280, 1000), (390, 900)] {
            self.browser.resize(width, height).await;
            for scheme in ["light", "dark"] {
                self.browser.prefer(scheme).await;
                let found = self.browser.in_frame(async |window| Some(axe.findings(window).await)).await;
                let found = found.expect("there is a frame").into_iter();
                findings.extend(found.map(|finding| format!("{name} {width} {scheme}: {finding}")));
            }
        }
        self.browser.prefer("light").await;
        self.browser.resize(1360, 1000).await;
        findings
    }
}

#[tokio::test]
async fn nothing_keeps_people_from_using_the_frame() {
    let axe = Axe::read();
    let stage = Stage::with_deletions(4).await;
    let mut findings = stage.findings_in_frame(&axe, "deletions").await;
    stage.browser.click_in_frame(".rows a").await;
    stage.in_frame_soon("[data-payload]").await;
    findings.extend(stage.findings_in_frame(&axe, "deletion").await);
    for (tab, there, name) in [(2, "[data-well]", "health"), (3, "[data-erase]", "settings")] {
        stage.browser.click_in_frame(&format!(".tabs a:nth-child({tab})")).await;
        stage.in_frame_soon(there).await;
        findings.extend(stage.findings_in_frame(&axe, name).await);
    }
    let user = stage.portal().users().into_iter().find(|user| !user.admin).expect("an ordinary user").id;
    stage.portal().sign_in(user);
    stage.open_app().await;
    stage.in_frame_soon("main h1").await;
    findings.extend(stage.findings_in_frame(&axe, "for administrators").await);
    assert!(findings.is_empty(), "{} findings:\n{}", findings.len(), findings.join("\n"));
}

#[tokio::test]
async fn nothing_keeps_people_from_using_the_installer() {
    let axe = Axe::read();
    let stage = Stage::set().await;
    stage.portal().fault("installFinish", Fault::Hang, Some(1));
    stage.open_app().await;
    stage.page_says("data-finish", "called").await;
    let mut findings = stage.findings_in_frame(&axe, "installer").await;
    for path in ["oauth/start", "oauth/start?domain=a%20b", "bitrix24/app", "bitrix24/install"] {
        stage.browser.open(&stage.service.url().join(path).expect("an address")).await;
        for scheme in ["light", "dark"] {
            stage.browser.prefer(scheme).await;
            let found = axe.findings(stage.browser.client()).await;
            findings.extend(found.into_iter().map(|finding| format!("{path} {scheme}: {finding}")));
        }
    }
    assert!(findings.is_empty(), "{} findings:\n{}", findings.len(), findings.join("\n"));
}
