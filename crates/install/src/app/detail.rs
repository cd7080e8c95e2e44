//! One deletion: what happened, what the event named, and its payload.

use askama::Template;
use domain::deletion::{Deletion, Source};
use domain::webhook::DeliveryState;
use poem::Response;
use poem::http::StatusCode;
use serde_json::Value;
use store::{SentTo, StoreError};

use super::notice;
use super::rows;
use super::shell::{Shell, Tab};
use super::tree::{self, Line};
use super::view::View;
use super::visible::{isolated, visible};
use super::visit::{Asked, Visit};
use crate::context::Install;
use crate::page::{Look, Place};

#[derive(Template)]
#[template(path = "install/portal/deletion.html")]
struct DeletionPage {
    look: Look,
    shell: Shell,
    number: u64,
    back: String,
    sentence: String,
    facts: Vec<(String, String)>,
    tree: Vec<Line>,
    older: Option<String>,
    newer: Option<String>,
}

pub(crate) async fn show(install: Install, visit: Visit, asked: Asked) -> Result<Response, StoreError> {
    let visit = &visit;
    let number: Option<u64> = asked.path.rsplit('/').next().and_then(|number| number.parse().ok());
    let tenant = install.store.tenant(&visit.token.member_id);
    let found = match number {
        Some(number) => tenant.find_deletion(number).await?,
        None => None,
    };
    let Some(deletion) = found else {
        let (words, place) = (visit.words, Place::Frame(visit.token.host.clone()));
        let back = (visit.href("deletions", &[]), words.text("app-back"));
        let text = words.text("app-no-deletion.detail");
        let notice = notice::FrameNotice::new(words, words.text("app-no-deletion"), text, String::new());
        return Ok(notice.with_link(back.0, back.1).response(StatusCode::NOT_FOUND, place));
    };
    let sent_to = tenant.webhooks().list_sent_to(&deletion.member_id, deletion.number).await?;
    let names = rows::names(tenant, std::slice::from_ref(&deletion)).await?;
    let neighbour = async |number: Option<u64>| match number {
        Some(number) => tenant.find_deletion(number).await.map(|found| found.map(|deletion| deletion.number)),
        None => Ok(None),
    };
    let href = |number: u64| visit.href(&format!("deletions/{number}"), &[]);
    let page = DeletionPage {
        look: visit.look(),
        shell: Shell::new(visit, Tab::Deletions),
        number: deletion.number,
        back: View::default().href(visit),
        sentence: rows::sentence(visit.words, &deletion, &names),
        facts: [facts(visit, &deletion, &names), webhooks(visit, &sent_to)].concat(),
        tree: payload(&deletion.payload),
        older: neighbour(deletion.number.checked_sub(1)).await?.map(href),
        newer: neighbour(deletion.number.checked_add(1)).await?.map(href),
    };
    Ok(page.look.response(StatusCode::OK, &page))
}

/// The payload as a tree; one that is not JSON stays one text.
fn payload(json: &str) -> Vec<Line> {
    let value = serde_json::from_str(json).unwrap_or_else(|_| Value::String(json.to_owned()));
    tree::lines(&value)
}

fn facts(visit: &Visit, deletion: &Deletion, names: &rows::Names) -> Vec<(String, String)> {
    let (words, zone) = (visit.words, &visit.zone);
    let mut facts = vec![
        (words.text("app-fact-sent"), words.exact(zone.local(deletion.sent_at))),
        (words.text("app-fact-received"), words.exact(zone.local(deletion.received_at))),
    ];
    if let Some(title) = rows::title(deletion, names) {
        facts.push((words.text("deletions-called"), visible(title)));
    }
    if let (Some(name), Some(id)) = (rows::acting(deletion, names), &deletion.user_id) {
        let user = words.text_with("app-user", &[("id", &visible(id))]);
        facts.push((words.text("deletions-column-user"), format!("{} ({user})", isolated(&name))));
    }
    facts.extend(rows::attributes(words, deletion));
    if !deletion.also_reported_by.is_empty() {
        facts.push((words.text("app-fact-also"), rows::also(deletion, names)));
    }
    let sources = deletion.sources.iter().map(|source| match source {
        Source::Live => words.text("app-source-live"),
        Source::Recovered => words.text("app-source-recovered"),
        Source::Spooled => words.text("app-source-spooled"),
    });
    facts.push((words.text("app-fact-source"), sources.collect::<Vec<_>>().join(" · ")));
    facts.push((words.text("app-fact-event"), visible(&deletion.event)));
    facts
}

/// Deliveries to the portal's own endpoints only: the operator's endpoints are nobody's business here.
fn webhooks(visit: &Visit, sent_to: &[SentTo]) -> Vec<(String, String)> {
    let words = visit.words;
    let said = sent_to.iter().filter_map(|(endpoint, delivery)| {
        let delivery = delivery.as_ref()?;
        let state = match delivery.state {
            DeliveryState::Pending => words.text("webhooks-delivery-pending"),
            DeliveryState::Delivered => words.text("webhooks-delivery-delivered"),
            DeliveryState::Failed => words.text("webhooks-delivery-failed"),
        };
        let attempts = words.text_with("webhooks-attempts", &[("count", &delivery.attempts)]);
        let status = delivery.last_status.map(|status| status.to_string());
        let parts: Vec<_> =
            [Some(endpoint.host()), Some(state), Some(attempts), status].into_iter().flatten().collect();
        Some((words.text("app-fact-webhook"), parts.join(" · ")))
    });
    said.collect()
}
