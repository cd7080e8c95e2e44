//! Following deletions, for streams and feeds: reads what was recorded after a place, and wakes when there is more.
//! A client that is caught up reads the tail, which all share; one that is behind reads the database.

use std::sync::Arc;
use std::time::Duration;

use domain::MemberId;
use domain::api_key::ApiKey;
use domain::deletion::Filter;
use domain::reach::Reach;
use store::{Reached, Store, StoreError};
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

use crate::auth::{Gate, Key};
use crate::cursor::parse_number;
use crate::position;
use crate::tail::{Recorded, Seat, Subject, Tail, count_read};

/// How many deletions of the tail one read takes.
const LOOK: usize = 1_024;
/// How long to wait before looking again for hidden deletions.
const UNDECIDED: Duration = Duration::from_secs(1);

/// What followers read and what wakes them. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Follow {
    pub(crate) store: Store,
    pub(crate) gate: Gate,
    pub(crate) tail: Tail,
    /// True once the service stops.
    pub(crate) stop: watch::Receiver<bool>,
}

/// One client, what it follows and how far it got.
#[derive(Debug)]
pub(crate) struct Following {
    store: Store,
    gate: Gate,
    key: ApiKey,
    subject: Subject,
    filter: Filter,
    purged_up_to: Option<u64>,
    seat: Seat,
    /// The last known place.
    last: u64,
    /// Everything up to here was read.
    reached: Reached,
    /// When to look again for hidden deletions; none if the last read made progress.
    again: Option<Instant>,
    /// The arrival up to which everything was read, once known: from there on the tail has everything.
    caught_up: Option<u64>,
    /// Whether nothing was read, waited for or recorded since the key check.
    is_fresh: bool,
}

/// The next deletions, each with the client's position at it; none if it may no longer follow.
pub(crate) type Found = Option<Vec<(Reached, Arc<Recorded>)>>;

impl Follow {
    /// Follows a portal, or all that the key reaches, from its present end.
    pub(crate) async fn begin(&self, key: &Key, subject: Subject, filter: Filter) -> Result<Following, StoreError> {
        let subjects = subjects(&subject, key.reach());
        let seat = self.tail.follow(subjects, key.key().id).await?; // must come before the read of `last`
        let last = last(&self.store, &subject).await?;
        Ok(Following {
            store: self.store.clone(),
            gate: self.gate.clone(),
            key: key.key().clone(),
            purged_up_to: purged_up_to(&self.store, &subject).await?,
            subject,
            filter,
            seat,
            last,
            reached: last.into(),
            again: None,
            caught_up: None,
            is_fresh: true,
        })
    }
}

/// A key of some portals is not woken by the others.
fn subjects(subject: &Subject, reach: &Reach) -> Vec<Subject> {
    match (subject, reach.portals()) {
        (None, Some(portals)) => portals.iter().cloned().map(Some).collect(),
        _ => vec![subject.clone()],
    }
}

impl Following {
    pub(crate) fn last(&self) -> u64 {
        self.last
    }

    pub(crate) fn reached(&self) -> &Reached {
        &self.reached
    }

    /// Goes on from a position that `print` made; false if it lies beyond the last.
    pub(crate) fn resume(&mut self, text: &str) -> bool {
        let sealed = if self.subject.is_none() { position::read(self.store.hash_key(), text) } else { None };
        let number = if self.is_among_some() { None } else { parse_number(text).map(Reached::from) };
        let reached = sealed.or(number).filter(|reached| reached.place <= self.last);
        reached.map(|reached| self.reached = reached).is_some()
    }

    /// A position as text. Sealed for a key of some portals: a number would tell how much others delete.
    pub(crate) fn print(&self, reached: &Reached) -> String {
        if self.is_among_some() || !reached.waiting.is_empty() {
            position::print(self.store.hash_key(), reached)
        } else {
            reached.place.to_string()
        }
    }

    pub(crate) fn go_on_after(&mut self, reached: impl Into<Reached>) {
        self.reached = reached.into();
    }

    /// Whether there is something unread.
    pub(crate) fn has_more(&mut self) -> bool {
        let (end, number) = self.seat.reached();
        let last = self.last.max(if self.subject.is_some() { number } else { end });
        if last != self.last {
            (self.last, self.is_fresh, self.again) = (last, false, None);
        }
        if self.reached.place >= self.last {
            self.caught_up = Some(end); // `last` covers every arrival up to there
        }
        let is_behind = self.reached.place < self.last || !self.reached.waiting.is_empty();
        is_behind && self.again.is_none_or(|again| Instant::now() >= again)
    }

    /// Whether places count all portals while the key reaches only some.
    fn is_among_some(&self) -> bool {
        self.subject.is_none() && !self.key.reach.is_unlimited()
    }

    /// Waits for news, or until a new look for hidden deletions.
    pub(crate) async fn changed(&mut self) {
        self.is_fresh = false;
        match self.again {
            Some(again) => drop(timeout_at(again, self.seat.changed()).await),
            None => self.seat.changed().await,
        }
    }

    /// The next deletions that fit, oldest first: at most `limit`, fewer if payloads are large or few fit.
    pub(crate) async fn read(&mut self, limit: u64) -> Result<Found, StoreError> {
        if self.reached.waiting.is_empty()
            && let Some(recorded) = self.caught_up.and_then(|place| self.seat.read(place, LOOK))
        {
            return Ok(self.may_see().then(|| self.pick(recorded, limit)));
        }
        let (end, _) = self.seat.reached();
        self.has_more();
        // Not earlier: what was recorded since the key check may be another installation's.
        if !std::mem::take(&mut self.is_fresh) && !self.may_go_on().await {
            return Ok(None);
        }
        let found = self.read_store(limit).await?;
        self.caught_up = (self.reached.place >= self.last).then_some(end);
        Ok(Some(found))
    }

    /// Picks from the tail what concerns this client.
    fn pick(&mut self, recorded: Vec<Arc<Recorded>>, limit: u64) -> Vec<(Reached, Arc<Recorded>)> {
        let is_all = recorded.len() < LOOK;
        let mut picked = Vec::new();
        for one in recorded {
            if picked.len() as u64 >= limit {
                return picked;
            }
            self.caught_up = Some(one.arrival);
            if !self.concerns(&one.deletion.member_id) {
                continue;
            }
            let place = if self.subject.is_some() { one.deletion.number } else { one.arrival };
            if place > self.reached.place {
                self.reached.place = place;
                if self.filter.lets_through(&one.deletion) {
                    picked.push((place.into(), one));
                }
            }
        }
        if is_all {
            self.reached.place = self.reached.place.max(self.last); // nothing else there concerns this client
        }
        picked
    }

    fn concerns(&self, portal: &MemberId) -> bool {
        match &self.subject {
            Some(subject) => subject == portal,
            None => self.key.reach.covers(portal),
        }
    }

    async fn read_store(&mut self, limit: u64) -> Result<Vec<(Reached, Arc<Recorded>)>, StoreError> {
        count_read();
        let (filter, last) = (&self.filter, self.last);
        let (found, reached) = if let Some(portal) = &self.subject {
            let tenant = self.store.tenant(portal);
            let (found, reached) = tenant.follow(filter, self.reached.place, last, limit).await?;
            (found.into_iter().map(|deletion| (deletion.number.into(), deletion)).collect(), reached.into())
        } else {
            self.store.within(&self.key.reach).follow(filter, &self.reached, last, limit).await?
        };
        self.again = (reached == self.reached).then(|| Instant::now() + UNDECIDED);
        self.reached = reached;
        let recorded = |(reached, deletion): (Reached, _)| (reached.clone(), Recorded::new(reached.place, deletion));
        Ok(found.into_iter().map(recorded).collect())
    }

    /// Whether the key was usable and the portal's data present when the tail was read.
    fn may_see(&self) -> bool {
        let purged = self.subject.as_ref().and_then(|_| self.seat.purged_up_to());
        self.seat.key_is_good() && purged.is_none_or(|purged| Some(purged) == self.purged_up_to)
    }

    /// Whether the key is still usable and the portal's data not removed. True while the database can't tell.
    pub(crate) async fn may_go_on(&self) -> bool {
        match self.store.find_api_key_by_id(self.key.id).await {
            Ok(Some(key)) if key.is_usable(self.gate.clock.now()) => {}
            Ok(_) => return false,
            Err(_) => return true,
        }
        purged_up_to(&self.store, &self.subject).await.map_or(true, |purged| purged == self.purged_up_to)
    }
}

/// The last number of the portal, or the last arrival over all.
async fn last(store: &Store, subject: &Subject) -> Result<u64, StoreError> {
    match subject {
        Some(portal) => store.tenant(portal).deletions().find_last_position().await,
        None => store.all_portals().last_arrival().await,
    }
}

/// The number up to which all of the portal's data was removed; none if there is no such portal.
async fn purged_up_to(store: &Store, subject: &Subject) -> Result<Option<u64>, StoreError> {
    match subject {
        Some(portal) => store.tenant(portal).purged_up_to().await,
        None => Ok(Some(0)),
    }
}
