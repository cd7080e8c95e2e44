//! Every page of the console, with the addresses at which people look at it.

use admin::addresses;
use domain::health::AlarmKind;
use poem::http::Method;
use tests::page::{between, plain};

use super::ground::Ground;
use super::operator::Operator;

/// How many pages of a list are turned.
const TURNED: usize = 20;
/// How many deletions are opened one by one.
const LOOKED_AT: u64 = 500;
/// Not measured: a file of all that a filter finds takes as long as it is large.
const NO_PAGE: &str = "/export";
/// The queries on lists of deletions.
const FILTERS: [(&str, &[&str]); 11] = [
    ("of a kind", &["entity=crm.lead", "entity=crm.deal", "entity=crm.contact", "entity=task"]),
    ("by a user", &["user_id=27", "user_id=3", "user_id=49"]),
    ("of kinds by a user", &["entity=crm.lead&entity=crm.deal&user_id=27", "entity=crm.contact&user_id=8"]),
    ("of an id", &["entity_id=1000120", "entity_id=1004321", "entity_id=1012340"]),
    ("with a text", &["q=100012", "q=1000121", "q=4999"]),
    ("with what very many begin with", &["q=1"]),
    ("in a range", &["from=2026-11-10&to=2026-11-12", "from=2026-10-01&to=2026-10-15&entity=crm.lead"]),
    ("of the last day", &["from=-24h", "from=-24h&entity=crm.deal"]),
    ("of a source", &["source=recovered", "source=live"]),
    ("the oldest first", &["order=oldest", "order=oldest&entity=crm.lead"]),
    ("at a time", &["at=2026-11-01T12:00", "at=2026-10-15T08:30"]),
];

/// A page, or a part of it.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub(super) name: String,
    pub(super) paths: Vec<String>,
    /// Whether a script asks.
    pub(super) partial: bool,
}

fn page(name: &str, paths: impl IntoIterator<Item = impl Into<String>>) -> Page {
    Page { name: name.to_owned(), paths: paths.into_iter().map(Into::into).collect(), partial: false }
}

fn part(name: &str, paths: impl IntoIterator<Item = impl Into<String>>) -> Page {
    Page { partial: true, ..page(name, paths) }
}

/// All pages. Panics if the console has an address that is none of them.
pub(super) async fn all(operator: &Operator, ground: &Ground) -> Vec<Page> {
    let mut pages = vec![page("overview", ["/admin"]), part("overview, refreshed", ["/admin"])];
    pages.extend(portals(operator).await);
    let largest = [format!("/admin/portals/{}", ground.largest)];
    let others: Vec<String> = ground.others.iter().map(|member_id| format!("/admin/portals/{member_id}")).collect();
    pages.extend(deletions(operator, "deletions", &["/admin/deletions".to_owned()]).await);
    pages.extend(deletions(operator, "largest portal", &largest).await);
    pages.extend(deletions(operator, "a portal", &others).await);
    pages.extend(of_portal(ground, &largest[0], &others));
    pages.extend(others_of_all(ground));
    for page in &pages {
        assert!(!page.paths.is_empty(), "nobody can look at {}", page.name);
    }
    for (_, pattern, _) in addresses().iter().filter(|(method, ..)| *method == Method::GET) {
        let found = pages.iter().flat_map(|page| &page.paths).any(|path| is_at(path, pattern));
        assert!(found || pattern.ends_with(NO_PAGE), "{pattern} is not among the pages that are measured");
    }
    pages
}

async fn portals(operator: &Operator) -> Vec<Page> {
    let list = "/admin/portals";
    let mut pages = vec![
        page("portals", [list]),
        part("portals, refreshed", [list]),
        page("portals, next pages", turned(operator, list).await),
        page("portals, by their host", (1..30).map(|number| format!("{list}?q=portal-{number}"))),
        page("portals, active", [format!("{list}?status=active")]),
        page("portals, uninstalled", [format!("{list}?status=uninstalled")]),
        page("portals, unknown", [format!("{list}?condition=unknown")]),
    ];
    let alarm = |kind: AlarmKind| page(&format!("portals, {kind}"), [format!("{list}?alarm={kind}")]);
    pages.extend(AlarmKind::ALL.map(alarm));
    pages
}

/// The lists at these paths, plain and with each filter.
async fn deletions(operator: &Operator, name: &str, paths: &[String]) -> Vec<Page> {
    let mut pages = vec![page(name, paths)];
    let further = turned(operator, &paths[0]).await;
    if !further.is_empty() {
        pages.push(page(&format!("{name}, older"), further));
    }
    for (what, queries) in FILTERS {
        let asked = paths.iter().flat_map(|path| queries.iter().map(move |query| format!("{path}?{query}")));
        pages.push(page(&format!("{name}, {what}"), asked));
    }
    let folders = paths.iter().map(|path| path.trim_end_matches("/deletions"));
    let suggest = ["field=user&typed=2", "field=kind&typed=le", "field=portal&typed=portal-1"];
    let asked = folders.clone().flat_map(|path| suggest.map(|query| format!("{path}/deletions/suggest?{query}")));
    pages.push(page(&format!("{name}, suggestions"), asked));
    pages.push(page(&format!("{name}, live"), folders.map(|path| format!("{path}/deletions/live"))));
    pages
}

fn of_portal(ground: &Ground, largest: &str, others: &[String]) -> Vec<Page> {
    let step = (ground.deletions / LOOKED_AT).max(1);
    let numbers = (1..=ground.deletions).step_by(usize::try_from(step).expect("a step"));
    let one: Vec<String> = numbers.map(|number| format!("{largest}/deletions/{number}")).collect();
    let all = || others.iter().map(String::as_str).chain([largest]);
    let each = |rest: &str| all().map(|path| format!("{path}{rest}")).collect::<Vec<_>>();
    vec![
        page("one deletion", one.clone()),
        part("one deletion, beside the list", one),
        page("portal's health", each("/health")),
        part("portal's health, refreshed", each("/health")),
        page("portal's timeline", each("/timeline")),
        part("portal's timeline, refreshed", each("/timeline")),
        page("portal's webhooks", each("/webhooks")),
        page("portal's new webhook", each("/webhooks/new")),
    ]
}

fn others_of_all(ground: &Ground) -> Vec<Page> {
    let webhook = &ground.webhook;
    vec![
        page("quarantine", ["/admin/quarantine"]),
        page("webhooks", ["/admin/webhooks"]),
        page("new webhook", ["/admin/webhooks/new"]),
        page("one webhook", [format!("/admin/webhooks/{webhook}")]),
        page("webhook's form", [format!("/admin/webhooks/{webhook}/edit")]),
        page("API keys", ["/admin/api-keys"]),
        page("operators", ["/admin/operators"]),
        page("audit", ["/admin/audit"]),
        part("audit, refreshed", ["/admin/audit"]),
        page("audit, filtered", ["/admin/audit?kind=logged_in", "/admin/audit?from=-24h"]),
        page("settings", ["/admin/settings"]),
        page("account", ["/admin/account"]),
        page("second factor", ["/admin/account/second-factor"]),
    ]
}

/// The pages that follow this one in its list.
async fn turned(operator: &Operator, path: &str) -> Vec<String> {
    let (mut path, mut further) = (path.to_owned(), Vec::new());
    while further.len() < TURNED {
        let html = operator.read(&path).await;
        let Some((before, after)) = html.split_once("rel=\"next\"") else { break };
        let (start, (end, _)) = (before.rfind('<').expect("a tag"), after.split_once('>').expect("a tag"));
        let tag = format!("{}{end}>", &before[start..]);
        path = plain(between(&tag, "href=\"", "\"").expect("a link"));
        further.push(path.clone());
    }
    further
}

/// Whether a path matches a pattern.
fn is_at(path: &str, pattern: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let (have, want): (Vec<_>, Vec<_>) = (path.split('/').collect(), pattern.split('/').collect());
    have.len() == want.len() && have.iter().zip(&want).all(|(have, want)| want.starts_with(':') || have == want)
}
