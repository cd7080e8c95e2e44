//! The addresses that portals and their users' browsers call: found despite extra slashes, and explained to people who
//! open them in a browser.

use std::sync::Arc;

use poem::http::uri::{PathAndQuery, Uri};
use poem::http::{HeaderValue, Method, StatusCode, header};
use poem::{Endpoint, IntoResponse, PathPattern, Request, Response, Result};

/// Where portals post events.
pub const EVENTS: &str = "/bitrix24/events";

/// Prefixes of portal paths.
const PREFIXES: [&str; 2] = ["/bitrix24/", "/oauth/"];

/// An address that takes POST requests, and its explanation.
struct Explained {
    path: &'static str,
    title: &'static str,
    text: &'static str,
}

const EXPLAINED: [Explained; 3] = [
    Explained {
        path: EVENTS,
        title: "The event handler of Tombstone",
        text: "Bitrix24 posts events of portals to this address. Tombstone binds it by itself; there is nothing to see here.",
    },
    Explained {
        path: "/bitrix24/install",
        title: "The installer of Tombstone",
        text: "Bitrix24 opens this address when the app is installed on a portal. Enter it in the app’s settings as the \
               address of the installer and of the installation event handler.",
    },
    Explained {
        path: "/bitrix24/app",
        title: "The app’s page of Tombstone",
        text: "Bitrix24 opens this address inside a portal. Enter it in the app’s settings as the address of the app, \
               and open the app from the portal’s menu.",
    },
];

/// Removes doubled and trailing slashes from portal paths: an event without a route is lost.
pub(crate) async fn tidy(mut request: Request) -> Result<Request> {
    if let Some(uri) = tidied(request.uri()) {
        *request.uri_mut() = uri;
    }
    Ok(request)
}

fn tidied(uri: &Uri) -> Option<Uri> {
    let path = uri.path();
    if !path.contains("//") && !path.ends_with('/') {
        return None;
    }
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    let plain = segments.fold(String::with_capacity(path.len()), |path, segment| path + "/" + segment);
    if !PREFIXES.iter().any(|prefix| plain.starts_with(prefix)) {
        return None;
    }
    let whole = uri.query().map_or_else(|| plain.clone(), |query| format!("{plain}?{query}"));
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(whole).ok()?);
    Uri::from_parts(parts).ok()
}

/// Explains POST-only addresses to browsers that open them, and sets `Allow` in refusals.
pub async fn explain<E: Endpoint<Output = Response>>(endpoint: Arc<E>, request: Request) -> Result<Response> {
    let path = request.uri().path();
    let explained = EXPLAINED.iter().find(|explained| explained.path == path);
    if let Some(explained) = explained.filter(|_| matches!(*request.method(), Method::GET | Method::HEAD)) {
        return Ok(explained.page());
    }
    let allowed = match explained {
        Some(_) => "GET, HEAD, POST",
        None if path.starts_with("/bitrix24/app/") => "GET, HEAD, POST",
        None if path.starts_with("/oauth/") => "GET, HEAD",
        None => "POST",
    };
    let mut response = endpoint.call(request).await?;
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(allowed));
    }
    Ok(response)
}

impl Explained {
    fn page(&self) -> Response {
        let Self { path, title, text } = self;
        let page = format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<h1>{title}</h1>\n<p>{text}</p>\n"
        );
        let mut response = Response::builder()
            .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
            .header(header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'")
            .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
            .body(page)
            .into_response();
        response.set_data(PathPattern(Arc::from(*path)));
        response
    }
}

#[cfg(test)]
mod tests {
    use poem::error::MethodNotAllowedError;
    use poem::{EndpointExt, endpoint};

    use super::*;

    #[test]
    fn slashes_of_portals_paths_are_tidied() {
        let tidied = |path: &str| tidied(&path.parse().unwrap()).map(|uri| uri.to_string());
        for (path, plain) in [
            ("/bitrix24/events/", "/bitrix24/events"),
            ("//bitrix24/events", "/bitrix24/events"),
            ("/bitrix24//events//", "/bitrix24/events"),
            ("//bitrix24///install/?DOMAIN=a//b/", "/bitrix24/install?DOMAIN=a//b/"),
            ("/bitrix24/events//nonce/", "/bitrix24/events/nonce"),
            ("/oauth/callback/?code=x", "/oauth/callback?code=x"),
            ("http://a.example//bitrix24/app/", "http://a.example/bitrix24/app"),
        ] {
            assert_eq!(tidied(path).as_deref(), Some(plain), "{path}");
        }
        for path in ["/bitrix24/events", "/", "//", "/admin/", "/api/v1//portals", "/api/docs/", "/bitrix24x/"] {
            assert_eq!(tidied(path), None, "{path}");
        }
    }

    async fn answer(method: Method, path: &'static str) -> Response {
        let nothing = endpoint::make(|_| async { Err::<Response, poem::Error>(MethodNotAllowedError.into()) });
        let routes = nothing.catch_all_error(crate::problem).around(explain);
        let request = Request::builder().method(method).uri_str(path).finish();
        routes.call(request).await.unwrap()
    }

    #[tokio::test]
    async fn addresses_that_are_posted_to_explain_themselves() {
        for path in ["/bitrix24/events", "/bitrix24/install", "/bitrix24/app"] {
            let page = answer(Method::GET, path).await;
            assert_eq!(
                (page.status(), page.content_type()),
                (StatusCode::OK, Some("text/html; charset=utf-8")),
                "{path}"
            );
            assert_eq!(page.data::<PathPattern>().map(|pattern| &*pattern.0), Some(path));
            assert_eq!(answer(Method::HEAD, path).await.status(), StatusCode::OK);
        }
    }

    #[tokio::test]
    async fn other_methods_are_refused_with_those_that_are_taken() {
        for (path, allowed) in [
            ("/bitrix24/events", "GET, HEAD, POST"),
            ("/bitrix24/events/nonce", "POST"),
            ("/bitrix24/install", "GET, HEAD, POST"),
            ("/oauth/start", "GET, HEAD"),
        ] {
            let refused = answer(Method::DELETE, path).await;
            assert_eq!(refused.status(), StatusCode::METHOD_NOT_ALLOWED, "{path}");
            assert_eq!(refused.header("allow"), Some(allowed), "{path}");
        }
    }
}
