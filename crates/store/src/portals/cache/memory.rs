//! The in-memory cache of portals.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use domain::MemberId;
use moka::sync::Cache;

use super::cached::CachedPortal;

/// How long an entry is used even if it refuses an event, so that a flood of forged events causes no queries.
pub(super) const SETTLED: Duration = Duration::from_secs(1);
/// The age at which an entry is looked up again while it is still used.
pub(super) const AGING: Duration = Duration::from_secs(3);
/// How many portals the cache holds.
pub(super) const PORTALS: u64 = 100_000;
/// How many strangers it holds, for a moment: they take no room from portals.
const STRANGERS: u64 = 10_000;

/// A cached portal.
#[derive(Debug)]
pub(super) struct Remembered {
    pub(super) asked: Instant,
    pub(super) portal: CachedPortal,
    is_renewed: AtomicBool,
}

impl Remembered {
    pub(super) fn new(asked: Instant, portal: CachedPortal) -> Self {
        Self { asked, portal, is_renewed: AtomicBool::new(false) }
    }

    /// Whether the entry is due to be renewed while it is still used: true once.
    pub(super) fn begins_to_age(&self) -> bool {
        self.asked.elapsed() >= AGING && !self.is_renewed.swap(true, Ordering::Relaxed)
    }
}

#[derive(Debug)]
pub(crate) struct PortalCache {
    pub(super) known: Cache<MemberId, Arc<Remembered>>,
    /// Member ids that are not installed.
    pub(super) strangers: Cache<MemberId, ()>,
    /// Counts changes, so that an answer read before one is not cached after it.
    pub(super) changes: AtomicU64,
}

impl Default for PortalCache {
    fn default() -> Self {
        // No portal expires by age: it may be all that is known once the database is away.
        let strangers = Cache::builder().max_capacity(STRANGERS).time_to_live(SETTLED).build();
        Self { known: Cache::new(PORTALS), strangers, changes: AtomicU64::new(0) }
    }
}

impl PortalCache {
    /// Must be called after every durable change of a portal.
    pub(crate) fn forget(&self, member_id: &MemberId) {
        self.changes.fetch_add(1, Ordering::SeqCst);
        self.invalidate(member_id);
    }

    pub(super) fn invalidate(&self, member_id: &MemberId) {
        self.known.invalidate(member_id);
        self.strangers.invalidate(member_id);
    }

    /// Caches an answer that was read when the count of changes was `changes`, unless a portal has changed since.
    pub(super) fn remember_read(&self, member_id: &MemberId, answer: Option<CachedPortal>, changes: u64) {
        if self.changes.load(Ordering::SeqCst) == changes {
            self.remember(member_id, answer);
        }
        if self.changes.load(Ordering::SeqCst) != changes {
            self.invalidate(member_id); // it may have been read before the change
        }
    }

    fn remember(&self, member_id: &MemberId, answer: Option<CachedPortal>) {
        if let Some(cached) = answer {
            self.strangers.invalidate(member_id);
            self.known.insert(member_id.clone(), Arc::new(Remembered::new(Instant::now(), cached)));
        } else {
            self.known.invalidate(member_id);
            self.strangers.insert(member_id.clone(), ());
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::portal::PortalStatus;

    use super::*;

    #[test]
    fn strangers_take_no_room_from_portals() {
        let cache = PortalCache::default();
        for number in 0..1_000 {
            cache.remember(&MemberId::parse(&format!("stranger{number}")).unwrap(), None);
        }
        let portal = MemberId::parse("stranger7").unwrap();
        let installed =
            CachedPortal { status: PortalStatus::Active, generation: 1, application_token: None, keeps_titles: false };
        cache.remember(&portal, Some(installed));
        cache.known.run_pending_tasks();
        assert_eq!(cache.known.entry_count(), 1);
        assert!(!cache.strangers.contains_key(&portal));
        cache.remember(&portal, None);
        assert!(!cache.known.contains_key(&portal));
        cache.forget(&portal);
        assert!(!cache.strangers.contains_key(&portal));
    }
}
