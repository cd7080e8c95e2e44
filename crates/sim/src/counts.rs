//! Counters for tests that limit how often something may happen.

use crate::portal::Portal;
use crate::simulator::Simulator;
use crate::state::State;

impl State {
    /// Counts a token request by its grant type, and for the portal that owns its refresh token.
    pub(crate) fn count_grant(&mut self, grant_type: &str, refresh: Option<&str>) {
        let known = ["authorization_code", "refresh_token"].into_iter().find(|known| *known == grant_type);
        *self.grants.entry(known.unwrap_or("other")).or_default() += 1;
        let refresh = refresh.filter(|_| grant_type == "refresh_token");
        if let Some(holder) = refresh.and_then(|refresh| self.refresh_owner(refresh)) {
            self.portals[holder.portal].counts.refreshes += 1;
        }
    }
}

impl Simulator {
    /// How many token requests named this grant type, successful or not.
    pub fn grants(&self, grant_type: &str) -> u64 {
        self.world().state().grants.get(grant_type).copied().unwrap_or(0)
    }
}

impl Portal {
    /// How many token requests carried a refresh token of this portal, successful or not.
    pub fn refreshes(&self) -> u64 {
        self.with(|portal| portal.counts.refreshes)
    }

    /// How many of them issued new tokens, even if the answer was lost.
    pub fn refreshes_granted(&self) -> u64 {
        self.with(|portal| portal.counts.refreshes_granted)
    }

    /// How often a page in the portal's frame called `BX24.installFinish` in a browser. Faults on `installFinish`
    /// strike these calls.
    pub fn finish_calls(&self) -> u64 {
        self.calls("installfinish")
    }
}
