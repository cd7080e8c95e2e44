//! The encoder against every documented body of an event.

use std::path::Path;

use sim::php::{Value, decode, encode};

#[test]
fn documented_events_are_encoded_to_the_byte() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/payloads");
    let mut compared = 0;
    for entry in std::fs::read_dir(folder).expect("the fixtures") {
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
