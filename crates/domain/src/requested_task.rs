//! Tasks that an operator or a client program may request for a portal.

mod outcome;

use serde::{Deserialize, Serialize};

use crate::portal::{Portal, PortalStatus, TokenHealth};
use crate::schedule::Task;

pub use outcome::{LastRequest, TaskOutcome};

/// A task that runs for a portal on request, not only when it is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestedTask {
    /// Compare its subscriptions, bind what is missing, and ask what it pays for.
    Check,
    /// Ask it for a test event.
    Probe,
    /// Fetch from its offline queue what it could not deliver.
    Recover,
    /// Renew its tokens, long before they expire.
    Renew,
}

impl RequestedTask {
    /// All variants.
    pub const ALL: [Self; 4] = [Self::Check, Self::Probe, Self::Recover, Self::Renew];

    /// Its name in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Probe => "probe",
            Self::Recover => "recover",
            Self::Renew => "renew",
        }
    }

    /// The task to run.
    pub fn task(self) -> Task {
        match self {
            Self::Check => Task::SubscriptionCheck,
            Self::Probe => Task::Probe,
            Self::Recover => Task::Recover,
            Self::Renew => Task::Renew,
        }
    }

    /// Why the portal can't have this now; `None` if it can.
    pub fn refused(self, portal: &Portal) -> Option<TaskRefusal> {
        use PortalStatus::{Active, Deleted, Installing, NeedsReinstall, PaymentRequired, Uninstalled};
        match (portal.status, self) {
            (Uninstalled, _) => Some(TaskRefusal::Removed),
            (NeedsReinstall, _) => Some(TaskRefusal::TokensDead),
            _ if matches!(portal.token.health, TokenHealth::None | TokenHealth::Dead) => Some(TaskRefusal::NoToken),
            (Installing, Self::Probe) => Some(TaskRefusal::ProbeUnfinished),
            (PaymentRequired, Self::Probe) => Some(TaskRefusal::ProbeUnpaid),
            (Deleted, Self::Probe) => Some(TaskRefusal::ProbeGone),
            (Installing, Self::Recover) => Some(TaskRefusal::RecoverUnfinished),
            (PaymentRequired, Self::Recover) => Some(TaskRefusal::RecoverUnpaid),
            (Deleted, Self::Recover) => Some(TaskRefusal::RecoverGone),
            (Active | Installing | PaymentRequired | Deleted, _) => None,
        }
    }
}

/// Why a portal can't have a task now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskRefusal {
    /// The portal removed the app.
    Removed,
    /// Its tokens are refused for good.
    TokensDead,
    /// It has no working token.
    NoToken,
    /// It sends no test event before the installation is finished.
    ProbeUnfinished,
    /// It sends no test event after the paid period.
    ProbeUnpaid,
    /// It sends no test event, since it is closed or deleted.
    ProbeGone,
    /// It keeps nothing for the app before the installation is finished.
    RecoverUnfinished,
    /// It lets us read nothing after the paid period.
    RecoverUnpaid,
    /// Nothing can be read, since it is closed or deleted.
    RecoverGone,
}

impl TaskRefusal {
    /// All variants.
    pub const ALL: [Self; 9] = [
        Self::Removed,
        Self::TokensDead,
        Self::NoToken,
        Self::ProbeUnfinished,
        Self::ProbeUnpaid,
        Self::ProbeGone,
        Self::RecoverUnfinished,
        Self::RecoverUnpaid,
        Self::RecoverGone,
    ];

    /// Its code.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::TokensDead => "tokens_dead",
            Self::NoToken => "no_token",
            Self::ProbeUnfinished => "probe_unfinished",
            Self::ProbeUnpaid => "probe_unpaid",
            Self::ProbeGone => "probe_gone",
            Self::RecoverUnfinished => "recover_unfinished",
            Self::RecoverUnpaid => "recover_unpaid",
            Self::RecoverGone => "recover_gone",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn portal(status: PortalStatus, health: TokenHealth) -> Portal {
        let mut portal = Portal { status, ..Portal::example("a.example") };
        portal.token.health = health;
        portal
    }

    #[test]
    fn only_what_can_be_done_may_be_asked_for() {
        use PortalStatus::{Active, Deleted, Installing, NeedsReinstall, PaymentRequired, Uninstalled};
        let may =
            |status| RequestedTask::ALL.map(|requested| requested.refused(&portal(status, TokenHealth::Ok)).is_none());
        assert_eq!(may(Active), [true, true, true, true]);
        for status in [Installing, PaymentRequired, Deleted] {
            assert_eq!(may(status), [true, false, false, true], "{status}");
        }
        for status in [NeedsReinstall, Uninstalled] {
            assert_eq!(may(status), [false, false, false, false], "{status}");
        }
        assert!(RequestedTask::Check.refused(&portal(Active, TokenHealth::None)).is_some());
    }
}
