//! The overview: what needs somebody, what is alive, what was deleted last.

use askama::Template;
use domain::deletion::Filter;
use domain::health::AlarmKind;
use domain::portal::PortalStatus;
use poem::{Response, Result, handler};
use store::{AuditFilter, Overview, PortalAlarm};
use time::Duration;
use words::Words;

use crate::alarms::{Piece, pieces};
use crate::audit;
use crate::bars::{self, Bars};
use crate::error::PageError;
use crate::filter::Asked;
use crate::frame::Frame;
use crate::labels::{self, Label};
use crate::list::{Empty, Found, List};
use crate::names::Names;
use crate::session::HOME;
use crate::sight::Sight;
use crate::spools::{self, SpoolView};
use crate::when::When;

const NEWEST: u64 = 12;
/// So many portals are named for each alarm.
const NAMED: u64 = 3;
/// Refused installs are counted so far.
const REFUSALS: u64 = 1_000;

/// Everything at a glance.
#[derive(Template)]
#[template(path = "overview.html", blocks = ["live"])]
struct ShowOverview {
    frame: Frame,
    deletions: u64,
    bars: Bars,
    last_event: Option<When>,
    portals: u64,
    statuses: Vec<Standing>,
    spools: Vec<SpoolView>,
    alarms: Vec<Alarmed>,
    unknown: u64,
    refused: Option<Refused>,
    list: List,
}

/// How many portals stand where.
struct Standing {
    word: &'static str,
    label: Label,
    count: u64,
}

/// An alarm, and the portals for which it is on.
struct Alarmed {
    kind: AlarmKind,
    label: Label,
    meaning: String,
    advice: Vec<Piece>,
    portals: u64,
    first: Vec<(PortalAlarm, When)>,
    more: u64,
}

impl Alarmed {
    fn href(&self) -> String {
        format!("/admin/portals?alarm={}", self.kind)
    }
}

/// Installs that were refused in the last day.
struct Refused {
    text: String,
    href: String,
}

#[handler]
pub(crate) async fn show(frame: Frame, sight: Sight) -> Result<Response> {
    let page = find(&sight, frame).await?;
    let html = if page.frame.is_partial() { page.as_live().render() } else { page.render() };
    Ok(page.frame.html(html.map_err(PageError::from)?))
}

async fn find(sight: &Sight, frame: Frame) -> Result<ShowOverview, PageError> {
    let overview = sight.all().overview().await?;
    let newest = sight.all().deletions().list_deletions(&Filter::default(), None, NEWEST).await?;
    let asked = Asked::read(HOME, None, frame.now);
    let names = Names::find(sight.service(), &newest.items).await?;
    let mut list = List::new(&asked, Found::whole(newest.items, names), &frame).across();
    list.live = Some(HOME.to_owned());
    if overview.portals.is_empty() {
        list.empty = no_portals(&frame);
    }
    let days = sight.all().deletions().count_days(bars::first_day(frame.now), bars::CALENDAR).await?;
    Ok(ShowOverview {
        bars: Bars::of_calendar(&days, frame.now),
        deletions: overview.deletions,
        last_event: overview.last_event_at.map(|last| frame.when(last)),
        portals: overview.portals.iter().map(|(_, count)| count).sum(),
        statuses: standings(&overview, frame.words),
        spools: spools::find(sight, &frame).await?,
        alarms: find_alarms(sight, &frame).await?,
        unknown: sight.all().count_unknown().await?,
        refused: find_refused(sight, &frame).await?,
        list,
        frame,
    })
}

fn no_portals(frame: &Frame) -> Empty {
    Empty { title: frame.t("overview-no-portals"), text: frame.t("overview-no-portals.text"), way_out: None }
}

fn standings(overview: &Overview, words: &Words) -> Vec<Standing> {
    let standing = |status: PortalStatus| {
        let (_, count) = overview.portals.iter().find(|(other, count)| *other == status && *count > 0)?;
        Some(Standing { word: status.as_str(), label: labels::status(words, status), count: *count })
    };
    PortalStatus::ALL.into_iter().filter_map(standing).collect()
}

async fn find_alarms(sight: &Sight, frame: &Frame) -> Result<Vec<Alarmed>, PageError> {
    let (said, mut found) = (frame.words, Vec::new());
    for (kind, count) in sight.all().count_alarms().await? {
        let first = sight.all().list_alarms(kind, NAMED).await?;
        let more = count.saturating_sub(first.len() as u64);
        found.push(Alarmed {
            kind,
            label: labels::alarm(frame.words, kind),
            meaning: said.alarm_meaning(kind),
            advice: pieces(&said.alarm_advice(kind)),
            portals: count,
            first: first.into_iter().map(|alarm| (alarm.clone(), frame.when(alarm.alarm.since))).collect(),
            more,
        });
    }
    Ok(found)
}

async fn find_refused(sight: &Sight, frame: &Frame) -> Result<Option<Refused>, PageError> {
    let since = frame.now - Duration::DAY;
    let filter = AuditFilter { seen_by: sight.of_audit(), ..audit::refused_installs() };
    let text = match sight.service().count_audit(&filter, since, REFUSALS).await? {
        0 => return Ok(None),
        REFUSALS.. => frame.t("overview-refused-many"),
        count => frame.t1("overview-refused", "count", count),
    };
    Ok(Some(Refused { text, href: audit::refused_installs_href() }))
}
