//! The clicks' results, page by page.

use std::collections::HashMap;
use std::time::Duration;

use reqwest::StatusCode;
use serde_json::Value;

use super::clicks::Click;
use super::pages::Page;
use crate::report::{line, target};

/// How long a page may take.
const P95: Duration = Duration::from_millis(20);

/// How long the service itself took for each answer, by request id: without compressing and sending it.
pub(super) fn own_times(log: &str) -> HashMap<String, Duration> {
    let lines = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let time = |line: Value| {
        let id = line["span"]["request_id"].as_str()?.to_owned();
        Some((id, Duration::from_micros(line["fields"]["micros"].as_u64()?)))
    };
    lines.filter_map(time).collect()
}

/// Prints a line for each page. Returns whether all are quick enough.
pub(super) fn judge(pages: &[Page], clicks: &[Click], own: &HashMap<String, Duration>) -> bool {
    line(&format!("p95 of every page at most {} ms, from the request to the last byte", P95.as_millis()));
    line(&format!(
        "        {:<40} {:>6} {:>8} {:>8} {:>8} {:>8} {:>9} {:>9}",
        "milliseconds", "clicks", "median", "p95", "p99", "max", "own p95", "kB (max)"
    ));
    let mut reached = true;
    for (index, page) in pages.iter().enumerate() {
        let clicks: Vec<_> = clicks.iter().filter(|click| click.page == index).collect();
        let wrong = clicks.iter().filter(|click| click.seen.status != StatusCode::OK).count();
        let took = Spread::of(clicks.iter().map(|click| click.seen.took).collect());
        let own = Spread::of(clicks.iter().filter_map(|click| own.get(&click.seen.request_id).copied()).collect());
        let bytes = clicks.iter().map(|click| click.seen.bytes).max().unwrap_or_default();
        let [median, p95, p99, max] = [500, 950, 990, 1_000].map(|thousandths| took.millis(thousandths));
        let wrong = if wrong == 0 { String::new() } else { format!("  {wrong} not answered 200") };
        let row = format!(
            "{:<40} {:>6} {median:>8.2} {p95:>8.2} {p99:>8.2} {max:>8.2} {:>9.2} {:>9.1}{wrong}",
            page.name,
            clicks.len(),
            own.millis(950),
            kilobytes(bytes),
        );
        reached &= target(!clicks.is_empty() && wrong.is_empty() && took.at(950) <= P95, &row);
    }
    reached
}

pub(super) fn kilobytes(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1_000.0
}

/// Sorted.
struct Spread(Vec<Duration>);

impl Spread {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    fn at(&self, thousandths: usize) -> Duration {
        let index = (self.0.len() * thousandths / 1_000).min(self.0.len().saturating_sub(1));
        self.0.get(index).copied().unwrap_or_default()
    }

    fn millis(&self, thousandths: usize) -> f64 {
        self.at(thousandths).as_secs_f64() * 1_000.0
    }
}
