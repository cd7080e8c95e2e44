//! An event or an install that can't be decided on yet, parked in the data folder with the reason.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveActiveModelBehavior, DeriveEntityModel)]
#[sea_orm(table_name = "parked")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub position: i64,
    pub reason: Reason,
    pub member_id: String,
    /// Keyed hash of the `application_token` that came with an event.
    pub token: Option<Vec<u8>>,
    /// Identifies an install, which is parked once.
    pub digest: Option<Vec<u8>>,
    /// The network that it came from, if known.
    pub source: Option<String>,
    /// Whether an install is of a known portal.
    pub known: bool,
    pub received_at: i64,
    pub bytes: i64,
    /// The event, or the sealed install.
    pub body: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub(crate) enum Reason {
    /// An event whose portal is not installed: it waits for the install that proves it.
    #[sea_orm(string_value = "not_installed")]
    NotInstalled,
    /// An event that nobody can verify, or that can't take effect, while the database is away.
    #[sea_orm(string_value = "unverified")]
    Unverified,
    /// An install or update that the database could not take: sealed, since it has tokens.
    #[sea_orm(string_value = "unsaved")]
    Unsaved,
}
