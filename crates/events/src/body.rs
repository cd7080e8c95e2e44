//! The body of an event: a form or JSON, bounded in bytes and in time before it is decoded.

use std::marker::PhantomData;
use std::time::Duration;

use domain::event::Arrival;
use domain::wire::{MAX_BODY, Map, WireError, decode_form, decode_json};
use futures_util::StreamExt;
use poem::http::header;
use poem::{Body, Request, RequestBody, Result};
use poem_openapi::ApiRequest;
use poem_openapi::payload::{ParsePayload, Payload};
use poem_openapi::registry::{MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::answer::ApiError;
use crate::schema::EventSchema;

/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(15);
/// Up to this size a body is read at once; hardly any event is larger.
const SMALL: usize = 32 * 1024;
/// How many larger ones are read at the same time, so that they never fill the memory.
static LARGE: Semaphore = Semaphore::const_new(64);
/// How long a larger one waits for its turn.
const QUEUE: Duration = Duration::from_secs(3);

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
    let announced = request.header(header::CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
    if announced.is_some_and(|length| length > MAX_BODY) {
        return Err(WireError::TooLarge.into());
    }
    let body = body.take().map_err(|_| ApiError::malformed("The body can't be read."))?;
    let read = tokio::time::timeout(PATIENCE, read(body, announced.unwrap_or(SMALL)));
    let (bytes, _room) = read.await.unwrap_or_else(|_| Err(ApiError::too_slow()))?;
    Ok(decode(&bytes)?)
}

/// The body, and the room that it takes if it is large.
async fn read(body: Body, expected: usize) -> Result<(Vec<u8>, Option<SemaphorePermit<'static>>), ApiError> {
    let (mut bytes, mut room) = (Vec::with_capacity(expected.min(SMALL)), None);
    let mut chunks = body.into_bytes_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| ApiError::malformed("The body broke off."))?;
        if bytes.len() + chunk.len() > MAX_BODY {
            return Err(WireError::TooLarge.into());
        }
        if room.is_none() && bytes.len() + chunk.len() > SMALL {
            let free = tokio::time::timeout(QUEUE, LARGE.acquire()).await;
            room = Some(free.ok().and_then(Result::ok).ok_or_else(ApiError::unavailable)?);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok((bytes, room))
}
