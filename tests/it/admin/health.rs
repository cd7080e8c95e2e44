//! A portal's health page, in every state and with every alarm.

use domain::MemberId;
use domain::audit::AuditKind;
use domain::burst::Burst;
use domain::failure::Failure;
use domain::health::{AlarmKind, causes};
use domain::portal::{Finding, OfflineQueue, Plan, PortalStatus, Trouble};
use domain::schedule::Task;
use poem::http::{StatusCode, header};
use store::{Call, Installation, PortalTokens};
use time::Duration;

use super::dashboard::{Answer, Browser, EMAIL, OTHER, OWN, browser, deletion, inside, plant};
use crate::support::{House, member_id};

fn path(rest: &str) -> String {
    format!("/admin/portals/{OWN}{rest}")
}

/// Checks for alarms, as the worker does.
async fn watch(house: &House, portal: &MemberId) {
    let (tenant, now) = (house.store.tenant(portal), house.clock.now());
    let health = tenant.find_health(now).await.unwrap().unwrap();
    tenant.save_alarms(&causes(&health, now), now).await.unwrap();
}

async fn found(house: &House, portal: &MemberId, finding: Finding, answer: &str) {
    let refused = Failure::ServerRefused { answer: answer.to_owned() };
    house.store.tenant(portal).record_finding(finding, 1, Some(refused), house.clock.now(), 0.5).await.unwrap();
}

/// Begins an installation, with tokens.
async fn begin(house: &House, portal: &MemberId, domain: &str) {
    let now = house.clock.now();
    let installation = Installation {
        domain: domain.into(),
        app_status: Some("T".into()),
        finished: false,
        scopes: vec!["crm".into()],
        language: None,
        client_endpoint: format!("https://{domain}/rest/"),
        server_endpoint: "https://oauth.bitrix.info/rest/".into(),
        application_token: None,
        sent_at: None,
        tokens: Some(PortalTokens {
            access_token: "access".to_owned().into(),
            refresh_token: Some("refresh".to_owned().into()),
            expires_at: now + Duration::HOUR,
            renew_at: now + Duration::days(130),
            user_id: None,
        }),
    };
    house.store.tenant(portal).save_installation(&installation, None, now).await.unwrap();
}

async fn brought_to(house: &House, status: PortalStatus) -> MemberId {
    let portal = member_id(&format!("portal-{status}"));
    match status {
        PortalStatus::Installing => begin(house, &portal, "installing.example").await,
        _ => house.install(&portal, &format!("{status}.example"), "token").await,
    }
    match status {
        PortalStatus::Installing | PortalStatus::Active => {}
        PortalStatus::PaymentRequired => found(house, &portal, Finding::PaymentEnded, "payment_required").await,
        PortalStatus::NeedsReinstall => found(house, &portal, Finding::TokensDead, "invalid_grant").await,
        PortalStatus::Uninstalled => house.store.tenant(&portal).uninstall(false, house.clock.now()).await.unwrap(),
        PortalStatus::Deleted => found(house, &portal, Finding::Gone, "portal_deleted").await,
    }
    portal
}

#[tokio::test]
async fn each_state_says_what_it_means_and_offers_what_makes_sense() {
    let (house, browser) = inside().await;
    for (status, meaning, offered) in [
        (PortalStatus::Installing, "The installation is not finished, so Bitrix24 sends nothing yet.", [true, false]),
        (PortalStatus::Active, "tell yet whether the portal reports all its deletions", [true, true]),
        (PortalStatus::PaymentRequired, "paid period has ended, so Bitrix24 has silently stopped", [true, false]),
        (PortalStatus::NeedsReinstall, "Bitrix24 no longer accepts the portal", [false, false]),
        (PortalStatus::Uninstalled, "The portal removed the app, so nothing more arrives.", [false, false]),
        (PortalStatus::Deleted, "The portal no longer exists or is temporarily closed.", [true, false]),
    ] {
        let portal = brought_to(&house, status).await;
        watch(&house, &portal).await;
        let page = browser.get(&format!("/admin/portals/{portal}/health")).await;
        assert_eq!(page.status, StatusCode::OK, "{status}");
        assert_eq!(page.body.matches(meaning).count(), 1, "{status}: {}", page.body);
        assert_eq!(
            ["Check subscriptions</button>", "Send test event</button>"].map(|button| page.has(button)),
            offered,
            "{status}"
        );
        assert!(!page.has("null") && !page.has("None\""), "{status}");
        for (action, offered) in ["check", "probe"].into_iter().zip(offered) {
            let answer = browser.post(&format!("/admin/portals/{portal}/{action}"), &[("csrf", &page.csrf())]).await;
            let expected = if offered { StatusCode::SEE_OTHER } else { StatusCode::CONFLICT };
            assert_eq!(answer.status, expected, "{status} {action}");
        }
    }
}

#[tokio::test]
async fn advice_is_given_once_whatever_alarms_there_are() {
    let (house, browser) = inside().await;
    let unpaid = brought_to(&house, PortalStatus::PaymentRequired).await;
    let advice = "Ask the customer to renew the app.";
    for is_watched in [false, true] {
        if is_watched {
            watch(&house, &unpaid).await;
        }
        let page = browser.get(&format!("/admin/portals/{unpaid}/health")).await;
        assert_eq!(page.body.matches(advice).count(), 1, "{is_watched}: {}", page.body);
        assert_eq!(page.has("Since "), is_watched, "its alarm has begun at a time");
    }
    for (status, said) in [
        (PortalStatus::Installing, "A portal administrator has to open the app in Bitrix24 and let"),
        (PortalStatus::Deleted, "If the portal comes back, recording resumes within a week."),
        (PortalStatus::PaymentRequired, advice),
        (PortalStatus::NeedsReinstall, "Bitrix24 no longer accepts the portal"),
    ] {
        let portal = brought_to(&house, status).await;
        house.store.tenant(&portal).save_alarms(&[AlarmKind::GapOpen], house.clock.now()).await.unwrap();
        let page = browser.get(&format!("/admin/portals/{portal}/health")).await;
        for text in [said, "Tombstone has not fetched the deletions from a gap"] {
            assert_eq!(page.body.matches(text).count(), 1, "{status} {text}: {}", page.body);
        }
    }
}

#[tokio::test]
async fn removed_portal_says_for_how_many_days_its_data_stays() {
    let (house, browser) = inside().await;
    let portal = brought_to(&house, PortalStatus::Uninstalled).await;
    house.store.tenant(&portal).record_subscriptions(58, &[], &[], house.clock.now()).await.unwrap();
    let page = browser.get(&format!("/admin/portals/{portal}/health")).await;
    assert!(page.has("Tombstone keeps what it recorded for 45 days."), "{}", page.body);
    assert!(page.has("<dt>Uninstalled</dt>"), "{}", page.body);
    for impossible in ["<dt>Finished</dt>", "<dt>Paid period</dt>", "<dt>Bound</dt>", "<dt>Offline queue</dt>"] {
        assert!(!page.has(impossible), "{impossible}");
    }
    let tab = browser.get(&format!("/admin/portals/{portal}")).await;
    assert!(tab.has("<dt>Uninstalled</dt>") && tab.has("None: the app was removed"), "{}", tab.body);
    let list = browser.get("/admin/portals?status=uninstalled").await;
    assert!(!list.has("58 of 58") && list.has("<span class=\"soft\">–</span>"), "{}", list.body);
}

#[tokio::test]
async fn portal_that_is_well_is_calm_and_complete() {
    let (house, browser) = inside().await;
    let (portal, now) = (member_id(OWN), house.clock.now());
    let unknown = browser.get(&path("/health")).await;
    assert!(unknown.has("not known yet") && unknown.has("None requested yet"));
    assert!(unknown.has("No deletions in the last 28 days."));

    let tenant = house.store.tenant(&portal);
    tenant.record_subscriptions(58, &[], &[], now).await.unwrap();
    let plan = Plan { license: Some("en_selfhosted".into()), app_version: Some("3".into()), ..Plan::default() };
    tenant.record_plan(&Plan { days: Some(12), ..plan }, OfflineQueue::Confirmed, now).await.unwrap();
    tenant.record_probe_sent(now).await.unwrap();
    house.hands.advance(Duration::milliseconds(800));
    tenant.record_probe_received(house.clock.now()).await.unwrap();
    let call = |method: &str, answer: &str| Call {
        at: house.clock.now(),
        method: method.into(),
        status: Some(200),
        millis: 118,
        request: "{\"auth\":\"…\"}".into(),
        answer: answer.into(),
    };
    tenant.record_call(&call("event.get", "<script>alert(1)</script>")).await.unwrap();
    plant(&house, vec![deletion(&portal, "crm.lead", "1")]).await;
    let page = browser.get(&path("/health")).await;
    for text in [
        "All is well.",
        "58 of 58 events",
        "12 days left",
        "Free app",
        "customer’s own server",
        "took 0.8 s",
        "without loss",
        "last 24 hours: 1",
        "event.get",
        "118 ms",
        "&#60;script&#62;",
        "<rect",
    ] {
        assert!(page.has(text), "{text}");
    }
    assert!(!page.has("<script>") && !page.has("access-of") && !page.has(" style="));
}

#[tokio::test]
async fn each_alarm_is_shown_with_advice_and_on_every_list() {
    let (house, browser) = inside().await;
    let now = house.clock.now();
    let troubled = |kind: AlarmKind| member_id(&format!("portal-{kind}"));
    for kind in AlarmKind::ALL {
        house.install(&troubled(kind), &format!("{kind}.example"), "token").await;
    }
    found(&house, &troubled(AlarmKind::NeedsReinstall), Finding::TokensDead, "invalid_grant").await;
    found(&house, &troubled(AlarmKind::PaymentEnded), Finding::PaymentEnded, "payment_required").await;
    let failing = troubled(AlarmKind::TokenFailing);
    house.store.tenant(&failing).record_token_failure(1, &Failure::CredentialsRefused, now, 0.5).await.unwrap();
    let missing = troubled(AlarmKind::SubscriptionsMissing);
    house.store.tenant(&missing).record_subscriptions(3, &["ONTASKDELETE".into()], &[], now).await.unwrap();
    house.store.tenant(&troubled(AlarmKind::ProbeLost)).record_probe_sent(now).await.unwrap();
    begin(&house, &member_id("begun"), "begun.example").await;
    for (kind, trouble) in
        [(AlarmKind::LicenceExpired, Trouble::LicenceExpired), (AlarmKind::Unreachable, Trouble::Unreachable)]
    {
        for _ in 0..2 {
            let reason = Failure::PortalRefused { answer: "access_denied".to_owned() };
            house.store.tenant(&troubled(kind)).record_look(Some((trouble, &reason)), now).await.unwrap();
        }
    }
    house.hands.advance(Duration::minutes(61));
    let later = house.clock.now();
    house.store.tenant(&troubled(AlarmKind::EventsRefused)).record_refused(3, later, later).await.unwrap();
    watch(&house, &member_id("begun")).await;
    for kind in AlarmKind::ALL {
        watch(&house, &troubled(kind)).await;
    }
    let now = house.clock.now();
    // Its baseline takes weeks, longer than this session lasts.
    house.store.tenant(&troubled(AlarmKind::Silent)).save_alarms(&[AlarmKind::Silent], now).await.unwrap();
    house.store.tenant(&troubled(AlarmKind::GapOpen)).save_alarms(&[AlarmKind::GapOpen], now).await.unwrap();
    let webhook = AlarmKind::WebhookDisabled;
    house.store.tenant(&troubled(webhook)).save_alarms(&[webhook], now).await.unwrap();
    house.store.tenant(&troubled(AlarmKind::Burst)).save_alarms(&[AlarmKind::Burst], now).await.unwrap();

    let (overview, english) = (browser.get("/admin").await, words::english());
    for kind in AlarmKind::ALL {
        let portal = if kind == AlarmKind::NotFinished { member_id("begun") } else { troubled(kind) };
        let (page, href) = (format!("/admin/portals/{portal}/health"), format!("/admin/portals?alarm={kind}"));
        assert!(
            overview.has(&page) && overview.has(&href) && overview.has(&escaped(&english.alarm_meaning(kind))),
            "{kind}"
        );
        let page = browser.get(&page).await;
        let advice = english.alarm_advice(kind, true);
        assert!(page.has(&escaped(&english.alarm_meaning(kind))), "{kind}");
        assert!(advice.split('`').all(|piece| page.has(&escaped(piece))), "{kind}");
        let list = browser.get(&href).await;
        assert!(list.has(&format!("data-row=\"{portal}\"")) && !list.has(OWN), "{kind}");
        let own = browser.get(&format!("/admin/portals/{portal}")).await;
        assert!(own.has("What to do"), "{kind}");
    }
    let (user_id, event) = (Some("12".to_owned()), Some("ONCRMLEADDELETE".to_owned()));
    let burst = Burst { user_id, event, deletions: 120, from: now, to: now, seen_at: now };
    assert!(house.store.tenant(&troubled(AlarmKind::Burst)).save_burst(&burst, now).await.unwrap());
    let href = format!("/admin/portals/{}/health", troubled(AlarmKind::Burst));
    for page in ["/admin", href.as_str()] {
        assert!(browser.get(page).await.has("User 12 deleted 120 items of the kind Lead between"), "{page}");
    }
    let portals = browser.get("/admin/portals").await;
    for label in ["Tokens failing", "Events not bound", "Test event lost", "Silent", "Not finished", "Needs reinstall"]
    {
        assert!(portals.has(&format!(">{label}</span>")), "{label}");
    }
    assert_eq!(browser.get("/admin/portals?alarm=fire").await.status, StatusCode::BAD_REQUEST);
}

fn escaped(text: &str) -> String {
    text.replace('\'', "&#39;")
}

#[tokio::test]
async fn overview_is_calm_where_nothing_is_wrong() {
    let (house, browser) = inside().await;
    let page = browser.get("/admin").await;
    assert!(!page.has("All is well.") && !page.has("Needs attention"));
    assert!(page.has("Tombstone can’t tell yet whether 2 portals report all their deletions; the worker"));
    for portal in [OWN, OTHER] {
        let now = house.clock.now();
        house.store.tenant(&member_id(portal)).record_subscriptions(58, &[], &[], now).await.unwrap();
    }
    let page = browser.get("/admin").await;
    assert!(page.has("All is well.") && !page.has("Needs attention") && !page.has("can’t tell yet"));
    assert!(browser.get("/admin/portals?alarm=silent").await.has("No portal has this alarm"));
}

async fn ask(browser: &Browser, action: &str) -> Answer {
    let csrf = browser.get(&path("/health")).await.csrf();
    browser.post(&path(action), &[("csrf", &csrf)]).await
}

#[tokio::test]
async fn what_is_asked_for_is_due_and_audited_and_followed() {
    let (house, browser) = inside().await;
    let (portal, now) = (member_id(OWN), house.clock.now());
    let requested_tasks = [
        ("/check", Task::SubscriptionCheck, AuditKind::CheckRequested),
        ("/probe", Task::Probe, AuditKind::ProbeRequested),
        ("/recover", Task::Recover, AuditKind::RecoveryRequested),
        ("/renew", Task::Renew, AuditKind::RenewalRequested),
    ];
    for (action, task, kind) in requested_tasks {
        house.store.tenant(&portal).schedule(task, None).await.unwrap();
        house.store.tenant(&member_id(OTHER)).schedule(task, None).await.unwrap();
        let answer = ask(&browser, action).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let shown = answer.header(header::LOCATION).to_owned();
        assert!(browser.get(&shown).await.has("You requested "), "{shown}");
        let due = house.store.claim_due(task, now, now + Duration::MINUTE, 10).await.unwrap();
        assert_eq!(due, std::slice::from_ref(&portal));
        let line = house.store.list_audit(1).await.unwrap().remove(0);
        let (code, who) = (line.entry.code(), (line.actor.as_str(), line.member_id.as_deref()));
        assert_eq!((code.as_str(), who), (kind.as_str(), (EMAIL, Some(OWN))));
    }
}

#[tokio::test]
async fn outcome_of_a_probe_and_of_a_check_is_shown() {
    let (house, browser) = inside().await;
    let (portal, now) = (member_id(OWN), house.clock.now());
    let tenant = house.store.tenant(&portal);
    let shown = ask(&browser, "/probe").await.header(header::LOCATION).to_owned();
    let live = async || browser.get_with(&shown, &[("hx-request", "true")]).await;
    tenant.record_probe_sent(now).await.unwrap();
    assert!(live().await.has("It has not arrived yet"));
    house.hands.advance(Duration::seconds(2));
    tenant.record_probe_received(house.clock.now()).await.unwrap();
    assert!(live().await.has("The test event arrived."));
    assert!(!live().await.has("<form") && !live().await.has("<html"));

    let shown = ask(&browser, "/check").await.header(header::LOCATION).to_owned();
    house.hands.advance(Duration::MINUTE);
    assert!(browser.get(&shown).await.has("No worker has picked it up yet."));
    tenant.record_subscriptions(3, &["ONTASKDELETE".into()], &[], house.clock.now()).await.unwrap();
    assert!(browser.get(&shown).await.has("2 of 3 events are bound."));
    house.hands.advance(Duration::hours(2));
    assert!(!browser.get(&shown).await.has("2 of 3 events are bound."), "an old address says nothing of it");
}

#[tokio::test]
async fn action_without_its_token_is_refused_and_does_nothing() {
    let (house, browser) = inside().await;
    let now = house.clock.now();
    for task in [Task::SubscriptionCheck, Task::Probe, Task::Recover] {
        house.store.tenant(&member_id(OWN)).schedule(task, None).await.unwrap();
        house.store.tenant(&member_id(OTHER)).schedule(task, None).await.unwrap();
    }
    for action in ["/check", "/probe", "/recover", "/renew"] {
        assert_eq!(browser.post(&path(action), &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(browser.post(&path(action), &[("csrf", "wrong")]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(browser.get(&path(action)).await.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(self::browser(&house).post(&path(action), &[]).await.status, StatusCode::SEE_OTHER, "to the log-in");
    }
    for task in [Task::SubscriptionCheck, Task::Probe, Task::Recover] {
        assert_eq!(house.store.claim_due(task, now, now, 10).await.unwrap(), []);
    }
    let csrf = browser.get(&path("/health")).await.csrf();
    for unknown in ["/admin/portals/unknown/check", "/admin/portals/a%20b/probe"] {
        assert_eq!(browser.post(unknown, &[("csrf", &csrf)]).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(browser.get("/admin/portals/unknown/health").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn list_shows_no_portal_as_working_that_is_not_heard() {
    let (house, browser) = inside().await;
    brought_to(&house, PortalStatus::PaymentRequired).await;
    let page = browser.get("/admin/portals?status=payment_required").await;
    assert!(page.has("<span class=\"soft\">Working</span>"), "what was found before is grey: {}", page.body);
    assert!(!page.has("</svg>Working") && !page.has("badge ok\">Working"));
    brought_to(&house, PortalStatus::NeedsReinstall).await;
    let page = browser.get("/admin/portals?status=needs_reinstall").await;
    assert!(page.has("Refused") && !page.has("soft\">Refused"), "what is wrong stays so: {}", page.body);
}
