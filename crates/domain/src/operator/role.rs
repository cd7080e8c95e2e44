//! What an operator may do.

use std::fmt;
use std::str::FromStr;

use crate::reach::Reach;

/// An operator's role in the dashboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// May do everything.
    Owner,
    /// May do everything but manage operators, keys and settings.
    Operator,
    /// May only look.
    Viewer,
}

/// The permission that a page or an act needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permission {
    /// To see portals and what concerns them, and to change one's own password, second factor and language.
    Look,
    /// To act on portals and on what came from them.
    Act,
    /// To manage operators, keys and settings.
    Manage,
}

impl Role {
    /// All roles, the most powerful first.
    pub const ALL: [Self; 3] = [Self::Owner, Self::Operator, Self::Viewer];

    /// Its name on the command line, in forms and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Operator => "operator",
            Self::Viewer => "viewer",
        }
    }

    /// Whether this role may do it with this reach. An owner who reaches only some portals manages nobody: they could
    /// give themselves the others.
    pub fn may(self, permission: Permission, reach: &Reach) -> bool {
        match permission {
            Permission::Look => true,
            Permission::Act => self != Self::Viewer,
            Permission::Manage => self == Self::Owner && reach.is_unlimited(),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is not a [`Role`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a role is one of owner, operator, viewer")]
pub struct UnknownRole;

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(UnknownRole)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_role_may_what_the_ones_below_it_may() {
        let all = Reach::AllPortals;
        for (role, act, manage) in
            [(Role::Owner, true, true), (Role::Operator, true, false), (Role::Viewer, false, false)]
        {
            let may = |permission| role.may(permission, &all);
            assert_eq!((may(Permission::Look), may(Permission::Act), may(Permission::Manage)), (true, act, manage));
            assert_eq!(role.as_str().parse(), Ok(role));
        }
    }

    #[test]
    fn owner_of_some_portals_manages_nobody() {
        let some = Reach::Portals(BTreeSet::new());
        assert!(!Role::Owner.may(Permission::Manage, &some) && Role::Owner.may(Permission::Act, &some));
    }
}
