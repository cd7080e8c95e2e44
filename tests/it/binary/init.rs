//! `tombstone init`: from nothing to a startable service, without a terminal.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use reqwest::StatusCode;
use tests::api::Client;
use tests::service::{Ending, Launch};

use super::{folder, json, refusal, result, run_with, text};

const URL: &str = "https://tombstone.example";

#[tokio::test]
async fn service_starts_with_the_file_that_was_written() {
    let folder = folder();
    let bare = Launch::embedded(folder.path()).without("TOMBSTONE_DATA_DIR").without("TOMBSTONE_LISTEN");
    let (file, data) = (folder.path().join("tombstone.toml"), folder.path().join("data"));
    let answers = ["init", "--public-url", URL, "--client-id", "app.1", "--data-dir", "data", "--admin-email"];
    let answers = [&answers[..], &["Ada@Example.com", "--secrets-stdin"]].concat();
    let said = result(&run_with(&bare, &answers, "a \"client\" secret\na long enough password"));
    for line in [
        "owner ada@example.com added",
        "https://tombstone.example/bitrix24/install",
        "https://tombstone.example/bitrix24/app",
        "https://tombstone.example/oauth/callback",
        "imconnector, imopenlines, imbot, crm, task",
        "open https://tombstone.example/ and log in",
        "ok     app credentials",
        "ok     database and key",
        &data.join("secret.key").display().to_string(),
        &format!("TOMBSTONE_CONFIG={} tombstone serve", file.display()),
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert!(!said.contains("client\" secret") && !said.contains("long enough"), "{said}");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let written = fs::read_to_string(&file).unwrap();
    assert!(
        written.contains(r#"client_secret = "a \"client\" secret""#) && !written.contains("long enough"),
        "{written}"
    );

    let launch = bare.set("TOMBSTONE_CONFIG", file.to_str().unwrap()).set("TOMBSTONE_LISTEN", "127.0.0.1:0");
    let operators = json(&launch.run(&["operator", "list", "--json"]));
    assert_eq!((&operators[0]["email"], &operators[0]["role"]), (&"ada@example.com".into(), &"owner".into()));
    let service = launch.start().await;
    assert_eq!(Client::new(&launch, &service).text("/health/ready").await.0, StatusCode::OK);
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
    assert!(data.join("tombstone.db").exists());

    // Again with another file: existing data stays.
    let again = ["init", "--file", "other.toml", "--admin-email", "eve@example.com", "--secrets-stdin"];
    let said = result(&run_with(&launch, &again, "another long password"));
    assert!(said.contains("there are operators already"), "{said}");
    assert_eq!(json(&launch.run(&["operator", "list", "--json"])).as_array().map(Vec::len), Some(1));
}

#[test]
fn what_is_missing_or_taken_is_named_and_nothing_is_written() {
    let folder = folder();
    let launch = Launch::embedded(folder.path());
    let file = folder.path().join("tombstone.toml");
    for (arguments, code, named) in [
        (&["init"][..], 2, "TOMBSTONE_PUBLIC_URL"),
        (&["init", "--public-url", "tombstone.example"], 2, "--public-url"),
        (&["init", "--public-url", URL, "--client-id", "app.1"], 2, "TOMBSTONE_CLIENT_SECRET"),
        (&["init", "--public-url", URL, "--client-id", "app.1", "--client-secret", "hush-hush"], 2, "--client-secret"),
        (&["init", "--public-url", URL, "--admin-password", "hush-hush-hush"], 2, "--admin-password"),
        (&["init", "--public-url", URL, "--secret-keys-old", "hush-hush"], 2, "--secret-keys-old"),
        (&["init", "--public-url", URL, "--admin-email", "ada@example.com"], 2, "TOMBSTONE_ADMIN_PASSWORD"),
        (&["init", "--public-url", URL, "--admin-email", "nobody"], 2, "--admin-email"),
        (&["init", "--public-url", URL, "--file", "none/tombstone.toml"], 1, "--file"),
        (
            &["init", "--public-url", URL, "--database-url", "postgres://ada:hush-hush@127.0.0.1:9/x"],
            1,
            "127.0.0.1:9/x",
        ),
    ] {
        let said = refusal(&launch.run(arguments), code);
        assert!(said.contains(named) && !said.contains("hush-hush"), "{arguments:?}: {said}");
        assert!(!file.exists(), "{arguments:?}");
    }
    let said = refusal(&launch.run(&["init", "--file", "none/tombstone.toml"]), 1);
    assert!(said.contains("--file") && !said.contains("TOMBSTONE_PUBLIC_URL"), "before any question: {said}");
    let short =
        run_with(&launch, &["init", "--public-url", URL, "--admin-email", "a@b.example", "--secrets-stdin"], "short");
    assert!(refusal(&short, 1).contains("too short"), "{}", text(&short.stderr));
    fs::write(&file, "mine").unwrap();
    assert!(refusal(&launch.run(&["init", "--public-url", URL]), 1).contains("exists already"));
    assert_eq!(fs::read(&file).unwrap(), b"mine");
}
