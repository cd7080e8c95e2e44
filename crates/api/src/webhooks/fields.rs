//! Bodies as they were sent: read field by field, so that a problem names the field.

use std::borrow::Cow;
use std::marker::PhantomData;

use domain::webhook::read_text;
use poem_openapi::registry::{MetaSchemaRef, Registry};
use poem_openapi::types::{ParseError, ParseFromJSON, ParseResult, Type};
use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::answers::Refused;

/// In characters.
const TIME: usize = 100;

/// An object that is documented as `T`.
#[derive(Debug)]
pub(crate) struct Sent<T> {
    fields: Map<String, Value>,
    documented: PhantomData<T>,
}

impl<T: Type> Type for Sent<T> {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        T::name()
    }

    fn schema_ref() -> MetaSchemaRef {
        T::schema_ref()
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

impl<T: Type> ParseFromJSON for Sent<T> {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        match value {
            Some(Value::Object(fields)) => Ok(Self { fields, documented: PhantomData }),
            _ => Err(ParseError::custom("it is no object")),
        }
    }
}

impl<T> Sent<T> {
    /// Equal for equal fields, for comparing bodies.
    pub(super) fn text(&self) -> String {
        let mut value = Value::Object(self.fields.clone());
        value.sort_all_objects();
        value.to_string()
    }

    /// The fields, to take out one by one.
    pub(super) fn fields(&self) -> Fields {
        Fields(self.fields.clone())
    }
}

/// The fields not taken yet. A null field counts as not given.
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    fn take(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name).filter(|value| !value.is_null())
    }

    /// A text of `most` characters at most.
    pub(super) fn string(&mut self, name: &str, most: usize) -> Result<Option<String>, Refused> {
        let Some(value) = self.take(name) else { return Ok(None) };
        let Value::String(text) = value else { return Err(Refused::invalid(name, "is a text")) };
        read_text(text, most).map(Some).map_err(|why| Refused::invalid(name, &why.to_string()))
    }

    /// A list of texts; an empty one for null. None if the field is not there.
    pub(super) fn strings(&mut self, name: &str) -> Result<Option<Vec<String>>, Refused> {
        let text = |item| if let Value::String(text) = item { Some(text) } else { None };
        let texts = match self.0.remove(name) {
            None => return Ok(None),
            Some(Value::Null) => Some(Vec::new()),
            Some(Value::Array(items)) => items.into_iter().map(text).collect::<Option<Vec<_>>>(),
            Some(_) => None,
        };
        texts.map(Some).ok_or_else(|| Refused::invalid(name, "is a list of texts, or null"))
    }

    pub(super) fn truth(&mut self, name: &str) -> Result<Option<bool>, Refused> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Bool(truth)) => Ok(Some(truth)),
            Some(_) => Err(Refused::invalid(name, "is true or false")),
        }
    }

    pub(super) fn time(&mut self, name: &str) -> Result<Option<OffsetDateTime>, Refused> {
        let Some(text) = self.string(name, TIME)? else { return Ok(None) };
        let time = OffsetDateTime::parse(&text, &Rfc3339);
        time.map(Some).map_err(|_| Refused::invalid(name, "is a time as in RFC 3339, such as 2026-03-17T15:16:17Z"))
    }

    /// Fails if a field was not taken.
    pub(super) fn end(self) -> Result<(), Refused> {
        match self.0.keys().next() {
            Some(name) => Err(Refused::invalid(name, "is no field of this body")),
            None => Ok(()),
        }
    }
}
