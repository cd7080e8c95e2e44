//! The schema of the database: its migrations, applying and reverting them, and whether it fits this program.

use migrations::Migrator;
use sea_orm::sea_query::Query;
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr};
use sea_orm_migration::{MigratorTrait, SchemaManager};

use crate::connect::{Connections, Database, lock_schema, open};
use crate::error::StoreError;
use crate::secrets::{OpenError, is_sealed};

/// A migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// Whether it was applied.
    pub state: StepState,
}

/// The state of a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// It was applied.
    Done,
    /// It was not applied yet.
    Pending,
    /// It was applied, and this program does not know it: a later version ran here.
    Newer,
    /// A version before the first release applied it; its data can't be taken over.
    Former,
}

/// The schema of one database.
#[derive(Clone, Debug)]
pub struct Schema(Connections);

impl Schema {
    /// Opens the database as it is.
    pub async fn open(database: &Database) -> Result<Self, StoreError> {
        Ok(Self(open(database).await?))
    }

    /// All migrations in order; those that this program does not know come last.
    pub async fn steps(&self) -> Result<Vec<Step>, StoreError> {
        let mut taken = applied::<Migrator>(&self.0.write).await?;
        let mut steps = Vec::new();
        for step in Migrator::migrations() {
            let before = taken.len();
            taken.retain(|name| name != step.name());
            let state = if taken.len() < before { StepState::Done } else { StepState::Pending };
            steps.push(Step { name: step.name().to_owned(), state });
        }
        let state = |name: &str| if is_former::<Migrator>(name) { StepState::Former } else { StepState::Newer };
        steps.extend(taken.into_iter().map(|name| Step { state: state(&name), name }));
        Ok(steps)
    }

    /// Applies all pending migrations.
    pub async fn up(&self) -> Result<(), OpenError> {
        expect_known::<Migrator>(&applied::<Migrator>(&self.0.write).await?)?;
        Ok(up(&self.0).await?)
    }

    /// Reverts migrations; their data is lost.
    pub async fn down(&self, steps: u32) -> Result<(), OpenError> {
        expect_known::<Migrator>(&applied::<Migrator>(&self.0.write).await?)?;
        match locked(&self.0).await? {
            Some(transaction) => {
                Migrator::down(&transaction, Some(steps)).await?;
                Ok(transaction.commit().await?)
            }
            None => Ok(Migrator::down(&self.0.write, Some(steps)).await?),
        }
    }

    /// Whether this program knows the migration.
    pub fn knows(step: &str) -> bool {
        Migrator::migrations().iter().any(|known| known.name() == step)
    }

    /// Whether a key has sealed something there: without that key, nobody reads it.
    pub async fn is_sealed(&self) -> Result<bool, StoreError> {
        is_sealed(&self.0.write).await
    }

    /// Closes all connections.
    pub async fn close(&self) -> Result<(), StoreError> {
        Ok(self.0.close().await?)
    }
}

/// Migrates an embedded or empty database without asking. Other processes may be using a server's database, so that an
/// operator has to run its migrations.
pub(crate) async fn fit(connections: &Connections) -> Result<(), OpenError> {
    let done = applied::<Migrator>(&connections.write).await?;
    expect_known::<Migrator>(&done)?;
    let pending = Migrator::migrations().iter().filter(|step| !done.iter().any(|name| name == step.name())).count();
    if pending > 0 && !done.is_empty() && connections.server.is_some() {
        return Err(OpenError::Older(pending));
    }
    Ok(up(connections).await?)
}

/// The names of the applied migrations, of whatever version.
pub(crate) async fn applied<M: MigratorTrait>(db: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    let table = M::migration_table_name();
    if !SchemaManager::new(db).has_table(table.to_string()).await? {
        return Ok(Vec::new());
    }
    let rows = db.query_all(Query::select().column("version").from(table)).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// Refuses a schema with a migration that this program does not know.
pub(crate) fn expect_known<M: MigratorTrait>(done: &[String]) -> Result<(), OpenError> {
    let known = M::migrations();
    match done.iter().filter(|name| !known.iter().any(|step| step.name() == *name)).max() {
        None => Ok(()),
        Some(name) if is_former::<M>(name) => Err(OpenError::Former(name.clone())),
        Some(name) => Err(OpenError::Newer(name.clone())),
    }
}

/// Whether the migration is older than this program's first one: names begin with their dates.
fn is_former<M: MigratorTrait>(name: &str) -> bool {
    M::migrations().first().is_some_and(|first| name < first.name())
}

/// Applies all pending migrations. Writes nothing if there are none: not every database user may change the schema.
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

/// On PostgreSQL, a transaction that locks out all other migrators, since many processes may start at once.
async fn locked(connections: &Connections) -> Result<Option<DatabaseTransaction>, DbErr> {
    if connections.write.get_database_backend() != DbBackend::Postgres {
        return Ok(None);
    }
    let transaction = connections.begin().await?;
    lock_schema(&transaction).await?;
    Ok(Some(transaction))
}
