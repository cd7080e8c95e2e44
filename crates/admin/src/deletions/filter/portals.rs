//! Portals as people name them: by `member_id`, by host, or by a part of either.

use domain::MemberId;
use domain::operator::Session;
use domain::reach::Reach;
use store::{PortalFilter, Store};

use super::{Asked, Field, Wrong};
use crate::page::error::PageError;

/// How many portals one text may mean.
const MANY: u64 = 50;

impl Asked {
    pub(crate) async fn find_portals(&mut self, store: &Store, session: &Session) -> Result<(), PageError> {
        let named = self.values(Field::Portal).to_vec();
        if named.is_empty() {
            return Ok(());
        }
        let mut found = Vec::new();
        for typed in named {
            match look_up(store, &session.reach, &typed).await? {
                Ok(portals) => found.extend(portals),
                Err(wrong) => self.refuse(Field::Portal.name(), wrong),
            }
        }
        found.sort_unstable();
        found.dedup();
        self.portals = Some(found);
        Ok(())
    }
}

/// The portals with this name; exact matches take precedence over partial ones.
async fn look_up(store: &Store, reach: &Reach, typed: &str) -> Result<Result<Vec<MemberId>, Wrong>, PageError> {
    let within = store.within(reach);
    let exact = within.list_named(typed).await?;
    if !exact.is_empty() {
        return Ok(Ok(exact));
    }
    let filter = PortalFilter { q: Some(typed.to_owned()), ..PortalFilter::default() };
    let portals = within.list_hosts(&filter, MANY + 1).await?;
    if portals.len() as u64 > MANY {
        return Ok(Err(Wrong::ManyPortals(typed.to_owned())));
    }
    if portals.is_empty() {
        return Ok(Err(Wrong::NoPortal(typed.to_owned())));
    }
    Ok(Ok(portals.into_iter().map(|(id, _)| id).collect()))
}
