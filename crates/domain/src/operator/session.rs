//! An operator's session in the dashboard.

use time::{Duration, OffsetDateTime};

use super::{Permission, Preferences, Role};
use crate::reach::Reach;

/// An operator's session in the dashboard, identified by a keyed hash of the cookie's value. It ends by itself, and
/// when their password, role or portals change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Identifies it in the operator's own list; says nothing about the cookie.
    pub id: i64,
    /// Who is logged in.
    pub operator_id: i64,
    /// Their e-mail address.
    pub email: String,
    /// Their role.
    pub role: Role,
    /// The portals that they may see.
    pub reach: Reach,
    /// Their dashboard preferences.
    pub preferences: Preferences,
    /// When it ends at the latest.
    pub expires_at: OffsetDateTime,
}

impl Session {
    /// How long a session lasts.
    pub const LIFETIME: Duration = Duration::hours(12);
    /// How long the second factor may take after a correct first step.
    pub const SECOND_FACTOR: Duration = Duration::minutes(5);

    /// Whether this operator has the permission.
    pub fn may(&self, permission: Permission) -> bool {
        self.role.may(permission, &self.reach)
    }
}

/// Where somebody logged in from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The address, or the network in IPv6.
    pub address: String,
    /// The browser's description of itself, shortened.
    pub browser: String,
}

impl Origin {
    /// The most characters kept of that description.
    const BROWSER: usize = 300;

    /// Shortens the description and drops its control characters.
    pub fn new(address: &str, browser: &str) -> Self {
        let browser = browser.chars().filter(|letter| !letter.is_control()).take(Self::BROWSER).collect();
        Self { address: address.to_owned(), browser }
    }
}

/// A line in an operator's list of sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    /// Its id.
    pub id: i64,
    /// When it began.
    pub created_at: OffsetDateTime,
    /// When it was last used, to the minute.
    pub seen_at: OffsetDateTime,
    /// Where it was opened from.
    pub origin: Origin,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_says_is_short_and_one_line() {
        let origin = Origin::new("192.0.2.1", &format!("a\0\nb{}", "x".repeat(999)));
        assert!(origin.browser.starts_with("abx") && origin.browser.len() == 300);
    }
}
