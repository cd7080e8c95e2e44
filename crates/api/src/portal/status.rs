//! A portal's status.

use domain::portal;
use poem_openapi::Enum;

/// A portal's status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub(crate) enum PortalStatus {
    /// Known, but the installation is not finished.
    Installing,
    /// Its deletions are recorded.
    Active,
    /// Its paid period is over: Bitrix24 sends nothing.
    PaymentRequired,
    /// Its tokens are dead: an administrator there must open or install the app again.
    NeedsReinstall,
    /// The app was removed there.
    Uninstalled,
    /// The portal itself is gone.
    Deleted,
}

impl From<portal::PortalStatus> for PortalStatus {
    fn from(status: portal::PortalStatus) -> Self {
        match status {
            portal::PortalStatus::Installing => Self::Installing,
            portal::PortalStatus::Active => Self::Active,
            portal::PortalStatus::PaymentRequired => Self::PaymentRequired,
            portal::PortalStatus::NeedsReinstall => Self::NeedsReinstall,
            portal::PortalStatus::Uninstalled => Self::Uninstalled,
            portal::PortalStatus::Deleted => Self::Deleted,
        }
    }
}

impl From<PortalStatus> for portal::PortalStatus {
    fn from(status: PortalStatus) -> Self {
        match status {
            PortalStatus::Installing => Self::Installing,
            PortalStatus::Active => Self::Active,
            PortalStatus::PaymentRequired => Self::PaymentRequired,
            PortalStatus::NeedsReinstall => Self::NeedsReinstall,
            PortalStatus::Uninstalled => Self::Uninstalled,
            PortalStatus::Deleted => Self::Deleted,
        }
    }
}
