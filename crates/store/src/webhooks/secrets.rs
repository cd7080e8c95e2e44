//! The secrets of endpoints: sealed, each for its own endpoint.

use domain::MemberId;
use domain::vault::{Belongs, Vault};
use domain::webhook::WebhookSecret;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait};
use secrecy::SecretString;

use super::rows::portal;
use crate::Store;
use crate::entities::webhook_endpoint::{Column, Entity, Model};
use crate::error::StoreError;

/// What the secret of an endpoint is sealed for.
fn column(id: &str) -> String {
    format!("webhook_secret {id}")
}

pub(super) fn seal(vault: &Vault, owner: Option<&MemberId>, id: &str, secret: &WebhookSecret) -> String {
    vault.seal(secret.text(), Belongs { member_id: owner, column: &column(id) })
}

/// The present secret, and the one before it as long as that signs too.
pub(super) fn open(vault: &Vault, row: &Model, now: i64) -> Result<Vec<WebhookSecret>, StoreError> {
    let old = row.old_secret.as_deref().filter(|_| row.old_secret_until.is_some_and(|until| now < until));
    let read = |sealed| {
        let secret = WebhookSecret::parse(open_text(vault, row, sealed)?);
        secret.map_err(|error| StoreError::corrupt("webhook_endpoints", error))
    };
    std::iter::once(row.secret.as_str()).chain(old).map(read).collect()
}

fn open_text(vault: &Vault, row: &Model, sealed: &str) -> Result<SecretString, StoreError> {
    let corrupt = |what: &dyn ToString| StoreError::corrupt("webhook_endpoints", what.to_string());
    let owner = portal(&row.member_id).map_err(|error| corrupt(&error))?;
    let belongs = Belongs { member_id: owner.as_ref(), column: &column(&row.id) };
    vault.open(sealed, belongs).map_err(|error| corrupt(&error))
}

/// The columns that hold secrets.
pub(crate) fn columns() -> [Expr; 2] {
    [Column::Secret, Column::OldSecret].map(Expr::col)
}

/// Seals with the present key what was sealed with another one. Returns how many were changed.
pub(crate) async fn rotate(store: &Store) -> Result<u64, StoreError> {
    let (vault, mut rotated) = (&store.vault, 0);
    for row in Entity::find().all(&store.connections.read).await? {
        for (field, sealed) in [(Column::Secret, Some(&row.secret)), (Column::OldSecret, row.old_secret.as_ref())] {
            let Some(sealed) = sealed.filter(|sealed| !vault.is_present(sealed)) else { continue };
            let owner = portal(&row.member_id).map_err(|error| StoreError::corrupt("webhook_endpoints", error))?;
            let belongs = Belongs { member_id: owner.as_ref(), column: &column(&row.id) };
            let anew = vault.seal(&open_text(vault, &row, sealed)?, belongs);
            let own = Column::MemberId.eq(row.member_id.as_str()).and(Column::Id.eq(row.id.as_str()));
            rotated += store.replace_sealed::<Entity>(own, field, sealed, anew).await?;
        }
    }
    Ok(rotated)
}
