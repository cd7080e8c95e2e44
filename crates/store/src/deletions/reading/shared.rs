//! Data that many deletions share: their portal's current host, and its auth block. Looking each up once is cheaper
//! than joining it to every row.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use sea_orm::sea_query::{Expr, Query};
use sea_orm::{Condition, ConnectionTrait, DatabaseConnection};

use super::rows::FullRow;
use crate::among::only_numbered;
use crate::entities::auth_block;
use crate::error::StoreError;
use crate::portals::rows::find_domains;

/// How many portals and auth blocks are cached at most: some 10 MiB of each.
const MANY_PORTALS: usize = 65_536;
const MANY_BLOCKS: usize = 16_384;

/// A cache of what was looked up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shared {
    domains: HashMap<String, String>,
    auth: HashMap<String, HashMap<i32, Arc<str>>>,
    blocks: usize,
}

impl Shared {
    /// Looks up what these rows need and the cache lacks.
    pub(super) async fn learn(&mut self, rows: &[FullRow], db: &DatabaseConnection) -> Result<(), StoreError> {
        if self.domains.len() > MANY_PORTALS {
            self.domains.clear();
        }
        if self.blocks > MANY_BLOCKS {
            (self.auth, self.blocks) = (HashMap::new(), 0);
        }
        let is_new = |row: &&FullRow| !self.domains.contains_key(&row.member_id);
        let portals: BTreeSet<&str> = rows.iter().filter(is_new).map(|row| row.member_id.as_str()).collect();
        if !portals.is_empty() {
            self.domains.extend(find_domains(portals, Condition::all(), db).await?);
        }
        let blocks = rows.iter().filter_map(|row| Some((row.member_id.as_str(), row.auth?)));
        let is_new = |(member_id, number): &(&str, i32)| self.auth(member_id, *number).is_none();
        let blocks: BTreeSet<_> = blocks.filter(is_new).collect();
        if !blocks.is_empty() {
            use auth_block::Column::{Auth, MemberId, Number};
            let mut find = Query::select().columns([MemberId, Number, Auth]).from(auth_block::Entity).take();
            only_numbered(&mut find, db.get_database_backend(), [MemberId, Number].map(Expr::col), blocks);
            for row in db.query_all(&find).await? {
                let of_portal = self.auth.entry(row.try_get_by_index(0)?).or_default();
                of_portal.insert(row.try_get_by_index(1)?, row.try_get_by_index::<String>(2)?.into());
                self.blocks += 1;
            }
        }
        Ok(())
    }

    /// The portal's current host; none if the portal is gone.
    pub(super) fn domain(&self, member_id: &str) -> Option<&str> {
        self.domains.get(member_id).map(String::as_str)
    }

    pub(super) fn auth(&self, member_id: &str, number: i32) -> Option<Arc<str>> {
        self.auth.get(member_id)?.get(&number).map(Arc::clone)
    }
}
