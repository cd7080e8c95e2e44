//! The app's pages in a frame of another site, with third-party cookies blocked: tabs, deletions, settings, and their
//! looks.

use std::time::Duration;

use fantoccini::{Client as Window, Locator};
use sim::{Fault, Kind};
use tests::eventually;

use super::{NO_ERRORS, PAGE, Stage};

impl Stage {
    /// A portal with the app installed and open, where this many things were deleted.
    pub(super) async fn with_deletions(count: usize) -> Self {
        let stage = Self::set().await;
        stage.open_app().await;
        stage.page_says("data-page", "app").await;
        for number in 0..count {
            let kind = [Kind::Lead, Kind::Bot, Kind::Line][number % 3];
            stage.portal().delete(kind).await;
        }
        stage.open_until(".rows li", count.min(25)).await;
        // A page may be full before the last deletions are indexed.
        let all = format!("{count} deletion");
        let kept = async || {
            stage.open_app().await;
            stage.in_frame_soon("main").await;
            stage.browser.text_of_frame().await.contains(&all).then_some(())
        };
        eventually("all to be indexed", PAGE, kept).await;
        stage
    }

    /// Opens the app until this many elements are in the frame: indexing takes a moment.
    async fn open_until(&self, selector: &str, count: usize) {
        let shown = async || {
            // Each opening makes the service call the portal, which allows two calls a second in the long run.
            tokio::time::sleep(Duration::from_millis(500)).await;
            self.open_app().await;
            self.in_frame_soon("main").await;
            (self.browser.count_in_frame(selector).await == count).then_some(())
        };
        eventually(&format!("{count} of {selector}"), PAGE, shown).await;
    }

    pub(super) async fn in_frame_soon(&self, selector: &str) {
        let there = async || (self.browser.count_in_frame(selector).await > 0).then_some(());
        eventually(&format!("{selector} in the frame"), PAGE, there).await;
    }

    /// Takes pictures of the page, wide and narrow, light and dark.
    async fn take_pictures(&self, name: &str) {
        for (width, height) in [(860, 1000), (390, 900)] {
            self.browser.resize(width, height).await;
            for scheme in ["light", "dark"] {
                self.browser.prefer(scheme).await;
                self.browser.take_picture(&format!("{name}-{width}-{scheme}")).await;
            }
        }
        self.browser.prefer("light").await;
        self.browser.resize(1360, 1000).await;
    }
}

async fn background(window: &Window) -> Option<String> {
    let script = "return getComputedStyle(document.body).backgroundColor";
    window.execute(script, Vec::new()).await.ok()?.as_str().map(str::to_owned)
}

#[tokio::test]
async fn tabs_work_without_cookies_and_the_frame_fits_its_page() {
    let stage = Stage::with_deletions(30).await;
    stage.take_pictures("app-deletions").await;
    let fits = async || {
        let script = "return document.documentElement.scrollHeight - window.innerHeight";
        let over = stage.browser.in_frame(async |window| window.execute(script, Vec::new()).await.ok()?.as_i64()).await;
        over.filter(|over| *over <= 0)
    };
    eventually("the frame to be as high as its page", PAGE, fits).await;

    stage.browser.click_in_frame("a[rel=next]").await;
    stage.in_frame_soon("a[rel=prev]").await;
    assert_eq!(stage.browser.count_in_frame(".rows li").await, 5);
    stage.browser.click_in_frame(".rows a").await;
    stage.in_frame_soon("[data-payload]").await;
    stage.take_pictures("app-deletion").await;
    stage.browser.click_in_frame(".tabs a:nth-child(2)").await;
    stage.in_frame_soon("[data-well]").await;
    stage.take_pictures("app-health").await;
    stage.browser.click_in_frame(".tabs a:nth-child(3)").await;
    stage.in_frame_soon("[data-erase]").await;
    stage.take_pictures("app-settings").await;
    let cookies = stage.browser.client().get_all_cookies().await.expect("the cookies");
    assert!(cookies.is_empty(), "{cookies:?}");
    assert_eq!(stage.browser.errors().await, NO_ERRORS);
}

#[tokio::test]
async fn key_is_made_and_all_data_goes_in_the_frame() {
    let stage = Stage::with_deletions(3).await;
    stage.browser.click_in_frame(".tabs a:nth-child(3)").await;
    stage.in_frame_soon("#name").await;
    let typed = async |selector: &str, text: &str| {
        let into = async |window: &Window| window.find(Locator::Css(selector)).await.ok()?.send_keys(text).await.ok();
        stage.browser.in_frame(into).await.expect("a field");
    };
    typed("#name", "Archive").await;
    stage.browser.click_in_frame("#name + button").await;
    stage.in_frame_soon("[data-new-key]").await;
    assert!(stage.browser.text_of_frame().await.contains("tomb_"));
    stage.take_pictures("app-key").await;
    typed("#domain", &stage.portal().host()).await;
    stage.browser.click_in_frame(".danger").await;
    stage.in_frame_soon("[data-erased]").await;
    stage.open_until("[data-empty]", 1).await;
    stage.take_pictures("app-empty").await;
    assert_eq!(stage.browser.errors().await, NO_ERRORS);
}

#[tokio::test]
async fn page_is_light_whatever_the_system_is() {
    let stage = Stage::with_deletions(1).await;
    let mut seen = Vec::new();
    for scheme in ["light", "dark"] {
        stage.browser.prefer(scheme).await;
        seen.push(stage.browser.in_frame(background).await.expect("a colour"));
    }
    assert_eq!(seen[0], seen[1]);
}

#[tokio::test]
async fn install_in_the_frame_ends_with_a_word_to_the_portal() {
    let stage = Stage::set().await;
    stage.portal().fault("installFinish", Fault::Hang, Some(1));
    stage.open_app().await;
    stage.in_frame_soon("[data-step=kept]").await;
    stage.page_says("data-finish", "called").await;
    let done = stage.browser.text_of_frame().await;
    assert!(done.contains("Tombstone is installed") && !done.contains("Installing Tombstone"), "{done}");
    stage.take_pictures("installer-done").await;
    assert_eq!(stage.browser.errors().await, NO_ERRORS);
}

#[tokio::test]
async fn ordinary_user_and_unpaid_portal_see_why() {
    let stage = Stage::with_deletions(2).await;
    let user = stage.portal().users().into_iter().find(|user| !user.admin).expect("an ordinary user").id;
    stage.portal().sign_in(user);
    stage.open_app().await;
    stage.in_frame_soon("main h1").await;
    assert!(stage.browser.text_of_frame().await.contains("For administrators"));
    stage.take_pictures("app-refused").await;

    stage.portal().sign_in(1);
    stage.portal().set_paid(false).await;
    stage.open_until("[data-unpaid]", 1).await;
    assert_eq!(stage.browser.count_in_frame(".rows li").await, 2);
    stage.take_pictures("app-unpaid").await;
    assert_eq!(stage.browser.errors().await, NO_ERRORS);
}

#[tokio::test]
async fn pages_outside_of_a_frame_obey_their_own_policy() {
    let stage = Stage::set().await;
    for path in ["oauth/start", "oauth/start?domain=a%20b", "bitrix24/app", "bitrix24/install", "bitrix24/events"] {
        stage.browser.open(&stage.service.url().join(path).expect("an address")).await;
        let errors = stage.browser.errors().await;
        let of_policy: Vec<_> = errors.iter().filter(|error| error.contains("Content Security Policy")).collect();
        assert!(of_policy.is_empty(), "{path}: {of_policy:?}");
    }
    stage.browser.open(&stage.service.url().join("oauth/start").expect("an address")).await;
    stage.take_pictures("oauth").await;
}
