//! Tests of every row of the table.

use super::expected::EXPECTED;
use super::{attributes, event};
use crate::catalogue::{Binding, SCOPES, all, find, names_deletion, to_bind};
use crate::event::{Kind, LifeCycle};

const EVENTS_CSV: &str = include_str!("../events.csv");

/// The fields of a line; only titles are ever quoted.
fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut quoted) = (vec![String::new()], false);
    for character in line.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            other => fields.last_mut().unwrap().push(other),
        }
    }
    fields
}

/// `entityTypeId` and `ENTITY_TYPE_ID` as `entity_type_id`.
fn snake_case(key: &str) -> String {
    let camel = key.chars().any(|letter| letter.is_ascii_lowercase());
    let part = |letter: char| {
        let separator = if camel && letter.is_ascii_uppercase() { "_" } else { "" };
        format!("{separator}{}", letter.to_ascii_lowercase())
    };
    key.chars().map(part).collect()
}

/// The attribute's name by the rule of docs/api.md, except for the identifiers of messages.
fn name(path: &str) -> String {
    let keys: Vec<_> = path.split('.').map(|key| key.trim_end_matches("[]")).collect();
    let [.., above, last] = keys[..] else { panic!("{path}") };
    match path {
        path if path.ends_with("[].message.id") => "external_message_id".to_owned(),
        path if path.ends_with("[].chat.id") => "external_chat_id".to_owned(),
        _ if matches!(last, "id" | "code") => format!("{}_{last}", snake_case(above)),
        _ => snake_case(last),
    }
}

#[test]
fn table_is_events_csv() {
    let lines: Vec<_> = EVENTS_CSV.lines().skip(1).map(fields).collect();
    let documented: Vec<_> = all().iter().filter(|entry| entry.documented).collect();
    assert_eq!(lines.len(), documented.len());
    for (entry, line) in documented.into_iter().zip(&lines) {
        // The pages of the group events misprint their scope (docs/protocol.md 8.3).
        let scope = if entry.scope == "sonet_group" { "sonet" } else { entry.scope };
        let row = [entry.code, entry.title, scope, entry.entity, &entry.id_path()];
        assert_eq!(row[..], line[..5]);
        let parents: Vec<_> = entry.parent_paths().collect();
        let documented: Vec<_> = line[5].split(';').filter(|path| !path.is_empty()).collect();
        assert_eq!(parents.iter().map(|(_, path)| path).collect::<Vec<_>>(), documented, "{}", entry.code);
        for (attribute, path) in parents {
            assert_eq!(attribute, name(&path), "{}", entry.code);
        }
    }
}

#[test]
fn scope_of_group_events_is_the_one_that_portals_grant() {
    for code in ["ONSONETGROUPDELETE", "ONSONETGROUPSUBJECTDELETE"] {
        assert_eq!(find(code).unwrap().scope, "sonet_group", "{code}");
    }
    assert!(all().iter().all(|entry| entry.scope != "sonet"));
}

#[test]
fn what_portals_offer_without_a_page_is_marked() {
    let undocumented = all().iter().filter(|entry| !entry.documented);
    let undocumented: Vec<_> = undocumented.map(|entry| (entry.code, entry.scope, entry.id_path())).collect();
    let expected = [
        ("ONCALENDARROOMDELETE", "calendar", "data.id".to_owned()),
        ("MAIN.ON.USER.TYPE.DELETE", "userfieldconfig", "data.FIELDS.ID".to_owned()),
    ];
    assert_eq!(undocumented, expected);
}

#[test]
fn every_event_reports_its_deletion() {
    assert_eq!(EXPECTED.len(), 64);
    for ((code, fields, entity, entity_id, named), entry) in EXPECTED.into_iter().zip(all()) {
        let event = event(code, fields);
        assert_eq!(find(code), Some(entry), "{code}");
        let deletions = entry.report(&event);
        let [deletion] = &deletions[..] else { panic!("{code}: {deletions:?}") };
        assert_eq!((deletion.entity, &*deletion.entity_id), (entity, entity_id), "{code}");
        assert_eq!(deletion.attributes, attributes(named), "{code}");
        assert_eq!(deletion.payload, event.payload(), "{code}");

        if code == "ONAPPUNINSTALL" {
            assert_eq!((event.deletions().len(), event.deletion_count()), (0, 0));
        } else {
            assert_eq!((event.deletions(), event.deletion_count()), (deletions, 1), "{code}");
        }
    }
}

#[test]
fn every_event_without_data_is_kept_as_incomplete() {
    for (code, _, entity, ..) in EXPECTED.into_iter().filter(|(code, ..)| *code != "ONAPPUNINSTALL") {
        let event = event(code, "");
        let deletions = event.deletions();
        let [deletion] = &deletions[..] else { panic!("{code}: {deletions:?}") };
        assert_eq!((deletion.entity, &*deletion.entity_id), (entity, ""), "{code}");
        let dynamic = code.ends_with("_147");
        let named = if dynamic { "incomplete=true;entity_type_id=147" } else { "incomplete=true" };
        assert_eq!(deletion.attributes, attributes(named), "{code}");
    }
}

#[test]
fn codes_have_their_kinds() {
    let kind = |code| event(code, "").code.kind();
    assert_eq!(kind("ONAPPUNINSTALL"), Kind::LifeCycle(LifeCycle::Uninstall));
    assert_eq!(kind("onCrmLeadDelete"), Kind::Deletion(find("ONCRMLEADDELETE").unwrap()));
    assert_eq!(kind("ONCRMADDRESSUNREGISTER"), Kind::Deletion(find("ONCRMADDRESSUNREGISTER").unwrap()));
    for code in ["ONUSERDELETE", "ONPLANETDELETED", "ONCRMDYNAMICITEMDELETED", "DELETE", "ONPLANETUNREGISTER"] {
        assert_eq!((kind(code), names_deletion(code)), (Kind::UnknownDeletion, true), "{code}");
    }
    for code in
        ["ONUNREGISTERED", "ONCRMQUOTEADD", "ONCRMDYNAMICITEMDELETE_", "ONCRMDYNAMICITEMDELETE_1X", "ONDELETETHING"]
    {
        assert_eq!((kind(code), names_deletion(code)), (Kind::Other, false), "{code}");
    }
}

#[test]
fn nothing_is_bound_twice_or_in_vain() {
    let everything: Vec<_> = to_bind(|_| true).map(|entry| entry.code).collect();
    for code in
        ["ONLEADDELETE", "ONIMV2MESSAGEDELETE", "ONIMBOTV2DELETE", "ONIMBOTV2MESSAGEDELETE", "ONCRMPRODUCTDELETE"]
    {
        assert!(!everything.contains(&code), "{code}");
    }
    for code in ["ONCRMLEADDELETE", "ONIMBOTDELETE", "ONAPPUNINSTALL", "CATALOG.PRODUCT.ON.DELETE"] {
        assert!(everything.contains(&code), "{code}");
    }
    assert_eq!(everything.len(), 58);

    let old = |code: &str| code.starts_with("ONCRMPRODUCT");
    let old: Vec<_> = to_bind(old).map(|entry| entry.code).collect();
    assert_eq!(old, ["ONCRMPRODUCTDELETE", "ONCRMPRODUCTPROPERTYDELETE", "ONCRMPRODUCTSECTIONDELETE"]);
    assert_eq!(find("ONCRMDYNAMICITEMDELETE_147").unwrap().binding, Binding::Family);
    assert!(find("ONSALEBEFOREORDERDELETE").unwrap().announces);
}

#[test]
fn every_event_that_is_bound_has_its_scope_in_the_apps_card() {
    let lacking = all().iter().filter(|entry| entry.is_bindable() && !SCOPES.contains(&entry.scope));
    assert_eq!(lacking.map(|entry| (entry.code, entry.scope)).collect::<Vec<_>>(), [("ONAPPUNINSTALL", "basic")]);
}
