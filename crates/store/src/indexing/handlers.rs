//! Which of our handlers brings the events of each portal and code: nearly always one, and then no query is needed to
//! rule out a copy from another. Portals stamp each handler's event on its own, so that a copy may be a second off
//! (docs/protocol.md 8.3).

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};

use super::block::NewDeletion;
use super::counts::Counts;

/// How much later another handler may get the same event, in microseconds.
const SECOND: i64 = 1_000_000;
/// How many pairs of portal and code are cached.
const REMEMBERED: usize = 100_000;

/// A portal and a code, as a hash that is unpredictable from outside.
type Key = u64;

/// The cache, valid as long as no other process indexes.
#[derive(Debug, Default)]
pub(crate) struct Handlers {
    hasher: RandomState,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// The last arrival that this process recorded; if it is not the database's, another process recorded too.
    arrival: i64,
    sole: HashMap<Key, Sole>,
}

/// From `since` on, one handler brought all that a portal sent of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sole {
    handler: u64,
    since: i64,
}

/// A block's events of one portal and code.
struct Here {
    handler: u64,
    is_mixed: bool,
    /// When the portal's latest deletion was sent, the block included.
    until: i64,
    /// The same without the block.
    before: i64,
}

/// What to cache once a block is committed.
#[derive(Debug)]
pub(super) struct Seen {
    arrival: i64,
    sole: Vec<(Key, Sole)>,
}

impl Handlers {
    /// The deletions of which the database may have a copy from another handler, a second off, and what to cache once
    /// they are committed. `arrival` is the database's last one.
    pub(super) fn look<'a>(
        &self,
        arrival: i64,
        reported: &[&'a NewDeletion],
        counts: &Counts,
    ) -> (Vec<&'a NewDeletion>, Seen) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.arrival != arrival {
            *state = State { arrival, sole: HashMap::new() };
        }
        let mut possible = Vec::new();
        let mut here: HashMap<Key, Here> = HashMap::new();
        for &new in reported.iter().filter(|new| new.neighbours.is_some()) {
            let Some((sent_at, count)) = new.sent_at.zip(counts.get(&new.member_id)) else { continue };
            let key = self.hasher.hash_one((&new.member_id, &new.event));
            let handler = self.hasher.hash_one(&new.event_handler_id);
            let earliest = sent_at - SECOND;
            let is_sole = |sole: &Sole| sole.handler == handler && sole.since <= earliest;
            if earliest <= count.row.sent_until && !state.sole.get(&key).is_some_and(is_sole) {
                possible.push(new);
            }
            let before = count.row.sent_until;
            let here = here.entry(key).or_insert(Here { handler, is_mixed: false, until: before, before });
            here.is_mixed |= here.handler != handler;
            here.handler = handler;
            here.until = here.until.max(sent_at);
        }
        let sole = here.into_iter().filter_map(|(key, here)| Some((key, here.sole(state.sole.get(&key))?)));
        (possible, Seen { arrival, sole: sole.collect() })
    }

    /// Caches what was committed up to this arrival, unless somebody else committed meanwhile.
    pub(super) fn learn(&self, seen: Seen, arrival: i64) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.arrival != seen.arrival {
            return;
        }
        if state.sole.len() + seen.sole.len() > REMEMBERED {
            state.sole.clear();
        }
        state.arrival = arrival;
        state.sole.extend(seen.sole);
    }
}

impl Here {
    /// What is known after the block; none if it is unchanged.
    fn sole(&self, known: Option<&Sole>) -> Option<Sole> {
        let handler = self.handler;
        match known {
            Some(known) if known.handler == handler && !self.is_mixed => None,
            None if !self.is_mixed => Some(Sole { handler, since: self.before + 1 }),
            _ => Some(Sole { handler, since: self.until + 1 }),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::MemberId;
    use domain::deletion::Source;
    use domain::event::Parts;

    use super::*;
    use crate::indexing::counts::{PortalCount, await_copies};

    fn report((handler, second): (&str, i64)) -> NewDeletion {
        NewDeletion {
            member_id: MemberId::parse("a").unwrap(),
            generation: 1,
            fingerprint: [0; 12],
            neighbours: Some([[1; 12], [2; 12]]),
            event: "ONXDELETE".to_owned(),
            terms: Vec::new(),
            entity_id: String::new(),
            attributes: None,
            user_id: None,
            sent_at: Some(second * SECOND),
            received_at: 0,
            source: Source::Live,
            event_handler_id: Some(handler.to_owned()),
            payload: Parts::default(),
        }
    }

    /// How many reports of each block are looked up, if each block adds an arrival.
    fn looked_up(handlers: &Handlers, counts: &mut Counts, first: i64, blocks: &[&[(&str, i64)]]) -> Vec<usize> {
        let look = |(arrival, block): (i64, &&[(&str, i64)])| {
            let reports: Vec<_> = block.iter().copied().map(report).collect();
            let reports: Vec<_> = reports.iter().collect();
            let (possible, seen) = handlers.look(arrival, &reports, counts);
            let possible = possible.len();
            await_copies(&reports, counts);
            handlers.learn(seen, arrival + 1);
            possible
        };
        (first..).zip(blocks).map(look).collect()
    }

    fn counts() -> Counts {
        [(MemberId::parse("a").unwrap(), PortalCount::default())].into()
    }

    #[test]
    fn nothing_is_looked_up_while_one_handler_brings_all() {
        let blocks: [&[_]; 4] = [&[("7", 5)], &[("7", 5), ("7", 6)], &[("7", 6)], &[("7", 20)]];
        assert_eq!(looked_up(&Handlers::default(), &mut counts(), 1, &blocks), [0; 4]);
    }

    #[test]
    fn what_may_have_come_by_another_handler_is_looked_up() {
        let blocks: [&[_]; 6] = [&[("7", 5)], &[("8", 6)], &[("7", 6)], &[("7", 7)], &[("7", 8)], &[("7", 9)]];
        assert_eq!(looked_up(&Handlers::default(), &mut counts(), 1, &blocks), [0, 1, 1, 1, 0, 0]);
        let mixed: [&[_]; 4] = [&[("7", 5), ("8", 9)], &[("8", 9)], &[("8", 10)], &[("8", 11)]];
        assert_eq!(looked_up(&Handlers::default(), &mut counts(), 1, &mixed), [0, 1, 1, 0]);
    }

    #[test]
    fn nothing_is_believed_once_somebody_else_recorded_something() {
        let (handlers, mut counts) = (Handlers::default(), counts());
        assert_eq!(looked_up(&handlers, &mut counts, 1, &[&[("7", 5)], &[("7", 5)]]), [0, 0]);
        assert_eq!(looked_up(&handlers, &mut counts, 9, &[&[("7", 6)], &[("7", 6)], &[("7", 8)]]), [1, 1, 0]);
        let another = Handlers::default();
        assert_eq!(looked_up(&another, &mut counts, 12, &[&[("7", 8)]]), [1], "a new process knows nothing");
    }
}
