//! The audit: what operators and programs did, and what was refused.

mod entry;
mod examples;
mod kind;
mod refused;

pub use entry::AuditEntry;
pub use kind::AuditKind;
pub use refused::Refused;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_read_as_it_is_kept() {
        crate::coded::assert_kept(&AuditEntry::examples());
    }

    #[test]
    fn each_entry_has_a_kind_to_filter_by() {
        let codes = crate::coded::codes::<AuditEntry>();
        assert_eq!(codes, AuditKind::ALL.map(AuditKind::as_str));
        for kind in AuditKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
    }
}
