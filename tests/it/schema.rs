//! The schema's steps, up and down, and rules for every table.

mod spread;

use domain::vault::{SecretKey, Vault};
use store::{Schema, StepState, Store};

use crate::support::Place;

#[tokio::test]
async fn steps_can_be_taken_back_and_taken_again() {
    let place = Place::empty();
    let schema = Schema::open(&place.database()).await.unwrap();
    let steps = schema.steps().await.unwrap();
    assert!(!steps.is_empty() && steps.iter().all(|step| step.state == StepState::Pending), "{steps:?}");
    for _ in 0..2 {
        schema.up().await.unwrap();
        assert!(schema.steps().await.unwrap().iter().all(|step| step.state == StepState::Done));
        schema.down(u32::try_from(steps.len()).unwrap()).await.unwrap();
        assert_eq!(schema.steps().await.unwrap(), steps);
    }
}

/// The service also asks for users whom events named before it kept user names.
#[tokio::test]
async fn users_that_events_have_named_are_noted() {
    let place = Place::empty();
    let schema = Schema::open(&place.database()).await.unwrap();
    schema.up().await.unwrap();
    let steps = schema.steps().await.unwrap();
    let first = steps.iter().position(|step| step.name.ends_with("keep_user_names")).unwrap();
    schema.down(u32::try_from(steps.len() - first).unwrap()).await.unwrap();
    let bytes = |of: &str| match place {
        Place::Sqlite(_) => format!("x'{of}'"),
        Place::Postgres(_) => format!("'\\x{of}'"),
    };
    for (number, user) in ["'27'", "'27'", "NULL", "'x7'", "'0'"].into_iter().enumerate() {
        let (columns, print) =
            ("member_id, number, arrival, fingerprint, event, entity_id", bytes(&format!("{number:024}")));
        place
            .execute(&format!(
                "INSERT INTO deletions ({columns}, user_id, sent_at, received_at, sources) \
                VALUES ('a', {number}, {number}, {print}, 'ONIMBOTDELETE', '7', {user}, 0, 0, 1)"
            ))
            .await;
    }
    schema.up().await.unwrap();
    assert_eq!(place.query("SELECT member_id || ' ' || user_id FROM user_names").await, ["a 27"]);
}

/// Otherwise pages would end early, and searches by prefix would miss texts.
#[tokio::test]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn indexed_texts_are_in_the_order_of_their_bytes() {
    let place = Place::empty();
    Schema::open(&place.database()).await.unwrap().up().await.unwrap();
    let database = place.server();
    let others = database.query(
        "SELECT DISTINCT attrelid::regclass || '.' || attname
        FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
        JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND relname <> 'seaql_migrations'
            AND attcollation <> 0 AND attcollation <> '\"C\"'::regcollation",
    );
    assert_eq!(others, "", "a step that adds texts has to call `byte_order::set`");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn processes_that_start_at_once_take_each_step_once() {
    let place = Place::empty();
    let vault = Vault::new(SecretKey::generate(), []);
    let database = place.database();
    let open = || {
        let (database, vault) = (database.clone(), vault.clone());
        tokio::spawn(async move { Store::open(&database, vault).await })
    };
    let mut hashes = Vec::new();
    for started in [open(), open(), open(), open()] {
        let store = started.await.unwrap().expect("it opens");
        hashes.push(store.hash_key().hash("test", None, "x").to_bytes());
    }
    assert!(hashes.iter().all(|hash| *hash == hashes[0]), "they share one key");
}

async fn open(place: &Place) -> Result<Store, String> {
    Store::open(&place.database(), Vault::new(SecretKey::generate(), [])).await.map_err(|error| error.to_string())
}

#[tokio::test]
async fn older_schema_of_a_server_is_left_to_its_operator() {
    let place = Place::empty();
    let schema = Schema::open(&place.database()).await.unwrap();
    schema.up().await.unwrap();
    schema.down(1).await.unwrap();
    let opened = open(&place).await;
    match place {
        Place::Sqlite(_) => assert!(opened.is_ok(), "an embedded one migrates itself"),
        Place::Postgres(_) => {
            let said = opened.unwrap_err();
            assert!(said.contains("older") && said.contains("tombstone migrate"), "{said}");
            schema.up().await.unwrap();
            assert!(open(&place).await.is_ok());
        }
    }
}

#[tokio::test]
async fn newer_schema_is_refused() {
    let place = Place::empty();
    Schema::open(&place.database()).await.unwrap().up().await.unwrap();
    let step = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29991231_000001_of_a_later_version', 0)";
    match &place {
        Place::Postgres(database) => drop(database.query(step)),
        Place::Sqlite(folder) => {
            let url = format!("sqlite://{}", folder.path().join("tombstone.db").display());
            let db = sea_orm::Database::connect(url).await.unwrap();
            sea_orm::ConnectionTrait::execute_unprepared(&db, step).await.unwrap();
        }
    }
    let steps = Schema::open(&place.database()).await.unwrap().steps().await.unwrap();
    assert!(steps.last().is_some_and(|step| step.state == StepState::Newer), "{steps:?}");
    let said = open(&place).await.unwrap_err();
    assert!(said.contains("newer") && said.contains("of_a_later_version"), "{said}");
    let migrated = Schema::open(&place.database()).await.unwrap().up().await.unwrap_err();
    assert_eq!(migrated.to_string(), said, "it is not migrated either");
}

/// A version before the first release had other steps, and its data can't be migrated.
#[tokio::test]
async fn schema_from_before_the_first_release_is_refused_and_left_as_it_is() {
    let place = Place::empty();
    Schema::open(&place.database()).await.unwrap().close().await.unwrap();
    place
        .execute(
            "CREATE TABLE seaql_migrations (version varchar(255) NOT NULL PRIMARY KEY, applied_at bigint NOT NULL)",
        )
        .await;
    place.execute("INSERT INTO seaql_migrations VALUES ('m20261121_000001_create_portals', 1)").await;
    place.execute("CREATE TABLE portals (member_id varchar(64) NOT NULL PRIMARY KEY)").await;
    place.execute("INSERT INTO portals VALUES ('a')").await;
    let said = open(&place).await.unwrap_err();
    assert!(said.contains("before the first release") && said.contains("m20261121_000001_create_portals"), "{said}");
    assert!(said.contains("another data folder or database"), "{said}");
    let schema = Schema::open(&place.database()).await.unwrap();
    for refused in [schema.up().await.unwrap_err(), schema.down(1).await.unwrap_err()] {
        assert_eq!(refused.to_string(), said);
    }
    assert!(schema.steps().await.unwrap().iter().any(|step| step.state == StepState::Former));
    place.execute("INSERT INTO portals VALUES ('b')").await; // the table is unchanged
    place.execute("DROP TABLE portals").await;
}
