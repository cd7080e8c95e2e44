//! How long each method ran in the last ten minutes, which `OPERATION_TIME_LIMIT` caps.

use std::collections::{BTreeMap, VecDeque};

use time::OffsetDateTime;

/// Number of one-minute buckets in the sum.
const BUCKETS: i64 = 10;
const MINUTE: i64 = 60;

/// The operating time of each method of a portal.
#[derive(Debug, Default)]
pub(crate) struct Operating(BTreeMap<String, VecDeque<(i64, f64)>>);

/// The time that a method has used up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Spent {
    pub(crate) seconds: f64,
    /// When the oldest bucket is dropped, in Unix seconds.
    pub(crate) reset_at: Option<i64>,
}

impl Operating {
    /// The time that the method has used up by now.
    pub(crate) fn of(&mut self, method: &str, now: OffsetDateTime) -> Spent {
        let Some(buckets) = self.0.get_mut(method) else { return Spent::default() };
        let oldest = now.unix_timestamp() - BUCKETS * MINUTE;
        buckets.retain(|(begun, _)| *begun > oldest);
        let reset_at = buckets.front().map(|(begun, _)| begun + BUCKETS * MINUTE);
        Spent { seconds: buckets.iter().map(|(_, seconds)| seconds).sum(), reset_at }
    }

    pub(crate) fn add(&mut self, method: &str, now: OffsetDateTime, seconds: f64) {
        let begun = now.unix_timestamp() - now.unix_timestamp().rem_euclid(MINUTE);
        let buckets = self.0.entry(method.to_owned()).or_default();
        match buckets.back_mut() {
            Some((last, sum)) if *last == begun => *sum += seconds,
            _ => buckets.push_back((begun, seconds)),
        }
    }
}

#[cfg(test)]
mod tests {
    use time::Duration;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn time_is_forgotten_by_the_minute_after_ten() {
        let begun = datetime!(2026-03-17 12:00:20 UTC);
        let mut operating = Operating::default();
        operating.add("user.get", begun, 100.0);
        operating.add("user.get", begun + Duration::minutes(3), 50.0);

        let reset_at = (begun + Duration::seconds(580)).unix_timestamp();
        let late = begun + Duration::minutes(9);
        assert_eq!(operating.of("user.get", late), Spent { seconds: 150.0, reset_at: Some(reset_at) });
        let later = begun + Duration::seconds(580);
        assert!((operating.of("user.get", later).seconds - 50.0).abs() < 1e-9);
        assert_eq!(operating.of("profile", late), Spent::default());
    }
}
