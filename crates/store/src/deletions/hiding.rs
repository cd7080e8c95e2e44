//! Hidden deletions: a purge is removing them, or their portal reported a removal of the app that is not confirmed yet.

use std::collections::BTreeSet;

use domain::MemberId;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};

use crate::entities::deletion::{self, Column};
use crate::entities::{counter, portal};
use crate::error::StoreError;

/// Whether a row of `deletions` is not hidden; evaluated for every row that is read. The portals that hide something are
/// found once for all rows, and only their rows are compared with what they hide.
pub(crate) fn is_seen() -> Expr {
    let own = |column: Column| Expr::col((deletion::Entity, column));
    let (mut hiding, mut hidden) = (hiding(), Query::select());
    hiding.column((portal::Entity, portal::Column::MemberId));
    hidden
        .expr(of_portal(portal::Column::PurgedUpTo))
        .from(portal::Entity)
        .and_where(of_portal(portal::Column::MemberId).eq(own(Column::MemberId)));
    own(Column::MemberId).not_in_subquery(hiding).or(own(Column::Number).gt(hidden))
}

/// Selects the `member_id`s of portals that have deletions, all of them hidden.
pub(crate) fn all_hidden() -> SelectStatement {
    let of_counter = |column: counter::Column| Expr::col((counter::Entity, column));
    let mut hidden = hiding();
    hidden
        .column((portal::Entity, portal::Column::MemberId))
        .inner_join(counter::Entity, of_counter(counter::Column::MemberId).eq(of_portal(portal::Column::MemberId)))
        .and_where(of_counter(counter::Column::LastNumber).lte(of_portal(portal::Column::PurgedUpTo)));
    hidden
}

/// The portals that [`all_hidden`] selects; hardly ever any.
pub(crate) async fn list_all_hidden(db: &impl ConnectionTrait) -> Result<BTreeSet<MemberId>, StoreError> {
    read_portals(db, &all_hidden()).await
}

/// Portals whose reported removal is not confirmed yet, so that their deletions may come back. Followers wait for
/// these: they would never send what they skip.
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

/// Portals that hide something, found by an index of just these, which is nearly empty.
fn hiding() -> SelectStatement {
    let is_hiding = of_portal(portal::Column::Purging).or(of_portal(portal::Column::RemovalSeenFrom).is_not_null());
    let mut hiding = Query::select();
    hiding.from(portal::Entity).and_where(is_hiding);
    hiding
}

fn of_portal(column: portal::Column) -> Expr {
    Expr::col((portal::Entity, column))
}

#[cfg(test)]
mod tests {
    use sea_orm::sea_query::SqliteQueryBuilder;
    use sea_orm::{DbBackend, Statement};

    use super::*;
    use crate::testing::{new_store, plan};

    /// A look at its portal would take as long as reading the rest of a row.
    #[tokio::test]
    async fn hiding_portals_are_found_once_for_all_rows() {
        let (_folder, store) = new_store().await;
        let mut rows = Query::select();
        let sql = rows.column(Column::Number).from(deletion::Entity).and_where(is_seen()).to_string(SqliteQueryBuilder);
        let steps = plan(&store, Statement::from_string(DbBackend::Sqlite, sql)).await;
        let at = steps.iter().position(|step| step.starts_with("LIST SUBQUERY")).expect("a list of portals");
        assert!(steps[at + 1].contains("portals_hiding"), "{steps:?}");
    }
}
