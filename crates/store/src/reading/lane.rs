//! Where deletions are read in order: within one portal by number, over all portals by arrival.

use domain::MemberId;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};

use crate::entities::deletion::{Column, Entity};

/// One portal's deletions in the order of their numbers, or those of all portals in the order of their arrival.
///
/// Both orders are those of the commits, whatever process indexed: what is committed later comes after.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Lane<'a> {
    Portal(&'a MemberId),
    All,
}

impl Lane<'_> {
    /// The column that says where in the lane a row is.
    pub(crate) fn position(self) -> (Entity, Column) {
        match self {
            Self::Portal(_) => (Entity, Column::Number),
            Self::All => (Entity, Column::Arrival),
        }
    }

    /// Where in the lane a row is.
    pub(crate) fn place(self) -> Expr {
        Expr::col(self.position())
    }

    /// Every read of the table starts here.
    pub(crate) fn rows(self) -> SelectStatement {
        let mut rows = Query::select();
        rows.from(Entity);
        if let Self::Portal(member_id) = self {
            rows.and_where(Expr::col((Entity, Column::MemberId)).eq(member_id.as_str()));
        }
        rows
    }
}

/// Which end of a lane comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Newest,
    Oldest,
}

impl Order {
    pub(crate) fn sql(self) -> sea_orm::Order {
        match self {
            Self::Newest => sea_orm::Order::Desc,
            Self::Oldest => sea_orm::Order::Asc,
        }
    }

    /// Puts positions into this order, each once.
    pub(crate) fn sort(self, positions: &mut Vec<i64>) {
        positions.sort_unstable();
        positions.dedup();
        if self == Self::Newest {
            positions.reverse();
        }
    }
}
