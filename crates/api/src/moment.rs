//! A time that clients may compare as text: always with six decimals.

use std::borrow::Cow;

use domain::clock::rfc3339;
use poem_openapi::registry::{MetaSchemaRef, Registry};
use poem_openapi::types::{ParseError, ParseFromJSON, ParseResult, ToJSON, Type};
use serde_json::Value;
use time::OffsetDateTime;

/// A time, described as any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment(pub(crate) OffsetDateTime);

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
        Some(Value::String(rfc3339(self.0)))
    }
}

impl ParseFromJSON for Moment {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        OffsetDateTime::parse_from_json(value).map(Self).map_err(ParseError::propagate)
    }
}
