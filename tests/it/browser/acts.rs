//! An operator's acts on one portal, in a real browser: a repair whose outcome appears by itself, and the removal of
//! all data of a portal that uninstalled the app.

use sim::Kind;
use tests::eventually;

use super::lists::Desk;
use super::{NO_ERRORS, PAGE};
use fantoccini::Locator;

impl Desk {
    async fn open(&self, page: &str) {
        let path = format!("/admin/portals/{}{page}", self.town.portals[0].member_id());
        self.browser.open(&self.service.url().join(&path).expect("an address")).await;
    }

    async fn click_on(&self, selector: &str) {
        let found = self.browser.client().find(Locator::Css(selector)).await.expect("it is there");
        found.click().await.expect("it is clicked");
    }

    async fn says(&self, text: &str) {
        let script = format!("return document.body.innerText.includes({text:?})");
        self.until(text, &script).await;
    }
}

#[tokio::test]
async fn outcome_of_what_was_asked_for_appears_by_itself() {
    let desk = Desk::set().await;
    desk.open("/health").await;
    let before = desk.town.portals[0].refreshes();
    desk.click_on("form[action$='/renew'] button").await;
    desk.says("The portal has new tokens.").await;
    assert_eq!(desk.town.portals[0].refreshes(), before + 1);
    desk.click_on("form[action$='/check'] button").await;
    desk.says("Checked.").await;
    desk.open("/timeline").await;
    desk.says("Request completed").await;
    desk.says("Token renewal requested").await;
    desk.click_on(".chips li:nth-child(4) a").await;
    desk.says("Events bound").await;
    assert!(!desk.ask("return document.body.innerText.includes('completed')").await.as_bool().expect("an answer"));
    assert_eq!(desk.browser.errors().await, NO_ERRORS);
}

#[tokio::test]
async fn all_data_goes_when_the_domain_is_typed() {
    let desk = Desk::set().await;
    let portal = desk.town.portals[0].clone();
    portal.delete(Kind::Lead).await;
    desk.open("").await;
    desk.until("the deletion", "return document.querySelectorAll('[data-rows] tr').length === 1").await;
    portal.uninstall(false).await;
    let form = async || {
        desk.open("/health").await;
        desk.browser.client().find(Locator::Css("#domain")).await.ok()
    };
    let field = eventually("the form", PAGE, form).await;
    desk.browser.take_picture("purge").await;
    field.send_keys("other.example").await.expect("it is typed");
    desk.click_on("button.danger").await;
    desk.says("Nothing was removed.").await;
    desk.browser.take_picture("purge-refused").await;
    let field = desk.browser.client().find(Locator::Css("#domain")).await.expect("the form");
    field.clear().await.expect("it is emptied");
    field.send_keys(&portal.host()).await.expect("it is typed");
    desk.click_on("button.danger").await;
    desk.says("The portal’s data is hidden.").await;
    desk.says("Portal purged").await; // the worker has finished, and the page shows it by itself
    desk.browser.take_picture("purged").await;
    let errors = desk.browser.errors().await;
    let others: Vec<_> = errors.iter().filter(|error| !error.contains("422")).collect();
    assert!(others.is_empty(), "{others:?}");
}
