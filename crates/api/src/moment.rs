//! Times as clients get them: comparable ones always have six decimals.

use std::borrow::Cow;

use domain::clock::{rfc3339, rfc3339_sent};
use poem_openapi::registry::{MetaSchemaRef, Registry};
use poem_openapi::types::{ParseError, ParseFromJSON, ParseResult, ToJSON, Type};
use serde_json::Value;
use time::OffsetDateTime;

/// A time, `date-time` to clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// When something was received: such times sort correctly as text.
    Received(OffsetDateTime),
    /// When it was sent, to the second; when it was received if the event does not say.
    Sent(OffsetDateTime),
}

impl Type for Moment {
    const IS_REQUIRED: bool = true;

    type RawValueType = Self;

    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        OffsetDateTime::name()
    }

    fn schema_ref() -> MetaSchemaRef {
        OffsetDateTime::schema_ref()
    }

    fn register(registry: &mut Registry) {
        OffsetDateTime::register(registry);
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

impl ToJSON for Moment {
    fn to_json(&self) -> Option<Value> {
        Some(Value::String(match *self {
            Self::Received(at) => rfc3339(at),
            Self::Sent(at) => rfc3339_sent(at),
        }))
    }
}

impl ParseFromJSON for Moment {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        OffsetDateTime::parse_from_json(value).map(Self::Received).map_err(ParseError::propagate)
    }
}
