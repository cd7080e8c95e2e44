//! Two sets of routes behind one address, told apart by a path.

use poem::{Endpoint, IntoResponse, Request, Response, Result};

use crate::server::share::is_below;

/// Sends requests at a path and below it one way, and all others another way. Unlike the framework's routes it allocates
/// nothing on the first way.
#[derive(Debug)]
pub struct Fork<A, B> {
    /// Without a slash at its end.
    pub path: &'static str,
    /// Where the path leads; without it, there is no such path.
    pub below: Option<A>,
    /// Where all others lead.
    pub others: B,
}

impl<A: Endpoint, B: Endpoint> Endpoint for Fork<A, B> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        match &self.below {
            Some(below) if is_below(self.path, request.uri().path()) => {
                below.call(request).await.map(IntoResponse::into_response)
            }
            _ => Box::pin(self.others.call(request)).await.map(IntoResponse::into_response),
        }
    }
}

#[cfg(test)]
mod tests {
    use poem::endpoint::make_sync;

    use super::*;

    async fn answer(is_there: bool, path: &str) -> String {
        let below = is_there.then(|| make_sync(|_| "below"));
        let fork = Fork { path: "/a/b", below, others: make_sync(|_| "another") };
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
