//! Reads the body of every request before its route sees it, limited in bytes, in time, and in the memory of all bodies
//! together.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use domain::wire::MAX_BODY;
use futures_util::FutureExt;
use http_body_util::BodyExt;
use http_body_util::combinators::BoxBody;
use hyper::body::{Body as _, Bytes, Frame};
use poem::http::{HeaderValue, StatusCode, header};
use poem::{Endpoint, IntoResponse, Middleware, PathPattern, Request, Response, Result};
use tokio::time::{Instant, timeout_at};

use super::admitted::Admitted;
use super::connections::{Connection, Phase};
use super::share::{Share, is_below};
use super::shares::{INSTALL, NoRoom, Shares};
use crate::Problem;
use crate::portal_routes::EVENTS;

/// How long a body may take to arrive. If others find no room, the slowest is closed earlier.
const WHOLE: Duration = Duration::from_secs(30);
/// How long to read on after a body has turned out to be too large.
const REST: Duration = Duration::from_secs(5);
/// How much memory to reserve for a body at once; we don't trust the length that it announces.
const STEP: usize = 64 * 1024;
/// How much of a too large body to read anyway: many clients read no response before they have sent everything.
const DRAINED: usize = 8 * MAX_BODY;
/// When to send a request again that found no room, in seconds.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

/// Limits the bodies of requests.
#[derive(Clone, Debug)]
pub struct Bounds(Arc<Shares>);

impl Bounds {
    pub(super) fn new(shares: Arc<Shares>) -> Self {
        Self(shares)
    }
}

impl<E: Endpoint> Middleware<E> for Bounds {
    type Output = Bounded<E>;

    fn transform(&self, inner: E) -> Bounded<E> {
        Bounded { inner, shares: Arc::clone(&self.0) }
    }
}

/// An endpoint whose requests have their body in memory.
#[derive(Debug)]
pub struct Bounded<E> {
    inner: E,
    shares: Arc<Shares>,
}

impl<E: Endpoint> Endpoint for Bounded<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> Result<Response> {
        let (share, is_event) = (Share::of(request.uri().path()), is_below(EVENTS, request.uri().path()));
        let connection = request.extensions().get::<Arc<Connection>>().cloned();
        let admitted = Arc::new(Admitted::new(&self.shares, share, connection.clone()));
        let mut reading = Reading { share, connection, is_waiting: false, is_whole: false, admitted: &admitted };
        match reading.admit(&mut request).await {
            Ok(body) => request.set_body(body),
            Err(refused) => return Ok(refused.answer(is_event)),
        }
        request.extensions_mut().insert(Arc::clone(&admitted));
        self.inner.call(request).await.map(IntoResponse::into_response)
    }
}

/// Why a request does not reach its route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refused {
    TooLarge,
    TooSlow,
    BrokenOff,
    NoRoom,
}

impl From<NoRoom> for Refused {
    fn from(NoRoom: NoRoom) -> Self {
        Self::NoRoom
    }
}

impl Refused {
    fn answer(self, is_event: bool) -> Response {
        let (status, code, detail) = match self {
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", "A body is at most 1 MiB."),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, "body_too_slow", "The body did not arrive in time."),
            Self::BrokenOff => (StatusCode::BAD_REQUEST, "bad_request", "The body broke off."),
            Self::NoRoom => {
                (StatusCode::SERVICE_UNAVAILABLE, "unavailable", "The service is busy; send it again in a moment.")
            }
        };
        metrics::counter!("tombstone_bodies_refused_total", "code" => code).increment(1);
        let mut response = Problem::new(status, code, detail).into_response();
        if self == Self::NoRoom {
            response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
        }
        if self != Self::TooLarge {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        // What we refuse here counts on the route of events too.
        if is_event {
            response.set_data(PathPattern(EVENTS.into()));
            if self == Self::NoRoom {
                metrics::counter!("tombstone_events_refused_total", "why" => "overload").increment(1);
            }
        }
        response
    }
}

struct Reading<'a> {
    share: Share,
    connection: Option<Arc<Connection>>,
    /// Whether the connection may be closed to make room.
    is_waiting: bool,
    /// Whether an event is complete: its connection then stays open, since its portal sends it only once.
    is_whole: bool,
    admitted: &'a Admitted,
}

impl Reading<'_> {
    /// Reads the whole body, then waits until the request may be worked on.
    async fn admit(&mut self, request: &mut Request) -> Result<Bytes, Refused> {
        let announced = request.header(header::CONTENT_LENGTH).and_then(|length| length.parse().ok()).unwrap_or(0);
        let body: BoxBody<Bytes, io::Error> = request.take_body().into();
        if announced > MAX_BODY {
            if !request.headers().contains_key(header::EXPECT) {
                self.drain(body).await;
            }
            return Err(Refused::TooLarge);
        }
        let bytes = if body.is_end_stream() { Bytes::new() } else { self.read(body, announced).await? };
        if self.admitted.take_place().now_or_never() != Some(Ok(())) {
            self.wait();
            self.admitted.take_place().await?;
        }
        self.go_on();
        Ok(bytes)
    }

    async fn read(&mut self, mut body: BoxBody<Bytes, io::Error>, announced: usize) -> Result<Bytes, Refused> {
        let (mut bytes, deadline) = (Vec::new(), Instant::now() + WHOLE);
        while let Some(chunk) = self.next(&mut body, deadline).await? {
            if bytes.len() + chunk.len() > MAX_BODY {
                self.drain(body).await;
                return Err(Refused::TooLarge);
            }
            let arrived = bytes.len() + chunk.len();
            if self.share == Share::Events && arrived == announced {
                self.go_on();
                self.is_whole = true;
            } else if self.share == Share::Installs && arrived > INSTALL {
                self.leave_installs().await?;
            }
            self.grow(chunk.len()).await?;
            if bytes.capacity() - bytes.len() < chunk.len() {
                bytes.reserve_exact(announced.saturating_sub(bytes.len()).min(STEP).max(chunk.len()));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes.into())
    }

    /// The next bytes; `None` at the end.
    async fn next(
        &mut self,
        body: &mut BoxBody<Bytes, io::Error>,
        deadline: Instant,
    ) -> Result<Option<Bytes>, Refused> {
        loop {
            let frame = if let Some(frame) = body.frame().now_or_never() {
                frame
            } else if let Some(frame) = after_connection_has_read(body).await {
                frame
            } else {
                self.wait();
                timeout_at(deadline, body.frame()).await.map_err(|_| Refused::TooSlow)?
            };
            match frame {
                None => return Ok(None),
                Some(Err(_)) => return Err(Refused::BrokenOff),
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Ok(Some(data));
                    } // skip trailers
                }
            }
        }
    }

    /// An install longer than any honest one takes from the share of everything else.
    async fn leave_installs(&mut self) -> Result<(), Refused> {
        (self.share, self.is_waiting) = (Share::Other, false);
        self.wait();
        Ok(self.admitted.change_share(Share::Other).await?)
    }

    async fn grow(&mut self, size: usize) -> Result<(), Refused> {
        let size = u32::try_from(size).map_err(|_| Refused::TooLarge)?;
        if self.admitted.try_grow(size) {
            return Ok(());
        }
        self.wait();
        Ok(self.admitted.grow(size).await?)
    }

    async fn drain(&mut self, mut body: BoxBody<Bytes, io::Error>) {
        let (mut drained, deadline) = (0, Instant::now() + REST);
        while drained < DRAINED
            && let Ok(Some(chunk)) = self.next(&mut body, deadline).await
        {
            drained += chunk.len();
        }
    }

    /// From now on the request waits for others, and its connection may be closed.
    fn wait(&mut self) {
        if !self.is_whole
            && !std::mem::replace(&mut self.is_waiting, true)
            && let Some(connection) = &self.connection
        {
            connection.enter(Phase::Body(self.share));
        }
    }

    /// From now on the request is worked on.
    fn go_on(&mut self) {
        if std::mem::take(&mut self.is_waiting)
            && let Some(connection) = &self.connection
        {
            connection.enter(Phase::Answering);
        }
    }
}

/// Polls again after hyper has read on: it reads a body only when somebody asks for it, so a body that came with its
/// header is there only after the connection's task has run again.
async fn after_connection_has_read(body: &mut BoxBody<Bytes, io::Error>) -> Option<Option<io::Result<Frame<Bytes>>>> {
    tokio::task::yield_now().await;
    body.frame().now_or_never()
}

#[cfg(test)]
mod tests;
