//! Sentences about a portal's condition.

use domain::health::Condition;
use domain::portal::PortalStatus;

use crate::Words;

const CONDITION: &str = "condition";
const STATUS: &str = "status";

impl Words {
    /// A portal's condition, as sentences with backticks around what to press.
    pub fn condition(&self, condition: Condition) -> String {
        match condition {
            Condition::Alarmed(kind) => self.alarm_meaning(kind),
            condition => self.plain(CONDITION, condition.as_str()),
        }
    }

    /// The condition of a portal with this `status`, for the portal's people.
    pub fn condition_in_frame(&self, condition: Condition, status: PortalStatus) -> String {
        let of_status = || self.attribute(STATUS, status.as_str(), "frame");
        match condition {
            Condition::Well | Condition::Unknown => self.attribute(CONDITION, condition.as_str(), "frame"),
            Condition::Alarmed(_) if status == PortalStatus::Active => {
                self.attribute(CONDITION, condition.as_str(), "frame")
            }
            Condition::Alarmed(_) | Condition::Installing | Condition::Gone => of_status(),
        }
    }

    /// A portal's status, as a part of a sentence.
    pub(crate) fn standing(&self, status: PortalStatus) -> String {
        self.plain(STATUS, status.as_str())
    }
}
