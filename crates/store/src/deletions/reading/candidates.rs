//! Places that may match a filter, in order.

use domain::deletion::{Filter, indexed_beginning};
use sea_orm::DatabaseConnection;

use crate::deletions::search::{self, Order, Range, Scope, Search, Term, Wanted};
use crate::error::StoreError;

/// Some places, in order.
#[derive(Debug)]
pub(super) enum Places {
    /// What the index names: `by_text` if only places whose texts begin with the filter's.
    These { places: Vec<i64>, by_text: bool },
    /// All in a range, some of which may be empty.
    Between(Range),
}

impl Places {
    pub(super) fn len(&self) -> u64 {
        match self {
            Self::These { places, .. } => places.len() as u64,
            Self::Between(range) => range.len().unsigned_abs(),
        }
    }

    /// The last in this order.
    pub(super) fn last(&self, order: Order) -> Option<i64> {
        match (self, order) {
            (Self::These { places, .. }, _) => places.last().copied(),
            (Self::Between(range), Order::Newest) => Some(range.first),
            (Self::Between(range), Order::Oldest) => Some(range.last),
        }
    }
}

/// How many places with a prefix are kept in memory.
const FEW: u64 = 1_000;
/// How many rows are checked before the index has to find all places of a very common prefix.
const DENSE: u64 = 4_096;

/// How many places come at once, at most.
const MAX_STEP: u64 = 2_048;

/// The places of a range that may match, in order, in growing steps.
#[derive(Debug)]
pub(super) struct Candidates<'a> {
    scope: Scope<'a>,
    order: Order,
    rest: Range,
    step: u64,
    wanted: Wanted<'a>,
    /// All places with the wanted prefix, if they are few.
    few: Option<Vec<i64>>,
    /// A very common prefix: the newest rows may well have it, and finding all its places takes long.
    common: Option<String>,
    looked_at: u64,
    looked_up_to: Option<i64>,
}

impl<'a> Candidates<'a> {
    pub(super) async fn find(
        filter: &'a Filter,
        scope: Scope<'a>,
        range: Range,
        order: Order,
        first_step: u64,
        db: &DatabaseConnection,
    ) -> Result<Self, StoreError> {
        let wanted = Wanted::of(filter);
        let (mut few, mut common) = (None, None);
        if let Some(q) = filter.q.as_deref().filter(|q| !q.is_empty() && !range.is_empty()) {
            let beginning = indexed_beginning(q);
            few = search::beginning_with(db, scope, &beginning, FEW).await?;
            common = few.is_none().then_some(beginning);
        }
        let step = Ord::min(first_step, MAX_STEP);
        Ok(Self { scope, order, rest: range, step, wanted, few, common, looked_at: 0, looked_up_to: None })
    }

    /// How many places came so far.
    pub(super) fn looked_at(&self) -> u64 {
        self.looked_at
    }

    /// The last place that came, if there may be more after it.
    pub(super) fn looked_up_to(&self) -> Option<i64> {
        self.looked_up_to
    }

    /// Some more places; none if there are no more.
    pub(super) async fn next(&mut self, db: &DatabaseConnection) -> Result<Option<Places>, StoreError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let count = self.step;
        let size = usize::try_from(count).unwrap_or(usize::MAX);
        if self.looked_at >= DENSE
            && let Some(beginning) = self.common.take()
        {
            self.wanted.any([Term::Beginning(beginning)]);
        }
        let Self { scope, order, ref wanted, rest: range, .. } = *self;
        let find = async |limit| search::next(db, Search { scope, wanted, range, order, limit }).await;
        let (places, more) = if matches!(scope, Scope::All) && wanted.is_everything() && self.few.is_none() {
            // The index narrows nothing down, so that its places need not be named one by one.
            match find(1).await?.first() {
                Some(&first) => (Places::Between(range.from(first, count, order)), true),
                None => (Places::These { places: Vec::new(), by_text: false }, false),
            }
        } else {
            let places = match &self.few {
                Some(few) => {
                    let mut places: Vec<_> = few.iter().copied().filter(|place| range.has(*place)).collect();
                    search::sort(&mut places, order);
                    places.truncate(size);
                    places
                }
                None => find(count).await?,
            };
            let more = places.len() >= size;
            (Places::These { places, by_text: self.common.is_none() }, more)
        };
        let last = places.last(order);
        self.rest = last.filter(|_| more).map_or(Range::EMPTY, |last| range.after(last, order));
        self.looked_up_to = last.filter(|_| !self.rest.is_empty());
        self.looked_at += places.len();
        self.step = Ord::min(2 * self.step, MAX_STEP);
        Ok(last.is_some().then_some(places))
    }
}
