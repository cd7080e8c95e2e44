//! The deletions of all portals, and one deletion.

use askama::Template;
use domain::MemberId;
use poem::http::StatusCode;
use poem::web::{Data, Path};
use poem::{IntoResponse, Request, Response, Result, handler};
use serde_json::Value;

use crate::Site;
use crate::error::PageError;
use crate::filter::Asked;
use crate::frame::Frame;
use crate::list::{List, PAGE, read_place};
use crate::rows::Row;
use crate::sight::Sight;

/// All portals' deletions.
#[derive(Template)]
#[template(path = "deletions/list.html", blocks = ["live"])]
struct ListDeletions {
    frame: Frame,
    asked: Asked,
    list: List,
}

#[handler]
pub(crate) async fn all(req: &Request, frame: Frame, sight: Sight) -> Result<Response> {
    let asked = Asked::read("/admin/deletions", req.uri().query());
    let list = if asked.is_sound() { find(&sight, &asked, &frame).await? } else { List::none(&asked) };
    let page = ListDeletions { frame, asked, list };
    let html = if page.frame.is_partial() { page.as_live().render() } else { page.render() };
    let response = page.frame.html(html.map_err(PageError::from)?);
    Ok(if page.asked.is_sound() { response } else { response.with_status(StatusCode::BAD_REQUEST).into_response() })
}

async fn find(sight: &Sight, asked: &Asked, frame: &Frame) -> Result<List, PageError> {
    let before = asked.cursor().map(read_place).transpose()?;
    let page = sight.all().deletions().list_deletions(asked.filter(), before, PAGE).await?;
    Ok(List::new(asked, page.items, page.next.map(|next| next.to_string()), frame).across())
}

/// One deletion.
#[derive(Template)]
#[template(path = "deletions/show.html")]
struct ShowDeletion {
    frame: Frame,
    row: Row,
    payload: String,
    permalink: String,
    previous: Option<u64>,
    next: Option<u64>,
}

#[handler]
pub(crate) async fn one(
    Path((member_id, number)): Path<(String, String)>,
    frame: Frame,
    sight: Sight,
    Data(site): Data<&Site>,
) -> Result<Response> {
    let member_id = MemberId::parse(&member_id).map_err(|_| PageError::UnknownPortal)?;
    let number = number.parse().map_err(|_| PageError::UnknownDeletion)?;
    let page = find_one(&sight, &member_id, number, frame, site).await?;
    let html = page.render().map_err(PageError::from)?;
    Ok(page.frame.html(html))
}

async fn find_one(
    sight: &Sight,
    member_id: &MemberId,
    number: u64,
    frame: Frame,
    site: &Site,
) -> Result<ShowDeletion, PageError> {
    let tenant = sight.portal(member_id)?;
    let deletion = tenant.find_deletion(number).await?.ok_or(PageError::UnknownDeletion)?;
    let neighbours = [number.checked_sub(1), number.checked_add(1)];
    let mut found = [None; 2];
    for (found, neighbour) in found.iter_mut().zip(neighbours) {
        let Some(neighbour) = neighbour else { continue };
        *found = tenant.find_deletion(neighbour).await?.map(|deletion| deletion.number);
    }
    let row = Row::new(deletion, &frame);
    let [previous, next] = found;
    let payload = pretty(&row.deletion.payload);
    let permalink = site.address(&row.href());
    Ok(ShowDeletion { frame, row, payload, permalink, previous, next })
}

/// JSON, indented; what is none stays as it is.
fn pretty(json: &str) -> String {
    let value: Result<Value, _> = serde_json::from_str(json);
    value.and_then(|value| serde_json::to_string_pretty(&value)).unwrap_or_else(|_| json.to_owned())
}
