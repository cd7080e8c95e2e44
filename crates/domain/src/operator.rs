//! The vendor's operators and their sessions in the dashboard.

use std::fmt;

use time::{Duration, OffsetDateTime};

/// Somebody who may use the dashboard.
#[derive(Clone, PartialEq, Eq)]
pub struct Operator {
    /// Its number.
    pub id: i64,
    /// The address that is typed in to log in, in small letters.
    pub email: String,
    /// Argon2id, in the PHC string format.
    pub password_hash: String,
    /// When it was added.
    pub created_at: OffsetDateTime,
}

impl fmt::Debug for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Operator").field("id", &self.id).field("email", &self.email).finish_non_exhaustive()
    }
}

/// An operator's stay in the dashboard, known by a keyed hash of the cookie's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Who is logged in.
    pub operator_id: i64,
    /// Their address.
    pub email: String,
    /// When it ends, whatever happens.
    pub expires_at: OffsetDateTime,
}

impl Session {
    /// How long a session lasts.
    pub const LIFETIME: Duration = Duration::hours(12);
}

/// The text is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not an e-mail address")]
pub struct InvalidEmail;

/// An e-mail address as it is compared: trimmed, in small letters. Only its form is checked.
pub fn parse_email(text: &str) -> Result<String, InvalidEmail> {
    let email = text.trim().to_lowercase();
    let sound = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
    match email.split_once('@') {
        Some((name, host)) if sound(name) && sound(host) && !host.contains('@') && email.len() <= 254 => Ok(email),
        _ => Err(InvalidEmail),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn email_is_compared_in_small_letters() {
        assert_eq!(parse_email(" Ada@Example.COM "), Ok("ada@example.com".into()));
    }

    #[test]
    fn what_is_no_email_is_refused() {
        for text in ["", "ada", "@example.com", "ada@", "a b@example.com", "a@b@c"] {
            assert_eq!(parse_email(text), Err(InvalidEmail), "{text}");
        }
    }
}
