//! `tombstone migrate`: the schema. The embedded database also migrates itself whenever it is opened.

use migrations::Migrator;
use sea_orm_migration::MigratorTrait;

use crate::cli::Migrate;
use crate::data_folder::DataFolder;
use crate::output::say;
use crate::settings::Settings;

pub(crate) async fn run(migrate: &Migrate, settings: &Settings) -> anyhow::Result<()> {
    let folder = DataFolder::open(&settings.data_dir)?;
    let url = settings.database_url.clone();
    let url = url.unwrap_or_else(|| format!("sqlite://{}?mode=rwc", folder.database().display()));
    let database = sea_orm_migration::sea_orm::Database::connect(url).await?;
    if migrate.status {
        for step in Migrator::get_migration_with_status(&database).await? {
            say(format_args!("{:8}  {}", step.status().to_string().to_lowercase(), step.name()));
        }
        return Ok(());
    }
    let _lock = folder.lock()?;
    match migrate.down {
        Some(steps) => Migrator::down(&database, Some(steps)).await?,
        None => Migrator::up(&database, None).await?,
    }
    say("the schema is changed as asked");
    Ok(())
}
