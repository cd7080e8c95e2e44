//! Events that were answered and are in no database yet: which process has them, and what to do.

use store::{Process, Store};
use time::Duration;

use crate::alarms::{Piece, pieces};
use crate::error::PageError;
use crate::frame::Frame;
use crate::when::When;
use crate::words;

/// A process that has not told for so long does not run, or hangs.
const GONE: Duration = Duration::seconds(15);
/// So long an event may be on its way in everyday work.
const EVERYDAY: Duration = Duration::seconds(10);

const START: &str = "They were answered and are nowhere but in its data folder. Start it again on the same folder, and it moves them to the database by itself; keep the folder until then. Its file `process` holds the name below.";
const LOOK: &str = "They were answered and are nowhere but in the data folder of a process that runs. It moves them there as soon as the database takes events; if it lasts, `tombstone doctor` with its settings says why.";

/// A process with events that the database does not have.
pub(crate) struct SpoolView {
    pub(crate) title: String,
    pub(crate) tone: &'static str,
    pub(crate) advice: Vec<Piece>,
    pub(crate) process: String,
    pub(crate) roles: String,
    pub(crate) since: Option<When>,
    pub(crate) alive: When,
}

impl SpoolView {
    /// None if that is nothing but everyday work.
    fn of(process: Process, frame: &Frame) -> Option<Self> {
        let is_gone = frame.now - process.alive_at > GONE;
        let lasts = process.spool_oldest_at.is_none_or(|oldest| frame.now - oldest > EVERYDAY);
        if !is_gone && !lasts {
            return None;
        }
        let events = match process.spool_events {
            1 => "1 event waits".to_owned(),
            events => format!("{} events wait", words::count(events)),
        };
        let (place, tone, advice) =
            if is_gone { ("in a process that does not run", "bad", START) } else { ("for the database", "warn", LOOK) };
        Some(Self {
            title: format!("{events} {place}"),
            tone,
            advice: pieces(advice),
            process: process.id,
            roles: process.roles.replace(',', ", "),
            since: process.spool_oldest_at.map(|oldest| frame.when(oldest)),
            alive: frame.when(process.alive_at),
        })
    }
}

/// The processes whose events need somebody, those with the oldest events first.
pub(crate) async fn find(store: &Store, frame: &Frame) -> Result<Vec<SpoolView>, PageError> {
    let processes = store.list_spooling().await?;
    Ok(processes.into_iter().filter_map(|process| SpoolView::of(process, frame)).collect())
}
