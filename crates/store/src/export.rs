//! All that a filter lets through, oldest first, in pieces: as large as it may be, memory holds one of them.

use domain::MemberId;
use domain::deletion::{Deletion, Filter};
use domain::reach::Reach;

use crate::error::StoreError;
use crate::search::{Order, Range};
use crate::{Across, Store, Tenant};

/// How many deletions are read at once.
const PIECE: u64 = 500;

/// What is left of an export. It goes up to what was newest at its beginning.
#[derive(Clone, Debug)]
pub struct Export {
    store: Store,
    subject: Subject,
    filter: Filter,
    rest: Range,
    whole: Option<Whole>,
}

/// Whose deletions are exported.
#[derive(Clone, Debug)]
enum Subject {
    Portal(MemberId),
    Across(Reach),
}

/// What an export of everything that is kept of a portal has, as it was at the beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// How many deletions.
    pub count: u64,
    /// The digest of the oldest; none if it is older than the chain.
    pub first_digest: Option<[u8; 32]>,
    /// The digest of the newest.
    pub last_digest: Option<[u8; 32]>,
}

impl Tenant<'_> {
    /// The portal's deletions that fit, oldest first.
    pub async fn export(&self, filter: &Filter) -> Result<Export, StoreError> {
        let rest = self.find_range().await?.map_or(Range::EMPTY, |(_, range)| range);
        let whole = if filter.is_empty() { Some(self.find_whole(rest).await?) } else { None };
        let (store, subject) = (self.store.clone(), Subject::Portal(self.member_id.clone()));
        Ok(Export { store, subject, filter: filter.clone(), rest, whole })
    }

    /// What is kept of these numbers: retention removes the oldest ones.
    async fn find_whole(&self, range: Range) -> Result<Whole, StoreError> {
        let Some(first) = self.find_first().await? else {
            return Ok(Whole { count: 0, first_digest: None, last_digest: None });
        };
        let last = self.find_deletion(range.last.unsigned_abs()).await?;
        let count = (range.last + 1 - first.number.cast_signed()).max(0).unsigned_abs();
        Ok(Whole { count, first_digest: first.digest, last_digest: last.and_then(|last| last.digest) })
    }
}

impl Across<'_> {
    /// The deletions that fit, in the order in which they were received.
    pub async fn export(&self, filter: &Filter) -> Result<Export, StoreError> {
        let rest = self.find_range().await?;
        let subject = Subject::Across(self.reach().clone());
        Ok(Export { store: self.store().clone(), subject, filter: filter.clone(), rest, whole: None })
    }
}

impl Export {
    /// What it will have, if that is known before: an export of a portal that filters nothing.
    pub fn whole(&self) -> Option<&Whole> {
        self.whole.as_ref()
    }

    /// The next deletions, possibly none of them; nothing after the last.
    pub async fn next(&mut self) -> Result<Option<Vec<Deletion>>, StoreError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let (filter, rest, order) = (&self.filter, self.rest, Order::Oldest);
        let page = match &self.subject {
            Subject::Portal(member_id) => self.store.tenant(member_id).read(filter, rest, order, PIECE).await?,
            Subject::Across(reach) => self.store.within(reach).deletions().read(filter, rest, order, PIECE).await?,
        };
        self.rest = page.next.map_or(Range::EMPTY, |last| self.rest.after(last, Order::Oldest));
        Ok(Some(page.items.into_iter().map(|(_, deletion)| deletion).collect()))
    }
}
