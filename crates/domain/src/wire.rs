//! What portals send, decoded: PHP's bracket encoding and JSON give one tree of texts.
//!
//! PHP's own rules decide, since PHP wrote the body (docs/protocol.md 1.1). All scalars are texts, maps and lists are
//! both [`Map`]s until a field asks for a [`Map::list`], and empty maps do not exist. Both decoders take time and
//! memory in proportion to the body, whatever it holds, and never panic.

use std::borrow::Cow;

mod digest;
mod form;
mod json;
mod serial;
#[cfg(test)]
mod tests;
mod tree;

pub(crate) use digest::text_into;
pub use form::decode_form;
pub use json::decode_json;
pub use tree::{Map, Value};

/// The longest accepted body, in bytes.
pub const MAX_BODY: usize = 1024 * 1024;

/// The most fields in one body: pairs of a form, values of JSON that hold no others.
pub const MAX_FIELDS: usize = 10_000;

/// The most segments in one key of a form (`a[b][c]` has three), the most levels of JSON.
pub const MAX_DEPTH: usize = 16;

/// Why a body could not be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// Longer than [`MAX_BODY`].
    #[error("the body is longer than 1 MiB")]
    TooLarge,
    /// More than [`MAX_FIELDS`].
    #[error("the body has more than 10,000 fields")]
    TooManyFields,
    /// Deeper than [`MAX_DEPTH`].
    #[error("a key has more than 16 segments, or the JSON more than 16 levels")]
    TooDeep,
    /// Not JSON, or with text that is not Unicode, or a number out of range.
    #[error("the body is not valid JSON")]
    Json,
    /// JSON, but not an object.
    #[error("the body is not a JSON object")]
    NotAMap,
}

/// Refuses bodies too long for any decoder.
fn check(body: &[u8]) -> Result<(), WireError> {
    if body.len() > MAX_BODY { Err(WireError::TooLarge) } else { Ok(()) }
}

/// The text as every database can hold it: PostgreSQL's texts have no NUL, so U+FFFD replaces it.
pub fn storable(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr(0, text.as_bytes()).is_some() { text.replace('\0', "\u{fffd}").into() } else { text }
}

/// JSON without the byte order mark that some programs put before it.
pub fn without_mark(json: &[u8]) -> &[u8] {
    json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json)
}
