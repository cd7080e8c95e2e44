//! Requests with an idempotency key, which can be repeated without creating anything twice.

use domain::clock::micros;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use time::{Duration, OffsetDateTime};

use super::Webhooks;
use crate::entities::idempotency_key::{ActiveModel, Column, Entity};
use crate::error::StoreError;

/// How long an answer is kept.
const KEPT: Duration = Duration::hours(24);

/// A repeatable request and its answer.
#[derive(Clone, Debug)]
pub struct Repeatable {
    /// The number of the API key that it came with.
    pub api_key_id: i64,
    /// The digest of its route and key.
    pub key_hash: [u8; 32],
    /// The digest of its body.
    pub body_hash: [u8; 32],
    /// The answer, without any secret.
    pub answer: String,
}

impl Webhooks<'_> {
    /// The body's digest and the answer of an earlier request with the same key; none after a day.
    pub async fn find_answer(
        &self,
        api_key_id: i64,
        key_hash: &[u8; 32],
        now: OffsetDateTime,
    ) -> Result<Option<(Vec<u8>, String)>, StoreError> {
        let key = (self.owner_id().to_owned(), api_key_id, key_hash.to_vec());
        // On the write connection: a reader may lag behind an answer given just now.
        let kept = Entity::find_by_id(key).one(&self.store.connections.write).await?;
        let kept = kept.filter(|row| row.created_at > micros(now - KEPT));
        Ok(kept.map(|row| (row.body_hash, row.answer)))
    }
}

/// Drops answers that are older than a day.
pub(super) async fn drop_old(db: &impl ConnectionTrait, now: OffsetDateTime) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::CreatedAt.lte(micros(now - KEPT))).exec(db).await?;
    Ok(())
}

/// Saves the answer in the request's transaction. A conflict if there is an answer already.
pub(super) async fn keep(
    db: &impl ConnectionTrait,
    owner: &str,
    request: &Repeatable,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let old = Entity::delete_many().filter(Column::MemberId.eq(owner)).filter(Column::ApiKeyId.eq(request.api_key_id));
    let old = old.filter(Column::KeyHash.eq(request.key_hash.to_vec()));
    old.filter(Column::CreatedAt.lte(micros(now - KEPT))).exec(db).await?;
    let row = ActiveModel {
        member_id: Set(owner.to_owned()),
        api_key_id: Set(request.api_key_id),
        key_hash: Set(request.key_hash.to_vec()),
        body_hash: Set(request.body_hash.to_vec()),
        answer: Set(request.answer.clone()),
        created_at: Set(micros(now)),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}
