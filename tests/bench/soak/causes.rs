//! What was done to the service and to portals, and when: this explains lines of the log.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a cause may still have effects: retries come later and later, and a check is due again within minutes.
const FELT: Duration = Duration::from_mins(6);
/// The same for a burst: the clock that decides what counts together may be set back meanwhile.
const BURST_FELT: Duration = Duration::from_mins(12);

/// What may explain log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Cause {
    /// The service is started.
    Started,
    /// The service is killed, or ended in order.
    Ended,
    /// The service is held still for a moment.
    Stalled,
    /// The authorization server answers badly or not at all.
    Authority,
    /// The portal's methods answer badly or not at all.
    Methods,
    /// The clock jumps.
    Clock,
    /// Things are deleted at full speed.
    Burst,
    /// The portal installs the app.
    Installed,
    /// The app is updated there, which brings a new application token.
    Updated,
    /// The portal's paid period ends, or is renewed.
    Paid,
    /// The portal gives the app up.
    Removed,
    /// The portal's data is purged by the operator.
    Purged,
    /// The portal's address changes.
    Renamed,
    /// The portal's tokens end early.
    Tokens,
    /// Connections that bring nothing or half of something.
    Connections,
    /// Nobody did it on purpose: others keep the machine so busy that the service waits for a processor.
    Starved,
}

#[derive(Clone, Debug)]
struct Happened {
    cause: Cause,
    /// The portal; all if none.
    member_id: Option<String>,
    to: Option<Instant>,
}

#[derive(Debug, Default)]
pub(crate) struct Causes(Mutex<Vec<Happened>>);

/// A cause that lasts until it is ended.
#[derive(Debug)]
#[must_use]
pub(crate) struct Under(usize);

impl Causes {
    fn with<T>(&self, look: impl FnOnce(&mut Vec<Happened>) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Begins a cause, for a portal or for all.
    pub(crate) fn begin(&self, cause: Cause, member_id: Option<String>) -> Under {
        let happened = Happened { cause, member_id, to: None };
        Under(self.with(|all| {
            all.push(happened);
            all.len() - 1
        }))
    }

    pub(crate) fn end(&self, under: &Under) {
        self.with(|all| all[under.0].to = Some(Instant::now()));
    }

    /// Notes a momentary cause.
    pub(crate) fn note(&self, cause: Cause, member_id: Option<String>) {
        let under = self.begin(cause, member_id);
        self.end(&under);
    }

    /// Whether one of these explains what is logged now about this portal, or about none.
    pub(crate) fn explain(&self, causes: &[Cause], member_id: Option<&str>) -> bool {
        let now = Instant::now();
        let fits = |happened: &Happened, later: &[Happened]| {
            let concerned = match (&happened.member_id, member_id) {
                (Some(one), Some(other)) => one == other,
                _ => true,
            };
            let lasts = match happened.cause {
                // The old address leads to the new one forever, and is called until tokens confirm it.
                Cause::Renamed => true,
                // A portal that gave the app up unheard is called until it installs the app again.
                Cause::Removed => {
                    !later.iter().any(|later| later.cause == Cause::Installed && later.member_id == happened.member_id)
                }
                _ => false,
            };
            let felt = if happened.cause == Cause::Burst { BURST_FELT } else { FELT };
            concerned && causes.contains(&happened.cause) && (lasts || happened.to.is_none_or(|to| now < to + felt))
        };
        self.with(|all| (0..all.len()).rev().any(|at| fits(&all[at], &all[at..])))
    }

    /// How often each happened.
    pub(crate) fn counts(&self) -> Vec<(Cause, usize)> {
        let mut counts = std::collections::BTreeMap::new();
        self.with(|all| all.iter().for_each(|happened| *counts.entry(happened.cause).or_default() += 1));
        counts.into_iter().collect()
    }
}
