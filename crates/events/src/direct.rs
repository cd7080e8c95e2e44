//! The way of an event to the receiver. It is documented as an operation like others, but passes none of the
//! framework's routes: each of them moves the request and allocates a future, which took a fifth of an event's processor
//! time (docs/performance.md).

use std::sync::{Arc, LazyLock};

use poem::http::Method;
use poem::{Endpoint, IntoResponse, PathPattern, Request, Response, Result};
use poem_openapi::{ApiExtractor, ExtractParamOptions};
use web::portal_routes::EVENTS;

use crate::Receiver;
use crate::body::EventBody;

/// The route on which requests here are counted.
static PATTERN: LazyLock<PathPattern> = LazyLock::new(|| PathPattern(EVENTS.into()));

/// The receiver in front of its documented routes, which get all other requests.
pub(crate) struct Direct<E> {
    pub(crate) receiver: Arc<Receiver>,
    pub(crate) others: E,
}

impl<E: Endpoint<Output = Response>> Endpoint for Direct<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        if request.method() != Method::POST || request.uri().path() != EVENTS {
            let mut response = Box::pin(self.others.call(request)).await?;
            if response.data::<PathPattern>().is_none() {
                response.set_data(PATTERN.clone());
            }
            return Ok(response);
        }
        let mut response = self.answer(request).await;
        response.set_data(PATTERN.clone());
        Ok(response)
    }
}

impl<E: Sync> Direct<E> {
    async fn answer(&self, request: Request) -> Response {
        let (request, mut body) = request.split();
        match EventBody::from_request(&request, &mut body, ExtractParamOptions::default()).await {
            Ok(body) => {
                let taken = self.receiver.take(&request, body).await;
                taken.map_or_else(IntoResponse::into_response, IntoResponse::into_response)
            }
            Err(error) => Box::pin(web::problem(error)).await,
        }
    }
}
