//! Authorizations that a browser began: each `state` is good for one return to the same browser. The state carries its
//! data itself, sealed; anybody can begin one, so the database keeps nothing before it comes back.

use domain::MemberId;
use domain::clock::{from_micros, micros};
use domain::hex;
use domain::vault::{Belongs, KeyedHash};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Set};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::Store;
use crate::entities::portal;
use crate::entities::used_state::{ActiveModel, Column, Entity};
use crate::error::StoreError;

/// The vault's place for states.
const BELONGS: Belongs<'static> = Belongs { member_id: None, column: "oauth_state" };
/// How many used states are kept until they expire, for one source and in all.
const OF_SOURCE: u64 = 1_000;
const TOTAL: u64 = 100_000;

/// An authorization that a browser began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The host that the browser was sent to.
    pub domain: String,
    /// The portal that was known under this host then.
    pub member_id: Option<MemberId>,
}

/// The outcome of a `state` that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlowReturn {
    /// It was given to this browser. It can't be used again.
    Own(Flow),
    /// Not given out here, used before, or expired.
    Unknown,
    /// It was given to another browser.
    Foreign,
    /// So many came back from there, or in all, that one more can't be kept.
    TooMany,
}

/// The outcome of using a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spent {
    /// It is used now.
    Now,
    /// It was used before.
    Before,
    /// So many are used that one more can't be kept.
    TooMany,
}

#[derive(Serialize, Deserialize)]
struct FlowState {
    browser: String,
    domain: String,
    member_id: Option<String>,
    expires_at: i64,
}

impl Store {
    /// A new state for a browser that is sent to this host.
    pub async fn begin_oauth_flow(
        &self,
        browser: KeyedHash,
        domain: &str,
        expires_at: OffsetDateTime,
    ) -> Result<SecretString, StoreError> {
        let known = portal::Entity::find().select_only().column(portal::Column::MemberId);
        let known = known.filter(portal::Column::Domain.eq(domain)).into_tuple::<String>();
        let state = FlowState {
            browser: hex(browser.as_bytes()),
            domain: domain.to_owned(),
            member_id: known.one(&self.connections.read).await?,
            expires_at: micros(expires_at),
        };
        let text = serde_json::to_string(&state).expect("a state is texts and a number");
        Ok(self.vault.seal(&text.into(), BELONGS).replace('+', "-").replace('/', "_").into())
    }

    /// Uses up a `state` that came back in a browser at `source`, whatever the outcome.
    pub async fn take_oauth_flow(
        &self,
        state: &SecretString,
        browser: Option<KeyedHash>,
        source: &str,
        now: OffsetDateTime,
    ) -> Result<FlowReturn, StoreError> {
        // A state has one spelling, however it came back.
        let sealed = state.expose_secret().replace('-', "+").replace('_', "/");
        let Ok(text) = self.vault.open(&sealed, BELONGS) else { return Ok(FlowReturn::Unknown) };
        let Ok(state) = serde_json::from_str::<FlowState>(text.expose_secret()) else { return Ok(FlowReturn::Unknown) };
        if from_micros(state.expires_at) < now {
            return Ok(FlowReturn::Unknown);
        }
        match self.spend_state(self.hash_key.hash("oauth_state", None, &sealed), source, state.expires_at).await? {
            Spent::Before => return Ok(FlowReturn::Unknown),
            Spent::TooMany => return Ok(FlowReturn::TooMany),
            Spent::Now => {}
        }
        let member_id = state.member_id.as_deref().map(MemberId::parse).transpose();
        let member_id = member_id.map_err(|error| StoreError::corrupt("portals", error))?;
        // This need not take constant time, since the other side is sealed.
        let own = browser.is_some_and(|browser| hex(browser.as_bytes()) == state.browser);
        Ok(if own { FlowReturn::Own(Flow { domain: state.domain, member_id }) } else { FlowReturn::Foreign })
    }

    /// Records that a state was used, until it expires.
    pub(crate) async fn spend_state(
        &self,
        hash: KeyedHash,
        source: &str,
        expires_at: i64,
    ) -> Result<Spent, StoreError> {
        if self.has_no_room(source).await? {
            return Ok(Spent::TooMany);
        }
        let row = ActiveModel {
            state_hash: Set(hash.as_bytes().to_vec()),
            source: Set(source.to_owned()),
            expires_at: Set(expires_at),
        };
        let once = OnConflict::column(Column::StateHash).do_nothing().to_owned();
        let used = Entity::insert(row).on_conflict(once).exec_without_returning(&self.connections.write).await?;
        Ok(if used == 0 { Spent::Before } else { Spent::Now })
    }

    async fn has_no_room(&self, source: &str) -> Result<bool, StoreError> {
        let db = &self.connections.read;
        let of_source = Entity::find().filter(Column::Source.eq(source)).limit(OF_SOURCE).count(db).await?;
        Ok(of_source >= OF_SOURCE || Entity::find().count(db).await? >= TOTAL)
    }

    /// Drops used states that expired before `time`: they are refused anyway. Returns how many.
    pub async fn drop_oauth_flows_before(&self, time: OffsetDateTime) -> Result<u64, StoreError> {
        let old = Entity::delete_many().filter(Column::ExpiresAt.lt(micros(time)));
        Ok(old.exec(&self.connections.write).await?.rows_affected)
    }
}
