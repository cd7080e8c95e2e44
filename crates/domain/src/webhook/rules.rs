//! Rules for the fields of an endpoint, whoever fills them in.

use super::endpoint::Interest;
use super::message::MessageType;
use crate::catalogue;

/// The longest address, in characters.
pub const MAX_URL: usize = 2_000;
/// The longest description, in characters.
pub const MAX_DESCRIPTION: usize = 500;
/// The most codes in a list, and characters in each.
const MAX_CODES: usize = 100;
const MAX_CODE: usize = 100;

/// Why a field can't be used; its text ends a sentence that begins with the field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// It is empty and may not be.
    #[error("is needed")]
    Missing,
    /// It has a NUL, which no database keeps.
    #[error("has a NUL in it")]
    Nul,
    /// It has more characters than this.
    #[error("may have {0} characters")]
    TooLong(usize),
    /// It has more items than this.
    #[error("may have {0} items")]
    TooMany(usize),
    /// A text in it can't be a code.
    #[error("has a text that can't be one of these")]
    NoCode,
    /// It has a type that no endpoint may choose.
    #[error("has items of {}", MessageType::CHOICE.map(MessageType::as_str).join(", "))]
    UnknownType,
    /// It has a kind of things that the catalogue does not know.
    #[error("has “{0}”, which the catalogue does not know")]
    UnknownEntity(String),
    /// It is not an address.
    #[error("is no address, such as https://example.com/hook")]
    NoAddress,
    /// It has a user or a password in it.
    #[error("must have no user and no password: messages are signed")]
    Credentials,
    /// Nothing may be sent there.
    #[error("may not be called: https and public addresses only")]
    Forbidden,
}

/// A field of an endpoint that can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidField {
    /// The field's name.
    pub field: &'static str,
    /// What is wrong with it.
    pub why: Unusable,
}

/// Checks that a text has no NUL and at most `most` characters.
pub fn read_text(text: String, most: usize) -> Result<String, Unusable> {
    if text.contains('\0') {
        return Err(Unusable::Nul);
    }
    if text.chars().nth(most).is_some() { Err(Unusable::TooLong(most)) } else { Ok(text) }
}

/// Checks a list of codes and drops repeats.
pub fn read_codes(codes: impl IntoIterator<Item = String>) -> Result<Vec<String>, Unusable> {
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b',';
    let mut read: Vec<String> = Vec::new();
    for (place, code) in codes.into_iter().enumerate() {
        if place == MAX_CODES {
            return Err(Unusable::TooMany(MAX_CODES));
        }
        if code.is_empty() || code.len() > MAX_CODE || !code.bytes().all(plain) {
            return Err(Unusable::NoCode);
        }
        if !read.contains(&code) {
            read.push(code);
        }
    }
    Ok(read)
}

impl Interest {
    /// Replaces the lists that are given. An empty list of types leaves them as they are.
    pub fn with(
        self,
        types: Option<Vec<String>>,
        events: Option<Vec<String>>,
        entities: Option<Vec<String>>,
    ) -> Result<Self, InvalidField> {
        let invalid = |field| move |why| InvalidField { field, why };
        let types = types.filter(|types| !types.is_empty()).map(read_types).transpose().map_err(invalid("types"))?;
        let events = events.map(read_codes).transpose().map_err(invalid("events"))?;
        let entities = entities.map(read_entities).transpose().map_err(invalid("entities"))?;
        let events = events.map(|events| events.iter().map(|event| event.to_ascii_uppercase()).collect());
        Ok(Self {
            types: types.unwrap_or(self.types),
            events: events.unwrap_or(self.events),
            entities: entities.unwrap_or(self.entities),
        })
    }
}

fn read_types(types: Vec<String>) -> Result<Vec<MessageType>, Unusable> {
    let read = |text: &String| MessageType::CHOICE.into_iter().find(|kind| kind.as_str() == text);
    read_codes(types)?.iter().map(|text| read(text).ok_or(Unusable::UnknownType)).collect()
}

fn read_entities(entities: Vec<String>) -> Result<Vec<String>, Unusable> {
    let entities = read_codes(entities)?;
    let is_unknown = |entity: &&String| *entity != "unknown" && catalogue::codes(entity).next().is_none();
    match entities.iter().find(is_unknown) {
        Some(entity) => Err(Unusable::UnknownEntity(entity.clone())),
        None => Ok(entities),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(list: &[&str]) -> Vec<String> {
        list.iter().map(|&text| text.to_owned()).collect()
    }

    #[test]
    fn lists_that_are_not_given_stay_as_they_are() {
        let known = Interest { events: vec!["A".into()], entities: vec!["crm.lead".into()], ..Interest::default() };
        assert_eq!(known.clone().with(None, None, None), Ok(known.clone()));
        assert_eq!(known.clone().with(Some(texts(&[])), None, None), Ok(known.clone()), "an endpoint gets something");
        let changed =
            known.with(Some(texts(&["portal.alarm"])), Some(texts(&["onx", "onx", "ONY"])), Some(texts(&[]))).unwrap();
        assert_eq!(changed.types, [MessageType::PortalAlarm]);
        assert_eq!((changed.events, changed.entities), (vec!["ONX".to_owned(), "ONY".to_owned()], Vec::new()));
    }

    #[test]
    fn list_that_can_not_be_used_is_named() {
        let wrong = |types, events, entities| Interest::default().with(types, events, entities).unwrap_err();
        let invalid = |field, why| InvalidField { field, why };
        assert_eq!(wrong(Some(texts(&["webhook.test"])), None, None), invalid("types", Unusable::UnknownType));
        for text in ["", "a,b", "a b", "ä", &"x".repeat(101)] {
            assert_eq!(wrong(None, Some(texts(&[text])), None), invalid("events", Unusable::NoCode), "{text}");
        }
        let many: Vec<_> = (0..101).map(|code| format!("E{code}")).collect();
        assert_eq!(wrong(None, Some(many), None), invalid("events", Unusable::TooMany(100)));
        let unknown = Unusable::UnknownEntity("crm.ghost".into());
        assert_eq!(wrong(None, None, Some(texts(&["unknown", "crm.ghost"]))), invalid("entities", unknown));
    }

    #[test]
    fn text_has_an_end_and_no_nul() {
        assert_eq!(read_text("äöü".into(), 3), Ok("äöü".to_owned()));
        assert_eq!(read_text("äöüß".into(), 3), Err(Unusable::TooLong(3)));
        assert_eq!(read_text("a\0".into(), 3), Err(Unusable::Nul));
    }

    #[test]
    fn rules_are_said_as_ends_of_a_sentence() {
        assert_eq!(Unusable::TooLong(500).to_string(), "may have 500 characters");
        assert_eq!(Unusable::UnknownType.to_string(), "has items of deletion.recorded, portal.alarm, portal.burst");
    }
}
