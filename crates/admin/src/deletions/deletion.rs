//! One deletion: what we know of it, and what happened around it.

use askama::Template;
use domain::MemberId;
use domain::chain::Standing;
use domain::deletion::{Deletion, Filter};
use poem::web::{Data, Path};
use poem::{Request, Response, Result, handler};
use store::{Store, Tenant};
use time::Duration;
use words::Argument;

use super::{back, call};
use crate::access::sight::Sight;
use crate::deletions::filter::Asked;
use crate::deletions::names::Names;
use crate::deletions::rows::Row;
use crate::deletions::subject::reached;
use crate::deletions::tree::{self, Node};
use crate::deletions::views::session;
use crate::page::error::PageError;
use crate::page::frame::Frame;
use crate::page::markup::isolated;
use crate::page::site::Site;
use crate::webhooks::SentToView;

/// How many deletions of the same thing, and by the same user, to show.
const SAME_THING: usize = 10;
const SAME_USER: usize = 20;
/// How long before and after it to look for deletions by the same user.
const AROUND: Duration = Duration::minutes(5);

#[derive(Template)]
#[template(path = "deletions/show.html", blocks = ["pane"])]
struct ShowDeletion {
    frame: Frame,
    /// The lists above it, each with its address.
    crumbs: [(String, String); 2],
    row: Row,
    sentence: String,
    nodes: Vec<Node>,
    payload: String,
    permalink: String,
    curl: String,
    chain: Chain,
    /// Deliveries of it to its portal's endpoints; `None` if there are no endpoints at all.
    sent_to: Option<Vec<SentToView>>,
    same_thing: Vec<Row>,
    same_user: Vec<Row>,
    previous: Option<u64>,
    next: Option<u64>,
}

/// Its place in the portal's chain.
struct Chain {
    title: String,
    tone: &'static str,
    text: String,
    digest: Option<String>,
}

#[handler]
pub(crate) async fn one(
    req: &Request,
    Path((member_id, number)): Path<(String, String)>,
    frame: Frame,
    sight: Sight,
    Data(store): Data<&Store>,
    Data(site): Data<&Site>,
) -> Result<Response> {
    let member_id = reached(&member_id, session(req)?)?;
    let number = number.parse().map_err(|_| PageError::UnknownDeletion)?;
    let back = back::read(req.uri().query(), &format!("/admin/portals/{member_id}"), &frame);
    let page = find((store, &sight), &member_id, number, back.as_ref(), frame, site).await?;
    let html = if page.frame.is_partial() { page.as_pane().render() } else { page.render() };
    Ok(page.frame.html(html.map_err(PageError::from)?))
}

async fn find(
    (store, sight): (&Store, &Sight),
    member_id: &MemberId,
    number: u64,
    back: Option<&Asked>,
    frame: Frame,
    site: &Site,
) -> Result<ShowDeletion, PageError> {
    let tenant = store.tenant(member_id);
    let deletion = tenant.find_deletion(number).await?.ok_or(PageError::UnknownDeletion)?;
    let (thing, user) = (of_thing(&deletion), of_user(&deletion));
    let (standing, sent_to, [previous, next], same_thing, same_user) = tokio::try_join!(
        async { Ok(tenant.check_link(number).await?.unwrap_or(Standing::OlderThanChain)) },
        async { Ok(sight.all().list_sent_to(member_id, number).await?) },
        async { Ok(tenant.find_neighbours(number).await?) },
        others(tenant, &deletion, thing.as_ref(), SAME_THING),
        others(tenant, &deletion, user.as_ref(), SAME_USER),
    )?;
    let names = Names::find(store, same_thing.iter().chain([&deletion])).await?;
    let leads_back = back.map(|list| back::print(list, list.place())).unwrap_or_default();
    let row = |deletion: Deletion| Row::new(deletion, &names, &frame).leading_back(&leads_back);
    let rows = |deletions: Vec<Deletion>| deletions.into_iter().map(&row).collect();
    let (same_thing, same_user) = (rows(same_thing), rows(same_user));
    let row = row(deletion);
    let address = site.address(&format!("/api/v1/portals/{}/deletions/{number}", row.deletion.member_id));
    Ok(ShowDeletion {
        crumbs: crumbs(&row, back, &frame),
        sentence: sentence(&row, &frame),
        nodes: tree::nodes(&row.deletion.payload),
        payload: row.deletion.payload.clone(),
        permalink: site.address(&row.address()),
        curl: call(&address),
        chain: Chain::new(standing, &row.deletion, &frame),
        sent_to: SentToView::of(sent_to, &frame),
        frame,
        row,
        same_thing,
        same_user,
        previous,
        next,
    })
}

/// The lists above it; one of them is as one left it, if one came from there.
fn crumbs(row: &Row, back: Option<&Asked>, frame: &Frame) -> [(String, String); 2] {
    let own = (row.portal_href(), row.domain().to_owned());
    let portals = ("/admin/portals".to_owned(), frame.t("nav-portals"));
    let Some(list) = back else { return [portals, own] };
    let left = list.href_from(list.place());
    if list.is_across() { [(left, frame.t("nav-deletions")), own] } else { [portals, (left, own.1)] }
}

/// The filter of deletions of the same thing; `None` if its id is unknown.
fn of_thing(deletion: &Deletion) -> Option<Filter> {
    let (entity, entity_id) = (vec![deletion.entity.clone()], vec![deletion.entity_id.clone()]);
    (!deletion.entity_id.is_empty()).then(|| Filter { entity, entity_id, ..Filter::default() })
}

/// The filter of what the same user deleted about then.
fn of_user(deletion: &Deletion) -> Option<Filter> {
    let (from, to) = (deletion.received_at.checked_sub(AROUND), deletion.received_at.checked_add(AROUND));
    let user_id = vec![deletion.user_id.clone()?];
    Some(Filter { user_id, from, to, ..Filter::default() })
}

async fn others(
    tenant: Tenant<'_>,
    deletion: &Deletion,
    filter: Option<&Filter>,
    limit: usize,
) -> Result<Vec<Deletion>, PageError> {
    let Some(filter) = filter else { return Ok(Vec::new()) };
    let found = tenant.deletions().list_deletions(filter, None, limit as u64 + 1).await?.items;
    Ok(found.into_iter().filter(|other| other.number != deletion.number).take(limit).collect())
}

/// What happened, in one sentence.
fn sentence(row: &Row, frame: &Frame) -> String {
    let deletion = &row.deletion;
    let who = row.user_name().map(isolated).or_else(|| {
        let user = row.user_id()?;
        Some(frame.t1("deletions-user", "user", isolated(user)))
    });
    let (kind, id, domain) = (row.noun(), row.named_id(), isolated(&deletion.domain));
    let sent = row.sent.in_a_sentence();
    let delay = frame.words.duration(deletion.received_at - deletion.sent_at);
    let who_text = who.clone().unwrap_or_default();
    let arguments: [(&str, &dyn Argument); 6] =
        [("kind", &kind), ("id", &id), ("who", &who_text), ("domain", &domain), ("sent", &sent), ("delay", &delay)];
    if who.is_some() {
        frame.words.text_with("deletions-sentence", &arguments)
    } else {
        frame.words.text_with("deletions-sentence-nobody", &arguments)
    }
}

impl Chain {
    fn new(standing: Standing, deletion: &Deletion, frame: &Frame) -> Self {
        let (tone, title, text) = match standing {
            Standing::Fits => ("ok", frame.t("deletions-chain-fits"), frame.t("deletions-chain-fits.text")),
            Standing::Changed => ("bad", frame.t("deletions-chain-changed"), frame.t("deletions-chain-changed.text")),
            Standing::PredecessorMissing => {
                ("bad", frame.t("deletions-chain-missing"), frame.t("deletions-chain-missing.text"))
            }
            Standing::OlderThanChain => ("", frame.t("deletions-chain-older"), frame.t("deletions-chain-older.text")),
        };
        Self { title, tone, text, digest: deletion.digest.as_ref().map(domain::hex) }
    }
}
