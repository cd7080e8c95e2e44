//! Causes for alarm.

use domain::health::AlarmKind;

use crate::Words;

const ALARM: &str = "alarm";

impl Words {
    /// What is wrong, as a sentence.
    pub fn alarm_meaning(&self, kind: AlarmKind) -> String {
        self.plain(ALARM, kind.as_str())
    }

    /// What the operator can do about it, as sentences with backticks around what is to be typed or pressed.
    pub fn alarm_advice(&self, kind: AlarmKind) -> String {
        self.attribute(ALARM, kind.as_str(), "advice")
    }

    /// What is wrong and what to do about it, for the people of the portal.
    pub fn alarm_in_frame(&self, kind: AlarmKind) -> String {
        self.attribute(ALARM, kind.as_str(), "frame")
    }
}
