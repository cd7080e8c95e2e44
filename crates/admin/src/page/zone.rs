//! The zone of a page's times: the operator's choice, else the browser's, else UTC.

use domain::Zone;
use domain::operator::Session;
use poem::Request;

/// The cookie in which our script stores the browser's zone.
pub(crate) const COOKIE: &str = "tombstone_zone";

pub(crate) fn zone_for(req: &Request) -> Zone {
    let chosen = req.extensions().get::<Session>().and_then(|session| session.preferences.zone.as_deref());
    let chosen = chosen.and_then(|name| name.parse().ok());
    let browser = || req.cookie().get(COOKIE).and_then(|cookie| cookie.value_str().parse().ok());
    chosen.or_else(browser).unwrap_or_default()
}
