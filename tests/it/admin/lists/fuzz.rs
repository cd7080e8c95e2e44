//! Every parameter of every page of deletions with junk: a page that says so, never a fault.

use super::super::dashboard::{OWN, inside};
use super::{ALL, filled};
use crate::junk::Junk;

const NAMES: [&str; 17] = [
    "entity",
    "event",
    "entity_id",
    "user_id",
    "source",
    "portal",
    "from",
    "to",
    "q",
    "query",
    "cursor",
    "before",
    "at",
    "order",
    "folds",
    "format",
    "nothing",
];

/// How many requests are made.
const CASES: usize = 400;

#[tokio::test]
async fn no_query_string_is_a_fault() {
    let (house, browser) = inside().await;
    filled(&house).await;
    let mut junk = Junk::new(NAMES.map(str::to_owned).into());
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
