//! What unit tests of the store share.

use domain::vault::{SecretKey, Vault};
use sea_orm::{ConnectionTrait, Statement};
use tempfile::TempDir;

use crate::{Database, Store};

/// A new store on SQLite, and the folder that it lies in.
pub(crate) async fn new_store() -> (TempDir, Store) {
    let folder = TempDir::new().expect("a folder");
    let database = Database::Sqlite(folder.path().join("tombstone.db"));
    let store = Store::open(&database, Vault::new(SecretKey::generate(), [])).await.expect("it opens");
    (folder, store)
}

/// The steps of SQLite's plan for a statement.
pub(crate) async fn plan(store: &Store, mut statement: Statement) -> Vec<String> {
    statement.sql.insert_str(0, "EXPLAIN QUERY PLAN ");
    let steps = store.connections.read.query_all_raw(statement).await.expect("it is explained");
    steps.iter().map(|step| step.try_get_by("detail").expect("a text")).collect()
}
