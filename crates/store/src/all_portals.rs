//! Reads across all portals, or across those within a caller's reach.

use std::collections::HashMap;

use domain::MemberId;
use domain::clock::from_micros;
use domain::deletion::Page;
use domain::health::AlarmKind;
use domain::portal::{Portal, PortalStatus};
use domain::reach::Reach;
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use time::OffsetDateTime;

use crate::deletions::hiding::all_hidden;
use crate::entities::{alarm, counter, portal};
use crate::error::StoreError;
use crate::health::urgency::not_known;
use crate::portals::rows::{find_domains, into_portal};
use crate::{Store, Tenant};

/// The view that [`Store::all_portals`] and [`Store::within`] open. "All portals" here means all within reach.
#[derive(Clone, Copy, Debug)]
pub struct AllPortals<'a> {
    store: &'a Store,
    reach: &'a Reach,
}

/// Which portals a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PortalFilter {
    /// Only those whose host or `member_id` contains this, ignoring case.
    pub q: Option<String>,
    /// Only those with this status.
    pub status: Option<PortalStatus>,
    /// Only those for which this alarm is on.
    pub alarm: Option<AlarmKind>,
    /// Only active ones whose condition is unknown.
    pub is_unknown: bool,
}

/// All portals at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// How many portals have each status.
    pub portals: Vec<(PortalStatus, u64)>,
    /// How many deletions are kept.
    pub deletions: u64,
    /// When the last one was received.
    pub last_event_at: Option<OffsetDateTime>,
}

impl Store {
    /// The view of all portals.
    pub fn all_portals(&self) -> AllPortals<'_> {
        self.within(&Reach::AllPortals)
    }

    /// The view of the portals within reach; the others do not exist for it.
    pub fn within<'a>(&'a self, reach: &'a Reach) -> AllPortals<'a> {
        AllPortals { store: self, reach }
    }
}

impl<'a> AllPortals<'a> {
    pub(crate) fn store(&self) -> &'a Store {
        self.store
    }

    pub(crate) fn reach(&self) -> &'a Reach {
        self.reach
    }

    /// One portal's share of the data; none if it is out of reach.
    pub fn tenant(&self, member_id: &'a MemberId) -> Option<Tenant<'a>> {
        self.reach.covers(member_id).then(|| self.store.tenant(member_id))
    }

    /// Only rows of portals within reach: `column` has their `member_id`.
    pub(crate) fn only(&self, column: impl ColumnTrait) -> Condition {
        let within = self.reach.portals().map(|portals| column.is_in(portals.iter().map(MemberId::as_str)));
        Condition::all().add_option(within)
    }

    /// Portals in the order of their `member_id`: `limit` of those after `after`.
    pub async fn list_portals(
        &self,
        filter: &PortalFilter,
        after: Option<MemberId>,
        limit: u64,
    ) -> Result<Page<Portal, MemberId>, StoreError> {
        let after = after.map(|after| portal::Column::MemberId.gt(after.as_str()));
        let mut rows = portal::Entity::find()
            .filter(self.fitting(filter).add_option(after))
            .order_by_asc(portal::Column::MemberId)
            .limit(limit + 1)
            .all(&self.store.connections.read)
            .await?;
        let more = rows.len() as u64 > limit;
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let items = self.with_counters(rows).await?;
        let next = items.last().filter(|_| more).map(|portal| portal.member_id.clone());
        Ok(Page { items, next })
    }

    /// The identifiers and present hosts of portals in the order of their `member_id`, `limit` at most. A portal whose
    /// data was removed has an empty host.
    pub async fn list_hosts(&self, filter: &PortalFilter, limit: u64) -> Result<Vec<(MemberId, String)>, StoreError> {
        let rows = self.ids(self.fitting(filter)).column(portal::Column::Domain).limit(limit);
        let rows: Vec<(String, String)> = rows.into_tuple().all(&self.store.connections.read).await?;
        rows.into_iter().map(|(id, host)| Ok((parsed(&id)?, host))).collect()
    }

    /// The portals with this host or `member_id`, ignoring case; if any is written just so or in lower case, no others.
    pub async fn list_named(&self, name: &str) -> Result<Vec<MemberId>, StoreError> {
        let found = self.list_ids(spelled(name)).await?;
        // Only a name that no portal has, or one has with other capitals, takes a look at all of them.
        if found.is_empty() { self.list_ids(spelled_in_any_case(name)).await } else { Ok(found) }
    }

    async fn list_ids(&self, condition: Condition) -> Result<Vec<MemberId>, StoreError> {
        let ids = self.ids(condition).into_tuple::<String>().all(&self.store.connections.read).await?;
        ids.iter().map(|id| parsed(id)).collect()
    }

    /// Selects the identifiers of the portals within reach that meet the condition.
    fn ids(&self, condition: Condition) -> Select<portal::Entity> {
        portal::Entity::find()
            .select_only()
            .column(portal::Column::MemberId)
            .filter(self.only(portal::Column::MemberId))
            .filter(condition)
            .order_by_asc(portal::Column::MemberId)
    }

    /// Portals within reach that match.
    pub(crate) fn fitting(&self, filter: &PortalFilter) -> Condition {
        // Avoids the index of statuses: most portals are active, and lists go through the index of their order.
        let status = || Func::coalesce([Expr::col((portal::Entity, portal::Column::Status)), Expr::value("")]);
        let status = filter.status.map(|wanted| Expr::expr(status()).eq(wanted.as_str()));
        let alarmed = filter.alarm.map(|kind| portal::Column::MemberId.in_subquery(alarmed(kind)));
        let found = filter.q.as_deref().filter(|q| !q.is_empty()).map(having);
        let unknown = filter.is_unknown.then(not_known);
        let own = self.only(portal::Column::MemberId).add_option(status).add_option(alarmed);
        own.add_option(unknown).add_option(found)
    }

    /// The portals of these rows, with their counters.
    pub(crate) async fn with_counters(&self, rows: Vec<portal::Model>) -> Result<Vec<Portal>, StoreError> {
        let ids = rows.iter().map(|row| row.member_id.as_str());
        let counters = counter::Entity::find().filter(counter::Column::MemberId.is_in(ids));
        let counters = counters.all(&self.store.connections.read).await?;
        let mut counters: HashMap<_, _> = counters.into_iter().map(|row| (row.member_id.clone(), row)).collect();
        let portals = rows.into_iter().map(|row| {
            let counter = counters.remove(&row.member_id);
            into_portal(row, counter)
        });
        portals.collect()
    }

    /// The present hosts of these portals, by `member_id`, as far as they are known.
    pub async fn find_domains(
        &self,
        these: impl IntoIterator<Item = &str>,
    ) -> Result<HashMap<String, String>, StoreError> {
        find_domains(these, self.only(portal::Column::MemberId), &self.store.connections.read).await
    }

    /// How many portals have each status.
    pub async fn count_portals(&self) -> Result<Vec<(PortalStatus, u64)>, StoreError> {
        let counts: Vec<(String, i64)> = portal::Entity::find()
            .select_only()
            .column(portal::Column::Status)
            .column_as(portal::Column::Status.count(), "portals") // its index has no other column
            .filter(self.only(portal::Column::MemberId))
            .group_by(portal::Column::Status)
            .into_tuple()
            .all(&self.store.connections.read)
            .await?;
        let portals = counts.into_iter().map(|(status, portals)| {
            let status = status.parse().map_err(|error| StoreError::corrupt("portals", error))?;
            Ok((status, portals.unsigned_abs()))
        });
        portals.collect()
    }

    /// How many portals and deletions there are.
    pub async fn overview(&self) -> Result<Overview, StoreError> {
        let portals = self.count_portals().await?;
        // PostgreSQL's sum is numeric.
        let deletions = counter::Column::Deletions.sum().cast_as("bigint");
        let (deletions, last): (Option<i64>, Option<i64>) = counter::Entity::find()
            .select_only()
            .column_as(deletions, "deletions")
            .column_as(counter::Column::LastReceivedAt.max(), "last")
            .filter(self.only(counter::Column::MemberId))
            .filter(counter::Column::MemberId.not_in_subquery(all_hidden()))
            .into_tuple()
            .one(&self.store.connections.read)
            .await?
            .unwrap_or_default();
        Ok(Overview {
            portals,
            deletions: deletions.unwrap_or_default().unsigned_abs(),
            last_event_at: last.filter(|last| *last > 0).map(from_micros),
        })
    }
}

fn parsed(id: &str) -> Result<MemberId, StoreError> {
    MemberId::parse(id).map_err(|error| StoreError::corrupt("portals", error))
}

/// The portals for which the alarm is on.
fn alarmed(kind: AlarmKind) -> SelectStatement {
    let mut alarmed = Query::select();
    alarmed.column(alarm::Column::MemberId).from(alarm::Entity).and_where(alarm::Column::Kind.eq(kind.as_str()));
    alarmed
}

fn having(text: &str) -> Condition {
    let mut pattern = text.to_lowercase();
    for special in ['\\', '%', '_'] {
        pattern = pattern.replace(special, &format!("\\{special}"));
    }
    host_or_id(|column| lower(column).like(LikeExpr::new(format!("%{pattern}%")).escape('\\')))
}

/// The host or `member_id` is this text, or this text in lower case; both columns have an index.
fn spelled(name: &str) -> Condition {
    host_or_id(|column| column.is_in([name.to_owned(), name.to_lowercase()]))
}

fn spelled_in_any_case(name: &str) -> Condition {
    host_or_id(|column| lower(column).eq(name.to_lowercase()))
}

fn host_or_id(fits: impl Fn(portal::Column) -> Expr) -> Condition {
    Condition::any().add(fits(portal::Column::Domain)).add(fits(portal::Column::MemberId))
}

fn lower(column: portal::Column) -> Expr {
    Expr::expr(Func::lower(Expr::col((portal::Entity, column))))
}

#[cfg(test)]
mod tests {
    use sea_orm::sea_query::SqliteQueryBuilder;
    use sea_orm::{DbBackend, QueryTrait, Statement};

    use super::*;
    use crate::testing::{new_store, plan};

    #[tokio::test]
    async fn host_or_member_id_is_looked_up_in_indexes() {
        let (_folder, store) = new_store().await;
        let sql = store.all_portals().ids(spelled("a.example")).into_query().to_string(SqliteQueryBuilder);
        let steps = plan(&store, Statement::from_string(DbBackend::Sqlite, sql)).await;
        let are_found = ["(domain=?)", "(member_id=?)"].iter().all(|key| steps.iter().any(|step| step.contains(key)));
        assert!(are_found && !steps.iter().any(|step| step.starts_with("SCAN")), "{steps:?}");
    }
}
