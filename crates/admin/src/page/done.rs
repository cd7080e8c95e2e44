//! What a form did, for the page that it leads to.

use poem::Request;
use poem::web::Redirect;
use url::form_urlencoded;

/// Redirects to a page, which reports what was done.
pub(crate) fn redirect(path: &str, done: &str) -> Redirect {
    Redirect::see_other(format!("{path}?done={done}"))
}

/// What was done, if the page follows a form.
pub(crate) fn read(req: &Request) -> Option<String> {
    let query = req.uri().query().unwrap_or_default();
    let done = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "done");
    done.map(|(_, done)| done.into_owned())
}
