//! What comes over the wire when somebody opens a page for the first time, and what their browser does then.

use std::collections::BTreeSet;

use fantoccini::Locator;
use serde_json::Value;
use tests::browser::Browser;
use tests::service::Service;
use tests::town::Town;

use super::ground::Ground;
use super::operator::{EMAIL, Operator, PASSWORD};
use super::table::kilobytes;
use crate::report::{line, target};

/// How many bytes may come, compressed, and by how many requests.
const BYTES: u64 = 40_000;
const REQUESTS: u64 = 6;
/// How many milliseconds a task of the browser may take.
const TASK: f64 = 50.0;

/// What the browser did, once it is quiet: requests, bytes, and its longest task above 50 ms.
const LOOK: &str = "const done = arguments[0], tasks = [];\
    new PerformanceObserver(list => tasks.push(...list.getEntries().map(task => task.duration)))\
        .observe({type: 'longtask', buffered: true});\
    const look = () => setTimeout(() => {\
        const loaded = ['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind));\
        done([loaded.length, loaded.reduce((sum, one) => sum + one.transferSize, 0), Math.max(0, ...tasks)]);\
    }, 500);\
    if (document.readyState === 'complete') look(); else addEventListener('load', look);";

/// The pages that somebody may open first.
fn first(ground: &Ground) -> Vec<String> {
    let portal = format!("/admin/portals/{}", ground.largest);
    let of_portal = ["", "/health", "/timeline", "/deletions/1"].map(|rest| format!("{portal}{rest}"));
    let all = ["/admin", "/admin/portals", "/admin/deletions", "/admin/audit", "/admin/settings", "/admin/account"];
    all.map(str::to_owned).into_iter().chain(of_portal).collect()
}

/// Weighs them with their assets. Returns whether none is too heavy.
pub(super) async fn weigh(operator: &Operator, ground: &Ground) -> bool {
    line(&format!("first view: a page with all that it names, at most {} kB and {REQUESTS} requests", BYTES / 1_000));
    let mut reached = true;
    for path in first(ground) {
        let html = operator.read(&path).await;
        let assets: BTreeSet<&str> =
            html.split('"').filter(|attribute| attribute.starts_with("/admin/assets/")).collect();
        let page = operator.look(&path, false).await.bytes;
        let mut bytes = page;
        for asset in &assets {
            bytes += operator.look(asset, false).await.bytes;
        }
        let requests = 1 + assets.len() as u64;
        let what = format!(
            "{path:<70} {requests} requests, {:.1} kB, {:.1} of them the page",
            kilobytes(bytes),
            kilobytes(page)
        );
        reached &= target(bytes <= BYTES && requests <= REQUESTS, &what);
    }
    reached
}

/// Opens them in a browser without a cache of them. Returns whether none keeps it busy or loads too much.
pub(super) async fn watch(browser: &Browser, service: &Service, ground: &Ground) -> bool {
    line(&format!("in Chromium: at most {REQUESTS} requests and {} kB, no task over {TASK} ms", BYTES / 1_000));
    let mut reached = true;
    for path in first(ground) {
        browser.forget_what_is_kept().await;
        browser.open(&service.url().join(&path).expect("an address")).await;
        let seen = browser.client().execute_async(LOOK, Vec::new()).await.expect("the browser looks");
        let number = |index: usize| seen[index].as_f64().unwrap_or(f64::MAX);
        let (requests, bytes) = (seen[0].as_u64().unwrap_or(u64::MAX), seen[1].as_u64().unwrap_or(u64::MAX));
        let what = format!(
            "{path:<70} {requests} requests, {:.1} kB, longest task over 50 ms: {:.0} ms",
            kilobytes(bytes),
            number(2)
        );
        reached &= target(requests <= REQUESTS && bytes <= BYTES && number(2) <= TASK, &what);
    }
    reached
}

/// A browser in which somebody is logged in.
pub(super) async fn browser(service: &Service) -> Browser {
    let town = Town::start(0).await;
    let browser = Browser::start(&town.sim).await;
    browser.open(&service.url().join("/admin/login?next=/admin").expect("an address")).await;
    let form = browser.client().form(Locator::Css("form")).await.expect("a form");
    form.set_by_name("email", EMAIL).await.expect("a field");
    form.set_by_name("password", PASSWORD).await.expect("a field");
    browser.client().find(Locator::Css("form button")).await.expect("a button").click().await.expect("it is sent");
    let path = browser.client().execute("return location.pathname", Vec::new()).await.expect("it answers");
    assert_eq!(path, Value::from("/admin"), "nobody can log in");
    browser
}
