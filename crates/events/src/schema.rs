//! The receiver's bodies as its OpenAPI document describes them; the decoder does not use these types.

use poem_openapi::Object;
use poem_openapi::types::Any;
use serde_json::Value;

/// An event as Bitrix24 sends it. Numbers may be text, and empty fields may be missing.
#[derive(Object)]
#[oai(rename = "Event")]
pub(crate) struct EventSchema {
    /// What happened, such as `ONCRMLEADDELETE`.
    #[oai(validator(min_length = 1))]
    event: String,
    /// The portal's subscription number.
    event_handler_id: Option<String>,
    /// What it happened to; a bare id for some events.
    data: Option<Any<Value>>,
    /// When the portal's queue sent it, in Unix seconds.
    ts: Option<String>,
    /// Who sends it, and what proves it.
    auth: AuthSchema,
}

/// Who sends an event, and what proves it.
#[derive(Object)]
#[oai(rename = "Auth")]
pub(crate) struct AuthSchema {
    /// Identifies the portal.
    #[oai(validator(pattern = r"^[0-9A-Za-z._-]{1,64}$"))]
    member_id: String,
    /// Proves that the event is the portal's; only `ONAPPPAYMENT` may come without it.
    application_token: Option<String>,
    /// The portal's host.
    domain: Option<String>,
    /// The base of the portal's REST methods.
    client_endpoint: Option<String>,
    /// The base of the authorization server's methods.
    server_endpoint: Option<String>,
    /// The acting user.
    user_id: Option<String>,
    /// The granted scopes.
    scope: Option<String>,
    /// How the app is licensed, as a letter.
    status: Option<String>,
    /// The acting user's token; it verifies an install.
    access_token: Option<String>,
    /// Renews the token.
    refresh_token: Option<String>,
    /// The token's lifetime in seconds.
    expires_in: Option<String>,
}
