//! Recovery fetches what portals could not deliver from their offline queues: a crash loses and doubles nothing.

mod plans;
mod steps;
mod times;
mod ways;

use domain::deletion::{Deletion, Filter};
use domain::gap::Gap;
use domain::journal::JournalEntry;
use domain::recovery::Recovery;
use domain::schedule::Task;
use portals::Recovered;
use sim::{Kind, PortalSpec};
use time::Duration;

use super::Scene;

impl Scene {
    /// A portal with offline copies of its events, and only recovery due.
    async fn queueing() -> Self {
        let scene = Self::with(PortalSpec::new("north")).await;
        scene.check_subscriptions().await;
        scene.let_only(Task::Recover).await;
        scene
    }

    /// Nobody listens for this long, while this many leads are deleted.
    async fn be_deaf(&self, leads: usize, length: Duration) {
        let from = self.house.clock.now();
        self.house.hands.advance(length / 2);
        self.portal.delete_many(Kind::Lead, leads).await;
        self.sim.settled().await;
        self.house.hands.advance(length / 2);
        self.house.store.record_deaf(from, self.house.clock.now()).await.unwrap();
        self.house.hands.advance(Duration::MINUTE); // longer than recoveries are spread
    }

    async fn recover(&self) -> Recovery {
        match Box::pin(self.outward.installer.recovery().recover(&self.member_id)).await.unwrap() {
            Recovered::Ended { recovery, .. } => recovery,
            other => panic!("{other:?}"),
        }
    }

    async fn gaps(&self) -> Vec<Gap> {
        self.house.store.tenant(&self.member_id).list_gaps(10).await.unwrap()
    }

    /// All stored deletions, oldest first, after indexing.
    async fn kept(&self) -> Vec<Deletion> {
        self.house.indexed().await;
        let tenant = self.house.store.tenant(&self.member_id);
        let mut kept = tenant.deletions().list_deletions(&Filter::default(), None, 1_000).await.unwrap().items;
        kept.reverse();
        kept
    }

    async fn journal_entries(&self) -> Vec<JournalEntry> {
        let lines = self.house.store.tenant(&self.member_id).list_journal(50).await.unwrap();
        lines.iter().filter_map(|line| line.entry.known().cloned()).collect()
    }
}
