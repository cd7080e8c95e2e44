//! The schema of the database: what was done, and taking steps back. Opening a store brings it up to date.

use migrations::Migrator;
use sea_orm::{DatabaseTransaction, DbBackend, DbErr};
use sea_orm_migration::MigratorTrait;

use crate::connect::{Connections, Database, lock_schema};
use crate::error::StoreError;

/// A step of the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// Whether it was taken.
    pub done: bool,
}

/// The schema of one database.
#[derive(Clone, Debug)]
pub struct Schema(Connections);

impl Schema {
    /// Opens the database as it is.
    pub async fn open(database: &Database) -> Result<Self, StoreError> {
        Ok(Self(Connections::open(database).await?))
    }

    /// All steps, in their order.
    pub async fn steps(&self) -> Result<Vec<Step>, StoreError> {
        let done = Migrator::get_applied_migrations_read_only(&self.0.write).await?;
        let is_done = |name: &str| done.iter().any(|step| step.name() == name);
        let steps = Migrator::migrations()
            .into_iter()
            .map(|step| Step { done: is_done(step.name()), name: step.name().to_owned() });
        Ok(steps.collect())
    }

    /// Takes all steps that were not taken.
    pub async fn up(&self) -> Result<(), StoreError> {
        Ok(up(&self.0).await?)
    }

    /// Takes steps back; what they brought is lost.
    pub async fn down(&self, steps: u32) -> Result<(), StoreError> {
        match locked(&self.0).await? {
            Some(transaction) => {
                Migrator::down(&transaction, Some(steps)).await?;
                Ok(transaction.commit().await?)
            }
            None => Ok(Migrator::down(&self.0.write, Some(steps)).await?),
        }
    }

    /// Closes all connections.
    pub async fn close(&self) -> Result<(), StoreError> {
        Ok(self.0.close().await?)
    }
}

/// Takes all steps that were not taken. If there are none, nothing is written: not everybody may change the schema.
pub(crate) async fn up(connections: &Connections) -> Result<(), DbErr> {
    if Migrator::get_pending_migrations_read_only(&connections.write).await?.is_empty() {
        return Ok(());
    }
    match locked(connections).await? {
        Some(transaction) => {
            Migrator::up(&transaction, None).await?;
            transaction.commit().await
        }
        None => Migrator::up(&connections.write, None).await,
    }
}

/// On PostgreSQL a transaction that keeps all others from the schema, since many processes may start at once.
async fn locked(connections: &Connections) -> Result<Option<DatabaseTransaction>, DbErr> {
    if connections.write.get_database_backend() != DbBackend::Postgres {
        return Ok(None);
    }
    let transaction = connections.begin().await?;
    lock_schema(&transaction).await?;
    Ok(Some(transaction))
}
