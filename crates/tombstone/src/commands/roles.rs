//! The roles that one process may have.

use std::collections::BTreeSet;
use std::str::FromStr;

use anyhow::bail;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Events,
    Install,
    Admin,
    Api,
    Worker,
}

impl Role {
    pub(crate) const ALL: [Self; 5] = [Self::Events, Self::Install, Self::Admin, Self::Api, Self::Worker];

    /// The named roles; all of them if none is named.
    pub(crate) fn all_of(named: &[Self]) -> BTreeSet<Self> {
        if named.is_empty() { Self::ALL.into() } else { named.iter().copied().collect() }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Install => "install",
            Self::Admin => "admin",
            Self::Api => "api",
            Self::Worker => "worker",
        }
    }
}

/// Their names, separated by commas.
pub(crate) fn names(roles: &BTreeSet<Role>) -> String {
    roles.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(",")
}

/// Whether a process with these roles takes events into its log, which it then has to index and keep itself.
pub(crate) fn have_a_log(roles: &BTreeSet<Role>) -> bool {
    [Role::Events, Role::Install, Role::Worker].iter().any(|role| roles.contains(role))
}

impl FromStr for Role {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        match Self::ALL.into_iter().find(|role| role.as_str() == text) {
            Some(role) => Ok(role),
            None => bail!("there is no role `{text}`; the roles are events, install, admin, api and worker"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_means_all_roles() {
        assert_eq!(Role::all_of(&[]).len(), 5);
        assert_eq!(Role::all_of(&[Role::Worker, Role::Api]), [Role::Api, Role::Worker].into());
        assert!("event".parse::<Role>().is_err());
    }
}
