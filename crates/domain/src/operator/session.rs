//! An operator's stay in the dashboard.

use time::{Duration, OffsetDateTime};

use super::{Permission, Preferences, Role};
use crate::reach::Reach;

/// An operator's stay in the dashboard, known by a keyed hash of the cookie's value. It ends by itself, and when their
/// password, role or portals change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Names it in the operator's own list; says nothing of the cookie.
    pub id: i64,
    /// Who is logged in.
    pub operator_id: i64,
    /// Their address.
    pub email: String,
    /// What they are.
    pub role: Role,
    /// The portals that they may know of.
    pub reach: Reach,
    /// How they like the dashboard.
    pub preferences: Preferences,
    /// When it ends, whatever happens.
    pub expires_at: OffsetDateTime,
}

impl Session {
    /// How long a session lasts.
    pub const LIFETIME: Duration = Duration::hours(12);
    /// How long somebody whose first step was right may take to give the second factor.
    pub const SECOND_FACTOR: Duration = Duration::minutes(5);

    /// Whether this operator may do it.
    pub fn may(&self, permission: Permission) -> bool {
        self.role.may(permission, &self.reach)
    }
}

/// From where somebody logged in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The address, or the network in IPv6.
    pub address: String,
    /// What the browser says of itself, shortened.
    pub browser: String,
}

impl Origin {
    /// So much is kept of what a browser says of itself, in characters.
    const BROWSER: usize = 300;

    /// Where somebody is.
    pub fn new(address: &str, browser: &str) -> Self {
        let browser = browser.chars().filter(|letter| !letter.is_control()).take(Self::BROWSER).collect();
        Self { address: address.to_owned(), browser }
    }
}

/// A line in an operator's list of sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    /// Names it.
    pub id: i64,
    /// When it began.
    pub created_at: OffsetDateTime,
    /// When it was last used, to the minute.
    pub seen_at: OffsetDateTime,
    /// From where it was opened.
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
