//! The typed form of an endpoint, and what it means.

use bitrix24::Endpoints;
use domain::webhook::{Endpoint, Interest, InvalidField, MAX_DESCRIPTION, MAX_URL, MessageType, Unusable, read_text};
use store::NewEndpoint;

use crate::page::form::OwnForm;

/// The fields as typed.
pub(super) struct TypedEndpoint {
    pub(super) url: String,
    pub(super) description: String,
    pub(super) types: Vec<String>,
    /// Codes, separated by spaces or commas.
    pub(super) events: String,
    pub(super) entities: Vec<String>,
    pub(super) ordered: bool,
}

impl TypedEndpoint {
    /// The form of a new endpoint.
    pub(super) fn nothing() -> Self {
        let (url, description, ordered) = (String::new(), String::new(), false);
        Self::of_interest(url, description, &Interest::default(), ordered)
    }

    /// The posted form.
    pub(super) fn of(form: &OwnForm) -> Self {
        let values = |name| form.values(name).map(str::to_owned).collect();
        Self {
            url: form.field("url").trim().to_owned(),
            description: form.field("description").trim().to_owned(),
            types: values("types"),
            events: form.field("events").trim().to_owned(),
            entities: values("entities"),
            ordered: form.field("ordered") == "yes",
        }
    }

    /// The form of an existing endpoint.
    pub(super) fn of_endpoint(endpoint: &Endpoint) -> Self {
        let (url, description) = (endpoint.url.clone(), endpoint.description.clone());
        Self::of_interest(url, description, &endpoint.interest, endpoint.ordered)
    }

    fn of_interest(url: String, description: String, interest: &Interest, ordered: bool) -> Self {
        let types = interest.types.iter().map(|kind| kind.as_str().to_owned()).collect();
        let (events, entities) = (interest.events.join(" "), interest.entities.clone());
        Self { url, description, types, events, entities, ordered }
    }

    pub(super) fn has_type(&self, kind: MessageType) -> bool {
        self.types.iter().any(|chosen| chosen == kind.as_str())
    }

    /// Whether only some deletions are chosen.
    pub(super) fn is_limited(&self) -> bool {
        !self.events.is_empty() || !self.entities.is_empty()
    }

    /// The endpoint to save, or all fields that can't be used.
    pub(super) fn read(&self, endpoints: Endpoints) -> Result<NewEndpoint, Vec<InvalidField>> {
        let events = self.events.split([',', ' ', '\n', '\r', '\t']).filter(|code| !code.is_empty());
        let events: Vec<String> = events.map(str::to_owned).collect();
        let of_field = |field| move |why| InvalidField { field, why };
        let url = self.read_url(endpoints).map_err(of_field("url"));
        let description = read_text(self.description.clone(), MAX_DESCRIPTION).map_err(of_field("description"));
        let types = match self.types.as_slice() {
            [] => Err(InvalidField { field: "types", why: Unusable::Missing }),
            types => Interest::default().with(Some(types.to_vec()), None, None),
        };
        let events = Interest::default().with(None, Some(events), None);
        let entities = Interest::default().with(None, None, Some(self.entities.clone()));
        match (url, description, types, events, entities) {
            (Ok(url), Ok(description), Ok(types), Ok(events), Ok(entities)) => {
                let interest = Interest { types: types.types, events: events.events, entities: entities.entities };
                Ok(NewEndpoint { url, description, interest, ordered: self.ordered })
            }
            (url, description, types, events, entities) => {
                let lists = [types.err(), events.err(), entities.err()];
                Err([url.err(), description.err()].into_iter().chain(lists).flatten().collect())
            }
        }
    }

    fn read_url(&self, endpoints: Endpoints) -> Result<String, Unusable> {
        if self.url.is_empty() {
            return Err(Unusable::Missing);
        }
        let url = endpoints.webhook(&read_text(self.url.clone(), MAX_URL)?)?;
        Ok(url.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(url: &str) -> TypedEndpoint {
        TypedEndpoint { url: url.to_owned(), ..TypedEndpoint::nothing() }
    }

    #[test]
    fn form_is_read_by_the_rules_of_the_api() {
        let typed = TypedEndpoint {
            events: "onCrmLeadDelete,\r\n ONIMBOTDELETE".into(),
            entities: vec!["crm.deal".into()],
            ordered: true,
            ..typed("https://Example.com/hook")
        };
        let new = typed.read(Endpoints::Public).expect("it can be used");
        assert_eq!((new.url.as_str(), new.ordered), ("https://example.com/hook", true));
        assert_eq!(new.interest.events, ["ONCRMLEADDELETE", "ONIMBOTDELETE"]);
        assert_eq!(new.interest.types, [MessageType::DeletionRecorded]);
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let wrong = TypedEndpoint {
            description: "x".repeat(501),
            types: Vec::new(),
            events: "ä".into(),
            entities: vec!["crm.ghost".into()],
            ..typed("http://10.0.0.1/")
        };
        let wrong = wrong.read(Endpoints::Public).expect_err("nothing of it can be used");
        let wrong: Vec<_> = wrong.into_iter().map(|InvalidField { field, why }| (field, why)).collect();
        assert_eq!(
            wrong,
            [
                ("url", Unusable::Forbidden),
                ("description", Unusable::TooLong(500)),
                ("types", Unusable::Missing),
                ("events", Unusable::NoCode),
                ("entities", Unusable::UnknownEntity("crm.ghost".into())),
            ]
        );
        assert_eq!(typed("").read(Endpoints::Public).expect_err("it is empty")[0].why, Unusable::Missing);
    }
}
