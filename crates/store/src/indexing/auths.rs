//! Auth blocks, of which each is kept once.

use std::collections::{BTreeSet, HashMap};

use domain::MemberId;
use domain::chain::{Link, auth_digest};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

use super::block::NewDeletion;
use super::counts::Count;
use super::rows::in_sizes;
use crate::entities::auth_block;
use crate::error::StoreError;

/// The auth blocks of a block of deletions, with their numbers.
#[derive(Debug)]
pub(super) struct Auths<'a> {
    numbers: HashMap<(&'a str, &'a str), (i32, Link)>,
    /// Those that have to be kept from now on.
    pub(super) new: Vec<(&'a str, i32, Link, &'a str)>,
}

impl<'a> Auths<'a> {
    /// Finds the numbers of what is known, and gives numbers to what is not.
    pub(super) async fn find(
        transaction: &DatabaseTransaction,
        fresh: &[&'a NewDeletion],
        counts: &mut HashMap<MemberId, Count>,
    ) -> Result<Self, StoreError> {
        let named = fresh.iter().filter_map(|new| Some((&new.member_id, new.payload.auth.as_deref()?)));
        let distinct: BTreeSet<(&MemberId, &str)> = named.collect();
        let asked: Vec<_> = distinct.into_iter().map(|(portal, auth)| (portal, auth, auth_digest(auth))).collect();
        let known = find_known(transaction, &asked).await?;
        let mut auths = Self { numbers: HashMap::with_capacity(asked.len()), new: Vec::new() };
        for (portal, auth, digest) in asked {
            let member_id = portal.as_str();
            let number = known.get(&(member_id.to_owned(), digest.to_vec())).copied().unwrap_or_else(|| {
                let count = counts.entry(portal.clone()).or_default();
                count.last_auth += 1;
                auths.new.push((member_id, count.last_auth, digest, auth));
                count.last_auth
            });
            auths.numbers.insert((member_id, auth), (number, digest));
        }
        Ok(auths)
    }

    /// The number and the digest of a deletion's auth block.
    pub(super) fn of(&self, new: &NewDeletion) -> Option<(i32, Link)> {
        self.numbers.get(&(new.member_id.as_str(), new.payload.auth.as_deref()?)).copied()
    }
}

async fn find_known(
    transaction: &DatabaseTransaction,
    asked: &[(&MemberId, &str, Link)],
) -> Result<HashMap<(String, Vec<u8>), i32>, StoreError> {
    let mut known = HashMap::new();
    for chunk in in_sizes(asked) {
        let key = [auth_block::Column::MemberId, auth_block::Column::Digest];
        let blocks = chunk.iter().map(|(portal, _, digest)| (portal.as_str(), digest.to_vec()));
        let rows: Vec<(String, Vec<u8>, i32)> = auth_block::Entity::find()
            .select_only()
            .columns([auth_block::Column::MemberId, auth_block::Column::Digest, auth_block::Column::Number])
            .filter(Expr::tuple(key.map(Expr::col)).in_tuples(blocks))
            .into_tuple()
            .all(transaction)
            .await?;
        known.extend(rows.into_iter().map(|(member_id, digest, number)| ((member_id, digest), number)));
    }
    Ok(known)
}
