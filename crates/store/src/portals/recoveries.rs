//! The last read of each portal's offline queue, and its consequences.

use domain::clock::{from_micros, micros};
use domain::failure::Failure;
use domain::gap::{Gap, GapState};
use domain::journal::JournalEntry;
use domain::recovery::{Recovery, RecoveryOutcome};
use domain::schedule::{Task, announced_recovery};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, Iterable, QueryFilter, Set};
use time::OffsetDateTime;

use crate::Tenant;
use crate::entities::gap;
use crate::entities::recovery::{ActiveModel, Column, Entity, Model};
use crate::error::StoreError;
use crate::portals::change::Change;

impl Tenant<'_> {
    /// The last read of the portal's offline queue.
    pub async fn find_recovery(&self) -> Result<Option<Recovery>, StoreError> {
        let row = Entity::find_by_id(self.member_id.as_str()).one(&self.store.connections.read).await?;
        row.as_ref().map(into_recovery).transpose()
    }

    /// The portal reports a queue that is not empty: reads it soon, unless it was just read.
    pub async fn hear_of_queue(&self, now: OffsetDateTime) -> Result<(), StoreError> {
        let Some(portal) = self.find_row(&self.store.connections.read).await? else { return Ok(()) };
        let last = self.find_recovery().await?.map(|recovery| recovery.ended_at);
        let at = announced_recovery(now, last);
        // Portals report this up to once a second, and mostly nothing needs to be written.
        if portal.recover_at.is_some_and(|due| due <= micros(at)) {
            return Ok(());
        }
        self.bring_forward(Task::Recover, at).await
    }

    /// Records a read of the queue: it closes or loses the open gaps, or saves why they stay open. Returns how many
    /// reads have failed in a row.
    pub async fn record_recovery(&self, ended: &Recovery) -> Result<u32, StoreError> {
        let Some(mut change) = self.change().await? else { return Ok(0) };
        let known = Entity::find_by_id(self.member_id.as_str()).one(change.db()).await?;
        let open = self.open_gaps(change.db()).await?;
        self.settle(&change, ended, known.as_ref(), &open).await?;
        let failures = match ended.outcome {
            RecoveryOutcome::Failed => known.map_or(0, |known| known.failures) + 1,
            _ => 0,
        };
        let row = self.into_row(ended, failures);
        let columns = Column::iter().filter(|column| !matches!(column, Column::MemberId));
        let last = OnConflict::column(Column::MemberId).update_columns(columns).to_owned();
        Entity::insert(row).on_conflict(last).exec_without_returning(change.db()).await?;
        if let Some(gap) = open.last() {
            let known_at = match ended.outcome {
                RecoveryOutcome::Complete | RecoveryOutcome::Unavailable => micros(ended.ended_at),
                _ => micros(gap.to + Gap::PATIENCE),
            };
            change.row.alarm_check_at = Set(Some(change.known.alarm_check_at.map_or(known_at, |at| at.min(known_at))));
        }
        change.commit().await?;
        Ok(u32::try_from(failures).unwrap_or(u32::MAX))
    }

    /// Settles the open gaps, or saves why they stay open. Adds one journal line for all settled gaps, or for a new
    /// refusal.
    async fn settle(
        &self,
        change: &Change<'_>,
        ended: &Recovery,
        known: Option<&Model>,
        open: &[Gap],
    ) -> Result<(), StoreError> {
        let (db, now) = (change.db(), ended.ended_at);
        let news = match ended.outcome {
            RecoveryOutcome::Complete => {
                self.settle_gaps(db, Some(ended.begun_at), None, now).await?;
                let settled: Vec<&Gap> = open.iter().filter(|gap| gap.to <= ended.begun_at).collect();
                let found = if settled.is_empty() { 0 } else { self.found(db, &settled).await? };
                span(&settled).map(|(gaps, from, to)| JournalEntry::Recovered { gaps, from, to, found })
            }
            RecoveryOutcome::Unavailable => {
                self.settle_gaps(db, None, Some(&Failure::NoQueue), now).await?;
                let lost = span(&open.iter().collect::<Vec<_>>());
                lost.map(|(gaps, from, to)| JournalEntry::NotRecovered { gaps, from, to, reason: Failure::NoQueue })
            }
            RecoveryOutcome::Failed | RecoveryOutcome::Refused => {
                self.explain_gaps(db, ended.reason.as_ref()).await?;
                let is_new = known.is_none_or(|known| known.outcome != ended.outcome.as_str());
                ended.reason.clone().filter(|_| is_new).map(|reason| JournalEntry::QueueNotRead { reason })
            }
            RecoveryOutcome::Partial => {
                self.explain_gaps(db, ended.reason.as_ref()).await?;
                None
            }
            RecoveryOutcome::Unknown => {
                self.explain_gaps(db, Some(&Failure::QueueUnknown)).await?;
                None
            }
        };
        if let Some(news) = news {
            change.journal(now, &news).await?;
        }
        let before = known.map_or(0, |known| known.unreadable.unsigned_abs());
        if ended.unreadable > before {
            change.journal(now, &JournalEntry::RecordsUnreadable { count: ended.unreadable }).await?;
        }
        Ok(())
    }

    /// How many deletions were found for these gaps.
    async fn found(&self, transaction: &DatabaseTransaction, gaps: &[&Gap]) -> Result<u64, StoreError> {
        use gap::Column::{BeganAt, MemberId, State};
        let froms = gaps.iter().map(|gap| micros(gap.from));
        let closed = gap::Entity::find().filter(MemberId.eq(self.member_id.as_str())).filter(BeganAt.is_in(froms));
        let rows = closed.filter(State.eq(GapState::Closed.as_str())).all(transaction).await?;
        Ok(rows.iter().map(|row| row.found.unsigned_abs()).sum())
    }

    fn into_row(self, ended: &Recovery, failures: i64) -> ActiveModel {
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        ActiveModel {
            member_id: Set(self.member_id.to_string()),
            begun_at: Set(micros(ended.begun_at)),
            ended_at: Set(micros(ended.ended_at)),
            outcome: Set(ended.outcome.to_string()),
            found: Set(count(ended.found)),
            unreadable: Set(count(ended.unreadable)),
            failures: Set(failures),
            reason: Set(ended.reason.as_ref().map(Failure::to_text)),
        }
    }
}

/// The number of gaps and the time that they span, to the second; none if there are none.
fn span(gaps: &[&Gap]) -> Option<(u64, OffsetDateTime, OffsetDateTime)> {
    let from = gaps.iter().map(|gap| gap.from).min()?.truncate_to_second();
    let to = gaps.iter().map(|gap| gap.to).max()?.truncate_to_second();
    Some((gaps.len() as u64, from, to))
}

fn into_recovery(row: &Model) -> Result<Recovery, StoreError> {
    Ok(Recovery {
        begun_at: from_micros(row.begun_at),
        ended_at: from_micros(row.ended_at),
        outcome: row.outcome.parse().map_err(|error| StoreError::corrupt("recoveries", error))?,
        found: row.found.unsigned_abs(),
        unreadable: row.unreadable.unsigned_abs(),
        reason: row.reason.as_deref().map(Failure::of_text),
    })
}
