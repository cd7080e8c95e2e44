//! Lines of the audit.

use domain::Zone;
use domain::audit::{AuditEntry, AuditKind};
use domain::coded::Recorded;

use crate::{Line, Words};

pub(crate) const AUDIT: &str = "audit";

impl Words {
    /// A line of the audit, with times on the clock of `zone`. A line of another version is shown as its code.
    pub fn audit(&self, entry: &Recorded<AuditEntry>, zone: &Zone) -> Line {
        let Recorded::Known(known) = entry else {
            let code = entry.code();
            let title = code.parse().map_or(code, |kind| self.audit_kind(kind));
            return Line { title, detail: String::new() };
        };
        let mut arguments = self.arguments(known, zone);
        if let Some(reason) = known.refusal() {
            arguments.set("reason", self.refusal_in(reason, zone));
        }
        if let AuditEntry::TaskEnded { task, outcome } = known {
            arguments.set("outcome", self.task_outcome(*task, outcome));
        }
        if let AuditEntry::PortalPurged { reason, .. } = known {
            arguments.set("cause", reason.as_str());
            arguments.set("days", reason.days().unwrap_or_default());
        }
        self.line(AUDIT, &entry.code(), &arguments)
    }

    /// A kind of audit lines, in few words.
    pub fn audit_kind(&self, kind: AuditKind) -> String {
        self.plain(AUDIT, kind.as_str())
    }
}
