//! What was reported before.

use std::collections::HashSet;

use domain::MemberId;
use domain::deletion::Sources;
use domain::event::Fingerprint;
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::among::one_of_pairs;
use super::block::NewDeletion;
use super::reporters::Reporters;
use crate::bulk::pieces;
use crate::connect::Batch;
use crate::entities::deletion;
use crate::error::StoreError;

/// A deletion that the database has, as far as it may come again.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Kept {
    pub(super) member_id: String,
    pub(super) number: i64,
    pub(super) arrival: i64,
    pub(super) fingerprint: Vec<u8>,
    pub(super) event: String,
    pub(super) entity_id: String,
    pub(super) sent_at: i64,
    pub(super) event_handler_id: Option<String>,
    sources: i16,
    user_id: Option<String>,
    also_reported_by: Option<String>,
}

impl Kept {
    pub(super) fn sources(&self) -> Result<Sources, StoreError> {
        Sources::from_bits(self.sources).ok_or_else(|| StoreError::corrupt("deletions", "it has no source"))
    }

    pub(super) fn fingerprint(&self) -> Result<Fingerprint, StoreError> {
        let fingerprint = self.fingerprint.as_slice().try_into();
        fingerprint.map_err(|_| StoreError::corrupt("deletions", "a fingerprint has 12 bytes"))
    }

    pub(super) fn reporters(&self) -> Result<Reporters, StoreError> {
        Reporters::kept(self.user_id.as_deref(), self.also_reported_by.as_deref())
    }
}

/// The columns of [`Kept`].
pub(super) const KEPT: [deletion::Column; 11] = [
    deletion::Column::MemberId,
    deletion::Column::Number,
    deletion::Column::Arrival,
    deletion::Column::Fingerprint,
    deletion::Column::Event,
    deletion::Column::EntityId,
    deletion::Column::SentAt,
    deletion::Column::EventHandlerId,
    deletion::Column::Sources,
    deletion::Column::UserId,
    deletion::Column::AlsoReportedBy,
];

/// Which of the deletions the database has already, and which of the others it has a second off.
pub(super) async fn find_known(
    batch: &Batch,
    deletions: &[&NewDeletion],
    copies: &[&NewDeletion],
) -> Result<Vec<Kept>, StoreError> {
    let same = deletions.iter().map(|new| (new.member_id.as_str(), new.fingerprint));
    let off = copies.iter().flat_map(|new| new.neighbours.iter().flatten().map(|of| (new.member_id.as_str(), *of)));
    let asked: Vec<(&str, Fingerprint)> = same.chain(off).collect();
    let mut known = Vec::new();
    let engine = batch.get_database_backend();
    for chunk in pieces(engine, &asked) {
        let key = [deletion::Column::MemberId, deletion::Column::Fingerprint];
        let reported = chunk.iter().map(|(member_id, fingerprint)| (*member_id, fingerprint.to_vec()));
        let found = deletion::Entity::find().select_only().columns(KEPT);
        let found = found.filter(one_of_pairs(engine, key, reported));
        known.extend(found.into_model::<Kept>().all(batch).await?);
    }
    Ok(known)
}

/// Whether some of the deletions may report what another one of them does.
pub(super) fn are_among(deletions: &[&NewDeletion]) -> bool {
    let mut seen: HashSet<(&MemberId, Fingerprint)> = HashSet::with_capacity(deletions.len());
    deletions.iter().any(|new| {
        let has = |fingerprint: &Fingerprint| seen.contains(&(&new.member_id, *fingerprint));
        let copied = new.neighbours.as_ref().is_some_and(|neighbours| neighbours.iter().any(has));
        copied || !seen.insert((&new.member_id, new.fingerprint))
    })
}
