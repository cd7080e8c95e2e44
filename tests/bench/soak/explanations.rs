//! The causes that explain each line of the log; nothing explains a line that is not here.

use super::causes::Cause::{
    self, Authority, Burst, Clock, Connections, Ended, Installed, Methods, Paid, Purged, Removed, Renamed, Stalled,
    Started, Starved, Tokens, Updated,
};

/// Causes of failed calls to or for a portal.
const CALLS: &[Cause] = &[Authority, Methods, Paid, Removed, Renamed, Tokens, Updated, Stalled, Ended, Installed];

/// Causes of long waits for the database.
const WAITS: &[Cause] = &[Stalled, Starved];

/// Causes by line prefix.
const LINES: [(&str, &[Cause]); 40] = [
    ("TOMBSTONE_ALLOW_PRIVATE_ENDPOINTS", &[Started]),
    ("acquired connection, but time to acquire exceeded", WAITS),
    ("the database is away", WAITS),
    ("the database can't be written", WAITS),
    ("the job failed; the worker retries it", WAITS),
    ("a refusal may be missing from the audit", WAITS),
    ("the audit lacks this line", WAITS),
    ("an install waits for the database", WAITS),
    ("an event could not be handled", WAITS),
    ("the database did not answer in time", WAITS),
    ("no process received events for a while", &[Ended, Clock]),
    (
        "an alarm was raised",
        &[Authority, Methods, Paid, Removed, Renamed, Tokens, Updated, Ended, Clock, Burst, Installed],
    ),
    ("much was deleted at once", &[Burst]),
    ("it is tried again in some minutes", CALLS),
    ("it takes too long; it is tried again", CALLS),
    ("the portal can't be looked at; it is tried again", CALLS),
    ("the portal leaves questions open", CALLS),
    ("the portal's application_token can't be learned yet", CALLS),
    ("the portal could not be asked for a test event", CALLS),
    ("the portal sends us to a host that is not confirmed", &[Renamed]),
    ("tokens can't be renewed; it is tried again", &[Authority, Stalled, Ended, Methods]),
    ("the authorization server refuses to renew tokens", &[Removed, Paid, Ended, Installed]),
    ("an install waits for the authorization server", &[Authority, Stalled, Ended]),
    ("an install could not be verified", &[Authority, Removed, Stalled]),
    ("refused; more of the kind in this minute is only counted", &[Updated, Removed, Installed, Authority]),
    ("events could not be bound", CALLS),
    ("binding events broke off", CALLS),
    ("the portal did not bind all events", CALLS),
    ("the portal can't be asked for its application_token", CALLS),
    ("the authorization server can't say whether the app is still installed", CALLS),
    ("who opened the app can't be verified", CALLS),
    ("handlers of no use can't be unbound now", CALLS),
    ("the portal did not return its users' names", CALLS),
    ("an operator requested a purge of the portal", &[Purged]),
    ("events of a purged portal stay in the event log for an hour", &[Purged]),
    ("not all is indexed; the next start goes on", &[Ended]),
    ("the job takes too long to end", &[Ended]),
    ("closing timed out; it is left open", &[Ended]),
    ("a renewal of tokens has no answer yet", &[Ended, Authority]),
    ("all connections are in use", &[Connections]),
];

/// Causes that may explain this line.
pub(crate) fn causes_of(message: &str) -> &'static [Cause] {
    LINES.iter().find(|(beginning, _)| message.starts_with(beginning)).map_or(&[], |(_, causes)| causes)
}
