//! What was reported before.

use std::collections::HashSet;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

use super::block::NewDeletion;
use super::bulk::in_sizes;
use crate::entities::deletion;
use crate::error::StoreError;

/// Which of the deletions the database has already.
pub(super) async fn find_known(
    transaction: &DatabaseTransaction,
    deletions: &[&NewDeletion],
) -> Result<HashSet<(String, Vec<u8>)>, StoreError> {
    let mut known = HashSet::new();
    for chunk in in_sizes(deletions) {
        let key = [deletion::Column::MemberId, deletion::Column::Fingerprint];
        let reported = chunk.iter().map(|new| (new.member_id.as_str(), new.fingerprint.to_vec()));
        let rows: Vec<(String, Vec<u8>)> = deletion::Entity::find()
            .select_only()
            .columns(key)
            .filter(Expr::tuple(key.map(Expr::col)).in_tuples(reported))
            .into_tuple()
            .all(transaction)
            .await?;
        known.extend(rows);
    }
    Ok(known)
}

/// Drops what is known, and what comes a second time in the block itself.
pub(super) fn without_repeats<'a>(
    deletions: Vec<&'a NewDeletion>,
    known: &HashSet<(String, Vec<u8>)>,
) -> Vec<&'a NewDeletion> {
    let mut seen = HashSet::with_capacity(deletions.len());
    let is_known =
        |new: &NewDeletion| !known.is_empty() && known.contains(&(new.member_id.to_string(), new.fingerprint.to_vec()));
    let mut fresh = deletions;
    fresh.retain(|&new| seen.insert((&new.member_id, new.fingerprint)) && !is_known(new));
    fresh
}
