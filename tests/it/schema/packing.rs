//! Rows that were there before deletions were packed are the same afterwards, and again when the step is taken back.

use domain::Clock;
use domain::clock::micros;
use domain::deletion::{Deletion, Filter, Source};
use domain::event::Arrival;
use domain::vault::{SecretKey, Vault};
use domain::wire::decode_form;
use serde_json::{Value, json};
use store::{EventLog, LogLimits, LoggedEvent, Schema, Store};
use tempfile::TempDir;
use time::macros::datetime;
use worker::Indexer;

use crate::support::{Place, member_id};

const STEP: &str = "m20261121_000012_pack_deletions";

const PORTAL: &str = "a223c6b3710f85df22e9377d6c4f7553";
const LEAD: &str = concat!(
    "event=ONCRMLEADDELETE&event_handler_id=711&data[FIELDS][ID]=1000983&ts=1742807199&auth[expires]=1742810799",
    "&auth[domain]=d&auth[member_id]=a223c6b3710f85df22e9377d6c4f7553&auth[user_id]=27",
);

/// A row as it was.
struct Former {
    number: i64,
    received_at: i64,
    event: &'static str,
    entity: &'static str,
    attributes: &'static str,
    user_id: &'static str,
    sent_at: i64,
    fingerprint: String,
    payload: Value,
}

fn former() -> [Former; 4] {
    let event = Arrival::parse(decode_form(LEAD.as_bytes()).unwrap()).unwrap().event;
    let hash = &event.deletions()[0].fingerprint[4..];
    let hash: String = hash.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    let auth = |expires: &str| json!({"expires": expires, "domain": "d", "member_id": PORTAL, "user_id": "27"});
    let (sent, at) = (1_742_807_199_000_000, 1_742_807_200_123_456);
    let lead = || Former {
        number: 5,
        received_at: at - 1,
        event: "ONCRMLEADDELETE",
        entity: "crm.lead",
        attributes: "{}",
        user_id: "27",
        sent_at: sent,
        fingerprint: format!("{hash}{}", "00".repeat(8)),
        payload: json!({"data": {"FIELDS": {"ID": "1000983"}}, "ts": "1742807199", "auth": auth("1742810799")}),
    };
    [
        Former {
            number: 4,
            received_at: at - 3 * 3_600_000_000, // of an hour that is complete
            event: "ONCRMDYNAMICITEMDELETE_147",
            entity: "crm.item",
            attributes: r#"{"entity_type_id":"147"}"#,
            fingerprint: "22".repeat(16),
            ..lead()
        },
        lead(),
        Former {
            number: 6,
            received_at: at,
            event: "ONIMCONNECTORLINEDELETE",
            entity: "openline.line",
            sent_at: at,
            fingerprint: "33".repeat(16),
            payload: json!({"data": "\"10\" 💥", "ts": "soon", "auth": auth("03600")}),
            ..lead()
        },
        Former {
            number: 7,
            received_at: at,
            event: "ONNEWTHINGDELETE",
            entity: "unknown",
            user_id: "",
            sent_at: at,
            fingerprint: "44".repeat(16),
            payload: json!({"auth": {"member_id": PORTAL}}),
            ..lead()
        },
    ]
}

/// What the step before this one would hold: five deletions, of which the oldest is being purged.
async fn plant(place: &Place) {
    let portal = "INSERT INTO portals (member_id, domain, status, finished, scopes, generation, purged_generation, \
        purging, purged_up_to, token_health) VALUES ('a223c6b3710f85df22e9377d6c4f7553', 'd', 'active', TRUE, '', 2, 1, \
        TRUE, 3, 'none')";
    let mut statements = vec![
        portal.to_owned(),
        format!(
            "INSERT INTO counters (member_id, last_number, deletions, last_received_at) VALUES ('{PORTAL}', 7, 4, 1742807200123456)"
        ),
        format!("INSERT INTO terms VALUES ('{PORTAL}', '147', 4)"),
    ];
    let bytes = |hex: String| match place {
        Place::Sqlite(_) => format!("x'{hex}'"),
        Place::Postgres(_) => format!(r"'\x{hex}'"),
    };
    let [first, ..] = former();
    let purged = Former { number: 3, received_at: 1, fingerprint: "55".repeat(16), ..first };
    for row in former().into_iter().chain([purged]) {
        let Former { number, received_at, event, entity, attributes, user_id, sent_at, fingerprint, payload } = row;
        let fingerprint = bytes(fingerprint);
        statements.push(format!(
            "INSERT INTO deletions (member_id, number, fingerprint, event, entity, entity_id, attributes, user_id, \
                sent_at, received_at, source, event_handler_id, payload) VALUES ('{PORTAL}', {number}, {fingerprint}, \
                '{event}', '{entity}', 'id-{number}', '{attributes}', nullif('{user_id}', ''), {sent_at}, {received_at}, \
                'live', '711', '{payload}')"
        ));
        statements.push(format!("INSERT INTO terms VALUES ('{PORTAL}', 'id-{number}', {number})"));
    }
    for statement in statements {
        place.execute(&statement).await;
    }
}

async fn to_the_step_before(schema: &Schema) {
    let steps = schema.steps().await.unwrap();
    let place = steps.iter().position(|step| step.name == STEP).unwrap();
    schema.down(u32::try_from(steps.len() - place).unwrap()).await.unwrap();
}

fn is_as_it_was(kept: &[Deletion]) {
    assert_eq!(kept.len(), former().len());
    for (kept, row) in kept.iter().zip(former()) {
        assert_eq!((kept.number.cast_signed(), micros(kept.received_at)), (row.number, row.received_at));
        assert_eq!((kept.event.as_str(), kept.entity.as_str()), (row.event, row.entity));
        assert_eq!(serde_json::to_string(&kept.attributes).unwrap(), row.attributes);
        assert_eq!((kept.user_id.as_deref().unwrap_or_default(), micros(kept.sent_at)), (row.user_id, row.sent_at));
        assert_eq!((kept.source, kept.event_handler_id.as_deref()), (Source::Live, Some("711")));
        assert_eq!(serde_json::from_str::<Value>(&kept.payload).unwrap(), row.payload);
    }
}

async fn list(store: &Store) -> Vec<Deletion> {
    let portal = member_id(PORTAL);
    let mut page = store.tenant(&portal).list_deletions(&Filter::default(), None, 50).await.unwrap().items;
    page.reverse();
    page
}

/// Opens a store that was migrated before.
async fn open(place: &Place) -> Store {
    Store::open(&place.database(), Vault::new(SecretKey::generate(), [])).await.unwrap()
}

/// Lets this event arrive and be indexed.
async fn receive(store: &Store, form: &str) {
    let (clock, _) = Clock::manual(datetime!(2026-11-20 12:00 UTC));
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("events.db");
    let log = EventLog::open(&path, store, clock.clone(), LogLimits::default()).await.unwrap();
    let event = Arrival::parse(decode_form(form.as_bytes()).unwrap()).unwrap().event;
    log.append(&LoggedEvent { generation: 2, source: Source::Live, event }).await.unwrap();
    Indexer::new(store.clone(), &log, clock).index_all().await.unwrap();
}

#[tokio::test]
async fn rows_are_the_same_forth_and_back() {
    let place = Place::empty();
    let schema = Schema::open(&place.database()).await.unwrap();
    schema.up().await.unwrap();
    to_the_step_before(&schema).await;
    plant(&place).await;
    schema.up().await.unwrap();
    to_the_step_before(&schema).await;
    schema.up().await.unwrap();

    let store = open(&place).await;
    is_as_it_was(&list(&store).await);
    let found = Filter { q: Some("id-6".into()), ..Filter::default() };
    let portal = member_id(PORTAL);
    assert_eq!(store.tenant(&portal).list_deletions(&found, None, 50).await.unwrap().items.len(), 1);

    receive(&store, &LEAD.replace("1000983", "1000984")).await;
    let kept = list(&store).await;
    is_as_it_was(&kept[..4]);
    assert_eq!((kept[4].number, kept[4].entity_id.as_str()), (8, "1000984"), "numbers go on");
    assert_eq!(store.tenant(&portal).recount().await.unwrap(), [""; 0]);
}

#[tokio::test]
async fn what_was_kept_before_is_recognised_when_it_comes_again() {
    let place = Place::empty();
    let schema = Schema::open(&place.database()).await.unwrap();
    schema.up().await.unwrap();
    to_the_step_before(&schema).await;
    plant(&place).await;
    schema.up().await.unwrap();
    let store = open(&place).await;
    receive(&store, LEAD).await;
    is_as_it_was(&list(&store).await);
}
