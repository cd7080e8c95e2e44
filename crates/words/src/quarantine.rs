//! Why events are in quarantine.

use domain::Zone;
use domain::coded::Coded;
use domain::quarantine::QuarantineReason;

use crate::Words;

pub(crate) const QUARANTINE: &str = "quarantine-reason";

impl Words {
    /// Why an event is in quarantine, as sentences.
    pub fn quarantine_reason(&self, reason: &QuarantineReason) -> String {
        self.say(QUARANTINE, &Coded::of(reason).code, &self.arguments(reason, &Zone::default()))
    }
}
