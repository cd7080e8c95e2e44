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
    portals: HashMap<String, Known>,
    blocks: usize,
}

/// What is known of a portal.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// Its current host; none if the portal is gone.
    pub(super) domain: Option<String>,
    auth: HashMap<i32, Arc<str>>,
}

impl Shared {
    /// Looks up what these rows need and the cache lacks.
    pub(super) async fn learn(&mut self, rows: &[FullRow], db: &DatabaseConnection) -> Result<(), StoreError> {
        if self.portals.len() > MANY_PORTALS || self.blocks > MANY_BLOCKS {
            *self = Self::default();
        }
        let (mut portals, mut blocks) = (BTreeSet::new(), BTreeSet::new());
        for row in rows {
            let known = self.portals.get(&row.member_id);
            if known.is_none() {
                portals.insert(row.member_id.as_str());
            }
            blocks.extend(
                row.auth
                    .filter(|auth| known.is_none_or(|known| !known.auth.contains_key(auth)))
                    .map(|auth| (row.member_id.as_str(), auth)),
            );
        }
        if !portals.is_empty() {
            for (member_id, domain) in find_domains(portals, Condition::all(), db).await? {
                self.portals.entry(member_id).or_default().domain = Some(domain);
            }
        }
        if !blocks.is_empty() {
            use auth_block::Column::{Auth, MemberId, Number};
            let mut find = Query::select().columns([MemberId, Number, Auth]).from(auth_block::Entity).take();
            only_numbered(&mut find, db.get_database_backend(), [MemberId, Number].map(Expr::col), blocks);
            for row in db.query_all(&find).await? {
                let known = self.portals.entry(row.try_get_by_index(0)?).or_default();
                known.auth.insert(row.try_get_by_index(1)?, row.try_get_by_index::<String>(2)?.into());
                self.blocks += 1;
            }
        }
        Ok(())
    }

    pub(super) fn of(&self, member_id: &str) -> Option<&Known> {
        self.portals.get(member_id)
    }
}

impl Known {
    pub(super) fn auth(&self, number: i32) -> Option<Arc<str>> {
        self.auth.get(&number).map(Arc::clone)
    }
}
