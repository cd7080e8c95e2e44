//! Times without a listener: recorded for all portals at once, and settled portal by portal.

use domain::clock::{from_micros, micros};
use domain::failure::Failure;
use domain::gap::{Gap, GapState};
use domain::portal::PortalStatus;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::{Duration, OffsetDateTime};

use crate::entities::gap::{Column, Entity, Model};
use crate::entities::portal;
use crate::error::StoreError;
use crate::portals::due::spread;
use crate::{AllPortals, Store, Tenant};

/// The average time between recoveries of different portals.
const SPACING: Duration = Duration::milliseconds(20);
/// How many newest gaps a portal keeps, beside older open ones.
const KEPT: u64 = 100;

impl Store {
    /// Records an outage: each portal gets a gap, and those that can be called become due for recovery, spread out. May
    /// be repeated. Returns how many portals had no such gap before.
    pub async fn record_deaf(&self, from: OffsetDateTime, to: OffsetDateTime) -> Result<u64, StoreError> {
        let transaction = self.connections.begin().await?;
        let gaps = record_deaf(&transaction, from, to).await?;
        transaction.commit().await?;
        Ok(gaps)
    }
}

pub(crate) async fn record_deaf(
    transaction: &impl ConnectionTrait,
    from: OffsetDateTime,
    to: OffsetDateTime,
) -> Result<u64, StoreError> {
    let gaps = transaction.execute(&new_gaps(from, to)).await?.rows_affected();
    if gaps == 0 {
        return Ok(0);
    }
    let sending = portal::Column::Status.eq(PortalStatus::Active.as_str());
    let later = Condition::any().add(portal::Column::RecoverAt.is_null()).add(portal::Column::RecoverAt.gt(micros(to)));
    portal::Entity::update_many()
        .col_expr(portal::Column::RecoverAt, spread(to, SPACING, gaps))
        .filter(sending)
        .filter(portal::Column::AccessToken.is_not_null())
        .filter(portal::Column::InstalledAt.lte(micros(to)))
        .filter(later)
        .exec(transaction)
        .await?;
    Ok(gaps)
}

/// Inserts a gap for each portal that may have sent events, in one statement.
fn new_gaps(from: OffsetDateTime, to: OffsetDateTime) -> sea_orm::sea_query::InsertStatement {
    let may_send = [PortalStatus::Active, PortalStatus::NeedsReinstall].map(PortalStatus::as_str);
    let gap: SelectStatement = Query::select()
        .column(portal::Column::MemberId)
        .expr(Expr::value(micros(from)))
        .expr(Expr::value(micros(to)))
        .expr(Expr::value(GapState::Open.as_str()))
        .expr(Expr::value(0_i64))
        .from(portal::Entity)
        .and_where(portal::Column::Status.is_in(may_send))
        // Portals installed later sent nothing before.
        .and_where(portal::Column::InstalledAt.lte(micros(to)))
        .take();
    let columns = [Column::MemberId, Column::BeganAt, Column::EndedAt, Column::State, Column::Found];
    let once = OnConflict::columns([Column::MemberId, Column::BeganAt]).do_nothing().to_owned();
    let mut insert = Query::insert();
    insert.into_table(Entity).columns(columns).select_from(gap).expect("as many columns as values").on_conflict(once);
    insert
}

impl Tenant<'_> {
    /// The portal's last gaps, newest first.
    pub async fn list_gaps(&self, limit: u64) -> Result<Vec<Gap>, StoreError> {
        let rows = Entity::find().filter(self.own_gaps()).order_by_desc(Column::BeganAt).limit(limit);
        rows.all(&self.store.connections.read).await?.iter().map(into_gap).collect()
    }

    /// Its open gaps, oldest first.
    pub async fn list_open_gaps(&self) -> Result<Vec<Gap>, StoreError> {
        self.open_gaps(&self.store.connections.read).await
    }

    pub(crate) async fn open_gaps(&self, db: &impl ConnectionTrait) -> Result<Vec<Gap>, StoreError> {
        let open = Entity::find().filter(self.own_gaps()).filter(Column::State.eq(GapState::Open.as_str()));
        open.order_by_asc(Column::BeganAt).all(db).await?.iter().map(into_gap).collect()
    }

    /// Counts deletions that the portal's queue returned: each counts for the open gaps that cover its time.
    pub async fn count_found(&self, times: &[OffsetDateTime]) -> Result<(), StoreError> {
        for gap in self.list_open_gaps().await? {
            let found = times.iter().filter(|time| gap.covers(**time)).count();
            if found > 0 {
                let more = Expr::col(Column::Found).add(i64::try_from(found).unwrap_or(i64::MAX));
                let counted = Entity::update_many().col_expr(Column::Found, more).filter(self.own_gaps());
                counted.filter(Column::BeganAt.eq(micros(gap.from))).exec(&self.store.connections.write).await?;
            }
        }
        Ok(())
    }

    /// Saves why open gaps stay open.
    pub(crate) async fn explain_gaps(
        &self,
        transaction: &impl ConnectionTrait,
        reason: Option<&Failure>,
    ) -> Result<(), StoreError> {
        let reason = reason.map(Failure::to_text);
        let open = Entity::update_many().filter(self.own_gaps()).filter(Column::State.eq(GapState::Open.as_str()));
        let otherwise = match &reason {
            None => Condition::any().add(Column::Reason.is_not_null()),
            Some(reason) => Condition::any().add(Column::Reason.is_null()).add(Column::Reason.ne(reason)),
        };
        open.filter(otherwise).col_expr(Column::Reason, Expr::value(reason)).exec(transaction).await?;
        Ok(())
    }

    /// Settles the open gaps, or those that ended by `until`: lost for a reason, or closed, since all kept was fetched.
    pub(crate) async fn settle_gaps(
        &self,
        transaction: &impl ConnectionTrait,
        until: Option<OffsetDateTime>,
        lost: Option<&Failure>,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let state = if lost.is_some() { GapState::Lost } else { GapState::Closed };
        let covered = until.map(|until| Column::EndedAt.lte(micros(until)));
        Entity::update_many()
            .col_expr(Column::State, Expr::value(state.as_str()))
            .col_expr(Column::Reason, Expr::value(lost.map(Failure::to_text)))
            .col_expr(Column::SettledAt, Expr::value(micros(now)))
            .filter(self.own_gaps())
            .filter(Column::State.eq(GapState::Open.as_str()))
            .filter(Condition::all().add_option(covered))
            .exec(transaction)
            .await?;
        self.forget_gaps(transaction).await
    }

    /// Deletes the oldest settled gaps.
    async fn forget_gaps(&self, transaction: &impl ConnectionTrait) -> Result<(), StoreError> {
        let newest = Entity::find().filter(self.own_gaps()).order_by_desc(Column::BeganAt);
        let first_kept = newest.select_only().column(Column::BeganAt).offset(KEPT).limit(1);
        let Some(last) = first_kept.into_tuple::<i64>().one(transaction).await? else { return Ok(()) };
        let settled = Entity::delete_many().filter(self.own_gaps()).filter(Column::BeganAt.lte(last));
        settled.filter(Column::State.ne(GapState::Open.as_str())).exec(transaction).await?;
        Ok(())
    }

    fn own_gaps(&self) -> sea_orm::sea_query::SimpleExpr {
        Column::MemberId.eq(self.member_id.as_str())
    }
}

impl AllPortals<'_> {
    /// How many gaps of all portals are open.
    pub async fn count_open_gaps(&self) -> Result<u64, StoreError> {
        use sea_orm::PaginatorTrait;
        let open = Entity::find().filter(Column::State.eq(GapState::Open.as_str()));
        let open = open.filter(self.only(Column::MemberId));
        Ok(open.count(&self.store().connections.read).await?)
    }
}

pub(crate) fn into_gap(row: &Model) -> Result<Gap, StoreError> {
    Ok(Gap {
        from: from_micros(row.began_at),
        to: from_micros(row.ended_at),
        state: row.state.parse().map_err(|error| StoreError::corrupt("gaps", error))?,
        found: row.found.unsigned_abs(),
        settled_at: row.settled_at.map(from_micros),
        reason: row.reason.as_deref().map(Failure::of_text),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use domain::MemberId;
    use domain::recovery::{Recovery, RecoveryOutcome};
    use sea_orm::Statement;
    use time::macros::datetime;

    use super::*;
    use crate::testing::{new_store, plan};

    const NOW: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

    async fn settle_all_ways(store: &Store, portal: &MemberId) {
        let [from, to] = [3, 2].map(|hours| NOW - Duration::hours(hours));
        for (at, outcome) in (0_i64..).zip(RecoveryOutcome::ALL) {
            store.record_deaf(from + Duration::minutes(at), to).await.unwrap();
            let reason = (outcome == RecoveryOutcome::Failed).then_some(Failure::Limited);
            let ended = Recovery { begun_at: NOW, ended_at: NOW, outcome, found: 0, unreadable: 0, reason };
            store.tenant(portal).record_recovery(&ended).await.unwrap();
        }
    }

    fn is_about_own_gaps(sql: &str) -> bool {
        sql.contains(r#""gaps""#) && sql.contains(r#""member_id" = ?"#)
    }

    #[tokio::test]
    async fn gaps_of_one_portal_are_settled_without_a_look_at_those_of_others() {
        let (_folder, mut store) = new_store().await;
        let portal = MemberId::parse("a").unwrap();
        let sql = format!(
            "INSERT INTO portals (member_id, domain, status, finished, scopes, generation, purged_generation, purging, \
                purged_up_to, token_health, installed_at) \
             VALUES ('{portal}', 'x', 'active', TRUE, '', 1, 0, FALSE, 0, 'none', 0)"
        );
        store.connections.write.execute_unprepared(&sql).await.unwrap();
        let asked: Arc<Mutex<Vec<Statement>>> = Arc::default();
        let notes = Arc::clone(&asked);
        store.connections.write.set_metric_callback(move |info| notes.lock().unwrap().push(info.statement.clone()));
        settle_all_ways(&store, &portal).await;

        let asked = asked.lock().unwrap().clone();
        let mut looked_at = 0;
        for statement in asked.iter().filter(|statement| is_about_own_gaps(&statement.sql)) {
            for step in plan(&store, statement.clone()).await {
                assert!(!step.contains("gaps") || step.contains("member_id=?"), "{step}: {}", statement.sql);
                looked_at += 1;
            }
        }
        assert!(looked_at > 10, "the statements are noted: {looked_at}");
    }
}
