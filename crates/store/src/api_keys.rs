//! Keys of the client API: shown once, kept as a keyed hash.

use std::collections::HashSet;

use domain::api_key::{ApiKey, Reach, Scope};
use domain::clock::{from_micros, micros};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use secrecy::{ExposeSecret, SecretString};
use time::OffsetDateTime;

use crate::among::one_of_numbers;
use crate::entities::api_key::{ActiveModel, Column, Entity, Model};
use crate::error::StoreError;
use crate::portals::rows::{join, split};
use crate::{Store, Tenant, reaching};

/// A key to be made.
#[derive(Clone, Debug)]
pub struct NewApiKey {
    /// Its name.
    pub name: String,
    /// The portals that it reaches.
    pub reach: Reach,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// When it expires, if it does.
    pub expires_at: Option<OffsetDateTime>,
}

impl Store {
    /// Makes a key. Its text can't be read again.
    pub async fn create_api_key(
        &self,
        new: &NewApiKey,
        now: OffsetDateTime,
    ) -> Result<(ApiKey, SecretString), StoreError> {
        let key = SecretString::from(format!("tomb_{:032x}{:016x}", rand::random::<u128>(), rand::random::<u64>()));
        let row = ActiveModel {
            key_hash: Set(self.api_key_hash(key.expose_secret())),
            name: Set(new.name.clone()),
            portals: Set(reaching::kept(&new.reach)),
            scopes: Set(join(&new.scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>())),
            created_at: Set(micros(now)),
            expires_at: Set(new.expires_at.map(micros)),
            ..Default::default()
        };
        let row = row.insert(&self.connections.write).await?;
        Ok((row.try_into()?, key))
    }

    /// The key with this text, usable or not.
    pub async fn find_api_key(&self, key: &str) -> Result<Option<ApiKey>, StoreError> {
        let known = Entity::find().filter(Column::KeyHash.eq(self.api_key_hash(key)));
        known.one(&self.connections.read).await?.map(ApiKey::try_from).transpose()
    }

    /// The key with this id, usable or not.
    pub async fn find_api_key_by_id(&self, id: i64) -> Result<Option<ApiKey>, StoreError> {
        let known = Entity::find_by_id(id).one(&self.connections.read).await?;
        known.map(ApiKey::try_from).transpose()
    }

    /// Which of these keys are usable now.
    pub async fn usable_api_keys(&self, ids: &[i64], now: OffsetDateTime) -> Result<HashSet<i64>, StoreError> {
        let db = &self.connections.read;
        let these = one_of_numbers(db.get_database_backend(), Expr::col(Column::Id), ids.iter().copied());
        let mut usable = HashSet::with_capacity(ids.len());
        for row in Entity::find().filter(these).all(db).await? {
            let key = ApiKey::try_from(row)?;
            usable.extend(key.is_usable(now).then_some(key.id));
        }
        Ok(usable)
    }

    /// All keys, oldest first.
    pub async fn list_api_keys(&self) -> Result<Vec<ApiKey>, StoreError> {
        let rows = Entity::find().order_by_asc(Column::Id).all(&self.connections.read).await?;
        rows.into_iter().map(ApiKey::try_from).collect()
    }

    /// Revokes a key; false if no unrevoked key has this id.
    pub async fn revoke_api_key(&self, id: i64, now: OffsetDateTime) -> Result<bool, StoreError> {
        let revoke = Entity::update_many().col_expr(Column::RevokedAt, micros(now).into());
        let usable = revoke.filter(Column::Id.eq(id)).filter(Column::RevokedAt.is_null());
        Ok(usable.exec(&self.connections.write).await?.rows_affected > 0)
    }

    /// Records that a key was used.
    pub async fn note_api_key_use(&self, id: i64, now: OffsetDateTime) -> Result<(), StoreError> {
        let used = Entity::update_many().filter(Column::Id.eq(id)).col_expr(Column::LastUsedAt, micros(now).into());
        used.exec(&self.connections.write).await?;
        Ok(())
    }

    fn api_key_hash(&self, key: &str) -> Vec<u8> {
        self.hash_key.hash("api_key", None, key).as_bytes().to_vec()
    }
}

impl Tenant<'_> {
    /// The keys that reach this portal alone, oldest first.
    pub async fn list_api_keys(&self) -> Result<Vec<ApiKey>, StoreError> {
        let own = Entity::find().filter(Column::Portals.eq(self.member_id.as_str())).order_by_asc(Column::Id);
        own.all(&self.store.connections.read).await?.into_iter().map(ApiKey::try_from).collect()
    }

    /// Makes a key that reaches this portal alone. Its text can't be read again.
    pub async fn create_api_key(
        &self,
        name: &str,
        scopes: &[Scope],
        now: OffsetDateTime,
    ) -> Result<(ApiKey, SecretString), StoreError> {
        let (name, reach) = (name.to_owned(), Reach::portal(self.member_id.clone()));
        self.store.create_api_key(&NewApiKey { name, reach, scopes: scopes.to_vec(), expires_at: None }, now).await
    }

    /// Revokes a key that reaches this portal alone; false if no such unrevoked key has this id.
    pub async fn revoke_api_key(&self, id: i64, now: OffsetDateTime) -> Result<bool, StoreError> {
        let own = self.list_api_keys().await?.into_iter().any(|key| key.id == id);
        Ok(own && self.store.revoke_api_key(id, now).await?)
    }
}

impl TryFrom<Model> for ApiKey {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let corrupt = |what: &dyn ToString| StoreError::corrupt("api_keys", what.to_string());
        let reach = reaching::read(row.portals.as_deref()).map_err(|error| corrupt(&error))?;
        let scopes = split(&row.scopes).iter().map(|scope| scope.parse()).collect::<Result<_, _>>();
        Ok(Self {
            id: row.id,
            name: row.name,
            reach,
            scopes: scopes.map_err(|error| corrupt(&error))?,
            created_at: from_micros(row.created_at),
            expires_at: row.expires_at.map(from_micros),
            revoked_at: row.revoked_at.map(from_micros),
            last_used_at: row.last_used_at.map(from_micros),
        })
    }
}
