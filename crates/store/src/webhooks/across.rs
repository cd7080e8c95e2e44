//! Endpoints of all portals at once, or of those within reach.

use domain::webhook::DeliveryState;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::endpoints::{DELETED, KeptEndpoint, find_kept, list_kept};
use crate::AllPortals;
use crate::entities::{webhook_delivery, webhook_endpoint};
use crate::error::StoreError;

impl AllPortals<'_> {
    /// Endpoints of portals within reach, the newest first, at most `limit`. Those over all portals are included if all
    /// portals are within reach.
    pub async fn list_endpoints(&self, limit: u64) -> Result<Vec<KeptEndpoint>, StoreError> {
        use webhook_endpoint::Column::{CreatedAt, Id};
        list_kept(self.store(), self.endpoints().order_by_desc(CreatedAt).order_by_asc(Id).limit(limit)).await
    }

    /// The endpoint with this id, if it is within reach.
    pub async fn find_endpoint(&self, id: &str) -> Result<Option<KeptEndpoint>, StoreError> {
        find_kept(self.store(), self.endpoints(), id).await
    }

    /// The states of the last messages to an endpoint, newest first, at most `limit`.
    pub async fn list_delivery_states(&self, id: &str, limit: u64) -> Result<Vec<DeliveryState>, StoreError> {
        use webhook_delivery::Column::{CreatedAt, EndpointId, State};
        let mut rows: Vec<(i64, DeliveryState)> = Vec::new();
        // One query for each state, to match the index.
        for state in DeliveryState::ALL {
            let own = webhook_delivery::Entity::find().filter(EndpointId.eq(id)).filter(State.eq(state.number()));
            let own = own.select_only().column(CreatedAt).order_by_desc(CreatedAt).limit(limit);
            let times: Vec<i64> = own.into_tuple().all(&self.store().connections.read).await?;
            rows.extend(times.into_iter().map(|at| (at, state)));
        }
        rows.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(rows.into_iter().map(|(_, state)| state).collect())
    }

    /// Every read of these rows starts here.
    pub(super) fn endpoints(&self) -> sea_orm::Select<webhook_endpoint::Entity> {
        let own = webhook_endpoint::Entity::find().filter(self.only(webhook_endpoint::Column::MemberId));
        own.filter(webhook_endpoint::Column::Status.ne(DELETED))
    }
}
