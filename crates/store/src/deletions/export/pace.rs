//! The pace of an export: full speed while little is recorded, otherwise slow enough to leave the intake its processors
//! and its disk.

use std::time::{Duration, Instant};

use crate::Store;
use crate::error::StoreError;

/// Deletions recorded per second above which an export slows down.
const MUCH: f64 = 2_000.0;
/// How many times its reading time a slowed export waits.
const WAITS: u32 = 8;
/// How often the rate is measured.
const LOOK: Duration = Duration::from_millis(200);

/// The rate of recording, as last measured.
#[derive(Clone, Debug, Default)]
pub(super) struct Pace {
    looked: Option<(Instant, u64)>,
    is_busy: bool,
}

impl Pace {
    /// Ends a read that took so long; waits if necessary.
    pub(super) async fn end(&mut self, store: &Store, took: Duration) -> Result<(), StoreError> {
        let now = Instant::now();
        if self.looked.is_none_or(|(at, _)| now - at >= LOOK) {
            let last = store.all_portals().last_arrival().await?;
            if let Some((at, before)) = self.looked {
                self.is_busy = is_much(last.saturating_sub(before), now - at);
            }
            self.looked = Some((now, last));
        }
        if self.is_busy {
            tokio::time::sleep(took * WAITS).await;
        }
        Ok(())
    }
}

fn is_much(recorded: u64, within: Duration) -> bool {
    u32::try_from(recorded).map_or(f64::MAX, f64::from) > MUCH * within.as_secs_f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn much_is_more_than_an_export_can_go_on_beside() {
        assert!(!is_much(0, LOOK) && !is_much(400, LOOK) && is_much(401, LOOK) && is_much(u64::MAX, LOOK));
    }
}
