//! A range of places, numbers or arrivals, read in either order.

use domain::deletion::Order;

/// Sorts places into this order, each once.
pub(crate) fn sort(places: &mut Vec<i64>, order: Order) {
    places.sort_unstable();
    places.dedup();
    if order == Order::Newest {
        places.reverse();
    }
}

/// A range with both ends included; empty if the last is before the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) first: i64,
    pub(crate) last: i64,
}

impl Range {
    pub(crate) const EMPTY: Self = Self { first: 1, last: 0 };

    pub(crate) fn new(first: i64, last: i64) -> Self {
        Self { first, last }
    }

    /// Everything after a number or an arrival in this order; all if there is none.
    pub(crate) fn behind(after: Option<u64>, order: Order) -> Self {
        let all = Self { first: 1, last: i64::MAX - 1 };
        let last = |after| i64::try_from(after).unwrap_or(i64::MAX).min(i64::MAX - 1);
        after.map_or(all, |after| all.after(last(after), order))
    }

    pub(crate) fn is_empty(self) -> bool {
        self.last < self.first
    }

    pub(crate) fn len(self) -> i64 {
        (self.last - self.first + 1).max(0)
    }

    pub(crate) fn has(self, place: i64) -> bool {
        (self.first..=self.last).contains(&place)
    }

    /// The intersection.
    pub(crate) fn within(self, other: Self) -> Self {
        Self { first: self.first.max(other.first), last: self.last.min(other.last) }
    }

    /// At most `count` places from `place` on in this order.
    pub(crate) fn from(self, place: i64, count: u64, order: Order) -> Self {
        let further = i64::try_from(count).unwrap_or(i64::MAX).max(1) - 1;
        self.within(match order {
            Order::Newest => Self { first: place.saturating_sub(further), last: place },
            Order::Oldest => Self { first: place, last: place.saturating_add(further) },
        })
    }

    /// The part after `place` in this order.
    pub(crate) fn after(self, place: i64, order: Order) -> Self {
        match order {
            Order::Newest => Self { last: self.last.min(place - 1), ..self },
            Order::Oldest => Self { first: self.first.max(place + 1), ..self },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn range_is_read_from_either_end() {
        let range = Range::new(1, 10);
        assert_eq!(range.after(8, Order::Newest), Range::new(1, 7));
        assert_eq!(range.after(8, Order::Oldest), Range::new(9, 10));
        assert!(range.after(1, Order::Newest).is_empty() && range.after(10, Order::Oldest).is_empty());
        assert_eq!((range.within(Range::new(4, 20)), range.len()), (Range::new(4, 10), 10));
        assert_eq!(Range::behind(Some(8), Order::Newest), Range::new(1, 7));
        assert_eq!(Range::behind(Some(8), Order::Oldest).first, 9);
        for end in [u64::MAX, i64::MAX.unsigned_abs()] {
            assert!(Range::behind(Some(end), Order::Oldest).is_empty());
        }
        assert_eq!(range.from(8, 3, Order::Newest), Range::new(6, 8));
        assert_eq!(range.from(8, u64::MAX, Order::Oldest), Range::new(8, 10));
        assert!(range.has(1) && range.has(10) && !range.has(11) && Range::EMPTY.is_empty());
    }
}
