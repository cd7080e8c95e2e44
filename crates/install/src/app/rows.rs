//! Deletions as the page lists them: a sentence each, under the day in the visitor's time zone.

use std::collections::HashMap;

use domain::deletion::Deletion;
use domain::titles::Thing;
use store::{StoreError, Tenant};
use time::format_description::well_known::Rfc3339;
use time::{Date, OffsetDateTime};
use words::Words;

use super::nouns;
use super::visible::{isolated, visible};
use super::visit::Visit;

/// How many attributes a row shows.
const ATTRIBUTES: usize = 3;

#[derive(Debug)]
pub(crate) struct Day {
    pub(crate) name: String,
    pub(crate) rows: Vec<Row>,
}

#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) number: u64,
    pub(crate) href: String,
    /// The time of day.
    pub(crate) time: String,
    /// The time for programs.
    pub(crate) machine: String,
    /// What happened, as a sentence.
    pub(crate) sentence: String,
    /// The deletion's attributes.
    pub(crate) belongs: Vec<(String, String)>,
    /// The users whom later reports of the deletion named.
    pub(crate) also: String,
}

/// Names of users by their ids, and titles of things.
#[derive(Debug, Default)]
pub(crate) struct Names {
    users: HashMap<String, String>,
    things: HashMap<Thing, String>,
}

/// The names and titles of these deletions, as far as they are known.
pub(crate) async fn names(tenant: Tenant<'_>, deletions: &[Deletion]) -> Result<Names, StoreError> {
    let mut users: Vec<&str> = deletions.iter().flat_map(users).collect();
    users.sort_unstable();
    users.dedup();
    let users = if users.is_empty() { HashMap::new() } else { tenant.user_names(&users).await? };
    let things: Vec<Thing> = deletions.iter().filter_map(Thing::deleted).collect();
    Ok(Names { users, things: tenant.titles(&things).await? })
}

pub(crate) fn title<'a>(deletion: &Deletion, names: &'a Names) -> Option<&'a str> {
    names.things.get(&Thing::deleted(deletion)?).map(String::as_str)
}

/// The users whom the deletion's reports name.
fn users(deletion: &Deletion) -> impl Iterator<Item = &str> {
    deletion.user_id.iter().chain(&deletion.also_reported_by).map(String::as_str)
}

/// The name of its user: from the event, since it is as of then, else what the portal said later.
pub(crate) fn acting(deletion: &Deletion, names: &Names) -> Option<String> {
    deletion.user_name().or_else(|| names.users.get(deletion.user_id.as_deref()?).cloned())
}

/// The users whom later reports named: by name where known, with the id beside it.
pub(crate) fn also(deletion: &Deletion, names: &Names) -> String {
    let user = |id: &String| {
        let name = names.users.get(id);
        name.map_or_else(|| visible(id), |name| format!("{} ({})", isolated(name), visible(id)))
    };
    deletion.also_reported_by.iter().map(user).collect::<Vec<_>>().join(", ")
}

/// The deletions by day, in their order.
pub(crate) fn days(visit: &Visit, deletions: Vec<Deletion>, names: &Names) -> Vec<Day> {
    let mut days: Vec<(Date, Day)> = Vec::new();
    for deletion in deletions {
        let day = visit.zone.local(deletion.sent_at).date();
        let row = Row::new(visit, &deletion, names);
        match days.last_mut().filter(|(known, _)| *known == day) {
            Some((_, same)) => same.rows.push(row),
            None => days.push((day, Day { name: name(visit, day), rows: vec![row] })),
        }
    }
    days.into_iter().map(|(_, day)| day).collect()
}

fn name(visit: &Visit, day: Date) -> String {
    let (words, today) = (visit.words, visit.zone.local(visit.now).date());
    let date = words.day(day.midnight().assume_utc());
    if day == today {
        return words.text_with("app-day-today", &[("date", &date)]);
    }
    if Some(day) == today.previous_day() {
        return words.text_with("app-day-yesterday", &[("date", &date)]);
    }
    date
}

impl Row {
    fn new(visit: &Visit, deletion: &Deletion, names: &Names) -> Self {
        let words = visit.words;
        let at = visit.zone.local(deletion.sent_at);
        Self {
            number: deletion.number,
            href: visit.href(&format!("deletions/{}", deletion.number), &[]),
            time: format!("{:02}:{:02}", at.hour(), at.minute()),
            machine: machine(deletion.sent_at),
            sentence: sentence(words, deletion, names),
            belongs: attributes(words, deletion).take(ATTRIBUTES).collect(),
            also: also(deletion, names),
        }
    }
}

pub(crate) fn machine(at: OffsetDateTime) -> String {
    at.format(&Rfc3339).unwrap_or_default()
}

/// A sentence with what was deleted, and by whom if the event names a user, both by name where known.
pub(crate) fn sentence(words: &Words, deletion: &Deletion, names: &Names) -> String {
    let what = nouns::noun(words, &deletion.entity, &deletion.event);
    let id = visible(&deletion.entity_id);
    let id = match title(deletion, names) {
        Some(title) => words.text_with("deletions-titled", &[("id", &id), ("title", &isolated(title))]),
        None => id,
    };
    let name = acting(deletion, names);
    let unnamed = |user: &str| words.text_with("app-user", &[("id", &visible(user))]);
    let who = deletion.user_id.as_deref().map(|user| name.as_deref().map_or_else(|| unnamed(user), isolated));
    match (who, id.is_empty()) {
        (Some(who), false) => words.text_with("app-row", &[("who", &who), ("what", &what), ("id", &id)]),
        (Some(who), true) => words.text_with("app-row.unnamed", &[("who", &who), ("what", &what)]),
        (None, false) => words.text_with("app-row-by-nobody", &[("what", &what), ("id", &id)]),
        (None, true) => words.text_with("app-row-by-nobody.unnamed", &[("what", &what)]),
    }
}

/// The attributes that the event named.
pub(crate) fn attributes(words: &Words, deletion: &Deletion) -> impl Iterator<Item = (String, String)> {
    let named = deletion.attributes.iter().filter(|(key, _)| *key != "incomplete");
    named.map(|(key, value)| (words.attribute_name(key), visible(value)))
}
