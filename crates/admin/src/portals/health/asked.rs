//! A task that was requested a moment ago, and its outcome.

use domain::clock::{from_micros, micros};
use domain::health::Health;
use domain::requested_task::{LastRequest, RequestedTask};
use store::Call;
use time::{Duration, OffsetDateTime};
use url::form_urlencoded;

use crate::page::frame::Frame;
use crate::page::labels;

/// How long a requested task is followed.
const FOLLOWED: Duration = Duration::hours(1);
/// A task that no worker has taken up for this long is odd.
const ODD: Duration = Duration::seconds(45);

/// A requested task that is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FollowedTask {
    requested: RequestedTask,
    at: OffsetDateTime,
}

/// What the page says about the task.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) tone: &'static str,
    pub(crate) title: String,
    pub(crate) text: String,
}

impl FollowedTask {
    pub(crate) fn now(requested: RequestedTask, at: OffsetDateTime) -> Self {
        Self { requested, at }
    }

    /// The task in the query string, unless it is too old.
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

    /// The query string that names it.
    pub(crate) fn query(&self) -> String {
        format!("?asked={}&at={}", self.requested.as_str(), micros(self.at))
    }

    pub(crate) fn task(&self) -> RequestedTask {
        self.requested
    }

    /// The outcome of the task; `request` is its last request.
    pub(crate) fn outcome(
        &self,
        health: &Health,
        request: Option<&LastRequest>,
        calls: &[Call],
        frame: &Frame,
    ) -> Outcome {
        let found = match self.requested {
            _ if !health.portal.status.is_called() => {
                Some(outcome("bad", frame.t("asked-not-called"), frame.t("asked-not-called.text")))
            }
            RequestedTask::Check => self.check(health, frame),
            RequestedTask::Probe => self.probe(health, frame),
            RequestedTask::Recover => self.recovery(health, frame),
            RequestedTask::Renew => None,
        };
        let found = found.or_else(|| self.ended(request, frame));
        found.unwrap_or_else(|| self.nothing_yet(calls, frame))
    }

    fn check(&self, health: &Health, frame: &Frame) -> Option<Outcome> {
        let known = health.portal.subscriptions.as_ref().filter(|known| known.checked_at >= self.at);
        let asked = health.portal.plan.as_ref().and_then(|plan| plan.checked_at).filter(|at| *at >= self.at);
        let Some(known) = known else {
            return asked.map(|_| outcome("ok", frame.t("asked-checked"), frame.t("asked-checked.plan")));
        };
        let bound = frame.t2("asked-bound", "found", known.found(), "expected", known.expected);
        let tone = if known.missing.is_empty() { "ok" } else { "warn" };
        Some(outcome(tone, frame.t("asked-checked"), bound))
    }

    fn probe(&self, health: &Health, frame: &Frame) -> Option<Outcome> {
        let probe = health.portal.probe.filter(|probe| probe.sent_at >= self.at)?;
        Some(match probe.seconds() {
            Some(seconds) => {
                let text =
                    frame.t1("asked-arrived-after", "length", frame.words.duration(Duration::seconds_f64(seconds)));
                outcome("ok", frame.t("asked-arrived"), text)
            }
            None if probe.is_lost(frame.now) => outcome("bad", frame.t("asked-lost"), frame.t("asked-lost.text")),
            None => outcome("", frame.t("asked-sent"), frame.t("asked-sent.text")),
        })
    }

    fn recovery(&self, health: &Health, frame: &Frame) -> Option<Outcome> {
        let recovery = health.recovery.as_ref().filter(|recovery| recovery.begun_at >= self.at)?;
        let (tone, words) = (labels::recovery_tone(recovery.outcome), frame.words);
        Some(outcome(tone, words.recovery_outcome(recovery.outcome), words.recovery(recovery)))
    }

    /// The outcome that the worker reported.
    fn ended(&self, request: Option<&LastRequest>, frame: &Frame) -> Option<Outcome> {
        let ended = request.filter(|request| request.asked_at >= self.at)?.outcome.as_ref()?;
        let text = frame.words.task_outcome(self.requested, ended);
        let tone = labels::outcome_tone(ended);
        let title = frame.t(if tone == "bad" { "asked-failed" } else { "asked-ended" });
        Some(outcome(tone, title, text))
    }

    fn nothing_yet(&self, calls: &[Call], frame: &Frame) -> Outcome {
        let title = frame.t(match self.requested {
            RequestedTask::Check => "asked-check",
            RequestedTask::Probe => "asked-probe",
            RequestedTask::Recover => "asked-recover",
            RequestedTask::Renew => "asked-renew",
        });
        if calls.iter().any(|call| call.at >= self.at) {
            return outcome("", title, frame.t("asked-in-flight"));
        }
        if frame.now - self.at > ODD {
            return outcome("warn", title, frame.t("asked-nobody"));
        }
        outcome("", title, frame.t("asked-soon"))
    }
}

fn outcome(tone: &'static str, title: String, text: String) -> Outcome {
    Outcome { tone, title, text }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

    #[test]
    fn requested_task_is_read_as_it_is_written_while_it_is_fresh() {
        let asked = FollowedTask::now(RequestedTask::Probe, NOW);
        let query = asked.query();
        let read = |now| FollowedTask::read(query.strip_prefix('?'), now);
        assert_eq!(read(NOW), Some(asked));
        assert_eq!(read(NOW + FOLLOWED + Duration::SECOND), None);
        assert_eq!(read(NOW - Duration::SECOND), None, "nobody asked in the future");
        for query in ["", "asked=check", "asked=burn&at=1", "asked=check&at=x", "asked=check&at=-9223372036854775808"] {
            assert_eq!(FollowedTask::read(Some(query), NOW), None, "{query}");
        }
    }
}
