//! Why something was refused.

use domain::Zone;
use domain::coded::Coded;
use domain::refusal::RefusalReason;

use crate::Words;

pub(crate) const REFUSAL: &str = "refusal";

impl Words {
    /// The reason as a sentence.
    pub fn refusal(&self, reason: &RefusalReason) -> String {
        self.refusal_in(reason, &Zone::default())
    }

    /// The reason as a sentence, with times on the clock of `zone`.
    pub(crate) fn refusal_in(&self, reason: &RefusalReason, zone: &Zone) -> String {
        self.say(REFUSAL, &Coded::of(reason).code, &self.arguments(reason, zone))
    }
}
