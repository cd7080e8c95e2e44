//! Causes for alarm.

use domain::Zone;
use domain::health::{Alarm, AlarmKind};

use crate::Words;

const ALARM: &str = "alarm";

impl Words {
    /// What is wrong, as a sentence.
    pub fn alarm_meaning(&self, kind: AlarmKind) -> String {
        self.plain(ALARM, kind.as_str())
    }

    /// What is wrong, as a sentence, with what is known of this case, and times as clocks in `zone` show them. `what` names
    /// what was deleted, if it is about that; the event's code does where there is no better name.
    pub fn alarm(&self, alarm: &Alarm, what: Option<&str>, zone: &Zone) -> String {
        let Some(burst) = &alarm.burst else { return self.alarm_meaning(alarm.kind) };
        let mut arguments = self.arguments(burst, zone);
        arguments.set("what", what.or(burst.event.as_deref()).unwrap_or_default().to_owned());
        let detail = self.find(ALARM, alarm.kind.as_str(), Some("detail"), &arguments);
        detail.unwrap_or_else(|| self.alarm_meaning(alarm.kind))
    }

    /// What can be done about it, as sentences with backticks around what is to be typed or pressed; buttons are named to
    /// those who `may_act`.
    pub fn alarm_advice(&self, kind: AlarmKind, may_act: bool) -> String {
        let advice = self.attribute(ALARM, kind.as_str(), "advice");
        let act = if may_act { self.attribute(ALARM, kind.as_str(), "act") } else { String::new() };
        format!("{advice} {act}").trim_end().to_owned()
    }

    /// What is wrong and what to do about it, for the people of the portal.
    pub fn alarm_in_frame(&self, kind: AlarmKind) -> String {
        self.attribute(ALARM, kind.as_str(), "frame")
    }
}
