//! Adds named things at portals that let the app keep names: some before the past begins, more as others are deleted.

use std::collections::HashMap;
use std::time::Instant;

use time::{Duration, OffsetDateTime};

use super::names::name;
use super::resident::Resident;
use super::{Demo, LOOK};
use crate::events::deletions::Kind;

/// Things of each kind beyond those that the past deletes, for bursts.
const RESERVE: usize = 15;
/// How long the app may take to read all names.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);
/// How far the clock advances at each check: the app waits a little for more names before it reads.
const STEP: Duration = Duration::SECOND;

impl Demo {
    /// Adds what the past will delete at portals with names, and waits until the app has read all names; the clock
    /// advances from `at` meanwhile.
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
    /// Adds a named thing, if its kind has names here.
    pub(super) async fn add(&self, kind: Kind, turn: usize) {
        if let Some(name) = name(self.persona.names, kind, turn) {
            self.portal.create(kind, &name).await;
        }
    }
}
