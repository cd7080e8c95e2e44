//! Parses request bodies.

use bitrix24::Endpoints;
use domain::webhook::{Endpoint, EndpointStatus, Interest, InvalidField, MAX_DESCRIPTION, MAX_URL, MessageId};
use store::{EndpointChange, NewEndpoint, RedeliveryRange};

use super::answers::Refused;
use super::fields::Fields;

/// How many characters a name in a request may have.
pub(super) const KEY: usize = 255;

pub(super) enum Wanted {
    Message(MessageId),
    Range(RedeliveryRange),
}

pub(super) fn new(mut fields: Fields, endpoints: Endpoints) -> Result<NewEndpoint, Refused> {
    let url = fields.string("url", MAX_URL)?.ok_or_else(|| Refused::invalid("url", "is needed"))?;
    let new = NewEndpoint {
        url: read_url(&url, endpoints)?,
        description: fields.string("description", MAX_DESCRIPTION)?.unwrap_or_default(),
        interest: read_interest(&mut fields, Interest::default())?.unwrap_or_default(),
        ordered: fields.truth("ordered")?.unwrap_or_default(),
    };
    fields.end()?;
    Ok(new)
}

pub(super) fn change(mut fields: Fields, known: &Endpoint, endpoints: Endpoints) -> Result<EndpointChange, Refused> {
    let url = fields.string("url", MAX_URL)?.map(|url| read_url(&url, endpoints)).transpose()?;
    let status = fields.string("status", KEY)?.map(|status| {
        status.parse::<EndpointStatus>().map_err(|_| Refused::invalid("status", "is one of enabled, disabled"))
    });
    let change = EndpointChange {
        url,
        description: fields.string("description", MAX_DESCRIPTION)?,
        interest: read_interest(&mut fields, known.interest.clone())?,
        ordered: fields.truth("ordered")?,
        status: status.transpose()?,
    };
    fields.end()?;
    Ok(change)
}

pub(super) fn redelivery(mut fields: Fields) -> Result<Wanted, Refused> {
    let (message_id, since) = (fields.string("message_id", KEY)?, fields.time("since")?);
    let (until, only_failed) = (fields.time("until")?, fields.truth("only_failed")?);
    fields.end()?;
    if let Some(message_id) = message_id {
        let of_range = [("since", since.is_some()), ("until", until.is_some()), ("only_failed", only_failed.is_some())];
        return match of_range.into_iter().find(|(_, is_given)| *is_given) {
            Some((name, _)) => Err(Refused::invalid(name, "does not go with `message_id`")),
            None => Ok(Wanted::Message(message_id.as_str().into())),
        };
    }
    let since = since.ok_or_else(|| Refused::invalid("since", "or `message_id` is needed"))?;
    if until.is_some_and(|until| until < since) {
        return Err(Refused::invalid("until", "is before `since`"));
    }
    Ok(Wanted::Range(RedeliveryRange { since, until, only_failed: only_failed.unwrap_or_default() }))
}

/// The normalized address.
fn read_url(text: &str, endpoints: Endpoints) -> Result<String, Refused> {
    let url = endpoints.webhook(text).map_err(|why| InvalidField { field: "url", why })?;
    Ok(url.into())
}

/// The wanted messages, if any list is given; the others stay as known.
fn read_interest(fields: &mut Fields, known: Interest) -> Result<Option<Interest>, Refused> {
    let lists = (fields.strings("types")?, fields.strings("events")?, fields.strings("entities")?);
    match lists {
        (None, None, None) => Ok(None),
        (types, events, entities) => Ok(Some(known.with(types, events, entities)?)),
    }
}
