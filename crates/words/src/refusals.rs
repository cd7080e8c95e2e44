//! Why something was refused.

use domain::coded::Coded;
use domain::refusal::RefusalReason;

use crate::Words;
use crate::arguments::arguments;

pub(crate) const REFUSAL: &str = "refusal";

impl Words {
    /// The reason as a sentence.
    pub fn refusal(&self, reason: &RefusalReason) -> String {
        self.say(REFUSAL, &Coded::of(reason).code, &arguments(reason))
    }
}
