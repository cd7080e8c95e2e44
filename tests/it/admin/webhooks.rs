//! Outgoing webhooks on the pages: who sees which endpoint, its details, and the acts on it.

use domain::MemberId;
use domain::audit::AuditKind;
use domain::operator::Role;
use domain::reach::Reach;
use domain::webhook::{Attempt, DeliveryState, Endpoint, EndpointStatus, Interest, Next, WebhookSecret};
use poem::http::{StatusCode, header};
use secrecy::ExposeSecret;
use store::NewEndpoint;
use time::Duration;

use super::dashboard::{OTHER, OWN, inside};
use super::roles::{lines, somebody};
use crate::support::{House, member_id};

pub(super) async fn endpoint(house: &House, owner: Option<&MemberId>, url: &str) -> Endpoint {
    let new = NewEndpoint {
        url: url.into(),
        description: "Takes messages out of the channel".into(),
        interest: Interest::default(),
        ordered: false,
    };
    let (endpoint, secret) = (new.into_endpoint(owner, house.clock.now()), WebhookSecret::generate());
    let webhooks = owner.map_or_else(|| house.store.all_webhooks(), |portal| house.store.tenant(portal).webhooks());
    assert!(webhooks.create(&endpoint, &secret, None).await.expect("creates"));
    endpoint
}

/// Delivers due messages to the endpoint, with this answer.
pub(super) async fn answer(house: &House, endpoint: &Endpoint, status: u16, response: &str) {
    let now = house.clock.now();
    let claimed = house.store.claim_messages(&[(endpoint, 10)], now, now + Duration::MINUTE).await.expect("claims");
    let outcomes: Vec<_> = claimed
        .iter()
        .map(|message| {
            let is_taken = status == 200;
            let error = (!is_taken).then(|| format!("it answered {status}"));
            let attempt = Attempt { at: now, status: Some(status), error, millis: 12, response: response.into() };
            message.outcome(endpoint, Some(attempt), if is_taken { Next::Done } else { Next::GivenUp })
        })
        .collect();
    assert!(!outcomes.is_empty(), "something is due");
    house.store.record_outcomes(&outcomes, now).await.expect("records");
}

#[tokio::test]
async fn endpoints_are_listed_to_whoever_sees_their_portal() {
    let (house, browser) = inside().await;
    let empty = browser.get("/admin/webhooks").await;
    assert!(empty.status == StatusCode::OK && empty.has("No endpoints yet"));
    let (own, other) = (member_id(OWN), member_id(OTHER));
    let of_own = endpoint(&house, Some(&own), "https://own.example/hook").await;
    let of_other = endpoint(&house, Some(&other), "https://other.example/hook").await;
    let of_all = endpoint(&house, None, "https://all.example/hook").await;
    let list = browser.get("/admin/webhooks").await;
    assert!(["own", "other", "all"].iter().all(|host| list.has(&format!("https://{host}.example/hook"))));
    assert!(list.has("some-domain.bitrix24.com") && list.has("other.bitrix24.de"), "portals are named");
    assert!(list.has("Enabled") && list.has("All portals") && list.has("Nothing sent yet"));
    let tab = browser.get(&format!("/admin/portals/{OWN}/webhooks")).await;
    assert!(tab.has("https://own.example/hook") && !tab.has("other.example"));
    assert!(
        tab.has("Endpoints for all portals get this portal’s messages too:") && tab.has("https://all.example/hook")
    );

    let limited = somebody(&house, "some@example.com", Role::Operator, Reach::portal(own)).await;
    let list = limited.get("/admin/webhooks").await;
    assert!(list.has("own.example") && !list.has("other.example") && !list.has("all.example"));
    let tab = limited.get(&format!("/admin/portals/{OWN}/webhooks")).await;
    assert!(
        !tab.has("all.example") && !tab.has("Endpoints for all portals"),
        "that there are others is not to be known"
    );
    let csrf = limited.get("/admin").await.csrf();
    for unseen in [&of_other, &of_all] {
        let path = format!("/admin/webhooks/{}", unseen.id);
        let page = limited.get(&path).await;
        assert!(page.status == StatusCode::NOT_FOUND && page.has("Endpoint not found"), "{path}");
        for act in ["test", "redeliver", "rotate-secret", "status", "delete"] {
            let answer = limited.post(&format!("{path}/{act}"), &[("csrf", &csrf), ("status", "disabled")]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{act}");
        }
        house.hands.advance(Duration::MINUTE);
    }
    let refused = lines(&house, AuditKind::ActRefused).await;
    assert!(refused.iter().any(|line| line.member_id.as_deref() == Some(OTHER)), "asking for it is written down");
    assert_eq!(limited.get(&format!("/admin/webhooks/{}", of_own.id)).await.status, StatusCode::OK);
    assert_eq!(browser.get("/admin/webhooks/a%00b").await.status, StatusCode::NOT_FOUND, "no id has a NUL");

    let viewer = somebody(&house, "viewer@example.com", Role::Viewer, Reach::AllPortals).await;
    let page = viewer.get(&format!("/admin/webhooks/{}", of_own.id)).await;
    assert!(page.has("https://own.example/hook") && !page.has("Send test") && !page.has("Delete endpoint"));
}

#[tokio::test]
async fn deliveries_and_their_attempts_are_shown_as_text() {
    let (house, browser) = inside().await;
    let own = member_id(OWN);
    let endpoint = endpoint(&house, Some(&own), "https://own.example:8443/hook").await;
    let path = format!("/admin/webhooks/{}", endpoint.id);
    let csrf = browser.get("/admin").await.csrf();
    let tested = browser.post(&format!("{path}/test"), &[("csrf", &csrf)]).await;
    assert_eq!(tested.header(header::LOCATION), format!("{path}?done=tested"));
    answer(&house, &endpoint, 500, "<script>alert(1)</script>\u{202e}exe.png").await;
    house.hands.advance(Duration::MINUTE);
    browser.post(&format!("{path}/test"), &[("csrf", &csrf)]).await;
    answer(&house, &endpoint, 200, "fine").await;

    let part = browser.get_with(&path, &[("hx-request", "true")]).await;
    assert!(
        part.has("webhook.test") && part.has("formaction") && !part.has("csrf") && !part.has("<h1"),
        "{}",
        part.body
    );
    let page = browser.get(&path).await;
    assert!(page.has("1 of the last 2 arrived") && page.has("<svg class=\"ticks\"") && page.has("webhook.test"));
    assert!(page.has("own.example:8443") && page.has("it answered 500"));
    let webhooks = house.store.tenant(&own);
    let failed = webhooks.webhooks().list_deliveries(&endpoint.id, Some(DeliveryState::Failed), None, 10).await;
    let message = failed.expect("lists").expect("is there").items[0].message_id.to_string();
    let failed = browser.get(&format!("{path}?status=failed&message={message}")).await;
    assert!(!failed.has("<script>alert") && failed.has("&#60;script&#62;alert(1)"), "an answer is text");
    assert!(!failed.has("\u{202e}") && failed.has("exe.png"), "what turns text around is made visible");
    let delivered = browser.get(&format!("{path}?status=delivered")).await;
    assert!(!delivered.has(&message), "a filter is a filter");
    for junk in ["status=burnt", "status=%FF", "cursor=1:2", "cursor=x"] {
        assert_eq!(browser.get(&format!("{path}?{junk}")).await.status, StatusCode::BAD_REQUEST, "{junk}");
    }

    let again = browser.post(&format!("{path}/redeliver"), &[("csrf", &csrf), ("message", &message)]).await;
    assert_eq!(again.header(header::LOCATION), format!("{path}?done=resent"));
    let pending = browser.get(&format!("{path}?status=pending")).await;
    assert!(pending.has(&message) && pending.has("sending now"), "{}", pending.body);
    let (_, asks) = pending.body.split_once("<details class=\"confirm\">").expect("a question before it is disabled");
    let (lost, button) = (asks.find("drops 1 pending message"), asks.find("<button"));
    assert!(lost.is_some() && lost < button, "{asks}");
    let tested = lines(&house, AuditKind::WebhookTested).await;
    assert!(tested.len() == 2 && tested.iter().all(|line| line.member_id.as_deref() == Some(OWN)));
    let again = [("since", "-1h", "resent"), ("since", "whenever", "time"), ("message", "msg_none", "lost")];
    for (field, value, done) in again {
        let answer = browser.post(&format!("{path}/redeliver"), &[("csrf", &csrf), (field, value)]).await;
        assert_eq!(answer.header(header::LOCATION), format!("{path}?done={done}"), "{value}");
    }
    for (until, done) in [("", "resent"), ("-1h", "resent"), ("-3h", "order"), ("whenever", "time")] {
        let fields = [("csrf", csrf.as_str()), ("since", "-2h"), ("until", until)];
        let answer = browser.post(&format!("{path}/redeliver"), &fields).await;
        assert_eq!(answer.header(header::LOCATION), format!("{path}?done={done}"), "{until}");
        assert!(browser.get(&format!("{path}?done=order")).await.has("The end is before the beginning."));
    }
    assert!(
        lines(&house, AuditKind::WebhookRedelivered).await.iter().all(|line| line.member_id.as_deref() == Some(OWN))
    );
}

#[tokio::test]
async fn endpoint_is_disabled_given_a_secret_and_deleted_and_the_audit_says_so() {
    let (house, browser) = inside().await;
    let own = member_id(OWN);
    let endpoint = endpoint(&house, Some(&own), "https://own.example/hook").await;
    let path = format!("/admin/webhooks/{}", endpoint.id);
    let csrf = browser.get("/admin").await.csrf();
    let post =
        async |act: &str, field: (&str, &str)| browser.post(&format!("{path}/{act}"), &[("csrf", &csrf), field]).await;
    let find = async || house.store.tenant(&own).webhooks().find(&endpoint.id).await.expect("asks");

    assert_eq!(post("status", ("status", "asleep")).await.status, StatusCode::BAD_REQUEST);
    post("status", ("status", "disabled")).await;
    assert_eq!(find().await.expect("is there").endpoint.status, EndpointStatus::Disabled);
    let page = browser.get(&path).await;
    assert!(page.has("Someone disabled it.") && page.has("Enable"));
    assert!(!page.has("Send test") && !page.has("Send again"), "nothing is offered that would be refused");
    for act in ["test", "redeliver"] {
        assert_eq!(post(act, ("since", "-1h")).await.header(header::LOCATION), format!("{path}?done=off"));
    }
    assert!(browser.get(&format!("{path}?done=off")).await.has("Enable it first."));
    assert!(lines(&house, AuditKind::WebhookTested).await.is_empty(), "nothing was sent");
    post("status", ("status", "enabled")).await;
    assert_eq!(lines(&house, AuditKind::WebhookChanged).await.len(), 2);

    let rotated = post("rotate-secret", ("", "")).await;
    assert!(rotated.has("whsec_") && rotated.has("you won’t see it again."));
    assert!(!browser.get(&path).await.has("whsec_"), "once");
    let due = house.store.tenant(&own).webhooks().queue_test(&endpoint.id, house.clock.now()).await;
    assert!(due.expect("queues").is_some());
    let target = house.store.list_due_webhooks(house.clock.now()).await.expect("lists").remove(0);
    assert!(rotated.has(target.secrets[0].text().expose_secret()), "it is what signs");
    assert_eq!(lines(&house, AuditKind::WebhookSecretRotated).await.len(), 1);

    assert_eq!(
        post("delete", ("host", "other.example")).await.header(header::LOCATION),
        format!("{path}?done=mistyped")
    );
    assert!(find().await.is_some());
    let deleted = post("delete", ("host", "own.example")).await;
    assert_eq!(deleted.header(header::LOCATION), "/admin/webhooks?done=deleted");
    assert!(find().await.is_none() && browser.get(&path).await.status == StatusCode::NOT_FOUND);
    assert!(browser.get("/admin/audit").await.has("The worker no longer sends anything to own.example"));
}
