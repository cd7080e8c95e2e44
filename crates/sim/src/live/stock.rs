//! Things with names, at portals that let the app keep them: there before the past begins, and more as they are deleted.

use std::collections::HashMap;
use std::time::Instant;

use time::{Duration, OffsetDateTime};

use super::names::name;
use super::resident::Resident;
use super::{Demo, LOOK};
use crate::events::deletions::Kind;

/// How many of each kind are there that nobody deletes in the past: a burst takes some.
const RESERVE: usize = 15;
/// How long the app may take to ask for all names.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);
/// How far the clock goes on at each look whether it has asked: it waits a little for more.
const STEP: Duration = Duration::SECOND;

impl Demo {
    /// Adds what the past from `from` to `to` deletes at portals whose things have names, and waits until the app has
    /// asked what it is called; the clock goes on from `at` meanwhile.
    pub(super) async fn stock(
        &self,
        mut at: OffsetDateTime,
        (from, to): (OffsetDateTime, OffsetDateTime),
        deletions: usize,
        advance: impl AsyncFn(OffsetDateTime),
    ) {
        let mut deleted: HashMap<(usize, Kind), usize> = HashMap::new();
        for deletion in self.plan(from, to, deletions) {
            *deleted.entry((deletion.portal, deletion.kind)).or_default() += 1;
        }
        for (index, resident) in self.residents.iter().enumerate() {
            for (kind, _, _) in resident.persona.names {
                let count = deleted.get(&(index, *kind)).copied().unwrap_or_default() + RESERVE;
                for turn in 0..count {
                    resident.add(*kind, turn).await;
                }
            }
        }
        let begun = Instant::now();
        while self.residents.iter().any(|resident| resident.portal.unread_titles() > 0) && begun.elapsed() < PATIENCE {
            at += STEP;
            advance(at).await;
            tokio::time::sleep(LOOK).await;
        }
    }
}

impl Resident {
    /// Adds a thing with a name, if things of its kind have one here.
    pub(super) async fn add(&self, kind: Kind, turn: usize) {
        if let Some(name) = name(self.persona.names, kind, turn) {
            self.portal.create(kind, &name).await;
        }
    }
}
