//! Deletions as the app's page inside the portal tells them.

use domain::catalogue;
use domain::deletion::Deletion;
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{OffsetDateTime, UtcOffset};

const SHOWN: &[BorrowedFormatItem<'_>] =
    format_description!("[day padding:none] [month repr:short] [year], [hour]:[minute] UTC");

/// So many attributes are told of one.
const ATTRIBUTES: usize = 3;

/// A time, for people and for machines.
#[derive(Clone, Debug)]
pub(crate) struct When {
    pub(crate) shown: String,
    pub(crate) machine: String,
}

impl When {
    pub(crate) fn new(at: OffsetDateTime) -> Self {
        let at = at.checked_to_offset(UtcOffset::UTC).unwrap_or(at);
        Self { shown: at.format(SHOWN).unwrap_or_default(), machine: at.format(&Rfc3339).unwrap_or_default() }
    }
}

/// One deletion.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) number: u64,
    /// What happened, in few words.
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

impl From<Deletion> for Row {
    fn from(deletion: Deletion) -> Self {
        let told = deletion.attributes.iter().filter(|(key, _)| *key != "incomplete");
        let told = told.map(|(key, value)| format!("{} {value}", key.trim_end_matches("_id").replace('_', " ")));
        Self {
            number: deletion.number,
            what: what(&deletion.event),
            belongs: told.take(ATTRIBUTES).collect::<Vec<_>>().join(" · "),
            at: When::new(deletion.sent_at),
            id: deletion.entity_id,
            user: deletion.user_id,
            also: deletion.also_reported_by.join(", "),
        }
    }
}

/// The catalogue's title, without what it adds for developers.
fn what(event: &str) -> String {
    let title = catalogue::find(event).map(|entry| entry.title.split(" (").next().unwrap_or(entry.title));
    title.unwrap_or(event).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deletion_is_told_in_words() {
        assert_eq!(what("ONCRMLEADDELETE"), "Lead removed");
        assert_eq!(what("ONIMBOTDELETE"), "Chat bot removed");
        assert_eq!(what("ONSOMETHINGDELETE"), "ONSOMETHINGDELETE");
    }
}
