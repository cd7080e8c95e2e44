//! The tail: new deletions, read once for all followers. A block costs a few statements, however many streams and
//! feeds wait for it.

mod recent;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::reach::Reach;
use domain::{Clock, MemberId};
use futures_util::future::select_all;
use metrics::{Gauge, counter, gauge};
use store::{Store, StoreError};
use tokio::sync::watch;
use tokio::time::Instant;

use recent::Recent;
pub(crate) use recent::Recorded;

/// How often to look for what other processes recorded.
const LOOK: Duration = Duration::from_millis(50);
/// How long to wait after a failed look.
const PAUSE: Duration = Duration::from_millis(250);
/// With more followed portals than this, all are read.
const FEW: usize = 64;

/// A followed portal, or all of them if there is none.
pub(crate) type Subject = Option<MemberId>;

/// News for the followers of one subject.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct News {
    /// The portal's last number; zero if nothing came while followed.
    number: u64,
    /// The number up to which all of the portal's data had been removed.
    purged_up_to: u64,
    /// How many blocks concerned it.
    blocks: u64,
}

/// The tail of one store. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Tail(Arc<Desk>);

#[derive(Debug)]
struct Desk {
    store: Store,
    clock: Clock,
    board: Mutex<Board>,
    seats: Gauge,
}

#[derive(Debug, Default)]
struct Board {
    /// None while nobody follows.
    recent: Option<Recent>,
    followed: HashMap<Subject, watch::Sender<News>>,
    /// How many subjects were ever added.
    added: u64,
    /// The followers' keys: how many have each, and whether it is usable.
    keys: HashMap<i64, (usize, bool)>,
    looking: bool,
}

/// The next read.
struct Round {
    end: u64,
    reach: Reach,
    added: u64,
    keys: Vec<i64>,
}

/// A follower, until it is dropped.
#[derive(Debug)]
pub(crate) struct Seat {
    desk: Arc<Desk>,
    news: Vec<watch::Receiver<News>>,
    key: i64,
}

impl Tail {
    pub(crate) fn new(store: Store, clock: Clock) -> Self {
        let seats = gauge!("tombstone_followers");
        Self(Arc::new(Desk { store, clock, board: Mutex::default(), seats }))
    }

    /// Follows these subjects with a key that is usable now: what is recorded after this returns, and maybe some of
    /// what was recorded before.
    pub(crate) async fn follow(&self, subjects: Vec<Subject>, key: i64) -> Result<Seat, StoreError> {
        let desk = &self.0;
        let news = {
            let mut board = desk.board();
            board.keys.entry(key).or_insert((0, true)).0 += 1;
            subjects.into_iter().map(|subject| board.subscribe(subject)).collect()
        };
        desk.seats.increment(1);
        let seat = Seat { desk: Arc::clone(desk), news, key };
        if desk.board().recent.is_none() {
            let last = desk.store.all_portals().last_arrival().await?;
            desk.board().recent.get_or_insert_with(|| Recent::after_place(last));
        }
        if !std::mem::replace(&mut desk.board().looking, true) {
            tokio::spawn(look(Arc::clone(desk)));
        }
        Ok(seat)
    }
}

impl Seat {
    /// The place up to which the tail has everything, and its last number of a portal that is followed alone, or
    /// zero.
    pub(crate) fn reached(&mut self) -> (u64, u64) {
        let board = self.desk.board();
        let mut number = 0;
        for news in &mut self.news {
            number = number.max(news.borrow_and_update().number);
        }
        (board.recent.as_ref().map_or(0, Recent::end), number)
    }

    /// At most `most` followed deletions after a place; none if the caller has to read the database.
    pub(crate) fn read(&self, after: u64, most: usize) -> Option<Vec<Arc<Recorded>>> {
        self.desk.board().recent.as_ref()?.read(after, most)
    }

    /// Whether the key was usable when the tail was read.
    pub(crate) fn key_is_good(&self) -> bool {
        self.desk.board().keys.get(&self.key).is_some_and(|(_, is_good)| *is_good)
    }

    /// The number up to which the data of a portal that is followed alone had been removed when the tail was read;
    /// none if none of it was read.
    pub(crate) fn purged_up_to(&self) -> Option<u64> {
        let news = *self.news.first()?.borrow();
        (news.number > 0).then_some(news.purged_up_to)
    }

    /// Waits for news.
    pub(crate) async fn changed(&mut self) {
        if let [news] = self.news.as_mut_slice() {
            let _ = news.changed().await; // the board keeps a sender while it has receivers
            return;
        }
        if self.news.is_empty() {
            return std::future::pending().await; // the key reaches nothing
        }
        let changes = self.news.iter_mut().map(|news| Box::pin(news.changed()));
        drop(select_all(changes).await);
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut board = self.desk.board();
        if let Some((holders, _)) = board.keys.get_mut(&self.key) {
            *holders -= 1;
            if *holders == 0 {
                board.keys.remove(&self.key);
            }
        }
        self.desk.seats.decrement(1);
    }
}

impl Board {
    fn subscribe(&mut self, subject: Subject) -> watch::Receiver<News> {
        if let Some(sender) = self.followed.get(&subject) {
            return sender.subscribe();
        }
        self.added += 1;
        self.followed.entry(subject).or_default().subscribe()
    }

    /// The next read; none if nobody follows any more, which ends the looking.
    fn round(&mut self) -> Option<Round> {
        self.followed.retain(|_, sender| sender.receiver_count() > 0);
        self.looking = !self.followed.is_empty();
        if !self.looking {
            self.recent = None;
        }
        let recent = self.recent.as_mut()?;
        recent.forget(Instant::now());
        let is_all = self.followed.contains_key(&None) || self.followed.len() > FEW;
        let portals = || Reach::Portals(self.followed.keys().flatten().cloned().collect());
        let reach = if is_all { Reach::AllPortals } else { portals() };
        Some(Round { end: recent.end(), reach, added: self.added, keys: self.keys.keys().copied().collect() })
    }

    /// Publishes what was read. False if somebody began to follow what was not.
    fn show(&mut self, round: &Round, read: Read) -> bool {
        if self.added != round.added && !round.reach.is_unlimited() {
            return false;
        }
        let Read { recorded, end, hidden, good_keys, purged } = read;
        for id in &round.keys {
            if let Some((_, is_good)) = self.keys.get_mut(id) {
                *is_good = good_keys.contains(id);
            }
        }
        let last: HashMap<&MemberId, u64> =
            recorded.iter().map(|one| (&one.deletion.member_id, one.deletion.number)).collect();
        let portals = last.into_iter().map(|(portal, number)| (Some(portal.clone()), number)).collect::<Vec<_>>();
        match &mut self.recent {
            Some(recent) if hidden.is_empty() => recent.add(recorded, end),
            recent => *recent = recent.as_ref().map(|_| Recent::after_place(end)),
        }
        let hidden = hidden.into_iter().map(|(portal, number)| (Some(portal), number));
        for (subject, number) in portals.into_iter().chain(hidden).chain([(None, 0)]) {
            let Some(sender) = self.followed.get(&subject) else { continue };
            let purged_up_to = subject.and_then(|portal| purged.get(&portal).copied()).unwrap_or_default();
            sender.send_modify(|news| *news = News { number, purged_up_to, blocks: news.blocks + 1 });
        }
        true
    }
}

/// One look's result.
struct Read {
    recorded: Vec<Arc<Recorded>>,
    end: u64,
    /// The last numbers of portals of which something hidden may come back: followers then read the database and note
    /// what to wait for.
    hidden: HashMap<MemberId, u64>,
    good_keys: HashSet<i64>,
    purged: HashMap<MemberId, u64>,
}

impl Desk {
    fn board(&self) -> MutexGuard<'_, Board> {
        self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Publishes what was recorded since the last look. False if nobody follows any more.
    async fn look(&self) -> Result<bool, StoreError> {
        let last = self.store.all_portals().last_arrival().await?;
        loop {
            let Some(round) = self.board().round() else { return Ok(false) };
            if round.end >= last {
                return Ok(true);
            }
            let read = self.read(&round, last).await?;
            self.board().show(&round, read);
        }
    }

    async fn read(&self, round: &Round, last: u64) -> Result<Read, StoreError> {
        count_read();
        let (found, end, hidden) = self.store.within(&round.reach).read_all(round.end, last).await?;
        let hidden: Vec<_> = hidden.into_iter().collect();
        let hidden = self.store.last_numbers(&hidden).await?;
        let portals: BTreeSet<_> = found.iter().map(|(_, deletion)| deletion.member_id.clone()).collect();
        let purged = self.store.purged_up_to(portals).await?;
        // Last: what is published was there while the key was usable.
        let good_keys = self.store.usable_api_keys(&round.keys, self.clock.now()).await?;
        let recorded = found.into_iter().map(|(arrival, deletion)| Recorded::new(arrival, deletion)).collect();
        Ok(Read { recorded, end, hidden, good_keys, purged })
    }
}

/// Counts a read of the database, for one follower or for all.
pub(crate) fn count_read() {
    counter!("tombstone_followed_reads_total").increment(1);
}

/// While somebody follows, looks when this process recorded something, and regularly for what others did.
async fn look(desk: Arc<Desk>) {
    let mut recorded = desk.store.recorded();
    loop {
        recorded.mark_unchanged();
        match desk.look().await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) if error.is_closed() => return,
            Err(error) => {
                tracing::warn!(%error, "streams are paused: new deletions can't be read");
                tokio::time::sleep(PAUSE).await;
            }
        }
        let _ = tokio::time::timeout(LOOK, recorded.changed()).await; // either way it looks again
    }
}
