//! Streams: deletions as they are recorded, as server-sent events.

mod sse;

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use domain::api_key::{ApiKey, Scope};
use domain::deletion::{self, Filter};
use futures_util::stream;
use poem::http::header;
use poem::{Body, IntoResponse, Response};
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::registry::{MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::{ToJSON, Type};
use poem_openapi::{ApiResponse, OpenApi};
use store::{Store, StoreError};
use time::OffsetDateTime;
use tokio::sync::watch;
use tokio::time::Instant;
use web::news::{News, Subject};

use crate::auth::{Gate, Key};
use crate::cursor::parse_number;
use crate::deletion::{Deletion, Source};
use crate::deletions::open;
use crate::error::ApiError;
use crate::query::{Asked, Many, example};
use crate::tags::Tags;

/// How many deletions are read at once.
const PIECE: u64 = 64;

/// What is deleted while one watches.
pub(crate) struct StreamApi {
    store: Store,
    gate: Gate,
    news: News,
    stop: watch::Receiver<bool>,
    keep_alive: Duration,
}

impl StreamApi {
    pub(crate) fn new(store: Store, gate: Gate, stop: watch::Receiver<bool>, keep_alive: Duration) -> Self {
        Self { news: News::new(store.clone()), store, gate, stop, keep_alive }
    }
}

#[OpenApi(tag = "Tags::Deletions")]
impl StreamApi {
    /// Follow a portal's deletions.
    ///
    /// Server-sent events with the list's filters: one called `deletion` for each, whose data is the deletion and whose `id` is its number. It
    /// begins with what is recorded from now on, or after `Last-Event-ID`: then nothing is lost and nothing comes twice.
    /// It ends when the service stops, the key may no longer read it, or the portal's data is removed. Needs the scope
    /// `deletions:read`.
    #[oai(path = "/portals/:member_id/deletions/stream", method = "get", operation_id = "streamDeletions")]
    #[expect(clippy::too_many_arguments, reason = "the framework documents a parameter an argument")]
    async fn stream(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
        /// The `id` of the last event that was received: the number of a deletion, or 0 for all that are kept.
        #[oai(name = "Last-Event-ID")]
        last_event_id: Header<Option<String>>,
        /// Only of one of these event codes, without regard to case: `ONIMCONNECTORMESSAGEDELETE`.
        event: Many<String>,
        /// Only of one of these kinds of things, as in the catalogue: `imconnector.message`.
        entity: Many<String>,
        /// Only of exactly one of these things: `86501`. Ids are unique within a kind, so name the kind too.
        entity_id: Many<String>,
        /// Only by one of these users: `27`.
        user_id: Many<String>,
        /// Only those that came from one of these sources: `live`.
        source: Many<Source>,
        /// Only those received at this time or later: `2026-03-01T00:00:00Z`.
        from: Query<Option<OffsetDateTime>>,
        /// Only those received before this time: `2026-04-01T00:00:00Z`.
        to: Query<Option<OffsetDateTime>>,
        /// Only those whose `entity_id` or any attribute value begins with this, without regard to case: `ext-msg`.
        #[oai(validator(max_length = 100))]
        q: Query<Option<String>>,
    ) -> Result<EventStream, ApiError> {
        key.allows(Scope::DeletionsRead)?;
        let member_id = key.reaches(&member_id)?;
        let filter = Asked { event, entity, entity_id, user_id, source, from, to, q }.try_into()?;
        open(&self.store, &member_id).await?;
        self.begin(&key, Some(member_id), filter, last_event_id.0.as_deref()).await
    }

    /// Follow the deletions of all portals.
    ///
    /// As the stream of one portal, in the order in which they were received; the `id` is a place in that order. Needs
    /// the scope `deletions:read` and a key made with `--all-portals`.
    #[oai(path = "/deletions/stream", method = "get", operation_id = "streamAllDeletions")]
    #[expect(clippy::too_many_arguments, reason = "the framework documents a parameter an argument")]
    async fn stream_all(
        &self,
        key: Key,
        /// The `id` of the last event that was received, or 0 for all that are kept.
        #[oai(name = "Last-Event-ID")]
        last_event_id: Header<Option<String>>,
        /// Only of one of these event codes, without regard to case: `ONIMCONNECTORMESSAGEDELETE`.
        event: Many<String>,
        /// Only of one of these kinds of things, as in the catalogue: `imconnector.message`.
        entity: Many<String>,
        /// Only of exactly one of these things: `86501`. Ids are unique within a kind, so name the kind too.
        entity_id: Many<String>,
        /// Only by one of these users: `27`.
        user_id: Many<String>,
        /// Only those that came from one of these sources: `live`.
        source: Many<Source>,
        /// Only those received at this time or later: `2026-03-01T00:00:00Z`.
        from: Query<Option<OffsetDateTime>>,
        /// Only those received before this time: `2026-04-01T00:00:00Z`.
        to: Query<Option<OffsetDateTime>>,
        /// Only those whose `entity_id` or any attribute value begins with this, without regard to case: `ext-msg`.
        #[oai(validator(max_length = 100))]
        q: Query<Option<String>>,
    ) -> Result<EventStream, ApiError> {
        key.allows(Scope::DeletionsRead)?;
        key.reaches_all()?;
        let filter = Asked { event, entity, entity_id, user_id, source, from, to, q }.try_into()?;
        self.begin(&key, None, filter, last_event_id.0.as_deref()).await
    }

    async fn begin(
        &self,
        key: &Key,
        subject: Subject,
        filter: Filter,
        after: Option<&str>,
    ) -> Result<EventStream, ApiError> {
        let news = self.news.follow(subject.clone()); // before it is looked what is there, so that nothing is between
        let last = last(&self.store, &subject).await?;
        let reached = match after {
            Some("0") => 0,
            None | Some("") => last,
            Some(id) => parse_number(id).filter(|id| *id <= last).ok_or_else(ApiError::unknown_event_id)?,
        };
        let follower = Follower {
            store: self.store.clone(),
            gate: self.gate.clone(),
            key: key.key().clone(),
            purged_up_to: purged_up_to(&self.store, &subject).await?,
            subject,
            filter,
            news,
            stop: self.stop.clone(),
            last,
            reached,
            keep_alive: self.keep_alive,
            silent_until: Instant::now() + self.keep_alive,
            ready: VecDeque::from([sse::opening(reached)]),
        };
        Ok(EventStream(follower))
    }
}

/// The last number of the portal, or the last arrival over all.
async fn last(store: &Store, subject: &Subject) -> Result<u64, StoreError> {
    match subject {
        Some(portal) => {
            let numbers = store.last_numbers(std::slice::from_ref(portal)).await?;
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

/// One client and how far it got.
#[derive(Debug)]
struct Follower {
    store: Store,
    gate: Gate,
    key: ApiKey,
    subject: Subject,
    filter: Filter,
    purged_up_to: Option<u64>,
    news: watch::Receiver<u64>,
    stop: watch::Receiver<bool>,
    /// What is there, as far as is known.
    last: u64,
    /// What was sent or is ready.
    reached: u64,
    keep_alive: Duration,
    silent_until: Instant,
    ready: VecDeque<String>,
}

impl Follower {
    /// The next piece of the stream; none if it ends.
    async fn next(&mut self) -> Option<String> {
        loop {
            if *self.stop.borrow() {
                return None;
            }
            if Instant::now() >= self.silent_until {
                self.silent_until = Instant::now() + self.keep_alive;
                if !self.may_go_on().await {
                    return None;
                }
                self.ready.push_back(sse::KEEP_ALIVE.to_owned());
            }
            if let Some(piece) = self.ready.pop_front() {
                return Some(piece);
            }
            self.last = self.last.max(*self.news.borrow_and_update());
            if self.reached < self.last {
                if !self.may_go_on().await {
                    return None;
                }
                if let Err(error) = self.read().await {
                    tracing::warn!(%error, "a stream waits, since what is new can't be read");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
                continue;
            }
            tokio::select! {
                changed = self.news.changed() => if changed.is_err() { return None },
                () = tokio::time::sleep_until(self.silent_until) => {}
                _ = self.stop.wait_for(|stop| *stop) => return None,
            }
        }
    }

    async fn read(&mut self) -> Result<(), StoreError> {
        let (pieces, reached) = if let Some(portal) = &self.subject {
            let (found, reached) =
                self.store.tenant(portal).follow(&self.filter, self.reached, self.last, PIECE).await?;
            let pieces: Vec<_> = found.into_iter().map(|deletion| piece(deletion.number, deletion)).collect();
            (pieces, reached)
        } else {
            let (found, reached) =
                self.store.all_portals().deletions().follow(&self.filter, self.reached, self.last, PIECE).await?;
            (found.into_iter().map(|(arrival, deletion)| piece(arrival, deletion)).collect(), reached)
        };
        let pieces: String = pieces.into_iter().flatten().collect();
        self.reached = reached;
        self.ready.extend(Some(pieces).filter(|pieces| !pieces.is_empty()));
        Ok(())
    }

    /// Whether the key is still good and the portal's data was not removed. While that can't be found out, it is.
    async fn may_go_on(&self) -> bool {
        match self.store.find_api_key_by_id(self.key.id).await {
            Ok(Some(key)) if key.is_usable(self.gate.clock.now()) => {}
            Ok(_) => return false,
            Err(_) => return true,
        }
        purged_up_to(&self.store, &self.subject).await.map_or(true, |purged| purged == self.purged_up_to)
    }
}

fn piece(id: u64, kept: deletion::Deletion) -> Option<String> {
    // What can't be shown was logged; the list leaves it out as well.
    Some(sse::deletion(id, &Deletion::try_from(kept).ok()?.to_json_string()))
}

/// The answer: events until the stream ends.
#[derive(Debug)]
pub(crate) struct EventStream(Follower);

impl IntoResponse for EventStream {
    fn into_response(self) -> Response {
        let pieces = stream::unfold(self.0, async |mut follower| {
            let piece = follower.next().await?;
            Some((Ok::<_, io::Error>(piece), follower))
        });
        Response::builder()
            .content_type("text/event-stream")
            .header(header::CACHE_CONTROL, "no-store")
            .header("X-Accel-Buffering", "no") // a proxy before this would hold events back
            .body(Body::from_bytes_stream(pieces))
    }
}

impl ApiResponse for EventStream {
    fn meta() -> MetaResponses {
        let events = MetaSchema {
            items: Some(Box::new(Deletion::schema_ref())),
            ..MetaSchema::new_with_format("array", "event-stream")
        };
        let schema = MetaSchemaRef::Inline(Box::new(events));
        let success = MetaResponse {
            description: "",
            status: Some(200),
            status_range: None,
            content: vec![MetaMediaType { content_type: "text/event-stream", schema }],
            headers: Vec::new(),
        };
        MetaResponses { responses: vec![success] }
    }

    fn register(registry: &mut Registry) {
        Deletion::register(registry);
    }
}
