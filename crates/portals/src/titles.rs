//! Asks portals for titles of added or changed things, many per call, where they are kept (docs/protocol.md 4, 8.5).

use std::collections::HashMap;

use bitrix24::text;
use domain::people::full_name;
use domain::schedule::retry;
use domain::titles::{Thing, ThingKind, title};
use domain::{Clock, MemberId};
use serde_json::Value;
use store::{DueTitle, Store, StoreError, Tenant};
use time::{Duration, OffsetDateTime};

use crate::calls::{PortalError, Portals};
use crate::people::is_for_long;

/// How many things one command asks for: the portal's page size.
const PAGE: usize = 50;
/// How many things one call asks for, in several commands of a batch: the portal counts the time they take.
const MOST: u64 = 250;
/// How long to leave alone a portal that can't be asked.
const LATER: Duration = Duration::DAY;
/// How soon to ask a portal for more: leaves room for other calls.
const MORE: Duration = Duration::SECOND;
/// After so many failures in a row, a thing is given up until it changes again.
const GIVEN_UP: u32 = 8;

/// Asks portals for titles. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Titles {
    store: Store,
    portals: Portals,
    clock: Clock,
}

impl Titles {
    /// Asks `portals` for the titles that `store` lacks.
    pub fn new(store: Store, portals: Portals, clock: Clock) -> Self {
        Self { store, portals, clock }
    }

    /// Asks a portal for due titles, with one call at most. Returns when to ask again, if at all.
    ///
    /// # Errors
    /// If the database fails. Any other failure is retried later.
    pub async fn ask(&self, member_id: &MemberId) -> Result<Option<OffsetDateTime>, StoreError> {
        let (tenant, now) = (self.store.tenant(member_id), self.clock.now());
        let Some(portal) = tenant.find_portal().await? else { return Ok(None) };
        let settings = portal.settings.titles;
        if !settings.is_on {
            // A process that did not know yet that titles are switched off may have added some.
            tenant.erase_titles().await?;
            return Ok(None);
        }
        let due = tenant.list_due_titles(now, MOST).await?;
        if !portal.status.is_called() {
            tenant.postpone_titles(now + LATER).await?;
        } else if !due.is_empty() {
            let commands = commands(&due);
            let listed: Vec<_> = commands.iter().map(|(name, command, _)| (name.clone(), command.clone())).collect();
            match self.portals.batch(member_id, &listed).await {
                Ok(answers) => {
                    for (name, _, asked) in &commands {
                        match answers.get(name) {
                            Some(Ok(answer)) => {
                                tenant.save_titles(asked, &read(answer, asked), settings, now).await?;
                            }
                            Some(Err(error)) => self.fail(tenant, asked, &error.code).await?,
                            None => self.fail(tenant, asked, "nothing").await?,
                        }
                    }
                }
                Err(PortalError::Store(error)) => return Err(error),
                Err(error) if is_for_long(&error) => {
                    tracing::warn!(%member_id, %error, "the portal can't be asked what its things are called");
                    tenant.postpone_titles(now + LATER).await?;
                }
                Err(error) => self.fail(tenant, &due, &error.to_string()).await?,
            }
        }
        let next = tenant.find_next_titles().await?;
        Ok(next.map(|next| next.max(now + MORE)))
    }

    /// Retries after a growing pause; treats a thing that failed too often like one that is gone.
    async fn fail(&self, tenant: Tenant<'_>, asked: &[DueTitle], answer: &str) -> Result<(), StoreError> {
        let (given_up, again): (Vec<DueTitle>, Vec<DueTitle>) =
            asked.iter().partition(|due| due.failures + 1 >= GIVEN_UP);
        tracing::warn!(things = asked.len(), given_up = given_up.len(), answer, "the portal did not return titles");
        let (now, settings) = (self.clock.now(), tenant.find_settings().await?.titles);
        tenant.save_titles(&given_up, &HashMap::new(), settings, now).await?;
        let failures = again.iter().map(|due| due.failures).max().unwrap_or_default();
        let again: Vec<Thing> = again.iter().map(|due| due.thing).collect();
        tenant.record_titles_failure(&again, retry(failures + 1, now, rand::random())).await
    }
}

/// The batch commands for these things: each with its name and the things it asks for.
fn commands(due: &[DueTitle]) -> Vec<(String, String, Vec<DueTitle>)> {
    let of_kind = |kind: ThingKind| due.iter().copied().filter(move |due| due.thing.kind == kind).collect::<Vec<_>>();
    let mut commands = Vec::new();
    for kind in ThingKind::ALL {
        for page in of_kind(kind).chunks(PAGE) {
            commands.push((format!("t{}", commands.len()), command(kind, page), page.to_vec()));
        }
    }
    commands
}

/// `start` = -1 spares the portal counting the rows.
fn command(kind: ThingKind, page: &[DueTitle]) -> String {
    let (method, among, fields): (_, _, &[&str]) = match kind {
        ThingKind::Lead => ("crm.lead.list", "@ID", &["ID", "TITLE"]),
        ThingKind::Deal => ("crm.deal.list", "@ID", &["ID", "TITLE"]),
        ThingKind::Contact => ("crm.contact.list", "@ID", &["ID", "NAME", "LAST_NAME"]),
        ThingKind::Company => ("crm.company.list", "@ID", &["ID", "TITLE"]),
        ThingKind::Task => ("tasks.task.list", "ID", &["ID", "TITLE"]),
    };
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (at, due) in page.iter().enumerate() {
        query.append_pair(&format!("filter[{among}][{at}]"), &due.thing.id.to_string());
    }
    for (at, field) in fields.iter().enumerate() {
        query.append_pair(&format!("select[{at}]"), field);
    }
    query.append_pair("start", "-1");
    format!("{method}?{}", query.finish())
}

/// The titles in an answer; things that were not asked for are ignored.
fn read(answer: &Value, asked: &[DueTitle]) -> HashMap<Thing, String> {
    let rows = answer.get("tasks").unwrap_or(answer).as_array();
    let named = rows.into_iter().flatten().filter_map(|row| {
        let field = |key: &str| row.get(key).or_else(|| row.get(key.to_ascii_lowercase())).and_then(text);
        let id = field("ID")?;
        let thing = asked.iter().map(|due| due.thing).find(|thing| thing.id.to_string() == id)?;
        let title = match thing.kind {
            ThingKind::Contact => {
                full_name(&field("NAME").unwrap_or_default(), &field("LAST_NAME").unwrap_or_default())
            }
            _ => title(&field("TITLE")?),
        };
        Some((thing, title?))
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn due(kind: ThingKind, id: u64) -> DueTitle {
        DueTitle { thing: Thing { kind, id }, due_at: OffsetDateTime::UNIX_EPOCH, failures: 0 }
    }

    #[test]
    fn things_are_asked_for_by_kind_and_in_pages() {
        let leads = (1..=51).map(|id| due(ThingKind::Lead, id));
        let asked: Vec<_> = leads.chain([due(ThingKind::Task, 7)]).collect();
        let commands = commands(&asked);
        let sizes: Vec<_> = commands.iter().map(|(name, _, asked)| (name.as_str(), asked.len())).collect();
        assert_eq!(sizes, [("t0", 50), ("t1", 1), ("t2", 1)]);
        let ids = "filter%5B%40ID%5D%5B0%5D=51&select%5B0%5D=ID&select%5B1%5D=TITLE&start=-1";
        assert_eq!(commands[1].1, format!("crm.lead.list?{ids}"));
        assert!(commands[2].1.starts_with("tasks.task.list?filter%5BID%5D%5B0%5D=7&"), "{}", commands[2].1);
    }

    #[test]
    fn answers_are_read_as_far_as_they_were_asked_for() {
        let found = |kind, answer: Value| {
            let mut found: Vec<_> = read(&answer, &[due(kind, 7), due(kind, 8)]).into_values().collect();
            found.sort();
            found
        };
        let leads =
            json!([{"ID": "7", "TITLE": "Roof"}, {"ID": 8, "TITLE": "Wall"}, {"ID": "9", "TITLE": "Not asked"}]);
        assert_eq!(found(ThingKind::Lead, leads), ["Roof", "Wall"]);
        assert_eq!(found(ThingKind::Contact, json!([{"ID": "7", "NAME": "Anna", "LAST_NAME": null}])), ["Anna"]);
        assert_eq!(found(ThingKind::Task, json!({"tasks": [{"id": "8", "title": "Call"}]})), ["Call"]);
        for nothing in [json!([]), json!(null), json!({"tasks": []}), json!([{"ID": "7"}, {"TITLE": "x"}, 5])] {
            assert_eq!(found(ThingKind::Deal, nothing), Vec::<String>::new());
        }
    }
}
