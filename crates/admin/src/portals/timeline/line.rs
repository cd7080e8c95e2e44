//! A line of a portal's timeline.

use domain::gap::GapState;
use domain::journal::JournalEntry;
use store::Happening;

use crate::page::frame::Frame;
use crate::page::labels::{self, Label};
use crate::page::when::When;

pub(super) struct TimelineRow {
    pub(super) when: When,
    pub(super) title: Label,
    pub(super) detail: String,
    /// Who did it, if somebody did.
    pub(super) actor: Option<String>,
    /// When the same happened right before, newest first.
    pub(super) before: Vec<When>,
    /// Whether it happens so often that consecutive lines of it become one.
    is_routine: bool,
}

/// The lines of a page, with consecutive routine lines as one.
pub(super) fn lines(happenings: Vec<Happening>, frame: &Frame) -> Vec<TimelineRow> {
    let mut lines: Vec<TimelineRow> = Vec::new();
    for line in happenings.into_iter().map(|happening| TimelineRow::new(happening, frame)) {
        match lines.last_mut() {
            Some(last) if last.is_routine && line.is_routine => last.before.push(line.when),
            _ => lines.push(line),
        }
    }
    lines
}

impl TimelineRow {
    fn new(happening: Happening, frame: &Frame) -> Self {
        let (when, words, before) = (frame.when(happening.at()), frame.words, Vec::new());
        match happening {
            Happening::Journal(line) => {
                let said = words.journal(&line.entry, &frame.zone);
                let tone = line.entry.known().map_or("", labels::journal_tone);
                let is_routine = line.entry.known() == Some(&JournalEntry::TokensRenewed);
                let title = labels::label(said.title, tone);
                Self { when, title, detail: said.detail, actor: None, before, is_routine }
            }
            Happening::Audit(line) => {
                let said = words.audit(&line.entry, &frame.zone);
                let tone = line.entry.known().map_or("", labels::audit_tone);
                let title = labels::label(said.title, tone);
                Self { when, title, detail: said.detail, actor: Some(line.actor), before, is_routine: false }
            }
            Happening::Gap(gap) => {
                let (from, to) = (frame.when(gap.from).full(), frame.when(gap.to).full());
                let key = if gap.state == GapState::Closed { "deletions-gap.closed" } else { "deletions-gap" };
                let length = frame.t1(key, "length", words.span(gap.to - gap.from));
                let time = frame.t2("deletions-gap-time", "from", from, "to", to);
                let detail = format!("{length} {} ({time})", words.gap(&gap));
                Self { when, title: labels::gap(words, gap.state), detail, actor: None, before, is_routine: false }
            }
        }
    }
}
