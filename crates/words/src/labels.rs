//! Labels of states, in a word or two, and what the states mean.

use domain::Zone;
use domain::coded::Coded;
use domain::deletion::Source;
use domain::gap::GapState;
use domain::health::{AlarmKind, Condition};
use domain::portal::{OfflineQueue, PortalStatus, PurgeReason, TokenHealth};
use domain::recovery::RecoveryOutcome;
use domain::requested_task::{RequestedTask, TaskOutcome, TaskRefusal};

use crate::{Argument, Words};

const LABEL: &str = "label";

impl Words {
    /// A portal's status, in a word or two.
    pub fn status_label(&self, status: PortalStatus) -> String {
        self.attribute("status", status.as_str(), LABEL)
    }

    /// What a portal's status means, as a sentence; empty where its condition or its alarms say it.
    pub fn status_meaning(&self, status: PortalStatus) -> String {
        self.attribute("status", status.as_str(), "meaning")
    }

    /// What to do about a portal's status, as sentences; empty if nothing, or if its alarms say it. The data of a
    /// portal that removed the app is kept for `uninstalled_days`, forever if 0.
    pub fn status_advice(&self, status: PortalStatus, uninstalled_days: u16) -> String {
        let days = [("days", uninstalled_days.argument())].into_iter().collect();
        self.find("status", status.as_str(), Some("advice"), &days).unwrap_or_default()
    }

    /// A portal's condition, in a word or two; empty where its status or its alarms say it.
    pub fn condition_label(&self, condition: Condition) -> String {
        self.attribute("condition", condition.as_str(), LABEL)
    }

    /// An alarm, in a word or two.
    pub fn alarm_label(&self, kind: AlarmKind) -> String {
        self.attribute("alarm", kind.as_str(), LABEL)
    }

    /// The state of a portal's tokens, in a word or two.
    pub fn token_label(&self, health: TokenHealth) -> String {
        self.plain("token", health.as_str())
    }

    /// What the state of the tokens means, as a sentence.
    pub fn token_meaning(&self, health: TokenHealth) -> String {
        self.attribute("token", health.as_str(), "meaning")
    }

    /// What a portal's offline queue is good for, in a few words.
    pub fn queue_label(&self, queue: OfflineQueue) -> String {
        self.plain("queue", queue.as_str())
    }

    /// What that means, as sentences; empty if nothing is known.
    pub fn queue_meaning(&self, queue: OfflineQueue) -> String {
        self.attribute("queue", queue.as_str(), "meaning")
    }

    /// How a deletion came, in a word.
    pub fn source_label(&self, source: Source) -> String {
        self.plain("source", source.as_str())
    }

    /// How a deletion came, as a sentence.
    pub fn source_meaning(&self, source: Source) -> String {
        self.attribute("source", source.as_str(), "meaning")
    }

    /// How a reading of an offline queue ended, in a few words.
    pub fn recovery_label(&self, outcome: RecoveryOutcome) -> String {
        self.attribute("recovery", outcome.as_str(), LABEL)
    }

    /// The state of a gap, in a word.
    pub fn gap_label(&self, state: GapState) -> String {
        self.attribute("gap", state.as_str(), LABEL)
    }

    /// How the portal has the app, by its status letter (docs/protocol.md 1.4); an unknown letter stays as it is.
    pub fn app_status(&self, letter: &str) -> String {
        let known = matches!(letter, "F" | "L" | "D" | "T" | "P" | "S");
        if known { self.plain("app-status", &letter.to_ascii_lowercase()) } else { letter.to_owned() }
    }

    /// Why a portal's data was removed, as a part of a sentence.
    pub fn purge_reason(&self, reason: PurgeReason) -> String {
        let key = match reason {
            PurgeReason::Removal => "purge-removal",
            PurgeReason::Operator => "purge-operator",
            PurgeReason::Administrator => "purge-administrator",
            PurgeReason::Uninstalled(_) => "purge-uninstalled",
        };
        self.text_with(key, &[("days", &reason.days().unwrap_or_default())])
    }

    /// A task that can be requested, as its button says it.
    pub fn task(&self, requested: RequestedTask) -> String {
        self.plain("task", requested.as_str())
    }

    /// How a requested task ended, as a sentence or two.
    pub fn task_outcome(&self, requested: RequestedTask, outcome: &TaskOutcome) -> String {
        let mut arguments = self.arguments(outcome, &Zone::default());
        arguments.set("task", requested.as_str());
        if let TaskOutcome::Failed { reason } = outcome {
            arguments.set("reason", self.failure(reason));
        }
        self.say("outcome", &Coded::of(outcome).code, &arguments)
    }

    /// Why a task makes no sense for a portal now, as a sentence.
    pub fn task_refusal(&self, refusal: TaskRefusal) -> String {
        self.plain("task-refused", refusal.as_str())
    }
}
