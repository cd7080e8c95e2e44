//! Junk in every parameter of every page of deletions gets a page that says so, never a fault.

use serde_json::Value;

use super::super::dashboard::{OWN, inside};
use super::{ALL, filled};
use crate::junk::Junk;

/// Parameters that the API's list lacks.
const OF_PAGES: [&str; 10] =
    ["portal", "query", "before", "at", "back", "folds", "format", "field", "typed", "nothing"];

/// The number of requests.
const CASES: usize = 400;

/// All parameters: filter fields have the API's names.
fn names() -> Vec<String> {
    let document: Value = serde_json::from_str(&api::document()).expect("a document");
    let parameters = document["paths"]["/api/v1/deletions"]["get"]["parameters"].as_array().expect("parameters");
    let named = parameters.iter().filter_map(|parameter| parameter["name"].as_str());
    named.chain(OF_PAGES).map(str::to_owned).collect()
}

#[tokio::test]
async fn no_query_string_is_a_fault() {
    let (house, browser) = inside().await;
    filled(&house).await;
    let mut junk = Junk::new(names());
    let own = format!("/admin/portals/{OWN}");
    let paths = [
        ALL.to_owned(),
        own.clone(),
        format!("{ALL}/export"),
        format!("{own}/deletions/export"),
        format!("{ALL}/suggest"),
        format!("{own}/deletions/1"),
    ];
    for case in 0..CASES {
        let path = format!("{}?{}", paths[case % paths.len()], junk.pairs());
        let status = browser.get(&path).await.status;
        assert!(!status.is_server_error(), "{status}: {path}");
    }
}
