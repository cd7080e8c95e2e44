//! Events that could not be indexed: why, and what to do about them.

use std::collections::HashMap;

use askama::Template;
use domain::audit::AuditEntry;
use domain::{Clock, MemberId};
use poem::web::Data;
use poem::{IntoResponse, Request, Response, Result, handler};
use serde_json::Value;
use store::QuarantinedEvent;
use url::form_urlencoded;

use crate::access::sight::Sight;
use crate::page::done;
use crate::page::error::PageError;
use crate::page::form::OwnForm;
use crate::page::frame::Frame;
use crate::page::ignored::Ignored;
use crate::page::markup::{Markup, shown};
use crate::page::when::When;
use domain::operator::Permission;

const PATH: &str = "/admin/quarantine";
/// The number of events on a page.
const PAGE: u64 = 50;
/// How much of a payload to show, in characters.
const SHOWN: usize = 20_000;

#[derive(Template)]
#[template(path = "quarantine.html")]
struct ShowQuarantine {
    frame: Frame,
    ignored: Ignored,
    done: Option<String>,
    count: u64,
    may_act: bool,
    events: Vec<EventView>,
    more: Option<String>,
    first: Option<String>,
}

struct EventView {
    event: QuarantinedEvent,
    received: When,
    wanted: Option<When>,
    tried: Option<When>,
    payload: Option<String>,
    reason: Markup,
    /// The host of its portal, or the `member_id` that it claims.
    portal: Option<Markup>,
}

impl EventView {
    fn new(event: QuarantinedEvent, domains: &HashMap<String, String>, frame: &Frame) -> Self {
        let member_id = event.member_id.as_ref().map(MemberId::as_str);
        Self {
            portal: member_id.map(|id| shown(domains.get(id).map_or(id, String::as_str))),
            received: frame.when(event.received_at),
            wanted: event.wanted_at.map(|wanted| frame.when(wanted)),
            tried: event.tried_at.map(|tried| frame.when(tried)),
            reason: shown(&frame.words.quarantine_reason(&event.reason)),
            payload: event.payload().map(|json| indented(&json)),
            event,
        }
    }

    /// Identifies the event in a form.
    fn place(&self) -> String {
        place(&self.event)
    }
}

fn place(event: &QuarantinedEvent) -> String {
    format!("{}:{}", event.source, event.position)
}

fn indented(json: &str) -> String {
    let value: serde_json::Result<Value> = serde_json::from_str(json);
    let text = value.and_then(|value| serde_json::to_string_pretty(&value)).unwrap_or_else(|_| json.to_owned());
    if text.chars().count() <= SHOWN { text } else { text.chars().take(SHOWN).chain(['…']).collect() }
}

/// Parses a log and a position in it.
fn read_place(text: &str) -> Option<(&str, i64)> {
    let (source, position) = text.rsplit_once(':')?;
    Some((source, position.parse().ok()?))
}

#[handler]
pub(crate) async fn show(req: &Request, frame: Frame, sight: Sight) -> Result<Response> {
    Ok(find(req, frame, &sight).await?)
}

async fn find(req: &Request, frame: Frame, sight: &Sight) -> Result<Response, PageError> {
    let query = req.uri().query();
    let mut pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    let cursor = pairs.find(|(name, _)| name == "cursor").map(|(_, text)| text);
    let after = match cursor.as_deref().filter(|cursor| !cursor.is_empty()) {
        Some(cursor) => Some(read_place(cursor).ok_or(PageError::UnreadableCursor)?),
        None => None,
    };
    let mut events = sight.all().list_quarantined(after, PAGE + 1).await?;
    let has_more = events.len() as u64 > PAGE;
    events.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let more = events.last().filter(|_| has_more).map(|last| {
        let cursor = form_urlencoded::byte_serialize(place(last).as_bytes()).collect::<String>();
        format!("{PATH}?cursor={cursor}")
    });
    let done = done::read(req).and_then(|done| match done.as_str() {
        "wanted" => Some(frame.t("quarantine-done-wanted")),
        "discarded" => Some(frame.t("quarantine-done-discarded")),
        _ => None,
    });
    let portals = events.iter().filter_map(|event| event.member_id.as_ref()).map(MemberId::as_str);
    let domains = sight.all().find_domains(portals).await?;
    let page = ShowQuarantine {
        count: sight.all().count_quarantined().await?,
        may_act: sight.session().may(Permission::Act),
        events: events.into_iter().map(|event| EventView::new(event, &domains, &frame)).collect(),
        more,
        first: after.map(|_| PATH.to_owned()),
        ignored: Ignored::besides(&["cursor", "done"], query),
        done,
        frame,
    };
    Ok(page.frame.html(page.render()?))
}

/// The event that the form names, if the operator sees it.
async fn named(form: &OwnForm, sight: &Sight) -> Result<QuarantinedEvent, PageError> {
    let (source, position) = read_place(form.field("event")).ok_or(PageError::UnreadableForm)?;
    let event = sight.service().find_quarantined(source, position).await?.ok_or(PageError::UnknownEvent)?;
    let is_seen = match &event.member_id {
        Some(member_id) => sight.session().reach.covers(member_id),
        None => sight.is_unlimited(),
    };
    if is_seen { Ok(event) } else { Err(PageError::UnknownEvent) }
}

/// Asks a worker to retry one event, or all that the operator sees.
#[handler]
pub(crate) async fn retry(form: OwnForm, sight: Sight, Data(clock): Data<&Clock>) -> Result<Response> {
    let wanted = if form.field("event") == "all" {
        want_all(&sight, clock).await?
    } else {
        let event = named(&form, &sight).await?;
        sight.service().want_quarantined(&event.source, event.position, clock.now()).await.map_err(PageError::from)?;
        vec![event]
    };
    let requested = AuditEntry::QuarantineRetryRequested { events: wanted.len() as u64 };
    sight.audit(portal_of(&wanted), &requested).await.map_err(PageError::from)?;
    Ok(done::redirect(PATH, "wanted").into_response())
}

async fn want_all(sight: &Sight, clock: &Clock) -> Result<Vec<QuarantinedEvent>, PageError> {
    let mut wanted: Vec<QuarantinedEvent> = Vec::new();
    loop {
        let after = wanted.last().map(|event| (event.source.as_str(), event.position));
        let events = sight.all().list_quarantined(after, PAGE).await?;
        if events.is_empty() {
            return Ok(wanted);
        }
        for event in &events {
            sight.service().want_quarantined(&event.source, event.position, clock.now()).await?;
        }
        wanted.extend(events.into_iter().map(|event| QuarantinedEvent { record: Vec::new(), ..event }));
    }
}

/// The portal of the audit's row, if the row is about a single event.
fn portal_of(events: &[QuarantinedEvent]) -> Option<&domain::MemberId> {
    match events {
        [event] => event.member_id.as_ref(),
        _ => None,
    }
}

/// Discards one event forever.
#[handler]
pub(crate) async fn discard(form: OwnForm, sight: Sight) -> Result<Response> {
    let event = named(&form, &sight).await?;
    if form.field("sure") != "yes" {
        return Err(PageError::Unsure.into());
    }
    let discarded = sight.service().discard_quarantined(&event.source, event.position).await;
    if discarded.map_err(PageError::from)? {
        let entry = AuditEntry::QuarantineDiscarded { events: 1 };
        sight.audit(event.member_id.as_ref(), &entry).await.map_err(PageError::from)?;
    }
    Ok(done::redirect(PATH, "discarded").into_response())
}
