//! Methods that the pages' addresses accept.

use poem::http::{StatusCode, header};

use super::dashboard::{OWN, inside};
use super::junk::addresses;

#[tokio::test]
async fn refused_methods_name_what_an_address_takes() {
    let (_house, browser) = inside().await;
    let check = format!("/admin/portals/{OWN}/check");
    for (path, allow) in [
        ("/", "GET, HEAD"),
        ("/admin", "GET, HEAD"),
        ("/admin/login", "GET, POST, HEAD"),
        ("/admin/first", "GET, POST, HEAD"),
        ("/admin/assets/dashboard.css", "GET, HEAD"),
        ("/admin/portals", "GET, HEAD"),
        ("/admin/api-keys", "GET, POST, HEAD"),
        (check.as_str(), "POST"),
        ("/admin/webhooks/1/test", "POST"),
    ] {
        let request = browser.client.put(path).header(header::COOKIE, browser.cookie_header());
        let refused = request.send().await.0;
        assert_eq!(refused.status(), StatusCode::METHOD_NOT_ALLOWED, "{path}");
        assert_eq!(refused.header(header::ALLOW), Some(allow), "{path}");
    }
    for (_, pattern) in addresses() {
        let request = browser.client.put(pattern.as_str()).header(header::COOKIE, browser.cookie_header());
        let refused = request.send().await.0;
        if refused.status() == StatusCode::METHOD_NOT_ALLOWED {
            assert!(refused.header(header::ALLOW).is_some_and(|allow| !allow.is_empty()), "{pattern} takes something");
        }
    }
    let nowhere = browser.get("/admin/nowhere").await;
    assert_eq!((nowhere.status, nowhere.header(header::ALLOW)), (StatusCode::NOT_FOUND, ""));
}
