//! The overview: what needs attention, which portals are alive, and what was deleted last.

pub(crate) mod setup;
pub(crate) mod spools;

use askama::Template;
use domain::deletion::Filter;
use domain::health::AlarmKind;
use domain::portal::PortalStatus;
use domain::setup::Setup;
use futures_util::future::try_join_all;
use poem::web::Data;
use poem::{Response, Result, handler};
use store::{AuditFilter, Overview, PortalAlarm, TokenCounts};
use time::Duration;
use words::Words;

use crate::access::session::HOME;
use crate::access::sight::Sight;
use crate::audit;
use crate::deletions::filter::{ALL, Asked};
use crate::deletions::histogram::Histogram;
use crate::deletions::list::{Empty, Found, List};
use crate::deletions::names::Names;
use crate::deletions::subject::Subject;
use crate::page::error::PageError;
use crate::page::frame::Frame;
use crate::page::labels::{self, Label};
use crate::page::site::Site;
use crate::page::when::When;
use crate::portals::alarms::{self, Piece, Remedy};

use setup::Step;
use spools::SpoolView;

const NEWEST: u64 = 12;
/// How many portals to name for each alarm.
const NAMED: u64 = 3;
/// How long an event normally waits, at most.
const EVERYDAY: Duration = Duration::seconds(3);
/// The count of refused installs ends here.
const REFUSALS: u64 = 1_000;

#[derive(Template)]
#[template(path = "overview.html", blocks = ["live"])]
struct ShowOverview {
    frame: Frame,
    deletions: u64,
    /// Deletions of today and of a usual day, if there was one yet.
    today: u64,
    usual: Option<u64>,
    histogram: Histogram,
    last_event: Option<When>,
    portals: u64,
    statuses: Vec<Standing>,
    /// How many portals have an alarm.
    alarmed: u64,
    tokens: TokenCounts,
    quarantined: u64,
    /// How far indexing is behind; `None` for operators who must not know whose events these are.
    lag: Option<Lag>,
    /// What to do before the first portal can install the app.
    setup: Vec<Step>,
    spools: Vec<SpoolView>,
    alarms: Vec<Alarmed>,
    unknown: u64,
    refused: Option<RefusedInstalls>,
    list: List,
}

/// How many portals have a status.
struct Standing {
    word: &'static str,
    label: Label,
    count: u64,
}

/// An alarm, and the portals that have it.
struct Alarmed {
    kind: AlarmKind,
    label: Label,
    meaning: String,
    advice: Vec<Piece>,
    portals: u64,
    first: Vec<Named>,
    more: u64,
}

/// A portal that has the alarm.
struct Named {
    alarm: PortalAlarm,
    since: When,
    remedy: Option<Remedy>,
}

struct Lag {
    text: String,
    is_late: bool,
}

impl Alarmed {
    fn href(&self) -> String {
        format!("/admin/portals?alarm={}", self.kind)
    }
}

/// Installs refused within the last day.
struct RefusedInstalls {
    text: String,
    href: String,
}

#[handler]
pub(crate) async fn show(
    frame: Frame,
    sight: Sight,
    Data(setup): Data<&Setup>,
    Data(site): Data<&Site>,
) -> Result<Response> {
    let page = find(&sight, setup, site, frame).await?;
    let html = if page.frame.is_partial() { page.as_live().render() } else { page.render() };
    Ok(page.frame.html(html.map_err(PageError::from)?))
}

async fn find(sight: &Sight, setup: &Setup, site: &Site, frame: Frame) -> Result<ShowOverview, PageError> {
    let all_portals = sight.all();
    let newest = async {
        let newest = all_portals.deletions().list_deletions(&Filter::default(), None, NEWEST).await?.items;
        let names = Names::find(sight.service(), &newest).await?;
        Ok((newest, names))
    };
    // Its bars link to the list of all deletions.
    let (subject, all) =
        (Subject::Across(sight.session().reach.clone()), Asked::read(ALL, None, frame.now, &frame.zone));
    let (overview, (newest, names), histogram, alarms, lag, spools, refused) = tokio::try_join!(
        async { Ok(all_portals.overview().await?) },
        newest,
        Histogram::find(sight.service(), &subject, &all, &frame),
        find_alarms(sight, &frame),
        find_lag(sight, &frame),
        spools::find(sight, &frame),
        find_refused(sight, &frame),
    )?;
    let (alarmed, tokens, quarantined, unknown) = tokio::try_join!(
        all_portals.count_alarmed(),
        all_portals.count_tokens(frame.now),
        all_portals.count_quarantined(),
        all_portals.count_unknown(),
    )?;
    let asked = Asked::read(HOME, None, frame.now, &frame.zone);
    let mut list = List::new(&asked, Found::whole(newest, names), &frame).across();
    list.live = Some(HOME.to_owned());
    if overview.portals.is_empty() {
        list.empty = no_portals(&frame);
    }
    let is_new = overview.portals.is_empty() && sight.is_unlimited();
    let setup = if is_new { setup::find(sight, setup, site, &frame).await? } else { Vec::new() };
    let (today, before) = histogram.totals().split_last().map_or((0, &[][..]), |(today, before)| (*today, before));
    Ok(ShowOverview {
        today,
        usual: usual(before),
        histogram,
        deletions: overview.deletions,
        last_event: overview.last_event_at.map(|last| frame.when(last)),
        portals: overview.portals.iter().map(|(_, count)| count).sum(),
        statuses: standings(&overview, frame.words),
        alarmed,
        tokens,
        quarantined,
        lag,
        setup,
        spools,
        alarms,
        unknown,
        refused,
        list,
        frame,
    })
}

/// The median of the days since the first deletion; `None` before there was a whole day.
fn usual(days: &[u64]) -> Option<u64> {
    let first = days.iter().position(|count| *count > 0)?;
    let mut days = days[first..].to_vec();
    days.sort_unstable();
    days.get(days.len() / 2).copied()
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
    let alarmed = async |(kind, count): (AlarmKind, u64)| {
        let first = sight.all().list_alarms(kind, NAMED).await?;
        let more = count.saturating_sub(first.len() as u64);
        let named = |alarm: PortalAlarm| Named {
            since: frame.when(alarm.alarm.since),
            remedy: Remedy::of(kind, &alarm.portal, frame),
            alarm,
        };
        Ok(Alarmed {
            kind,
            label: labels::alarm(frame.words, kind),
            meaning: frame.words.alarm_meaning(kind),
            advice: alarms::advice(kind, frame),
            portals: count,
            first: first.into_iter().map(named).collect(),
            more,
        })
    };
    try_join_all(sight.all().count_alarms().await?.into_iter().map(alarmed)).await
}

/// How long the oldest event has waited that we answered but did not index.
async fn find_lag(sight: &Sight, frame: &Frame) -> Result<Option<Lag>, PageError> {
    if !sight.is_unlimited() {
        return Ok(None);
    }
    let oldest = sight.service().find_oldest_unindexed().await?;
    let late = oldest.map(|oldest| frame.now - oldest).filter(|lag| *lag >= EVERYDAY);
    Ok(Some(match late {
        Some(lag) => Lag { text: frame.t1("overview-lag-behind", "length", frame.words.span(lag)), is_late: true },
        None => Lag { text: frame.t("overview-lag.none"), is_late: false },
    }))
}

async fn find_refused(sight: &Sight, frame: &Frame) -> Result<Option<RefusedInstalls>, PageError> {
    let since = frame.now - Duration::DAY;
    let filter = AuditFilter { seen_by: sight.of_audit(), ..audit::refused_installs() };
    let text = match sight.service().count_audit(&filter, since, REFUSALS).await? {
        0 => return Ok(None),
        REFUSALS.. => frame.t("overview-refused-many"),
        count => frame.t1("overview-refused", "count", count),
    };
    Ok(Some(RefusedInstalls { text, href: audit::refused_installs_href() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_day_is_one_in_the_middle_since_the_first_deletion() {
        assert_eq!(usual(&[0, 0, 5, 1, 900]), Some(5));
        assert_eq!(usual(&[0, 7]), Some(7));
        assert_eq!(usual(&[0, 0]), None);
        assert_eq!(usual(&[]), None);
    }
}
