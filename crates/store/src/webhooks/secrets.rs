//! The secrets of endpoints, each sealed for its own endpoint.

use domain::MemberId;
use domain::vault::{Belongs, Vault};
use domain::webhook::WebhookSecret;
use secrecy::{ExposeSecret, SecretString};

use super::rows::{ENDPOINTS, portal};
use crate::entities::webhook_endpoint::Model;
use crate::error::StoreError;

/// How many replaced secrets may still sign, however often the secret is replaced.
const MOST_OLD: usize = 8;

/// The vault's column of an endpoint's secrets.
pub(crate) fn column(id: &str) -> String {
    format!("webhook_secret {id}")
}

/// Seals for one endpoint: a secret, or several old ones.
pub(super) fn seal(vault: &Vault, owner: Option<&MemberId>, id: &str, text: &SecretString) -> String {
    vault.seal(text, Belongs { member_id: owner, column: &column(id) })
}

/// The secrets that sign: the present one first, then the old ones.
pub(super) fn open(vault: &Vault, row: &Model, now: i64) -> Result<Vec<WebhookSecret>, StoreError> {
    let old = open_old(vault, row, now)?.into_iter().map(|(_, secret)| Ok(secret));
    std::iter::once(read(open_text(vault, row, &row.secret)?)).chain(old).collect()
}

/// The old secrets of an endpoint that gets a new one: the present secret, which signs until `until`, and those that
/// still sign. A client that rotates twice because the first answer was lost still has the first secret.
pub(super) fn replaced(vault: &Vault, row: &Model, now: i64, until: i64) -> Result<SecretString, StoreError> {
    let mut old = open_old(vault, row, now)?;
    old.push((until, read(open_text(vault, row, &row.secret)?)?));
    let latest = &old[old.len().saturating_sub(MOST_OLD)..];
    let lines = latest.iter().map(|(until, secret)| format!("{until} {}\n", secret.text().expose_secret()));
    Ok(lines.collect::<String>().into())
}

/// The old secrets that still sign, each with the time until which it does, the earliest first.
fn open_old(vault: &Vault, row: &Model, now: i64) -> Result<Vec<(i64, WebhookSecret)>, StoreError> {
    let Some(sealed) = &row.old_secrets else { return Ok(Vec::new()) };
    let mut old = Vec::new();
    for line in open_text(vault, row, sealed)?.expose_secret().lines() {
        let known = line.split_once(' ').and_then(|(until, secret)| Some((until.parse::<i64>().ok()?, secret)));
        let (until, secret) = known.ok_or_else(|| StoreError::corrupt(ENDPOINTS, "old secrets"))?;
        if now < until {
            old.push((until, read(secret.into())?));
        }
    }
    Ok(old)
}

fn read(text: SecretString) -> Result<WebhookSecret, StoreError> {
    WebhookSecret::parse(text).map_err(|error| StoreError::corrupt(ENDPOINTS, error))
}

fn open_text(vault: &Vault, row: &Model, sealed: &str) -> Result<SecretString, StoreError> {
    let owner = portal(ENDPOINTS, &row.member_id)?;
    let belongs = Belongs { member_id: owner.as_ref(), column: &column(&row.id) };
    vault.open(sealed, belongs).map_err(|error| StoreError::corrupt(ENDPOINTS, error))
}
