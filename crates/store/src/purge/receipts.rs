//! Receipts: what stays of a purged portal, and what makes every process remove its own share of it.

use domain::MemberId;
use domain::audit::AuditEntry;
use domain::clock::{from_micros, micros};
use domain::coded::Coded;
use domain::portal::{PurgeReason, Receipt};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter};
use sea_orm::{NotSet, QueryOrder, Set};
use time::OffsetDateTime;

use crate::entities::receipt::{ActiveModel, Column, Entity, Model};
use crate::entities::{audit, portal};
use crate::error::StoreError;
use crate::{Store, Tenant};

impl Store {
    /// The portals whose purge ended at `since` or later, in that order.
    pub async fn list_purged_since(&self, since: OffsetDateTime) -> Result<Vec<(MemberId, Receipt)>, StoreError> {
        let finished = Entity::find().filter(Column::FinishedAt.gte(micros(since)));
        let rows = finished.order_by_asc(Column::FinishedAt).all(&self.connections.read).await?;
        rows.iter().map(read).collect()
    }
}

impl Tenant<'_> {
    /// When and why the portal's data was purged, the latest first.
    pub async fn list_receipts(&self) -> Result<Vec<Receipt>, StoreError> {
        let own = Entity::find().filter(Column::MemberId.eq(self.member_id.as_str()));
        let rows = own.order_by_desc(Column::Generation).all(&self.store.connections.read).await?;
        rows.iter().map(|row| read(row).map(|(_, receipt)| receipt)).collect()
    }

    /// Opens a receipt for a purge of hidden deletions. A second purge of the same installation adds nothing.
    pub(crate) async fn begin_receipt(
        &self,
        transaction: &DatabaseTransaction,
        known: &portal::Model,
        deletions: i64,
        reason: PurgeReason,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let row = ActiveModel {
            member_id: Set(self.member_id.to_string()),
            generation: Set(known.generation),
            reason: Set(reason.as_str().to_owned()),
            days: Set(reason.days().map(i32::from)),
            uninstalled_at: Set(known.removal_at.or(known.uninstalled_at)),
            begun_at: Set(micros(now)),
            deletions: Set(deletions),
            ..Default::default()
        };
        Entity::insert(row).on_conflict_do_nothing().exec_without_returning(transaction).await?;
        Ok(())
    }

    /// Closes the receipts, since all data is gone: every process removes its own share, and the audit says so.
    pub(crate) async fn finish_receipts(
        &self,
        transaction: &DatabaseTransaction,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let open = Entity::find().filter(Column::MemberId.eq(self.member_id.as_str()));
        for row in open.filter(Column::FinishedAt.is_null()).all(transaction).await? {
            let (_, receipt) = read(&row)?;
            let asked_by = row.asked_by.clone();
            let mut row = row.into_active_model();
            row.finished_at = Set(Some(micros(now)));
            row.update(transaction).await?;
            let Receipt { deletions, reason, .. } = receipt;
            let Coded { code, parameters } = Coded::of(&AuditEntry::PortalPurged { deletions, reason });
            let line = audit::ActiveModel {
                id: NotSet,
                at: Set(micros(now)),
                actor: Set(asked_by.unwrap_or_else(|| actor(reason).to_owned())),
                member_id: Set(Some(self.member_id.to_string())),
                code: Set(code),
                parameters: Set(parameters),
                source: Set(None),
            };
            audit::Entity::insert(line).exec_without_returning(transaction).await?;
        }
        Ok(())
    }

    /// Reduces the audit to what happened to the portal and when: other names of it, and typed text, go.
    pub(crate) async fn shorten_audit(&self, transaction: &DatabaseTransaction) -> Result<(), StoreError> {
        use audit::Column::{Actor, MemberId, Parameters};
        let own = || audit::Entity::update_many().filter(MemberId.eq(self.member_id.as_str()));
        own().col_expr(Parameters, Expr::value("{}")).exec(transaction).await?;
        // An API key has a name that somebody typed.
        own().filter(Actor.starts_with(API_KEY)).col_expr(Actor, Expr::value(API_KEY)).exec(transaction).await?;
        Ok(())
    }
}

/// The actor in the audit for users of an API key.
const API_KEY: &str = "API key";

fn actor(reason: PurgeReason) -> &'static str {
    match reason {
        PurgeReason::Removal | PurgeReason::Administrator => "portal",
        PurgeReason::Operator => "command line",
        PurgeReason::Uninstalled(_) => "worker",
    }
}

fn read(row: &Model) -> Result<(MemberId, Receipt), StoreError> {
    let corrupt = |what: &dyn ToString| StoreError::corrupt("receipts", what.to_string());
    let reason: PurgeReason = row.reason.parse().map_err(|error| corrupt(&error))?;
    let receipt = Receipt {
        generation: row.generation,
        reason: reason.with_days(row.days.and_then(|days| u16::try_from(days).ok())),
        uninstalled_at: row.uninstalled_at.map(from_micros),
        begun_at: from_micros(row.begun_at),
        finished_at: row.finished_at.map(from_micros),
        deletions: row.deletions.unsigned_abs(),
    };
    Ok((MemberId::parse(&row.member_id).map_err(|error| corrupt(&error))?, receipt))
}
