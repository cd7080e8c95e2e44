//! A service without an operator prints a link that creates the first one, and shows it nowhere else.

use reqwest::StatusCode;
use tests::api::Client;
use tests::service::{Ending, Launch};
use url::Url;

use super::{folder, json, result, run_with};

fn links(launch: &Launch) -> Vec<Url> {
    let printed = launch.stdout();
    let links = printed.lines().filter(|line| line.contains("/admin/first?token="));
    links.map(|line| Url::parse(line.trim()).unwrap()).collect()
}

#[tokio::test]
async fn link_is_printed_as_long_as_there_is_no_operator_and_is_not_logged() {
    let folder = folder();
    let launch = Launch::embedded(folder.path()).set("TOMBSTONE_LOG", "debug").set("TOMBSTONE_LOG_FORMAT", "json");
    let service = launch.start().await;
    let client = Client::new(&launch, &service);
    let link = tests::eventually("the link", std::time::Duration::from_secs(20), async || links(&launch).pop()).await;
    assert!(link.as_str().starts_with(service.url().as_str()), "{link}");
    let path = format!("{}?{}", link.path(), link.query().unwrap());
    let (status, page) = client.text(&path).await;
    assert!(status == StatusCode::OK && page.contains("action=\"/admin/first\""), "{page}");
    let added =
        run_with(&launch, &["operator", "add", "ada@example.com", "--password-stdin"], "a long enough password");
    result(&added);
    assert_eq!(client.text(&path).await.0, StatusCode::NOT_FOUND);
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
    let (_, token) = link.query_pairs().next().unwrap();
    assert!(!launch.stderr().contains(&*token), "it is in the log");

    let service = launch.start().await;
    let client = client.at(&service);
    assert_eq!(client.text("/health/ready").await.0, StatusCode::OK);
    assert_eq!(links(&launch).len(), 1, "there is an operator now");
    assert_eq!(client.text(&path).await.0, StatusCode::NOT_FOUND);
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
    assert_eq!(json(&launch.run(&["operator", "list", "--json"])).as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn process_without_the_pages_prints_none() {
    let folder = folder();
    let launch = Launch::embedded(folder.path()).with_argument("--roles").with_argument("events,install,api,worker");
    let service = launch.start().await;
    assert_eq!(Client::new(&launch, &service).text("/health/ready").await.0, StatusCode::OK);
    assert_eq!(links(&launch).len(), 0);
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
}
