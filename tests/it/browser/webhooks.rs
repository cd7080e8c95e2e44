//! The operators' forms for outgoing webhooks in a real browser, which reports its time zone.

use fantoccini::Locator;
use sim::Kind;
use tests::receiver::Receiver;

use super::lists::{Desk, NO_ERRORS};

impl Desk {
    async fn click(&self, selector: &str) {
        let found = self.browser.client().find(Locator::Css(selector)).await.expect(selector);
        found.click().await.expect("it is clicked");
    }

    async fn type_into(&self, selector: &str, text: &str) {
        let field = self.browser.client().find(Locator::Css(selector)).await.expect(selector);
        field.clear().await.expect("it is emptied");
        field.send_keys(text).await.expect("it is typed into");
    }
}

#[tokio::test]
async fn endpoint_is_added_mended_and_gets_what_is_deleted() {
    let (desk, receiver) = (Desk::set_in(Some("Asia/Kolkata")).await, Receiver::start().await);
    let zone = "return document.querySelector('.foot').textContent.includes('(UTC+5:30)')";
    desk.until("the zone of the browser, on the first page after the log-in", zone).await;
    desk.browser.open(&desk.service.url().join("/admin/webhooks").expect("an address")).await;
    desk.click("a.button[href='/admin/webhooks/new']").await;
    desk.until("the form", "return location.pathname === '/admin/webhooks/new' && !!document.getElementById('url')")
        .await;
    desk.type_into("#url", "ftp://example.com/").await;
    desk.click("main form button").await;
    desk.until("what is wrong", "return !!document.getElementById('url-wrong')").await;
    assert_eq!(desk.ask("return document.getElementById('url').value").await, "ftp://example.com/");
    desk.browser.take_picture("webhooks-wrong").await;
    desk.type_into("#url", receiver.url()).await;
    desk.click("main form button").await;
    desk.until("the secret", "return document.getElementById('secret')?.textContent.startsWith('whsec_')").await;
    desk.browser.take_picture("webhooks-secret").await;
    desk.click("main a.button.quiet").await;
    desk.until("the endpoint", "return location.pathname.startsWith('/admin/webhooks/whe_')").await;
    assert_eq!(desk.ask("return document.body.textContent.includes('whsec_')").await, false);

    desk.delete(Kind::Lead).await;
    desk.browser.open(&desk.service.url().join("/admin/deletions").expect("an address")).await;
    desk.until("the row", "return document.querySelectorAll('[data-rows] tr').length === 1").await;
    let page = desk.ask("return document.querySelector('[data-rows] a.name').getAttribute('href')").await;
    let page = desk.service.url().join(page.as_str().expect("a link")).expect("an address");
    let text = format!("fetch('{page}').then(answer => answer.text()).then(text => text.replaceAll(/<[^>]*>/g, ''))");
    desk.until(
        "the deletion at the endpoint",
        &format!("return {text}.then(text => text.includes('204 \u{b7} 1 attempt'))"),
    )
    .await;
    desk.browser.open(&page).await;
    desk.browser.take_picture("webhooks-deletion").await;
    // The service answers an invalid form with 422, which the console notes.
    let errors = desk.browser.errors().await.into_iter().filter(|line| !line.contains("422"));
    assert_eq!(errors.collect::<Vec<_>>(), NO_ERRORS);
}
