//! Keys of the client API: what they reach and what they may do.

use std::fmt;
use std::str::FromStr;

use time::{Duration, OffsetDateTime};

pub use crate::reach::Reach;

/// An API key as listed; the key itself is shown once, on creation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Its number.
    pub id: i64,
    /// The name that the operator gave it.
    pub name: String,
    /// The portals that it reaches.
    pub reach: Reach,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// When it was created.
    pub created_at: OffsetDateTime,
    /// When it expires, if ever.
    pub expires_at: Option<OffsetDateTime>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<OffsetDateTime>,
    /// When it was last used, to the minute; `None` if never.
    pub last_used_at: Option<OffsetDateTime>,
}

impl ApiKey {
    /// Whether the key is valid at `now`.
    pub fn is_usable(&self, now: OffsetDateTime) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| now < end)
    }

    /// Whether to record its use at `now`: once a minute is enough.
    pub fn is_use_news(&self, now: OffsetDateTime) -> bool {
        self.last_used_at.is_none_or(|last| now - last >= Duration::MINUTE)
    }

    /// Whether the key has `scope`.
    pub fn allows(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }
}

/// What a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Read deletions.
    DeletionsRead,
    /// Read portals.
    PortalsRead,
    /// Act on portals.
    PortalsManage,
    /// Set up webhooks.
    WebhooksManage,
}

impl Scope {
    /// All scopes.
    pub const ALL: [Self; 4] = [Self::DeletionsRead, Self::PortalsRead, Self::PortalsManage, Self::WebhooksManage];
    /// The scopes of a key that was created without naming any.
    pub const DEFAULT: [Self; 2] = [Self::DeletionsRead, Self::PortalsRead];

    /// Its name on the command line, in the API and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DeletionsRead => "deletions:read",
            Self::PortalsRead => "portals:read",
            Self::PortalsManage => "portals:manage",
            Self::WebhooksManage => "webhooks:manage",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is not a [`Scope`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a scope is one of deletions:read, portals:read, portals:manage, webhooks:manage")]
pub struct UnknownScope;

impl FromStr for Scope {
    type Err = UnknownScope;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let named = |scope: &Self| scope.as_str() == text;
        Self::ALL.into_iter().find(named).ok_or(UnknownScope)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn key() -> ApiKey {
        ApiKey {
            id: 1,
            name: "archive".into(),
            reach: Reach::AllPortals,
            scopes: Scope::DEFAULT.to_vec(),
            created_at: datetime!(2026-01-01 0:00 UTC),
            expires_at: Some(datetime!(2026-04-01 0:00 UTC)),
            revoked_at: None,
            last_used_at: None,
        }
    }

    #[test]
    fn key_ends_at_its_time_and_when_revoked() {
        assert!(key().is_usable(datetime!(2026-03-31 23:59 UTC)));
        assert!(!key().is_usable(datetime!(2026-04-01 0:00 UTC)));
        let revoked = ApiKey { revoked_at: Some(datetime!(2026-02-01 0:00 UTC)), ..key() };
        assert!(!revoked.is_usable(datetime!(2026-03-01 0:00 UTC)));
    }

    #[test]
    fn use_is_noted_once_a_minute() {
        let noon = datetime!(2026-03-01 12:00 UTC);
        assert!(key().is_use_news(noon));
        let used = ApiKey { last_used_at: Some(noon), ..key() };
        assert!(!used.is_use_news(noon + Duration::seconds(59)) && used.is_use_news(noon + Duration::MINUTE));
    }

    #[test]
    fn scopes_are_read_as_they_are_written() {
        for scope in Scope::ALL {
            assert_eq!(scope.as_str().parse(), Ok(scope));
        }
    }
}
