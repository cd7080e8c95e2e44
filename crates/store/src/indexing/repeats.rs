//! What was reported before.

use std::collections::HashSet;

use domain::deletion::Sources;
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::among::one_of_pairs;
use super::block::NewDeletion;
use super::bulk::pieces;
use crate::connect::Batch;
use crate::entities::deletion;
use crate::error::StoreError;

/// A deletion that the database has, as far as it may come again.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Kept {
    pub(super) member_id: String,
    pub(super) number: i64,
    pub(super) fingerprint: Vec<u8>,
    pub(super) event: String,
    pub(super) entity_id: String,
    pub(super) sent_at: i64,
    sources: i16,
}

impl Kept {
    pub(super) fn sources(&self) -> Result<Sources, StoreError> {
        Sources::from_bits(self.sources).ok_or_else(|| StoreError::corrupt("deletions", "it came on no way"))
    }
}

/// The columns of [`Kept`].
pub(super) const KEPT: [deletion::Column; 7] = [
    deletion::Column::MemberId,
    deletion::Column::Number,
    deletion::Column::Fingerprint,
    deletion::Column::Event,
    deletion::Column::EntityId,
    deletion::Column::SentAt,
    deletion::Column::Sources,
];

/// Which of the deletions the database has already.
pub(super) async fn find_known(batch: &Batch, deletions: &[&NewDeletion]) -> Result<Vec<Kept>, StoreError> {
    let mut known = Vec::new();
    let engine = batch.get_database_backend();
    for chunk in pieces(engine, deletions) {
        let key = [deletion::Column::MemberId, deletion::Column::Fingerprint];
        let reported = chunk.iter().map(|new| (new.member_id.as_str(), new.fingerprint.to_vec()));
        let found = deletion::Entity::find().select_only().columns(KEPT);
        let found = found.filter(one_of_pairs(engine, key, reported));
        known.extend(found.into_model::<Kept>().all(batch).await?);
    }
    Ok(known)
}

/// Drops what is known, and what comes a second time in the block itself.
pub(super) fn without_repeats<'a>(deletions: &[&'a NewDeletion], known: &[Kept]) -> Vec<&'a NewDeletion> {
    let known: HashSet<_> = known.iter().map(|kept| (kept.member_id.as_str(), kept.fingerprint.as_slice())).collect();
    let mut seen = HashSet::with_capacity(deletions.len());
    let is_known =
        |new: &NewDeletion| !known.is_empty() && known.contains(&(new.member_id.as_str(), new.fingerprint.as_slice()));
    let mut fresh = deletions.to_vec();
    fresh.retain(|&new| seen.insert((&new.member_id, new.fingerprint)) && !is_known(new));
    fresh
}
