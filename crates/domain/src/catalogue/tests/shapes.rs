//! Older, unclear and broken shapes (docs/protocol.md 2), and lists.

use super::{attributes, event};
use crate::catalogue::all;
use crate::event::{Event, MAX_ID};
use crate::wire::{MAX_BODY, Map};

#[track_caller]
fn gives(code: &str, fields: &str, entity_id: &str, named: &str) {
    let event = event(code, fields);
    let deletions = event.deletions();
    let [deletion] = &deletions[..] else { panic!("{deletions:?}") };
    assert_eq!((&*deletion.entity_id, &deletion.attributes), (entity_id, &attributes(named)), "{fields}");
}

fn shown(event: &Event) -> Vec<String> {
    event.deletions().iter().map(|deletion| serde_json::to_string(&deletion.payload.data).unwrap()).collect()
}

#[test]
fn line_may_be_a_map() {
    gives("ONIMCONNECTORLINEDELETE", "data[LINE_ID]=107", "107", "");
    gives("ONIMCONNECTORLINEDELETE", "data[line_id]=107", "107", "");
    gives("ONIMCONNECTORLINEDELETE", "data=", "", "incomplete=true");
}

#[test]
fn connection_may_have_capitals_or_lack_a_part() {
    let both = "connector=c;line=1";
    gives("ONIMCONNECTORSTATUSDELETE", "data[CONNECTOR]=c&data[LINE]=1", "c:1", both);
    gives("ONIMCONNECTORSTATUSDELETE", "data[CONNECTOR]=c&data[line]=1", "c:1", both);
    gives("ONIMCONNECTORSTATUSDELETE", "data[connector]=c", "", "connector=c;incomplete=true");
    gives("ONIMCONNECTORSTATUSDELETE", "data[connector]=c&data[line]=", "", "connector=c;incomplete=true");
}

#[test]
fn messages_may_have_older_shapes() {
    let older = "data[CONNECTOR]=c&data[LINE]=1&data[DATA][0][im][message_id]=5";
    let id = "data[DATA][0][message][id]";
    let named = |ids: &str| format!("connector=c;line=1;external_message_id={ids}");
    gives("ONIMCONNECTORMESSAGEDELETE", &format!("{older}&{id}[0]=m"), "5", &named("m"));
    gives("ONIMCONNECTORMESSAGEDELETE", &format!("{older}&{id}[1]=n&{id}[0]=m"), "5", &named("m,n"));
    let newer = format!("{older}&{id}=m").replace("[DATA]", "[MESSAGES]");
    gives("ONOPENLINEMESSAGEDELETE", &newer, "5", &named("m"));
    gives("ONIMCONNECTORMESSAGEDELETE", "data[MESSAGES][im][message_id]=5", "5", "");
    gives("ONIMCONNECTORMESSAGEDELETE", "data[LINE]=1&data[MESSAGES]=none", "", "line=1;incomplete=true");
    gives("ONIMCONNECTORMESSAGEDELETE", "data[LINE]=1&data[MESSAGES][0]=5", "", "line=1;incomplete=true");
}

#[test]
fn tasks_may_say_undefined() {
    gives("ONTASKDELETE", "data[FIELDS_BEFORE]=undefined&data[FIELDS_AFTER][ID]=6", "6", "");
    gives("ONTASKDELETE", "data[FIELDS_BEFORE]=undefined&data[FIELDS_AFTER]=undefined", "", "incomplete=true");
    let after = "data[FIELDS_AFTER][ID]=8&data[FIELDS_AFTER][TASK_ID]=6&data[FIELDS_AFTER][ACTION]=DEL";
    gives("ONTASKCOMMENTDELETE", &format!("data[FIELDS_BEFORE][ID]=undefined&{after}"), "8", "task_id=6");
}

#[test]
fn unclear_pages_have_two_shapes() {
    let named = "entity_id=CRM_INVOICE;field_name=UF_1";
    let camel = "data[id]=3&data[entityId]=CRM_INVOICE&data[fieldName]=UF_1";
    gives("ONCRMINVOICEUSERFIELDDELETE", camel, "3", named);
    gives("ONCRMINVOICEUSERFIELDDELETE", &camel.replace("data[", "data[FIELDS]["), "3", named);
    gives("ONSONETGROUPSUBJECTDELETE", "data[ID]=4", "4", "");
}

#[test]
fn bot_is_named_by_its_place_too() {
    let by_key = "data[BOT][571][AUTH][domain]=d&data[PARAMS][ID]=9";
    gives("ONIMBOTMESSAGEDELETE", by_key, "9", "bot_id=571");
    let second = "data[BOT][571][x]=1&data[BOT][572][BOT_ID]=572&data[PARAMS][MESSAGE_ID]=9";
    gives("ONIMBOTMESSAGEDELETE", second, "9", "bot_id=572");
}

#[test]
fn smart_process_is_named_by_the_code_too() {
    gives("ONCRMDYNAMICITEMDELETE_147", "data[FIELDS][ID]=1", "1", "entity_type_id=147");
    gives("ONCRMDYNAMICITEMDELETE_147", "data[FIELDS][ID]=1&data[FIELDS][ENTITY_TYPE_ID]=31", "1", "entity_type_id=31");
    gives("ONCRMDYNAMICITEMDELETE", "data[FIELDS][ID]=1", "1", "");
}

#[test]
fn ids_that_no_index_can_hold_stay_in_the_payload() {
    let long = "x".repeat(MAX_ID + 1);
    gives("ONCRMLEADDELETE", &format!("data[FIELDS][ID]={long}"), "", "incomplete=true");
    gives("ONCRMLEADDELETE", &format!("data[FIELDS][ID]={}", &long[1..]), &long[1..], "");
    let half = &long[MAX_ID / 2..];
    let event = event("ONIMCONNECTORSTATUSDELETE", &format!("data[connector]={half}&data[line]={half}"));
    assert_eq!(event.deletions()[0].entity_id, "");
}

/// Where any event with a single id may have it.
const USUAL: [&str; 4] = ["data[FIELDS][ID]", "data[FIELDS][id]", "data[ID]", "data[id]"];

#[test]
fn a_single_id_is_found_wherever_events_have_theirs() {
    for entry in all().iter().filter(|entry| entry.list.is_empty() && entry.id.len() == 1) {
        for place in USUAL.into_iter().filter(|_| entry.code != "ONAPPUNINSTALL") {
            let code = entry.code.replace("{entityTypeId}", "147");
            let event = event(&code, &format!("{place}=77"));
            assert_eq!(event.deletions()[0].entity_id, "77", "{code} {place}");
            assert!(!event.deletions()[0].attributes.contains_key("incomplete"), "{code} {place}");
        }
    }
    for code in ["ONIMCONNECTORSTATUSDELETE", "ONCRMADDRESSUNREGISTER", "ONIMCONNECTORMESSAGEDELETE"] {
        gives(code, "data[ID]=77", "", "incomplete=true"); // no single id
    }
}

#[test]
fn documented_place_of_an_id_comes_first() {
    let both = "data[FIELDS][ID]=1&data[ID]=2";
    gives("ONCRMTIMELINECOMMENTDELETE", both, "2", "");
    gives("ONCRMLEADDELETE", both, "1", "");
    gives("ONLIVEFEEDPOSTDELETE", "data[FIELDS][ID]=1&data[FIELDS][POST_ID]=2", "2", "");
    gives("ONCALENDARENTRYDELETE", "data[ID]=1&data[id]=2", "2", "");
    gives("ONCRMLEADDELETE", "data[FIELDS][ID]=&data[FIELDS][id]=3&data[ID]=4", "3", "");
    gives("ONTASKDELETE", "data[FIELDS_BEFORE]=undefined&data[FIELDS_AFTER]=undefined&data[ID]=5", "5", "");
}

#[test]
fn unknown_deletions_are_kept_with_the_id_that_they_have() {
    for (place, id) in USUAL.into_iter().map(|place| (place, "1")).chain([("data[FIELDS][POST_ID]", "")]) {
        let event = event("ONPLANETDELETE", &format!("{place}=1"));
        let deletions = event.deletions();
        assert_eq!((deletions[0].entity, &*deletions[0].entity_id, deletions.len()), ("unknown", id, 1), "{place}");
        assert!(deletions[0].attributes.is_empty());
    }
    assert_eq!(shown(&event("ONPLANETDELETE", "data[FIELDS][ID]=1")), [r#"{"FIELDS":{"ID":"1"}}"#]);
    assert_eq!(event("ONPLANETUNREGISTER", "data=1").deletions()[0].entity_id, "");
}

#[test]
fn each_message_is_a_deletion_of_its_own() {
    let messages = [2, 10, 1].map(|place| format!("data[MESSAGES][{place}][im][message_id]=id{place}"));
    let event =
        event("ONIMCONNECTORMESSAGEDELETE", &format!("data[LINE]=7&{}&data[MESSAGES][3][x]=1", messages.join("&")));
    let deletions = event.deletions();
    let ids: Vec<_> = deletions.iter().map(|deletion| &*deletion.entity_id).collect();
    assert_eq!((ids, event.deletion_count()), (vec!["id1", "id2", "", "id10"], 4));
    assert_eq!(deletions[2].attributes, attributes("line=7;incomplete=true"));
    assert_eq!(deletions[3].attributes, attributes("line=7"));
    assert_eq!(shown(&event)[1], r#"{"LINE":"7","MESSAGES":[{"im":{"message_id":"id2"}}]}"#);
    assert_eq!(deletions[1].payload.auth, Some(&event.auth));

    let mut fingerprints: Vec<_> = deletions.iter().map(|deletion| deletion.fingerprint).collect();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), 4);
}

#[test]
fn a_long_list_does_not_multiply_what_its_elements_share() {
    let message = |place: i32| format!("data[MESSAGES][{place}][im][message_id]=1&");
    let messages = (0..5_000).map(message).collect::<Vec<_>>().concat();
    let note = "n".repeat(500_000);
    let event = event("ONIMCONNECTORMESSAGEDELETE", &format!("{messages}data[LINE]=7&data[note]={note}"));
    let deletions = event.deletions();
    let weight: usize = shown(&event).iter().map(String::len).sum();
    assert!(weight < MAX_BODY, "{weight}");
    assert_eq!(deletions.len(), 5_000);
    assert_eq!(deletions[4_999].attributes, attributes("line=7"));
    assert_eq!(deletions[4_999].payload.auth, None::<&Map>);
    assert_eq!(shown(&event)[4_999], r#"{"MESSAGES":[{"im":{"message_id":"1"}}]}"#);
}
