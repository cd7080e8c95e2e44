//! Streams: deletions as they are recorded, as server-sent events.

mod sse;

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use domain::api_key::Scope;
use domain::deletion::Filter;
use futures_util::stream;
use poem::http::header;
use poem::{Body, IntoResponse, Response};
use poem_openapi::param::{Header, Path};
use poem_openapi::registry::{MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use poem_openapi::{ApiResponse, OpenApi};
use store::{Reached, StoreError};
use tokio::sync::watch;
use tokio::time::Instant;

use crate::auth::Key;
use crate::deletion::Deletion;
use crate::deletions::open;
use crate::error::ApiError;
use crate::filters::Filters;
use crate::following::{Follow, Following};
use crate::query::example;
use crate::tags::Tags;
use crate::tail::{Recorded, Subject};

/// How many deletions are read at once.
const PIECE: u64 = 64;

pub(crate) struct StreamApi {
    pub(crate) follow: Follow,
    pub(crate) keep_alive: Duration,
}

#[OpenApi(tag = "Tags::Deletions")]
impl StreamApi {
    /// Follow a portal's deletions.
    ///
    /// Server-sent events with the list's filters: one called `deletion` for each, with the deletion as data and its
    /// number as `id`. The stream starts with what is recorded from now on, or after `Last-Event-ID`: then nothing is
    /// lost or repeated. It ends when the service stops, the key may no longer read it, or the portal's data is
    /// removed. Needs the scope `deletions:read`.
    #[oai(path = "/portals/:member_id/deletions/stream", method = "get", operation_id = "streamDeletions")]
    async fn stream(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
        /// The `id` of the last event received: a deletion's number, or 0 for all that are kept.
        #[oai(name = "Last-Event-ID")]
        last_event_id: Header<Option<String>>,
        filters: Filters,
    ) -> Result<EventStream, ApiError> {
        key.allows(Scope::DeletionsRead)?;
        let member_id = key.reaches(&member_id)?;
        let filter = filters.try_into()?;
        open(&self.follow.store, &member_id).await?;
        self.begin(&key, Some(member_id), filter, last_event_id.0.as_deref()).await
    }

    /// Follow the deletions of all portals.
    ///
    /// Like the stream of one portal, in order of receipt; the `id` says how far it got. Needs the scope
    /// `deletions:read`; a key for some portals gets only those.
    #[oai(path = "/deletions/stream", method = "get", operation_id = "streamAllDeletions")]
    async fn stream_all(
        &self,
        key: Key,
        /// The `id` of the last event received, or 0 for all that are kept.
        #[oai(name = "Last-Event-ID")]
        last_event_id: Header<Option<String>>,
        filters: Filters,
    ) -> Result<EventStream, ApiError> {
        key.allows(Scope::DeletionsRead)?;
        let filter = filters.try_into()?;
        self.begin(&key, None, filter, last_event_id.0.as_deref()).await
    }

    async fn begin(
        &self,
        key: &Key,
        subject: Subject,
        filter: Filter,
        after: Option<&str>,
    ) -> Result<EventStream, ApiError> {
        let mut following = self.follow.begin(key, subject, filter).await?;
        match after {
            None | Some("") => {}
            Some("0") => following.go_on_after(0),
            Some(id) if following.resume(id) => {}
            Some(_) => return Err(ApiError::unknown_event_id()),
        }
        let follower = Follower {
            stop: self.follow.stop.clone(),
            keep_alive: self.keep_alive,
            silent_until: Instant::now() + self.keep_alive,
            ready: VecDeque::from([sse::opening(&following.print(following.reached()))]),
            following,
        };
        Ok(EventStream(follower))
    }
}

/// One client and what it is sent next.
#[derive(Debug)]
struct Follower {
    following: Following,
    stop: watch::Receiver<bool>,
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
                if !Box::pin(self.following.may_go_on()).await {
                    return None;
                }
                self.ready.push_back(sse::KEEP_ALIVE.to_owned());
            }
            if let Some(piece) = self.ready.pop_front() {
                return Some(piece);
            }
            if self.following.has_more() {
                // Boxed: thousands of streams wait, and few read.
                match Box::pin(self.following.read(PIECE)).await {
                    Ok(Some(found)) => self.prepare(&found),
                    Ok(None) => return None,
                    Err(error) => self.pause(&error).await,
                }
                continue;
            }
            tokio::select! {
                () = self.following.changed() => {}
                () = tokio::time::sleep_until(self.silent_until) => {}
                _ = self.stop.wait_for(|stop| *stop) => return None,
            }
        }
    }

    /// Queues new deletions. One that can't be shown was logged; it does not hold up later ones.
    fn prepare(&mut self, found: &[(Reached, Arc<Recorded>)]) {
        let piece = |(reached, one): &(Reached, Arc<Recorded>)| {
            Some(sse::deletion(&self.following.print(reached), one.json()?))
        };
        let pieces: String = found.iter().filter_map(piece).collect();
        self.ready.extend(Some(pieces).filter(|pieces| !pieces.is_empty()));
    }

    async fn pause(&self, error: &StoreError) {
        tracing::warn!(%error, "a stream is paused: new deletions can't be read");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
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
            .header("X-Accel-Buffering", "no") // or a proxy would hold events back
            .body(Body::from_bytes_stream(pieces))
    }
}

impl ApiResponse for EventStream {
    fn meta() -> MetaResponses {
        // Client generators know no event streams: call it text.
        let schema = MetaSchemaRef::Inline(Box::new(MetaSchema::new("string")));
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
