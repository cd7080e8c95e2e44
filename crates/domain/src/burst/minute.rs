//! A portal's deletions in one minute.

use time::OffsetDateTime;

use super::names::{Name, Names};
use super::sum::Sum;

/// How many pairs of user and kind one minute distinguishes; deletions of users beyond that count as nobody's.
const DISTINGUISHED: usize = 200;

#[derive(Clone, Debug)]
pub(super) struct Minute {
    /// When deletions were last added.
    pub(super) noted_at: OffsetDateTime,
    /// When it begins, in microseconds since 1970.
    start: i64,
    pairs: Vec<Pair>,
}

/// Deletions of one kind by one user, in 20 bytes: a busy installation holds a million of them.
#[derive(Clone, Copy, Debug)]
struct Pair {
    user: Option<Name>,
    event: Name,
    deletions: u32,
    /// When the first and the last were sent, in microseconds of the minute.
    first: u32,
    last: u32,
}

impl Minute {
    pub(super) fn new(start: i64, now: OffsetDateTime) -> Self {
        Self { noted_at: now, start, pairs: Vec::new() }
    }

    /// Adds deletions of a user and a kind that were sent in this minute.
    pub(super) fn add(&mut self, (user, event): (Option<Name>, Name), sum: Sum) {
        let find = |user| self.pairs.iter().position(|pair| (pair.user, pair.event) == (user, event));
        let user = if self.pairs.len() < DISTINGUISHED || find(user).is_some() { user } else { None };
        if let Some(place) = find(user) {
            let known = self.pairs[place].sum(self.start);
            self.pairs[place] = Pair::new((user, event), known.and(sum), self.start);
        } else {
            self.pairs.reserve_exact(1 + self.pairs.len() / 4); // there are many minutes, each with few pairs
            self.pairs.push(Pair::new((user, event), sum, self.start));
        }
    }

    pub(super) fn sums<'a>(&'a self, names: &'a Names) -> impl Iterator<Item = ((Option<&'a str>, &'a str), Sum)> {
        self.pairs.iter().map(|pair| {
            let user_id = pair.user.map(|user| names.text(user));
            ((user_id, names.text(pair.event)), pair.sum(self.start))
        })
    }

    pub(super) fn total(&self) -> u64 {
        self.pairs.iter().map(|pair| u64::from(pair.deletions)).sum()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = Name> {
        self.pairs.iter().flat_map(|pair| pair.user.into_iter().chain([pair.event]))
    }

    /// Replaces each name by its new number.
    pub(super) fn renumber(&mut self, numbers: &[Name]) {
        for pair in &mut self.pairs {
            pair.user = pair.user.map(|user| numbers[usize::from(user)]);
            pair.event = numbers[usize::from(pair.event)];
        }
    }
}

impl Pair {
    fn new((user, event): (Option<Name>, Name), Sum { deletions, first, last }: Sum, start: i64) -> Self {
        let of_minute = |at: i64| u32::try_from(at - start).unwrap_or_default();
        let deletions = u32::try_from(deletions).unwrap_or(u32::MAX);
        Self { user, event, deletions, first: of_minute(first), last: of_minute(last) }
    }

    fn sum(&self, start: i64) -> Sum {
        let Self { deletions, first, last, .. } = *self;
        Sum { deletions: deletions.into(), first: start + i64::from(first), last: start + i64::from(last) }
    }
}
