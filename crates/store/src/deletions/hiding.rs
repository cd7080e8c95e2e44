//! Portals of whose deletions some or all are out of sight: since they are being removed, or since the portal reported a
//! removal of the app that nobody confirmed yet.

use std::collections::BTreeSet;

use domain::MemberId;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};

use crate::entities::deletion::{self, Column};
use crate::entities::{counter, portal};
use crate::error::StoreError;

/// Whether a row of deletions is out of sight. Each row that is read is asked.
pub(crate) fn is_hidden() -> Expr {
    let own = |column: Column| Expr::col((deletion::Entity, column));
    let mut hiding = hiding();
    hiding
        .expr(Expr::value(1))
        .and_where(of_portal(portal::Column::MemberId).eq(own(Column::MemberId)))
        .and_where(of_portal(portal::Column::PurgedUpTo).gte(own(Column::Number)));
    Expr::exists(hiding)
}

/// The `member_id`s of the portals that have no deletion in sight though some are kept.
pub(crate) fn all_hidden() -> SelectStatement {
    let of_counter = |column: counter::Column| Expr::col((counter::Entity, column));
    let mut hidden = hiding();
    hidden
        .column((portal::Entity, portal::Column::MemberId))
        .inner_join(counter::Entity, of_counter(counter::Column::MemberId).eq(of_portal(portal::Column::MemberId)))
        .and_where(of_counter(counter::Column::LastNumber).lte(of_portal(portal::Column::PurgedUpTo)));
    hidden
}

/// The same, as the database has it now: hardly ever any.
pub(crate) async fn list_all_hidden(db: &impl ConnectionTrait) -> Result<BTreeSet<MemberId>, StoreError> {
    read_portals(db, &all_hidden()).await
}

/// The portals whose deletions may come back into sight, as nobody confirmed the removal that they reported. Whoever
/// follows waits before these: what is stepped over would never be sent.
pub(crate) async fn list_undecided(db: &impl ConnectionTrait) -> Result<BTreeSet<MemberId>, StoreError> {
    let mut undecided = hiding();
    undecided
        .column((portal::Entity, portal::Column::MemberId))
        .and_where(of_portal(portal::Column::RemovalSeenFrom).is_not_null());
    read_portals(db, &undecided).await
}

async fn read_portals(
    db: &impl ConnectionTrait,
    statement: &SelectStatement,
) -> Result<BTreeSet<MemberId>, StoreError> {
    let mut portals = BTreeSet::new();
    for row in db.query_all(statement).await? {
        let member_id: String = row.try_get_by_index(0)?;
        portals.insert(MemberId::parse(&member_id).map_err(|error| StoreError::corrupt("portals", error))?);
    }
    Ok(portals)
}

/// Portals that hide something, through an index of them, which is all but empty.
fn hiding() -> SelectStatement {
    let is_hiding = of_portal(portal::Column::Purging).or(of_portal(portal::Column::RemovalSeenFrom).is_not_null());
    let mut hiding = Query::select();
    hiding.from(portal::Entity).and_where(is_hiding);
    hiding
}

fn of_portal(column: portal::Column) -> Expr {
    Expr::col((portal::Entity, column))
}
