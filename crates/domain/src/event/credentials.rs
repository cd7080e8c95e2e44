//! The secrets that came with an event.

use secrecy::SecretString;
use time::Duration;

use crate::wire::Map;

/// The secrets of an event's `auth` block; printing them shows nothing.
///
/// Access and refresh token belong to the acting user, not to the portal: only those of an install are of use
/// (docs/protocol.md 1.4).
#[derive(Clone, Debug, Default)]
pub struct Credentials {
    /// The only proof that the event is from the portal.
    pub application_token: Option<SecretString>,
    /// Calls the portal on behalf of the acting user.
    pub access_token: Option<SecretString>,
    /// Renews the access token.
    pub refresh_token: Option<SecretString>,
    /// The access token's lifetime.
    pub expires_in: Option<Duration>,
}

impl Credentials {
    pub(super) fn of(auth: &Map) -> Self {
        let text = |key| auth.text(key).filter(|text| !text.is_empty());
        let seconds = text("expires_in").and_then(|seconds| seconds.parse::<u32>().ok());
        Self {
            application_token: text("application_token").map(SecretString::from),
            access_token: text("access_token").map(SecretString::from),
            refresh_token: text("refresh_token").map(SecretString::from),
            expires_in: seconds.map(|seconds| Duration::seconds(seconds.into())),
        }
    }
}
