//! Auth blocks, each stored once per portal.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

use domain::MemberId;
use domain::chain::{Link, auth_digest};
use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::block::NewDeletion;
use super::candidates::Fresh;
use super::counts::Counts;
use crate::among::one_of_pairs;
use crate::connect::Batch;
use crate::entities::auth_block;
use crate::error::StoreError;

/// How many numbers of auth blocks are cached.
const REMEMBERED: usize = 100_000;

/// Identifies an auth block by a hash, unpredictable from outside, of its portal and of the epoch since auth blocks
/// were last removed there, and by half of its digest.
type Key = (u64, [u8; 16]);
/// The number of an auth block, to be cached once it is committed.
pub(super) type Learnt = (Key, i32);

/// A cache of committed auth blocks' numbers, which saves a query per block of events.
#[derive(Debug, Default)]
pub(crate) struct KnownAuths {
    hasher: RandomState,
    numbers: Mutex<HashMap<Key, i32>>,
}

impl KnownAuths {
    fn key(&self, portal: &MemberId, epoch: i32, digest: &Link) -> Key {
        let (half, _) = digest.split_first_chunk().expect("32 bytes have a first half");
        (self.hasher.hash_one((portal, epoch)), *half)
    }

    fn number(&self, key: &Key) -> Option<i32> {
        self.numbers.lock().unwrap_or_else(PoisonError::into_inner).get(key).copied()
    }

    pub(super) fn learn(&self, learnt: Vec<Learnt>) {
        let mut known = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() + learnt.len() > REMEMBERED {
            known.clear();
        }
        known.extend(learnt);
    }
}

/// The auth blocks of a block of deletions, with their numbers.
#[derive(Debug)]
pub(super) struct Auths<'a> {
    /// By portal and the address of the text in memory.
    numbers: HashMap<(&'a str, usize), (i32, Link)>,
    /// To be inserted: portal, number, digest and text.
    pub(super) new: Vec<(&'a str, i32, Link, &'a str)>,
    pub(super) learnt: Vec<Learnt>,
}

/// An auth block whose number has to be looked up or given.
struct UnresolvedAuth<'a> {
    portal: &'a MemberId,
    auth: &'a Arc<str>,
    digest: Link,
    key: Key,
}

impl<'a> Auths<'a> {
    /// Looks up the numbers of known blocks, and gives numbers to new ones.
    pub(super) async fn find(
        batch: &Batch,
        remembered: &KnownAuths,
        fresh: &[Fresh<'a>],
        counts: &mut Counts,
    ) -> Result<Self, StoreError> {
        let mut auths = Self { numbers: HashMap::new(), new: Vec::new(), learnt: Vec::new() };
        let unknown = auths.recall(remembered, fresh, counts);
        let mut known = find_known(batch, &unknown).await?;
        for UnresolvedAuth { portal, auth, digest, key } in unknown {
            let number = *known.entry((portal.to_string(), digest.to_vec())).or_insert_with(|| {
                let last = &mut counts.entry(portal.clone()).or_default().row.last_auth;
                *last += 1;
                auths.new.push((portal.as_str(), *last, digest, auth));
                *last
            });
            auths.numbers.insert((portal.as_str(), auth.as_ptr().addr()), (number, digest));
            auths.learnt.push((key, number));
        }
        Ok(auths)
    }

    /// Takes cached numbers, and returns the blocks without one, each once.
    fn recall(&mut self, remembered: &KnownAuths, fresh: &[Fresh<'a>], counts: &Counts) -> Vec<UnresolvedAuth<'a>> {
        let mut digests: HashMap<usize, Link> = HashMap::new();
        let mut unknown = Vec::new();
        for Fresh { new, .. } in fresh {
            let Some(auth) = &new.payload.auth else { continue };
            let place = (new.member_id.as_str(), auth.as_ptr().addr());
            if self.numbers.contains_key(&place) {
                continue;
            }
            let digest = *digests.entry(auth.as_ptr().addr()).or_insert_with(|| auth_digest(auth));
            let epoch = counts.get(&new.member_id).map_or(0, |count| count.row.auth_epoch);
            let key = remembered.key(&new.member_id, epoch, &digest);
            let number = remembered.number(&key);
            self.numbers.insert(place, (number.unwrap_or_default(), digest));
            if number.is_none() {
                unknown.push(UnresolvedAuth { portal: &new.member_id, auth, digest, key });
            }
        }
        unknown
    }

    /// The number and the digest of a deletion's auth block.
    pub(super) fn of(&self, new: &NewDeletion) -> Option<(i32, Link)> {
        let auth = new.payload.auth.as_ref()?;
        self.numbers.get(&(new.member_id.as_str(), auth.as_ptr().addr())).copied()
    }
}

async fn find_known(
    batch: &Batch,
    asked: &[UnresolvedAuth<'_>],
) -> Result<HashMap<(String, Vec<u8>), i32>, StoreError> {
    use auth_block::Column::{Digest, MemberId, Number};
    if asked.is_empty() {
        return Ok(HashMap::new());
    }
    let blocks = asked.iter().map(|asked| (asked.portal.as_str(), asked.digest.to_vec()));
    let these = one_of_pairs(batch.get_database_backend(), [MemberId, Digest].map(Expr::col), blocks);
    let found = auth_block::Entity::find().select_only().columns([MemberId, Digest, Number]).filter(these);
    let rows: Vec<(String, Vec<u8>, i32)> = found.into_tuple().all(batch).await?;
    Ok(rows.into_iter().map(|(member_id, digest, number)| ((member_id, digest), number)).collect())
}
