//! Every documented error of portals and of the authorization server, with its status and body.

use serde_json::{Value, json};

/// An error as a portal or the authorization server answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestError {
    /// HTTP status.
    pub status: u16,
    /// The code, sent as `error`.
    pub error: String,
    /// The text, sent as `error_description` unless none.
    pub description: Option<String>,
}

type Row = (&'static str, u16, Option<&'static str>);

const PORTAL: &[Row] = &[
    ("NO_AUTH_FOUND", 401, Some("Wrong authorization data")),
    ("expired_token", 401, Some("The access token provided has expired.")),
    ("invalid_token", 401, Some("Unable to get application by token")),
    ("ERROR_OAUTH", 401, Some("Application not installed")),
    ("NOT_INSTALLED", 401, Some("Application not installed")),
    ("APPLICATION_NOT_FOUND", 401, Some("Application not found")),
    ("authorization_error", 401, Some("Unable to authorize user")),
    ("PAYMENT_REQUIRED", 401, Some("Subscription has been ended")),
    ("METHOD_CONFIRM_WAITING", 401, Some("Waiting for confirmation")),
    ("METHOD_CONFIRM_DENIED", 403, Some("Method call denied")),
    ("INVALID_CREDENTIALS", 403, Some("Invalid request credentials")),
    ("insufficient_scope", 403, Some("The request requires higher privileges than provided by the access token")),
    ("ACCESS_DENIED", 403, Some("REST is available only on commercial plans.")),
    ("user_access_error", 403, Some("The user does not have access to the application.")),
    ("WRONG_AUTH_TYPE", 403, Some("Current authorization type is denied for this method")),
    ("WRONG_LICENSE", 403, Some("The current plan does not allow this")),
    ("ERROR_EVENT_NOT_FOUND", 400, Some("Event not found")),
    ("ERROR_CORE", 400, Some("Unable to set event handler: Handler already binded")),
    ("ERROR_ARGUMENT", 400, Some("Argument is null or empty")),
    ("ERROR_WRONG_HANDLER_URL", 400, Some("Wrong handler URL")),
    ("ERROR_UNSUPPORTED_PROTOCOL", 400, Some("Unsupported handler protocol")),
    ("CODE_EMPTY", 400, Some("Feature code is empty")),
    ("ERROR_METHOD_NOT_FOUND", 404, Some("Method not found!")),
    ("ERROR_BATCH_LENGTH_EXCEEDED", 400, Some("Max batch length exceeded")),
    ("ERROR_BATCH_METHOD_NOT_ALLOWED", 405, Some("Method is not allowed for batch usage")),
    ("INVALID_REQUEST", 400, Some("Https required")),
    ("QUERY_LIMIT_EXCEEDED", 503, Some("Too many requests")),
    ("OPERATION_TIME_LIMIT", 429, Some("Method is blocked due to operation time limit.")),
    ("OVERLOAD_LIMIT", 503, Some("REST API is blocked due to overload.")),
    ("PORTAL_DELETED", 410, Some("Portal was deleted")),
    ("INTERNAL_SERVER_ERROR", 500, Some("Internal server error")),
    ("ERROR_UNEXPECTED_ANSWER", 500, Some("Server returned an unexpected response.")),
];

const SERVER: &[Row] = &[
    ("invalid_request", 400, Some("No \"refresh_token\" parameter found")),
    ("invalid_client", 400, None),
    ("wrong_client", 200, None),
    ("invalid_grant", 400, None),
    ("bad_verification_code", 400, None),
    ("INVALID_SCOPE", 403, Some("Given scope exceeds permissions associated with given grant")),
    ("insufficient_scope", 403, Some("The request requires higher privileges than provided by the access token")),
    ("PAYMENT_REQUIRED", 401, Some("Payment required")),
    ("NOT_INSTALLED", 401, Some("Application not installed")),
    ("NO_AUTH_FOUND", 401, Some("Wrong authorization data")),
    ("expired_token", 401, Some("The access token provided has expired.")),
    ("portal_not_found", 404, Some("Portal not found")),
    ("INTERNAL_SERVER_ERROR", 500, Some("Internal server error")),
];

impl RestError {
    /// A portal's error for this code; an unknown code gets 400.
    pub fn portal(code: &str) -> Self {
        Self::find(PORTAL, code).unwrap_or_else(|| Self::unknown(code))
    }

    /// The authorization server's error for this code, else the portals'.
    pub fn server(code: &str) -> Self {
        Self::find(SERVER, code).unwrap_or_else(|| Self::portal(code))
    }

    /// Replaces the description.
    pub fn with(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// The JSON body.
    pub fn body(&self) -> Value {
        match &self.description {
            Some(description) => json!({"error": self.error, "error_description": description}),
            None => json!({"error": self.error}),
        }
    }

    fn find(rows: &[Row], code: &str) -> Option<Self> {
        let exact = rows.iter().find(|(name, ..)| *name == code);
        let row = exact.or_else(|| rows.iter().find(|(name, ..)| name.eq_ignore_ascii_case(code)))?;
        Some(Self { status: row.1, error: row.0.to_owned(), description: row.2.map(str::to_owned) })
    }

    fn unknown(code: &str) -> Self {
        Self { status: 400, error: code.to_owned(), description: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_client_comes_with_200_and_without_a_text() {
        let error = RestError::server("wrong_client");
        assert_eq!((error.status, error.body()), (200, json!({"error": "wrong_client"})));
    }

    #[test]
    fn one_code_has_two_texts() {
        assert_eq!(RestError::portal("PAYMENT_REQUIRED").description.as_deref(), Some("Subscription has been ended"));
        assert_eq!(RestError::server("payment_required").description.as_deref(), Some("Payment required"));
    }
}
