//! A portal's status, and the one place that defines its transitions (docs/protocol.md 3 and 3.7).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A portal's status. docs/protocol.md 3 and 3.7 describe its transitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PortalStatus {
    /// Known and verified, but not finished or without an `application_token`.
    Installing,
    /// Its events are accepted.
    Active,
    /// The paid period is over; Bitrix24 sends nothing.
    PaymentRequired,
    /// Its tokens are dead; an administrator has to open or install the app again.
    NeedsReinstall,
    /// The app was removed there.
    Uninstalled,
    /// The portal itself is gone.
    Deleted,
}

impl PortalStatus {
    /// All statuses, in the order of a portal's life.
    pub const ALL: [Self; 6] =
        [Self::Installing, Self::Active, Self::PaymentRequired, Self::NeedsReinstall, Self::Uninstalled, Self::Deleted];

    /// Its name in the API, on pages and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Installing => "installing",
            Self::Active => "active",
            Self::PaymentRequired => "payment_required",
            Self::NeedsReinstall => "needs_reinstall",
            Self::Uninstalled => "uninstalled",
            Self::Deleted => "deleted",
        }
    }

    /// Whether we keep an event that carries this portal's `application_token`.
    ///
    /// A portal sends nothing before its installation is finished (docs/protocol.md 1.3), so a proven event shows that
    /// it is; one whose tokens died or whose period ended may still have events in flight, and one that was closed may
    /// be open again.
    pub fn accepts_events(self) -> bool {
        self != Self::Uninstalled
    }
}

/// A finding about a portal that may change its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Finding {
    /// The installation is finished, or the proof of its events has become known.
    Settled,
    /// The paid period is over: Bitrix24 stops sending, without notice (docs/protocol.md 1.3).
    PaymentEnded,
    /// The portal answers, and says that it is paid for.
    Answers,
    /// The authorization server accepts neither token any more, or their user was dismissed.
    TokensDead,
    /// An administrator brought fresh tokens.
    TokensReplaced,
    /// The app was removed there.
    Uninstalled,
    /// The portal itself is gone, or closed for a while.
    Gone,
}

fn settled(complete: bool) -> PortalStatus {
    if complete { PortalStatus::Active } else { PortalStatus::Installing }
}

impl PortalStatus {
    /// The status after this finding. `complete` says whether the installation is finished and the proof of its events
    /// known. A new installation after a removal is no finding: it begins anew.
    ///
    /// ```text
    ///  installing ─ Settled ─► active
    ///  installing, active ─ PaymentEnded ─► payment_required ─ Answers ─► active
    ///  installing, active, payment_required ─ TokensDead ─► needs_reinstall ─ TokensReplaced ─► active
    ///  installing, active, payment_required, needs_reinstall ─ Gone ─► deleted ─ Answers ─► active
    ///  all but uninstalled ─ Uninstalled ─► uninstalled
    /// ```
    pub fn after(self, finding: Finding, complete: bool) -> Self {
        use PortalStatus::{Active, Deleted, Installing, NeedsReinstall, PaymentRequired, Uninstalled};
        match (self, finding) {
            (Uninstalled, _) | (_, Finding::Uninstalled) => Uninstalled,
            (_, Finding::Gone) => Deleted,
            (Installing | Active, Finding::PaymentEnded) => PaymentRequired,
            (Installing | Active | PaymentRequired, Finding::TokensDead) => NeedsReinstall,
            (Installing | Active, Finding::Settled)
            | (NeedsReinstall, Finding::TokensReplaced)
            | (PaymentRequired | Deleted, Finding::Answers) => settled(complete),
            (unchanged, _) => unchanged,
        }
    }

    /// Whether we call its methods at all: rarely while it is suspended, never without tokens.
    pub fn is_called(self) -> bool {
        !matches!(self, Self::Uninstalled | Self::NeedsReinstall)
    }
}

impl fmt::Display for PortalStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is not a [`PortalStatus`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown portal status")]
pub struct UnknownPortalStatus;

impl FromStr for PortalStatus {
    type Err = UnknownPortalStatus;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let named = |status: &Self| status.as_str() == text;
        Self::ALL.into_iter().find(named).ok_or(UnknownPortalStatus)
    }
}

#[cfg(test)]
mod tests {
    use super::PortalStatus::{Active, Deleted, Installing, NeedsReinstall, PaymentRequired, Uninstalled};
    use super::*;

    #[test]
    fn statuses_are_kept_by_their_words() {
        for status in PortalStatus::ALL {
            assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
        }
    }

    #[test]
    fn suspended_portals_come_back_only_by_what_suspended_them() {
        assert_eq!(Active.after(Finding::PaymentEnded, true), PaymentRequired);
        assert_eq!(PaymentRequired.after(Finding::TokensReplaced, true), PaymentRequired);
        assert_eq!(PaymentRequired.after(Finding::Answers, true), Active);
        assert_eq!(PaymentRequired.after(Finding::Answers, false), Installing);
        assert_eq!(NeedsReinstall.after(Finding::Answers, true), NeedsReinstall);
        assert_eq!(NeedsReinstall.after(Finding::TokensReplaced, true), Active);
        assert_eq!(Deleted.after(Finding::Answers, true), Active);
    }

    #[test]
    fn nothing_but_an_install_leads_out_of_uninstalled() {
        use Finding::{Answers, Gone, PaymentEnded, Settled, TokensDead, TokensReplaced};
        for finding in [Answers, Gone, PaymentEnded, Settled, TokensDead, TokensReplaced] {
            assert_eq!(Uninstalled.after(finding, true), Uninstalled, "{finding:?}");
        }
        for status in PortalStatus::ALL {
            assert_eq!(status.after(Finding::Uninstalled, true), Uninstalled);
        }
    }

    #[test]
    fn portal_is_active_only_when_its_installation_is_complete() {
        assert_eq!(Installing.after(Finding::Settled, false), Installing);
        assert_eq!(Installing.after(Finding::Settled, true), Active);
        assert_eq!(Active.after(Finding::Answers, true), Active);
    }
}
