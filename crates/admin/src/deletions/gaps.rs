//! Gaps in a portal's list of deletions: rows for the times without reception, between the deletions around them.

use domain::gap::{Gap, GapState};
use time::OffsetDateTime;
use words::Words;

use crate::page::frame::Frame;
use crate::page::labels::{self, Label};
use crate::page::when::When;

pub(crate) struct GapRow {
    /// The row is above the deletion with this index, or below all of them.
    pub(crate) above: usize,
    pub(crate) from: When,
    pub(crate) to: When,
    words: &'static Words,
    gap: Gap,
}

impl GapRow {
    pub(crate) fn key(&self) -> String {
        format!("gap-{}", domain::clock::micros(self.gap.from))
    }

    /// What became of the gap.
    pub(crate) fn state(&self) -> Label {
        labels::gap(self.words, self.gap.state)
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.gap.state == GapState::Closed
    }

    pub(crate) fn length(&self) -> String {
        self.words.span(self.gap.to - self.gap.from)
    }

    pub(crate) fn sentence(&self) -> String {
        self.words.gap(&self.gap)
    }
}

/// Places each gap on a page above the newest deletion that was received before the end of the gap. `received` are the
/// times of the page's deletions, newest first; `newer` is that of the last deletion on the previous page, if any;
/// `more` says whether older deletions follow on another page.
pub(crate) fn placed(
    gaps: Vec<Gap>,
    received: &[OffsetDateTime],
    newer: Option<OffsetDateTime>,
    more: bool,
    frame: &Frame,
) -> Vec<GapRow> {
    let here = gaps.into_iter().filter(|gap| newer.is_none_or(|newer| gap.to <= newer));
    let placed = here.map(|gap| GapRow {
        above: received.partition_point(|at| *at >= gap.to),
        from: frame.when(gap.from),
        to: frame.when(gap.to),
        words: frame.words,
        gap,
    });
    placed.filter(|row| !more || row.above < received.len()).collect()
}
