//! The portals, and one portal with its deletions.

use askama::Template;
use domain::MemberId;
use domain::portal::{Portal, PortalStatus, Subscriptions, TokenHealth};
use poem::http::StatusCode;
use poem::web::{Data, Path};
use poem::{IntoResponse, Request, Response, Result, handler};
use store::{PortalFilter, Store};
use url::form_urlencoded;

use crate::error::PageError;
use crate::filter::{Asked, Choice, wrong_text};
use crate::frame::Frame;
use crate::list::{Empty, List, PAGE, read_number};
use crate::when::When;
use crate::words::{self, Label};

/// So many of the events that are not bound are named.
const MISSING_SHOWN: usize = 3;

/// A portal as the pages show it.
pub(crate) struct PortalView {
    portal: Portal,
    last_event: Option<When>,
    installed: Option<When>,
    token_renewed: Option<When>,
}

impl PortalView {
    /// The portal in the page around it.
    pub(crate) fn new(portal: Portal, frame: &Frame) -> Self {
        let when = |at: Option<_>| at.map(|at| frame.when(at));
        Self {
            last_event: when(portal.last_event_at),
            installed: when(portal.installed_at),
            token_renewed: when(portal.token.refreshed_at).filter(|_| portal.token.health != TokenHealth::None),
            portal,
        }
    }

    pub(crate) fn key(&self) -> &str {
        self.portal.member_id.as_str()
    }

    /// Its page.
    pub(crate) fn href(&self) -> String {
        format!("/admin/portals/{}", self.portal.member_id)
    }

    pub(crate) fn domain(&self) -> &str {
        &self.portal.domain
    }

    pub(crate) fn status(&self) -> Label {
        words::status(self.portal.status)
    }

    /// Whether its state is not the one that it should be in.
    pub(crate) fn needs_attention(&self) -> bool {
        self.portal.status != PortalStatus::Active
    }

    pub(crate) fn state_sentence(&self) -> &'static str {
        words::meaning(self.portal.status)
    }

    /// What somebody can do about its state.
    pub(crate) fn advice(&self) -> &'static str {
        words::advice(self.portal.status)
    }

    /// What the app is there: free, on trial, paid.
    pub(crate) fn plan(&self) -> Option<&'static str> {
        self.portal.app_status.as_deref().and_then(words::plan)
    }

    pub(crate) fn deletions(&self) -> String {
        words::count(self.portal.deletions)
    }

    pub(crate) fn last_event(&self) -> Option<When> {
        self.last_event
    }

    pub(crate) fn installed(&self) -> Option<When> {
        self.installed
    }

    pub(crate) fn token(&self) -> Label {
        words::token(self.portal.token.health)
    }

    pub(crate) fn token_renewed(&self) -> Option<When> {
        self.token_renewed
    }

    pub(crate) fn subscriptions(&self) -> Option<&Subscriptions> {
        self.portal.subscriptions.as_ref()
    }

    /// Which events it does not send although it should.
    pub(crate) fn missing(&self) -> Option<String> {
        self.subscriptions().and_then(|bound| first_missing(&bound.missing))
    }
}

/// The first of the events that are not bound, and how many more there are.
fn first_missing(missing: &[String]) -> Option<String> {
    let first = missing.iter().take(MISSING_SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    match missing.len() {
        0 => None,
        1..=MISSING_SHOWN => Some(first),
        count => Some(format!("{first} and {} more", count - MISSING_SHOWN)),
    }
}

/// All portals.
#[derive(Template)]
#[template(path = "portals/list.html", blocks = ["live"])]
struct ListPortals {
    frame: Frame,
    asked: AskedPortals,
    list: PortalList,
}

/// A page of the list of portals.
struct PortalList {
    portals: Vec<PortalView>,
    live: Option<String>,
    first: Option<String>,
    more: Option<String>,
    empty: Empty,
}

#[handler]
pub(crate) async fn all(req: &Request, frame: Frame, Data(store): Data<&Store>) -> Result<Response> {
    let asked = AskedPortals::read(req.uri().query());
    let list = find_list(store, &asked, &frame).await?;
    let page = ListPortals { frame, asked, list };
    let html = if page.frame.is_partial() { page.as_live().render() } else { page.render() };
    let response = page.frame.html(html.map_err(PageError::from)?);
    Ok(if page.asked.is_sound() { response } else { response.with_status(StatusCode::BAD_REQUEST).into_response() })
}

async fn find_list(store: &Store, asked: &AskedPortals, frame: &Frame) -> Result<PortalList, PageError> {
    let mut list = PortalList { portals: Vec::new(), live: None, first: None, more: None, empty: asked.empty() };
    if !asked.is_sound() {
        return Ok(list);
    }
    let after = asked.cursor.as_deref().map(MemberId::parse).transpose().map_err(|_| PageError::UnreadableCursor)?;
    let page = store.all_portals().list_portals(&asked.filter, after, PAGE).await?;
    let portal = |portal| PortalView::new(portal, frame);
    list.portals = page.items.into_iter().map(portal).collect();
    list.more = page.next.map(|next| asked.href(Some(next.as_str())));
    let own = asked.href(None);
    (list.live, list.first) = if asked.cursor.is_none() { (Some(own), None) } else { (None, Some(own)) };
    Ok(list)
}

/// What the query string asks the list of portals for.
#[derive(Default)]
struct AskedPortals {
    q: String,
    status: String,
    cursor: Option<String>,
    filter: PortalFilter,
    wrong_q: Option<String>,
    wrong_status: Option<&'static str>,
}

impl AskedPortals {
    fn read(query: Option<&str>) -> Self {
        let mut asked = Self::default();
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            let value = value.trim().to_owned();
            match &*name {
                "q" => asked.q = value,
                "status" => asked.status = value,
                "cursor" => asked.cursor = Some(value).filter(|cursor| !cursor.is_empty()),
                _ => {}
            }
        }
        asked.judge();
        asked
    }

    fn judge(&mut self) {
        self.wrong_q = wrong_text(&self.q);
        self.filter.q = Some(self.q.clone()).filter(|q| !q.is_empty());
        self.filter.status = self.status.parse().ok();
        if !self.status.is_empty() && self.filter.status.is_none() {
            self.wrong_status = Some("There is no such state. Choose one of the list.");
        }
    }

    fn is_sound(&self) -> bool {
        self.wrong_q.is_none() && self.wrong_status.is_none()
    }

    fn is_filtered(&self) -> bool {
        !self.q.is_empty() || !self.status.is_empty()
    }

    fn href(&self, cursor: Option<&str>) -> String {
        let fields = [("q", self.q.as_str()), ("status", self.status.as_str()), ("cursor", cursor.unwrap_or_default())];
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(fields.iter().filter(|(_, value)| !value.is_empty()));
        let query = query.finish();
        if query.is_empty() { "/admin/portals".to_owned() } else { format!("/admin/portals?{query}") }
    }

    fn statuses(&self) -> Vec<Choice> {
        let choice = |status: PortalStatus| Choice {
            value: status.as_str().to_owned(),
            name: words::status(status).text.to_owned(),
            chosen: self.filter.status == Some(status),
        };
        PortalStatus::ALL.into_iter().map(choice).collect()
    }

    fn empty(&self) -> Empty {
        let way_out = Some(("/admin/portals".to_owned(), "Show all portals"));
        if self.is_filtered() {
            let text = "Look for a shorter piece of its domain or member_id, or in any state.";
            return Empty { title: "No portal fits", text, way_out };
        }
        if self.cursor.is_some() {
            return Empty { title: "No further portals", text: "The list ends here.", way_out };
        }
        Empty {
            title: "No portal has installed the app yet",
            text: "When an administrator of a Bitrix24 portal installs it, the portal appears here by itself, and its deletions are recorded from then on.",
            way_out: None,
        }
    }
}

/// One portal and its deletions.
#[derive(Template)]
#[template(path = "portals/show.html", blocks = ["facts", "live"])]
struct ShowPortal {
    frame: Frame,
    portal: PortalView,
    asked: Asked,
    list: List,
}

#[handler]
pub(crate) async fn one(
    req: &Request,
    Path(member_id): Path<String>,
    frame: Frame,
    Data(store): Data<&Store>,
) -> Result<Response> {
    let member_id = MemberId::parse(&member_id).map_err(|_| PageError::UnknownPortal)?;
    let portal = store.tenant(&member_id).find_portal().await.map_err(PageError::from)?;
    let portal = PortalView::new(portal.ok_or(PageError::UnknownPortal)?, &frame);
    let asked = Asked::read(&portal.href(), req.uri().query());
    let mut list = if asked.is_sound() { find(store, &member_id, &asked, &frame).await? } else { List::none(&asked) };
    if portal.needs_attention() && list.is_bare(&asked) {
        list.empty.text = "What is deleted in this portal is recorded once its state is “Active” again.";
    }
    let page = ShowPortal { frame, portal, asked, list };
    let response = page.frame.html(page.html().map_err(PageError::from)?);
    Ok(if page.asked.is_sound() { response } else { response.with_status(StatusCode::BAD_REQUEST).into_response() })
}

impl ShowPortal {
    fn html(&self) -> askama::Result<String> {
        if self.frame.is_partial() {
            return Ok([self.as_live().render()?, self.as_facts().render()?].concat());
        }
        self.render()
    }
}

async fn find(store: &Store, member_id: &MemberId, asked: &Asked, frame: &Frame) -> Result<List, PageError> {
    let before = asked.cursor().map(read_number).transpose()?;
    let page = store.tenant(member_id).list_deletions(asked.filter(), before, PAGE).await?;
    Ok(List::new(asked, page.items, page.next.map(|next| next.to_string()), frame))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_string_becomes_a_filter_of_portals() {
        let asked = AskedPortals::read(Some("q=+some+&status=active&cursor=abc"));
        assert_eq!(
            asked.filter,
            PortalFilter { q: Some("some".into()), status: Some(PortalStatus::Active), alarm: None }
        );
        assert_eq!(asked.cursor.as_deref(), Some("abc"));
        assert_eq!(asked.href(Some("d")), "/admin/portals?q=some&status=active&cursor=d");
    }

    #[test]
    fn missing_events_are_named_until_there_are_many() {
        let missing = |count: usize| first_missing(&(1..=count).map(|n| format!("E{n}")).collect::<Vec<_>>());
        assert_eq!(missing(0), None);
        assert_eq!(missing(3).as_deref(), Some("E1, E2, E3"));
        assert_eq!(missing(58).as_deref(), Some("E1, E2, E3 and 55 more"));
    }

    #[test]
    fn unknown_state_is_said_beside_its_field() {
        let asked = AskedPortals::read(Some("status=asleep"));
        assert!(asked.wrong_status.is_some() && !asked.is_sound());
        assert!(AskedPortals::read(Some("q=&status=")).is_sound());
    }
}
