//! Which deletions a list shows, and in which order.

use std::fmt::Write as _;
use std::str::FromStr;

use time::OffsetDateTime;

use super::{Deletion, Source, term, texts};
use crate::clock::micros;

/// Which deletions a list shows; an empty filter shows all. Any one of a field's values is enough; all given fields
/// have to match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only events with one of these upper-case codes.
    pub event: Vec<String>,
    /// Only one of these kinds of things.
    pub entity: Vec<String>,
    /// Only things with exactly one of these ids.
    pub entity_id: Vec<String>,
    /// Only deletions by one of these users.
    pub user_id: Vec<String>,
    /// Only deletions from one of these sources.
    pub source: Vec<Source>,
    /// Received at this time or later.
    pub from: Option<OffsetDateTime>,
    /// Received before this time.
    pub to: Option<OffsetDateTime>,
    /// Only deletions with a text that begins with this, in any case: `entity_id`, an attribute, a value of `data`.
    pub q: Option<String>,
}

impl Filter {
    /// Whether the filter lets everything through.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it filters by kinds, events and times alone, for which counts are kept.
    pub fn is_of_counts(&self) -> bool {
        // Names each field, so that the compiler asks for a new one here.
        let Self { event: _, entity: _, entity_id, user_id, source, from: _, to: _, q } = self;
        entity_id.is_empty() && user_id.is_empty() && source.is_empty() && q.is_none()
    }

    /// Whether it lets through events of this code and kind. Of kept counts, this is all that decides.
    pub fn has_event(&self, event: &str, entity: &str) -> bool {
        let Self { event: events, entity: entities, entity_id: _, user_id: _, source: _, from: _, to: _, q: _ } = self;
        let has = |values: &[String], value: &str| values.is_empty() || values.iter().any(|one| one == value);
        has(events, event) && has(entities, entity)
    }

    /// Whether it lets a deletion through, exactly as the store's queries decide.
    pub fn lets_through(&self, deletion: &Deletion) -> bool {
        let Self { event: _, entity: _, entity_id, user_id, source, from, to, q } = self;
        let has = |values: &[String], value: &str| values.is_empty() || values.iter().any(|one| one == value);
        let received_at = micros(deletion.received_at);
        self.has_event(&deletion.event, &deletion.entity)
            && has(entity_id, &deletion.entity_id)
            && (user_id.is_empty() || deletion.user_id.as_deref().is_some_and(|user| has(user_id, user)))
            && (source.is_empty() || source.iter().any(|source| deletion.sources.has(*source)))
            && from.is_none_or(|from| received_at >= micros(from))
            && to.is_none_or(|to| received_at < micros(to))
            && q.as_deref().is_none_or(|q| q.is_empty() || has_beginning(deletion, q))
    }

    /// The same text for filters that let the same through, whatever the order of their values; others differ.
    pub fn canonical(&self) -> String {
        let Self { event, entity, entity_id, user_id, source, from, to, q } = self;
        let mut text = String::new();
        let mut put = |name: &str, mut values: Vec<&str>| {
            values.sort_unstable();
            values.dedup();
            for value in values {
                let _ = write!(text, "{name}{}:{value}", value.len()); // writing to a String can't fail
            }
        };
        let texts = [("e", event), ("k", entity), ("i", entity_id), ("u", user_id)];
        for (name, values) in texts {
            put(name, values.iter().map(String::as_str).collect());
        }
        put("s", source.iter().map(|source| source.as_str()).collect());
        put("q", q.iter().map(String::as_str).collect());
        let times = [from, to].map(|time| time.map(micros).map_or_else(String::new, |at| at.to_string()));
        put("f", vec![&times[0]]);
        put("t", vec![&times[1]]);
        text
    }
}

fn has_beginning(deletion: &Deletion, q: &str) -> bool {
    let beginning = term(q);
    texts(deletion).iter().any(|text| text.starts_with(&beginning))
}

/// Which end of a list comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Deletions recorded last.
    #[default]
    Newest,
    /// Deletions recorded first.
    Oldest,
}

impl Order {
    /// Both orders.
    pub const ALL: [Self; 2] = [Self::Newest, Self::Oldest];

    /// Its name in the API and on pages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
        }
    }
}

/// The text is not an [`Order`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("order is newest or oldest")]
pub struct UnknownOrder;

impl FromStr for Order {
    type Err = UnknownOrder;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|order| order.as_str() == text).ok_or(UnknownOrder)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn of(texts: [&[&str]; 4]) -> Filter {
        let [event, entity, entity_id, user_id] =
            texts.map(|values| values.iter().map(|&one| one.to_owned()).collect());
        Filter { event, entity, entity_id, user_id, ..Filter::default() }
    }

    #[test]
    fn order_of_values_does_not_matter() {
        let one =
            Filter { source: vec![Source::Live, Source::Spooled], ..of([&["B", "A"], &[], &["1", "2", "1"], &[]]) };
        let same = Filter { source: vec![Source::Spooled, Source::Live], ..of([&["A", "B"], &[], &["2", "1"], &[]]) };
        assert_eq!(one.canonical(), same.canonical());
    }

    #[test]
    fn filters_that_let_through_other_things_differ() {
        let time = Some(datetime!(2026-03-17 0:00 UTC));
        let all = [
            Filter::default(),
            of([&["A"], &[], &[], &[]]),
            of([&[], &["A"], &[], &[]]),
            of([&[], &[], &["A"], &[]]),
            of([&[], &[], &[], &["A"]]),
            of([&["A", "B"], &[], &[], &[]]),
            of([&["AB"], &[], &[], &[]]),
            of([&["A", "k1:B"], &[], &[], &[]]),
            of([&["Ak1:B"], &[], &[], &[]]),
            of([&["A"], &["B"], &[], &[]]),
            Filter { q: Some("A".to_owned()), ..Filter::default() },
            Filter { from: time, ..Filter::default() },
            Filter { to: time, ..Filter::default() },
            Filter { source: vec![Source::Live], ..Filter::default() },
        ];
        let mut texts: Vec<_> = all.iter().map(Filter::canonical).collect();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), all.len());
    }

    #[test]
    fn deletion_is_let_through_as_the_store_finds_it() {
        let (noon, name) = (datetime!(2026-03-17 12:00 UTC), format!("Anna{}", "x".repeat(90)));
        let deletion = Deletion {
            member_id: crate::MemberId::parse("a").unwrap(),
            number: 1,
            domain: "a.bitrix24.com".into(),
            event: "ONIMBOTDELETE".into(),
            entity: "imbot.bot".into(),
            entity_id: "567".into(),
            attributes: [("bot_code".to_owned(), "MyBot".to_owned())].into(),
            user_id: Some("27".into()),
            also_reported_by: vec!["31".into()],
            sent_at: noon,
            received_at: noon,
            source: Source::Live,
            sources: crate::deletion::Sources::from(Source::Live).and(Source::Recovered.into()),
            event_handler_id: Some("559".into()),
            digest: None,
            payload: format!(r#"{{"data":{{"NAME":"{name}"}},"ts":"12","auth":{{"domain":"b"}}}}"#),
        };
        let many = |values: &[&str]| values.iter().map(|&one| one.to_owned()).collect::<Vec<_>>();
        let q = |text: &str| Filter { q: Some(text.to_owned()), ..Filter::default() };
        let second = time::Duration::SECOND;
        for (filter, expected) in [
            (Filter::default(), true),
            (of([&["ONIMBOTDELETE", "A"], &["imbot.bot"], &["567"], &["27"]]), true),
            (of([&["ONIMBOTDELETE"], &["crm.lead"], &[], &[]]), false),
            (of([&[], &[], &["56"], &[]]), false),
            (Filter { user_id: many(&["31"]), ..Filter::default() }, false),
            (Filter { source: vec![Source::Recovered, Source::Spooled], ..Filter::default() }, true),
            (Filter { source: vec![Source::Spooled], ..Filter::default() }, false),
            (Filter { from: Some(noon), to: Some(noon + second), ..Filter::default() }, true),
            (Filter { from: Some(noon + second), ..Filter::default() }, false),
            (Filter { to: Some(noon), ..Filter::default() }, false),
            (q(""), true),
            (q("56"), true),
            (q("MYB"), true),
            (q("ann"), true),
            (q(&format!("anna{}", "X".repeat(90))), true),
            (q(&format!("anna{}y", "x".repeat(89))), false),
            (q("12"), false),
            (q("b"), false),
        ] {
            assert_eq!(filter.lets_through(&deletion), expected, "{filter:?}");
        }
        let nobody = Deletion { user_id: None, ..deletion };
        assert!(!Filter { user_id: many(&["27"]), ..Filter::default() }.lets_through(&nobody));
    }

    #[test]
    fn counts_are_kept_of_kinds_events_and_times_alone() {
        let counted = Filter { from: Some(datetime!(2026-03-17 0:00 UTC)), ..of([&["A"], &["crm.lead"], &[], &[]]) };
        assert!(counted.is_of_counts() && Filter::default().is_of_counts());
        assert!(!of([&[], &[], &[], &["27"]]).is_of_counts());
        assert!(!Filter { q: Some("a".to_owned()), ..Filter::default() }.is_of_counts());
        assert!(counted.has_event("A", "crm.lead"));
        assert!(!counted.has_event("B", "crm.lead") && !counted.has_event("A", "crm.deal"));
    }

    #[test]
    fn orders_are_read_as_they_are_written() {
        for order in Order::ALL {
            assert_eq!(order.as_str().parse(), Ok(order));
        }
        assert_eq!("random".parse::<Order>(), Err(UnknownOrder));
    }
}
