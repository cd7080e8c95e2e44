//! Events that we answered but have in no database yet: which process has them, and what to do.

use store::Process;
use time::Duration;

use crate::access::sight::Sight;
use crate::page::error::PageError;
use crate::page::frame::Frame;
use crate::page::when::When;
use crate::portals::alarms::{Piece, pieces};

/// A process that has not reported for this long is gone or hangs.
const GONE: Duration = Duration::seconds(15);
/// How long an event is normally on its way, at most.
const EVERYDAY: Duration = Duration::seconds(10);

/// A process with events that the database does not have.
pub(crate) struct SpoolView {
    /// The message key of its title.
    pub(crate) title: &'static str,
    pub(crate) events: u64,
    pub(crate) tone: &'static str,
    pub(crate) advice: Vec<Piece>,
    pub(crate) process: String,
    pub(crate) roles: String,
    pub(crate) since: Option<When>,
    pub(crate) alive: When,
}

impl SpoolView {
    /// `None` if this is everyday work.
    fn of(process: Process, frame: &Frame) -> Option<Self> {
        let is_gone = frame.now - process.alive_at > GONE;
        let lasts = process.spool_oldest_at.is_none_or(|oldest| frame.now - oldest > EVERYDAY);
        if !is_gone && !lasts {
            return None;
        }
        let (title, tone, advice) = if is_gone {
            ("spool-gone", "bad", frame.t("spool-gone.advice"))
        } else {
            ("spool-waiting", "warn", frame.t("spool-waiting.advice"))
        };
        Some(Self {
            title,
            events: process.spool_events,
            tone,
            advice: pieces(&advice),
            process: process.id,
            roles: process.roles.replace(',', ", "),
            since: process.spool_oldest_at.map(|oldest| frame.when(oldest)),
            alive: frame.when(process.alive_at),
        })
    }
}

/// The processes whose events need attention, those with the oldest events first.
pub(crate) async fn find(sight: &Sight, frame: &Frame) -> Result<Vec<SpoolView>, PageError> {
    if !sight.is_unlimited() {
        return Ok(Vec::new()); // nobody knows whose events they are
    }
    let processes = sight.service().list_spooling().await?;
    Ok(processes.into_iter().filter_map(|process| SpoolView::of(process, frame)).collect())
}
