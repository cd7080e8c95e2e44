//! Changing a portal's row: the row is locked, related rows are written in the same transaction, and the cached entry
//! is dropped afterwards.

use domain::MemberId;
use domain::clock::micros;
use domain::failure::Failure;
use domain::gap::GapState;
use domain::journal::JournalEntry;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, Set};
use time::OffsetDateTime;

use crate::Tenant;
use crate::entities::gap;
use crate::entities::portal::{ActiveModel, Model};
use crate::error::StoreError;
use crate::portals::journal;

/// A change of a portal's row, discarded unless committed. Boxed, since rows are large and futures carry it along.
#[derive(Debug)]
pub(crate) struct Change<'a> {
    tenant: Tenant<'a>,
    transaction: DatabaseTransaction,
    is_new: bool,
    /// The row before the change.
    pub(crate) known: Model,
    /// The row after the change.
    pub(crate) row: ActiveModel,
}

impl<'a> Tenant<'a> {
    /// Begins to change the portal's row; none if it was never installed.
    pub(crate) async fn change(&self) -> Result<Option<Box<Change<'a>>>, StoreError> {
        let transaction = self.store.connections.begin().await?;
        let known = self.lock_row(&transaction).await?;
        Ok(known.map(|known| Change::new(*self, transaction, known, false)))
    }

    /// Begins to change the portal's row, or to add one.
    pub(crate) async fn change_or_add(&self) -> Result<Box<Change<'a>>, StoreError> {
        let transaction = self.store.connections.begin().await?;
        let known = self.lock_row(&transaction).await?;
        let is_new = known.is_none();
        Ok(Change::new(*self, transaction, known.unwrap_or_else(|| self.unknown_portal()), is_new))
    }
}

impl<'a> Change<'a> {
    fn new(tenant: Tenant<'a>, transaction: DatabaseTransaction, known: Model, is_new: bool) -> Box<Self> {
        let row = known.clone().into_active_model();
        Box::new(Self { tenant, transaction, is_new, known, row })
    }

    /// The transaction, for related rows.
    pub(crate) fn db(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    pub(crate) fn member_id(&self) -> &'a MemberId {
        self.tenant.member_id
    }

    /// Adds a line to the portal's journal.
    pub(crate) async fn journal(&self, now: OffsetDateTime, entry: &JournalEntry) -> Result<(), StoreError> {
        Ok(journal::write(&self.transaction, self.tenant.member_id, now, entry).await?)
    }

    /// Adds a gap from `from`, in microseconds, until now: open, or lost for a reason.
    pub(crate) async fn add_gap(
        &self,
        from: i64,
        now: OffsetDateTime,
        lost: Option<&Failure>,
    ) -> Result<(), StoreError> {
        let state = if lost.is_some() { GapState::Lost } else { GapState::Open };
        let missed = gap::ActiveModel {
            member_id: Set(self.member_id().to_string()),
            began_at: Set(from),
            ended_at: Set(micros(now)),
            state: Set(state.as_str().to_owned()),
            found: Set(0),
            settled_at: Set(lost.map(|_| micros(now))),
            reason: Set(lost.map(Failure::to_text)),
        };
        gap::Entity::insert(missed).on_conflict_do_nothing().exec_without_returning(&self.transaction).await?;
        Ok(())
    }

    /// Commits the row and all related rows.
    pub(crate) async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        if self.is_new {
            Box::pin(self.row.reset_all().insert(&self.transaction)).await?;
        } else if self.row.is_changed() {
            Box::pin(self.row.update(&self.transaction)).await?;
        }
        self.transaction.commit().await?;
        self.tenant.store.cache.forget(self.tenant.member_id);
        Ok(())
    }
}
