//! A deletion as it is linked, read back.

use std::collections::{BTreeSet, HashMap};

use domain::MemberId;
use domain::chain::{Link, Linked, auth_digest};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use crate::entities::auth_block;
use crate::error::StoreError;

/// How many auth blocks are remembered; a portal usually has one for each of its users.
const REMEMBERED: usize = 10_000;
/// How many are asked for at once, since they may be large.
const ASKED: usize = 64;

/// What of a deletion is linked.
#[derive(Debug, FromQueryResult)]
pub(super) struct Row {
    pub(super) member_id: String,
    pub(super) number: i64,
    event: String,
    entity_id: String,
    attributes: Option<String>,
    user_id: Option<String>,
    sent_at: i64,
    received_at: i64,
    event_handler_id: Option<String>,
    data: Option<String>,
    ts: Option<String>,
    auth: Option<i32>,
    expires: Option<i64>,
    digest: Option<Vec<u8>>,
}

impl Row {
    /// The link that was kept with it.
    pub(super) fn link(&self) -> Option<Link> {
        self.digest.as_deref()?.try_into().ok()
    }
}

/// Digests of auth blocks, made of what they hold.
#[derive(Debug, Default)]
pub(super) struct AuthDigests(HashMap<i32, Link>);

impl AuthDigests {
    pub(super) async fn look_up(
        &mut self,
        snapshot: &DatabaseTransaction,
        member_id: &MemberId,
        rows: &[Row],
    ) -> Result<(), StoreError> {
        use auth_block::Column::{Auth, MemberId, Number};
        if self.0.len() > REMEMBERED {
            self.0.clear();
        }
        let unknown: BTreeSet<i32> =
            rows.iter().filter_map(|row| row.auth).filter(|auth| !self.0.contains_key(auth)).collect();
        let unknown: Vec<i32> = unknown.into_iter().collect();
        for numbers in unknown.chunks(ASKED) {
            let own = auth_block::Entity::find().filter(MemberId.eq(member_id.as_str()));
            let own = own.filter(Number.is_in(numbers.iter().copied())).select_only().columns([Number, Auth]);
            let blocks: Vec<(i32, String)> = own.into_tuple().all(snapshot).await?;
            self.0.extend(blocks.into_iter().map(|(number, auth)| (number, auth_digest(&auth))));
        }
        Ok(())
    }

    /// The digest of a row, were it linked under this number after that link; none if its auth block is gone.
    pub(super) fn digest(&self, row: &Row, number: i64, previous: Option<&Link>) -> Option<Link> {
        let auth = match row.auth {
            Some(auth) => Some(self.0.get(&auth)?),
            None => None,
        };
        let linked = Linked {
            member_id: &row.member_id,
            number,
            event: &row.event,
            entity_id: &row.entity_id,
            attributes: row.attributes.as_deref(),
            user_id: row.user_id.as_deref(),
            sent_at: row.sent_at,
            received_at: row.received_at,
            event_handler_id: row.event_handler_id.as_deref(),
            data: row.data.as_deref(),
            ts: row.ts.as_deref(),
            auth,
            expires: row.expires,
        };
        Some(linked.digest(previous))
    }
}
