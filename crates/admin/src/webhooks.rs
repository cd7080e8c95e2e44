//! Outgoing webhooks: the endpoints of client programs, their messages, and what operators can do about them.

pub(crate) mod acts;
mod delivery;
pub(crate) mod editing;
mod endpoint;
mod form;
mod secret;
mod typed;

use askama::Template;
use domain::MemberId;
use domain::refusal::RefusalReason;
use domain::webhook::{DeliveryState, Endpoint};
use poem::web::Path;
use poem::{Request, Response, Result, handler};
use store::{KeptEndpoint, Webhooks};
use web::query::pairs;

use crate::access::refusals;
use crate::access::sight::Sight;
use crate::page::done;
use crate::page::error::PageError;
use crate::page::frame::Frame;
use crate::page::ignored::Ignored;
use crate::portals::PortalView;

pub(crate) use delivery::SentToView;
use delivery::{AttemptView, DeliveryView};
use endpoint::EndpointView;

const PATH: &str = "/admin/webhooks";
/// How many endpoints to list.
const ENDPOINTS: u64 = 100;
/// The number of deliveries on a page.
const PAGE: u64 = 50;

/// The endpoints of all portals that the operator sees.
#[derive(Template)]
#[template(path = "webhooks/all.html")]
struct ListAll {
    frame: Frame,
    done: Option<String>,
    endpoints: Vec<EndpointView>,
    across: bool,
    adds: Option<String>,
}

#[derive(Template)]
#[template(path = "webhooks/portal.html")]
struct ListOfPortal {
    frame: Frame,
    portal: PortalView,
    endpoints: Vec<EndpointView>,
    /// The endpoints that get the messages of all portals, for operators who see these.
    shared: Vec<EndpointView>,
    across: bool,
    adds: Option<String>,
}

#[derive(Template)]
#[template(path = "webhooks/one.html", blocks = ["live"])]
struct ShowEndpoint {
    frame: Frame,
    ignored: Ignored,
    done: Option<(&'static str, String)>,
    view: EndpointView,
    may_act: bool,
    chosen: Option<DeliveryState>,
    deliveries: Vec<DeliveryView>,
    /// Where the newest page of its messages refreshes itself from.
    live: Option<String>,
    older: Option<String>,
    open: Option<(String, Vec<AttemptView>)>,
}

impl ShowEndpoint {
    /// The states to choose from, with their addresses; the first is all of them.
    fn states(&self) -> Vec<(String, String, bool)> {
        let href = self.view.href();
        let whole = (href.clone(), self.frame.t("webhooks-all"), self.chosen.is_none());
        let states = DeliveryState::ALL.map(|state| {
            let label = delivery::label(state, &self.frame).text;
            (format!("{href}?status={}", state.as_str()), label, self.chosen == Some(state))
        });
        [whole].into_iter().chain(states).collect()
    }
}

#[handler]
pub(crate) async fn all(req: &Request, frame: Frame, sight: Sight) -> Result<Response> {
    let endpoints = sight.all().list_endpoints(ENDPOINTS).await.map_err(PageError::from)?;
    let done = done::read(req).filter(|done| done == "deleted").map(|_| frame.t("webhooks-done-deleted"));
    let endpoints = views(&sight, endpoints, &frame).await?;
    let adds = (frame.may_act() && sight.is_unlimited()).then(|| format!("{PATH}/new"));
    let page = ListAll { frame, done, endpoints, across: true, adds };
    Ok(page.frame.html(page.render().map_err(PageError::from)?))
}

#[handler]
pub(crate) async fn of_portal(Path(member_id): Path<String>, frame: Frame, sight: Sight) -> Result<Response> {
    let member_id = MemberId::parse(&member_id).map_err(|_| PageError::UnknownPortal)?;
    let tenant = sight.portal(&member_id)?;
    let health = tenant.find_health(frame.now).await.map_err(PageError::from)?.ok_or(PageError::UnknownPortal)?;
    let portal = PortalView::new(health.portal, &health.alarms, &frame);
    let endpoints = tenant.webhooks().list().await.map_err(PageError::from)?;
    let endpoints = views(&sight, endpoints, &frame).await?;
    let shared = if sight.is_unlimited() {
        sight.service().all_webhooks().list().await.map_err(PageError::from)?
    } else {
        Vec::new()
    };
    let shared = views(&sight, shared, &frame).await?;
    let adds = frame.may_act().then(|| format!("{}/new", portal.webhooks_href()));
    let page = ListOfPortal { frame, portal, endpoints, shared, across: false, adds };
    Ok(page.frame.html(page.render().map_err(PageError::from)?))
}

async fn views(sight: &Sight, endpoints: Vec<KeptEndpoint>, frame: &Frame) -> Result<Vec<EndpointView>, PageError> {
    let mut views = Vec::with_capacity(endpoints.len());
    for kept in endpoints {
        let recent = sight.all().list_delivery_states(&kept.endpoint.id, endpoint::RECENT).await?;
        let domain = domain(sight, &kept.endpoint).await?;
        views.push(EndpointView::new(kept, recent, domain, frame));
    }
    Ok(views)
}

/// The domain of the endpoint's portal, if it has one.
async fn domain(sight: &Sight, endpoint: &Endpoint) -> Result<Option<String>, PageError> {
    let Some(portal) = &endpoint.portal else { return Ok(None) };
    let known = sight.portal(portal)?.find_portal().await?;
    Ok(Some(known.map_or_else(|| portal.to_string(), |known| known.domain)))
}

#[handler]
pub(crate) async fn one(req: &Request, Path(id): Path<String>, frame: Frame, sight: Sight) -> Result<Response> {
    let page = show(req, &id, frame, &sight).await?;
    let html = if page.frame.is_partial() { page.as_live().render() } else { page.render() };
    Ok(page.frame.html(html.map_err(PageError::from)?))
}

async fn show(req: &Request, id: &str, frame: Frame, sight: &Sight) -> Result<ShowEndpoint, PageError> {
    let kept = reached(req, sight, id).await?;
    let asked = DeliveryQuery::read(req)?;
    let recent = sight.all().list_delivery_states(id, endpoint::RECENT).await?;
    let domain = domain(sight, &kept.endpoint).await?;
    let webhooks = webhooks(sight, &kept.endpoint)?;
    let page = webhooks.list_deliveries(id, asked.status, asked.after.as_ref(), PAGE).await?;
    let page = page.ok_or(PageError::UnknownEndpoint)?;
    let open = match &asked.message {
        Some(message) => webhooks.find_delivery(id, message).await?.map(|(delivery, log)| {
            let attempts = log.iter().map(|attempt| AttemptView::new(attempt, &frame)).collect();
            (delivery.message_id.to_string(), attempts)
        }),
        None => None,
    };
    let live = asked.after.is_none().then(|| match asked.status {
        Some(status) => format!("{PATH}/{id}?status={}", status.as_str()),
        None => format!("{PATH}/{id}"),
    });
    let older = page.next.map(|place| format!("{PATH}/{id}?{}", asked.at(&place)));
    let deliveries = page.items.into_iter().map(|item| DeliveryView::new(item, id, asked.status, &frame)).collect();
    Ok(ShowEndpoint {
        done: done::read(req).and_then(|done| said(&done, &frame)),
        may_act: frame.may_act(),
        chosen: asked.status,
        ignored: asked.ignored,
        view: EndpointView::new(kept, recent, domain, &frame),
        deliveries,
        live,
        older,
        open,
        frame,
    })
}

/// The message about what was just done, with its tone.
fn said(done: &str, frame: &Frame) -> Option<(&'static str, String)> {
    Some(match done {
        "tested" => ("ok", frame.t("webhooks-done-tested")),
        "changed" => ("ok", frame.t("webhooks-done-changed")),
        "again" => ("", frame.t("webhooks-done-again")),
        "resent" => ("ok", frame.t("webhooks-done-resent")),
        "enabled" => ("ok", frame.t("webhooks-done-enabled")),
        "disabled" => ("ok", frame.t("webhooks-done-disabled")),
        "off" => ("bad", frame.t("webhooks-wrong-off")),
        "lost" => ("bad", frame.t("webhooks-wrong-lost")),
        "time" => ("bad", frame.t("webhooks-wrong-time")),
        "order" => ("bad", frame.t("webhooks-wrong-order")),
        "mistyped" => ("bad", frame.t("webhooks-wrong-host")),
        _ => return None,
    })
}

/// The endpoint, if the operator sees it. The audit records requests out of reach, as with portals.
async fn reached(req: &Request, sight: &Sight, id: &str) -> Result<KeptEndpoint, PageError> {
    if let Some(kept) = sight.all().find_endpoint(id).await? {
        return Ok(kept);
    }
    if let Some(unseen) = sight.service().all_portals().find_endpoint(id).await? {
        let reason = RefusalReason::OutOfReach { act: refusals::act_of(req) };
        refusals::refuse(req, unseen.endpoint.portal.as_ref(), reason).await?;
    }
    Err(PageError::UnknownEndpoint)
}

/// The webhooks of the endpoint's portal, or of all portals.
fn webhooks<'a>(sight: &'a Sight, endpoint: &'a Endpoint) -> Result<Webhooks<'a>, PageError> {
    match &endpoint.portal {
        Some(portal) => Ok(sight.portal(portal)?.webhooks()),
        None => Ok(sight.service().all_webhooks()),
    }
}

/// The query of an endpoint's deliveries.
struct DeliveryQuery {
    status: Option<DeliveryState>,
    after: Option<store::DeliveryPlace>,
    message: Option<String>,
    ignored: Ignored,
}

impl DeliveryQuery {
    fn read(req: &Request) -> Result<Self, PageError> {
        let query = req.uri().query();
        let pairs = pairs(query.unwrap_or_default()).collect::<Result<Vec<_>, _>>();
        let pairs = pairs.map_err(|_| PageError::UnreadableFilter)?;
        let find = |name: &str| pairs.iter().find(|(key, value)| key == name && !value.is_empty());
        let status = match find("status") {
            Some((_, text)) => Some(
                DeliveryState::ALL
                    .into_iter()
                    .find(|state| state.as_str() == text.as_str())
                    .ok_or(PageError::UnreadableFilter)?,
            ),
            None => None,
        };
        let after = match find("cursor") {
            Some((_, text)) => Some(delivery::read_place(text).ok_or(PageError::UnreadableCursor)?),
            None => None,
        };
        let message = find("message").map(|(_, text)| text.clone());
        let ignored = Ignored::besides(&["status", "cursor", "message", "done"], query);
        Ok(Self { status, after, message, ignored })
    }

    /// The query string of the page after `place`.
    fn at(&self, place: &store::DeliveryPlace) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        if let Some(status) = self.status {
            query.append_pair("status", status.as_str());
        }
        query.append_pair("cursor", &delivery::print_place(place)).finish()
    }
}
