//! Compares the encoder and the errors with every documented body.

use std::path::{Path, PathBuf};

use sim::RestError;
use sim::php::{Value, decode, encode};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/payloads")
}

#[test]
fn documented_events_are_encoded_to_the_byte() {
    let mut compared = 0;
    for entry in std::fs::read_dir(fixtures()).expect("the fixtures") {
        let path = entry.expect("entry").path();
        let form = path.with_extension("form");
        let is_event = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("on"));
        if path.extension().is_none_or(|extension| extension != "json") || !is_event || !form.exists() {
            continue;
        }
        let event: Value = serde_json::from_slice(&std::fs::read(&path).expect("JSON")).expect("JSON");
        let documented = std::fs::read_to_string(&form).expect("form");
        assert_eq!(encode(&event), documented.trim_end(), "{}", path.display());
        assert_eq!(encode(&decode(documented.trim_end().as_bytes())), documented.trim_end());
        compared += 1;
    }
    assert!(compared >= 10, "{compared} events compared");
}

#[test]
fn documented_errors_are_answered_to_the_letter() {
    let index = std::fs::read_to_string(fixtures().join("INDEX.csv")).expect("the index");
    let mut compared = 0;
    // ACCESS_DENIED has a text for each occasion; the tests of the methods compare the other texts.
    let others = ["app_info_error.json", "rest_error_access_denied_offline_bind.json"];
    let rows = index.lines().filter(|row| row.contains(",error body,"));
    for row in rows.filter(|row| !others.iter().any(|other| row.starts_with(other))) {
        let columns: Vec<&str> = row.split(',').collect();
        let (file, status) = (columns[0], columns[2]);
        let body = std::fs::read(fixtures().join(file)).expect("the body");
        let documented: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
        let code = documented["error"].as_str().expect("a code");
        let error = if file.starts_with("oauth") { RestError::server(code) } else { RestError::portal(code) };
        assert_eq!(error.body(), documented, "{file}");
        assert!(status.is_empty() || status.contains(&error.status.to_string()), "{file}: {}", error.status);
        compared += 1;
    }
    assert!(compared >= 20, "{compared} errors compared");
}
