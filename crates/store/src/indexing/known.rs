//! Finds stored deletions that a block reports again.

use std::collections::HashSet;

use domain::MemberId;
use domain::deletion::Sources;
use domain::event::Fingerprint;
use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, DerivePartialModel, EntityTrait, QueryFilter};

use super::block::NewDeletion;
use super::reporters::Reporters;
use crate::among::one_of_pairs;
use crate::connect::Batch;
use crate::entities::deletion;
use crate::error::StoreError;

/// A stored deletion, with the columns that recognise it when it comes again.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "deletion::Entity")]
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

/// Finds stored deletions that are among `deletions`, or that have a copy among `copies`, a second off.
pub(super) async fn find_known(
    batch: &Batch,
    deletions: &[&NewDeletion],
    copies: &[&NewDeletion],
) -> Result<Vec<Kept>, StoreError> {
    if deletions.is_empty() && copies.is_empty() {
        return Ok(Vec::new());
    }
    let same = deletions.iter().map(|new| (new.member_id.as_str(), new.fingerprint));
    let off = copies.iter().flat_map(|new| new.neighbours.iter().flatten().map(|of| (new.member_id.as_str(), *of)));
    let asked = same.chain(off).map(|(member_id, fingerprint)| (member_id, fingerprint.to_vec()));
    let columns = [deletion::Column::MemberId, deletion::Column::Fingerprint].map(Expr::col);
    let these = one_of_pairs(batch.get_database_backend(), columns, asked);
    Ok(deletion::Entity::find().filter(these).into_partial_model::<Kept>().all(batch).await?)
}

/// Whether two of the deletions may report the same.
pub(super) fn are_among(deletions: &[&NewDeletion]) -> bool {
    let mut seen: HashSet<(&MemberId, Fingerprint)> = HashSet::with_capacity(deletions.len());
    deletions.iter().any(|new| {
        let has = |fingerprint: &Fingerprint| seen.contains(&(&new.member_id, *fingerprint));
        let copied = new.neighbours.as_ref().is_some_and(|neighbours| neighbours.iter().any(has));
        copied || !seen.insert((&new.member_id, new.fingerprint))
    })
}
