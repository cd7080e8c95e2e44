//! What may be asked to be done for a portal at once, by an operator or a client program.

use crate::portal::{Portal, PortalStatus, TokenHealth};
use crate::schedule::Task;

/// Something that is done for a portal when somebody asks for it, not only when it is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RequestedTask {
    /// Compare its subscriptions, bind what is missing, and ask what it pays for.
    Check,
    /// Let it send a test event.
    Probe,
    /// Fetch from its offline queue what it could not deliver.
    Recover,
}

impl RequestedTask {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Check, Self::Probe, Self::Recover];

    /// The word that addresses use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Probe => "probe",
            Self::Recover => "recover",
        }
    }

    /// What is to be done.
    pub fn task(self) -> Task {
        match self {
            Self::Check => Task::SubscriptionCheck,
            Self::Probe => Task::Probe,
            Self::Recover => Task::Recover,
        }
    }

    /// Why this makes no sense for the portal now, as a sentence; none if it does.
    pub fn refused(self, portal: &Portal) -> Option<&'static str> {
        use PortalStatus::{Active, Deleted, Installing, NeedsReinstall, PaymentRequired, Uninstalled};
        match (portal.status, self) {
            (Uninstalled, _) => Some("The app was removed there: the portal can't be called."),
            (NeedsReinstall, _) => Some("Its tokens are dead: the portal can't be called."),
            _ if matches!(portal.token.health, TokenHealth::None | TokenHealth::Dead) => {
                Some("There is no token of it: the portal can't be called.")
            }
            (Installing, Self::Probe) => Some("Its installation is not finished: Bitrix24 would send no test event."),
            (PaymentRequired, Self::Probe) => Some("The paid period is over: Bitrix24 would send no test event."),
            (Deleted, Self::Probe) => Some("The portal is gone: it would send no test event."),
            (Installing, Self::Recover) => Some("Its installation is not finished: it keeps nothing for the app yet."),
            (PaymentRequired, Self::Recover) => Some("The paid period is over: the portal lets nothing be read."),
            (Deleted, Self::Recover) => Some("The portal is gone: there is nothing to be read."),
            (Active | Installing | PaymentRequired | Deleted, _) => None,
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
        assert_eq!(may(Active), [true, true, true]);
        for status in [Installing, PaymentRequired, Deleted] {
            assert_eq!(may(status), [true, false, false], "{status}");
        }
        for status in [NeedsReinstall, Uninstalled] {
            assert_eq!(may(status), [false, false, false], "{status}");
        }
        assert!(RequestedTask::Check.refused(&portal(Active, TokenHealth::None)).is_some());
    }
}
