//! A deletion: the fact that an event reported, kept under a number within its portal.

mod filter;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde_json::Value;
use time::OffsetDateTime;

use crate::chain::Link;
use crate::{MemberId, wire};

pub use filter::{Filter, Order};

/// The fact that something was deleted in a portal.
#[derive(Clone, Debug, PartialEq)]
pub struct Deletion {
    /// The portal.
    pub member_id: MemberId,
    /// 1, 2, 3… within the portal, in the order of storing; never used again.
    pub number: u64,
    /// The portal's present host.
    pub domain: String,
    /// The event's own code, in upper case.
    pub event: String,
    /// What kind of thing it was, such as `crm.lead`; `unknown` if the catalogue lacks the code.
    pub entity: String,
    /// Its id; empty if the event did not name it.
    pub entity_id: String,
    /// What else the event named: parents and external identifiers.
    pub attributes: BTreeMap<String, String>,
    /// The acting user, if the event named one; of several reports, the first one's.
    pub user_id: Option<String>,
    /// Other users named by later reports of the same deletion.
    pub also_reported_by: Vec<String>,
    /// When Bitrix24's queue sent the event; when we received it if the event does not say.
    pub sent_at: OffsetDateTime,
    /// When Tombstone had it on disk.
    pub received_at: OffsetDateTime,
    /// How it came; of several sources, the most direct one.
    pub source: Source,
    /// All sources that reported it.
    pub sources: Sources,
    /// The portal's number of the subscription, not of the event.
    pub event_handler_id: Option<String>,
    /// Its link in the portal's chain; `None` if it is older than the chain.
    pub digest: Option<Link>,
    /// `data`, `ts` and `auth` of the event as JSON text, without any token.
    pub payload: String,
}

impl Deletion {
    /// Whether the event is known but did not name what was deleted.
    pub fn is_incomplete(&self) -> bool {
        self.attributes.contains_key("incomplete")
    }
}

/// How a deletion reached us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// The portal's event.
    Live,
    /// The portal's offline queue.
    Recovered,
    /// The portal's event, kept on local disk while the database was away.
    Spooled,
}

impl Source {
    /// All sources.
    pub const ALL: [Self; 3] = [Self::Live, Self::Recovered, Self::Spooled];

    /// Its name in the API, on pages and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Recovered => "recovered",
            Self::Spooled => "spooled",
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The sources that reported one deletion, at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sources(u8);

impl Sources {
    /// The most direct source first.
    const ORDER: [Source; 3] = [Source::Live, Source::Spooled, Source::Recovered];

    /// Reads what [`Sources::bits`] wrote; `None` if those are no sources.
    pub fn from_bits(bits: i16) -> Option<Self> {
        u8::try_from(bits).ok().filter(|bits| (1..8).contains(bits)).map(Self)
    }

    /// One bit for each source.
    pub fn bits(self) -> i16 {
        self.0.into()
    }

    /// The union of both.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Whether this source reported it.
    pub fn has(self, source: Source) -> bool {
        self.0 & Self::from(source).0 != 0
    }

    /// All of its sources, the most direct first.
    pub fn iter(self) -> impl Iterator<Item = Source> {
        Self::ORDER.into_iter().filter(move |source| self.has(*source))
    }

    /// The most direct source.
    pub fn first(self) -> Source {
        self.iter().next().expect("there is at least one")
    }
}

impl From<Source> for Sources {
    fn from(source: Source) -> Self {
        Self(match source {
            Source::Live => 1,
            Source::Recovered => 2,
            Source::Spooled => 4,
        })
    }
}

/// How much earlier than the offline queue's entry the portal's event of the same deletion may be, in microseconds.
const REPORTED_BEFORE: i64 = 60 * 1_000_000;
/// How much later, in microseconds.
const REPORTED_AFTER: i64 = 24 * 3_600 * 1_000_000;

/// Whether the portal's event sent at `sent_at` and the offline queue's entry of `queued_at`, in microseconds, report
/// the same deletion of the same thing.
pub fn is_same_deletion(sent_at: i64, queued_at: i64) -> bool {
    (reported_since(queued_at)..=reported_again_until(queued_at)).contains(&sent_at)
}

/// The earliest time at which the portal may have sent the event of this queue entry.
fn reported_since(queued_at: i64) -> i64 {
    queued_at - REPORTED_BEFORE
}

/// The latest time at which the portal may send the event of this queue entry.
pub fn reported_again_until(queued_at: i64) -> i64 {
    queued_at + REPORTED_AFTER
}

/// The text is not a [`Source`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("source is one of live, recovered, spooled")]
pub struct UnknownSource;

impl FromStr for Source {
    type Err = UnknownSource;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let named = |source: &Self| source.as_str() == text;
        Self::ALL.into_iter().find(named).ok_or(UnknownSource)
    }
}

/// One page of a list, and where the next one begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T, C> {
    /// What is on the page.
    pub items: Vec<T>,
    /// Where the next page begins; `None` if this is the last.
    pub next: Option<C>,
}

/// The most items on a page of a list.
pub const MAX_PAGE: u64 = 500;

/// The longest text that finds deletions, in characters; a longer one counts by its beginning.
pub const MAX_TERM: usize = 100;

/// A search text in lower case, shortened to [`MAX_TERM`].
pub fn term(text: &str) -> String {
    small(text, MAX_TERM)
}

fn small(text: &str, most: usize) -> String {
    if text.is_ascii() {
        return text[..text.len().min(most)].to_ascii_lowercase();
    }
    let small = text.chars().take(most).flat_map(char::to_lowercase);
    small.map(|letter| if letter == 'ς' { 'σ' } else { letter }).collect() // final sigma has no upper case of its own
}

/// How many values of an event's `data` find a deletion, and how many characters of each are a search term.
const DATA_TERMS: usize = 16;
const MAX_DATA_TERM: usize = 64;

/// What one of the search terms begins with of each deletion that `text` finds: the index has fewer characters of the
/// values of `data` than `text` may have.
pub fn indexed_beginning(text: &str) -> String {
    term(text).chars().take(MAX_DATA_TERM).collect()
}

/// The search terms of a deletion, each once: its `entity_id`, the values of its attributes, and the first values of
/// `data`, which is JSON.
pub fn terms(entity_id: &str, attributes: &BTreeMap<String, String>, data: Option<&str>) -> Vec<String> {
    with_values(entity_id, attributes, values_of(data, MAX_DATA_TERM))
}

/// The same for `data` that is not JSON yet.
pub fn terms_of(entity_id: &str, attributes: &BTreeMap<String, String>, data: Option<&wire::Value>) -> Vec<String> {
    let mut values = Values::of(MAX_DATA_TERM);
    if let Some(data) = data {
        collect_texts(data, &mut values);
    }
    with_values(entity_id, attributes, values)
}

/// What a search text is compared with: [`terms`], but with up to [`MAX_TERM`] characters of the values of `data`.
pub fn long_terms(entity_id: &str, attributes: &BTreeMap<String, String>, data: Option<&str>) -> Vec<String> {
    with_values(entity_id, attributes, values_of(data, MAX_TERM))
}

fn values_of(data: Option<&str>, most: usize) -> Values {
    let data: Option<Value> = data.and_then(|data| serde_json::from_str(data).ok());
    let mut values = Values::of(most);
    if let Some(data) = &data {
        collect_values(data, &mut values);
    }
    values
}

/// The [`long_terms`] of a stored deletion.
fn texts(deletion: &Deletion) -> Vec<String> {
    let payload: Option<Value> = serde_json::from_str(&deletion.payload).ok();
    let mut values = Values::of(MAX_TERM);
    if let Some(data) = payload.as_ref().and_then(|payload| payload.get("data")) {
        collect_values(data, &mut values);
    }
    with_values(&deletion.entity_id, &deletion.attributes, values)
}

fn with_values(entity_id: &str, attributes: &BTreeMap<String, String>, values: Values) -> Vec<String> {
    let texts = std::iter::once(entity_id).chain(attributes.values().map(String::as_str));
    let mut terms: Vec<_> = texts.filter(|text| !text.is_empty()).map(term).chain(values.small).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

fn collect_values(data: &Value, values: &mut Values) {
    match data {
        Value::Array(items) => items.iter().for_each(|item| collect_values(item, values)),
        Value::Object(fields) => fields.values().for_each(|field| collect_values(field, values)),
        Value::Null => {}
        Value::String(text) => values.add(text),
        Value::Number(_) | Value::Bool(_) => values.add(&data.to_string()),
    }
}

fn collect_texts(data: &wire::Value, values: &mut Values) {
    match data {
        wire::Value::Map(map) => map.iter().for_each(|(_, value)| collect_texts(value, values)),
        wire::Value::Text(text) => values.add(text),
    }
}

/// The first values of `data`, with at most so many characters of each.
struct Values {
    most: usize,
    small: Vec<String>,
}

impl Values {
    fn of(most: usize) -> Self {
        Self { most, small: Vec::new() }
    }

    fn add(&mut self, text: &str) {
        if !text.is_empty() && self.small.len() < DATA_TERMS {
            self.small.push(small(text, self.most));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_small_short_and_each_there_once() {
        let long = "ÄB".repeat(80);
        let attributes =
            [("line", "107"), ("connector", "MyConnector"), ("external_chat_id", long.as_str()), ("x", "")];
        let attributes = attributes.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let found = terms("107", &attributes, None);
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), ["107", "myconnector", &"äb".repeat(50)]);
    }

    #[test]
    fn words_are_the_same_in_capitals() {
        assert_eq!(term("ΣΊΣΥΦΟΣ"), term("σίσυφος"));
    }

    #[test]
    fn values_of_data_are_terms_too_but_not_without_end() {
        let data = r#"{"FIELDS":{"ID":107,"TITLE":"Ä","NONE":null,"EMPTY":""},"list":["x",true]}"#;
        assert_eq!(terms("107", &[].into(), Some(data)), ["107", "true", "x", "ä"]);
        let many: Vec<_> = (1..100).map(|number| format!("{number}{}", "y".repeat(99))).collect();
        let found = terms("", &[].into(), Some(&serde_json::to_string(&many).unwrap()));
        assert_eq!((found.len(), found[0].chars().count()), (16, 64));
        assert_eq!(terms("107", &[].into(), Some("no JSON")), ["107"]);
        let long = "Ä".repeat(120);
        let found = long_terms("107", &[].into(), Some(&serde_json::to_string(&long).unwrap()));
        assert!(found[1].starts_with(&term(&long)) && found[1].starts_with(&indexed_beginning(&long)));
        assert_eq!([found[1].chars().count(), indexed_beginning(&long).chars().count()], [100, 64]);
    }

    #[test]
    fn terms_of_data_as_it_came_are_those_of_its_json() {
        let many = "&list[]=x&list[][y]=1".repeat(20);
        for form in ["data[FIELDS][ID]=107&data[T]=%C3%84B&data[x]=", "data=AB", &format!("data[b]=2&data[a]=1{many}")]
        {
            let body = wire::decode_form(form.as_bytes()).unwrap();
            let json = serde_json::to_string(&body).unwrap();
            let of_text = terms("7", &[].into(), Some(&json));
            assert_eq!(terms_of("7", &[].into(), Some(&body.into())), of_text, "{form}");
        }
    }

    #[test]
    fn ways_add_up() {
        let both = Sources::from(Source::Recovered).and(Source::Live.into());
        assert_eq!(both.iter().collect::<Vec<_>>(), [Source::Live, Source::Recovered]);
        assert_eq!((both.first(), both.has(Source::Spooled)), (Source::Live, false));
        assert_eq!(Sources::from(Source::Spooled).and(Source::Recovered.into()).first(), Source::Spooled);
        assert_eq!(Sources::from_bits(both.bits()), Some(both));
        assert_eq!([0, 8, -1].map(Sources::from_bits), [None; 3]);
    }

    #[test]
    fn sources_are_read_as_they_are_written() {
        for source in Source::ALL {
            assert_eq!(source.as_str().parse(), Ok(source));
        }
    }
}
