//! The time axis of a histogram: hours, or days by the viewer's clocks.

use domain::Zone;
use domain::stats::Bucket;
use store::Span;
use time::{Date, Duration, OffsetDateTime};

use crate::deletions::filter::Asked;
use crate::page::frame::Frame;

/// The most bars, about.
const BARS: usize = 60;
/// The period that is shown by default.
const USUAL: Duration = Duration::days(30);
/// The longest period that is shown by the hour, and the longest of all.
const BY_HOUR: Duration = Duration::days(3);
const LONGEST: Duration = Duration::days(3_660);
/// How many rows to read where no counts are kept.
const MOST: u64 = 2_000;

pub(super) struct Scale {
    span: Span,
    /// Where each bar begins, and where the last one ends.
    edges: Vec<OffsetDateTime>,
}

impl Scale {
    pub(super) fn of(asked: &Asked, frame: &Frame) -> Self {
        let (filter, zone) = (asked.filter(), &frame.zone);
        let present = Bucket::Hour.beginning(frame.now).saturating_add(Bucket::Hour.length());
        let to = filter.to.map_or(present, |to| to.min(present));
        let from = filter.from.unwrap_or_else(|| to.saturating_sub(USUAL)).min(to);
        let from = from.max(to.saturating_sub(LONGEST));
        let bucket = if to - from <= BY_HOUR { Bucket::Hour } else { Bucket::Day };
        let edges = match bucket {
            Bucket::Hour => hours(from, to),
            Bucket::Day => days(from, to, zone),
        };
        let end = edges.last().copied().unwrap_or(to);
        let merged = (edges.len() - 1).div_ceil(BARS).max(1);
        let mut edges: Vec<_> = edges.into_iter().step_by(merged).filter(|edge| *edge < end).collect();
        let from = edges.first().copied().unwrap_or(from);
        edges.push(end);
        Self { span: Span { bucket, from, to: end, zone: zone.clone(), most: MOST }, edges }
    }

    /// The period and unit of the counts.
    pub(super) fn span(&self) -> &Span {
        &self.span
    }

    pub(super) fn bars(&self) -> usize {
        self.edges.len() - 1
    }

    /// When a bar begins, which is when the one before it ends.
    pub(super) fn begin(&self, bar: usize) -> OffsetDateTime {
        self.edges.get(bar).copied().unwrap_or(self.span.to)
    }

    /// The bar of this time.
    pub(super) fn bar_of(&self, at: OffsetDateTime) -> Option<usize> {
        self.edges.partition_point(|edge| *edge <= at).checked_sub(1)
    }

    /// Whether days begin after midnight, since we keep counts by whole hours in UTC.
    pub(super) fn is_late(&self) -> bool {
        let offset = self.span.zone.local(self.span.from).offset();
        self.span.bucket == Bucket::Day && offset.minutes_past_hour() != 0
    }

    /// The beginning of a bar in words.
    pub(super) fn said(&self, at: OffsetDateTime, frame: &Frame) -> String {
        let when = frame.when(at);
        if self.span.bucket == Bucket::Day && !self.is_late() { when.day() } else { when.short() }
    }
}

/// The edges of the hours that cover `from` to `to`, at least one hour.
fn hours(from: OffsetDateTime, to: OffsetDateTime) -> Vec<OffsetDateTime> {
    let hour = Bucket::Hour;
    let from = hour.beginning(from);
    let to = hour.end(to).max(from.saturating_add(hour.length()));
    let later = |edge: &OffsetDateTime| edge.checked_add(hour.length()).filter(|next| *next <= to);
    std::iter::successors(Some(from), later).collect()
}

/// The edges of the days that cover `from` to `to`: the first full hour of each day.
fn days(from: OffsetDateTime, to: OffsetDateTime, zone: &Zone) -> Vec<OffsetDateTime> {
    let edge = |day: Date| Bucket::Hour.end(zone.beginning(day));
    let mut day = zone.local(from).date();
    if edge(day) > from {
        day = day.previous_day().unwrap_or(day);
    }
    let mut edges = vec![edge(day)];
    while edges.last().is_none_or(|last| *last < to) {
        let Some(next) = day.next_day() else { break };
        day = next;
        edges.push(edge(day));
    }
    if edges.len() == 1 {
        edges.push(to.max(edges[0]));
    }
    edges
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::deletions::filter::ALL;

    const NOW: OffsetDateTime = datetime!(2026-03-17 15:16 UTC);

    fn scale_in(zone: &str, query: &str) -> Scale {
        let mut frame = Frame::at(NOW);
        frame.zone = zone.parse().unwrap();
        Scale::of(&Asked::read(ALL, Some(query), NOW, &frame.zone), &frame)
    }

    #[test]
    fn time_is_that_of_the_filter_in_few_bars() {
        let scale = |query| scale_in("UTC", query);
        let usual = scale("");
        assert_eq!((usual.span.bucket, usual.bars(), usual.span.to), (Bucket::Day, 31, datetime!(2026-03-18 0:00 UTC)));
        let day = scale("from=-24h");
        assert_eq!((day.span.bucket, day.bars(), day.begin(0)), (Bucket::Hour, 25, datetime!(2026-03-16 15:00 UTC)));
        let year = scale("from=-365d");
        assert_eq!((year.bars(), year.begin(1) - year.begin(0)), (53, Duration::days(7)));
        for query in
            ["from=0001-01-01", "from=9999-01-01", "to=0001-01-01", "from=2026-03-17&to=2026-03-17", "to=9999-12-31"]
        {
            let bars = scale(query).bars();
            assert!((1..=61).contains(&bars), "{query}: {bars}");
        }
    }

    #[test]
    fn days_are_those_of_whoever_looks() {
        let berlin = scale_in("Europe/Berlin", "from=2026-03-01&to=2026-04-02");
        assert_eq!(berlin.begin(0), datetime!(2026-02-28 23:00 UTC));
        let year = scale_in("America/New_York", "from=2025-10-01&to=2025-11-20");
        let lengths: Vec<_> =
            (0..year.bars()).map(|bar| (year.begin(bar + 1) - year.begin(bar)).whole_hours()).collect();
        assert_eq!(lengths.iter().filter(|length| **length == 25).count(), 1, "{lengths:?}");
        assert!(lengths.iter().all(|length| *length == 24 || *length == 25));
        assert_eq!(year.bar_of(datetime!(2025-10-02 3:59 UTC)), Some(0));
        assert_eq!(year.bar_of(datetime!(2025-10-02 4:00 UTC)), Some(1));
        assert_eq!(year.bar_of(datetime!(2025-10-01 3:59 UTC)), None);
    }

    #[test]
    fn half_an_hour_is_said_where_it_is_missing() {
        let kolkata = scale_in("Asia/Kolkata", "");
        assert!(kolkata.is_late() && !scale_in("Asia/Kolkata", "from=-24h").is_late());
        assert_eq!(kolkata.begin(30), datetime!(2026-03-16 19:00 UTC), "half past midnight");
        assert!(!scale_in("Europe/Berlin", "").is_late());
    }
}
