//! The operators' view: all portals at once, asked for by name.

use std::collections::HashMap;

use domain::MemberId;
use domain::clock::from_micros;
use domain::deletion::{Deletion, Filter, Page};
use domain::health::{Alarm, AlarmKind};
use domain::portal::{Portal, PortalStatus};
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;

use crate::Store;
use crate::entities::{alarm, counter, portal};
use crate::error::StoreError;
use crate::portal_rows::into_portal;
use crate::reading::Reading;
use crate::search::{Order, Range, Scope};

/// What [`Store::all_portals`] opens.
#[derive(Clone, Copy, Debug)]
pub struct AllPortals<'a> {
    store: &'a Store,
}

/// Which portals a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PortalFilter {
    /// Only those whose host or `member_id` has this in it, without regard to case.
    pub q: Option<String>,
    /// Only those that stand here.
    pub status: Option<PortalStatus>,
    /// Only those for which this alarm is on.
    pub alarm: Option<AlarmKind>,
}

impl PortalFilter {
    /// Whether a list with this filter shows the portal, which has these alarms.
    pub fn lets_through(&self, portal: &Portal, alarms: &[Alarm]) -> bool {
        let stands = self.status.is_none_or(|status| status == portal.status);
        let alarmed = self.alarm.is_none_or(|kind| alarms.iter().any(|alarm| alarm.kind == kind));
        let q = self.q.as_deref().unwrap_or_default().to_lowercase();
        let texts = [portal.domain.as_str(), portal.member_id.as_str()];
        stands && alarmed && texts.iter().any(|text| text.to_lowercase().contains(&q))
    }
}

/// All portals at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// How many portals stand where.
    pub portals: Vec<(PortalStatus, u64)>,
    /// How many deletions are kept.
    pub deletions: u64,
    /// When the last one was received.
    pub last_event_at: Option<OffsetDateTime>,
}

impl Store {
    /// The operators' view of all portals.
    pub fn all_portals(&self) -> AllPortals<'_> {
        AllPortals { store: self }
    }
}

impl AllPortals<'_> {
    pub(crate) fn store(&self) -> &Store {
        self.store
    }

    /// Portals in the order of their `member_id`: `limit` of those after `after`.
    pub async fn list_portals(
        &self,
        filter: &PortalFilter,
        after: Option<MemberId>,
        limit: u64,
    ) -> Result<Page<Portal, MemberId>, StoreError> {
        let after = after.map(|after| portal::Column::MemberId.gt(after.as_str()));
        let status = filter.status.map(|status| portal::Column::Status.eq(status.as_str()));
        let alarmed = filter.alarm.map(|kind| portal::Column::MemberId.in_subquery(alarmed(kind)));
        let found = filter.q.as_deref().filter(|q| !q.is_empty()).map(having);
        let mut rows = portal::Entity::find()
            .filter(Condition::all().add_option(after).add_option(status).add_option(alarmed).add_option(found))
            .order_by_asc(portal::Column::MemberId)
            .limit(limit + 1)
            .all(&self.store.connections.read)
            .await?;
        let more = rows.len() as u64 > limit;
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let mut counters = self.find_counters(&rows).await?;
        let portals = rows.into_iter().map(|row| {
            let counter = counters.remove(&row.member_id);
            into_portal(row, counter)
        });
        let items = portals.collect::<Result<Vec<_>, _>>()?;
        let next = items.last().filter(|_| more).map(|portal| portal.member_id.clone());
        Ok(Page { items, next })
    }

    async fn find_counters(&self, portals: &[portal::Model]) -> Result<HashMap<String, counter::Model>, StoreError> {
        let ids = portals.iter().map(|row| row.member_id.as_str());
        let counters = counter::Entity::find().filter(counter::Column::MemberId.is_in(ids));
        let rows = counters.all(&self.store.connections.read).await?;
        Ok(rows.into_iter().map(|row| (row.member_id.clone(), row)).collect())
    }

    /// Deletions of all portals in the order in which they were received, newest first: `limit` of those that arrived
    /// before the place `before`, or fewer if their payloads are large or few fit. The page says whether there may be
    /// more, even if it is empty.
    pub async fn list_deletions(
        &self,
        filter: &Filter,
        before: Option<u64>,
        limit: u64,
    ) -> Result<Page<Deletion, u64>, StoreError> {
        let before = before.and_then(|before| i64::try_from(before).ok()).unwrap_or(i64::MAX);
        let page = self.read(filter, Range::new(1, before - 1), Order::Newest, limit).await?;
        let items = page.items.into_iter().map(|(_, deletion)| deletion).collect();
        Ok(Page { items, next: page.next.map(i64::unsigned_abs) })
    }

    /// A page of the deletions that arrived in this range.
    pub(crate) async fn read(
        &self,
        filter: &Filter,
        arrivals: Range,
        order: Order,
        limit: u64,
    ) -> Result<Page<(i64, Deletion), i64>, StoreError> {
        let reading = Reading { db: &self.store.connections.read, scope: Scope::All, filter, order };
        reading.page(arrivals.within(self.find_range().await?), limit).await
    }

    /// The places that deletions may have in the order of their arrival.
    pub(crate) async fn find_range(&self) -> Result<Range, StoreError> {
        Ok(Range::new(1, i64::try_from(self.last_arrival().await?).unwrap_or(i64::MAX - 1)))
    }

    /// How many portals stand where.
    pub async fn count_portals(&self) -> Result<Vec<(PortalStatus, u64)>, StoreError> {
        let counts: Vec<(String, i64)> = portal::Entity::find()
            .select_only()
            .column(portal::Column::Status)
            .column_as(portal::Column::MemberId.count(), "portals")
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
        // On PostgreSQL a sum has a type of its own.
        let deletions = counter::Column::Deletions.sum().cast_as("bigint");
        let (deletions, last): (Option<i64>, Option<i64>) = counter::Entity::find()
            .select_only()
            .column_as(deletions, "deletions")
            .column_as(counter::Column::LastReceivedAt.max(), "last")
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
    let contains = |column| {
        let text = Func::lower(Expr::col((portal::Entity, column)));
        Expr::expr(text).like(LikeExpr::new(format!("%{pattern}%")).escape('\\'))
    };
    Condition::any().add(contains(portal::Column::Domain)).add(contains(portal::Column::MemberId))
}
