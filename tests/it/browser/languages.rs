//! The app's pages in a frame of another site, in three languages, in a browser that blocks cookies there: an
//! administrator's every step, with no word in another language.

use std::collections::BTreeSet;

use fantoccini::{Client as Window, Locator};
use sea_orm::ConnectionTrait;
use sim::{Fault, Kind, PortalSpec};
use tempfile::TempDir;
use tests::browser::Browser;
use tests::eventually;
use tests::service::Launch;
use tests::town::Town;
use url::Url;

use super::{NO_ERRORS, PAGE, Stage};
use crate::admin::languages::{keys, sentences};

/// Number of deletions: more than a page shows.
const DELETED: usize = 30;
const SHOWN: usize = 25;
/// All text of a page, read or heard.
const READ: &str = "const texts = [document.documentElement.lang, document.title, document.body.innerText];\
    for (const name of ['aria-label', 'placeholder', 'title'])\
        for (const one of document.querySelectorAll(`[${name}]`)) texts.push(one.getAttribute(name));\
    return texts.join('\\n');";
/// What a frame of another site sees of the page around it, and whether it can store anything.
const ALONE: &str = "document.cookie = 'kept=1'; let around = 'hidden';\
    try { around = String(window.parent.document.title); } catch {}\
    return [document.cookie, around].join('|');";

/// A reader of the app's pages in their language.
struct Reader {
    stage: Stage,
    language: &'static str,
    keys: BTreeSet<String>,
    /// English sentences that are not in their language.
    english: Vec<String>,
}

impl Reader {
    /// A reader at a portal in this language, without the app.
    async fn of(language: &'static str) -> Self {
        let folder = TempDir::new().expect("a folder for the test");
        let mut town = Town::start(0).await;
        let spec = PortalSpec { language: language.to_owned(), ..PortalSpec::new(format!("portal-{language}")) };
        town.portals.push(town.sim.add_portal(spec));
        let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
        let service = launch.start().await;
        town.point_at(&service);
        let browser = Browser::start(&town.sim).await;
        let stage = Stage { browser, town, service, launch, _folder: folder };
        let own = sentences(language);
        let english = sentences("en").into_iter().filter(|sentence| !own.contains(sentence)).collect();
        Self { stage, language, keys: keys(), english }
    }

    async fn read(&self) -> String {
        let text = async |window: &Window| window.execute(READ, Vec::new()).await.ok()?.as_str().map(str::to_owned);
        self.stage.browser.in_frame(text).await.expect("a page in the frame")
    }

    /// Checks that the page in the frame is in their language alone.
    async fn check(&self, page: &str) {
        let (text, language) = (self.read().await, self.language);
        assert!(text.starts_with(&format!("{language}\n")), "{page} in {language}: {text}");
        let key = self.keys.iter().find(|key| text.contains(key.as_str()));
        assert_eq!(key, None, "{page} in {language}: {text}");
        let sentence = self.english.iter().find(|sentence| text.contains(sentence.as_str()));
        assert_eq!(sentence, None, "{page} in {language}: {text}");
        self.stage.browser.take_picture(&format!("app-{page}-{language}")).await;
    }

    /// Clicks and waits for an element of the next page.
    async fn click(&self, selector: &str, proof: &str) {
        self.stage.browser.click_in_frame(selector).await;
        self.stage.in_frame_soon(proof).await;
    }

    async fn search(&self, text: &str, proof: &str) {
        let typed = async |window: &Window| {
            let field = window.find(Locator::Css(".search input[name=q]")).await.ok()?;
            field.clear().await.ok()?;
            field.send_keys(text).await.ok()
        };
        self.stage.browser.in_frame(typed).await.expect("a field");
        self.click(".search button", proof).await;
    }

    /// Installs the app and deletes things until the list has two pages.
    async fn begin(&self) {
        let stage = &self.stage;
        stage.portal().fault("installFinish", Fault::Hang, Some(1)); // keeps the page open
        stage.open_app().await;
        stage.page_says("data-finish", "called").await;
        self.check("installer").await;
        stage.open_app().await;
        stage.page_says("data-page", "app").await;
        for number in 0..DELETED {
            stage.portal().delete([Kind::Lead, Kind::Bot, Kind::Line][number % 3]).await;
        }
        let all = DELETED.to_string();
        let kept = async || {
            stage.open_app().await;
            stage.in_frame_soon("footer.pages").await;
            let footer =
                async |window: &Window| window.find(Locator::Css("footer.pages")).await.ok()?.text().await.ok();
            stage.browser.in_frame(footer).await?.contains(&all).then_some(())
        };
        eventually("all to be indexed", PAGE, kept).await;
    }

    /// Makes the portal look as if it no longer reported leads.
    async fn lose_leads(&self) {
        let connection =
            sea_orm::Database::connect(self.stage.launch.database_url()).await.expect("the database opens");
        let lost = "UPDATE portals SET subscriptions_missing = 'ONCRMLEADDELETE'";
        connection.execute_unprepared(lost).await.expect("it is noted");
        connection.close().await.expect("the database closes");
    }
}

/// An administrator's every step at a portal in this language.
async fn walk_through(language: &'static str) {
    let reader = Reader::of(language).await;
    reader.begin().await;
    let browser = &reader.stage.browser;
    let alone = async |window: &Window| window.execute(ALONE, Vec::new()).await.ok()?.as_str().map(str::to_owned);
    assert_eq!(browser.in_frame(alone).await.as_deref(), Some("|hidden"), "another site, which keeps no cookie");

    assert_eq!(browser.count_in_frame(".rows li").await, SHOWN);
    reader.check("deletions").await;
    let (ranges, kinds) = (".bar + .chips", ".chips + .chips");
    let chip = |chips: &str, number: u32| format!("{chips} li:nth-child({number}) a");
    let chosen = |chips: &str, number: u32| format!("{}[aria-current]", chip(chips, number));
    reader.click(&chip(ranges, 1), &chosen(ranges, 1)).await;
    reader.check("today").await;
    reader.click(&chip(kinds, 2), &chosen(kinds, 2)).await;
    assert_eq!(browser.count_in_frame(".rows li").await, DELETED / 3);
    reader.check("kind").await;
    reader.search("nothing-like-it", "[data-empty]").await;
    reader.check("nothing-fits").await;
    reader.click("[data-empty] a", ".rows").await;

    reader.click("a[rel=next]", "a[rel=prev]").await;
    assert_eq!(browser.count_in_frame(".rows li").await, DELETED - SHOWN);
    reader.check("older").await;
    reader.click(".rows a", "[data-payload]").await;
    reader.check("deletion").await;
    reader.click(".tabs a:nth-child(1)", "a[download]").await;
    export(&reader).await;

    reader.lose_leads().await;
    reader.click(".tabs a:nth-child(2)", "[data-well=false]").await;
    reader.check("health").await;
    reader.click("form button", "[data-repair]").await;
    reader.stage.in_frame_soon("[data-well=true]").await;
    reader.check("repaired").await;
    reader.click(".tabs a:nth-child(3)", "[data-erase]").await;
    reader.check("settings").await;

    let cookies = browser.client().get_all_cookies().await.expect("the cookies");
    assert!(cookies.is_empty(), "{cookies:?}");
    assert_eq!(browser.errors().await, NO_ERRORS, "{language}");
}

/// Checks that the file has every deletion, without a cookie.
async fn export(reader: &Reader) {
    let script = "return Array.from(document.querySelectorAll('a[download]'), link => link.href).join('\\n')";
    let links = async |window: &Window| window.execute(script, Vec::new()).await.ok()?.as_str().map(str::to_owned);
    let links = reader.stage.browser.in_frame(links).await.expect("links");
    assert_eq!(links.lines().count(), 2, "{links}");
    for link in links.lines() {
        let url = Url::parse(link).expect("an address");
        let answer = reader.stage.town.sim.client().get(url).send().await.expect("an answer");
        assert_eq!(answer.status(), 200, "{link}");
        let file = answer.text().await.expect("text");
        assert_eq!(file.lines().count(), DELETED + 1, "{link}"); // and a line with names or the count
    }
}

#[tokio::test]
async fn english_administrator_does_everything_without_a_cookie() {
    Box::pin(walk_through("en")).await;
}

#[tokio::test]
async fn german_administrator_does_everything_without_a_cookie() {
    Box::pin(walk_through("de")).await;
}

#[tokio::test]
async fn russian_administrator_does_everything_without_a_cookie() {
    Box::pin(walk_through("ru")).await;
}
