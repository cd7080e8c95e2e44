//! Receipts for the removal of portals' data, and its reasons.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Why a portal's data was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PurgeReason {
    /// The portal removed the app and asked for it (`CLEAN` = 1, docs/protocol.md 6), and that was confirmed.
    Removal,
    /// An operator of ours asked for it.
    Operator,
    /// An administrator of the portal asked for it, inside the portal; the app stays installed.
    Administrator,
    /// The app was uninstalled there for so many days.
    Uninstalled(u16),
}

/// The text is not a [`PurgeReason`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is no reason for which a portal's data is removed")]
pub struct UnknownPurgeReason;

/// What stays after a portal's data was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The installation whose data it was; a portal's first is 1.
    pub generation: i64,
    /// Why.
    pub reason: PurgeReason,
    /// When the app was uninstalled there, if known.
    pub uninstalled_at: Option<OffsetDateTime>,
    /// When its data was hidden from everybody.
    pub begun_at: OffsetDateTime,
    /// When all of it was gone from the database; `None` before.
    pub finished_at: Option<OffsetDateTime>,
    /// How many deletions were removed.
    pub deletions: u64,
}

impl PurgeReason {
    /// Its code on a receipt, which has room for 12 letters; the audit has its own, by serde.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Removal => "removal",
            Self::Operator => "operator",
            Self::Administrator => "admin",
            Self::Uninstalled(_) => "uninstalled",
        }
    }

    /// For how many days the app was uninstalled there, if that is the reason.
    pub fn days(self) -> Option<u16> {
        match self {
            Self::Uninstalled(days) => Some(days),
            Self::Removal | Self::Operator | Self::Administrator => None,
        }
    }

    /// The same reason, with its days.
    #[must_use]
    pub fn with_days(self, days: Option<u16>) -> Self {
        match self {
            Self::Uninstalled(known) => Self::Uninstalled(days.unwrap_or(known)),
            other => other,
        }
    }
}

impl FromStr for PurgeReason {
    type Err = UnknownPurgeReason;

    fn from_str(text: &str) -> Result<Self, UnknownPurgeReason> {
        let all = [Self::Removal, Self::Operator, Self::Administrator, Self::Uninstalled(0)];
        all.into_iter().find(|reason| reason.as_str() == text).ok_or(UnknownPurgeReason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reason_fits_its_column_and_is_read_as_it_was_written() {
        use PurgeReason::{Administrator, Operator, Removal, Uninstalled};
        for reason in [Removal, Operator, Administrator, Uninstalled(90)] {
            assert!(reason.as_str().len() <= 12, "PostgreSQL refuses a longer one: {reason:?}");
            let read: PurgeReason = reason.as_str().parse().unwrap();
            assert_eq!(read.with_days(reason.days()), reason);
        }
        assert_eq!("".parse::<PurgeReason>(), Err(UnknownPurgeReason));
    }
}
