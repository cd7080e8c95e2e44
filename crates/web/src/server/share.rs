//! Whose share of memory and places a request takes from.

/// Whose share a request takes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share {
    /// Events of portals, and whoever asks how the process is.
    Events,
    /// Installs, whichever address they come to.
    Installs,
    /// Everything else.
    Other,
}

impl Share {
    /// By where a request goes.
    pub(super) fn of(path: &str) -> Self {
        if is_of_events(path) || is_below("/health", path) {
            Self::Events
        } else if is_below("/bitrix24/install", path) {
            Self::Installs
        } else {
            Self::Other
        }
    }
}

/// Whether a request brings an event.
pub(super) fn is_of_events(path: &str) -> bool {
    is_below("/bitrix24/events", path)
}

fn is_below(base: &str, path: &str) -> bool {
    path.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
