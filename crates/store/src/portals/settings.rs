//! Settings of single portals.

use domain::MemberId;
use domain::clock::micros;
use domain::portal::PortalSettings;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use time::OffsetDateTime;

use crate::entities::portal;
use crate::error::StoreError;
use crate::{Store, Tenant};

/// The settings of one portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSettings {
    /// The portal.
    pub member_id: MemberId,
    /// For how many days its deletions are kept, if it has its own setting; 0 is forever.
    pub retention: Option<u16>,
    /// All others.
    pub settings: PortalSettings,
}

impl Store {
    /// Portals with settings of their own, in the order of their `member_id`, `limit` at most.
    pub async fn list_own_settings(&self, limit: u64) -> Result<Vec<OwnSettings>, StoreError> {
        use portal::Column::{MemberId as Id, RetentionDays, Settings};
        // As in the index `portals_with_settings`.
        let own = portal::Entity::find().filter(Settings.is_not_null().or(RetentionDays.is_not_null()));
        let own = own.order_by_asc(Id).limit(limit).select_only().columns([Id, RetentionDays, Settings]).into_tuple();
        let rows: Vec<(String, Option<i32>, Option<String>)> = own.all(&self.connections.read).await?;
        let own = rows.iter().map(|(portal, days, text)| {
            let member_id = MemberId::parse(portal).map_err(|error| StoreError::corrupt("portals", error))?;
            let retention = days.and_then(|days| u16::try_from(days).ok());
            Ok(OwnSettings { member_id, retention, settings: read(text.as_deref())? })
        });
        own.collect()
    }
}

impl Tenant<'_> {
    /// The portal's settings; the defaults if it has none or is not known.
    pub async fn find_settings(&self) -> Result<PortalSettings, StoreError> {
        let own = portal::Entity::find_by_id(self.member_id.as_str()).select_only().column(portal::Column::Settings);
        let text: Option<Option<String>> = own.into_tuple().one(&self.store.connections.read).await?;
        read(text.flatten().as_deref())
    }

    /// Saves the settings. Makes an alarm check due, and a subscription check if titles are switched on or off. False
    /// if the portal is not known.
    pub async fn save_settings(&self, settings: &PortalSettings, now: OffsetDateTime) -> Result<bool, StoreError> {
        let Some(mut change) = self.change().await? else { return Ok(false) };
        let text = serde_json::to_string(settings).expect("settings are JSON");
        change.row.settings = Set(Some(text).filter(|_| *settings != PortalSettings::default()));
        if change.known.alarm_check_at.is_some() {
            change.row.alarm_check_at = Set(Some(micros(now)));
        }
        let (titles, before) = (settings.titles, read(change.known.settings.as_deref())?.titles);
        if titles.is_on != before.is_on && change.known.subscription_check_at.is_some() {
            change.row.subscription_check_at = Set(Some(micros(now)));
        }
        if titles != before {
            self.keep_titles(change.db(), titles).await?;
        }
        change.commit().await?;
        Ok(true)
    }
}

/// Parses the settings column.
pub(crate) fn read(text: Option<&str>) -> Result<PortalSettings, StoreError> {
    let settings = text.map(serde_json::from_str).transpose();
    settings.map(Option::unwrap_or_default).map_err(|error| StoreError::corrupt("portals", error))
}
