//! Checking a portal's chain, in the order of its numbers and in bounded memory.

mod links;

use domain::chain::{Checked, Fault, Link};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use self::links::{AuthDigests, Row};
use crate::Tenant;
use crate::entities::{counter, deletion};
use crate::error::StoreError;

/// How many deletions are in memory at once.
const PIECE: u64 = 2_000;

/// Where the chain begins and where it should end.
struct Ends {
    checkpoint: i64,
    before: Option<Link>,
    last_number: i64,
    last_digest: Option<Link>,
    counted: i64,
    purged_up_to: i64,
    is_purging: bool,
}

impl Tenant<'_> {
    /// Checks every link of the portal's chain, as it is at one moment. `progress` is told how many numbers of how many
    /// are done.
    pub async fn verify(&self, mut progress: impl FnMut(u64, u64)) -> Result<Checked, StoreError> {
        let snapshot = self.store.connections.begin_snapshot().await?;
        let ends = self.find_ends(&snapshot).await?;
        let mut checked = Checked { older: self.count_older(&snapshot, &ends).await?, ..Checked::default() };
        checked.fault = self.find_misplaced(&snapshot, &ends).await?;
        if checked.fault.is_none() {
            self.check_links(&snapshot, &ends, &mut checked, &mut progress).await?;
        }
        Ok(checked)
    }

    async fn find_ends(&self, snapshot: &DatabaseTransaction) -> Result<Ends, StoreError> {
        let counter = counter::Entity::find_by_id(self.member_id.as_str()).one(snapshot).await?;
        let portal = self.find_row(snapshot).await?;
        let (purged_up_to, is_purging) = portal.map_or((0, false), |row| (row.purged_up_to, row.purging));
        let Some(counter) = counter else {
            let (checkpoint, last_number) = (purged_up_to, 0);
            return Ok(Ends {
                checkpoint,
                before: None,
                last_number,
                last_digest: None,
                counted: 0,
                purged_up_to,
                is_purging,
            });
        };
        Ok(Ends {
            checkpoint: counter.checkpoint_number,
            before: into_link(counter.checkpoint_digest)?,
            last_number: counter.last_number,
            last_digest: into_link(counter.last_digest)?,
            counted: counter.deletions,
            purged_up_to,
            is_purging,
        })
    }

    /// What was there before there was a chain.
    async fn count_older(&self, snapshot: &DatabaseTransaction, ends: &Ends) -> Result<u64, StoreError> {
        use deletion::Column::{MemberId, Number};
        let own = deletion::Entity::find().filter(MemberId.eq(self.member_id.as_str()));
        let older = own.filter(Number.gt(ends.purged_up_to)).filter(Number.lte(ends.checkpoint));
        Ok(older.count(snapshot).await?)
    }

    /// A link where no link can be: before the chain's beginning, but for what is being purged.
    async fn find_misplaced(&self, snapshot: &DatabaseTransaction, ends: &Ends) -> Result<Option<Fault>, StoreError> {
        use deletion::Column::{Digest, MemberId, Number};
        let own = deletion::Entity::find().filter(MemberId.eq(self.member_id.as_str()));
        let gone = if ends.is_purging { ends.purged_up_to } else { 0 };
        let linked = own.filter(Number.gt(gone).or(Number.lt(1))).filter(Number.lte(ends.checkpoint));
        let linked = linked.filter(Digest.is_not_null()).select_only().column(Number).order_by_asc(Number);
        Ok(linked.into_tuple().one(snapshot).await?.map(Fault::Misplaced))
    }

    async fn check_links(
        &self,
        snapshot: &DatabaseTransaction,
        ends: &Ends,
        checked: &mut Checked,
        progress: &mut impl FnMut(u64, u64),
    ) -> Result<(), StoreError> {
        let (mut at, mut previous, mut auths) = (ends.checkpoint, ends.before, AuthDigests::default());
        let all = Ord::max(ends.last_number - ends.checkpoint, 0).unsigned_abs();
        loop {
            let piece = self.read_links(snapshot, at).await?;
            auths.look_up(snapshot, self.member_id, &piece).await?;
            for row in &piece {
                checked.fault = fault(row, at + 1, previous.as_ref(), ends, &auths, &piece);
                if checked.fault.is_some() {
                    return Ok(());
                }
                (at, previous) = (row.number, row.link());
                checked.linked += 1;
                checked.first = checked.first.or(previous);
                checked.last = previous;
            }
            progress(checked.linked, all);
            if (piece.len() as u64) < PIECE {
                break;
            }
        }
        checked.fault = fault_at_the_end(at, previous, ends, checked);
        Ok(())
    }

    async fn read_links(&self, snapshot: &DatabaseTransaction, after: i64) -> Result<Vec<Row>, StoreError> {
        use deletion::Column::{MemberId, Number};
        let own = deletion::Entity::find().filter(MemberId.eq(self.member_id.as_str())).filter(Number.gt(after));
        Ok(own.order_by_asc(Number).limit(PIECE).into_model().all(snapshot).await?)
    }
}

/// What is wrong with the row that stands where the number `expected` should.
fn fault(
    row: &Row,
    expected: i64,
    previous: Option<&Link>,
    ends: &Ends,
    auths: &AuthDigests,
    piece: &[Row],
) -> Option<Fault> {
    if row.number > ends.last_number {
        let missing = (expected <= ends.last_number).then_some(Fault::Missing(expected));
        return Some(missing.unwrap_or(Fault::Misplaced(row.number)));
    }
    if row.number > expected {
        return Some(Fault::Missing(expected));
    }
    if auths.digest(row, expected, previous).is_some_and(|digest| Some(digest) == row.link()) {
        return None;
    }
    // Perhaps what belongs here stands elsewhere.
    let belongs =
        |other: &Row| auths.digest(other, expected, previous).is_some_and(|digest| Some(digest) == other.link());
    Some(if piece.iter().any(belongs) { Fault::Misplaced(expected) } else { Fault::Changed(expected) })
}

fn fault_at_the_end(at: i64, previous: Option<Link>, ends: &Ends, checked: &Checked) -> Option<Fault> {
    if at < ends.last_number {
        return Some(Fault::Missing(at + 1));
    }
    if previous != ends.last_digest {
        return Some(Fault::Changed(at));
    }
    let found = (checked.linked + checked.older).cast_signed();
    (found != ends.counted).then_some(Fault::Miscounted { counted: ends.counted, found })
}

fn into_link(digest: Option<Vec<u8>>) -> Result<Option<Link>, StoreError> {
    let link = digest.map(TryInto::try_into).transpose();
    link.map_err(|_| StoreError::corrupt("counters", "a digest has 32 bytes"))
}
