//! Authorizations that were begun in a browser: each `state` is good for one return to the same browser.

use domain::MemberId;
use domain::clock::micros;
use domain::vault::KeyedHash;
use sea_orm::{ColumnTrait, EntityTrait, ModelTrait, PaginatorTrait, QueryFilter, QuerySelect, Set};
use time::OffsetDateTime;

use crate::Store;
use crate::entities::oauth_flow::{ActiveModel, Column, Entity};
use crate::entities::portal;
use crate::error::StoreError;

/// How many may be under way; anybody can begin one.
const TOTAL: u64 = 10_000;

/// An authorization that a browser began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The host that the browser was sent to.
    pub domain: String,
    /// The portal that was known under this host then.
    pub member_id: Option<MemberId>,
}

/// What became of a `state` that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlowReturn {
    /// It is the one that this browser was given. It is of no use afterwards.
    Own(Flow),
    /// Nobody was given it, or it was used or has expired.
    Unknown,
    /// Another browser was given it.
    Foreign,
}

impl Store {
    /// Keeps a flow; false if too many are under way.
    pub async fn save_oauth_flow(
        &self,
        state: KeyedHash,
        browser: KeyedHash,
        domain: &str,
        expires_at: OffsetDateTime,
    ) -> Result<bool, StoreError> {
        if Entity::find().count(&self.connections.read).await? >= TOTAL {
            return Ok(false);
        }
        let known = portal::Entity::find().select_only().column(portal::Column::MemberId);
        let known = known.filter(portal::Column::Domain.eq(domain)).into_tuple::<String>();
        let row = ActiveModel {
            state_hash: Set(state.as_bytes().to_vec()),
            browser_hash: Set(browser.as_bytes().to_vec()),
            domain: Set(domain.to_owned()),
            member_id: Set(known.one(&self.connections.read).await?),
            expires_at: Set(micros(expires_at)),
        };
        Entity::insert(row).exec_without_returning(&self.connections.write).await?;
        Ok(true)
    }

    /// Takes the flow of a `state` that came back in a browser. Whatever it was, it is of no use afterwards.
    pub async fn take_oauth_flow(
        &self,
        state: KeyedHash,
        browser: Option<KeyedHash>,
        now: OffsetDateTime,
    ) -> Result<FlowReturn, StoreError> {
        let found = Entity::find_by_id(state.as_bytes().to_vec()).one(&self.connections.read).await?;
        let Some(flow) = found else { return Ok(FlowReturn::Unknown) };
        let given = KeyedHash::try_from(flow.browser_hash.as_slice()).ok();
        let (domain, expires_at) = (flow.domain.clone(), flow.expires_at);
        let member_id = flow.member_id.as_deref().map(MemberId::parse).transpose();
        let member_id = member_id.map_err(|error| StoreError::corrupt("oauth_flows", error))?;
        let taken = flow.delete(&self.connections.write).await?.rows_affected;
        if taken == 0 || expires_at < micros(now) {
            return Ok(FlowReturn::Unknown);
        }
        let own = browser.is_some() && browser == given;
        Ok(if own { FlowReturn::Own(Flow { domain, member_id }) } else { FlowReturn::Foreign })
    }

    /// Drops flows that were not ended before `time`. Returns how many.
    pub async fn drop_oauth_flows_before(&self, time: OffsetDateTime) -> Result<u64, StoreError> {
        let old = Entity::delete_many().filter(Column::ExpiresAt.lt(micros(time)));
        Ok(old.exec(&self.connections.write).await?.rows_affected)
    }
}
