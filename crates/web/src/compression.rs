//! Response compression in the encoding that the client accepts: gzip, brotli or zstd.
//!
//! Compressing a secret next to an attacker's text leaks the secret through the response length, if the attacker can
//! make a browser repeat requests with its cookie. None can: our cookie is `SameSite`; the API and the frame have none.

use std::convert::Infallible;
use std::future::ready;
use std::io;
use std::sync::Arc;

use http_body_util::BodyExt;
use poem::http::{self, header};
use poem::{Endpoint, Request, Response};
use tower::{ServiceExt, service_fn};
use tower_http::compression::Compression;

/// Stays uncompressed, since somebody watches the response while we write it.
const AS_IT_IS: &str = "/bitrix24/install";

/// Compresses the responses of `endpoint`, except small ones, images and event streams; trailers stay.
///
/// # Errors
///
/// Returns the errors of the endpoint.
pub async fn compress<E: Endpoint<Output = Response>>(endpoint: Arc<E>, request: Request) -> poem::Result<Response> {
    let mut asked = http::Request::new(());
    let accepted = request.headers().get_all(header::ACCEPT_ENCODING).iter().cloned();
    asked.headers_mut().extend(accepted.map(|value| (header::ACCEPT_ENCODING, value)));
    let is_left = asked.headers().is_empty() || request.uri().path() == AS_IT_IS;
    let answer = Box::pin(endpoint.call(request)).await?;
    if is_left {
        return Ok(answer);
    }
    let answer: http::Response<_> = answer.into();
    let mut answer = Some(answer);
    let inner =
        service_fn(move |_: http::Request<()>| ready(Ok::<_, Infallible>(answer.take().expect("it is asked once"))));
    let compressed = Compression::new(inner).oneshot(asked).await.unwrap_or_else(|never| match never {});
    Ok(compressed.map(|body| body.map_err(io::Error::other)).into())
}

#[cfg(test)]
mod tests {
    use futures_util::stream;
    use poem::endpoint::make_sync;
    use poem::http::{HeaderMap, StatusCode};
    use poem::test::TestClient;
    use poem::{Body, EndpointExt};

    use super::*;

    /// Headers, body length and trailers of the response.
    async fn answer(path: &str, kind: &'static str, accepted: &str) -> (HeaderMap, usize, HeaderMap) {
        let body = move || {
            let pieces = stream::iter((0..50).map(|_| Ok::<_, io::Error>("a line of what was deleted\n")));
            let pieces: http_body_util::combinators::BoxBody<_, io::Error> = Body::from_bytes_stream(pieces).into();
            let trailers = HeaderMap::from_iter([(header::ETAG, "whole".parse().expect("a value"))]);
            Body::from(pieces.with_trailers(ready(Some(Ok(trailers)))).boxed())
        };
        let routes = make_sync(move |_| Response::builder().content_type(kind).body(body()));
        let routes = routes.around(compress);
        let mut response = TestClient::new(routes).get(path).header(header::ACCEPT_ENCODING, accepted).send().await.0;
        assert_eq!(response.status(), StatusCode::OK);
        let body: http_body_util::combinators::BoxBody<_, io::Error> = response.take_body().into();
        let body = body.collect().await.expect("a whole body");
        let trailers = body.trailers().cloned().unwrap_or_default();
        (response.headers().clone(), body.to_bytes().len(), trailers)
    }

    #[tokio::test]
    async fn client_gets_the_encoding_that_it_takes_and_the_trailers() {
        for (accepted, encoding) in [("gzip", "gzip"), ("br, gzip;q=0.1", "br"), ("zstd", "zstd")] {
            let (headers, bytes, trailers) = answer("/api/v1/deletions", "application/json", accepted).await;
            assert_eq!(headers[header::CONTENT_ENCODING], encoding, "{accepted}");
            assert_eq!(headers[header::VARY], "accept-encoding");
            assert!(bytes < 200, "{encoding} has {bytes} bytes");
            assert_eq!(trailers[header::ETAG], "whole");
        }
    }

    #[tokio::test]
    async fn what_is_watched_while_it_is_written_stays_as_it_is() {
        for (path, kind, accepted) in [
            ("/api/v1/deletions/stream", "text/event-stream", "gzip"),
            (AS_IT_IS, "text/html", "gzip"),
            ("/admin", "text/html", "identity"),
        ] {
            let (headers, bytes, trailers) = answer(path, kind, accepted).await;
            assert_eq!((headers.get(header::CONTENT_ENCODING), bytes, trailers.len()), (None, 50 * 27, 1), "{path}");
        }
    }
}
