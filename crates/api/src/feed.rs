//! The feed: deletions as they are recorded, for clients that poll.

use std::time::Duration;

use domain::api_key::Scope;
use domain::deletion::Filter;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use tokio::time::Instant;

use crate::auth::Key;
use crate::cursor::parse_number;
use crate::deletion::Deletion;
use crate::deletions::open;
use crate::error::ApiError;
use crate::filters::Filters;
use crate::following::{Follow, Following};
use crate::position;
use crate::query::{default_limit, example};
use crate::tags::Tags;
use crate::{PATIENCE, within};

pub(crate) struct FeedApi {
    pub(crate) follow: Follow,
    /// How often a waiting request checks that it may go on.
    pub(crate) keep_alive: Duration,
}

/// What a feed has after a position.
#[derive(Debug, Object)]
struct FeedPage {
    /// The deletions, oldest first; maybe fewer than `limit`, or none, although more follow.
    items: Vec<Deletion>,
    /// Pass it as `after` to continue. It advances past all that was read, even if nothing matches the filter.
    next_after: String,
}

/// The bounds of one pull.
struct Pull {
    limit: u64,
    wait: Duration,
}

#[OpenApi(tag = "Tags::Deletions")]
impl FeedApi {
    /// Pull a portal's deletions as they are recorded.
    ///
    /// Deletions recorded after a position, oldest first, with the list's filters. Ask again with `next_after`: nothing
    /// is skipped or repeated. With `wait` the answer comes as soon as there is something. Needs the scope
    /// `deletions:read`.
    #[oai(path = "/portals/:member_id/deletions/feed", method = "get", operation_id = "pullDeletions")]
    async fn pull(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
        /// Where to continue: the previous answer's `next_after`, a deletion's `id`, or 0 for all that are kept. By
        /// default, what is recorded from now on.
        after: Query<Option<String>>,
        /// Maximum items per answer.
        #[oai(default = "default_limit", validator(minimum(value = "1"), maximum(value = "500")))]
        limit: Query<u64>,
        /// Seconds to wait if there is nothing new.
        #[oai(default = "no_wait", validator(minimum(value = "0"), maximum(value = "30")))]
        wait: Query<u64>,
        filters: Filters,
    ) -> Result<Json<FeedPage>, ApiError> {
        key.allows(Scope::DeletionsRead)?;
        let member_id = key.reaches(&member_id)?;
        let filter: Filter = filters.try_into()?;
        let begin = async {
            open(&self.follow.store, &member_id).await?;
            Ok::<_, ApiError>(self.follow.begin(&key, Some(member_id.clone()), filter).await?)
        };
        let mut following = within(PATIENCE, begin).await?;
        match after.as_deref() {
            None => {}
            Some("0") => following.go_on_after(0),
            Some(id) => {
                let number = parse_number(id).filter(|number| *number <= following.last());
                following.go_on_after(number.ok_or_else(|| ApiError::unknown_position(OF_A_PORTAL))?);
            }
        }
        let items = self.next(&mut following, &Pull::new(limit.0, wait.0)).await?;
        Ok(Json(FeedPage { items, next_after: following.reached().place.to_string() }))
    }

    /// Pull the deletions of all portals as they are recorded.
    ///
    /// Like the feed of one portal, in the order recorded, for the portals that the key reaches. Needs the scope
    /// `deletions:read`.
    #[oai(path = "/deletions/feed", method = "get", operation_id = "pullAllDeletions")]
    async fn pull_all(
        &self,
        key: Key,
        /// Where to continue: the previous answer's `next_after`, or 0 for all that are kept. By default, what is
        /// recorded from now on.
        after: Query<Option<String>>,
        /// Maximum items per answer.
        #[oai(default = "default_limit", validator(minimum(value = "1"), maximum(value = "500")))]
        limit: Query<u64>,
        /// Seconds to wait if there is nothing new.
        #[oai(default = "no_wait", validator(minimum(value = "0"), maximum(value = "30")))]
        wait: Query<u64>,
        filters: Filters,
    ) -> Result<Json<FeedPage>, ApiError> {
        key.allows(Scope::DeletionsRead)?;
        let filter: Filter = filters.try_into()?;
        let hash_key = self.follow.store.hash_key();
        let begin = async { Ok::<_, ApiError>(self.follow.begin(&key, None, filter).await?) };
        let mut following = within(PATIENCE, begin).await?;
        match after.as_deref() {
            None => {}
            Some("0") => following.go_on_after(0),
            Some(text) => {
                let reached = position::read(hash_key, text).filter(|reached| reached.place <= following.last());
                following.go_on_after(reached.ok_or_else(|| ApiError::unknown_position(OF_ALL))?);
            }
        }
        let items = self.next(&mut following, &Pull::new(limit.0, wait.0)).await?;
        Ok(Json(FeedPage { items, next_after: position::print(hash_key, following.reached()) }))
    }
}

const OF_A_PORTAL: &str = "neither a `next_after` of this feed nor the `id` of a deletion of this portal";
const OF_ALL: &str = "not a `next_after` of this feed";

fn no_wait() -> u64 {
    0
}

impl Pull {
    fn new(limit: u64, seconds: u64) -> Self {
        Self { limit, wait: Duration::from_secs(seconds) }
    }
}

impl FeedApi {
    /// Waits for the next deletions; returns none when time is up or the service stops.
    async fn next(&self, following: &mut Following, pull: &Pull) -> Result<Vec<Deletion>, ApiError> {
        let (mut stop, deadline) = (self.follow.stop.clone(), Instant::now() + pull.wait);
        let mut look = Instant::now() + self.keep_alive;
        loop {
            let is_over = *stop.borrow() || Instant::now() >= deadline;
            if following.has_more() {
                // A client that may no longer follow learns why when it asks anew.
                let Some(found) = store_in_time(following.read(pull.limit)).await? else { return Ok(Vec::new()) };
                if is_over || !found.is_empty() {
                    // A deletion that can't be shown was logged; later ones still go out.
                    return Ok(found.iter().filter_map(|(_, one)| one.deletion.clone().try_into().ok()).collect());
                }
                continue;
            }
            if is_over {
                return Ok(Vec::new());
            }
            if Instant::now() >= look {
                look = Instant::now() + self.keep_alive;
                let may_go_on = async { Ok(following.may_go_on().await) };
                if !Box::pin(within::<_, ApiError>(PATIENCE, may_go_on)).await? {
                    return Ok(Vec::new());
                }
            }
            tokio::select! {
                () = following.changed() => {}
                () = tokio::time::sleep_until(deadline.min(look)) => {}
                _ = stop.wait_for(|stop| *stop) => {}
            }
        }
    }
}

/// Bounds the wait for the database, not that for new deletions.
async fn store_in_time<T>(answer: impl Future<Output = Result<T, store::StoreError>>) -> Result<T, ApiError> {
    within(PATIENCE, async { answer.await.map_err(ApiError::from) }).await
}
