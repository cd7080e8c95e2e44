//! By which clock a page shows times: that of the zone that the operator chose, otherwise that of the browser, otherwise UTC.

use domain::Zone;
use domain::operator::Session;
use poem::Request;

/// The cookie in which the pages' script says where the browser is.
pub(crate) const COOKIE: &str = "tombstone_zone";

/// The zone for the answer to a request.
pub(crate) fn zone_for(req: &Request) -> Zone {
    let chosen = req.extensions().get::<Session>().and_then(|session| session.preferences.zone.as_deref());
    let chosen = chosen.and_then(|name| name.parse().ok());
    let browser = || req.cookie().get(COOKIE).and_then(|cookie| cookie.value_str().parse().ok());
    chosen.or_else(browser).unwrap_or_default()
}
