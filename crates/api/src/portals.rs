//! The portals that a key may see.

use domain::api_key::Scope;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use store::{PortalFilter, Store};

use crate::auth::Key;
use crate::cursor::Cursors;
use crate::error::ApiError;
use crate::page::PortalPage;
use crate::portal::{AlarmKind, Portal, PortalStatus};
use crate::query::{default_limit, example, term};
use crate::tags::Tags;

pub(crate) struct PortalsApi {
    pub(crate) store: Store,
}

#[OpenApi(tag = "Tags::Portals")]
impl PortalsApi {
    /// List portals.
    ///
    /// In order of `member_id`; a key for some portals lists only those. Needs the scope `portals:read`.
    #[oai(path = "/portals", method = "get", operation_id = "listPortals")]
    async fn list(
        &self,
        key: Key,
        /// Only those whose domain or `member_id` contains this, ignoring case: `some-domain`.
        #[oai(validator(max_length = 100))]
        q: Query<Option<String>>,
        /// Only with this status: `active`.
        status: Query<Option<PortalStatus>>,
        /// Only those with this alarm: `silent`.
        alarm: Query<Option<AlarmKind>>,
        /// Maximum items per page.
        #[oai(default = "default_limit", validator(minimum(value = "1"), maximum(value = "500")))]
        limit: Query<u64>,
        /// The previous page's `next_cursor`.
        cursor: Query<Option<String>>,
    ) -> Result<Json<PortalPage>, ApiError> {
        key.allows(Scope::PortalsRead)?;
        let (status, alarm) = (status.0.map(Into::into), alarm.0.map(Into::into));
        let filter = PortalFilter { q: term("q", q)?, status, alarm, ..PortalFilter::default() };
        let cursors = Cursors::of_portals(self.store.hash_key(), &filter);
        let after = cursors.read_portal(cursor.as_deref())?;

        let within = self.store.within(key.reach());
        let page = within.list_portals(&filter, after, limit.0).await?;
        let next_cursor = page.next.map(|member_id| cursors.print(member_id.as_str()));
        let mut alarms = within.find_alarms(&page.items).await?;
        let items = page.items.into_iter().map(|portal| {
            let alarms = alarms.remove(&portal.member_id).unwrap_or_default();
            Portal::new(portal, &alarms)
        });
        Ok(Json(PortalPage { items: items.collect(), next_cursor }))
    }

    /// Get one portal.
    ///
    /// Needs the scope `portals:read`.
    #[oai(path = "/portals/:member_id", method = "get", operation_id = "getPortal")]
    async fn get(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
    ) -> Result<Json<Portal>, ApiError> {
        key.allows(Scope::PortalsRead)?;
        let member_id = key.reaches(&member_id)?;

        let tenant = self.store.tenant(&member_id);
        let portal = tenant.find_portal().await?.ok_or_else(ApiError::portal_not_found)?;
        Ok(Json(Portal::new(portal, &tenant.list_alarms().await?)))
    }
}
