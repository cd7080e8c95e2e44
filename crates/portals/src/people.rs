//! Asks portals for the names of their users: many at once, and each about once a month (docs/protocol.md 4, 8.5).

use std::collections::HashMap;

use bitrix24::text;
use domain::people::{PersonId, full_name};
use domain::schedule::{next_names, retry};
use domain::{Clock, MemberId};
use serde_json::{Value, json};
use store::{DueName, Store, StoreError};
use time::Duration;

use crate::calls::{PortalError, Portals};

/// How many users one call asks for: the portal's page size.
const PAGE: u64 = 50;
/// How a portal refuses a method for which the app lacks the scope (docs/protocol.md 3.7).
const NO_SCOPE: &str = "insufficient_scope";
/// How long to leave alone a portal that can't be asked.
const LATER: Duration = Duration::DAY;

/// Asks portals for names of users. Cheap to clone.
#[derive(Clone, Debug)]
pub struct People {
    store: Store,
    portals: Portals,
    clock: Clock,
}

impl People {
    /// Asks `portals` for the names that `store` lacks.
    pub fn new(store: Store, portals: Portals, clock: Clock) -> Self {
        Self { store, portals, clock }
    }

    /// Asks a portal for due names, with one call at most. Returns whether more may be due.
    ///
    /// # Errors
    /// If the database fails. Any other failure is retried later.
    pub async fn ask(&self, member_id: &MemberId) -> Result<bool, StoreError> {
        let (tenant, now) = (self.store.tenant(member_id), self.clock.now());
        let due = tenant.list_due_names(now, PAGE).await?;
        if due.is_empty() {
            return Ok(false);
        }
        let portal = tenant.find_portal().await?;
        if !portal.is_some_and(|portal| portal.status.is_called() && portal.names_users()) {
            tenant.postpone_names(now + LATER).await?;
            return Ok(false);
        }
        match self.get(member_id, &due).await {
            Ok(names) => {
                tenant.save_names(&due, &names, now, next_names(now, rand::random())).await?;
                Ok(due.len() as u64 == PAGE)
            }
            Err(PortalError::Store(error)) => Err(error),
            Err(error) => {
                tracing::warn!(%member_id, %error, "the portal did not return its users' names");
                if is_for_long(&error) {
                    tenant.postpone_names(now + LATER).await?;
                } else {
                    let failures = due.iter().map(|due| due.failures).max().unwrap_or_default();
                    tenant.record_names_failure(&due, retry(failures + 1, now, rand::random())).await?;
                }
                Ok(false)
            }
        }
    }

    async fn get(&self, member_id: &MemberId, due: &[DueName]) -> Result<HashMap<PersonId, String>, PortalError> {
        let ids: Vec<u64> = due.iter().map(|due| due.user_id.number()).collect();
        let answer = self.portals.call(member_id, "user.get", json!({ "filter": { "@ID": ids } })).await?;
        Ok(answer.as_array().into_iter().flatten().filter_map(named).collect())
    }
}

fn named(row: &Value) -> Option<(PersonId, String)> {
    let field = |key| row.get(key).and_then(text).unwrap_or_default();
    Some((PersonId::parse(&field("ID"))?, full_name(&field("NAME"), &field("LAST_NAME"))?))
}

/// Whether the same error can be expected tomorrow, too.
pub(crate) fn is_for_long(error: &PortalError) -> bool {
    match error {
        PortalError::Suspended(_) | PortalError::Token(_) | PortalError::LicenceExpired => true,
        PortalError::Refused(code) => code == NO_SCOPE,
        PortalError::Store(_) | PortalError::Call(_) | PortalError::Limited => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_whatever_the_portal_leaves_out() {
        let id = PersonId::parse("27").unwrap();
        assert_eq!(named(&json!({"ID": "27", "NAME": "Anna", "LAST_NAME": "S"})), Some((id, "Anna S".to_owned())));
        assert_eq!(named(&json!({"ID": 27, "NAME": "Anna"})), Some((id, "Anna".to_owned())));
        assert_eq!(named(&json!({"ID": "27", "NAME": "", "LAST_NAME": null})), None);
        assert_eq!(named(&json!({"NAME": "Anna"})), None);
        assert_eq!(named(&json!("Anna")), None);
    }
}
