//! The places of which some may have what a filter wants, in order.

use domain::deletion::{Filter, term};
use sea_orm::DatabaseConnection;

use crate::deletions::search::{self, Order, Ordered, Range, Scope, Search, Term, Wanted};
use crate::error::StoreError;

/// So many places with a text are kept in memory.
const FEW: u64 = 1_000;
/// So many rows are looked at before the index is asked for all places of a text that very many have.
const DENSE: u64 = 4_096;

/// Places that may fit.
#[derive(Debug)]
pub(super) struct Candidates<'a> {
    scope: Scope<'a>,
    order: Order,
    rest: Range,
    wanted: Wanted<'a>,
    /// All places with the beginning that is wanted, if they are few.
    few: Option<Vec<i64>>,
    /// A beginning that very many texts have: what is newest may well have it, and to find all places takes long.
    common: Option<String>,
    looked_at: u64,
}

impl<'a> Candidates<'a> {
    pub(super) async fn find(
        filter: &'a Filter,
        scope: Scope<'a>,
        range: Range,
        order: Order,
        db: &DatabaseConnection,
    ) -> Result<Self, StoreError> {
        let wanted = Wanted::of(filter);
        let (mut few, mut common) = (None, None);
        if let Some(q) = filter.q.as_deref().filter(|q| !q.is_empty()) {
            let beginning = term(q);
            few = search::beginning_with(db, scope, &beginning, FEW).await?;
            common = few.is_none().then_some(beginning);
        }
        Ok(Self { scope, order, rest: range, wanted, few, common, looked_at: 0 })
    }

    /// What was not looked at.
    pub(super) fn rest(&self) -> Range {
        self.rest
    }

    /// The next places, about so many; none if there are no more.
    pub(super) async fn next(&mut self, count: u64, db: &DatabaseConnection) -> Result<Vec<i64>, StoreError> {
        let size = usize::try_from(count).unwrap_or(usize::MAX);
        let places = if let Some(few) = &self.few {
            let mut places: Vec<_> = few.iter().copied().filter(|place| self.rest.has(*place)).collect();
            self.order.sort(&mut places);
            places.truncate(size);
            places
        } else {
            if self.looked_at >= DENSE
                && let Some(beginning) = self.common.take()
            {
                self.wanted.any([Term::Beginning(beginning)]);
            }
            let Self { scope, order, ref wanted, rest: range, .. } = *self;
            search::next(db, Search { scope, wanted, range, order, limit: count }).await?
        };
        self.looked_at += places.len() as u64;
        self.rest = match places.last() {
            Some(&last) if places.len() >= size => self.rest.after(last, self.order),
            _ => Range::EMPTY,
        };
        Ok(places)
    }
}
