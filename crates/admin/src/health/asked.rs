//! What was asked to be done a moment ago, and what became of it.

use domain::clock::{from_micros, micros};
use domain::health::Health;
use domain::requested_task::RequestedTask;
use store::Call;
use time::{Duration, OffsetDateTime};
use url::form_urlencoded;

use super::labels;
use crate::labels::recovery as said;

/// How long a requested task is followed.
const FOLLOWED: Duration = Duration::hours(1);
/// After how long it is odd that nobody took it up.
const ODD: Duration = Duration::seconds(45);

/// A requested task that is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    requested: RequestedTask,
    at: OffsetDateTime,
}

/// What is told of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) tone: &'static str,
    pub(crate) title: String,
    pub(crate) text: String,
}

impl Asked {
    /// A task requested now.
    pub(crate) fn now(requested: RequestedTask, at: OffsetDateTime) -> Self {
        Self { requested, at }
    }

    /// What an address names, unless that was long ago.
    pub(crate) fn read(query: Option<&str>, now: OffsetDateTime) -> Option<Self> {
        let (mut requested, mut at) = (None, None);
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            match &*name {
                "asked" => requested = RequestedTask::ALL.into_iter().find(|requested| requested.as_str() == value),
                "at" => at = value.parse().ok().filter(|at| (0..=micros(now)).contains(at)).map(from_micros),
                _ => {}
            }
        }
        let asked = Self { requested: requested?, at: at? };
        (now - asked.at <= FOLLOWED).then_some(asked)
    }

    /// What stands in the address for it.
    pub(crate) fn query(&self) -> String {
        format!("?asked={}&at={}", self.requested.as_str(), micros(self.at))
    }

    /// What became of it.
    pub(crate) fn outcome(&self, health: &Health, calls: &[Call], now: OffsetDateTime) -> Outcome {
        let found = match self.requested {
            _ if !health.portal.status.is_called() => {
                Some(told("bad", "The portal can’t be called any more.", "What is known is above and below."))
            }
            RequestedTask::Check => self.check(health),
            RequestedTask::Probe => self.probe(health, now),
            RequestedTask::Recover => self.recovery(health),
        };
        found.unwrap_or_else(|| self.nothing_yet(calls, now))
    }

    fn check(&self, health: &Health) -> Option<Outcome> {
        let known = health.portal.subscriptions.as_ref().filter(|known| known.checked_at >= self.at);
        let asked = health.portal.plan.as_ref().and_then(|plan| plan.checked_at).filter(|at| *at >= self.at);
        let Some(known) = known else {
            return asked.map(|_| told("ok", "Checked.", "The portal said what it pays for; see below."));
        };
        let bound = format!("{} of {} events are bound.", known.found(), known.expected);
        let tone = if known.missing.is_empty() { "ok" } else { "warn" };
        Some(told(tone, "Checked.", &bound))
    }

    fn probe(&self, health: &Health, now: OffsetDateTime) -> Option<Outcome> {
        let probe = health.portal.probe.filter(|probe| probe.sent_at >= self.at)?;
        Some(match probe.seconds() {
            Some(seconds) => told("ok", "The test event arrived.", &format!("It came {}.", labels::after(seconds))),
            None if probe.is_lost(now) => told("bad", "The test event did not arrive.", "Ten minutes are over."),
            None => told(
                "",
                "The portal was asked to send a test event.",
                "It has not arrived yet; this page shows it when it does.",
            ),
        })
    }

    fn recovery(&self, health: &Health) -> Option<Outcome> {
        let recovery = health.recovery.as_ref().filter(|recovery| recovery.begun_at >= self.at)?;
        let tone = said::read(recovery.outcome).tone;
        let english = words::english();
        Some(Outcome { tone, title: english.recovery_outcome(recovery.outcome), text: english.recovery(recovery) })
    }

    fn nothing_yet(&self, calls: &[Call], now: OffsetDateTime) -> Outcome {
        let title = match self.requested {
            RequestedTask::Check => "A check was asked for.",
            RequestedTask::Probe => "A test event was asked for.",
            RequestedTask::Recover => "Reading the offline queue was asked for.",
        };
        if calls.iter().any(|call| call.at >= self.at) {
            return told("", title, "The portal is being called; the calls below tell what it answers.");
        }
        if now - self.at > ODD {
            return told(
                "warn",
                title,
                "Nobody has taken it up yet. See that a process with the role worker is running.",
            );
        }
        told("", title, "The outcome appears here by itself, usually within seconds.")
    }
}

fn told(tone: &'static str, title: &str, text: &str) -> Outcome {
    Outcome { tone, title: title.to_owned(), text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

    #[test]
    fn requested_task_is_read_as_it_is_written_while_it_is_fresh() {
        let asked = Asked::now(RequestedTask::Probe, NOW);
        let query = asked.query();
        let read = |now| Asked::read(query.strip_prefix('?'), now);
        assert_eq!(read(NOW), Some(asked));
        assert_eq!(read(NOW + FOLLOWED + Duration::SECOND), None);
        assert_eq!(read(NOW - Duration::SECOND), None, "nobody asked in the future");
        for query in ["", "asked=check", "asked=burn&at=1", "asked=check&at=x", "asked=check&at=-9223372036854775808"] {
            assert_eq!(Asked::read(Some(query), NOW), None, "{query}");
        }
    }
}
