//! Daily counts as a row of bars, drawn without a script.

use domain::activity_baseline::{ActivityBaseline, DAYS};
use words::Words;

/// The height of the drawing, in its own units.
pub(crate) const HEIGHT: u64 = 64;
/// The distance between bars, and their width.
const STEP: u64 = 20;
const WIDTH: u64 = 14;

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct DayBar {
    pub(crate) x: u64,
    pub(crate) y: u64,
    pub(crate) width: u64,
    pub(crate) height: u64,
    pub(crate) text: String,
    pub(crate) empty: bool,
}

/// The bars, oldest day first.
#[derive(Debug)]
pub(crate) struct Bars {
    pub(crate) days: Vec<DayBar>,
    pub(crate) caption: String,
    /// The texts below its ends.
    pub(crate) ends: [String; 2],
}

impl Bars {
    /// The bars of a baseline, whose days end now.
    pub(crate) fn of_baseline(baseline: &ActivityBaseline, words: &Words) -> Self {
        let days = baseline.days();
        let counts = (0..DAYS).rev().map(|ago| (ago, days.get(ago).copied().unwrap_or_default()));
        let most = days.iter().copied().max().unwrap_or_default();
        let caption = match most {
            0 => words.text_with("bars-none", &[("days", &DAYS)]),
            most => words.text_with("bars-each", &[("days", &DAYS), ("most", &most)]),
        };
        let name = |ago: usize| match ago {
            0 => words.text("bars-last"),
            ago => words.text_with("date-days.ago", &[("count", &ago)]),
        };
        let of_day = |(ago, count): (usize, u64)| (count, format!("{}: {}", name(ago), words.number(count)));
        Self { days: draw(counts.map(of_day)), caption, ends: [name(DAYS), name(0)] }
    }

    pub(crate) fn width(&self) -> u64 {
        (self.days.len() as u64).saturating_sub(1) * STEP + WIDTH
    }

    #[expect(clippy::unused_self, reason = "asked for by a template")]
    pub(crate) fn height(&self) -> u64 {
        HEIGHT
    }

    /// The drawing in words.
    pub(crate) fn words(&self) -> String {
        let days: Vec<_> = self.days.iter().filter(|bar| !bar.empty).map(|bar| bar.text.as_str()).collect();
        format!("{} {}", self.caption, days.join("; ")).trim_end().to_owned()
    }
}

fn draw(days: impl Iterator<Item = (u64, String)>) -> Vec<DayBar> {
    let days: Vec<_> = days.collect();
    let most = days.iter().map(|(count, _)| *count).max().unwrap_or_default();
    let bar = |(place, (count, text)): (u64, (u64, String))| {
        let height = if count == 0 { 2 } else { (count.saturating_mul(HEIGHT) / most.max(1)).max(4) };
        DayBar { x: place * STEP, y: HEIGHT - height, width: WIDTH, height, text, empty: count == 0 }
    };
    (0..).zip(days).map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_from_the_oldest_to_the_newest() {
        let bars = Bars::of_baseline(&ActivityBaseline::new(vec![5, 0, 10_000]), words::english());
        assert_eq!(bars.days.len(), DAYS);
        let [oldest, .., third, second, newest] = &bars.days[..] else { panic!("28 days") };
        assert_eq!((oldest.x, oldest.empty, third.height, third.y), (0, true, HEIGHT, 0));
        assert!(second.empty && newest.height == 4, "a small day is still seen");
        assert_eq!(newest.x + newest.width, bars.width());
        assert_eq!(bars.words(), format!("{} 2 days ago: 10,000; last 24 hours: 5", bars.caption));
    }

    #[test]
    fn nothing_is_said_in_words() {
        assert_eq!(
            Bars::of_baseline(&ActivityBaseline::new(Vec::new()), words::english()).words(),
            "No deletions in the last 28 days."
        );
    }

    #[test]
    fn bars_speak_the_language_of_the_page() {
        let german = words::of(words::Language::German);
        let bars = Bars::of_baseline(&ActivityBaseline::new(vec![5]), german);
        assert_eq!(bars.ends, ["vor 28 Tagen", "letzte 24 Stunden"]);
        assert!(bars.words().starts_with("Löschungen an jedem der letzten 28 Tage"), "{}", bars.words());
    }
}
