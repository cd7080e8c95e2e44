//! All open connections by what they wait for, so that the least useful ones give way to new ones.

mod all;
mod phase;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use metrics::Gauge;
use tokio::sync::{Notify, OwnedSemaphorePermit};
use tokio::time::Instant;

use super::Limits;
use super::limits::MOST_WAITING;
use super::reasons::Reason;
use super::share::Share;

pub(super) use phase::Phase;

use all::{All, EvictionKey};
use phase::QUEUES;

/// How long a header may take to arrive, from its first byte or from accept.
const HEADER: Duration = Duration::from_secs(10);
/// How long an idle connection is kept.
const IDLE: Duration = Duration::from_secs(75);
/// How long a client may read nothing of a response.
const UNREAD: Duration = Duration::from_secs(30);
/// After this time, a connection closes with its next response.
const OLD: Duration = Duration::from_hours(1);
/// Not a queue: the connection was not asked to close.
const STAYS: usize = usize::MAX;

#[derive(Debug)]
pub(super) struct Connections {
    limit: usize,
    /// How many of them may wait for a request or for the rest of one.
    waiting: usize,
    all: Mutex<All<Connection>>,
    closed: Notify,
    open: Gauge,
    idle: Gauge,
}

impl Connections {
    pub(super) fn new(limits: Limits) -> Self {
        let [open, idle] = ["open", "idle"].map(|state| metrics::gauge!("tombstone_connections", "state" => state));
        let limit = u32::try_from(limits.connections).unwrap_or(u32::MAX);
        metrics::gauge!("tombstone_connections", "state" => "limit").set(limit);
        let (limit, waiting) = (limits.connections, limits.connections.min(MOST_WAITING));
        Self { limit, waiting, all: Mutex::default(), closed: Notify::new(), open, idle }
    }

    /// Adds a connection, which waits for its first header.
    pub(super) fn open(self: &Arc<Self>) -> Open {
        let connection = Arc::new(Connection {
            connections: Arc::clone(self),
            opened: Instant::now(),
            closing_from: AtomicUsize::new(STAYS),
            closing: Notify::new(),
            place: Mutex::new(Place {
                phase: Phase::Answering,
                since: Instant::now(),
                eviction: (Instant::now(), 0),
                unread: None,
                permit: None,
            }),
        });
        self.all().open += 1;
        self.open.increment(1);
        connection.enter(Phase::Silent);
        Open(connection)
    }

    /// Whether the open connections are within their limits.
    pub(super) fn have_room(&self) -> bool {
        let all = self.all();
        all.open <= self.limit && all.waiting() <= self.waiting
    }

    /// Asks connections to close until the open ones will fit. Returns false if they won't, since all of them are being
    /// answered or have only just come.
    pub(super) fn make_room(&self) -> bool {
        let mut all = self.all();
        while all.open - all.closing() > self.limit || all.waiting() > self.waiting {
            if !self.close_one(&mut all) {
                return false;
            }
        }
        true
    }

    /// Asks a connection to close, unless one is closing already. Returns whether one is closing.
    pub(super) fn close_any(&self) -> bool {
        let mut all = self.all();
        all.closing() > 0 || self.close_one(&mut all)
    }

    /// When the next connection may be closed to make room.
    pub(super) fn next_eviction(&self) -> Option<Instant> {
        let all = self.all();
        all.queues.iter().filter_map(|queue| Some(queue.keys().next()?.0)).min()
    }

    /// Closes an idle connection, or else the one that has waited longest for something that should arrive at once.
    fn close_one(&self, all: &mut All<Connection>) -> bool {
        let first = |queue: usize| Some((all.queues[queue].keys().next().copied()?, queue));
        let of_least_use = first(0).or_else(|| (1..QUEUES).filter_map(first).min());
        let evictable = of_least_use.filter(|((from, _), _)| *from <= Instant::now());
        evictable.is_some_and(|(eviction, queue)| self.close(all, queue, eviction))
    }

    fn close(&self, all: &mut All<Connection>, queue: usize, eviction: EvictionKey) -> bool {
        let Some(connection) = all.queues[queue].remove(&eviction) else { return false };
        all.closing[queue] += 1;
        if queue == 0 {
            self.idle.decrement(1);
        }
        connection.closing_from.store(queue, Ordering::Relaxed);
        connection.closing.notify_one();
        true
    }

    /// Takes the connection at this place out of its queue.
    fn leave(&self, all: &mut All<Connection>, place: &Place) {
        if let Some(queue) = place.phase.queue()
            && all.queues[queue].remove(&place.eviction).is_some()
            && place.phase == Phase::Idle
        {
            self.idle.decrement(1);
        }
    }

    /// Completes when another connection has closed, or when one that was asked to close is answered after all.
    pub(super) async fn one_closed(&self) {
        self.closed.notified().await;
    }

    pub(super) async fn all_closed(&self) {
        while self.all().open > 0 {
            self.one_closed().await;
        }
    }

    fn all(&self) -> MutexGuard<'_, All<Connection>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An open connection, held by its task; it counts as closed when this is dropped.
#[derive(Debug)]
pub(super) struct Open(pub(super) Arc<Connection>);

impl Drop for Open {
    fn drop(&mut self) {
        let connections = &self.0.connections;
        let place = self.0.place();
        let mut all = connections.all();
        connections.leave(&mut all, &place);
        all.open -= 1;
        self.0.stay(&mut all);
        drop((all, place));
        connections.open.decrement(1);
        connections.closed.notify_one();
    }
}

#[derive(Debug)]
pub(super) struct Connection {
    connections: Arc<Connections>,
    opened: Instant,
    /// The queue that it was in when it was asked to close, or [`STAYS`].
    closing_from: AtomicUsize,
    closing: Notify,
    place: Mutex<Place>,
}

#[derive(Debug)]
struct Place {
    phase: Phase,
    since: Instant,
    eviction: EvictionKey,
    /// Since when the client reads nothing of what we write.
    unread: Option<Instant>,
    /// The place of the current request among those in progress.
    permit: Option<OwnedSemaphorePermit>,
}

impl Connection {
    /// Enters another phase. A connection that was asked to close still gets its response if its request is complete.
    pub(super) fn enter(self: &Arc<Self>, phase: Phase) {
        self.enter_at(Instant::now(), phase);
    }

    fn enter_at(self: &Arc<Self>, now: Instant, phase: Phase) {
        let mut place = self.place();
        let mut all = self.connections.all();
        self.connections.leave(&mut all, &place);
        (place.phase, place.since) = (phase, now);
        if phase == Phase::Idle {
            place.permit = None;
        }
        if self.must_close() {
            if phase == Phase::Answering {
                self.stay(&mut all);
                self.connections.closed.notify_one(); // wake the task that waits for room, to choose another one
            }
            return;
        }
        if let Some(queue) = phase.queue() {
            all.changes += 1;
            place.eviction = (place.since + phase.patience(), all.changes);
            all.queues[queue].insert(place.eviction, Arc::clone(self));
        }
        if phase == Phase::Idle {
            self.connections.idle.increment(1);
        }
    }

    /// The first bytes of a request have arrived.
    pub(super) fn note_arrival(self: &Arc<Self>) {
        if matches!(self.phase(), Phase::Idle | Phase::Silent) {
            self.enter(Phase::Header);
        }
    }

    /// The whole response is written.
    pub(super) fn note_answered(self: &Arc<Self>) {
        self.enter(Phase::Idle);
    }

    /// Notes whether the client reads what we write.
    pub(super) fn note_read(&self, is_read: bool) {
        let mut place = self.place();
        match (is_read, place.unread) {
            (true, _) => place.unread = None,
            (false, None) => place.unread = Some(Instant::now()),
            (false, Some(_)) => {}
        }
    }

    /// Keeps the permit until the request is answered.
    pub(super) fn keep(&self, permit: OwnedSemaphorePermit) {
        self.place().permit = Some(permit);
    }

    /// When the connection must have got further, and the reason to close it otherwise.
    pub(super) fn deadline(&self) -> Option<(Instant, Reason)> {
        let place = self.place();
        let phase = match place.phase {
            Phase::Idle => Some((place.since + IDLE, Reason::Idle)),
            Phase::Silent | Phase::Header => Some((place.since + HEADER, Reason::Header)),
            Phase::Body(_) | Phase::Answering => None, // bodies have deadlines of their own, which get a response
        };
        let unread = place.unread.map(|since| (since + UNREAD, Reason::Unread));
        phase.into_iter().chain(unread).min_by_key(|(at, _)| *at)
    }

    /// Whether it was asked to close and still has to.
    pub(super) fn must_close(&self) -> bool {
        self.closing_from.load(Ordering::Relaxed) != STAYS
    }

    /// It no longer counts as closing.
    fn stay(&self, all: &mut All<Connection>) {
        if let Some(closing) = all.closing.get_mut(self.closing_from.swap(STAYS, Ordering::Relaxed)) {
            *closing -= 1;
        }
    }

    /// Completes when the connection has to close.
    pub(super) async fn asked_to_close(&self) {
        while !self.must_close() {
            self.closing.notified().await;
        }
    }

    /// Whether its next response is its last.
    pub(super) fn is_old(&self) -> bool {
        self.opened.elapsed() > OLD
    }

    /// Asks another connection to close, the one whose body of this share has taken longest, unless one is closing.
    pub(super) fn close_slowest_body(&self, share: Share) {
        let Some(queue) = Phase::Body(share).queue() else { return };
        let mut all = self.connections.all();
        if all.closing[queue] > 0 {
            return;
        }
        let mut others = all.queues[queue].iter().filter(|(_, other)| !std::ptr::eq(Arc::as_ptr(other), self));
        if let Some((&eviction, _)) = others.next() {
            self.connections.close(&mut all, queue, eviction);
        }
    }

    fn phase(&self) -> Phase {
        self.place().phase
    }

    fn place(&self) -> MutexGuard<'_, Place> {
        self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
