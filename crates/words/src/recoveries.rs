//! Readings of offline queues, and the gaps that they close.

use domain::gap::{Gap, GapState};
use domain::recovery::{Recovery, RecoveryOutcome};
use fluent_bundle::FluentArgs;

use crate::Words;

const RECOVERY: &str = "recovery";
const GAP: &str = "gap";

impl Words {
    /// How a reading ended, as a sentence.
    pub fn recovery_outcome(&self, outcome: RecoveryOutcome) -> String {
        self.plain(RECOVERY, outcome.as_str())
    }

    /// What a reading found, or why it found nothing, as sentences.
    pub fn recovery(&self, recovery: &Recovery) -> String {
        let reached = matches!(recovery.outcome, RecoveryOutcome::Complete | RecoveryOutcome::Partial);
        let found = (reached || recovery.found > 0).then(|| self.counted(RECOVERY, "found", recovery.found));
        let why = recovery.reason.as_ref().map(|reason| self.failure(reason));
        let left = (recovery.unreadable > 0).then(|| self.counted(RECOVERY, "unreadable", recovery.unreadable));
        [found, why, left].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// The state of a gap, as a sentence or two.
    pub fn gap(&self, gap: &Gap) -> String {
        let why = gap.reason.as_ref().map(|reason| self.failure(reason));
        let mut arguments = FluentArgs::new();
        arguments.set("count", gap.found);
        arguments.set(
            "reason",
            match gap.state {
                GapState::Open => why.unwrap_or_else(|| self.plain(GAP, "waiting")),
                GapState::Lost | GapState::Closed => why.unwrap_or_default(),
            },
        );
        self.say(GAP, gap.state.as_str(), &arguments)
    }

    fn counted(&self, subject: &str, code: &str, count: u64) -> String {
        let mut arguments = FluentArgs::new();
        arguments.set("count", count);
        self.say(subject, code, &arguments)
    }
}
