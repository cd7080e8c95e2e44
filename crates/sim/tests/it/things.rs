//! Titled things: add, change and delete them, each with its event, and read them singly and in lists.

use serde_json::json;
use sim::Kind;

use crate::support::World;

#[tokio::test]
async fn what_is_added_changed_and_deleted_is_said_and_can_be_read_meanwhile() {
    let codes = ["ONCRMLEADADD", "ONCRMLEADUPDATE", "ONCRMLEADDELETE", "ONTASKADD", "ONTASKUPDATE", "ONTASKDELETE"];
    let world = World::with_bound(&codes).await;
    let lead = world.portal.create(Kind::Lead, "Roof & more").await;
    world.portal.retitle(Kind::Lead, lead, "New roof").await;
    let task = world.portal.create(Kind::Task, "Call back").await;
    let sent = world.inbox.bodies();
    assert!(sent[0].contains("event=ONCRMLEADADD") && sent[0].contains(&format!("data%5BFIELDS%5D%5BID%5D={lead}&")));
    assert!(sent[1].contains("event=ONCRMLEADUPDATE") && !sent[1].contains("roof"), "{}", sent[1]);
    assert!(sent[2].contains(&format!("FIELDS_BEFORE%5D=undefined&data%5BFIELDS_AFTER%5D%5BID%5D={task}&")));

    let id = lead.to_string();
    let list = [("filter[@ID][0]", &*id), ("filter[@ID][1]", "5"), ("select[0]", "TITLE"), ("start", "-1")];
    let found = world.call("crm.lead.list", &list).await.1;
    assert_eq!((&found["result"], &found["total"]), (&json!([{"ID": id, "TITLE": "New roof"}]), &json!(0)));
    assert_eq!(world.call("crm.lead.get", &[("id", &id)]).await.1["result"]["TITLE"], "New roof");
    let task = task.to_string();
    let tasks = world.call("tasks.task.list", &[("filter[ID][0]", &task), ("select[0]", "TITLE")]).await.1;
    assert_eq!(tasks["result"]["tasks"], json!([{"id": task, "title": "Call back"}]));

    world.portal.delete_this(Kind::Lead, lead).await;
    assert!(world.inbox.bodies()[0].contains("event=ONCRMLEADDELETE"));
    assert_eq!(world.call("crm.lead.list", &list).await.1["result"], json!([]));
    let gone = world.call("crm.lead.get", &[("id", &id)]).await;
    assert_eq!(gone, (400, json!({"error": "", "error_description": "Not found"})));
}

#[tokio::test]
async fn what_was_returned_counts_as_read() {
    let world = World::with_bound(&[]).await;
    let before = world.portal.unread_titles();
    let mut leads = Vec::new();
    for number in 1..=52 {
        leads.push(world.portal.create(Kind::Lead, &format!("Roof {number}")).await);
    }
    let task = world.portal.create(Kind::Task, "Call back").await.to_string();
    assert_eq!(world.portal.unread_titles(), before + 53);
    let (before_all, last) = ((leads[0] - 1).to_string(), leads[51].to_string());
    world.call("crm.lead.list", &[("filter[>ID]", &before_all)]).await;
    assert_eq!(world.portal.unread_titles(), before + 3, "a page has fifty");
    world.call("crm.lead.get", &[("id", &last)]).await;
    world.call("tasks.task.get", &[("taskId", &task)]).await;
    assert_eq!(world.portal.unread_titles(), before + 1);
    world.call("crm.lead.get", &[("id", "999999999")]).await;
    world.call("crm.lead.list", &[("filter[>ID]", &last)]).await;
    assert_eq!(world.portal.unread_titles(), before + 1, "nothing was returned");
}

#[tokio::test]
async fn things_take_a_scope_and_the_time_of_their_method() {
    let world = World::with_bound(&[]).await;
    world.portal.create(Kind::Contact, "Anna Maria Schmidt").await;
    let people = world.call("crm.contact.list", &[]).await.1;
    assert_eq!(
        (&people["result"][0]["NAME"], &people["result"][0]["LAST_NAME"]),
        (&json!("Anna"), &json!("Maria Schmidt"))
    );
    world.portal.switch(|switches| switches.operating_limit = switches.operating_seconds);
    assert_eq!(world.call("crm.contact.list", &[]).await.1["error"], "OPERATION_TIME_LIMIT");
    world.portal.grant(Some(vec!["task".to_owned()]));
    assert_eq!(world.call("crm.deal.list", &[]).await.1["error"], "insufficient_scope");
    let methods = world.call("methods", &[("scope", "task")]).await.1;
    assert_eq!(methods["result"], json!(["tasks.task.get", "tasks.task.list"]));
}
