//! What many deletions share: their portal's present host, and the auth blocks of its users. To look each up once costs a
//! reader less than to join every row with it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use sea_orm::sea_query::{Expr, Query};
use sea_orm::{Condition, ConnectionTrait, DatabaseConnection};

use super::rows::Row;
use crate::among::one_of_numbered;
use crate::entities::auth_block;
use crate::error::StoreError;
use crate::portal_rows::find_domains;

/// How many auth blocks are remembered at most: some 8 MiB.
const MANY: usize = 16_384;

/// What was looked up so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shared {
    portals: HashMap<String, OfPortal>,
    blocks: usize,
}

#[derive(Clone, Debug)]
struct OfPortal {
    domain: String,
    auth: HashMap<i32, Arc<str>>,
}

impl Shared {
    /// Looks up what these rows need and is not known yet.
    pub(super) async fn learn(&mut self, rows: &[Row], db: &DatabaseConnection) -> Result<(), StoreError> {
        if self.blocks > MANY {
            *self = Self::default();
        }
        let is_new = |row: &&Row| !self.portals.contains_key(&row.member_id);
        let portals: BTreeSet<&str> = rows.iter().filter(is_new).map(|row| row.member_id.as_str()).collect();
        if !portals.is_empty() {
            for (member_id, domain) in find_domains(portals, Condition::all(), db).await? {
                self.portals.insert(member_id, OfPortal { domain, auth: HashMap::new() });
            }
        }
        let blocks = rows.iter().filter_map(|row| Some((row.member_id.as_str(), row.auth?)));
        let is_new = |(member_id, number): &(&str, i32)| self.auth(member_id, *number).is_none();
        let blocks: BTreeSet<_> = blocks.filter(is_new).collect();
        if !blocks.is_empty() {
            self.learn_auth(blocks, db).await?;
        }
        Ok(())
    }

    async fn learn_auth(&mut self, these: BTreeSet<(&str, i32)>, db: &DatabaseConnection) -> Result<(), StoreError> {
        let key = [auth_block::Column::MemberId, auth_block::Column::Number];
        let mut find = Query::select();
        find.columns(key).column(auth_block::Column::Auth).from(auth_block::Entity).and_where(one_of_numbered(
            db.get_database_backend(),
            key.map(Expr::col),
            these,
        ));
        for row in db.query_all(&find).await? {
            let (member_id, text) = (row.try_get_by_index::<String>(0)?, row.try_get_by_index::<String>(2)?);
            let Some(portal) = self.portals.get_mut(&member_id) else { continue };
            portal.auth.insert(row.try_get_by_index(1)?, text.into());
            self.blocks += 1;
        }
        Ok(())
    }

    /// The portal's present host; none if the portal is gone.
    pub(super) fn domain(&self, member_id: &str) -> Option<&str> {
        self.portals.get(member_id).map(|portal| portal.domain.as_str())
    }

    /// The portal's auth block with this number.
    pub(super) fn auth(&self, member_id: &str, number: i32) -> Option<Arc<str>> {
        self.portals.get(member_id)?.auth.get(&number).map(Arc::clone)
    }
}
