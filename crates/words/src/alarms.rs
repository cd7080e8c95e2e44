//! Sentences about alarms.

use domain::Zone;
use domain::health::{Alarm, AlarmKind};

use crate::Words;

const ALARM: &str = "alarm";

impl Words {
    /// What is wrong, as a sentence.
    pub fn alarm_meaning(&self, kind: AlarmKind) -> String {
        self.plain(ALARM, kind.as_str())
    }

    /// What is wrong in this case, as a sentence with times on the clock of `zone`. `what` names the kind of things
    /// that a burst deleted; without it, the event's code does.
    pub fn alarm(&self, alarm: &Alarm, what: Option<&str>, zone: &Zone) -> String {
        let Some(burst) = &alarm.burst else { return self.alarm_meaning(alarm.kind) };
        let mut arguments = self.arguments(burst, zone);
        arguments.set("what", what.or(burst.event.as_deref()).unwrap_or_default().to_owned());
        let detail = self.find(ALARM, alarm.kind.as_str(), Some("detail"), &arguments);
        detail.unwrap_or_else(|| self.alarm_meaning(alarm.kind))
    }

    /// What to do about it, as sentences with backticks around what to type or press; names buttons only if the reader
    /// `may_act`.
    pub fn alarm_advice(&self, kind: AlarmKind, may_act: bool) -> String {
        let advice = self.attribute(ALARM, kind.as_str(), "advice");
        let act = if may_act { self.attribute(ALARM, kind.as_str(), "act") } else { String::new() };
        format!("{advice} {act}").trim_end().to_owned()
    }

    /// What is wrong and what to do about it, for the portal's people.
    pub fn alarm_in_frame(&self, kind: AlarmKind) -> String {
        self.attribute(ALARM, kind.as_str(), "frame")
    }
}
