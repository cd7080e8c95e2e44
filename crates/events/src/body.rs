//! The body of an event: a form or JSON.

use std::marker::PhantomData;

use domain::event::Arrival;
use domain::wire::{Map, WireError, decode_form, decode_json};
use poem::{Body, Request, RequestBody, Result};
use poem_openapi::ApiRequest;
use poem_openapi::payload::{ParsePayload, Payload};
use poem_openapi::registry::{MetaSchemaRef, Registry};
use poem_openapi::types::Type;

use crate::answer::ApiError;
use crate::schema::EventSchema;

/// What a portal may send.
#[derive(ApiRequest)]
pub(crate) enum EventBody {
    /// What Bitrix24 sends: PHP's encoding of nested keys, `data[FIELDS][ID]=1`.
    Form(Encoded<Form>),
    /// The same as JSON, where numbers may be text.
    Json(Encoded<Json>),
}

impl EventBody {
    pub(crate) fn parse(self) -> Result<Arrival, ApiError> {
        let (Self::Form(Encoded(map, _)) | Self::Json(Encoded(map, _))) = self;
        Ok(Arrival::parse(map)?)
    }
}

/// How a body is encoded.
pub(crate) trait Encoding: Send {
    const CONTENT_TYPE: &'static str;

    fn decode(body: &[u8]) -> Result<Map, WireError>;
}

pub(crate) struct Form;

impl Encoding for Form {
    const CONTENT_TYPE: &'static str = "application/x-www-form-urlencoded";

    fn decode(body: &[u8]) -> Result<Map, WireError> {
        decode_form(body)
    }
}

pub(crate) struct Json;

impl Encoding for Json {
    const CONTENT_TYPE: &'static str = "application/json";

    fn decode(body: &[u8]) -> Result<Map, WireError> {
        decode_json(body)
    }
}

pub(crate) struct Encoded<E>(Map, PhantomData<E>);

impl<E: Encoding> Payload for Encoded<E> {
    const CONTENT_TYPE: &'static str = E::CONTENT_TYPE;

    fn check_content_type(content_type: &str) -> bool {
        is(content_type, E::CONTENT_TYPE)
    }

    fn schema_ref() -> MetaSchemaRef {
        EventSchema::schema_ref()
    }

    fn register(registry: &mut Registry) {
        EventSchema::register(registry);
    }
}

impl<E: Encoding> ParsePayload for Encoded<E> {
    const IS_REQUIRED: bool = true;

    async fn from_request(_: &Request, body: &mut RequestBody) -> Result<Self> {
        Ok(Self(decode(body, E::decode).await?, PhantomData))
    }
}

/// Whether the content type is this one, whatever its parameters.
fn is(content_type: &str, expected: &str) -> bool {
    content_type.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case(expected))
}

/// Decodes the whole body, which the server bounds (`web::server`).
async fn decode(body: &mut RequestBody, decode: impl FnOnce(&[u8]) -> Result<Map, WireError>) -> Result<Map, ApiError> {
    let bytes = body.take().ok().map(Body::into_bytes).ok_or_else(unreadable)?;
    Ok(decode(&bytes.await.map_err(|_| unreadable())?)?)
}

fn unreadable() -> ApiError {
    ApiError::malformed("The body can't be read.")
}
