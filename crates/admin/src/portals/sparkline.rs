//! The deletions of a portal on each of the last days, drawn for a row.

use domain::stats::Bucket;
use time::{Duration, OffsetDateTime};
use words::Words;

/// How many days to draw.
pub(crate) const DAYS: usize = 30;
/// The height, and the distance between bars, in the drawing's own units.
const HEIGHT: u64 = 24;
const STEP: usize = 4;

pub(crate) struct Sparkline {
    /// A stroke for each day that had deletions: a shape of its own for each would make the list twice as long.
    pub(crate) path: String,
    /// The drawing in words.
    pub(crate) words: String,
}

/// The beginning of the first day.
pub(crate) fn first_day(now: OffsetDateTime) -> OffsetDateTime {
    let days = i64::try_from(DAYS).unwrap_or_default() - 1;
    Bucket::Day.beginning(now).saturating_sub(Duration::days(days))
}

impl Sparkline {
    /// Draws these counts, oldest day first; `None` for a portal without deletions.
    pub(crate) fn new(counts: Option<&Vec<u64>>, words: &Words) -> Option<Self> {
        let counts = counts.filter(|counts| counts.iter().any(|count| *count > 0))?;
        let (sum, most) = (counts.iter().sum::<u64>(), counts.iter().copied().max().unwrap_or(1));
        let stroke = |(day, count): (usize, &u64)| {
            // Small counts stay visible.
            let height =
                u64::try_from(u128::from(*count) * u128::from(HEIGHT) / u128::from(most)).unwrap_or(HEIGHT).max(2);
            format!("M{} {HEIGHT}V{}", day * STEP + STEP / 2, HEIGHT - height)
        };
        let path = counts.iter().enumerate().filter(|(_, count)| **count > 0).map(stroke).collect();
        let text =
            words.text_with("portals-volume-words", &[("count", &sum), ("days", &counts.len()), ("most", &most)]);
        Some(Self { path, words: text })
    }

    #[expect(clippy::unused_self, reason = "asked for by a template")]
    pub(crate) fn width(&self) -> usize {
        DAYS * STEP
    }

    #[expect(clippy::unused_self, reason = "asked for by a template")]
    pub(crate) fn height(&self) -> u64 {
        HEIGHT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn busiest_day_is_as_high_as_the_drawing_and_the_least_is_seen() {
        let line = Sparkline::new(Some(&vec![0, 1, 2_000]), words::english()).unwrap();
        assert_eq!(line.path, "M6 24V22M10 24V0");
        assert!(line.words.contains("2,001") && line.words.contains("2,000"), "{}", line.words);
        assert!(Sparkline::new(Some(&vec![0, 0]), words::english()).is_none());
        assert!(Sparkline::new(None, words::english()).is_none());
    }
}
