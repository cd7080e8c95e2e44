//! Journal and audit store codes with any parameters and read them back.

use domain::audit::AuditEntry;
use domain::coded::Recorded;
use domain::journal::JournalEntry;

use crate::support::{House, member_id};

#[tokio::test]
async fn every_entry_of_the_journal_is_read_as_it_was_written() {
    let house = House::new().await;
    let portal = member_id("a");
    house.install(&portal, "a.example", "token").await;
    let tenant = house.store.tenant(&portal);
    for entry in JournalEntry::examples() {
        tenant.record_journal(house.clock.now(), &entry).await.unwrap();
    }
    let kept = tenant.list_journal(JournalEntry::examples().len() as u64).await.unwrap();
    let kept: Vec<_> = kept.into_iter().rev().map(|line| line.entry).collect();
    assert_eq!(kept, JournalEntry::examples().into_iter().map(Recorded::Known).collect::<Vec<_>>());
}

#[tokio::test]
async fn every_entry_of_the_audit_is_read_as_it_was_written() {
    let house = House::new().await;
    for entry in AuditEntry::examples() {
        let (now, from) = (house.clock.now(), Some("192.0.2.1"));
        house.store.record_audit_from(now, "ada@example.com", from, None, &entry).await.unwrap();
    }
    let kept = house.store.list_audit(1_000).await.unwrap();
    assert!(kept.iter().all(|line| line.source.as_deref() == Some("192.0.2.1")));
    let kept: Vec<_> = kept.into_iter().rev().map(|line| line.entry).collect();
    assert_eq!(kept, AuditEntry::examples().into_iter().map(Recorded::Known).collect::<Vec<_>>());
}
