//! Purges a portal's row, except for what its numbers need, and everything beside its deletions.

use domain::MemberId;
use domain::clock::micros;
use domain::portal::{PortalStatus, PurgeReason};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, Set,
};
use time::OffsetDateTime;

use crate::entities::{
    administrator, alarm, api_key, gap, idempotency_key, operator, pending_event, portal, quarantine, receipt, request,
    webhook_attempt, webhook_delivery, webhook_endpoint,
};
use crate::error::StoreError;
use crate::portals::change::Change;
use crate::portals::rows::status;
use crate::reaching::without;
use crate::webhooks::note_change;
use crate::{Store, Tenant};

impl Store {
    /// Portals whose app was uninstalled before `before` and whose data is kept: at most `limit`, the longest first.
    pub async fn list_uninstalled_before(
        &self,
        before: OffsetDateTime,
        limit: u64,
    ) -> Result<Vec<MemberId>, StoreError> {
        use portal::Column::{MemberId as Id, UninstalledAt};
        let old = portal::Entity::find().filter(UninstalledAt.lt(micros(before))).order_by_asc(UninstalledAt);
        let rows: Vec<String> =
            old.select_only().column(Id).limit(limit).into_tuple().all(&self.connections.read).await?;
        let ids = rows.iter().map(|row| MemberId::parse(row).map_err(|error| StoreError::corrupt("portals", error)));
        ids.collect()
    }
}

impl Tenant<'_> {
    /// Purges a portal in which the app is not installed: its data is hidden when this returns, and
    /// [`Tenant::purge_batch`] removes it. False if the app is installed there, and nothing is changed.
    pub async fn purge(&self, reason: PurgeReason, now: OffsetDateTime) -> Result<bool, StoreError> {
        self.begin_purge(reason, None, now).await
    }

    /// [`purge`](Self::purge) on behalf of an operator, whom the audit names once all is gone.
    pub async fn purge_for(&self, operator: &str, now: OffsetDateTime) -> Result<bool, StoreError> {
        self.begin_purge(PurgeReason::Operator, Some(operator), now).await
    }

    async fn begin_purge(
        &self,
        reason: PurgeReason,
        asked_by: Option<&str>,
        now: OffsetDateTime,
    ) -> Result<bool, StoreError> {
        let Some(mut change) = self.change().await? else { return Ok(false) };
        let may_go = match (reason, status(&change.known)?) {
            // An unconfirmed report destroys nothing by itself (docs/protocol.md 8.2).
            (PurgeReason::Uninstalled(_), PortalStatus::Uninstalled) => change.known.uninstalled_at.is_some(),
            (PurgeReason::Uninstalled(_), _) => false,
            (_, status) => matches!(status, PortalStatus::Uninstalled | PortalStatus::Deleted),
        };
        if !may_go {
            return Ok(false);
        }
        self.erase(&mut change, reason, now).await?;
        if asked_by.is_some() {
            use receipt::Column::{AskedBy, FinishedAt, MemberId};
            let open = receipt::Entity::update_many().col_expr(AskedBy, Expr::value(asked_by));
            let open = open.filter(MemberId.eq(self.member_id.as_str())).filter(FinishedAt.is_null());
            open.exec(change.db()).await?;
        }
        change.commit().await?;
        note_change(&self.store.connections.write).await?;
        Ok(true)
    }

    /// Empties the portal's row except for what its numbers need, removes everything beside its deletions, and marks
    /// these for removal.
    pub(crate) async fn erase(
        &self,
        change: &mut Change<'_>,
        reason: PurgeReason,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let (last_number, deletions) = self.clean(change.db()).await?;
        let known = &change.known;
        self.begin_receipt(change.db(), known, deletions, reason, now).await?;
        let removed_at = known.removal_at.or(known.uninstalled_at).unwrap_or_else(|| micros(now));
        let row = portal::Model {
            purged_generation: known.generation,
            purging: true,
            purged_up_to: last_number,
            token_version: known.token_version + 1, // discards a renewal in flight
            ..self.emptied(known)
        };
        change.row = row.into_active_model().reset_all();
        // A later one is of a new installation that is not verified yet.
        let pending = pending_event::Entity::delete_many().filter(pending_event::Column::ReceivedAt.lte(removed_at));
        pending.filter(pending_event::Column::MemberId.eq(self.member_id.as_str())).exec(change.db()).await?;
        self.leave_every_reach(change.db(), now).await?;
        self.shorten_audit(change.db()).await?;
        self.erase_rest(change.db()).await
    }

    /// Removes what tasks wrote about the portal after its data was removed, unless there is a new installation.
    pub async fn erase_late(&self) -> Result<(), StoreError> {
        let Some(mut change) = self.change().await? else { return Ok(()) };
        let known = &change.known;
        if known.generation != known.purged_generation || known.removal_at.is_some() {
            return Ok(());
        }
        change.row = self.emptied(known).into_active_model().reset_all();
        self.erase_rest(change.db()).await?;
        change.commit().await
    }

    /// The portal's row with only what its numbers need, and what an operator set.
    pub(crate) fn emptied(&self, known: &portal::Model) -> portal::Model {
        let &portal::Model {
            generation, purged_generation, purging, purged_up_to, token_version, retention_days, ..
        } = known;
        portal::Model {
            generation,
            purged_generation,
            purging,
            purged_up_to,
            token_version,
            retention_days,
            ..self.unknown_portal()
        }
    }

    /// Removes the portal's rows from small tables. Tasks may write some later, so it is done again at the end.
    pub(crate) async fn erase_rest(&self, transaction: &DatabaseTransaction) -> Result<(), StoreError> {
        let own = self.member_id.as_str();
        delete_own!(transaction, own, [administrator, alarm, gap, request]);
        self.erase_reports(transaction).await?;
        // In the order in which a process that records an outcome locks them.
        delete_own!(transaction, own, [webhook_delivery, webhook_attempt, webhook_endpoint, idempotency_key]);
        self.drop_names(transaction).await?;
        self.drop_spare_tokens(transaction).await
    }

    /// Removes unreadable events in quarantine that name the portal anywhere.
    pub(crate) async fn drop_unreadable(&self, transaction: &DatabaseTransaction) -> Result<(), StoreError> {
        let named = match transaction.get_database_backend() {
            DbBackend::Postgres => "position($1 IN record) > 0",
            _ => "instr(record, ?) > 0",
        };
        let named = Expr::cust_with_values(named, [self.member_id.as_str().as_bytes().to_vec()]);
        let unreadable = quarantine::Entity::delete_many().filter(quarantine::Column::MemberId.is_null());
        unreadable.filter(named).exec(transaction).await?;
        Ok(())
    }

    /// Takes the portal out of every reach that names it, also for when it comes back. A key that reaches nothing else
    /// is revoked, and loses its name, which somebody typed.
    async fn leave_every_reach(
        &self,
        transaction: &DatabaseTransaction,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        for key in api_key::Entity::find().filter(api_key::Column::Portals.is_not_null()).all(transaction).await? {
            let Some(left) = key.portals.as_deref().and_then(|kept| without(kept, self.member_id)) else { continue };
            let mut row = api_key::ActiveModel { id: Set(key.id), ..Default::default() };
            if left.is_empty() {
                row.revoked_at = Set(key.revoked_at.or(Some(micros(now))));
                row.name = Set(String::new());
            }
            row.portals = Set(Some(left));
            row.update(transaction).await?;
        }
        for known in operator::Entity::find().filter(operator::Column::Portals.is_not_null()).all(transaction).await? {
            let Some(left) = known.portals.as_deref().and_then(|kept| without(kept, self.member_id)) else { continue };
            let row = operator::ActiveModel { id: Set(known.id), portals: Set(Some(left)), ..Default::default() };
            row.update(transaction).await?;
        }
        Ok(())
    }

    /// Whether the data of the portal's last installation was purged.
    pub(crate) async fn is_erased(&self) -> Result<bool, StoreError> {
        let row = self.find_row(&self.store.connections.read).await?;
        Ok(row.is_some_and(|row| row.generation <= row.purged_generation))
    }
}
