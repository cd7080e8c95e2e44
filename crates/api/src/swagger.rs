//! `/api/docs`: the OpenAPI document to read and try, with everything served from here.

use bytes::Bytes;
use poem::endpoint::make_sync;
use poem::http::header;
use poem::{Endpoint, EndpointExt, IntoResponse, Response, Route};
use poem_openapi::OpenApiService;

/// Allows nothing from other hosts, and no inline script or style.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const PAGE: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tombstone API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<script src="/api/docs/swagger-ui.js" defer></script>
<script src="/api/docs/start.js" defer></script>
</head>
<body>
<div id="ui"></div>
</body>
</html>
"#;

const START: &str = r##"SwaggerUIBundle({
  dom_id: "#ui",
  url: "/api/openapi.json",
  deepLinking: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
"##;

pub(crate) fn routes() -> impl Endpoint<Output = Response> {
    let (style, script) = parts();
    Route::new()
        .at("/", part("text/html; charset=utf-8", PAGE.to_owned()))
        .at("/swagger-ui.css", part("text/css; charset=utf-8", style))
        .at("/swagger-ui.js", part("text/javascript; charset=utf-8", script))
        .at("/start.js", part("text/javascript; charset=utf-8", START.to_owned()))
        .after(async |answer: poem::Result<Response>| Ok(guarded(answer?)))
}

fn part(kind: &'static str, body: String) -> impl Endpoint<Output = Response> {
    let body = Bytes::from(body);
    make_sync(move |_| Response::builder().content_type(kind).body(body.clone()))
}

fn guarded(response: Response) -> Response {
    let response = response.with_header(header::CONTENT_SECURITY_POLICY, POLICY);
    let response = response.with_header(header::CACHE_CONTROL, "max-age=3600");
    let response = response.with_header(header::REFERRER_POLICY, "no-referrer");
    response.with_header(header::X_CONTENT_TYPE_OPTIONS, "nosniff").into_response()
}

/// Extracts the framework's style and script from its own page, which would need a policy that allows inline scripts.
fn parts() -> (String, String) {
    let page = OpenApiService::new((), "", "").swagger_ui_html();
    let between = |start: &str, end: &str| {
        let (_, rest) = page.split_once(start)?;
        rest.split_once(end).map(|(part, _)| part.to_owned())
    };
    let style = between(r#"<style charset="UTF-8">"#, "</style>");
    let script = between(r#"<script charset="UTF-8">"#, "</script>");
    style.zip(script).expect("the framework's page has a style and a script")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_those_of_swagger_ui() {
        let (style, script) = parts();
        assert!(style.contains(".swagger-ui") && style.len() > 100_000);
        assert!(script.contains("SwaggerUIBundle") && script.len() > 1_000_000);
    }

    #[test]
    fn page_and_style_name_no_other_host() {
        let (style, _) = parts();
        for text in [PAGE, START, style.as_str()] {
            let named = text.match_indices("://").map(|(at, _)| &text[at..]);
            assert!(named.clone().all(|host| host.starts_with("://www.w3.org/2000/svg")));
            assert!(!text.contains("@import") && !text.contains("=\"//"));
        }
        let loaded = style.split("url(").skip(1).map(|part| part.trim_start_matches(['"', '\'']));
        assert!(loaded.clone().count() > 0 && loaded.clone().all(|part| part.starts_with("data:")));
    }
}
