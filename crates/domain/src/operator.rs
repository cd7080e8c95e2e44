//! The vendor's operators and their sessions in the dashboard.

mod preferences;
mod role;
mod session;

use std::fmt;

use time::OffsetDateTime;

use crate::reach::Reach;

pub use preferences::{Preferences, Theme, UnknownTheme};
pub use role::{Permission, Role, UnknownRole};
pub use session::{OpenSession, Origin, Session};

/// Somebody who may use the dashboard.
#[derive(Clone, PartialEq, Eq)]
pub struct Operator {
    /// Its number.
    pub id: i64,
    /// The address that they type in to log in, in lower case.
    pub email: String,
    /// Argon2id, in the PHC string format.
    pub password_hash: String,
    /// When they were added.
    pub created_at: OffsetDateTime,
    /// Their role.
    pub role: Role,
    /// The portals that they may see.
    pub reach: Reach,
    /// Whether a log-in also takes a code.
    pub has_second_factor: bool,
    /// Their dashboard preferences.
    pub preferences: Preferences,
}

impl fmt::Debug for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Operator").field("id", &self.id).field("email", &self.email).finish_non_exhaustive()
    }
}

/// The text is not an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not an e-mail address")]
pub struct InvalidEmail;

/// An e-mail address as compared: trimmed, in lower case. Only its form is checked.
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
