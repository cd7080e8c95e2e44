//! The service's own secrets: made once for a database, sealed, and the proof that the right key is at hand.

use domain::vault::{Belongs, HashKey, Unreadable, Vault};
use sea_orm::sea_query::OnConflict;
use sea_orm::{DbErr, EntityTrait, Set};

use crate::connect::Connections;
use crate::entities::secret;
use crate::error::StoreError;

const HASH_KEY: &str = "hash_key";

/// Why a database can't be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file, or what is in it.
    #[error(transparent)]
    Store(#[from] StoreError),
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

/// The key of the keyed hashes; made at the first start.
pub(crate) async fn hash_key(connections: &Connections, vault: &Vault) -> Result<HashKey, OpenError> {
    let belongs = Belongs { member_id: None, column: HASH_KEY };
    let made =
        secret::ActiveModel { name: Set(HASH_KEY.to_owned()), sealed: Set(vault.seal(&HashKey::generate(), belongs)) };
    let once = OnConflict::column(secret::Column::Name).do_nothing().to_owned();
    secret::Entity::insert(made).on_conflict(once).exec_without_returning(&connections.write).await?;
    let kept = secret::Entity::find_by_id(HASH_KEY).one(&connections.write).await?;
    let kept = kept.ok_or_else(|| StoreError::corrupt("secrets", "the key of the hashes is missing"))?;
    let material = vault.open(&kept.sealed, belongs)?;
    HashKey::new(&material).map_err(|error| StoreError::corrupt("secrets", error).into())
}
