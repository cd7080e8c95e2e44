//! With PostgreSQL, a backup holds one process's event log and says how to copy the database.

use std::fs;

use tests::api::Client;
use tests::load::Connection;
use tests::post::{FIRST_ID, Post};
use tests::server::Server;
use tests::service::{Ending, Launch};
use tests::town::Town;

use super::super::{folder, json, refusal, result};
use super::{PATIENCE, SECOND, run};

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn what_was_spooled_is_in_a_backup_and_drained_once_from_where_it_is_restored() {
    let (server, folder, town) = (Server::start(), folder(), Town::start(1).await);
    let launch = Launch::on_server(folder.path(), &server.url()).with_simulator(&town.sim);
    let service = launch.start().await;
    town.install(&service).await;
    let client = Client::new(&launch, &service);
    town.bound(&client).await;
    let (portal, post) = (town.portals[0].member_id(), Post::kinds_of(&town.portals[0]).remove(0));
    let mut connection = Connection::open(service.address()).await.unwrap();
    assert_eq!(connection.send_as_of(&post, FIRST_ID, SECOND).await.unwrap(), 200);
    client.seen(&portal, FIRST_ID, PATIENCE).await;
    server.kill();
    for id in FIRST_ID + 1..FIRST_ID + 30 {
        assert_eq!(connection.send_as_of(&post, id, SECOND).await.unwrap(), 200);
    }
    let file = folder.path().join("backup");
    let said = result(&run(&launch, &["backup", file.to_str().unwrap()]).await);
    assert!(said.contains("pg_dump --format=custom") && said.contains("--dbname=postgres"), "{said}");
    assert_eq!(service.end(Ending::Kill).await.code(), None);

    fs::create_dir(folder.path().join("elsewhere")).unwrap();
    let elsewhere = launch.beside(&folder.path().join("elsewhere"));
    let embedded = elsewhere.clone().without("TOMBSTONE_DATABASE_URL");
    assert!(refusal(&embedded.run(&["restore", file.to_str().unwrap()]), 1).contains("pg_restore"));
    assert!(result(&elsewhere.run(&["restore", file.to_str().unwrap()])).contains("dump"));
    server.revive();
    let service = elsewhere.start().await;
    let client = client.at(&service);
    client.seen(&portal, FIRST_ID + 29, PATIENCE).await;
    let kept: Vec<_> = client.deletions(&portal).await.iter().rev().map(|kept| (kept.number, kept.id)).collect();
    assert_eq!(kept, (0..30).map(|number| (number + 1, FIRST_ID + number)).collect::<Vec<_>>());
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn command_that_copies_the_database_is_named_without_the_password() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path());
    let service = launch.start().await;
    let file = folder.path().join("backup");
    let made = json(&run(&launch, &["backup", file.to_str().unwrap(), "--json"]).await);
    let database = launch.database_url();
    let name = database.split(['/', '?']).find(|part| part.starts_with("test_")).unwrap();
    assert!(made["then"].as_str().unwrap().ends_with(&format!("--dbname={name}")), "{made}");
    assert!(made["deletions"].is_null() && made["portals"].is_null(), "{made}");
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
}
