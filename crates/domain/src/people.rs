//! Users of portals: the ids by which events name them, and their names.

use std::fmt;

use serde_json::Value;

use crate::deletion::Deletion;

/// The longest name that is kept, in characters.
const LONGEST: usize = 120;
/// The prefix of the codes of events that name their user.
const OF_CHATS: &str = "ONIM";
/// The scopes that each allow calls of `user.get` (docs/protocol.md 4).
pub const SCOPES: [&str; 3] = ["user", "user_basic", "user_brief"];

/// The id of a portal's user, if it is a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(u64);

impl PersonId {
    /// Parses an id; `None` if it is not a number as Bitrix24 writes it.
    pub fn parse(text: &str) -> Option<Self> {
        plain_number(text).map(Self)
    }

    /// The number.
    pub fn number(self) -> u64 {
        self.0
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Parses a number as Bitrix24 writes it; `None` if the text is none.
pub(crate) fn plain_number(text: &str) -> Option<u64> {
    let plain = !text.starts_with('0') && text.len() < 19 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

/// The text on one line, of at most `longest` characters; `None` if nothing is left.
pub(crate) fn one_line(text: &str, longest: usize) -> Option<String> {
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let line: String = plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(longest).collect();
    Some(line).filter(|line| !line.is_empty())
}

/// The full name made of these; `None` if both are empty.
pub fn full_name(first: &str, last: &str) -> Option<String> {
    one_line(&[first, last].join(" "), LONGEST)
}

impl Deletion {
    /// The acting user's name, if the event has it, as events of bots do (docs/protocol.md 2). It is as of the
    /// deletion, and so better than one that we ask for later.
    pub fn user_name(&self) -> Option<String> {
        // Payloads of other events are not parsed here: they may be large.
        let acting = self.user_id.as_deref().filter(|_| self.event.starts_with(OF_CHATS))?;
        let payload: Value = serde_json::from_str(&self.payload).ok()?;
        let data = payload.get("data")?;
        let user = find(data, "user")?;
        let text = |key| find(user, key).and_then(Value::as_str).unwrap_or_default();
        let id = find(user, "id")?;
        let is_acting = id.as_str() == Some(acting) || id.as_u64().is_some_and(|id| id.to_string() == acting);
        let parts = full_name(text("first_name"), text("last_name"));
        is_acting.then(|| full_name(text("name"), "").or(parts)).flatten()
    }
}

/// The member of this name, in any case.
fn find<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    let members = value.as_object()?;
    members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;
    use time::OffsetDateTime;

    use super::*;
    use crate::MemberId;
    use crate::deletion::Source;

    #[test]
    fn ids_are_plain_numbers() {
        assert_eq!(PersonId::parse("27").map(PersonId::number), Some(27));
        for text in ["", "0", "027", "-1", "+1", " 1", "a", "1234567890123456789"] {
            assert_eq!(PersonId::parse(text), None, "{text}");
        }
    }

    #[test]
    fn names_are_one_line_and_not_without_end() {
        assert_eq!(full_name(" Anna ", "Schmidt").as_deref(), Some("Anna Schmidt"));
        assert_eq!(full_name("", "Müller\n\u{0}").as_deref(), Some("Müller"));
        assert_eq!(full_name(" ", ""), None);
        assert_eq!(full_name(&"ж".repeat(500), "").unwrap().chars().count(), LONGEST);
    }

    #[test]
    fn name_in_the_event_is_that_of_the_acting_user() {
        let named = |user_id: &str, data: Value| {
            let deletion = Deletion {
                member_id: MemberId::parse("a").unwrap(),
                number: 1,
                domain: String::new(),
                event: "ONIMBOTMESSAGEDELETE".to_owned(),
                entity: String::new(),
                entity_id: String::new(),
                attributes: BTreeMap::new(),
                user_id: Some(user_id.to_owned()),
                also_reported_by: Vec::new(),
                sent_at: OffsetDateTime::UNIX_EPOCH,
                received_at: OffsetDateTime::UNIX_EPOCH,
                source: Source::Live,
                sources: Source::Live.into(),
                event_handler_id: None,
                digest: None,
                payload: json!({ "data": data }).to_string(),
            };
            deletion.user_name()
        };
        let user = json!({"USER": {"ID": "27", "NAME": "Anna Schmidt", "LAST_NAME": "Schmidt"}});
        assert_eq!(named("27", user.clone()).as_deref(), Some("Anna Schmidt"));
        assert_eq!(named("28", user), None);
        let parts = json!({"user": {"id": 27, "name": "", "firstName": "x", "first_name": "Anna", "last_name": "S"}});
        assert_eq!(named("27", parts).as_deref(), Some("Anna S"));
        assert_eq!(named("27", json!(107)), None);
        assert_eq!(named("27", json!({"FIELDS": {"ID": "27"}})), None);
    }
}
