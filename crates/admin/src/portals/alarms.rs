//! Alarms as the pages show them.

use domain::catalogue;
use domain::health::{Alarm, AlarmKind};
use domain::portal::{Portal, PortalStatus};
use words::Words;

use crate::page::frame::Frame;
use crate::page::labels::{self, Label};
use crate::page::when::When;

/// An active alarm.
pub(crate) struct AlarmView {
    pub(crate) kind: AlarmKind,
    pub(crate) since: When,
    meaning: String,
    words: &'static Words,
}

impl AlarmView {
    pub(crate) fn new(alarm: &Alarm, frame: &Frame) -> Self {
        let meaning = meaning(alarm, frame);
        Self { kind: alarm.kind, since: frame.when(alarm.since), meaning, words: frame.words }
    }

    pub(crate) fn label(&self) -> Label {
        labels::alarm(self.words, self.kind)
    }

    pub(crate) fn meaning(&self) -> &str {
        &self.meaning
    }

    pub(crate) fn advice(&self, frame: &Frame) -> Vec<Piece> {
        advice(self.kind, frame)
    }

    /// The button that helps against it; `None` if none does, or the operator may only look.
    pub(crate) fn remedy(&self, portal: &Portal, frame: &Frame) -> Option<Remedy> {
        Remedy::of(self.kind, portal, frame)
    }

    /// Whether the portal's status says the same already.
    pub(crate) fn repeats(&self, status: PortalStatus) -> bool {
        matches!(
            (self.kind, status),
            (AlarmKind::NeedsReinstall, PortalStatus::NeedsReinstall)
                | (AlarmKind::PaymentEnded, PortalStatus::PaymentRequired)
        )
    }
}

/// A button that helps against an alarm.
pub(crate) struct Remedy {
    /// Where its form is posted.
    pub(crate) action: String,
    pub(crate) text: String,
}

impl Remedy {
    /// The button that helps this portal against an alarm; `None` if none does, or the operator may only look.
    pub(crate) fn of(kind: AlarmKind, portal: &Portal, frame: &Frame) -> Option<Self> {
        let task = kind.remedy().filter(|task| frame.may_act() && task.refused(portal).is_none())?;
        let action = format!("/admin/portals/{}/{}", portal.member_id, task.as_str());
        Some(Self { action, text: frame.words.task(task) })
    }
}

/// What the operator can do about an alarm.
pub(crate) fn advice(kind: AlarmKind, frame: &Frame) -> Vec<Piece> {
    pieces(&frame.words.alarm_advice(kind, frame.may_act()))
}

/// The page where owners configure this alarm.
pub(crate) fn settings_href(kind: AlarmKind, frame: &Frame) -> Option<&'static str> {
    (kind == AlarmKind::Burst && frame.may_manage()).then_some("/admin/settings#burst")
}

/// What is wrong, as a sentence with the details of this case.
pub(crate) fn meaning(alarm: &Alarm, frame: &Frame) -> String {
    let event = alarm.burst.as_ref().and_then(|burst| burst.event.as_deref());
    let what = event.and_then(catalogue::find).map(|entry| frame.words.entity(entry.entity));
    frame.words.alarm(alarm, what.as_deref(), &frame.zone)
}

/// A piece of a sentence, with text to type or press set apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) is_code: bool,
}

impl Piece {
    /// Whether it names a button: those begin with a capital, unlike commands and files.
    pub(crate) fn is_button(&self) -> bool {
        self.is_code && self.text.starts_with(char::is_uppercase)
    }
}

pub(crate) fn plain(text: &str) -> Piece {
    Piece { text: text.to_owned(), is_code: false }
}

/// Splits a sentence at backticks, which set apart what to type or press.
pub(crate) fn pieces(sentence: &str) -> Vec<Piece> {
    let parts = sentence.split('`').enumerate().filter(|(_, text)| !text.is_empty());
    parts.map(|(place, text)| Piece { text: text.to_owned(), is_code: place % 2 == 1 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_be_typed_is_set_apart() {
        let found = pieces("`Check it` looks at once.");
        assert_eq!(found, [Piece { text: "Check it".into(), is_code: true }, plain(" looks at once.")]);
        assert_eq!(found.iter().map(Piece::is_button).collect::<Vec<_>>(), [true, false]);
        assert!(!pieces("`tombstone doctor`")[0].is_button());
    }
}
