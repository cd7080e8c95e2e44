//! Operators' accounts at OpenID providers. An account is bound to an operator from its first sign-in on, whatever
//! e-mail address it has later: an address can change hands.

use domain::clock::micros;
use domain::operator::Operator;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use time::OffsetDateTime;

use crate::Store;
use crate::entities::account::{ActiveModel, Column, Entity};
use crate::entities::{operator, session};
use crate::error::StoreError;

/// An account at an OpenID provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderAccount {
    /// The provider's issuer.
    pub issuer: String,
    /// The account's name there.
    pub subject: String,
}

/// The owner of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountOwner {
    /// The operator it is bound to.
    Known(Box<Operator>),
    /// Not bound yet: the operator who has its address.
    New(Box<Operator>),
    /// The operator with its address has another account at this provider.
    Other(Box<Operator>),
    /// No operator, bound or by address.
    Nobody,
}

/// The outcome of binding an account to an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// It is bound now.
    New,
    /// It was theirs already.
    Known,
    /// They have another one at its provider, or it is another operator's.
    Taken,
}

impl Store {
    /// The owner of an account that has this verified address.
    pub async fn find_account_owner(
        &self,
        account: &ProviderAccount,
        email: Option<&str>,
    ) -> Result<AccountOwner, StoreError> {
        let db = &self.connections.read;
        let at_issuer = Entity::find().filter(Column::Issuer.eq(&account.issuer));
        let known = at_issuer.clone().filter(Column::Subject.eq(&account.subject)).one(db).await?;
        if let Some(row) = known {
            let operator = operator::Entity::find_by_id(row.operator_id).one(db).await?;
            return operator.map_or(Ok(AccountOwner::Nobody), |row| Ok(AccountOwner::Known(Box::new(row.try_into()?))));
        }
        let Some(email) = email else { return Ok(AccountOwner::Nobody) };
        let Some(operator) = self.find_operator(email).await?.map(Box::new) else { return Ok(AccountOwner::Nobody) };
        let other = at_issuer.filter(Column::OperatorId.eq(operator.id)).one(db).await?;
        Ok(if other.is_some() { AccountOwner::Other(operator) } else { AccountOwner::New(operator) })
    }

    /// Binds an account to an operator.
    pub async fn bind_account(
        &self,
        operator_id: i64,
        account: &ProviderAccount,
        now: OffsetDateTime,
    ) -> Result<Binding, StoreError> {
        let row = ActiveModel {
            operator_id: Set(operator_id),
            issuer: Set(account.issuer.clone()),
            subject: Set(account.subject.clone()),
            bound_at: Set(micros(now)),
        };
        let once = OnConflict::new().do_nothing().to_owned();
        let db = &self.connections.write;
        if Entity::insert(row).on_conflict(once).exec_without_returning(db).await? > 0 {
            return Ok(Binding::New);
        }
        let own =
            Entity::find_by_id((operator_id, account.issuer.clone())).filter(Column::Subject.eq(&account.subject));
        Ok(if own.one(db).await?.is_some() { Binding::Known } else { Binding::Taken })
    }

    /// Saves the account of a log-in that lacks the second factor: it is bound once the log-in is complete.
    pub async fn note_account(&self, cookie: &str, account: &ProviderAccount) -> Result<(), StoreError> {
        let own = session::Entity::update_many().filter(session::Column::CookieHash.eq(self.cookie_hash(cookie)));
        let own = own.col_expr(session::Column::Issuer, Expr::value(account.issuer.clone()));
        let own = own.col_expr(session::Column::Subject, Expr::value(account.subject.clone()));
        own.exec(&self.connections.write).await?;
        Ok(())
    }

    /// The account that [`note_account`](Self::note_account) saved.
    pub async fn find_noted_account(&self, cookie: &str) -> Result<Option<ProviderAccount>, StoreError> {
        let row = session::Entity::find_by_id(self.cookie_hash(cookie)).one(&self.connections.read).await?;
        Ok(row.and_then(|row| Some(ProviderAccount { issuer: row.issuer?, subject: row.subject? })))
    }
}
