//! `tombstone keys rotate` while the service runs and events arrive.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::vault::SecretKey;
use secrecy::ExposeSecret;
use tests::api::Client;
use tests::service::{Ending, Launch};
use tests::town::Town;

use super::{folder, json, refusal};

const NEW: &str = "TOMBSTONE_SECRET_KEY";
const OLD: &str = "TOMBSTONE_SECRET_KEYS_OLD";

fn base64(key: &SecretKey) -> String {
    key.to_base64().expose_secret().to_owned()
}

/// Whether anything in the database is sealed with this key.
fn is_anywhere(launch: &Launch, key: &SecretKey) -> bool {
    let id = format!("{}.", key.id());
    let contents = match launch.database() {
        Some(database) => database.dump(),
        None => ["tombstone.db", "tombstone.db-wal"]
            .iter()
            .flat_map(|file| std::fs::read(launch.data().join(file)).unwrap_or_default())
            .collect(),
    };
    contents.windows(id.len()).any(|window| window == id.as_bytes())
}

#[tokio::test]
async fn data_without_its_key_gets_no_new_one() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path()).without(NEW);
    assert_eq!(launch.start().await.end(Ending::Terminate).await.code(), Some(0));
    let key = launch.data().join("secret.key");
    let kept = std::fs::read(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    let said = refusal(&launch.run(&["serve", "--listen", "127.0.0.1:0"]), 1);
    assert!(said.contains("has no secret.key") && said.contains("copy it there"), "{said}");
    assert!(!key.exists(), "a new key would only hide that the right one is missing");
    std::fs::write(&key, kept).unwrap();
    assert_eq!(launch.start().await.end(Ending::Terminate).await.code(), Some(0));
}

#[tokio::test]
async fn keys_are_rotated_under_load_and_the_old_one_is_removable() {
    let (folder, town) = (folder(), Town::start(12).await);
    let (old, new) = (SecretKey::generate(), SecretKey::generate());
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim).set(NEW, &base64(&old));
    let service = launch.start().await;
    town.install(&service).await;
    town.bound(&Client::new(&launch, &service)).await;
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
    assert!(is_anywhere(&launch, &old));

    let rotating = launch.clone().set(NEW, &base64(&new)).set(OLD, &base64(&old));
    let service = rotating.start().await;
    town.point_at(&service);
    let client = Client::new(&rotating, &service);
    let stop = Arc::new(AtomicBool::new(false));
    let load = tokio::spawn({
        let (portals, stop, base) = (town.portals.clone(), Arc::clone(&stop), service.url().clone());
        async move {
            let handler = base.join("/bitrix24/events").unwrap().to_string();
            let mut taken = 0;
            while !stop.load(Ordering::Relaxed) {
                let portal = &portals[taken % portals.len()];
                let data = serde_json::json!({ "FIELDS": { "ID": 1_000 + taken } });
                let delivery = portal.send_event_to(&handler, "ONCRMLEADDELETE", data).await;
                assert_eq!(delivery.status, Some(200), "{}", delivery.answer);
                taken += 1;
            }
            taken
        }
    });
    let rotate = rotating.clone();
    let output = tokio::task::spawn_blocking(move || rotate.run(&["keys", "rotate", "--json"])).await.unwrap();
    let rotated = json(&output);
    assert_eq!(rotated["re_encrypted"], 2 * town.portals.len() + 1, "two tokens each, and the key of the hashes");
    stop.store(true, Ordering::Relaxed);
    assert!(load.await.unwrap() > 0);
    assert!(client.portals().await.iter().all(|portal| portal["status"] == "active"));
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));

    let alone = rotating.clone().without(OLD);
    let service = alone.start().await;
    assert_eq!(Client::new(&alone, &service).portals().await.len(), town.portals.len());
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
    let sealed = alone.run(&["keys", "rotate", "--json"]);
    assert_eq!(json(&sealed)["re_encrypted"], 0);
    let said = refusal(&launch.run(&["portal", "list"]), 1);
    assert!(said.contains("secret key") && said.contains(&new.id()), "{said}");
    if launch.database().is_some() {
        assert!(!is_anywhere(&alone, &old), "a file of SQLite keeps old pages, a dump does not");
    }
}
