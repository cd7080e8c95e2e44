//! One connection, from accept to its end.

use std::convert::Infallible;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use poem::http::uri::Scheme;
use poem::http::{HeaderValue, header};
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Endpoint, Request};
use tokio::sync::watch;
use tokio::time::{Instant, Sleep, sleep_until};

use super::accept::Accepted;
use super::connections::{Connection, Phase};
use super::limits::MAX_HEADER;
use super::reasons::Reason;
use super::stage::{Routes, Stage};
use super::stream::{Answer, Stream};

pub(super) async fn serve(accepted: Accepted, routes: Routes, mut stage: watch::Receiver<Stage>) {
    let Accepted { socket, local, peer, open } = accepted;
    let (connection, ended) = (Arc::clone(&open.0), Arc::<AtomicBool>::default());
    let stream = Stream::new(socket, Arc::clone(&connection), Arc::clone(&ended));
    let service = service_fn(|request| answer(&connection, &routes, &ended, (request, local, peer)));
    // HTTP/1 only: there is no TLS to negotiate anything else, and one connection is one request at a time.
    let http = http1::Builder::new().max_buf_size(MAX_HEADER).serve_connection(TokioIo::new(stream), service);
    let (mut http, mut timer) = (pin!(http), pin!(sleep_until(Instant::now())));
    let mut reached = Stage::Serving;
    let reason = loop {
        tokio::select! {
            biased;
            outcome = &mut http => break match outcome {
                _ if reached > Stage::Serving => Reason::Stop,
                Ok(()) => Reason::Done,
                Err(error) => Reason::from(&error),
            },
            () = connection.asked_to_close() => break Reason::Room,
            reason = poll_fn(|cx| poll_deadline(&connection, timer.as_mut(), cx)) => break reason,
            next = stage.wait_for(|stage| *stage > reached) => match next.map(|stage| *stage) {
                Ok(Stage::Finishing) => {
                    reached = Stage::Finishing;
                    http.as_mut().graceful_shutdown();
                }
                _ => break Reason::Stop, // without a sender the server is gone
            },
        }
    };
    reason.count();
}

/// Ready with the reason when the connection's deadline has passed. Polled whenever the connection did some work, since
/// nothing else changes the deadline.
fn poll_deadline(connection: &Connection, mut timer: Pin<&mut Sleep>, cx: &mut Context<'_>) -> Poll<Reason> {
    let Some((deadline, reason)) = connection.deadline() else { return Poll::Pending };
    while Instant::now() < deadline {
        if timer.is_elapsed() || timer.deadline() > deadline {
            timer.as_mut().reset(deadline);
        }
        ready!(timer.as_mut().poll(cx));
    }
    Poll::Ready(reason)
}

async fn answer(
    connection: &Arc<Connection>,
    routes: &Routes,
    ended: &Arc<AtomicBool>,
    (request, local, peer): (hyper::Request<Incoming>, SocketAddr, SocketAddr),
) -> Result<hyper::Response<Answer>, Infallible> {
    ended.store(false, Ordering::Relaxed); // nobody waits for the previous response any more
    connection.enter(Phase::Answering);
    let mut request = Request::from((request, LocalAddr(local.into()), RemoteAddr(peer.into()), Scheme::HTTP));
    request.extensions_mut().insert(Arc::clone(connection));
    let mut response = routes.get_response(request).await;
    if connection.is_old() {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    let body = Answer::new(response.take_body(), Arc::clone(ended));
    Ok(hyper::Response::from(response).map(|_| body))
}
