//! The installer page while it loads: it lists the steps at once, and reports each outcome as soon as it is known. It
//! is one streamed answer, so it needs neither a script nor a second request.

use std::io;

use askama::Template;
use futures_util::stream;
use poem::http::{HeaderValue, StatusCode};
use poem::{Body, Request, Response};
use portals::InstallRequest;
use tokio::sync::mpsc::{self, UnboundedSender};

use crate::context::Install;
use crate::language::words_for;
use crate::page::{Ending, Look, Place, Way};
use crate::steps::{self, Step, Steps, Watcher};

/// Where the page is split to insert the steps.
const HERE: &str = "<!-- steps -->";
/// Tells a proxy not to buffer the answer.
const NOT_GATHERED: HeaderValue = HeaderValue::from_static("no");

#[derive(Template)]
#[template(path = "install/progress.html")]
struct ProgressPage<'a> {
    look: &'a Look,
    domain: &'a str,
    steps: &'a Steps,
}

#[derive(Template)]
#[template(path = "install/step.html")]
struct StepItem<'a> {
    step: &'a Step,
}

/// Installs what a portal's frame posted, and streams the progress.
pub(crate) fn response(install: &Install, request: &Request, opened: &InstallRequest, way: Way) -> Response {
    let words = words_for(request);
    let look = Look::new(Place::Frame(opened.host.clone()), words);
    let open = Steps::new(words);
    let Ok(page) = (ProgressPage { look: &look, domain: &opened.host, steps: &open }).render() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into();
    };
    // In a frame only the page counts; an error status would merely be a line in the browser's console.
    let mut response = look.headers(StatusCode::OK);
    response.headers_mut().insert("x-accel-buffering", NOT_GATHERED);
    let (head, tail) = page.split_once(HERE).map_or((page.as_str(), ""), |(head, tail)| (head, tail));
    let (sender, pieces) = mpsc::unbounded_channel();
    let _ = sender.send(head.to_owned());
    let (install, opened, tail) = (install.clone(), opened.clone(), tail.to_owned());
    let admission = web::server::admission(request);
    // The install goes on even if the person leaves.
    tokio::spawn(async move {
        let steps = steps::watched(&install, &opened, words, Some(watcher(sender.clone()))).await;
        tracing::info!(
            member_id = %opened.member_id,
            domain = opened.host,
            done = steps.are_done(),
            "the installer page was opened"
        );
        let ending = Ending { look: &look, way, domain: &opened.host, steps: &steps };
        if let Ok(result) = ending.render() {
            let _ = sender.send(result + &tail);
        }
        drop(admission);
    });
    let pieces = stream::unfold(pieces, async |mut pieces| {
        let piece = pieces.recv().await?;
        Some((Ok::<_, io::Error>(piece), pieces))
    });
    response.set_body(Body::from_bytes_stream(pieces));
    response
}

/// Streams each step as a piece of the page.
fn watcher(pieces: UnboundedSender<String>) -> Watcher {
    Box::new(move |step| {
        if let Ok(item) = (StepItem { step }).render() {
            let _ = pieces.send(item); // the reader may be gone
        }
    })
}
