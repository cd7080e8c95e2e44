//! A portal's condition.

use domain::health;
use poem_openapi::Enum;

/// How a portal is. What could not be found out is never `well`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub(crate) enum Condition {
    /// It was asked, it answered, and nothing gives cause for alarm.
    Well,
    /// It was not asked yet, or did not answer all of it.
    Unknown,
    /// Something is wrong: `alarms` says what, the most urgent first.
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
