//! The methods that the address of a page allows, for `Allow` in refusals.

use std::sync::Arc;

use poem::http::{HeaderValue, StatusCode, header};
use poem::{Endpoint, PathPattern, Request, Response, Result};

use crate::access::login;
use crate::pages;

/// The routes for visitors who are not logged in, besides the list of pages.
const OPEN: [(&str, &str); 11] = [
    ("/", "GET"),
    ("/admin/", "GET"),
    ("/admin/assets/:name", "GET"),
    ("/admin/first", "GET"),
    ("/admin/first", "POST"),
    ("/admin/login", "GET"),
    ("/admin/login", "POST"),
    (login::provider::PATH, "GET"),
    (login::provider::CALLBACK, "GET"),
    ("/admin/login/code", "GET"),
    ("/admin/login/code", "POST"),
];

/// Adds `Allow` to refusals of a method.
pub(crate) async fn named<E: Endpoint<Output = Response>>(pages: Arc<E>, req: Request) -> Result<Response> {
    let mut response = pages.call(req).await?;
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        let allow = response.data::<PathPattern>().map(|pattern| allow(&pattern.0)).unwrap_or_default();
        response.headers_mut().insert(header::ALLOW, HeaderValue::try_from(allow).expect("methods are plain text"));
    }
    Ok(response)
}

fn allow(pattern: &str) -> String {
    let pages = pages::addresses().into_iter().map(|(method, path, _)| (path, method.to_string()));
    let open = OPEN.map(|(path, method)| (path, method.to_owned()));
    let methods = open.into_iter().chain(pages).filter(|(path, _)| *path == pattern).map(|(_, method)| method);
    let mut methods: Vec<String> = methods.collect();
    if methods.iter().any(|method| method == "GET") {
        methods.push("HEAD".to_owned());
    }
    methods.join(", ")
}
