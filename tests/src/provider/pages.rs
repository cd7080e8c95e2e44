//! What a provider answers over HTTP.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use poem::http::{StatusCode, header};
use poem::middleware::AddData;
use poem::web::{Data, Html, Json, Redirect};
use poem::{Body, Endpoint, EndpointExt, IntoResponse, Request, Response, Route, get, handler, post};
use serde_json::{Value, json};

use super::keys::rsa;
use super::{CLIENT_ID, CLIENT_SECRET, Shared, Signing, fields, lock};

pub(super) fn routes(shared: Arc<Shared>) -> impl Endpoint {
    Route::new()
        .at("/.well-known/openid-configuration", get(discover))
        .at("/keys", get(keys))
        .at("/authorize", get(ask).post(consent))
        .at("/token", post(exchange))
        .at("/userinfo", get(user_info))
        .with(AddData::new(shared))
}

/// OpenID Connect Discovery 1.0, section 3.
#[handler]
fn discover(Data(shared): Data<&Arc<Shared>>) -> Json<Value> {
    shared.note("discovery");
    let issuer = &shared.issuer;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256", "RS256", "HS256", "none"],
        "scopes_supported": ["openid", "email"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    }))
}

#[handler]
fn keys(Data(shared): Data<&Arc<Shared>>) -> Json<Value> {
    shared.note("keys");
    if shared.behaviour().signing == Signing::Rs256 {
        rsa();
    }
    Json(lock(&shared.keys).public())
}

/// Its page, or the way back at once.
#[handler]
fn ask(req: &Request, Data(shared): Data<&Arc<Shared>>) -> Response {
    shared.note("authorize");
    if !shared.behaviour().asks {
        return Redirect::see_other(shared.authorize(req.uri().query().unwrap_or_default())).into_response();
    }
    Html(
        "<!doctype html><html lang=\"en\"><title>Provider</title><link rel=\"icon\" href=\"data:,\">\
        <main><h1>Provider</h1><form method=\"post\"><button>Continue</button></form></main></html>",
    )
    .into_response()
}

#[handler]
fn consent(req: &Request, Data(shared): Data<&Arc<Shared>>) -> Redirect {
    Redirect::see_other(shared.authorize(req.uri().query().unwrap_or_default()))
}

#[handler]
async fn exchange(req: &Request, body: Body, Data(shared): Data<&Arc<Shared>>) -> Response {
    shared.note("token");
    if let Some((status, answer)) = shared.behaviour().token_answer {
        let status = StatusCode::from_u16(status).expect("a status");
        return Json(answer).with_status(status).into_response();
    }
    let own = STANDARD.encode(format!("{CLIENT_ID}:{CLIENT_SECRET}"));
    let outcome = if req.header(header::AUTHORIZATION) == Some(format!("Basic {own}").as_str()) {
        shared.exchange(&fields(&body.into_string().await.expect("a form")))
    } else {
        Err("invalid_client")
    };
    match outcome {
        Ok(answer) => Json(answer).into_response(),
        Err(code) => Json(json!({"error": code})).with_status(StatusCode::BAD_REQUEST).into_response(),
    }
}

/// OpenID Connect Core 1.0, 5.3. Its access tokens are the subjects.
#[handler]
fn user_info(req: &Request, Data(shared): Data<&Arc<Shared>>) -> Response {
    shared.note("userinfo");
    let token = req.header(header::AUTHORIZATION).and_then(|text| text.strip_prefix("Bearer "));
    let Some(subject) = token else { return StatusCode::UNAUTHORIZED.into_response() };
    let mut claims = shared.email();
    claims.insert("sub".to_owned(), Value::from(subject));
    Json(Value::Object(claims)).into_response()
}
