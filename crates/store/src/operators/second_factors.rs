//! The second factor of operators: its secret is sealed, its recovery codes are kept as keyed hashes.

use std::fmt::Display;

use domain::operator::Operator;
use domain::second_factor;
use domain::vault::{Belongs, Unreadable};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use secrecy::{ExposeSecret, SecretString};
use time::OffsetDateTime;

use crate::Store;
use crate::entities::operator::{Column, Entity};
use crate::entities::recovery_code;
use crate::error::StoreError;

impl Store {
    /// The secret that is offered to an operator for a first or new second factor. It takes effect once
    /// [`confirm_second_factor`](Self::confirm_second_factor) gets one of its codes.
    pub async fn offer_second_factor(&self, operator_id: i64) -> Result<SecretString, StoreError> {
        let row = Entity::find_by_id(operator_id).one(&self.connections.read).await?;
        if let Some(sealed) = row.and_then(|row| row.totp_offered) {
            return self.open_totp(&sealed, operator_id);
        }
        let offered = second_factor::generate();
        let sealed = self.vault.seal(&offered, Belongs { member_id: None, column: &place(operator_id) });
        let own = Entity::update_many().filter(Column::Id.eq(operator_id));
        own.col_expr(Column::TotpOffered, Expr::value(sealed)).exec(&self.connections.write).await?;
        Ok(offered)
    }

    /// Activates the offered secret if this is one of its codes. Returns recovery codes, of which only the hashes are
    /// stored; none if the code is wrong.
    pub async fn confirm_second_factor(
        &self,
        operator_id: i64,
        code: &str,
        now: OffsetDateTime,
    ) -> Result<Option<Vec<SecretString>>, StoreError> {
        let transaction = self.connections.begin_alone_in("operators").await?;
        let row = Entity::find_by_id(operator_id).one(&transaction).await?;
        let Some(sealed) = row.and_then(|row| row.totp_offered) else { return Ok(None) };
        let secret = self.open_totp(&sealed, operator_id)?;
        let Some(step) = second_factor::matching_step(&secret, code, now, None) else { return Ok(None) };
        Entity::update_many()
            .filter(Column::Id.eq(operator_id))
            .col_expr(Column::TotpSecret, Expr::value(sealed))
            .col_expr(Column::TotpOffered, Expr::value(None::<String>))
            .col_expr(Column::TotpUsedStep, Expr::value(step))
            .exec(&transaction)
            .await?;
        let codes = self.replace_recovery_codes(operator_id, &transaction).await?;
        transaction.commit().await?;
        Ok(Some(codes))
    }

    /// Uses up a code. False if it is wrong, or if it or a later one was used before.
    pub async fn use_code(&self, operator: &Operator, code: &str, now: OffsetDateTime) -> Result<bool, StoreError> {
        let row = Entity::find_by_id(operator.id).one(&self.connections.read).await?;
        let Some((sealed, used)) = row.and_then(|row| Some((row.totp_secret?, row.totp_used_step))) else {
            return Ok(false);
        };
        let secret = self.open_totp(&sealed, operator.id)?;
        let Some(step) = second_factor::matching_step(&secret, code, now, used) else { return Ok(false) };
        // Of two log-ins with one code, only one changes the row.
        let later = Condition::any().add(Column::TotpUsedStep.is_null()).add(Column::TotpUsedStep.lt(step));
        let own = Entity::update_many().filter(Column::Id.eq(operator.id)).filter(Column::TotpSecret.is_not_null());
        let taken = own.filter(later).col_expr(Column::TotpUsedStep, Expr::value(step));
        Ok(taken.exec(&self.connections.write).await?.rows_affected > 0)
    }

    /// Uses up a recovery code and returns how many are left; none if there is no such code.
    pub async fn use_recovery_code(&self, operator: &Operator, code: &str) -> Result<Option<u64>, StoreError> {
        let Some(code) = second_factor::read_recovery_code(code) else { return Ok(None) };
        let hash = self.recovery_hash(operator.id, &code);
        let this = recovery_code::Entity::delete_many().filter(recovery_code::Column::CodeHash.eq(hash));
        let taken =
            this.filter(recovery_code::Column::OperatorId.eq(operator.id)).exec(&self.connections.write).await?;
        if taken.rows_affected == 0 { Ok(None) } else { self.count_recovery_codes(operator.id).await.map(Some) }
    }

    /// How many recovery codes an operator has left.
    pub async fn count_recovery_codes(&self, operator_id: i64) -> Result<u64, StoreError> {
        let own = recovery_code::Entity::find().filter(recovery_code::Column::OperatorId.eq(operator_id));
        // On the write connection, since it counts after a code was deleted there.
        Ok(own.count(&self.connections.write).await?)
    }

    /// Makes new recovery codes and voids the old ones.
    pub async fn renew_recovery_codes(&self, operator_id: i64) -> Result<Vec<SecretString>, StoreError> {
        let transaction = self.connections.begin_alone_in("operators").await?;
        let codes = self.replace_recovery_codes(operator_id, &transaction).await?;
        transaction.commit().await?;
        Ok(codes)
    }

    async fn replace_recovery_codes(
        &self,
        operator_id: i64,
        db: &impl ConnectionTrait,
    ) -> Result<Vec<SecretString>, StoreError> {
        let old = recovery_code::Entity::delete_many().filter(recovery_code::Column::OperatorId.eq(operator_id));
        old.exec(db).await?;
        let codes = second_factor::recovery_codes();
        let read = codes.iter().filter_map(|code| second_factor::read_recovery_code(code.expose_secret()));
        let rows = read.map(|code| recovery_code::ActiveModel {
            code_hash: Set(self.recovery_hash(operator_id, &code)),
            operator_id: Set(operator_id),
        });
        recovery_code::Entity::insert_many(rows).exec_without_returning(db).await?;
        Ok(codes)
    }

    fn open_totp(&self, sealed: &str, operator_id: i64) -> Result<SecretString, StoreError> {
        let opened = self.vault.open(sealed, Belongs { member_id: None, column: &place(operator_id) });
        opened.map_err(|error: Unreadable| StoreError::corrupt("operators", error))
    }

    fn recovery_hash(&self, operator_id: i64, code: &str) -> Vec<u8> {
        self.hash_key.hash("recovery_code", None, &format!("{operator_id}\0{code}")).as_bytes().to_vec()
    }
}

/// Sealed for one operator, it can't be opened as another's.
pub(crate) fn place(operator_id: impl Display) -> String {
    format!("totp_secret of {operator_id}")
}

#[cfg(test)]
mod tests {
    use domain::vault::{SecretKey, Vault};
    use tempfile::TempDir;
    use time::macros::datetime;

    use super::*;
    use crate::{Database, NewOperator};

    const NOW: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

    #[tokio::test]
    async fn secret_is_sealed_anew_with_the_present_key_and_no_other_operator_s() {
        let folder = TempDir::new().unwrap();
        let database = Database::Sqlite(folder.path().join("tombstone.db"));
        let (old, new) = (SecretKey::generate(), SecretKey::generate());
        let store = Store::open(&database, Vault::new(old.clone(), [])).await.unwrap();
        let ada = store.add_operator(&NewOperator::owner("ada@example.com", "no hash"), NOW).await.unwrap();
        let bob = store.add_operator(&NewOperator::owner("bob@example.com", "no hash"), NOW).await.unwrap();
        let secret = store.offer_second_factor(ada.id).await.unwrap();
        let code = second_factor::code_at(&secret, NOW).unwrap();
        assert!(store.confirm_second_factor(ada.id, &code, NOW).await.unwrap().is_some());
        store.offer_second_factor(bob.id).await.unwrap();
        let row = Entity::find_by_id(ada.id).one(&store.connections.read).await.unwrap().unwrap();
        let sealed = row.totp_secret.unwrap();
        assert!(!sealed.contains(secret.expose_secret()) && store.open_totp(&sealed, bob.id).is_err());
        store.close().await.unwrap();

        let store = Store::open(&database, Vault::new(new.clone(), [old])).await.unwrap();
        assert_eq!(store.count_under_other_keys().await.unwrap(), 2);
        assert_eq!(store.rotate_keys(|_| {}).await.unwrap(), 3, "two, and the key of the hashes");
        assert!(store.retire_old_keys().await.unwrap().is_empty());
        store.close().await.unwrap();

        let store = Store::open(&database, Vault::new(new, [])).await.unwrap();
        let later = NOW + time::Duration::MINUTE;
        let code = second_factor::code_at(&secret, later).unwrap();
        assert!(store.use_code(&ada, &code, later).await.unwrap());
        assert!(!store.use_code(&ada, &code, later).await.unwrap());
    }
}
