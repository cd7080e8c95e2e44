//! The body of an event: a form or JSON, bounded in bytes and in time before it is decoded.

use std::marker::PhantomData;
use std::time::Duration;

use domain::event::Arrival;
use domain::wire::{MAX_BODY, Map, WireError, decode_form, decode_json};
use poem::http::header;
use poem::{Request, RequestBody, Result};
use poem_openapi::ApiRequest;
use poem_openapi::payload::{ParsePayload, Payload};
use poem_openapi::registry::{MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use tokio::sync::Semaphore;

use crate::answer::ApiError;
use crate::schema::EventSchema;

/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(15);
/// Up to this size a body is read at once; hardly any event is larger.
const SMALL: u64 = 32 * 1024;
/// How many larger ones are read at the same time, so that they never fill the memory.
static LARGE: Semaphore = Semaphore::const_new(24);

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

/// How a body is written down.
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

/// A decoded body.
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

    async fn from_request(request: &Request, body: &mut RequestBody) -> Result<Self> {
        Ok(Self(decode(request, body, E::decode).await?, PhantomData))
    }
}

/// Whether the content type is this one, whatever parameters it has.
fn is(content_type: &str, expected: &str) -> bool {
    content_type.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case(expected))
}

async fn decode(
    request: &Request,
    body: &mut RequestBody,
    decode: impl FnOnce(&[u8]) -> Result<Map, WireError>,
) -> Result<Map, ApiError> {
    let announced = request.header(header::CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
    if announced.is_some_and(|length| length > MAX_BODY as u64) {
        return Err(WireError::TooLarge.into());
    }
    let read = read(body, announced.is_some_and(|length| length <= SMALL), decode);
    tokio::time::timeout(PATIENCE, read).await.unwrap_or_else(|_| Err(ApiError::too_slow()))
}

async fn read(
    body: &mut RequestBody,
    small: bool,
    decode: impl FnOnce(&[u8]) -> Result<Map, WireError>,
) -> Result<Map, ApiError> {
    let _room = if small { None } else { LARGE.acquire().await.ok() };
    let body = body.take().map_err(|_| ApiError::malformed("The body can't be read."))?;
    let bytes = body.into_bytes_limit(MAX_BODY).await.map_err(|error| match error {
        poem::error::ReadBodyError::PayloadTooLarge => ApiError::from(WireError::TooLarge),
        _ => ApiError::malformed("The body broke off."),
    })?;
    Ok(decode(&bytes)?)
}
