//! Lines of portals' journals.

use domain::Zone;
use domain::coded::Recorded;
use domain::journal::JournalEntry;
use time::Duration;

use crate::{Line, Words};

pub(crate) const JOURNAL: &str = "journal";

impl Words {
    /// A line of a portal's journal, with times on the clock of `zone`. A line of another version is shown as its code.
    pub fn journal(&self, entry: &Recorded<JournalEntry>, zone: &Zone) -> Line {
        let Recorded::Known(known) = entry else {
            return Line { title: entry.code(), detail: String::new() };
        };
        let mut arguments = self.arguments(known, zone);
        match known {
            JournalEntry::AlarmRaised { alarm } | JournalEntry::AlarmEnded { alarm } => {
                arguments.set("label", self.alarm_label(*alarm));
                arguments.set("meaning", self.alarm_meaning(*alarm));
            }
            JournalEntry::TestEventArrived { seconds } => {
                arguments.set("length", self.duration(Duration::seconds_f64(*seconds)));
            }
            JournalEntry::TokensNotRenewed { reason }
            | JournalEntry::SpareTokensRefused { reason }
            | JournalEntry::NotRecovered { reason, .. }
            | JournalEntry::QueueNotRead { reason } => arguments.set("reason", self.failure(reason)),
            JournalEntry::SpareTokensUsed { reason } | JournalEntry::StatusChanged { reason, .. } => {
                let reason = reason.as_ref().map(|reason| self.failure(reason));
                arguments.set("reason", reason.unwrap_or_default());
            }
            _ => {}
        }
        self.line(JOURNAL, &entry.code(), &arguments)
    }
}
