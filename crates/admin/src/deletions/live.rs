//! New rows of a list as server-sent events: each event is the HTML of rows, and its `id` is the position up to which
//! the list is then complete.

use std::fmt::Write as _;
use std::io;
use std::time::Duration;

use askama::Template;
use domain::Clock;
use domain::deletion::Filter;
use futures_util::stream;
use poem::http::header;
use poem::web::{Data, Path};
use poem::{Body, Request, Response, Result, handler};
use store::{Reached, Store};
use tokio::sync::watch;
use tokio::time::Instant;
use web::Flow;
use web::news::News;

use crate::access::session::cookie;
use crate::deletions::back;
use crate::deletions::columns::Columns;
use crate::deletions::filter::{Asked, Place};
use crate::deletions::names::Names;
use crate::deletions::rows::Row;
use crate::deletions::subject::{Subject, asked_across, asked_of};
use crate::page::error::PageError;
use crate::page::frame::Frame;

/// The longest silence of a stream. After it, we also check whether the reader is still logged in.
const SILENCE: Duration = Duration::from_secs(15);
/// How many deletions to read at once.
const PIECE: u64 = 64;
/// How soon to check again whether hidden deletions came back or are gone.
const UNDECIDED: Duration = Duration::from_secs(1);
/// Readers who are more places behind reload the list.
const FAR: u64 = 1_000;

/// Shared by the streams of this process.
#[derive(Clone, Debug)]
pub(crate) struct Live {
    pub(crate) news: News,
    /// True once the service stops.
    pub(crate) stop: watch::Receiver<bool>,
}

/// New rows, the newest first.
#[derive(Template)]
#[template(path = "deletions/new.html")]
struct NewRows<'a> {
    frame: &'a Frame,
    rows: Vec<Row>,
    columns: &'a Columns,
    across: bool,
}

/// Streams new rows over all portals.
#[handler]
pub(crate) async fn all(
    req: &Request,
    frame: Frame,
    Data(store): Data<&Store>,
    Data(live): Data<&Live>,
    Data(clock): Data<&Clock>,
) -> Result<Response> {
    let (asked, reach) = asked_across(req, store, &frame).await?;
    Ok(Follower::begin(req, frame, &asked, Subject::Across(reach), (store, live, clock)).await?.response())
}

/// Streams new rows of one portal.
#[handler]
pub(crate) async fn one(
    req: &Request,
    Path(member_id): Path<String>,
    frame: Frame,
    Data(store): Data<&Store>,
    Data(live): Data<&Live>,
    Data(clock): Data<&Clock>,
) -> Result<Response> {
    let (asked, member_id) = asked_of(req, &member_id, &frame)?;
    store.tenant(&member_id).purged_up_to().await.map_err(PageError::from)?.ok_or(PageError::UnknownPortal)?;
    Ok(Follower::begin(req, frame, &asked, Subject::Portal(member_id), (store, live, clock)).await?.response())
}

/// One reader, and how far the stream has got.
struct Follower {
    store: Store,
    clock: Clock,
    cookie: String,
    frame: Frame,
    subject: Subject,
    filter: Filter,
    columns: Columns,
    /// What the links of rows end with.
    back: String,
    news: watch::Receiver<u64>,
    stop: watch::Receiver<bool>,
    /// The last position that we know of.
    last: u64,
    /// How far we have sent rows.
    reached: Reached,
    /// When to check again whether hidden deletions came back; `None` if there are none.
    again: Option<Instant>,
    silent_until: Instant,
    /// Compresses the stream if the reader accepts that: rows have much in common.
    flow: Option<Flow>,
    ready: Option<String>,
}

impl Follower {
    async fn begin(
        req: &Request,
        frame: Frame,
        asked: &Asked,
        subject: Subject,
        (store, live, clock): (&Store, &Live, &Clock),
    ) -> Result<Self, PageError> {
        let portal = if let Subject::Portal(member_id) = &subject { Some(member_id.clone()) } else { None };
        let news = live.news.follow(portal); // before we read the last position, so that nothing is missed
        let last = subject.last(store).await?;
        let resumed = req.header("last-event-id").and_then(|id| id.parse().ok());
        let after = match (resumed, asked.place()) {
            (Some(id), _) => id,
            (None, Place::After(place)) => *place,
            _ => last,
        };
        // A position that does not exist yet comes from a database that was replaced.
        let reached = if after > last || last - after > FAR { last } else { after };
        let name = if reached == after { "place" } else { "far" };
        let opening = format!("retry: 1000\nevent: {name}\nid: {reached}\ndata: {{}}\n\n");
        Ok(Self {
            store: store.clone(),
            clock: clock.clone(),
            cookie: cookie(req).unwrap_or_default(),
            columns: Columns::of(req),
            back: back::print(asked, &Place::Start),
            filter: asked.filter().clone(),
            frame,
            subject,
            news,
            stop: live.stop.clone(),
            last,
            reached: reached.into(),
            again: None,
            silent_until: Instant::now() + SILENCE,
            flow: Flow::wanted(req),
            ready: Some(opening),
        })
    }

    /// The next piece of the stream; `None` at its end.
    async fn next(&mut self) -> Option<String> {
        loop {
            if *self.stop.borrow() {
                return None;
            }
            if let Some(piece) = self.ready.take() {
                return Some(piece);
            }
            if Instant::now() >= self.silent_until {
                self.silent_until = Instant::now() + SILENCE;
                if !self.is_logged_in().await {
                    return None;
                }
                return Some(": nothing new\n\n".to_owned());
            }
            let last = self.last.max(*self.news.borrow_and_update());
            if last != self.last {
                (self.last, self.again) = (last, None);
            }
            let is_behind = self.reached.place < self.last || !self.reached.waiting.is_empty();
            if is_behind && self.again.is_none_or(|again| Instant::now() >= again) {
                if let Err(error) = self.read().await {
                    tracing::warn!(%error, "a live list is paused: new deletions can't be read");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
                continue;
            }
            tokio::select! {
                changed = self.news.changed() => if changed.is_err() { return None },
                () = tokio::time::sleep_until(self.again.unwrap_or(self.silent_until).min(self.silent_until)) => {}
                _ = self.stop.wait_for(|stop| *stop) => return None,
            }
        }
    }

    async fn read(&mut self) -> Result<(), PageError> {
        let (found, reached) = self.subject.follow(&self.store, &self.filter, &self.reached, self.last, PIECE).await?;
        self.again = (reached == self.reached).then(|| Instant::now() + UNDECIDED);
        self.reached = reached;
        if found.is_empty() {
            return Ok(());
        }
        let names = Names::find(&self.store, &found).await?;
        self.frame.now = self.clock.now();
        let q = self.filter.q.as_deref();
        let row = |deletion| Row::new(deletion, &names, &self.frame).searched(q).leading_back(&self.back);
        let rows = found.into_iter().rev().map(row);
        let across = matches!(self.subject, Subject::Across(_));
        let page = NewRows { frame: &self.frame, rows: rows.collect(), columns: &self.columns, across };
        self.ready = Some(event(self.reached.place, &page.render()?));
        Ok(())
    }

    /// Whether the session lasts. If we can't find out, it does.
    async fn is_logged_in(&self) -> bool {
        !matches!(self.store.find_session(&self.cookie, self.clock.now()).await, Ok(None))
    }

    fn response(self) -> Response {
        let is_compressed = self.flow.is_some();
        let pieces = stream::unfold(self, async |mut follower| {
            let piece = follower.next().await?.into_bytes();
            let piece = match &mut follower.flow {
                Some(flow) => flow.piece(&piece),
                None => piece,
            };
            Some((Ok::<_, io::Error>(piece), follower))
        });
        let mut answer = Response::builder().header(header::VARY, "Accept-Encoding");
        if is_compressed {
            answer = answer.header(header::CONTENT_ENCODING, "gzip");
        }
        answer
            .content_type("text/event-stream")
            .header(header::CACHE_CONTROL, "no-store")
            .header("X-Accel-Buffering", "no") // otherwise a proxy in front holds events back
            .body(Body::from_bytes_stream(pieces))
    }
}

/// Rows as an event, with a line of data for each line of HTML.
fn event(id: u64, html: &str) -> String {
    let mut event = format!("event: rows\nid: {id}\n");
    for line in html.lines().filter(|line| !line.is_empty()) {
        let _ = writeln!(event, "data: {line}"); // writing to a string can't fail
    }
    event.push('\n');
    event
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn event_has_its_html_in_lines() {
        assert_eq!(
            event(7, "<tr>\n\n<td>a</td>\r\n</tr>\n"),
            "event: rows\nid: 7\ndata: <tr>\ndata: <td>a</td>\ndata: </tr>\n\n"
        );
    }
}
