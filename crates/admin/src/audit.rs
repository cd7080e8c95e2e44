//! The audit: what operators and programs did, and what was refused.

mod asked;
pub(crate) mod export;

use askama::Template;
use domain::audit::AuditKind;
use poem::http::StatusCode;
use poem::{IntoResponse, Request, Response, Result, handler};
use store::{AuditFilter, AuditLine};

use crate::access::sight::Sight;
use crate::deletions::filter::{Choice, shown_time};
use crate::deletions::list::PAGE;
use crate::deletions::named_portals;
use crate::page::error::PageError;
use crate::page::frame::Frame;
use crate::page::markup::{Markup, shown};
use crate::page::when::When;

use asked::AskedLines;

/// How many actors of the audit the filter offers.
const ACTORS: u64 = 200;

#[derive(Template)]
#[template(path = "audit.html", blocks = ["live"])]
struct ShowAudit {
    frame: Frame,
    asked: AskedLines,
    actors: Vec<String>,
    list: LineList,
}

struct LineList {
    lines: Vec<LineView>,
    live: Option<String>,
    newest: Option<String>,
    older: Option<String>,
    empty: NoLines,
}

struct NoLines {
    title: String,
    text: String,
    way_out: Option<(String, String)>,
}

struct LineView {
    line: AuditLine,
    said: words::Line,
    when: When,
    portal: Option<OfPortal>,
}

/// The portal that a line is about.
struct OfPortal {
    /// Its host, or the `member_id` that an unknown portal claims.
    name: Markup,
    /// The address of all lines about it.
    href: String,
}

impl LineView {
    fn is_refusal(&self) -> bool {
        self.line.entry.known().is_some_and(|entry| entry.refusal().is_some())
    }
}

impl ShowAudit {
    fn kinds(&self) -> Vec<Choice> {
        let choice = |kind: AuditKind| {
            let (value, name) = (kind.to_string(), self.frame.words.audit_kind(kind));
            Choice { value, name, chosen: self.asked.has_kind(kind) }
        };
        AuditKind::ALL.into_iter().map(choice).collect()
    }

    /// A time as the operator would type it.
    fn typed(&self, time: &str) -> String {
        shown_time(time, &self.frame.zone)
    }
}

#[handler]
pub(crate) async fn show(req: &Request, frame: Frame, sight: Sight) -> Result<Response> {
    let asked = AskedLines::read(req.uri().query(), &frame);
    let list = find(&sight, &asked, &frame).await?;
    // Operators who see only some portals must not learn who else there is.
    let actors = if sight.is_unlimited() { sight.service().list_actors(ACTORS).await } else { Ok(Vec::new()) };
    let page = ShowAudit { frame, asked, actors: actors.map_err(PageError::from)?, list };
    let html = if page.frame.is_partial() { page.as_live().render() } else { page.render() };
    let response = page.frame.html(html.map_err(PageError::from)?);
    Ok(if page.asked.is_sound() { response } else { response.with_status(StatusCode::BAD_REQUEST).into_response() })
}

async fn find(sight: &Sight, asked: &AskedLines, frame: &Frame) -> Result<LineList, PageError> {
    let empty = empty(asked, frame);
    let mut list = LineList { lines: Vec::new(), live: None, newest: None, older: None, empty };
    if !asked.is_sound() {
        return Ok(list);
    }
    let before = asked.cursor()?;
    let filter = filter(sight, asked).await?;
    let page = sight.service().list_audit_page(&filter, before, PAGE).await?;
    let domains = sight.all().find_domains(page.items.iter().filter_map(|line| line.member_id.as_deref())).await?;
    let portal = |member_id: &str| OfPortal {
        name: shown(domains.get(member_id).map_or(member_id, String::as_str)),
        href: AskedLines::about(member_id),
    };
    let view = |line: AuditLine| LineView {
        when: frame.when(line.at),
        said: frame.words.audit(&line.entry, &frame.zone),
        portal: line.member_id.as_deref().map(portal),
        line,
    };
    list.lines = page.items.into_iter().map(view).collect();
    list.older = page.next.map(|next| asked.href(Some(next)));
    let own = asked.href(None);
    (list.live, list.newest) = if before.is_none() { (Some(own), None) } else { (None, Some(own)) };
    Ok(list)
}

/// The filter of the requested lines, limited to what the operator sees.
async fn filter(sight: &Sight, asked: &AskedLines) -> Result<AuditFilter, PageError> {
    let known = named_portals::find(&asked.portal, sight.all()).await?.map(|known| known.to_string());
    let filter = asked.filter();
    // Unknown portals are in the audit too, under the `member_id` that they claimed.
    Ok(AuditFilter { member_id: known.or(filter.member_id), seen_by: sight.of_audit(), ..filter })
}

fn empty(asked: &AskedLines, frame: &Frame) -> NoLines {
    let (title, text, way_out) = if asked.is_further() {
        (
            frame.t("lines-none-older"),
            frame.t("lines-none-older.text"),
            Some((asked.href(None), frame.t("lines-newest"))),
        )
    } else if asked.is_filtered() {
        (
            frame.t("lines-none-fits"),
            frame.t("lines-none-fits.text"),
            Some((asked::PATH.to_owned(), frame.t("lines-show-all"))),
        )
    } else {
        (frame.t("lines-none"), frame.t("lines-none.text"), None)
    };
    NoLines { title, text, way_out }
}

pub(crate) fn refused_installs() -> AuditFilter {
    AuditFilter { kinds: vec![AuditKind::InstallRefused], ..AuditFilter::default() }
}

pub(crate) fn refused_installs_href() -> String {
    format!("{}?kind={}", asked::PATH, AuditKind::InstallRefused)
}
