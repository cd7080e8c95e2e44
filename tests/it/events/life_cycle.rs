//! Events about the app itself with secrets in `data`: accepted, journaled, and the secrets stored nowhere.

use domain::journal::JournalEntry;

use super::{Gate, LEAD_PORTAL, LEAD_TOKEN, with_portal};
use crate::support::{House, member_id};

/// Posts the event as the portal would; returns the journal, checked to be free of its secrets.
async fn journal(house: &House, gate: &Gate, event: &str) -> Vec<JournalEntry> {
    let auth =
        format!("auth[member_id]={LEAD_PORTAL}&auth[application_token]={LEAD_TOKEN}&auth[domain]=oauth.bitrix.info");
    let answer = gate.form(&format!("{event}&ts=1742807199&{auth}")).await;
    assert_eq!((answer.status.as_u16(), answer.result()), (200, "accepted"), "{}", answer.body);
    house.indexed().await;
    let portal = member_id(LEAD_PORTAL);
    let tenant = house.store.tenant(&portal);
    assert_eq!(tenant.find_portal().await.unwrap().unwrap().deletions, 0);
    let entries = tenant.list_journal(10).await.unwrap();
    assert!(!format!("{entries:?}").contains("hush"), "{entries:?}");
    entries.iter().filter_map(|line| line.entry.known().cloned()).collect()
}

#[tokio::test]
async fn system_user_is_accepted_and_its_tokens_are_in_no_journal() {
    let (house, gate) = with_portal().await;
    let event = "event=ONAPPUSERREADY&data[access_token]=hush-access&data[refresh_token]=hush-refresh&data[scope]=crm\
                 &data[domain]=some-domain.bitrix24.com&data[status]=F&data[LANGUAGE_ID]=en";
    let entries = journal(&house, &gate, event).await;
    assert!(entries.contains(&JournalEntry::SystemUserReady), "{entries:?}");
}

#[tokio::test]
async fn confirmed_method_is_accepted_and_its_token_is_kept_nowhere() {
    let (house, gate) = with_portal().await;
    let event = "event=ONAPPMETHODCONFIRM&data[TOKEN]=hush-token-1&data[METHOD]=voximplant.user.get&data[CONFIRMED]=1";
    let entries = journal(&house, &gate, event).await;
    let answered = JournalEntry::MethodAnswered { method: "voximplant.user.get".to_owned() };
    assert!(entries.contains(&answered), "{entries:?}");
}
