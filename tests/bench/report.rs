//! Figures and how they are printed.

use std::time::Duration;

use tests::load::Outcome;

/// A round in figures.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    pub(crate) rate: f64,
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
    pub(crate) max: Duration,
}

impl Figures {
    pub(crate) fn of(outcome: &mut Outcome) -> Self {
        outcome.micros.sort_unstable();
        let at = |thousandths: usize| {
            let index = (outcome.micros.len() * thousandths / 1_000).min(outcome.micros.len().saturating_sub(1));
            Duration::from_micros(outcome.micros.get(index).copied().unwrap_or(0).into())
        };
        Self { rate: outcome.rate(), p50: at(500), p99: at(990), max: at(1_000) }
    }

    /// The median of each figure.
    pub(crate) fn median(rounds: &[Self]) -> Self {
        Self {
            rate: middle(rounds.iter().map(|round| round.rate), f64::total_cmp),
            p50: middle(rounds.iter().map(|round| round.p50), Ord::cmp),
            p99: middle(rounds.iter().map(|round| round.p99), Ord::cmp),
            max: middle(rounds.iter().map(|round| round.max), Ord::cmp),
        }
    }

    pub(crate) fn print(self, who: &str) {
        let Self { rate, p50, p99, max } = self;
        let [p50, p99, max] = [p50, p99, max].map(|time| time.as_secs_f64() * 1_000.0);
        line(&format!("{who:<18} {rate:>9.0}/s   p50 {p50:>7.2} ms   p99 {p99:>7.2} ms   max {max:>8.2} ms"));
    }
}

fn middle<T>(values: impl Iterator<Item = T>, order: impl Fn(&T, &T) -> std::cmp::Ordering) -> T {
    let mut values: Vec<T> = values.collect();
    values.sort_by(order);
    let middle = values.len() / 2;
    values.swap_remove(middle)
}

#[expect(clippy::print_stdout, reason = "the report is what the benchmark is for")]
pub(crate) fn line(text: &str) {
    println!("{text}");
}

/// A count for people: 1,000,000.
pub(crate) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}

/// Prints whether a target is reached; returns it.
pub(crate) fn target(reached: bool, what: &str) -> bool {
    line(&format!("  {}  {what}", if reached { "pass" } else { "FAIL" }));
    reached
}
