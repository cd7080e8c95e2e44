//! Where to search: in one portal, in some, or in all of them.

use std::collections::BTreeSet;

use domain::MemberId;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter};

use super::Range;
use crate::among::one_of_numbers;
use crate::entities::counter;
use crate::entities::deletion::{Column, Entity};
use crate::error::StoreError;

/// Portals per query.
const PORTALS: usize = 500;

/// A portal, and how far its deletions go.
#[derive(Clone, Debug)]
pub(crate) struct Own {
    pub(crate) member_id: MemberId,
    /// The portal's key in the index.
    pub(crate) search_key: i64,
    pub(crate) last_number: i64,
    /// The arrival of the last number.
    pub(crate) last_arrival: i64,
}

impl Own {
    /// The portal as it is now; none if it never reported anything.
    pub(crate) async fn find(db: &impl ConnectionTrait, member_id: &MemberId) -> Result<Option<Self>, StoreError> {
        let counter = counter::Entity::find_by_id(member_id.as_str()).one(db).await?;
        Ok(counter.map(|counter| Self::of(member_id, &counter)))
    }

    /// These portals as they are now, without those that never reported anything.
    pub(crate) async fn find_some(
        db: &impl ConnectionTrait,
        portals: &BTreeSet<MemberId>,
    ) -> Result<Vec<Self>, StoreError> {
        let mut found = Vec::with_capacity(portals.len());
        let portals: Vec<_> = portals.iter().collect();
        for portals in portals.chunks(PORTALS) {
            let these = counter::Column::MemberId.is_in(portals.iter().map(|portal| portal.as_str()));
            for counter in counter::Entity::find().filter(these).all(db).await? {
                let member_id = MemberId::parse(&counter.member_id);
                let member_id = member_id.map_err(|error| StoreError::corrupt("counters", error))?;
                found.push(Self::of(&member_id, &counter));
            }
        }
        Ok(found)
    }

    pub(crate) fn of(member_id: &MemberId, counter: &counter::Model) -> Self {
        let counter::Model { search_key, last_number, last_arrival, .. } = *counter;
        Self { member_id: member_id.clone(), search_key, last_number, last_arrival }
    }

    /// All places that the portal's deletions may have.
    pub(crate) fn whole(&self, engine: DbBackend) -> Range {
        Range::new(1, if engine == DbBackend::Postgres { self.last_number } else { self.last_arrival })
    }
}

/// One portal's deletions by number, or those of some or all portals by arrival.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scope<'a> {
    Portal(&'a Own),
    Some(&'a [Own]),
    All,
}

impl Scope<'_> {
    /// The column that holds a row's place.
    pub(crate) fn place(self, engine: DbBackend) -> Column {
        match (self, engine) {
            (Self::Portal(_), DbBackend::Postgres) => Column::Number,
            _ => Column::Arrival,
        }
    }

    /// Rows at some places. Every read of the table by place starts here.
    pub(crate) fn rows_at(self, engine: DbBackend, places: impl IntoIterator<Item = i64>) -> SelectStatement {
        let mut rows = self.rows();
        rows.and_where(one_of_numbers(engine, Expr::col((Entity, self.place(engine))), places));
        rows
    }

    /// Rows at all places of a range.
    pub(crate) fn rows_in(self, engine: DbBackend, range: Range) -> SelectStatement {
        let mut rows = self.rows();
        rows.and_where(Expr::col((Entity, self.place(engine))).between(range.first, range.last));
        rows
    }

    pub(crate) fn rows(self) -> SelectStatement {
        let mut rows = Query::select();
        rows.from(Entity);
        let member_id = || Expr::col((Entity, Column::MemberId));
        match self {
            Self::Portal(own) => rows.and_where(member_id().eq(own.member_id.as_str())),
            Self::Some(owns) => rows.and_where(member_id().is_in(owns.iter().map(|own| own.member_id.as_str()))),
            Self::All => &mut rows,
        };
        rows
    }
}
