//! The methods that an address takes, from the document.

use std::sync::Arc;

use poem::{Endpoint, Request, Response};

use crate::parameters;

pub(crate) use web::methods::read_only;

/// Answers `OPTIONS` and methods that the address does not take. Needs no key.
pub(crate) async fn look<E: Endpoint<Output = Response>>(endpoint: Arc<E>, request: Request) -> poem::Result<Response> {
    web::methods::take(&parameters::methods(request.uri().path()), endpoint, request).await
}
