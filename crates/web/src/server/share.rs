//! The shares of memory and places that requests take from.

use crate::portal_routes::EVENTS;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share {
    /// Events of portals, and health checks.
    Events,
    /// Installs, at whichever address they arrive.
    Installs,
    /// Everything else.
    Other,
}

impl Share {
    pub(super) fn of(path: &str) -> Self {
        if is_below(EVENTS, path) || is_below("/health", path) {
            Self::Events
        } else if is_below("/bitrix24/install", path) {
            Self::Installs
        } else {
            Self::Other
        }
    }
}

/// Whether a path is `base` or below it.
pub(crate) fn is_below(base: &str, path: &str) -> bool {
    path.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
