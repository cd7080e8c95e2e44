//! A portal's condition.

use domain::health;
use poem_openapi::Enum;

/// A portal's condition. Never `well` if anything is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub(crate) enum Condition {
    /// Tombstone asked, it answered, and nothing causes alarm.
    Well,
    /// Not asked yet, or it did not answer everything.
    Unknown,
    /// Something is wrong: `alarms` says what, most urgent first.
    Alarmed,
    /// Its installation is not finished.
    Installing,
    /// The app was removed there, or the portal is gone: nothing is expected from it.
    Gone,
}

impl From<health::Condition> for Condition {
    fn from(condition: health::Condition) -> Self {
        match condition {
            health::Condition::Well => Self::Well,
            health::Condition::Unknown => Self::Unknown,
            health::Condition::Alarmed(_) => Self::Alarmed,
            health::Condition::Installing => Self::Installing,
            health::Condition::Gone => Self::Gone,
        }
    }
}
