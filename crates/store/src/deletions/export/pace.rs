//! The pace of an export: full speed while little is recorded, otherwise slow enough to leave the intake its processors
//! and its disk.

use std::time::{Duration, Instant};

use crate::Store;
use crate::error::StoreError;

/// Deletions recorded per second above which an export slows down: the more are recorded, the more.
const MUCH: f64 = 2_000.0;
/// For so many deletions a second, a slowed export waits as long again as it read.
const EACH: f64 = 500.0;
/// How many times its reading time it waits at most.
const LONGEST: f64 = 16.0;
/// How often the rate is measured.
const LOOK: Duration = Duration::from_millis(200);

/// The rate of recording, as last measured.
#[derive(Clone, Debug, Default)]
pub(super) struct Pace {
    looked: Option<(Instant, u64)>,
    /// How many times its reading time the export waits.
    waits: f64,
}

impl Pace {
    /// Ends a read that took so long; waits if necessary.
    pub(super) async fn end(&mut self, store: &Store, took: Duration) -> Result<(), StoreError> {
        let now = Instant::now();
        if self.looked.is_none_or(|(at, _)| now - at >= LOOK) {
            let last = store.all_portals().last_arrival().await?;
            if let Some((at, before)) = self.looked {
                self.waits = waits(last.saturating_sub(before), now - at);
            }
            self.looked = Some((now, last));
        }
        if self.waits > 0.0 {
            tokio::time::sleep(took.mul_f64(self.waits)).await;
        }
        Ok(())
    }
}

fn waits(recorded: u64, within: Duration) -> f64 {
    let rate = u32::try_from(recorded).map_or(f64::MAX, f64::from) / within.as_secs_f64();
    if rate > MUCH { (rate / EACH).min(LONGEST) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn export_waits_the_longer_the_more_is_recorded() {
        let read = Duration::from_millis(10);
        let waits = |rate| read.mul_f64(waits(rate, Duration::from_secs(1))).as_millis();
        assert_eq!([0, 2_000, 2_500, 5_000, 8_000, 40_000, u64::MAX].map(waits), [0, 0, 50, 100, 160, 160, 160]);
    }
}
