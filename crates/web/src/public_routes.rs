//! What every request to the public routes passes. Compiled here, for speed, and not where the routes are put together.

use poem::endpoint::BoxEndpoint;
use poem::{Endpoint, EndpointExt, Request, Response, Result};

use crate::client::TrustedProxies;
use crate::portal_routes::{EVENTS, tidy};
use crate::requests::Requests;
use crate::server::Bounds;
use crate::server::share::is_below;

/// All public routes behind what they share. `events` is the receiver's route, and below it; without it, there is no
/// such path.
pub fn public_routes(
    events: Option<BoxEndpoint<'static>>,
    others: BoxEndpoint<'static>,
    proxies: TrustedProxies,
    bounds: Bounds,
) -> BoxEndpoint<'static> {
    let routes = Fork { path: EVENTS, below: events, others };
    routes.data(proxies).with(bounds).with(Requests::default()).before(tidy).boxed()
}

/// Sends requests at a path and below it one way, and all others another way. Unlike the framework's routes it allocates
/// nothing on the first way.
struct Fork {
    /// Without a slash at its end.
    path: &'static str,
    below: Option<BoxEndpoint<'static>>,
    others: BoxEndpoint<'static>,
}

impl Endpoint for Fork {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        match &self.below {
            Some(below) if is_below(self.path, request.uri().path()) => below.call(request).await,
            _ => self.others.call(request).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use poem::endpoint::make_sync;

    use super::*;

    async fn answer(is_there: bool, path: &str) -> String {
        let below = is_there.then(|| make_sync(|_| "below").map_to_response().boxed());
        let fork = Fork { path: "/a/b", below, others: make_sync(|_| "another").map_to_response().boxed() };
        let response = fork.call(Request::builder().uri_str(path).finish()).await.unwrap();
        response.into_body().into_string().await.unwrap()
    }

    #[tokio::test]
    async fn path_and_what_is_below_it_lead_one_way() {
        for path in ["/a/b", "/a/b/", "/a/b/c", "/a/b?c=d"] {
            assert_eq!(answer(true, path).await, "below", "{path}");
            assert_eq!(answer(false, path).await, "another", "{path}");
        }
        for path in ["/", "/a", "/a/bc", "/c/a/b"] {
            assert_eq!(answer(true, path).await, "another", "{path}");
        }
    }
}
