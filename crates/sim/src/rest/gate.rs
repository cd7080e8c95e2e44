//! Stops calls before they reach a portal's REST: a server closed to the outside, or an expired on-premise licence
//! (docs/protocol.md 8.2, 8.4).

use crate::portal::switches::ExpiredLicence;
use crate::server::answer::Answer;
use crate::server::call::Call;
use crate::state::PortalState;

/// Where an expired licence redirects browsers.
pub(crate) const LICENCE_PAGE: &str = "/bitrix/coupon_activation.php";

const CLOSED: &str = "<!doctype html><html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1>\
                      </center><hr><center>nginx</center></body></html>";

/// The answer to a REST call that is stopped. `url` is the portal's, without a final slash.
pub(crate) fn stopped(portal: &PortalState, url: &str, call: &Call) -> Option<Answer> {
    if portal.switches.rest_closed {
        return Some(Answer::html(403, CLOSED));
    }
    let path = match portal.switches.licence_expired? {
        ExpiredLicence::ToItself => call.target.as_str(),
        ExpiredLicence::ToLicencePage => LICENCE_PAGE,
    };
    Some(Answer::Redirect(format!("{url}{path}")))
}

pub(crate) fn licence_page() -> Answer {
    Answer::html(
        200,
        "<!doctype html><title>Licence</title><h1>The licence has expired</h1><form>Coupon: <input></form>",
    )
}
