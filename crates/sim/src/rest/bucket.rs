//! The leaky bucket that limits calls to a portal.

use time::OffsetDateTime;

use crate::portal::switches::Switches;

#[derive(Debug, Default)]
pub(crate) struct Bucket {
    level: f64,
    seen: Option<OffsetDateTime>,
}

impl Bucket {
    /// Admits one call; false if the bucket is full.
    pub(crate) fn take(&mut self, now: OffsetDateTime, switches: &Switches) -> bool {
        if switches.ceiling <= 0.0 {
            return true;
        }
        let passed = self.seen.map_or(0.0, |seen| (now - seen).as_seconds_f64().max(0.0));
        self.seen = Some(now);
        self.level = (self.level - passed * switches.drain_per_second).max(0.0);
        if self.level + 1.0 > switches.ceiling {
            return false;
        }
        self.level += 1.0;
        true
    }
}

#[cfg(test)]
mod tests {
    use time::Duration;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_full_bucket_drains_with_time() {
        let switches = Switches { ceiling: 3.0, drain_per_second: 2.0, ..Switches::default() };
        let mut bucket = Bucket::default();
        let now = datetime!(2026-03-17 12:00 UTC);
        assert_eq!([1, 2, 3, 4].map(|_| bucket.take(now, &switches)), [true, true, true, false]);
        let later = now + Duration::milliseconds(500);
        assert_eq!([1, 2].map(|_| bucket.take(later, &switches)), [true, false]);
    }
}
