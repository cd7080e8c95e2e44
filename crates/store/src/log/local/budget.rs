//! Counts in memory how much is parked, so that refusing a row costs no query. Strangers can make up portals, and must
//! not take the room that others need: each portal and each network has a share.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use sea_orm::{ActiveEnum, FromQueryResult, Iterable};

use crate::entities::parked::{Model, Reason};
use crate::log::limits::LogLimits;
use crate::portals::queue_budget::Budget;

/// The limits for one portal's parked installs, and for those from one network; it has one or two.
const INSTALLS_OF_PORTAL: Budget = Budget { rows: 60, bytes: 1 << 19 };
const INSTALLS_OF_PORTAL_FROM_ONE: Budget = Budget { rows: 20, bytes: 1 << 18 };
/// The limit for strangers in one network.
const INSTALLS_FROM_ONE: Budget = Budget { rows: 250, bytes: 2 << 20 };
/// The limit for known portals' installs, and for strangers': neither takes the other's room.
const INSTALLS: Budget = Budget { rows: 1_000, bytes: 8 << 20 };

#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Claim {
    pub(super) reason: Reason,
    pub(super) member_id: String,
    pub(super) source: Option<String>,
    pub(super) known: bool,
    pub(super) rows: i64,
    pub(super) bytes: i64,
}

impl Claim {
    pub(super) fn of(row: &Model) -> Self {
        let (member_id, source) = (row.member_id.clone(), row.source.clone());
        Self { reason: row.reason, member_id, source, known: row.known, rows: 1, bytes: row.bytes }
    }
}

/// A share with its own limits, of one reason, and of known portals or others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum ParkingShare {
    All,
    Portal(String),
    Network(String),
    PortalFrom(String, String),
}

type Key = (Reason, bool, ParkingShare);

/// What is parked, including the changes of the open transaction.
#[derive(Debug)]
pub(super) struct Counts {
    limits: LogLimits,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    taken: HashMap<Key, Budget>,
    /// The changes of the open transaction.
    open: Vec<(Key, Budget)>,
}

impl Counts {
    pub(super) fn new(limits: LogLimits) -> Self {
        Self { limits, inner: Mutex::default() }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the claim fits into each of its shares.
    pub(super) fn has_room(&self, claim: &Claim) -> bool {
        let inner = self.inner();
        let mut bounds = self.bounds(claim).into_iter();
        bounds.all(|(key, bound)| bound.has_room(inner.taken.get(&key).copied().unwrap_or_default(), claim.bytes))
    }

    pub(super) fn add(&self, claim: &Claim) {
        self.change(claim, Budget { rows: claim.rows, bytes: claim.bytes });
    }

    pub(super) fn subtract(&self, claim: &Claim) {
        self.change(claim, Budget { rows: -claim.rows, bytes: -claim.bytes });
    }

    fn change(&self, claim: &Claim, change: Budget) {
        let mut inner = self.inner();
        for (key, _) in self.bounds(claim) {
            inner.put(&key, change);
            inner.open.push((key, change));
        }
    }

    pub(super) fn keep_changes(&self) {
        self.inner().open.clear();
        for reason in Reason::iter() {
            let bytes = u32::try_from(self.taken(reason).bytes).map_or(f64::MAX, f64::from);
            metrics::gauge!("tombstone_parked_bytes", "reason" => reason.to_value()).set(bytes);
        }
    }

    /// Undoes the open changes, the last one first, so that no share is ever negative.
    pub(super) fn forget_changes(&self) {
        let mut inner = self.inner();
        for (key, Budget { rows, bytes }) in std::mem::take(&mut inner.open).into_iter().rev() {
            inner.put(&key, Budget { rows: -rows, bytes: -bytes });
        }
    }

    /// What is parked for one reason.
    pub(super) fn taken(&self, reason: Reason) -> Budget {
        let inner = self.inner();
        let of = |known| inner.taken.get(&(reason, known, ParkingShare::All)).copied().unwrap_or_default();
        of(true).plus(of(false))
    }

    /// The shares of this claim, with their limits.
    fn bounds(&self, claim: &Claim) -> Vec<(Key, Budget)> {
        let limits = self.limits;
        let of_bytes = |bytes: u64| Budget { rows: i64::MAX, bytes: bytes.try_into().unwrap_or(i64::MAX) };
        let portal = || ParkingShare::Portal(claim.member_id.clone());
        let mut bounds = match claim.reason {
            Reason::NotInstalled => {
                let rows = limits.per_portal.try_into().unwrap_or(i64::MAX);
                let of_portal = Budget { rows, ..of_bytes(limits.portal_bytes) };
                vec![(ParkingShare::All, of_bytes(limits.not_installed_bytes)), (portal(), of_portal)]
            }
            Reason::Unverified => vec![(ParkingShare::All, of_bytes(limits.unverified_bytes))],
            Reason::Unsaved => vec![(ParkingShare::All, INSTALLS), (portal(), INSTALLS_OF_PORTAL)],
        };
        if let Some(source) = &claim.source {
            let network = ParkingShare::Network(source.clone());
            match claim.reason {
                Reason::NotInstalled => bounds.push((network, of_bytes(limits.not_installed_bytes / 4))),
                Reason::Unverified => bounds.push((network, of_bytes(limits.unverified_bytes / 2))),
                Reason::Unsaved => {
                    let of_portal = ParkingShare::PortalFrom(claim.member_id.clone(), source.clone());
                    bounds.push((of_portal, INSTALLS_OF_PORTAL_FROM_ONE));
                    if !claim.known {
                        bounds.push((network, INSTALLS_FROM_ONE));
                    }
                }
            }
        }
        bounds.into_iter().map(|(share, bound)| ((claim.reason, claim.known, share), bound)).collect()
    }
}

impl Inner {
    fn put(&mut self, key: &Key, change: Budget) {
        let taken = self.taken.get(key).copied().unwrap_or_default().plus(change);
        if taken.rows > 0 {
            self.taken.insert(key.clone(), taken);
        } else {
            self.taken.remove(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(reason: Reason, portal: &str, source: Option<&str>, bytes: i64) -> Claim {
        Claim { reason, member_id: portal.to_owned(), source: source.map(str::to_owned), known: false, rows: 1, bytes }
    }

    #[test]
    fn rolled_back_changes_are_forgotten() {
        let counts = Counts::new(LogLimits::default());
        let first = claim(Reason::NotInstalled, "a", Some("192.0.2.0/24"), 20);
        counts.add(&first);
        counts.keep_changes();
        let before = counts.inner().taken.clone();
        counts.add(&claim(Reason::Unverified, "a", None, 10));
        counts.subtract(&first);
        assert_eq!(counts.taken(Reason::NotInstalled), Budget::default());
        let passing = claim(Reason::Unsaved, "b", Some("192.0.2.0/24"), 5);
        counts.add(&passing);
        counts.subtract(&passing);
        counts.forget_changes();
        assert_eq!(counts.inner().taken, before);
        assert_eq!(counts.taken(Reason::NotInstalled).bytes, 20);
    }

    #[test]
    fn one_network_leaves_room_to_others() {
        let counts = Counts::new(LogLimits { unverified_bytes: 2_000, ..LogLimits::default() });
        let from = |source| claim(Reason::Unverified, "a", source, 600);
        counts.add(&from(Some("192.0.2.0/24")));
        assert!(!counts.has_room(&from(Some("192.0.2.0/24"))), "half of it");
        assert!(counts.has_room(&from(Some("198.51.100.0/24"))) && counts.has_room(&from(None)));
        counts.subtract(&from(Some("192.0.2.0/24")));
        assert!(counts.has_room(&from(Some("192.0.2.0/24"))), "what is decided on takes no room");
    }
}
