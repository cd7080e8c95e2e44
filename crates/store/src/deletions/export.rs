//! Exports matching deletions, oldest first, in pieces: memory holds one of them, however many there are.

mod pace;

use std::time::Instant;

use domain::MemberId;
use domain::deletion::{Deletion, Filter};
use domain::reach::Reach;
use tokio::sync::mpsc;

use self::pace::Pace;
use crate::deletions::links::find_row;
use crate::deletions::list::Whose;
use crate::deletions::reading::{Shared, Step, walk_ahead};
use crate::deletions::search::{Order, Own, Range};
use crate::error::StoreError;
use crate::{Deletions, Store, Tenant};

/// Deletions read at once.
const PIECE: u64 = 500;

/// The rest of an export, which ends with the deletion that was newest when it began.
#[derive(Debug)]
pub struct Export {
    store: Store,
    subject: Subject,
    filter: Filter,
    rest: Range,
    whole: Option<Whole>,
    pace: Pace,
    shared: Shared,
    /// The rest of everything, which is read ahead.
    ahead: Option<mpsc::Receiver<Result<Step, StoreError>>>,
}

/// Whose deletions are exported.
#[derive(Clone, Debug)]
enum Subject {
    Portal(MemberId),
    Within(Reach),
}

/// What a full export of a portal contains, as of its beginning.
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
    /// The arrival of the deletion with this number; none if it is not stored.
    pub async fn find_arrival(&self, number: u64) -> Result<Option<u64>, StoreError> {
        let db = &self.store.connections.read;
        let (Ok(number), Some(own)) = (i64::try_from(number), Own::find(db, self.member_id).await?) else {
            return Ok(None);
        };
        Ok(find_row(db, &own, number).await?.map(|row| row.arrival.unsigned_abs()))
    }

    /// Summarizes what is left of these numbers: retention removes the oldest ones.
    async fn find_whole(&self, range: Range) -> Result<Whole, StoreError> {
        let Some(first) = self.find_first().await? else {
            return Ok(Whole { count: 0, first_digest: None, last_digest: None });
        };
        let last = self.find_deletion(range.last.unsigned_abs()).await?;
        let count = (range.last + 1 - first.number.cast_signed()).max(0).unsigned_abs();
        Ok(Whole { count, first_digest: first.digest, last_digest: last.and_then(|last| last.digest) })
    }
}

impl Deletions<'_> {
    /// The matching deletions, oldest first; only those after the position `after` if it is given.
    pub async fn export(&self, filter: &Filter, after: Option<u64>) -> Result<Export, StoreError> {
        let all = self.find_range().await?.map_or(Range::EMPTY, |(_, range)| range);
        let rest = all.within(Range::behind(after, Order::Oldest));
        let is_whole = filter.is_empty() && after.is_none();
        let (subject, whole) = match self.whose {
            Whose::Portal(member_id) if is_whole => {
                (Subject::Portal(member_id.clone()), Some(self.store.tenant(member_id).find_whole(rest).await?))
            }
            Whose::Portal(member_id) => (Subject::Portal(member_id.clone()), None),
            Whose::Within(reach) => (Subject::Within(reach.clone()), None),
        };
        let is_all = matches!(&subject, Subject::Within(reach) if reach.is_unlimited()) && filter.is_empty();
        let ahead = is_all.then(|| walk_ahead(self.store.connections.read.clone(), rest));
        let (store, filter) = (self.store.clone(), filter.clone());
        Ok(Export { store, subject, filter, rest, whole, pace: Pace::default(), shared: Shared::default(), ahead })
    }
}

impl Export {
    /// What it will contain; known only for a full export of a portal.
    pub fn whole(&self) -> Option<&Whole> {
        self.whole.as_ref()
    }

    /// The next piece, possibly empty; none after the last. Slows down while much is recorded.
    pub async fn next(&mut self) -> Result<Option<Vec<Deletion>>, StoreError> {
        let (deletions, took) = match &mut self.ahead {
            _ if self.rest.is_empty() => return Ok(None),
            Some(ahead) => {
                // Whoever reads ahead might end early, and an export that lacks something must not look complete.
                let step = ahead.recv().await.ok_or_else(StoreError::late)??;
                let (begun, took) = (Instant::now(), step.took);
                self.rest = self.rest.after(step.reached, Order::Oldest);
                (step.complete(&self.store.connections.read, &mut self.shared).await?, took + begun.elapsed())
            }
            None => {
                let begun = Instant::now();
                (self.read().await?, begun.elapsed())
            }
        };
        self.pace.end(&self.store, took).await?;
        Ok(Some(deletions.into_iter().map(|(_, deletion)| deletion).collect()))
    }

    async fn read(&mut self) -> Result<Vec<(u64, Deletion)>, StoreError> {
        let deletions = match &self.subject {
            Subject::Portal(member_id) => self.store.tenant(member_id).deletions(),
            Subject::Within(reach) => self.store.within(reach).deletions(),
        };
        let page = deletions.read(&self.filter, self.rest, Order::Oldest, PIECE).await?;
        self.rest = page.next.map_or(Range::EMPTY, |last| self.rest.after(last.cast_signed(), Order::Oldest));
        Ok(page.items)
    }
}
