//! One portal's deletions, below what we know of the portal.

use askama::Template;
use domain::MemberId;
use domain::deletion::{Filter, Order};
use poem::web::{Data, Path};
use poem::{Request, Response, Result, handler};
use store::Store;

use super::{Above, answer, curl, find, find_above, found_at, list};
use crate::deletions::filter::{Asked, Place};
use crate::deletions::gaps::{self, GapRow};
use crate::deletions::histogram::Histogram;
use crate::deletions::list::{Found, List};
use crate::deletions::subject::{Subject, reached};
use crate::deletions::views::{Tab, session};
use crate::page::error::PageError;
use crate::page::frame::Frame;
use crate::page::site::Site;
use crate::portals::PortalView;

/// How many of a portal's last gaps to show between its deletions.
const GAPS: u64 = 100;

#[derive(Template)]
#[template(path = "portals/show.html")]
struct ShowPortal {
    frame: Frame,
    portal: PortalView,
    asked: Asked,
    list: List,
    histogram: Option<Histogram>,
    tabs: Vec<Tab>,
    curl: String,
}

#[handler]
pub(crate) async fn of_portal(
    req: &Request,
    Path(member_id): Path<String>,
    frame: Frame,
    Data(store): Data<&Store>,
    Data(site): Data<&Site>,
) -> Result<Response> {
    let session = session(req)?;
    let member_id = reached(&member_id, session)?;
    let portal = find_portal(store, &member_id, &frame).await?;
    let mut asked = Asked::read(&portal.href(), req.uri().query(), frame.now, &frame.zone);
    if let Some(address) = asked.read_line(frame.now) {
        return Ok(found_at(&address));
    }
    let subject = Subject::Portal(member_id.clone());
    let rows = async {
        let found = find(store, &subject, &asked).await?;
        let gaps = match &found {
            Some((found, _)) => find_gaps(store, &member_id, &asked, found, &frame).await?,
            None => Vec::new(),
        };
        Ok((found, gaps))
    };
    let ((found, gaps), Above { histogram, tabs }) =
        tokio::try_join!(rows, find_above(store, session, &subject, &asked, &frame))?;
    let mut list = list(req, &asked, found, &frame).with_gaps(gaps);
    if !portal.is_recorded() && list.is_bare(&asked) {
        list.empty.text = frame.t(if portal.is_installing() {
            "deletions-none-recorded.installing"
        } else {
            "deletions-none-recorded"
        });
    }
    let curl = curl(site, &subject, &asked);
    let page = ShowPortal { frame, portal, asked, list, histogram, tabs, curl };
    let html = page.render().map_err(PageError::from)?;
    Ok(answer(page.frame.html(html), &page.asked))
}

async fn find_portal(store: &Store, member_id: &MemberId, frame: &Frame) -> Result<PortalView, PageError> {
    let tenant = store.tenant(member_id);
    let (portal, alarms) = tokio::try_join!(tenant.find_portal(), tenant.list_alarms())?;
    Ok(PortalView::new(portal.ok_or(PageError::UnknownPortal)?, &alarms, frame))
}

/// The gaps between the deletions of a page; none if the list is filtered or turned around.
async fn find_gaps(
    store: &Store,
    member_id: &MemberId,
    asked: &Asked,
    found: &Found,
    frame: &Frame,
) -> Result<Vec<GapRow>, PageError> {
    if asked.is_filtered() || asked.order() == Order::Oldest {
        return Ok(Vec::new());
    }
    let tenant = store.tenant(member_id);
    let next = async |order, place| {
        let page = tenant.deletions().list(&Filter::default(), order, place, 1).await?;
        Ok::<_, PageError>(page.items.first().map(|(_, deletion)| deletion.received_at))
    };
    let first = found.items.first().map(|(first, _)| *first);
    // A page without deletions is newer than all of them if it ends at a place, and older than all if it begins there.
    let (newer, older) = match asked.place() {
        Place::Start => (None, None),
        Place::Before(_) if first.is_none() => (None, next(Order::Newest, None).await?),
        _ => (next(Order::Oldest, first).await?, None),
    };
    let mut received = found.received();
    received.extend(older); // bounds the page as a last deletion of its own would
    let more = found.has_next() || older.is_some();
    Ok(gaps::placed(tenant.list_gaps(GAPS).await?, &received, newer, more, frame))
}
