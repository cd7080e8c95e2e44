//! Alarms as the pages show them.

use domain::catalogue;
use domain::health::{Alarm, AlarmKind};
use domain::portal::{Portal, PortalStatus};
use words::Words;

use crate::page::frame::Frame;
use crate::page::labels::{self, Label};
use crate::page::when::When;

/// An alarm that is on.
pub(crate) struct AlarmView {
    pub(crate) kind: AlarmKind,
    pub(crate) since: When,
    meaning: String,
    words: &'static Words,
}

impl AlarmView {
    /// The alarm in the page around it.
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

    /// The button that helps against it; none where nothing here does, or the operator may only look.
    pub(crate) fn remedy(&self, portal: &Portal, frame: &Frame) -> Option<Remedy> {
        Remedy::of(self.kind, portal, frame)
    }

    /// Whether a portal's status says the same already.
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
    /// What stands on it.
    pub(crate) text: String,
}

impl Remedy {
    /// What helps this portal against an alarm; none where nothing here does, or the operator may only look.
    pub(crate) fn of(kind: AlarmKind, portal: &Portal, frame: &Frame) -> Option<Self> {
        let task = kind.remedy().filter(|task| frame.may_act() && task.refused(portal).is_none())?;
        let action = format!("/admin/portals/{}/{}", portal.member_id, task.as_str());
        Some(Self { action, text: frame.words.task(task) })
    }
}

/// What whoever looks can do about an alarm.
pub(crate) fn advice(kind: AlarmKind, frame: &Frame) -> Vec<Piece> {
    pieces(&frame.words.alarm_advice(kind, frame.may_act()))
}

/// Where owners set when there is such an alarm.
pub(crate) fn settings_href(kind: AlarmKind, frame: &Frame) -> Option<&'static str> {
    (kind == AlarmKind::Burst && frame.may_manage()).then_some("/admin/settings#burst")
}

/// What is wrong, as a sentence, with what is known of this case.
pub(crate) fn meaning(alarm: &Alarm, frame: &Frame) -> String {
    let event = alarm.burst.as_ref().and_then(|burst| burst.event.as_deref());
    let what = event.and_then(catalogue::find).map(|entry| frame.words.entity(entry.entity));
    frame.words.alarm(alarm, what.as_deref(), &frame.zone)
}

/// A piece of a sentence; what is to be typed or pressed is set apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) is_code: bool,
}

impl Piece {
    /// Whether it is the name of a button, which begins with a capital; commands and files don't.
    pub(crate) fn is_button(&self) -> bool {
        self.is_code && self.text.starts_with(char::is_uppercase)
    }
}

/// A piece of plain words.
pub(crate) fn plain(text: &str) -> Piece {
    Piece { text: text.to_owned(), is_code: false }
}

/// A sentence in which backticks set apart what is to be typed or pressed.
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
