//! The alarms of all portals: there are few, so they are counted live.

use std::collections::HashMap;

use domain::MemberId;
use domain::clock::micros;
use domain::health::{Alarm, AlarmKind};
use domain::portal::{Portal, PortalStatus, TokenHealth};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use time::OffsetDateTime;

use crate::AllPortals;
use crate::entities::{alarm, portal};
use crate::error::StoreError;
use crate::health::into_alarm;
use crate::health::urgency::not_known;
use crate::portals::rows::into_portal;

/// An alarm and its portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalAlarm {
    /// The portal, without its counts.
    pub portal: Portal,
    /// The alarm.
    pub alarm: Alarm,
}

/// How many portals' tokens need attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TokenCounts {
    /// They are due for renewal.
    pub due: u64,
    /// Renewing them fails and is being retried.
    pub failing: u64,
    /// The authorization server refused them for good.
    pub dead: u64,
}

/// The alarms whose kinds this version knows: during a rolling update, a newer version may have turned others on, and
/// turns them off again.
pub(crate) fn known_alarms() -> Select<alarm::Entity> {
    alarm::Entity::find().filter(alarm::Column::Kind.is_in(AlarmKind::ALL.map(AlarmKind::as_str)))
}

impl AllPortals<'_> {
    /// How many portals each alarm is on for, the most urgent first; kinds that are on for none are left out.
    pub async fn count_alarms(&self) -> Result<Vec<(AlarmKind, u64)>, StoreError> {
        let rows: Vec<(String, i64)> = known_alarms()
            .select_only()
            .column(alarm::Column::Kind)
            .column_as(alarm::Column::Kind.count(), "portals")
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

    /// How many active portals have an unknown condition: they were not checked yet, or did not answer.
    pub async fn count_unknown(&self) -> Result<u64, StoreError> {
        let portals = portal::Entity::find().select_only().column(portal::Column::MemberId).filter(not_known());
        Ok(portals.filter(self.only(portal::Column::MemberId)).count(&self.store().connections.read).await?)
    }

    /// How many portals have an alarm that is on.
    pub async fn count_alarmed(&self) -> Result<u64, StoreError> {
        let alarmed = known_alarms().select_only().column(alarm::Column::MemberId).distinct();
        Ok(alarmed.filter(self.only(alarm::Column::MemberId)).count(&self.store().connections.read).await?)
    }

    /// Counts portals by their tokens: due or failing only where the app is in use, as alarms do.
    pub async fn count_tokens(&self, now: OffsetDateTime) -> Result<TokenCounts, StoreError> {
        use portal::Column::{MemberId, RenewAt, Status, TokenHealth as Tokens};
        let db = &self.store().connections.read;
        let own = || portal::Entity::find().filter(self.only(MemberId));
        let of = |health: TokenHealth| own().filter(Tokens.eq(health.as_str()));
        let used = || Status.is_in([PortalStatus::Active, PortalStatus::Installing].map(PortalStatus::as_str));
        Ok(TokenCounts {
            due: of(TokenHealth::Ok).filter(used()).filter(RenewAt.lte(micros(now))).count(db).await?,
            failing: of(TokenHealth::Failing).filter(used()).count(db).await?,
            dead: of(TokenHealth::Dead).count(db).await?,
        })
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
        let mut portals = HashMap::new();
        for row in portal::Entity::find().filter(portal::Column::MemberId.is_in(ids)).all(db).await? {
            portals.insert(row.member_id.clone(), into_portal(row, None)?);
        }
        let alarm = |row: &alarm::Model| {
            let portal = portals.remove(&row.member_id)?;
            Some(into_alarm(row).map(|alarm| PortalAlarm { portal, alarm }))
        };
        rows.iter().filter_map(alarm).collect()
    }

    /// The alarms of these portals that are on, the most urgent first; portals without any are left out.
    pub async fn find_alarms(&self, portals: &[Portal]) -> Result<HashMap<MemberId, Vec<Alarm>>, StoreError> {
        let ids = portals.iter().map(|portal| portal.member_id.as_str());
        let rows = known_alarms().filter(alarm::Column::MemberId.is_in(ids));
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

#[cfg(test)]
mod tests {
    use sea_orm::ConnectionTrait;

    use super::*;
    use crate::testing::new_store;

    #[tokio::test]
    async fn alarm_of_a_newer_version_is_in_nobodys_way_and_stays() {
        let (_folder, store) = new_store().await;
        for sql in [
            "INSERT INTO portals (member_id, domain, status, finished, scopes, generation, purged_generation, purging, \
                purged_up_to, token_health) VALUES ('m', 'x', 'active', TRUE, '', 1, 0, FALSE, 0, 'none')",
            "INSERT INTO alarms (member_id, kind, since) VALUES ('m', 'of_a_newer_version', 1)",
        ] {
            store.connections.write.execute_unprepared(sql).await.unwrap();
        }
        let (member_id, now) = (MemberId::parse("m").unwrap(), OffsetDateTime::UNIX_EPOCH);
        let (tenant, silent) = (store.tenant(&member_id), AlarmKind::Silent);
        tenant.save_alarms(&[silent], now).await.unwrap();
        assert_eq!(tenant.find_health(now).await.unwrap().unwrap().alarms.len(), 1);
        assert_eq!(store.all_portals().count_alarms().await.unwrap(), [(silent, 1)]);
        let portal = tenant.find_portal().await.unwrap().unwrap();
        assert_eq!(store.all_portals().find_alarms(&[portal]).await.unwrap()[&member_id].len(), 1);
        assert_eq!(store.all_portals().count_alarmed().await.unwrap(), 1);
        tenant.save_alarms(&[], now).await.unwrap();
        assert_eq!(store.all_portals().count_alarmed().await.unwrap(), 0);
        let left = alarm::Entity::find().all(&store.connections.read).await.unwrap();
        assert_eq!(left.iter().map(|row| row.kind.as_str()).collect::<Vec<_>>(), ["of_a_newer_version"]);
    }
}
