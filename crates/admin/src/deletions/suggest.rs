//! Suggestions of the query bar: kinds and events of the catalogue, portals, sources, and users who deleted something.

use std::collections::BTreeSet;

use domain::catalogue;
use domain::deletion::{Filter, Order, Source};
use poem::web::{Data, Path};
use poem::{Request, Response, Result, handler};
use serde_json::{Value, json};
use store::{PortalFilter, Store};
use web::query::pairs;
use words::Words;

use crate::deletions::filter::Field;
use crate::deletions::subject::Subject;
use crate::deletions::views::session;
use crate::page::error::PageError;
use crate::page::language::words_for;

/// How many suggestions to make, and among how many of the newest deletions to look for users.
const MOST: usize = 12;
const NEWEST: u64 = 100;

/// For the list over all portals.
#[handler]
pub(crate) async fn all(req: &Request, Data(store): Data<&Store>) -> Result<Response> {
    let subject = Subject::Across(session(req)?.reach.clone());
    Ok(answer(suggest(req, store, &subject).await?))
}

/// For one portal's list.
#[handler]
pub(crate) async fn one(req: &Request, Path(member_id): Path<String>, Data(store): Data<&Store>) -> Result<Response> {
    let subject = Subject::portal(&member_id, session(req)?)?;
    Ok(answer(suggest(req, store, &subject).await?))
}

fn answer(found: Vec<(String, String)>) -> Response {
    let found: Value = found.into_iter().map(|(value, label)| json!({"value": value, "label": label})).collect();
    Response::builder().content_type("application/json").body(found.to_string())
}

async fn suggest(req: &Request, store: &Store, subject: &Subject) -> Result<Vec<(String, String)>, PageError> {
    let asked: Vec<_> = pairs(req.uri().query().unwrap_or_default()).filter_map(Result::ok).collect();
    let given = |name: &str| asked.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    let typed = given("typed").to_lowercase();
    let words = words_for(req);
    let mut found = match Field::of_word(given("field")) {
        Some(Field::Entity) => kinds(&typed, words),
        Some(Field::Event) => having(catalogue::all().iter().map(|entry| (entry.code, entry.title)), &typed),
        Some(Field::Source) => having(Source::ALL.map(|source| (source.as_str(), words.source_label(source))), &typed),
        Some(Field::Portal) => portals(store, subject, &typed).await?,
        Some(Field::User) => users(store, subject, &typed).await?,
        _ => Vec::new(),
    };
    found.truncate(MOST);
    Ok(found)
}

fn kinds(typed: &str, words: &Words) -> Vec<(String, String)> {
    let kinds = words::ENTITIES.iter().flat_map(|(_, kinds)| kinds.iter());
    having(kinds.map(|code| (Field::Entity.short(code), words.entity(code))), typed)
}

/// The pairs whose value or name contains the typed text; values that begin with it come first.
fn having<'a>(pairs: impl IntoIterator<Item = (&'a str, impl Into<String>)>, typed: &str) -> Vec<(String, String)> {
    let pairs = pairs.into_iter().map(|(value, name)| (value.to_owned(), name.into()));
    let mut found: Vec<_> =
        pairs.filter(|(value, name)| [value, name].iter().any(|text| text.to_lowercase().contains(typed))).collect();
    found.sort_by_key(|(value, _)| !value.to_lowercase().starts_with(typed));
    found
}

async fn portals(store: &Store, subject: &Subject, typed: &str) -> Result<Vec<(String, String)>, PageError> {
    let Subject::Across(reach) = subject else { return Ok(Vec::new()) };
    let filter = PortalFilter { q: Some(typed.to_owned()), ..PortalFilter::default() };
    let portals = store.within(reach).list_hosts(&filter, MOST as u64).await?;
    Ok(portals.into_iter().map(|(id, host)| (host, id.to_string())).collect())
}

async fn users(store: &Store, subject: &Subject, typed: &str) -> Result<Vec<(String, String)>, PageError> {
    let newest = subject.list(store, &Filter::default(), Order::Newest, None, NEWEST).await?;
    let users = newest.items.into_iter().filter_map(|(_, deletion)| deletion.user_id);
    let users: BTreeSet<String> = users.filter(|user| user.to_lowercase().starts_with(typed)).collect();
    Ok(users.into_iter().map(|user| (user, String::new())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_so_is_suggested_first() {
        let found = kinds("le", words::english());
        assert_eq!(found[0], ("lead".to_owned(), "Lead".to_owned()));
        assert!(found.iter().all(|(value, name)| [value, name].iter().any(|text| text.to_lowercase().contains("le"))));
        assert!(kinds("nothing like that", words::english()).is_empty());
    }
}
