//! Pages of the console in states that the demo lacks: quarantined events, undeliverable messages, views, a list that
//! grows under the reader's hand, and nothing at all.

use sea_orm::ConnectionTrait;
use serde_json::json;
use sim::Kind;
use tests::api::Client;
use tests::axe::Axe;
use tests::eventually;
use tests::postgres;
use tests::receiver::Receiver;

use super::super::PAGE;
use super::super::lists::{Desk, NO_ERRORS};
use super::{NARROW, WIDE};

/// More than one page of the list.
const MANY: usize = 60;
/// The lead that the database refuses.
const REFUSED: &str = "700";

/// An operator at the desk, and axe's findings.
struct Looker {
    desk: Desk,
    axe: Axe,
    findings: Vec<String>,
}

impl Looker {
    /// Checks the open page in each form.
    async fn look(&mut self, name: &str) {
        for (width, height) in [WIDE, NARROW] {
            self.desk.browser.resize(width, height).await;
            for scheme in ["light", "dark"] {
                self.desk.browser.prefer(scheme).await;
                self.desk.browser.take_picture(&format!("state-{name}-{width}-{scheme}")).await;
                let found = self.axe.findings(self.desk.browser.client()).await;
                self.findings.extend(found.into_iter().map(|finding| format!("{name} {width} {scheme}: {finding}")));
                let wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
                if self.desk.ask(wide).await != 0 {
                    self.findings.push(format!("{name} {width} {scheme}: wider than the window"));
                }
            }
        }
        self.desk.browser.prefer("light").await;
        self.desk.browser.resize(WIDE.0, WIDE.1).await;
    }

    /// Opens a page, waits until the script is true, and checks it.
    async fn look_at(&mut self, path: &str, name: &str, is_so: &str) {
        self.desk.browser.open(&self.desk.service.url().join(path).expect("an address")).await;
        self.desk.until(name, is_so).await;
        self.look(name).await;
    }

    /// Makes the database refuse one event, and adds an unreadable one.
    async fn set_aside(&self) {
        let connection = sea_orm::Database::connect(self.desk.launch.database_url()).await.expect("the database opens");
        let refuse = if postgres::is_chosen() {
            format!("ALTER TABLE deletions ADD CONSTRAINT refused CHECK (entity_id <> '{REFUSED}')")
        } else {
            format!(
                "CREATE TRIGGER refused BEFORE INSERT ON deletions WHEN NEW.entity_id = '{REFUSED}' \
                 BEGIN SELECT RAISE(ABORT, 'refused'); END"
            )
        };
        let unreadable =
            "INSERT INTO quarantine (source, position, received_at, reason, record) VALUES ('z', 1, 1, 'no', '')";
        for statement in [refuse.as_str(), unreadable] {
            connection.execute_unprepared(statement).await.expect("it is done");
        }
        connection.close().await.expect("the database closes");
        self.desk.town.portals[0].send_event("ONCRMLEADDELETE", json!({ "FIELDS": { "ID": REFUSED } })).await;
    }

    /// Lets one message succeed and another fail. Returns the endpoint.
    async fn post_messages(&self, receiver: &Receiver) -> String {
        let arguments = ["api-key", "create", "--name", "hooks", "--all-portals", "--scope", "webhooks:manage"];
        let key = String::from_utf8(self.desk.launch.run(&arguments).stdout).expect("text");
        let hooks = Client::new(&self.desk.launch, &self.desk.service).with_key(key.trim());
        let (status, created) = hooks.post_json("/api/v1/webhooks", &json!({ "url": receiver.url() })).await;
        assert_eq!(status, 201, "{created}");
        for (status, messages) in [(200, 1), (500, 2)] {
            receiver.answer(status);
            self.desk.delete(Kind::Lead).await;
            eventually("a message", PAGE, async || (receiver.all().len() >= messages).then_some(())).await;
        }
        created["id"].as_str().expect("text").to_owned()
    }
}

#[tokio::test]
async fn nothing_keeps_people_from_using_pages_in_rare_states() {
    let (axe, receiver) = (Axe::read(), Receiver::start().await);
    let mut looker = Looker { desk: Desk::set().await, axe, findings: Vec::new() };
    looker.look_at("/admin/deletions", "nothing yet", "return !!document.querySelector('.empty')").await;
    looker.set_aside().await;
    for path in ["/admin/quarantine", "/admin"] {
        let told = "return !!document.querySelector('main [href=\"/admin/quarantine\"], main article details')";
        looker.look_at(path, &format!("aside {}", path.replace('/', "-")), told).await;
    }
    let endpoint = format!("/admin/webhooks/{}", looker.post_messages(&receiver).await);
    let failed = "return !!document.querySelector('tbody .badge.warn, tbody .badge.bad')";
    looker.look_at(&endpoint, "messages", failed).await;
    let message = looker.desk.ask("return document.querySelector('tbody a.mono').getAttribute('href')").await;
    let attempts = "return !!document.querySelector('.attempts li')";
    looker.look_at(message.as_str().expect("a link"), "attempts", attempts).await;

    let filtered = "/admin/deletions?entity=crm.lead";
    looker.look_at(filtered, "filtered", "return !!document.querySelector('.views form')").await;
    let save = "document.querySelector('.views details').open = true;\
        document.getElementById('view-name').value = 'Leads \u{2022} a view with quite a long name';\
        document.querySelector('.views form').requestSubmit()";
    looker.desk.ask(save).await;
    looker.desk.until("the view", "return document.querySelectorAll('.views .tabs a').length === 2").await;
    looker.desk.ask("document.querySelector('.views details').open = true").await;
    looker.look("view").await;

    let live = "return document.querySelector('.live-state')?.dataset.state === 'live'";
    looker.look_at("/admin/deletions", "live", live).await;
    looker.desk.ask("document.querySelector('[data-rows] a').focus()").await;
    looker.desk.town.portals[0].delete_many(Kind::Deal, MANY).await;
    looker.desk.until("what is new", "return !document.querySelector('[data-new]').hidden").await;
    looker.look("new rows").await;
    let older = "return !!document.querySelector('a[rel=next]')";
    looker.look_at("/admin/deletions", "full", older).await;
    assert!(looker.findings.is_empty(), "{} findings:\n{}", looker.findings.len(), looker.findings.join("\n"));
    assert_eq!(looker.desk.browser.errors().await, NO_ERRORS);
}
