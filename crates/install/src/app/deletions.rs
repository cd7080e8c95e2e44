//! The tab of deletions: by day, filtered by range, kind and text, page by page.

use std::collections::BTreeSet;

use askama::Template;
use domain::catalogue;
use domain::deletion::{Deletion, Order};
use domain::health::Condition;
use domain::stats::Bucket;
use poem::Response;
use poem::http::StatusCode;
use store::StoreError;
use time::Duration;
use web::export::Format;

use super::nouns;
use super::rows::{self, Day};
use super::shell::{self, Said, Shell, Tab};
use super::view::{ListPlace, Range, View};
use super::visible::visible;
use super::visit::{Asked, Visit};
use crate::context::Install;
use crate::page::Look;

/// The page size: what a frame shows without much scrolling.
const PAGE: u64 = 25;
/// The page offers the kinds with deletions within this time.
const KINDS: Duration = Duration::days(366);

#[derive(Template)]
#[template(path = "install/portal/deletions.html")]
struct DeletionsPage {
    look: Look,
    shell: Shell,
    view: View,
    action: String,
    is_recorded: bool,
    days: Vec<Day>,
    ranges: Vec<Chip>,
    kinds: Vec<Chip>,
    all_kinds: Option<String>,
    everything: Option<String>,
    older: Option<String>,
    newer: Option<String>,
    newest: Option<String>,
    exports: Vec<(String, &'static str)>,
    total: u64,
    zone: String,
}

struct Chip {
    href: String,
    text: String,
    chosen: bool,
}

pub(crate) async fn list(install: Install, visit: Visit, asked: Asked) -> Result<Response, StoreError> {
    page(&install, &visit, View::read(&asked.query), Vec::new()).await
}

/// The list as an answer, with these sentences above it.
pub(crate) async fn page(
    install: &Install,
    visit: &Visit,
    view: View,
    notices: Vec<Said>,
) -> Result<Response, StoreError> {
    let tenant = install.store.tenant(&visit.token.member_id);
    let (deletions, older, newer) = find(install, visit, &view).await?;
    let names = rows::names(tenant, &deletions).await?;
    let alarms = tenant.list_alarms().await?;
    let condition = shell::condition(visit, Condition::of(&visit.portal, &alarms));
    // Don't report what healing has just ended; the worker checks the alarms again in a moment.
    let condition = condition.filter(|_| notices.is_empty());
    let kinds = find_kinds(install, visit, &view).await?;
    let shell = Shell::new(visit, Tab::Deletions).saying(notices).saying(condition).saying(ignored(visit, &view));
    let export = |format: Format| {
        let mut fields = view.fields();
        fields.push(("format", format.as_str()));
        visit.href("export", &fields)
    };
    let page = DeletionsPage {
        action: visit.path("deletions"),
        is_recorded: shell::is_recorded(visit),
        days: rows::days(visit, deletions, &names),
        ranges: ranges(visit, &view),
        kinds: kinds.into_iter().map(|kind| kind_chip(visit, &view, &kind)).collect(),
        all_kinds: (!view.kinds.is_empty()).then(|| view.of_all_kinds().href(visit)),
        everything: view.is_filtered().then(|| View::default().href(visit)),
        older: older.map(|number| view.at(ListPlace::Before(number)).href(visit)),
        newer: newer.map(|number| view.at(ListPlace::After(number)).href(visit)),
        newest: (view.place != ListPlace::Newest).then(|| view.at_newest().href(visit)),
        exports: vec![(export(Format::Csv), "CSV"), (export(Format::Ndjson), "NDJSON")],
        total: visit.portal.deletions,
        zone: visit.zone.to_string(),
        view,
        look: visit.look(),
        shell,
    };
    Ok(page.look.response(StatusCode::OK, &page))
}

/// A page of the list, newest first, and the numbers before which older and after which newer deletions are.
async fn find(
    install: &Install,
    visit: &Visit,
    view: &View,
) -> Result<(Vec<Deletion>, Option<u64>, Option<u64>), StoreError> {
    let tenant = install.store.tenant(&visit.token.member_id);
    let filter = view.filter(visit);
    if let ListPlace::After(number) = view.place {
        let page = tenant.deletions().list(&filter, Order::Oldest, Some(number), PAGE).await?;
        let items: Vec<_> = page.items.into_iter().rev().map(|(_, deletion)| deletion).collect();
        let older = items.last().map_or(number + 1, |last| last.number);
        return Ok((items, Some(older), page.next));
    }
    let before = if let ListPlace::Before(number) = view.place { Some(number) } else { None };
    let page = tenant.deletions().list(&filter, Order::Newest, before, PAGE).await?;
    let items: Vec<_> = page.items.into_iter().map(|(_, deletion)| deletion).collect();
    let newer = before.and_then(|before| items.first().map_or(before.checked_sub(1), |first| Some(first.number)));
    Ok((items, page.next, newer))
}

/// The kinds with deletions, and the chosen ones.
async fn find_kinds(install: &Install, visit: &Visit, view: &View) -> Result<BTreeSet<String>, StoreError> {
    let (from, to) = (Bucket::Day.beginning(visit.now - KINDS), Bucket::Day.end(visit.now));
    let counts = install.store.tenant(&visit.token.member_id).deletions().count_events(Bucket::Day, from, to).await?;
    let kinds = counts.iter().filter_map(|count| catalogue::find(&count.event)).map(|entry| entry.entity.to_owned());
    Ok(kinds.chain(view.kinds.iter().cloned()).collect())
}

fn kind_chip(visit: &Visit, view: &View, kind: &str) -> Chip {
    let chosen = view.kinds.iter().any(|chosen| chosen == kind);
    Chip { href: view.toggled(kind).href(visit), text: nouns::choice(visit.words, kind), chosen }
}

fn ranges(visit: &Visit, view: &View) -> Vec<Chip> {
    let chip = |range: Range| {
        let text = match range {
            Range::Today => visit.words.text("app-range-today"),
            Range::Week => visit.words.text("app-range-week"),
            Range::Month => visit.words.text("app-range-month"),
            Range::All => visit.words.text("app-range-all"),
        };
        Chip { href: view.in_range(range).href(visit), text, chosen: view.range == range }
    };
    Range::ALL.map(chip).into()
}

fn ignored(visit: &Visit, view: &View) -> Option<Said> {
    let names = view.ignored.iter().map(|name| visible(name)).collect::<Vec<_>>().join(", ");
    let text = visit.words.text_with("app-ignored", &[("names", &names)]);
    (!names.is_empty()).then(|| Said::new("ignored", "warn", text))
}
