//! A deletion as a list and its own page show it.

use std::collections::BTreeMap;
use std::fmt::Display;

use domain::deletion::{Deletion, Source, term};
use serde_json::Value;
use time::Duration;
use url::form_urlencoded;
use words::Words;

use crate::deletions::names::Names;
use crate::page::frame::Frame;
use crate::page::labels::{self, Label};
use crate::page::markup::{self, Markup, begins, isolated, marked, shown};
use crate::page::when::When;

/// How many attributes a row shows.
const SHOWN: usize = 3;
/// How many matching values of the payload a row shows.
const FOUND: usize = 2;

pub(crate) struct Row {
    pub(crate) deletion: Deletion,
    pub(crate) received: When,
    pub(crate) sent: When,
    /// The user's name, if known.
    user_name: Option<String>,
    /// The thing's title, if known.
    title: Option<String>,
    /// Other users whom later reports named, with their names.
    also: Vec<(String, Option<String>)>,
    /// The beginning that was searched for, in lower case.
    beginning: Option<String>,
    /// What links to it and its neighbours end with, so that their pages lead back to the list.
    back: String,
    words: &'static Words,
}

/// Something that the event named besides the thing itself.
pub(crate) struct Pair {
    pub(crate) name: String,
    pub(crate) value: Markup,
}

impl Row {
    pub(crate) fn new(deletion: Deletion, names: &Names, frame: &Frame) -> Self {
        let (received, sent) = (frame.when(deletion.received_at), frame.when(deletion.sent_at));
        let user_name = names.acting(&deletion);
        let also = |user: &String| (user.clone(), names.of(&deletion.member_id, user));
        let also = deletion.also_reported_by.iter().map(also).collect();
        let title = names.title(&deletion);
        let (beginning, back, words) = (None, String::new(), frame.words);
        Self { deletion, received, sent, user_name, title, also, beginning, back, words }
    }

    /// Marks what was searched for.
    pub(crate) fn searched(self, q: Option<&str>) -> Self {
        Self { beginning: q.map(term), ..self }
    }

    /// Makes its links lead back to a list.
    pub(crate) fn leading_back(self, back: &str) -> Self {
        Self { back: back.to_owned(), ..self }
    }

    /// Unique among the deletions of all portals.
    pub(crate) fn key(&self) -> String {
        format!("{}-{}", self.deletion.member_id, self.deletion.number)
    }

    pub(crate) fn number(&self) -> u64 {
        self.deletion.number
    }

    /// The kind of thing, in words.
    pub(crate) fn noun(&self) -> String {
        self.words.entity(&self.deletion.entity)
    }

    /// The thing's id, marked if it was searched for.
    pub(crate) fn id(&self) -> Markup {
        marked(&self.deletion.entity_id, self.beginning.as_deref())
    }

    pub(crate) fn title(&self) -> Option<Markup> {
        self.title.as_deref().map(shown)
    }

    /// The thing's id and title, for the middle of a sentence.
    pub(crate) fn named_id(&self) -> String {
        let id = isolated(&self.deletion.entity_id);
        match &self.title {
            Some(title) => self.words.text_with("deletions-titled", &[("id", &id), ("title", &isolated(title))]),
            None => id,
        }
    }

    /// The thing's id, for titles.
    pub(crate) fn plain_id(&self) -> String {
        markup::plain(&self.deletion.entity_id)
    }

    /// Whether the event named the id.
    pub(crate) fn has_id(&self) -> bool {
        !self.deletion.entity_id.is_empty()
    }

    pub(crate) fn event(&self) -> Markup {
        shown(&self.deletion.event)
    }

    pub(crate) fn domain(&self) -> &str {
        &self.deletion.domain
    }

    pub(crate) fn user_id(&self) -> Option<&str> {
        self.deletion.user_id.as_deref()
    }

    /// Who deleted it, by name if known.
    pub(crate) fn user(&self) -> Markup {
        shown(self.user_name().or(self.user_id()).unwrap_or_default())
    }

    pub(crate) fn user_name(&self) -> Option<&str> {
        self.user_name.as_deref()
    }

    /// The id that stands beside the name, if there is one.
    pub(crate) fn id_beside_name(&self) -> Option<Markup> {
        self.user_name().and_then(|_| self.user_id()).map(shown)
    }

    /// All sources, the most direct one first.
    pub(crate) fn sources(&self) -> impl Iterator<Item = Label> {
        self.deletion.sources.iter().map(|source| labels::source(self.words, source))
    }

    /// The sources other than the usual one.
    pub(crate) fn unusual_sources(&self) -> impl Iterator<Item = Label> {
        let unusual = self.deletion.sources.iter().filter(|source| *source != Source::Live);
        unusual.map(|source| labels::source(self.words, source))
    }

    /// Whether it came live and in no other way.
    pub(crate) fn is_live(&self) -> bool {
        self.deletion.sources == Source::Live.into()
    }

    /// A sentence for each source.
    pub(crate) fn source_sentences(&self) -> impl Iterator<Item = String> {
        self.deletion.sources.iter().map(|source| self.words.source_meaning(source))
    }

    pub(crate) fn is_incomplete(&self) -> bool {
        self.deletion.is_incomplete()
    }

    /// The first attributes, the portal's before those of the external channel; and everything that was searched for,
    /// wherever it was found.
    pub(crate) fn pairs(&self) -> Vec<Pair> {
        let outer = |key: &str| key.starts_with("external_");
        let named = || named(&self.deletion.attributes);
        let found = |value: &str| self.beginning.as_deref().is_some_and(|beginning| begins(value, beginning));
        let in_order = named().filter(|(key, _)| !outer(key)).chain(named().filter(|(key, _)| outer(key)));
        let shown = in_order.enumerate().filter(|(at, (_, value))| *at < SHOWN || found(value));
        let mut pairs: Vec<_> =
            shown.map(|(_, (key, value))| self.pair(&self.words.attribute_name(key), value)).collect();
        if !self.deletion.attributes.values().any(|value| found(value)) && !found(&self.deletion.entity_id) {
            pairs.extend(self.in_data().into_iter().map(|(key, value)| self.pair(&key, &value)));
        }
        pairs
    }

    pub(crate) fn all_pairs(&self) -> Vec<Pair> {
        named(&self.deletion.attributes).map(|(key, value)| self.pair(&self.words.attribute_name(key), value)).collect()
    }

    fn pair(&self, name: &str, value: &str) -> Pair {
        Pair { name: markup::plain(name), value: marked(value, self.beginning.as_deref()) }
    }

    /// Values of the payload that match the search, with their keys.
    fn in_data(&self) -> Vec<(String, String)> {
        let Some(beginning) = self.beginning.as_deref() else { return Vec::new() };
        let payload: Value = serde_json::from_str(&self.deletion.payload).unwrap_or_default();
        let mut found = Vec::new();
        find_in("data", &payload["data"], beginning, &mut found);
        found
    }

    /// Other users whom later reports named: the name with the id beside it, or the id if there is no name.
    pub(crate) fn also_reported_by(&self) -> impl Iterator<Item = (Markup, Option<Markup>)> {
        self.also.iter().map(|(id, name)| match name {
            Some(name) => (shown(name), Some(shown(id))),
            None => (shown(id), None),
        })
    }

    /// Received, to the second.
    pub(crate) fn received_at(&self) -> String {
        self.received.second()
    }

    /// Sent, to the second.
    pub(crate) fn sent_at(&self) -> String {
        self.sent.second()
    }

    /// How much later than sent the event was received; `None` below a second.
    pub(crate) fn delay(&self) -> Option<String> {
        let delay = self.deletion.received_at - self.deletion.sent_at;
        (delay >= Duration::seconds(1)).then(|| self.words.duration(delay))
    }

    /// Its address, wherever one comes from.
    pub(crate) fn address(&self) -> String {
        format!("{}/deletions/{}", self.portal_href(), self.deletion.number)
    }

    pub(crate) fn href(&self) -> String {
        self.neighbour_href(self.deletion.number)
    }

    pub(crate) fn neighbour_href(&self, number: impl Display) -> String {
        format!("{}/deletions/{number}{}", self.portal_href(), self.back)
    }

    pub(crate) fn portal_href(&self) -> String {
        format!("/admin/portals/{}", self.deletion.member_id)
    }

    pub(crate) fn same_thing_href(&self) -> String {
        self.filtered(&[("entity", &self.deletion.entity), ("entity_id", &self.deletion.entity_id)])
    }

    pub(crate) fn same_user_href(&self) -> String {
        self.filtered(&[("user_id", self.user_id().unwrap_or_default())])
    }

    fn filtered(&self, fields: &[(&str, &str)]) -> String {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        format!("{}?{query}", self.portal_href())
    }
}

fn named(attributes: &BTreeMap<String, String>) -> impl Iterator<Item = (&str, &str)> {
    let named = attributes.iter().filter(|(key, _)| *key != "incomplete");
    named.map(|(key, value)| (key.as_str(), value.as_str()))
}

fn find_in(key: &str, value: &Value, beginning: &str, found: &mut Vec<(String, String)>) {
    if found.len() >= FOUND {
        return;
    }
    let text = match value {
        Value::Array(items) => return items.iter().for_each(|item| find_in(key, item, beginning, found)),
        Value::Object(fields) => return fields.iter().for_each(|(key, field)| find_in(key, field, beginning, found)),
        Value::Null => return,
        Value::String(text) => text.clone(),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
    };
    if begins(&text, beginning) {
        found.push((key.to_owned(), text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_the_payload_are_found_with_their_keys() {
        let data = serde_json::json!({"FIELDS": {"ID": 107, "TITLE": "Acme"}, "LIST": ["acme 2", "acme 3"]});
        let mut found = Vec::new();
        find_in("data", &data, "acme", &mut found);
        assert_eq!(found, [("TITLE".to_owned(), "Acme".to_owned()), ("LIST".to_owned(), "acme 2".to_owned())]);
        found.clear();
        find_in("data", &data, "10", &mut found);
        assert_eq!(found, [("ID".to_owned(), "107".to_owned())]);
    }
}
