//! Every answer has exactly one reaction, whatever its case and HTTP status.

use domain::portal::{PortalStatus, TokenHealth};
use serde_json::json;
use sim::Fault;
use time::Duration;

use super::Scene;
use PortalStatus::{Active, Deleted, NeedsReinstall, PaymentRequired, Uninstalled};

/// A portal's state after this answer from the authorization server.
async fn after_renewal(fault: Fault, times: Option<u32>) -> (PortalStatus, TokenHealth) {
    let scene = Scene::new().await;
    scene.let_token_end();
    scene.sim.fault("oauth/token", fault, times);
    assert!(scene.call().await.is_err());
    scene.state().await
}

/// A portal's state after this answer of its own.
async fn after_call(fault: Fault) -> (PortalStatus, TokenHealth) {
    let scene = Scene::new().await;
    scene.portal.fault("profile", fault, None);
    assert!(scene.call().await.is_err());
    scene.state().await
}

fn odd(code: &str, status: u16) -> Fault {
    Fault::Error { code: code.to_owned(), status: Some(status), description: None }
}

#[tokio::test]
async fn refusals_of_the_authorization_server_have_their_reactions() {
    let (ok, failing, dead, none) = (TokenHealth::Ok, TokenHealth::Failing, TokenHealth::Dead, TokenHealth::None);
    for (fault, state) in [
        (odd("invalid_grant", 400), (NeedsReinstall, dead)),
        (odd("INVALID_GRANT", 200), (NeedsReinstall, dead)),
        (odd("bad_verification_code", 400), (NeedsReinstall, dead)),
        (odd("wrong_client", 200), (Active, failing)),
        (odd("invalid_scope", 403), (Active, failing)),
        (odd("insufficient_scope", 403), (Active, failing)),
        (odd("invalid_request", 400), (Active, failing)),
        (odd("payment_required", 401), (PaymentRequired, ok)),
        (odd("Not_Installed", 401), (Uninstalled, none)),
        (odd("portal_not_found", 404), (Active, failing)),
        (odd("something_new", 418), (Active, failing)),
    ] {
        let what = format!("{fault:?}");
        assert_eq!(Box::pin(after_renewal(fault, None)).await, state, "{what}");
    }
}

#[tokio::test]
async fn trouble_on_the_way_changes_no_state() {
    for fault in [
        Fault::Reset,
        Fault::Html,
        Fault::Status(502),
        Fault::Status(404),
        Fault::Huge(30 << 20),
        Fault::Endless,
        odd("INTERNAL_SERVER_ERROR", 500),
    ] {
        let what = format!("{fault:?}");
        assert_eq!(Box::pin(after_renewal(fault, Some(1))).await, (Active, TokenHealth::Failing), "{what}");
    }
}

#[tokio::test]
async fn refused_secret_is_no_portal_without_the_app() {
    let everywhere = Box::pin(after_renewal(odd("invalid_client", 401), None)).await;
    assert_eq!(everywhere, (Active, TokenHealth::Failing), "our own credentials are refused");
    let here = Box::pin(after_renewal(odd("invalid_client", 400), Some(1))).await;
    assert_eq!(here, (NeedsReinstall, TokenHealth::Dead), "only this portal's token is");
}

#[tokio::test]
async fn failing_renewal_is_tried_again_after_a_pause_and_not_before() {
    let scene = Scene::new().await;
    scene.let_token_end();
    scene.sim.fault("oauth/token", Fault::Status(503), Some(1));
    for _ in 0..5 {
        assert!(scene.call().await.is_err());
    }
    assert_eq!(scene.sim.calls("oauth/token"), 1, "the pause holds for calls too");
    scene.house.hands.advance(Duration::seconds(11));
    scene.care().await;
    assert_eq!(scene.state().await, (Active, TokenHealth::Ok));
    assert_eq!(scene.facts().await.token.error, None);
}

#[tokio::test]
async fn refusals_of_a_portal_have_their_reactions() {
    let ok = TokenHealth::Ok;
    for (fault, state) in [
        (odd("ERROR_OAUTH", 401), (Uninstalled, TokenHealth::None)),
        (odd("APPLICATION_NOT_FOUND", 401), (Uninstalled, TokenHealth::None)),
        (odd("authorization_error", 401), (NeedsReinstall, TokenHealth::Dead)),
        (odd("invalid_token", 401), (NeedsReinstall, TokenHealth::Dead)),
        (odd("no_auth_found", 200), (NeedsReinstall, TokenHealth::Dead)),
        (odd("PAYMENT_REQUIRED", 401), (PaymentRequired, ok)),
        (odd("PORTAL_DELETED", 500), (Deleted, ok)),
        (odd("portal_deleted", 410), (Deleted, ok)),
        (odd("insufficient_scope", 403), (Active, ok)),
        (odd("ACCESS_DENIED", 403), (Active, ok)),
        (odd("OVERLOAD_LIMIT", 503), (Active, ok)),
        (odd("OPERATION_TIME_LIMIT", 429), (Active, ok)),
    ] {
        let what = format!("{fault:?}");
        assert_eq!(Box::pin(after_call(fault)).await, state, "{what}");
    }
}

#[tokio::test]
async fn dismissed_users_token_needs_another_administrator() {
    let scene = Scene::new().await;
    scene.portal.set_active(1, false);
    assert!(scene.call().await.is_err());
    assert_eq!(scene.state().await, (NeedsReinstall, TokenHealth::Dead));
}

#[tokio::test]
async fn lying_answer_is_an_error_and_no_result() {
    let scene = Scene::new().await;
    scene.portal.fault("profile", Fault::Patch(json!({"error": "insufficient_scope"})), Some(1));
    assert!(scene.call().await.is_err());
}
