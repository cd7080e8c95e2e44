//! Deletions as the app's page inside the portal tells them.

use domain::deletion::Deletion;
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};
use words::Words;

/// So many attributes are told of one.
const ATTRIBUTES: usize = 3;

/// A time, for people and for machines.
#[derive(Clone, Debug)]
pub(crate) struct When {
    pub(crate) shown: String,
    pub(crate) machine: String,
}

impl When {
    pub(crate) fn new(at: OffsetDateTime, words: &Words) -> Self {
        let at = at.checked_to_offset(UtcOffset::UTC).unwrap_or(at);
        Self { shown: words.minute(at), machine: at.format(&Rfc3339).unwrap_or_default() }
    }
}

/// One deletion.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) number: u64,
    /// What kind of thing it was.
    pub(crate) what: String,
    /// Which one; empty if the event did not say.
    pub(crate) id: String,
    /// What it belonged to.
    pub(crate) belongs: String,
    pub(crate) user: Option<String>,
    /// Whom later reports of it named.
    pub(crate) also: String,
    pub(crate) at: When,
}

impl Row {
    /// The deletion in the words of a language.
    pub(crate) fn new(deletion: Deletion, words: &Words) -> Self {
        let told = deletion.attributes.iter().filter(|(key, _)| *key != "incomplete");
        let told = told.map(|(key, value)| format!("{} {value}", words.attribute_name(key)));
        Self {
            number: deletion.number,
            what: words.entity(&deletion.entity),
            belongs: told.take(ATTRIBUTES).collect::<Vec<_>>().join(" · "),
            at: When::new(deletion.sent_at, words),
            id: deletion.entity_id,
            user: deletion.user_id,
            also: deletion.also_reported_by.join(", "),
        }
    }
}
