//! The service's own secrets: made once for a database and sealed; and the check that the right key is at hand.

use domain::vault::{Belongs, HashKey, Unreadable, Vault};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseConnection, DbErr, EntityName, EntityTrait, PaginatorTrait, QueryFilter, Set,
};
use sea_orm_migration::SchemaManager;

use crate::connect::Connections;
use crate::entities::secret;
use crate::error::StoreError;

const HASH_KEY: &str = "hash_key";

/// Why a database can't be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file or its content.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The schema has migrations that this program does not know.
    #[error("its schema is newer than this program ({0}); run a newer tombstone")]
    Newer(String),
    /// The schema is older than the first release; its data can't be taken over.
    #[error(
        "a version before the first release made it ({0}), and this one can't take its data over. Nothing was changed: \
         name another data folder or database to begin anew, or go on with the version that made it"
    )]
    Former(String),
    /// The schema lacks migrations; other processes may use it.
    #[error("its schema is older than this program by {0} steps; run `tombstone migrate`, then start again")]
    Older(usize),
    /// The key does not fit the database.
    #[error(
        "the secret key does not open this database: {0}. Set TOMBSTONE_SECRET_KEY to the key that it was made with, \
         or add that key to TOMBSTONE_SECRET_KEYS_OLD"
    )]
    WrongKey(#[from] Unreadable),
}

impl From<DbErr> for OpenError {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// Name prefix of the row that each key leaves once it has sealed something.
const MARK: &str = "key:";

/// Whether a key has sealed something here; a database without its tables has nothing sealed.
pub(crate) async fn is_sealed(db: &DatabaseConnection) -> Result<bool, StoreError> {
    if !SchemaManager::new(db).has_table(secret::Entity.table_name()).await? {
        return Ok(false);
    }
    let marks = secret::Entity::find().filter(secret::Column::Name.starts_with(MARK));
    Ok(marks.count(db).await? > 0)
}

/// Checks that every key is at hand that has sealed something, and leaves the present key's mark.
///
/// Otherwise a missing key would only show portal by portal.
pub(crate) async fn check_keys(connections: &Connections, vault: &Vault) -> Result<(), OpenError> {
    let marks = secret::Entity::find().filter(secret::Column::Name.starts_with(MARK));
    for mark in marks.all(&connections.write).await? {
        vault.open(&mark.sealed, Belongs { member_id: None, column: &mark.name })?;
    }
    let name = mark_of(vault);
    let sealed = vault.seal(&String::new().into(), Belongs { member_id: None, column: &name });
    let mark = secret::ActiveModel { name: Set(name), sealed: Set(sealed) };
    secret::Entity::insert(mark).on_conflict_do_nothing().exec_without_returning(&connections.write).await?;
    Ok(())
}

fn mark_of(vault: &Vault) -> String {
    format!("{MARK}{}", vault.present_key_id())
}

/// Reseals the service's own secrets with the present key. Returns how many were changed.
pub(crate) async fn rotate(connections: &Connections, vault: &Vault) -> Result<u64, StoreError> {
    let belongs = Belongs { member_id: None, column: HASH_KEY };
    let transaction = connections.begin().await?;
    let kept = secret::Entity::find_by_id(HASH_KEY).one(&transaction).await?;
    let Some(kept) = kept.filter(|kept| !vault.is_present(&kept.sealed)) else { return Ok(0) };
    let material = vault.open(&kept.sealed, belongs).map_err(|error| StoreError::corrupt("secrets", error))?;
    let anew = secret::ActiveModel { name: Set(kept.name), sealed: Set(vault.seal(&material, belongs)) };
    anew.update(&transaction).await?;
    transaction.commit().await?;
    Ok(1)
}

/// Removes the marks of all keys but the present one, once nothing is sealed with them.
pub(crate) async fn forget_other_keys(connections: &Connections, vault: &Vault) -> Result<(), StoreError> {
    let others = secret::Entity::delete_many().filter(secret::Column::Name.starts_with(MARK));
    others.filter(secret::Column::Name.ne(mark_of(vault))).exec(&connections.write).await?;
    Ok(())
}

/// The key of the keyed hashes; made at the first start.
pub(crate) async fn hash_key(connections: &Connections, vault: &Vault) -> Result<HashKey, OpenError> {
    let belongs = Belongs { member_id: None, column: HASH_KEY };
    let made =
        secret::ActiveModel { name: Set(HASH_KEY.to_owned()), sealed: Set(vault.seal(&HashKey::generate(), belongs)) };
    secret::Entity::insert(made).on_conflict_do_nothing().exec_without_returning(&connections.write).await?;
    let kept = secret::Entity::find_by_id(HASH_KEY).one(&connections.write).await?;
    let kept = kept.ok_or_else(|| StoreError::corrupt("secrets", "the key of the hashes is missing"))?;
    let material = vault.open(&kept.sealed, belongs)?;
    HashKey::new(&material).map_err(|error| StoreError::corrupt("secrets", error).into())
}
