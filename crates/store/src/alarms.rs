//! The alarms of all portals: there are few, so that they are counted live.

use std::collections::HashMap;

use domain::MemberId;
use domain::health::{Alarm, AlarmKind};
use domain::portal::{Portal, PortalStatus, TokenHealth};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::AllPortals;
use crate::entities::{alarm, portal};
use crate::error::StoreError;
use crate::health::into_alarm;

/// An alarm with the portal that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalAlarm {
    /// The portal.
    pub member_id: MemberId,
    /// Its present host.
    pub domain: String,
    /// What is wrong with it.
    pub alarm: Alarm,
}

impl AllPortals<'_> {
    /// How many portals each alarm is on for, the most urgent first; kinds that are on for none are left out.
    pub async fn count_alarms(&self) -> Result<Vec<(AlarmKind, u64)>, StoreError> {
        let rows: Vec<(String, i64)> = alarm::Entity::find()
            .select_only()
            .column(alarm::Column::Kind)
            .column_as(alarm::Column::MemberId.count(), "portals")
            .filter(self.only(alarm::Column::MemberId))
            .group_by(alarm::Column::Kind)
            .into_tuple()
            .all(&self.store().connections.read)
            .await?;
        let counts = rows.into_iter().map(|(kind, portals)| {
            let kind = kind.parse::<AlarmKind>().map_err(|error| StoreError::corrupt("alarms", error))?;
            Ok((kind, portals.unsigned_abs()))
        });
        let mut counts = counts.collect::<Result<Vec<_>, StoreError>>()?;
        counts.sort_by_key(|(kind, _)| *kind);
        Ok(counts)
    }

    /// How many active portals are neither alarmed nor known to be well: they were not asked yet, or did not answer.
    pub async fn count_unknown(&self) -> Result<u64, StoreError> {
        use portal::Column::{MemberId, Status};
        let alarmed = Query::select().column(alarm::Column::MemberId).from(alarm::Entity).take();
        let portals = portal::Entity::find().filter(Status.eq(PortalStatus::Active.as_str())).filter(unknown());
        let portals = portals.filter(self.only(MemberId));
        Ok(portals.filter(MemberId.not_in_subquery(alarmed)).count(&self.store().connections.read).await?)
    }

    /// The alarms of one kind that have been on the longest, `limit` at most.
    pub async fn list_alarms(&self, kind: AlarmKind, limit: u64) -> Result<Vec<PortalAlarm>, StoreError> {
        let db = &self.store().connections.read;
        let rows = alarm::Entity::find()
            .filter(alarm::Column::Kind.eq(kind.as_str()))
            .filter(self.only(alarm::Column::MemberId))
            .order_by_asc(alarm::Column::Since)
            .limit(limit)
            .all(db)
            .await?;
        let ids = rows.iter().map(|row| row.member_id.as_str());
        let portals = portal::Entity::find().select_only().columns([portal::Column::MemberId, portal::Column::Domain]);
        let domains: HashMap<String, String> =
            portals.filter(portal::Column::MemberId.is_in(ids)).into_tuple().all(db).await?.into_iter().collect();
        let alarms = rows.iter().map(|row| {
            let corrupt = |error: domain::InvalidMemberId| StoreError::corrupt("alarms", error);
            Ok(PortalAlarm {
                member_id: MemberId::parse(&row.member_id).map_err(corrupt)?,
                domain: domains.get(&row.member_id).cloned().unwrap_or_default(),
                alarm: into_alarm(row)?,
            })
        });
        alarms.collect()
    }

    /// The alarms of these portals that are on, the most urgent first; portals without any are left out.
    pub async fn find_alarms(&self, portals: &[Portal]) -> Result<HashMap<MemberId, Vec<Alarm>>, StoreError> {
        let ids = portals.iter().map(|portal| portal.member_id.as_str());
        let rows = alarm::Entity::find().filter(alarm::Column::MemberId.is_in(ids));
        let mut found: HashMap<MemberId, Vec<Alarm>> = HashMap::new();
        for row in rows.all(&self.store().connections.read).await? {
            let member_id = MemberId::parse(&row.member_id).map_err(|error| StoreError::corrupt("alarms", error))?;
            found.entry(member_id).or_default().push(into_alarm(&row)?);
        }
        for alarms in found.values_mut() {
            alarms.sort_by_key(|alarm| alarm.kind);
        }
        Ok(found)
    }
}

/// Portals of which, if they are active, nobody knows whether they are well.
pub(crate) fn unknown() -> Condition {
    use portal::Column::{
        ApplicationTokenConfirmedAt as Confirmed, LookTrouble, RefusedCount, RefusedLastAt, SubscriptionsCheckedAt,
        TokenHealth as Tokens,
    };
    let unconfirmed = Confirmed.is_null().or(Expr::col(Confirmed).lt(Expr::col(RefusedLastAt)));
    Condition::any()
        .add(SubscriptionsCheckedAt.is_null())
        .add(LookTrouble.is_not_null())
        .add(RefusedCount.gt(0).and(unconfirmed))
        .add(Tokens.ne(TokenHealth::Ok.as_str()))
}
