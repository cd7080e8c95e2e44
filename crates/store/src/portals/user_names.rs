//! The names of portals' users, sealed: due when an event first names a user id, fetched by the worker, and removed
//! with the portal.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};

use domain::MemberId;
use domain::clock::micros;
use domain::people::PersonId;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use secrecy::{ExposeSecret, SecretString};
use time::OffsetDateTime;

use crate::among::one_of_rows;
use crate::bulk::{USER_NAMES, merge};
use crate::connect::Batch;
use crate::entities::portal;
use crate::entities::user_name::{Column, Entity, Model};
use crate::error::StoreError;
use crate::{AllPortals, Store, Tenant};

/// For how many portals at once names become due.
const PORTALS: u64 = 200;
/// How many users are remembered, in some 5 MiB.
const REMEMBERED: usize = 450_000;

/// A user whose name is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueName {
    /// The user.
    pub user_id: PersonId,
    /// How many attempts have failed in a row.
    pub failures: u32,
}

/// The vault's column of a user's name: no other user's row opens it.
pub(crate) fn column(user_id: &str) -> String {
    format!("user_name {user_id}")
}

/// A user, as a hash that is unpredictable from outside: of the portal, of the epoch since its users were last removed,
/// and of the id.
type Key = u64;

/// A cache of the users that are recorded, which saves looking them up for each deletion.
#[derive(Debug, Default)]
pub(crate) struct KnownUsers {
    hasher: RandomState,
    keys: Mutex<HashSet<Key>>,
}

/// A user whom a deletion names, and whom the cache lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Named<'a> {
    member_id: &'a str,
    user_id: PersonId,
    key: Key,
}

impl KnownUsers {
    /// Those of these users, each with its portal and epoch, that the cache lacks, each once.
    pub(crate) fn unknown<'a>(&self, users: impl Iterator<Item = (&'a str, i32, &'a str)>) -> Vec<Named<'a>> {
        let known = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found: Vec<_> = users
            .filter_map(|(member_id, epoch, user_id)| {
                let key = self.hasher.hash_one((member_id, epoch, user_id));
                let user_id = PersonId::parse(user_id).filter(|_| !known.contains(&key))?;
                Some(Named { member_id, user_id, key })
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    pub(crate) fn learn(&self, keys: Vec<Key>) {
        let mut known = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() + keys.len() > REMEMBERED {
            known.clear();
        }
        known.extend(keys);
    }
}

/// Records these users, as far as they are not; the worker fetches their names. Returns what to cache once the batch is
/// committed.
pub(crate) async fn note(batch: &Batch, named: &[Named<'_>]) -> Result<Vec<Key>, StoreError> {
    merge(batch, &USER_NAMES, named, |Named { member_id, user_id, .. }| {
        [(*member_id).into(), user_id.to_string().into(), 0_i64.into()]
    })
    .await?;
    Ok(named.iter().map(|named| named.key).collect())
}

impl Store {
    /// Schedules portals with due names that are not scheduled yet; so few at once that the next call is soon enough
    /// for the others.
    pub async fn schedule_names(&self, now: OffsetDateTime) -> Result<(), StoreError> {
        let unscheduled = Query::select()
            .column((Entity, Column::MemberId))
            .distinct()
            .from(Entity)
            .inner_join(
                portal::Entity,
                Expr::col((portal::Entity, portal::Column::MemberId)).equals((Entity, Column::MemberId)),
            )
            .and_where(Expr::col((Entity, Column::DueAt)).lte(micros(now)))
            .and_where(Expr::col((portal::Entity, portal::Column::NamesAt)).is_null())
            .limit(PORTALS)
            .take();
        let rows = self.connections.read.query_all(&unscheduled).await?;
        let portals: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
        if portals.is_empty() {
            return Ok(()); // the usual case: nothing is written
        }
        portal::Entity::update_many()
            .col_expr(portal::Column::NamesAt, Expr::value(micros(now)))
            .filter(portal::Column::MemberId.is_in(portals))
            .filter(portal::Column::NamesAt.is_null())
            .exec(&self.connections.write)
            .await?;
        Ok(())
    }
}

impl Tenant<'_> {
    /// The users whose names are due, `limit` at most.
    pub async fn list_due_names(&self, now: OffsetDateTime, limit: u64) -> Result<Vec<DueName>, StoreError> {
        let due = Entity::find().filter(self.own_names()).filter(Column::DueAt.lte(micros(now)));
        let due = due.order_by_asc(Column::DueAt).order_by_asc(Column::UserId).limit(limit);
        let rows = due.all(&self.store.connections.read).await?;
        let due = rows.iter().filter_map(|row| {
            let failures = u32::try_from(row.failures).unwrap_or_default();
            Some(DueName { user_id: PersonId::parse(&row.user_id)?, failures })
        });
        Ok(due.collect())
    }

    /// Saves the portal's answers; a user whom it does not return has no name. They are due again at `due_at`.
    pub async fn save_names(
        &self,
        asked: &[DueName],
        names: &HashMap<PersonId, String>,
        now: OffsetDateTime,
        due_at: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let transaction = self.store.connections.begin().await?;
        for &DueName { user_id, .. } in asked {
            let name = names.get(&user_id);
            let user_id = user_id.to_string();
            let sealed = name.map(|name| {
                let column = column(&user_id);
                self.store.vault.seal(&SecretString::from(name.as_str()), self.belongs(&column))
            });
            Entity::update_many()
                .col_expr(Column::Name, Expr::value(sealed))
                .col_expr(Column::AskedAt, Expr::value(micros(now)))
                .col_expr(Column::DueAt, Expr::value(micros(due_at)))
                .col_expr(Column::Failures, Expr::value(0))
                .filter(self.own_names())
                .filter(Column::UserId.eq(user_id))
                .exec(&transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Records that asking for these users failed: they are due again at `due_at`.
    pub async fn record_names_failure(&self, asked: &[DueName], due_at: OffsetDateTime) -> Result<(), StoreError> {
        let ids = asked.iter().map(|due| due.user_id.to_string());
        Entity::update_many()
            .col_expr(Column::DueAt, Expr::value(micros(due_at)))
            .col_expr(Column::Failures, Expr::col(Column::Failures).add(1))
            .filter(self.own_names())
            .filter(Column::UserId.is_in(ids))
            .exec(&self.store.connections.write)
            .await?;
        Ok(())
    }

    /// Postpones all names to `due_at`.
    pub async fn postpone_names(&self, due_at: OffsetDateTime) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::DueAt, Expr::value(micros(due_at)))
            .filter(self.own_names())
            .filter(Column::DueAt.lt(micros(due_at)))
            .exec(&self.store.connections.write)
            .await?;
        Ok(())
    }

    /// The known names of these users, by id.
    pub async fn user_names(&self, ids: &[&str]) -> Result<HashMap<String, String>, StoreError> {
        let named = Entity::find().filter(self.own_names()).filter(Column::UserId.is_in(ids.iter().copied()));
        let rows = named.filter(Column::Name.is_not_null()).all(&self.store.connections.read).await?;
        Ok(rows.into_iter().filter_map(|row| self.opened(row)).collect())
    }

    fn opened(&self, row: Model) -> Option<(String, String)> {
        let column = column(&row.user_id);
        match self.store.vault.open(&row.name?, self.belongs(&column)) {
            Ok(name) => Some((row.user_id, name.expose_secret().to_owned())),
            // The page works without it: it shows the id.
            Err(error) => {
                tracing::warn!(member_id = %self.member_id, %error, "the name of a user can't be opened");
                None
            }
        }
    }

    fn own_names(&self) -> Expr {
        Column::MemberId.eq(self.member_id.as_str())
    }

    /// Whoever calls it raises the portal's `auth_epoch`, unless no deletion can be recorded there any more: otherwise
    /// [`KnownUsers`] would take the users for recorded.
    pub(crate) async fn drop_names(&self, db: &impl ConnectionTrait) -> Result<(), StoreError> {
        Entity::delete_many().filter(self.own_names()).exec(db).await?;
        Ok(())
    }
}

impl AllPortals<'_> {
    /// The same as [`Tenant::user_names`] across all portals: by portal and id.
    pub async fn user_names(
        &self,
        users: &[(&MemberId, &str)],
    ) -> Result<HashMap<(MemberId, String), String>, StoreError> {
        if users.is_empty() {
            return Ok(HashMap::new());
        }
        let db = &self.store().connections.read;
        let keys = users.iter().map(|(portal, id)| [portal.as_str().to_owned(), (*id).to_owned()]);
        let wanted = one_of_rows(db.get_database_backend(), [Column::MemberId, Column::UserId].map(Expr::col), keys);
        let rows = Entity::find().filter(wanted).filter(Column::Name.is_not_null());
        let mut names = HashMap::new();
        for row in rows.all(db).await? {
            let member_id =
                MemberId::parse(&row.member_id).map_err(|error| StoreError::corrupt("user_names", error))?;
            let opened = self.store().tenant(&member_id).opened(row);
            names.extend(opened.map(|(id, name)| ((member_id.clone(), id), name)));
        }
        Ok(names)
    }
}
