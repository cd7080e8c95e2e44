//! Which portals an operator or a key may see.

use std::collections::BTreeSet;

use crate::MemberId;

/// The portals that an operator or a key reaches. To them, any other does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All portals, also those that install the app later.
    AllPortals,
    /// These portals; possibly none.
    Portals(BTreeSet<MemberId>),
}

impl Reach {
    /// Reaches one portal.
    pub fn portal(member_id: MemberId) -> Self {
        Self::Portals([member_id].into())
    }

    /// Whether `member_id` is within reach.
    pub fn covers(&self, member_id: &MemberId) -> bool {
        self.portals().is_none_or(|portals| portals.contains(member_id))
    }

    /// The portals; `None` for all of them.
    pub fn portals(&self) -> Option<&BTreeSet<MemberId>> {
        match self {
            Self::AllPortals => None,
            Self::Portals(portals) => Some(portals),
        }
    }

    /// The portal, if it reaches a single one.
    pub fn one(&self) -> Option<&MemberId> {
        self.portals().filter(|portals| portals.len() == 1)?.first()
    }

    /// Whether it reaches portals that nobody named.
    pub fn is_unlimited(&self) -> bool {
        matches!(self, Self::AllPortals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_named_is_out_of_reach() {
        let [own, second, other] = ["own", "second", "other"].map(|text| MemberId::parse(text).unwrap());
        let reach = Reach::Portals([own.clone(), second.clone()].into());
        assert!(reach.covers(&own) && reach.covers(&second) && !reach.covers(&other));
        assert_eq!((reach.one(), Reach::portal(own.clone()).one()), (None, Some(&own)));
        assert!(!Reach::Portals(BTreeSet::new()).covers(&own));
        assert!(Reach::AllPortals.covers(&other));
    }
}
