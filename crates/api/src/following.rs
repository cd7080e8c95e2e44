//! Following deletions: reading what was recorded after a place, and waking when there is more. Streams and feeds do.

use domain::MemberId;
use domain::api_key::ApiKey;
use domain::deletion::{Deletion, Filter};
use domain::reach::Reach;
use futures_util::future::select_all;
use store::{Store, StoreError};
use tokio::sync::watch;
use web::news::{News, Subject};

use crate::auth::{Gate, Key};
use crate::deletion;

/// Where everything that follows reads and hears of what is new. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Follow {
    pub(crate) store: Store,
    pub(crate) gate: Gate,
    pub(crate) news: News,
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
    news: Vec<watch::Receiver<u64>>,
    /// The last place that is there, as far as is known.
    last: u64,
    /// The place up to which everything was read.
    reached: u64,
    /// Whether `last` has to be read again, since a portal of several has something new.
    is_stale: bool,
}

impl Follow {
    /// Follows from what is there now: a portal, or all that the key reaches.
    pub(crate) async fn begin(&self, key: &Key, subject: Subject, filter: Filter) -> Result<Following, StoreError> {
        let news = self.news_of(&subject, key.reach()); // before it is looked what is there, so that nothing is between
        let last = last(&self.store, &subject).await?;
        Ok(Following {
            store: self.store.clone(),
            gate: self.gate.clone(),
            key: key.key().clone(),
            purged_up_to: purged_up_to(&self.store, &subject).await?,
            subject,
            filter,
            news,
            last,
            reached: last,
            is_stale: false,
        })
    }

    /// A key of some portals is not woken by what others record.
    fn news_of(&self, subject: &Subject, reach: &Reach) -> Vec<watch::Receiver<u64>> {
        match (subject, reach.portals()) {
            (None, Some(portals)) => portals.iter().map(|portal| self.news.follow(Some(portal.clone()))).collect(),
            _ => vec![self.news.follow(subject.clone())],
        }
    }
}

impl Following {
    /// The last place that is there, as far as is known.
    pub(crate) fn last(&self) -> u64 {
        self.last
    }

    /// The place up to which everything was read.
    pub(crate) fn reached(&self) -> u64 {
        self.reached
    }

    /// Goes on after this place.
    pub(crate) fn go_on_after(&mut self, place: u64) {
        self.reached = place;
    }

    /// Whether there is something that was not read.
    pub(crate) async fn has_more(&mut self) -> Result<bool, StoreError> {
        if self.is_among_some() {
            for news in &mut self.news {
                self.is_stale |= news.has_changed().unwrap_or_default();
                news.mark_unchanged();
            }
            if self.is_stale {
                self.last = last(&self.store, &self.subject).await?;
                self.is_stale = false;
            }
        } else {
            let newest = self.news.iter_mut().map(|news| *news.borrow_and_update()).max();
            self.last = self.last.max(newest.unwrap_or_default());
        }
        Ok(self.reached < self.last)
    }

    /// Whether places are those over all portals, but news those of some.
    fn is_among_some(&self) -> bool {
        self.subject.is_none() && !self.key.reach.is_unlimited()
    }

    /// Done when there is news; false if there never will be any.
    pub(crate) async fn changed(&mut self) -> bool {
        if self.news.is_empty() {
            return std::future::pending().await; // the key reaches nothing
        }
        let changes = self.news.iter_mut().map(|news| Box::pin(news.changed()));
        let goes_on = select_all(changes).await.0.is_ok();
        self.is_stale = true; // what has changed counts as seen now
        goes_on
    }

    /// The next deletions that fit, with their places, oldest first: at most `limit`, or fewer if their payloads are large
    /// or few fit.
    pub(crate) async fn read(&mut self, limit: u64) -> Result<Vec<(u64, deletion::Deletion)>, StoreError> {
        let (filter, after, last) = (&self.filter, self.reached, self.last);
        let (found, reached): (Vec<(u64, Deletion)>, u64) = if let Some(portal) = &self.subject {
            let (found, reached) = self.store.tenant(portal).follow(filter, after, last, limit).await?;
            (found.into_iter().map(|deletion| (deletion.number, deletion)).collect(), reached)
        } else {
            self.store.within(&self.key.reach).deletions().follow(filter, after, last, limit).await?
        };
        self.reached = reached;
        // What can't be shown was logged; it does not keep what comes after it.
        Ok(found.into_iter().filter_map(|(place, kept)| Some((place, kept.try_into().ok()?))).collect())
    }

    /// Whether the key is still good and the portal's data was not removed. While that can't be found out, it is.
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
        Some(portal) => {
            let numbers = store.last_numbers(std::slice::from_ref::<MemberId>(portal)).await?;
            Ok(numbers.get(portal).copied().unwrap_or_default())
        }
        None => store.all_portals().last_arrival().await,
    }
}

/// Up to which number the portal's data was removed as a whole; none if there is no such portal.
async fn purged_up_to(store: &Store, subject: &Subject) -> Result<Option<u64>, StoreError> {
    match subject {
        Some(portal) => store.tenant(portal).purged_up_to().await,
        None => Ok(Some(0)),
    }
}
