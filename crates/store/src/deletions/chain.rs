//! Checks a portal's chain, deletion by deletion in order of arrival.

use std::collections::HashMap;

use domain::chain::{Checked, Fault, Link, Linked, auth_digest};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::deletions::rows::Row;
use crate::entities::{auth_block, counter};
use crate::error::StoreError;

/// How many auth blocks are cached, some 50 bytes each; a portal usually has one or two.
const REMEMBERED: usize = 1_000_000;

/// A portal's chain while it is checked.
#[derive(Debug)]
pub(crate) struct Chain {
    ends: Ends,
    at: i64,
    previous: Option<Link>,
    checked: Checked,
}

/// Where the chain begins and where it should end.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ends {
    checkpoint: i64,
    before: Option<Link>,
    last_number: i64,
    last_digest: Option<Link>,
    counted: i64,
    purged_up_to: i64,
    is_purging: bool,
}

impl Ends {
    /// From the counters of a portal that was purged, or is being purged, up to `purged_up_to`.
    pub(crate) fn of(
        counter: Option<counter::Model>,
        (purged_up_to, is_purging): (i64, bool),
    ) -> Result<Self, StoreError> {
        let purged = Self { checkpoint: purged_up_to, purged_up_to, is_purging, ..Self::default() };
        let Some(counter) = counter else { return Ok(purged) };
        Ok(Self {
            checkpoint: counter.checkpoint_number,
            before: into_link(counter.checkpoint_digest)?,
            last_number: counter.last_number,
            last_digest: into_link(counter.last_digest)?,
            counted: counter.deletions,
            ..purged
        })
    }

    /// How many links there should be.
    pub(crate) fn links(&self) -> u64 {
        (self.last_number - self.checkpoint).max(0).unsigned_abs()
    }
}

impl Chain {
    pub(crate) fn new(ends: Ends) -> Self {
        Self { ends, at: ends.checkpoint, previous: ends.before, checked: Checked::default() }
    }

    pub(crate) fn linked(&self) -> u64 {
        self.checked.linked
    }

    pub(crate) fn check(&mut self, row: &Row, auths: &AuthDigests) {
        if self.checked.fault.is_some() {
            return;
        }
        if row.number <= self.ends.checkpoint {
            self.check_before_the_chain(row);
            return;
        }
        self.checked.fault = self.fault(row, auths);
        if self.checked.fault.is_none() {
            (self.at, self.previous) = (row.number, link(row));
            self.checked.linked += 1;
            self.checked.first = self.checked.first.or(self.previous);
            self.checked.last = self.previous;
        }
    }

    /// Before the chain only rows that are being purged may have a link; rows older than the chain have none.
    fn check_before_the_chain(&mut self, row: &Row) {
        let Ends { purged_up_to, is_purging, .. } = self.ends;
        let goes = is_purging && (1..=purged_up_to).contains(&row.number);
        if row.digest.is_some() && !goes {
            self.checked.fault = Some(Fault::Misplaced(row.number));
        } else if row.number > purged_up_to {
            self.checked.older += 1;
        }
    }

    /// What is wrong with a row in the place of the next number.
    fn fault(&self, row: &Row, auths: &AuthDigests) -> Option<Fault> {
        let expected = self.at + 1;
        let belongs_here =
            auths.digest(row, expected, self.previous.as_ref()).is_some_and(|digest| Some(digest) == link(row));
        match row.number {
            number if number == expected && expected <= self.ends.last_number => {
                (!belongs_here).then_some(Fault::Changed(expected))
            }
            number if expected > self.ends.last_number || number < expected => Some(Fault::Misplaced(number)),
            _ if belongs_here => Some(Fault::Misplaced(expected)),
            _ => Some(Fault::Missing(expected)),
        }
    }

    /// The result, once the last deletion was checked.
    pub(crate) fn end(mut self) -> Checked {
        let found = (self.checked.linked + self.checked.older).cast_signed();
        self.checked.fault = self.checked.fault.or(if self.at < self.ends.last_number {
            Some(Fault::Missing(self.at + 1))
        } else if self.previous != self.ends.last_digest {
            Some(Fault::Changed(self.at))
        } else {
            let counted = self.ends.counted;
            (found != counted).then_some(Fault::Miscounted { counted, found })
        });
        self.checked
    }
}

/// Digests of auth blocks, computed from their contents, by portal and number.
#[derive(Debug, Default)]
pub(crate) struct AuthDigests {
    portals: HashMap<String, HashMap<i32, Link>>,
    remembered: usize,
}

impl AuthDigests {
    /// Loads all auth blocks of these rows' portals.
    pub(crate) async fn look_up(&mut self, snapshot: &DatabaseTransaction, rows: &[Row]) -> Result<(), StoreError> {
        if self.remembered > REMEMBERED {
            *self = Self::default();
        }
        for row in rows {
            if row.auth.is_none() || self.portals.contains_key(&row.member_id) {
                continue;
            }
            let own = auth_block::Entity::find().filter(auth_block::Column::MemberId.eq(&row.member_id));
            let blocks = own.all(snapshot).await?.into_iter();
            let digests: HashMap<_, _> = blocks.map(|block| (block.number, auth_digest(&block.auth))).collect();
            self.remembered += digests.len();
            self.portals.insert(row.member_id.clone(), digests);
        }
        Ok(())
    }

    /// The digest that the row would have under this number after `previous`; none if its auth block is gone.
    pub(crate) fn digest(&self, row: &Row, number: i64, previous: Option<&Link>) -> Option<Link> {
        let auth = match row.auth {
            Some(number) => Some(self.portals.get(&row.member_id)?.get(&number)?),
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

/// The link stored with a row.
pub(crate) fn link(row: &Row) -> Option<Link> {
    row.digest.as_deref()?.try_into().ok()
}

pub(crate) fn into_link(digest: Option<Vec<u8>>) -> Result<Option<Link>, StoreError> {
    let link = digest.map(TryInto::try_into).transpose();
    link.map_err(|_| StoreError::corrupt("counters", "a digest has 32 bytes"))
}
