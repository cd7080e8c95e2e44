//! The payload of a deletion: an object whose keys keep their order.

use std::borrow::Cow;
use std::collections::BTreeMap;

use poem_openapi::registry::{MetaSchemaRef, Registry};
use poem_openapi::types::{ParseError, ParseFromJSON, ParseResult, ToJSON, Type};
use serde_json::{Map, Value};

/// The type in the document.
type Described = BTreeMap<String, Value>;

/// A JSON object as it came, documented as a map; the framework's own map type would sort the keys.
#[derive(Clone, Debug)]
pub(crate) struct Payload(pub(crate) Map<String, Value>);

impl Type for Payload {
    const IS_REQUIRED: bool = true;

    type RawValueType = Self;

    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        Described::name()
    }

    fn schema_ref() -> MetaSchemaRef {
        Described::schema_ref()
    }

    fn register(registry: &mut Registry) {
        Described::register(registry);
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::empty())
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl ToJSON for Payload {
    fn to_json(&self) -> Option<Value> {
        Some(Value::Object(self.0.clone()))
    }
}

impl ParseFromJSON for Payload {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        match value.unwrap_or_default() {
            Value::Object(map) => Ok(Self(map)),
            other => Err(ParseError::expected_type(other)),
        }
    }
}
