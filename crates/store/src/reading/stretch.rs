//! A part of a lane.

use super::lane::Order;

/// A stretch of a lane, both ends included; empty if the last is before the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) first: i64,
    pub(crate) last: i64,
}

impl Stretch {
    pub(crate) const EMPTY: Self = Self { first: 1, last: 0 };

    pub(crate) fn new(first: i64, last: i64) -> Self {
        Self { first, last }
    }

    pub(crate) fn is_empty(self) -> bool {
        self.last < self.first
    }

    pub(crate) fn len(self) -> i64 {
        (self.last - self.first + 1).max(0)
    }

    pub(crate) fn has(self, position: i64) -> bool {
        (self.first..=self.last).contains(&position)
    }

    /// What both have.
    pub(crate) fn within(self, other: Self) -> Self {
        Self { first: self.first.max(other.first), last: self.last.min(other.last) }
    }

    /// What of it comes after `position` in this order.
    pub(crate) fn after(self, position: i64, order: Order) -> Self {
        match order {
            Order::Newest => Self { last: self.last.min(position - 1), ..self },
            Order::Oldest => Self { first: self.first.max(position + 1), ..self },
        }
    }

    /// Its first part in this order, of at most this length.
    pub(crate) fn beginning(self, length: i64, order: Order) -> Self {
        match order {
            Order::Newest => Self { first: self.first.max(self.last.saturating_sub(length - 1)), ..self },
            Order::Oldest => Self { last: self.last.min(self.first.saturating_add(length - 1)), ..self },
        }
    }

    /// The end at which it stops in this order.
    pub(crate) fn end(self, order: Order) -> i64 {
        match order {
            Order::Newest => self.first,
            Order::Oldest => self.last,
        }
    }

    /// The place after which it begins in this order: where a page says that the next one begins.
    pub(crate) fn place_before(self, order: Order) -> i64 {
        match order {
            Order::Newest => self.last + 1,
            Order::Oldest => self.first - 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretch_is_walked_from_either_end() {
        let stretch = Stretch::new(1, 10);
        assert_eq!(stretch.beginning(3, Order::Newest), Stretch::new(8, 10));
        assert_eq!(stretch.beginning(3, Order::Oldest), Stretch::new(1, 3));
        assert_eq!(stretch.beginning(i64::MAX, Order::Newest), stretch);
        assert_eq!(stretch.beginning(i64::MAX, Order::Oldest), stretch);
        assert_eq!(stretch.after(8, Order::Newest), Stretch::new(1, 7));
        assert_eq!(stretch.after(8, Order::Oldest), Stretch::new(9, 10));
        assert!(stretch.after(1, Order::Newest).is_empty() && stretch.after(10, Order::Oldest).is_empty());
        for order in [Order::Newest, Order::Oldest] {
            let whole = Stretch::new(i64::MIN + 1, i64::MAX - 1).after(stretch.place_before(order), order);
            assert_eq!(whole.within(stretch), stretch);
        }
    }
}
