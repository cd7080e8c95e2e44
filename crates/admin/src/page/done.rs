//! What was just done, for the page that a form leads to.

use poem::Request;
use poem::web::Redirect;
use url::form_urlencoded;

/// To a page, which says that it was done.
pub(crate) fn redirect(path: &str, done: &str) -> Redirect {
    Redirect::see_other(format!("{path}?done={done}"))
}

/// What was done, if the page comes after a form.
pub(crate) fn read(req: &Request) -> Option<String> {
    let query = req.uri().query().unwrap_or_default();
    let done = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "done");
    done.map(|(_, done)| done.into_owned())
}
