//! The built binary's API: its rate limit, content encodings and descriptors.

use reqwest::header::{ACCEPT_ENCODING, CONTENT_ENCODING, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use tests::api::Client;
use tests::metrics::Metrics;
use tests::service::{Launch, Service};

use super::folder;

async fn ask(service: &Service, key: &str, encoding: &str) -> Response {
    let url = service.url().join("/api/v1/catalogue").expect("an address");
    let http = sim::client::builder().build().expect("a client");
    http.get(url).bearer_auth(key).header(ACCEPT_ENCODING, encoding).send().await.expect("an answer")
}

#[tokio::test]
async fn key_has_the_rate_that_was_set_and_the_encoding_that_it_takes() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path()).set("TOMBSTONE_API_RATE", "1");
    let service = launch.start().await;
    let key = Client::new(&launch, &service).key().to_owned();

    let first = ask(&service, &key, "gzip").await;
    assert_eq!(first.status(), StatusCode::OK);
    assert_eq!(
        (&first.headers()["ratelimit-limit"], &first.headers()[CONTENT_ENCODING]),
        (&"4".parse().unwrap(), &"gzip".parse().unwrap())
    );
    // Each second allows another request, so a slow machine needs some more.
    let mut refused = ask(&service, &key, "identity").await;
    while refused.status() == StatusCode::OK {
        assert_eq!(refused.headers().get(CONTENT_ENCODING), None);
        refused = ask(&service, &key, "identity").await;
    }
    assert_eq!(
        (refused.status(), &refused.headers()[RETRY_AFTER]),
        (StatusCode::TOO_MANY_REQUESTS, &"1".parse().unwrap())
    );
}

#[tokio::test]
async fn service_takes_as_many_descriptors_as_it_may_have() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path());
    let limit = async |launch: Launch| {
        let service = launch.start().await;
        let page = Client::new(&launch, &service).text("/metrics").await.1;
        Metrics::new(page).labelled("tombstone_connections", "state", "limit")
    };
    assert!(limit(launch.clone().with_descriptors_at_first(160)).await > 160.0, "the soft limit is raised");
    assert!(limit(launch.with_descriptors(160)).await < 160.0, "the hard one can't be");
}
