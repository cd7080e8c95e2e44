//! What portals sent, what was answered, and what the service shows of it.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use sim::Delivery;
use time::OffsetDateTime;

use super::named::named;

/// One deletion, as a portal names it. All ids of an event are different in a portal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) portal: usize,
    pub(crate) event: String,
    pub(crate) id: String,
}

/// The answer to an event; the best one if it was sent several times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Answer {
    /// No answer, or no connection.
    Nothing,
    /// This status, which keeps nothing.
    Refused(u16),
    /// 202: kept aside until the portal is known.
    Held,
    /// 200: kept for good.
    Kept,
}

/// A deletion that was sent.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) at: OffsetDateTime,
    pub(crate) answer: Answer,
    /// The portal gave the app up since.
    pub(crate) withdrawn: bool,
    /// The clock was set back: in an offline queue it looks like what was removed with the app before.
    pub(crate) looks_removed: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Books {
    pub(crate) sent: HashMap<Key, Sent>,
    /// How often the feed showed it.
    pub(crate) seen: HashMap<Key, u32>,
    /// How many of those came from a portal's offline queue.
    pub(crate) recovered: u64,
    /// When each portal had last sent something before it gave the app up.
    withdrawn_until: HashMap<usize, OffsetDateTime>,
}

/// What was sent and what was seen, for the whole of a run.
#[derive(Debug, Default)]
pub(crate) struct Ledger(Mutex<Books>);

impl Ledger {
    pub(crate) fn books(&self) -> MutexGuard<'_, Books> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn record(&self, portal: usize, deliveries: &[Delivery]) {
        let mut books = self.books();
        for delivery in deliveries {
            let answer = match delivery.status {
                None => Answer::Nothing,
                Some(200) => Answer::Kept,
                Some(202) => Answer::Held,
                Some(status) => Answer::Refused(status),
            };
            for id in named(delivery) {
                let key = Key { portal, event: delivery.event.clone(), id };
                let at = delivery.at;
                let looks_removed = books.withdrawn_until.get(&portal).is_some_and(|until| at <= *until);
                let new = Sent { at, answer, withdrawn: false, looks_removed };
                let sent = books.sent.entry(key).or_insert(new);
                sent.answer = sent.answer.max(answer);
            }
        }
    }

    pub(crate) fn see(&self, key: Key, recovered: bool) {
        let mut books = self.books();
        books.recovered += u64::from(recovered);
        *books.seen.entry(key).or_default() += 1;
    }

    /// The portal gives the app up: what is not seen by now is hidden or removed.
    pub(crate) fn withdraw(&self, portal: usize) {
        let mut books = self.books();
        let mut until = None;
        for (_, sent) in books.sent.iter_mut().filter(|(key, _)| key.portal == portal) {
            sent.withdrawn = true;
            until = until.max(Some(sent.at));
        }
        if let Some(until) = until {
            books.withdrawn_until.insert(portal, until);
        }
    }

    /// How many were not answered 200 and are not seen either, so far.
    pub(crate) fn missed(&self) -> usize {
        let books = self.books();
        let missed = |(key, sent): &(&Key, &Sent)| {
            sent.answer != Answer::Kept && !(sent.withdrawn || sent.looks_removed) && !books.seen.contains_key(key)
        };
        books.sent.iter().filter(missed).count()
    }

    /// How many of this portal, or of all, were answered 200 and are not seen yet.
    pub(crate) fn awaited(&self, portal: Option<usize>) -> usize {
        let books = self.books();
        let awaited = |(key, sent): &(&Key, &Sent)| {
            portal.is_none_or(|portal| key.portal == portal)
                && sent.answer == Answer::Kept
                && !sent.withdrawn
                && !books.seen.contains_key(key)
        };
        books.sent.iter().filter(awaited).count()
    }
}
