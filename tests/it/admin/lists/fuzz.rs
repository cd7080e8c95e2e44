//! Every parameter of every page of deletions with junk: a page that says so, never a fault.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::super::dashboard::{OWN, inside};
use super::{ALL, filled};

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

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,20}".prop_map(|text| form_encoded(&text)),
        "[%+&=A-F0-9]{0,12}",
        "-?[0-9]{1,25}[mhdwMy]?",
        "[0-9]{1,6}-[0-9]{2}-[0-9]{2}(T[0-9:.+Z-]{0,14})?",
        Just("%FF%FE".to_owned()),
        Just("x".repeat(3_000)),
        Just("-99999999w".to_owned()),
        Just("9999-12-31T23%3A59%3A59.999999999Z".to_owned()),
        Just("0000-01-01".to_owned()),
        Just("9223372036854775807".to_owned()),
        "(kind|user|from|at|portal|id)?:?[\\\\\",a-z:%0-9-]{0,20}".prop_map(|text| form_encoded(&text)),
        Just(OWN.to_owned()),
        Just("crm.lead".to_owned()),
        Just("oldest".to_owned()),
    ]
}

fn form_encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[tokio::test]
async fn no_query_string_is_a_fault() {
    let (house, browser) = inside().await;
    filled(&house).await;
    let pairs = proptest::collection::vec((proptest::sample::select(NAMES.to_vec()), value()), 1..6);
    let mut runner = TestRunner::deterministic();
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
        let pairs = pairs.new_tree(&mut runner).expect("a case").current();
        let query: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let path = format!("{}?{}", paths[case % paths.len()], query.join("&"));
        let status = browser.get(&path).await.status;
        assert!(!status.is_server_error(), "{status}: {path}");
    }
}
