//! Working hours: busy weekdays, a lunch break, quiet nights, in the portal's time zone.

use time::{OffsetDateTime, UtcOffset, Weekday};

/// Activity in each hour of a working day, from 0 to 1.
const HOURS: [f64; 24] = [
    0.02, 0.01, 0.01, 0.01, 0.02, 0.04, 0.10, 0.30, 0.65, 0.90, 1.00, 0.95, 0.60, 0.75, 0.95, 0.90, 0.80, 0.60, 0.35,
    0.20, 0.14, 0.10, 0.06, 0.03,
];

#[derive(Clone, Copy, Debug)]
pub(crate) struct WorkingHours {
    /// Hours east of UTC.
    pub(crate) zone: i8,
    /// Activity on a Saturday; a Sunday has half.
    pub(crate) weekend: f64,
    /// The least activity of any hour.
    pub(crate) night: f64,
}

impl WorkingHours {
    /// Activity at this time, from 0 to 1.
    pub(crate) fn at(&self, time: OffsetDateTime) -> f64 {
        let zone = UtcOffset::from_hms(self.zone, 0, 0).unwrap_or(UtcOffset::UTC);
        let local = time.to_offset(zone);
        let day = match local.weekday() {
            Weekday::Saturday => self.weekend,
            Weekday::Sunday => self.weekend / 2.0,
            Weekday::Monday => 1.0,
            Weekday::Friday => 0.8,
            _ => 0.9,
        };
        day * HOURS[usize::from(local.hour())].max(self.night)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn monday_morning_is_busier_than_sunday_night() {
        let office = WorkingHours { zone: 1, weekend: 0.1, night: 0.01 };
        assert!(office.at(datetime!(2026-03-16 09:30 UTC)) > 0.9);
        assert!(office.at(datetime!(2026-03-15 02:30 UTC)) < 0.01);
    }
}
