//! Checks whether a SQLite file is sound.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement};

/// Reads the whole file. The error says what is wrong with it.
pub(crate) async fn expect_sound(db: &DatabaseConnection) -> Result<(), DbErr> {
    let check = Statement::from_string(db.get_database_backend(), "PRAGMA quick_check(1)");
    let said: Option<String> = db.query_one_raw(check).await?.map(|row| row.try_get_by_index(0)).transpose()?;
    match said.as_deref() {
        Some("ok") => Ok(()),
        said => Err(DbErr::Custom(said.unwrap_or("the integrity check returned nothing").to_owned())),
    }
}
