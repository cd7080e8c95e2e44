//! Finds the operator of an account at the OpenID provider, and advises visitors whose account belongs to nobody.

use domain::operator::Operator;
use domain::refusal::RefusalReason;
use oidc::{Account, Unusable};
use store::{AccountOwner, ProviderAccount, Store};
use words::Words;

use crate::page::error::PageError;

/// A visitor whose account belongs to an operator.
pub(super) struct SignedIn {
    pub(super) operator: Box<Operator>,
    /// The account to bind once they are in; `None` if it is bound already.
    pub(super) account: Option<ProviderAccount>,
    /// The page that they wanted.
    pub(super) next: String,
}

/// A visitor who is not let in.
pub(super) struct RefusedLogIn {
    pub(super) reason: RefusalReason,
    /// E-mail of the operator whom it concerns.
    pub(super) operator: Option<String>,
    /// The exact cause, for the people who run the service.
    pub(super) cause: String,
}

impl From<RefusalReason> for RefusedLogIn {
    fn from(reason: RefusalReason) -> Self {
        Self { reason, operator: None, cause: String::new() }
    }
}

impl From<Unusable> for RefusedLogIn {
    fn from(Unusable { reason, cause }: Unusable) -> Self {
        Self { reason, operator: None, cause }
    }
}

/// The operator who owns the account or will own it.
pub(super) async fn owner(
    store: &Store,
    issuer: &str,
    account: Account,
    next: String,
) -> Result<Result<SignedIn, RefusedLogIn>, PageError> {
    let Account { subject, email } = account;
    let account = ProviderAccount { issuer: issuer.to_owned(), subject };
    Ok(match store.find_account_owner(&account, email.as_deref()).await? {
        AccountOwner::Known(operator) => Ok(SignedIn { operator, account: None, next }),
        AccountOwner::New(operator) => Ok(SignedIn { operator, account: Some(account), next }),
        AccountOwner::Other(operator) => {
            let (reason, operator) = (RefusalReason::OtherAccount, Some(operator.email));
            Err(RefusedLogIn { reason, operator, cause: String::new() })
        }
        AccountOwner::Nobody if email.is_none() => Err(RefusalReason::EmailUnverified.into()),
        AccountOwner::Nobody => Err(RefusalReason::UnknownOperator.into()),
    })
}

/// Tells a refused visitor what to do.
pub(super) fn advice(words: &Words, reason: &RefusalReason) -> String {
    words.text(match reason {
        RefusalReason::ProviderRefused { .. }
        | RefusalReason::NoState
        | RefusalReason::UnknownState
        | RefusalReason::OtherBrowser
        | RefusalReason::NoCode
        | RefusalReason::OtherNonce => "login-advice-again",
        RefusalReason::EmailUnverified => "login-advice-email",
        RefusalReason::UnknownOperator => "login-advice-unknown",
        RefusalReason::OtherAccount => "login-advice-account",
        RefusalReason::ProviderUnreachable => "login-advice-unreachable",
        _ => "login-advice-provider",
    })
}
