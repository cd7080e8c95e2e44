//! Answers of a provider that open nothing: the page says what to do, and the audit why.

use domain::audit::{AuditEntry, AuditKind};
use domain::refusal::RefusalReason;
use poem::http::StatusCode;
use serde_json::{Value, json};
use tests::provider::Signing;
use time::Duration;

use super::super::dashboard::{Answer, EMAIL, PASSWORD};
use super::super::roles::lines;
use super::{BOB, Scene, begin, come_back};

impl Scene {
    /// Expects a refusal.
    async fn refused(&self, reason: RefusalReason, says: &str) -> Answer {
        self.house.hands.advance(Duration::minutes(2)); // so that each gets its own line in the audit
        let answer = self.sign_in().await;
        self.expect(&answer, reason, says).await;
        answer
    }

    async fn expect(&self, answer: &Answer, reason: RefusalReason, says: &str) {
        let status = match reason {
            RefusalReason::ProviderUnreachable => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        assert_eq!(answer.status, status, "{reason}: {}", answer.body);
        assert!(answer.has(says), "{reason}: {}", answer.body);
        assert!(answer.has("role=\"alert\"") && answer.has("name=\"password\"") && answer.has("Sign in with Acme ID"));
        let line = lines(&self.house, AuditKind::LogInFailed).await.remove(0);
        assert_eq!(line.entry.known(), Some(&AuditEntry::LogInFailed { reason }), "{line:?}");
        assert!(self.bound().await.is_empty());
        assert_eq!(self.browser.get("/admin").await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn id_token_that_is_not_for_this_sign_in_is_refused() {
    let scene = Scene::set().await;
    let now = scene.house.clock.now().unix_timestamp();
    let (reports, again) = ("tell whoever runs this service", "Try again with the button below");
    let cases: Vec<(&str, Value, RefusalReason, &str)> = vec![
        ("aud", json!("another-program"), RefusalReason::OtherAudience, reports),
        ("aud", json!(["tombstone-console", "another-program"]), RefusalReason::OtherAudience, reports),
        ("azp", json!("another-program"), RefusalReason::OtherAudience, reports),
        ("iss", json!("https://id.example"), RefusalReason::OtherIssuer, reports),
        ("exp", json!(now - 61), RefusalReason::IdTokenEnded, reports),
        ("iat", json!(now - 3_600), RefusalReason::IdTokenEnded, reports),
        ("iat", json!(now + 86_400), RefusalReason::IdTokenEnded, reports),
        ("nonce", json!("another"), RefusalReason::OtherNonce, again),
        ("nonce", Value::Null, RefusalReason::OtherNonce, again),
        ("sub", json!(""), RefusalReason::ProviderUnreachable, "try again in a minute"),
        ("sub", json!("a\u{0}b"), RefusalReason::ProviderUnreachable, "try again in a minute"),
    ];
    for (name, value, reason, says) in cases {
        scene.provider.set_claims(move |claims| {
            if value.is_null() {
                claims.remove(name);
            } else {
                claims.insert(name.to_owned(), value.clone());
            }
        });
        scene.refused(reason, says).await;
    }
    // A small clock difference is tolerated.
    scene
        .provider
        .set_claims(move |claims| drop(claims.insert("iat".to_owned(), json!(claims["iat"].as_i64().unwrap() + 30))));
    assert_eq!(scene.sign_in().await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn id_token_that_the_provider_did_not_sign_is_refused() {
    let scene = Scene::set().await;
    for signing in [Signing::None, Signing::Hs256, Signing::Forged] {
        scene.provider.set(|behaviour| behaviour.signing = signing);
        scene.refused(RefusalReason::IdTokenForged, "did not sign the ID token").await;
    }
}

#[tokio::test]
async fn account_without_a_verified_address_of_an_operator_is_refused() {
    let scene = Scene::set().await;
    for verified in [Some(false), None] {
        scene.provider.set(|behaviour| behaviour.email_verified = verified);
        scene.refused(RefusalReason::EmailUnverified, "Have the provider verify").await;
    }
    scene.provider.set(|behaviour| behaviour.email_apart = true);
    scene.refused(RefusalReason::EmailUnverified, "Have the provider verify").await;
    scene.provider.set(|behaviour| behaviour.email = None);
    scene.refused(RefusalReason::EmailUnverified, "Have the provider verify").await;
    scene.provider.set(|behaviour| {
        behaviour.email = Some(BOB.to_owned());
        behaviour.email_verified = Some(true);
    });
    let answer = scene.refused(RefusalReason::UnknownOperator, "Ask an owner to add you").await;
    assert!(!answer.has(BOB) && scene.house.store.count_operators().await.unwrap() == 1);
    let line = lines(&scene.house, AuditKind::LogInFailed).await.remove(0);
    assert_eq!(line.actor, "unknown", "whom the provider names is not kept");
}

#[tokio::test]
async fn provider_that_says_no_is_believed() {
    let scene = Scene::set().await;
    let refused = |answer: &str| RefusalReason::ProviderRefused { answer: answer.to_owned() };
    scene.provider.set(|behaviour| behaviour.error = Some("access_denied".to_owned()));
    scene.refused(refused("access_denied"), "The provider refused: access_denied.").await;
    scene.provider.set(|behaviour| behaviour.error = Some("<b>Call 555</b>".to_owned()));
    let answer = scene.refused(refused("unknown_error"), "Try again").await;
    assert!(!answer.has("555"), "what anybody can write into an address is not repeated");
    scene.provider.set(|behaviour| {
        behaviour.error = None;
        behaviour.token_answer = Some((400, json!({"error": "invalid_grant", "error_description": "hush"})));
    });
    assert!(!scene.refused(refused("invalid_grant"), "Try again").await.has("hush"));
}

#[tokio::test]
async fn answer_of_another_provider_is_refused_before_its_code_goes_anywhere() {
    let scene = Scene::set().await;
    for named in [Some("https://id.example".to_owned()), None] {
        scene.provider.set(|behaviour| behaviour.named_issuer = named);
        scene.refused(RefusalReason::OtherIssuer, "another provider than the one that answered").await;
    }
    assert!(!scene.provider.asked().contains(&"token".to_owned()));
}

#[tokio::test]
async fn code_of_another_sign_in_is_refused() {
    let scene = Scene::set().await;
    let other = begin(&scene.browser, "/admin").await;
    let own = begin(&scene.browser, "/admin").await;
    let (injected, state) = (scene.provider.authorize(&other), scene.provider.authorize(&own));
    let of = |url: &url::Url, wanted: &str| {
        url.query_pairs().find(|(name, _)| name == wanted).expect("it is there").1.into_owned()
    };
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("state", &of(&state, "state"))
        .append_pair("iss", scene.provider.issuer())
        .append_pair("code", &of(&injected, "code"))
        .finish();
    let answer = scene.browser.get(&format!("/admin/login/oidc/callback?{query}")).await;
    let reason = RefusalReason::ProviderRefused { answer: "invalid_grant".to_owned() };
    scene.expect(&answer, reason, "Try again").await;
}

#[tokio::test]
async fn provider_that_does_not_answer_as_one_keeps_nobody_from_the_password() {
    let scene = Scene::set().await;
    let answers = [
        (500, json!({"oops": 1})),
        (302, json!({})),
        (200, json!({})),
        (200, json!("x".repeat(2 << 20))),
        (200, Value::Null),
    ];
    for answer in answers {
        scene.provider.set(|behaviour| behaviour.token_answer = Some(answer));
        scene.refused(RefusalReason::ProviderUnreachable, "Log in with your password, or try again").await;
    }
    let url = begin(&scene.browser, "/admin").await;
    let back = come_back(&scene.provider, &url);
    scene.house.hands.advance(Duration::minutes(2));
    let Scene { house, provider, browser } = scene;
    provider.stop().await;
    house.hands.advance(Duration::HOUR);
    let answer = browser.get("/admin/login/oidc").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
    assert!(answer.has("Tombstone can’t reach the provider") && answer.has("name=\"password\""));
    let line = lines(&house, AuditKind::LogInFailed).await.remove(0);
    let reason = RefusalReason::ProviderUnreachable;
    assert_eq!(line.entry.known(), Some(&AuditEntry::LogInFailed { reason }));
    assert_eq!(browser.get(&back).await.status, StatusCode::UNPROCESSABLE_ENTITY, "and it is too late by now");
    assert!(browser.get("/admin/login").await.has("Sign in with Acme ID"));
    assert_eq!(browser.log_in(EMAIL, PASSWORD).await.status, StatusCode::SEE_OTHER);
}
