//! Work that continues after its caller is gone.

use std::sync::Arc;

use poem::http::StatusCode;
use poem::{Endpoint, Request, Result};
use tracing::Instrument;

/// Answers the request. One that may change something is worked on to its end even if the caller is dropped, as happens
/// when the connection ends or time is up: what has changed is in the audit then, too.
pub async fn to_its_end<E: Endpoint + 'static>(endpoint: Arc<E>, request: Request) -> Result<E::Output> {
    if request.method().is_safe() {
        return endpoint.call(request).await;
    }
    let work = async move { endpoint.call(request).await };
    // It fails if the work panics or the service stops.
    let done = tokio::spawn(work.in_current_span()).await;
    done.unwrap_or_else(|_| Err(StatusCode::INTERNAL_SERVER_ERROR.into()))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use poem::endpoint::make;
    use poem::http::Method;
    use tokio::sync::watch;
    use tokio::time::timeout;

    use super::*;

    /// Whether a request is worked on to its end though whoever asked is gone.
    async fn goes_on(method: Method) -> bool {
        let (go, done) = (watch::Sender::new(false), watch::Sender::new(false));
        let (gone, mut is_done) = (go.subscribe(), done.subscribe());
        let endpoint = make(move |_| {
            let (mut gone, done) = (gone.clone(), done.clone());
            async move {
                let _ = gone.wait_for(|gone| *gone).await;
                done.send_replace(true);
            }
        });
        let answer = to_its_end(Arc::new(endpoint), Request::builder().method(method).finish());
        assert!(timeout(Duration::ZERO, answer).await.is_err(), "whoever asked is gone");
        go.send_replace(true);
        is_done.wait_for(|done| *done).await.is_ok() // not once nobody is left who could say so
    }

    #[tokio::test]
    async fn work_that_changes_something_goes_on_though_nobody_waits() {
        for method in [Method::POST, Method::PATCH, Method::DELETE] {
            assert!(goes_on(method.clone()).await, "{method}");
        }
        assert!(!goes_on(Method::GET).await, "nobody needs it");
    }
}
