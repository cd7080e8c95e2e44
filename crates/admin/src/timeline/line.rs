//! A line of a portal's timeline.

use domain::gap::GapState;
use store::Happening;

use crate::frame::Frame;
use crate::labels::{self, Label};
use crate::when::When;

/// Something that happened.
pub(super) struct Line {
    pub(super) when: When,
    pub(super) title: Label,
    pub(super) detail: String,
    /// Who did it, where somebody did.
    pub(super) actor: Option<String>,
}

impl Line {
    pub(super) fn new(happening: Happening, frame: &Frame) -> Self {
        let (when, words) = (frame.when(happening.at()), frame.words);
        match happening {
            Happening::Journal(line) => {
                let said = words.journal(&line.entry, &frame.zone);
                let tone = line.entry.known().map_or("", labels::journal_tone);
                Self { when, title: labels::label(said.title, tone), detail: said.detail, actor: None }
            }
            Happening::Audit(line) => {
                let said = words.audit(&line.entry, &frame.zone);
                let tone = line.entry.known().map_or("", labels::audit_tone);
                let title = labels::label(said.title, tone);
                Self { when, title, detail: said.detail, actor: Some(line.actor) }
            }
            Happening::Gap(gap) => {
                let (from, to) = (frame.when(gap.from).full(), frame.when(gap.to).full());
                let key = if gap.state == GapState::Closed { "deletions-gap.closed" } else { "deletions-gap" };
                let length = frame.t1(key, "length", words.span(gap.to - gap.from));
                let time = frame.t2("deletions-gap-time", "from", from, "to", to);
                let detail = format!("{length} {} ({time})", words.gap(&gap));
                Self { when, title: labels::gap(words, gap.state), detail, actor: None }
            }
        }
    }
}
