//! The histogram over a list: deletions by time and kind, in bars that are links into their time.

mod scale;

use std::collections::BTreeMap;

use domain::catalogue;
use domain::stats::Count;
use store::{Fitting, Store};

use crate::deletions::filter::{Asked, Field, print_time};
use crate::deletions::subject::Subject;
use crate::page::error::PageError;
use crate::page::frame::Frame;

use scale::Scale;

/// The height of the drawing and the distance between bars, in its own units.
const HEIGHT: u64 = 100;
const STEP: u64 = 10;
/// The height at which a part is still seen.
const LEAST: u64 = 2;
/// How many kinds have their own colour.
const KINDS: usize = 5;

pub(crate) struct Histogram {
    pub(crate) bars: Vec<Bar>,
    pub(crate) kinds: Vec<Kind>,
    /// The drawing in words.
    pub(crate) caption: String,
    /// The texts below its ends.
    pub(crate) ends: [String; 2],
    totals: Vec<u64>,
}

/// The deletions of one bar.
pub(crate) struct Bar {
    pub(crate) x: u64,
    pub(crate) parts: Vec<BarPart>,
    pub(crate) text: String,
    pub(crate) href: String,
    pub(crate) from: String,
    pub(crate) to: String,
}

/// The deletions of one kind in a bar.
pub(crate) struct BarPart {
    pub(crate) y: u64,
    pub(crate) height: u64,
    /// The number of the colour.
    pub(crate) colour: usize,
}

/// A colour and its kind, for the legend.
pub(crate) struct Kind {
    pub(crate) colour: usize,
    pub(crate) name: String,
    pub(crate) count: u64,
    /// The list with this kind alone; `None` for all other kinds together.
    pub(crate) href: Option<String>,
}

impl Histogram {
    /// Counts the deletions of the list.
    pub(crate) async fn find(
        store: &Store,
        subject: &Subject,
        asked: &Asked,
        frame: &Frame,
    ) -> Result<Self, PageError> {
        let scale = Scale::of(asked, frame);
        let fitting = subject.count(store, asked.filter(), scale.span()).await?;
        Ok(Self::new(&scale, fitting, asked, frame))
    }

    fn new(scale: &Scale, Fitting { counts, since }: Fitting, asked: &Asked, frame: &Frame) -> Self {
        let total: u64 = counts.iter().map(|count| count.deletions).sum();
        let kinds = kinds(&counts);
        let colour = |entity: &str| kinds.iter().take(KINDS).position(|(kind, _)| *kind == entity).unwrap_or(KINDS);
        let mut sums = vec![[0; KINDS + 1]; scale.bars()];
        for count in &counts {
            if let Some(bar) = scale.bar_of(count.at).and_then(|bar| sums.get_mut(bar)) {
                bar[colour(catalogue::entity(&count.event))] += count.deletions;
            }
        }
        let most = sums.iter().map(|bar| bar.iter().sum::<u64>()).max().unwrap_or_default().max(1);
        let bars = sums.iter().enumerate().map(|(at, sums)| bar(scale, at, *sums, most, asked, frame));
        let mut caption = match since {
            Some(since) => frame.t2("deletions-histogram-since", "count", total, "since", frame.when(since).short()),
            None => frame.t1("deletions-histogram", "count", total),
        };
        if scale.is_late() {
            caption = format!(
                "{caption} {}",
                frame.t1("deletions-histogram-hours", "time", frame.when(scale.begin(0)).clock())
            );
        }
        let ends = [scale.span().from, scale.span().to].map(|end| frame.when(end).short());
        let totals = sums.iter().map(|bar| bar.iter().sum()).collect();
        Self { bars: bars.collect(), kinds: legend(&kinds, asked, frame), caption, ends, totals }
    }

    /// The number of deletions in each bar, oldest first.
    pub(crate) fn totals(&self) -> &[u64] {
        &self.totals
    }

    pub(crate) fn width(&self) -> u64 {
        self.bars.len() as u64 * STEP
    }

    #[expect(clippy::unused_self, reason = "asked for by a template")]
    pub(crate) fn height(&self) -> u64 {
        HEIGHT
    }

    #[expect(clippy::unused_self, reason = "asked for by a template")]
    pub(crate) fn bar_width(&self) -> u64 {
        STEP - 2
    }
}

/// The kinds by their number of deletions, largest first.
fn kinds(counts: &[Count]) -> Vec<(&'static str, u64)> {
    let mut sums: BTreeMap<&'static str, u64> = BTreeMap::new();
    for count in counts {
        *sums.entry(catalogue::entity(&count.event)).or_default() += count.deletions;
    }
    let mut kinds: Vec<_> = sums.into_iter().collect();
    kinds.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
    kinds
}

fn bar(scale: &Scale, at: usize, sums: [u64; KINDS + 1], most: u64, asked: &Asked, frame: &Frame) -> Bar {
    let (from, to) = (scale.begin(at), scale.begin(at + 1));
    let total: u64 = sums.iter().sum();
    let (mut parts, mut y) = (Vec::new(), HEIGHT);
    let mut rest = sums.iter().filter(|sum| **sum > 0).count() as u64;
    for (colour, sum) in sums.into_iter().enumerate().filter(|(_, sum)| *sum > 0) {
        rest -= 1;
        // The parts above need room too.
        let height = Ord::clamp(sum.saturating_mul(HEIGHT) / most, LEAST, y - rest * LEAST);
        y -= height;
        parts.push(BarPart { y, height, colour });
    }
    let text = frame.t2("deletions-bar", "count", total, "when", scale.said(from, frame));
    let (from, to) = (print_time(from), print_time(to));
    let href = asked.href_with(&[(Field::From, &from), (Field::To, &to)]);
    Bar { x: at as u64 * STEP + 1, parts, text, href, from, to }
}

fn legend(kinds: &[(&'static str, u64)], asked: &Asked, frame: &Frame) -> Vec<Kind> {
    let own = kinds.iter().take(KINDS).enumerate().map(|(colour, (entity, count))| Kind {
        colour,
        name: frame.words.entity(entity),
        count: *count,
        href: Some(asked.href_with(&[(Field::Entity, entity)])),
    });
    let others: u64 = kinds.iter().skip(KINDS).map(|(_, count)| count).sum();
    let others =
        (others > 0).then(|| Kind { colour: KINDS, name: frame.t("deletions-others"), count: others, href: None });
    own.chain(others).collect()
}

#[cfg(test)]
mod tests {
    use time::OffsetDateTime;
    use time::macros::datetime;

    use super::*;
    use crate::deletions::filter::ALL;

    const NOW: OffsetDateTime = datetime!(2026-03-17 15:16 UTC);

    #[test]
    fn bars_are_links_into_their_time() {
        let frame = Frame::at(NOW);
        let asked = Asked::read(ALL, Some("from=-24h&q=a"), NOW, &frame.zone);
        let scale = Scale::of(&asked, &frame);
        let count = |at, event: &str, deletions| Count { at, event: event.to_owned(), deletions };
        let counts = vec![
            count(datetime!(2026-03-16 16:00 UTC), "ONCRMLEADDELETE", 10),
            count(datetime!(2026-03-16 16:00 UTC), "ONIMBOTDELETE", 1),
            count(datetime!(2026-03-17 15:00 UTC), "ONCRMLEADDELETE", 1_000),
        ];
        let histogram = Histogram::new(&scale, Fitting { counts, since: None }, &asked, &frame);
        let bar = &histogram.bars[1];
        assert!(bar.href.contains("q=a") && bar.href.contains("from=2026-03-16T16%3A00%3A00Z"), "{}", bar.href);
        assert_eq!(
            bar.parts.iter().map(|part| (part.colour, part.height)).collect::<Vec<_>>(),
            [(0, 2), (1, 2)],
            "little is seen"
        );
        assert_eq!(histogram.bars[24].parts[0].height, HEIGHT);
        let kinds: Vec<_> = histogram.kinds.iter().map(|kind| (kind.name.as_str(), kind.count)).collect();
        assert_eq!(kinds, [("Lead", 1_010), ("Chat bot", 1)]);
        assert_eq!((histogram.totals()[1], histogram.totals()[24]), (11, 1_000));
    }

    #[test]
    fn few_deletions_are_seen_above_very_many() {
        let frame = Frame::at(NOW);
        let asked = Asked::read(ALL, Some("from=-24h"), NOW, &frame.zone);
        let scale = Scale::of(&asked, &frame);
        for (sums, heights) in [
            ([1_000, 1, 0, 0, 0, 0], vec![98, 2]),
            ([980, 10, 10, 0, 0, 0], vec![96, 2, 2]),
            ([1, 0, 1_000, 0, 0, 1], vec![2, 96, 2]),
            ([1_000_000, 1, 1, 1, 1, 1], vec![90, 2, 2, 2, 2, 2]),
            ([1_000, 0, 0, 0, 0, 0], vec![100]),
        ] {
            let bar = bar(&scale, 0, sums, sums.iter().sum(), &asked, &frame);
            assert_eq!(bar.parts.iter().map(|part| part.height).collect::<Vec<_>>(), heights, "{sums:?}");
            assert_eq!(bar.parts.last().map(|part| part.y), Some(HEIGHT - heights.iter().sum::<u64>()), "{sums:?}");
        }
    }
}
