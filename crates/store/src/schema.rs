//! The schema of the database: what was done, and taking steps back. Opening a store brings it up to date.

use std::path::Path;

use migrations::Migrator;
use sea_orm_migration::MigratorTrait;

use crate::connect::{Connections, DATABASE};
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
    /// Opens the database at `path` as it is.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        Ok(Self(Connections::open(path, DATABASE).await?))
    }

    /// All steps, in their order.
    pub async fn steps(&self) -> Result<Vec<Step>, StoreError> {
        let done = Migrator::get_applied_migrations(&self.0.write).await?;
        let is_done = |name: &str| done.iter().any(|step| step.name() == name);
        let steps = Migrator::migrations()
            .into_iter()
            .map(|step| Step { done: is_done(step.name()), name: step.name().to_owned() });
        Ok(steps.collect())
    }

    /// Takes all steps that were not taken.
    pub async fn up(&self) -> Result<(), StoreError> {
        Ok(Migrator::up(&self.0.write, None).await?)
    }

    /// Takes steps back; what they brought is lost.
    pub async fn down(&self, steps: u32) -> Result<(), StoreError> {
        Ok(Migrator::down(&self.0.write, Some(steps)).await?)
    }
}
