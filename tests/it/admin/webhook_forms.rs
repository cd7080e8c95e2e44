//! Forms that add and change endpoints of outgoing webhooks.

use domain::MemberId;
use domain::audit::AuditKind;
use domain::operator::Role;
use domain::reach::Reach;
use domain::webhook::{Endpoint, MessageType};
use poem::http::{StatusCode, header};
use secrecy::ExposeSecret;
use tests::page::{between, field};
use time::Duration;

use super::dashboard::{Answer, Browser, OTHER, OWN, deletion, inside, plant};
use super::roles::{lines, somebody};
use super::webhooks::{answer, endpoint};
use crate::support::{House, member_id};

/// Posts the page's hidden fields and these.
async fn send(browser: &Browser, form: &str, action: &str, typed: &[(&str, &str)]) -> Answer {
    let page = browser.get(form).await;
    assert_eq!(page.status, StatusCode::OK, "{form}");
    let hidden = ["form", "version", "csrf"].map(|name| (name, field(&page.body, name)));
    let hidden = hidden.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?)));
    let fields: Vec<_> = hidden.chain(typed.iter().copied()).collect();
    browser.post(action, &fields).await
}

const DELETIONS: (&str, &str) = ("types", "deletion.recorded");

async fn endpoints(house: &House, owner: Option<&MemberId>) -> Vec<Endpoint> {
    let webhooks = owner.map_or_else(|| house.store.all_webhooks(), |portal| house.store.tenant(portal).webhooks());
    webhooks.list().await.expect("lists").into_iter().map(|kept| kept.endpoint).collect()
}

#[tokio::test]
async fn endpoint_is_added_and_its_secret_is_shown_once() {
    let (house, browser) = inside().await;
    let own = member_id(OWN);
    for (owner, list) in [(Some(&own), format!("/admin/portals/{OWN}/webhooks")), (None, "/admin/webhooks".to_owned())]
    {
        let form = format!("{list}/new");
        let empty = browser.get(&list).await;
        assert!(empty.has(&format!("href=\"{form}\"")) && empty.has("Add endpoint"), "{list}");
        let typed = [
            ("url", " HTTPS://Example.com/hook "),
            ("description", "Takes messages out of the channel"),
            DELETIONS,
            ("types", "portal.alarm"),
            ("entities", "crm.lead"),
            ("entities", "imbot.bot"),
            ("events", "onCrmDealDelete, ONXDELETE"),
            ("ordered", "yes"),
        ];
        let made = send(&browser, &form, &list, &typed).await;
        assert_eq!((made.status, made.header(header::CACHE_CONTROL)), (StatusCode::OK, "no-store"), "{}", made.body);
        assert!(made.has("example.com was added") && made.has("you won’t see it again"));
        let known = endpoints(&house, owner).await.pop().expect("an endpoint");
        assert_eq!(
            (known.url.as_str(), known.ordered, known.portal.as_ref()),
            ("https://example.com/hook", true, owner)
        );
        assert_eq!(known.interest.types, [MessageType::DeletionRecorded, MessageType::PortalAlarm]);
        assert_eq!(known.interest.entities, ["crm.lead", "imbot.bot"]);
        assert_eq!(known.interest.events, ["ONCRMDEALDELETE", "ONXDELETE"]);
        let webhooks = owner.map_or_else(|| house.store.all_webhooks(), |portal| house.store.tenant(portal).webhooks());
        webhooks.queue_test(&known.id, house.clock.now()).await.expect("queues");
        let due = house.store.list_due_webhooks(house.clock.now()).await.expect("lists");
        let secret =
            due.iter().find(|target| target.endpoint.id == known.id).expect("it is due").secrets[0].text().clone();
        assert!(made.has(secret.expose_secret()), "it is what signs");
        assert!(!browser.get(&format!("/admin/webhooks/{}", known.id)).await.has("whsec_"), "once");
        assert!(browser.get(&list).await.has("https://example.com/hook"));
    }
    let made = lines(&house, AuditKind::WebhookCreated).await;
    assert_eq!(made.iter().map(|line| line.member_id.as_deref()).collect::<Vec<_>>(), [None, Some(OWN)]);
}

#[tokio::test]
async fn form_stands_below_its_portal_or_its_endpoint() {
    let (house, browser) = inside().await;
    let endpoint = endpoint(&house, None, "https://all.example/hook").await;
    let own = format!("/admin/portals/{OWN}");
    let (tab, page) = (format!("{own}/webhooks"), format!("/admin/webhooks/{}", endpoint.id));
    for (form, above) in [
        (format!("{tab}/new"), vec!["/admin/portals", &own, &tab]),
        ("/admin/webhooks/new".to_owned(), vec!["/admin/webhooks"]),
        (format!("{page}/edit"), vec!["/admin/webhooks", &page]),
    ] {
        let shown = browser.get(&form).await;
        let crumbs = between(&shown.body, "<nav class=\"crumbs\"", "</nav>").expect("where one is");
        let links = crumbs.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        assert_eq!(links.collect::<Vec<_>>(), above, "{form}");
        assert_eq!(crumbs.contains("some-domain.bitrix24.com"), form.starts_with(&own), "{form}");
    }
}

#[tokio::test]
async fn form_that_is_sent_twice_adds_one_endpoint() {
    let (house, browser) = inside().await;
    let csrf = browser.get("/admin").await.csrf();
    let fields = [("csrf", csrf.as_str()), ("form", "the same"), ("url", "https://example.com/"), DELETIONS];
    assert!(browser.post("/admin/webhooks", &fields).await.has("whsec_"));
    let again = browser.post("/admin/webhooks", &fields).await;
    let known = endpoints(&house, None).await;
    assert_eq!(known.len(), 1);
    let page = format!("/admin/webhooks/{}", known[0].id);
    assert_eq!(again.header(header::LOCATION), format!("{page}?done=again"));
    let page = browser.get(&format!("{page}?done=again")).await;
    assert!(page.has("was already added") && !page.has("whsec_"));
    let other = somebody(&house, "bob@example.com", Role::Operator, Reach::AllPortals).await;
    let csrf = other.get("/admin").await.csrf();
    let fields = [("csrf", csrf.as_str()), ("form", "the same"), ("url", "https://example.com/"), DELETIONS];
    assert!(other.post("/admin/webhooks", &fields).await.has("whsec_"), "a form is somebody's own");
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_what_was_typed_stays() {
    let (house, browser) = inside().await;
    let typed = [
        ("url", "https://ada:secret@example.com/"),
        ("description", "\"><script>"),
        ("entities", "crm.ghost"),
        ("entities", "crm.lead"),
        ("events", "a\u{e4}"),
        ("ordered", "yes"),
    ];
    let wrong = send(&browser, "/admin/webhooks/new", "/admin/webhooks", &typed).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (field, said) in [
        ("url", "Leave out user name and password"),
        ("types", "Choose at least one."),
        ("entities", "Unknown kind \u{201c}"),
        ("events", "One of these is not a valid code."),
    ] {
        let (_, beside) = wrong.body.split_once(&format!("id=\"{field}-wrong\">")).expect(field);
        assert!(beside.starts_with(said), "{field}");
        assert!(wrong.has(&format!("href=\"#{field}\"")), "the top leads to {field}");
        assert!(wrong.has(&format!("{field}-wrong\"")), "{field}");
    }
    for kept in [
        "value=\"https://ada:secret@example.com/\"",
        "value=\"crm.lead\" checked",
        ">a\u{e4}</textarea>",
        "name=\"ordered\" value=\"yes\" checked",
    ] {
        assert!(wrong.has(kept), "{kept}");
    }
    assert!(!wrong.has("<script>") && wrong.has("crm.ghost") && !wrong.has("description-wrong"));
    for (url, said) in [
        ("", "Enter a URL."),
        ("example.com/hook", "This isn’t a URL."),
        ("http://example.com/", "use https and a public host"),
        ("https://10.1.2.3/", "use https and a public host"),
        (&format!("https://example.com/{}", "x".repeat(2_000)), "Use at most 2,000 characters"),
    ] {
        let wrong = send(&browser, "/admin/webhooks/new", "/admin/webhooks", &[("url", url), DELETIONS]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.has(said), "{url}");
    }
    assert!(endpoints(&house, None).await.is_empty() && lines(&house, AuditKind::WebhookCreated).await.is_empty());
}

#[tokio::test]
async fn change_is_made_to_what_the_form_was_made_from() {
    let (house, browser) = inside().await;
    let own = member_id(OWN);
    let endpoint = endpoint(&house, Some(&own), "https://own.example/hook").await;
    let (page, form) = (format!("/admin/webhooks/{}", endpoint.id), format!("/admin/webhooks/{}/edit", endpoint.id));
    assert!(browser.get(&page).await.has(&format!("href=\"{form}\"")));
    let shown = browser.get(&form).await;
    assert!(shown.has("value=\"https://own.example/hook\"") && shown.has("Takes messages out of the channel"));
    assert!(shown.has("value=\"deletion.recorded\" checked") && !shown.has("value=\"portal.alarm\" checked"));
    let changed = send(&browser, &form, &form, &[("url", "https://new.example/"), ("types", "portal.burst")]).await;
    assert_eq!(changed.header(header::LOCATION), format!("{page}?done=changed"));
    assert!(browser.get(&format!("{page}?done=changed")).await.has("The endpoint is saved."));
    let now = endpoints(&house, Some(&own)).await.remove(0);
    assert_eq!((now.url.as_str(), now.description.as_str(), now.version), ("https://new.example/", "", 2));
    assert_eq!(now.interest.types, [MessageType::PortalBurst]);

    let csrf = browser.get("/admin").await.csrf();
    let late = [("csrf", csrf.as_str()), ("version", "1"), ("url", "https://late.example/"), DELETIONS];
    let stale = browser.post(&form, &late).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    assert!(stale.has("someone changed the endpoint") && stale.has("value=\"https://late.example/\""));
    assert!(stale.has("name=\"version\" value=\"2\""), "who saves again has seen it");
    assert_eq!(endpoints(&house, Some(&own)).await[0].url, "https://new.example/");
    let wrong = browser.post(&form, &[("csrf", &csrf), ("version", "1"), ("url", "x"), DELETIONS]).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.has("name=\"version\" value=\"1\""));
    let junk =
        browser.post(&form, &[("csrf", &csrf), ("version", "x"), ("url", "https://late.example/"), DELETIONS]).await;
    assert_eq!(junk.status, StatusCode::BAD_REQUEST);
    let changed = lines(&house, AuditKind::WebhookChanged).await;
    assert_eq!(changed.iter().map(|line| line.member_id.as_deref()).collect::<Vec<_>>(), [Some(OWN)]);
}

#[tokio::test]
async fn forms_are_for_whoever_may_act_there() {
    let (house, _owner) = inside().await;
    let own = member_id(OWN);
    let of_other = endpoint(&house, Some(&member_id(OTHER)), "https://other.example/hook").await;
    let viewer = somebody(&house, "viewer@example.com", Role::Viewer, Reach::AllPortals).await;
    assert!(!viewer.get("/admin/webhooks").await.has("Add endpoint"));
    let limited = somebody(&house, "some@example.com", Role::Operator, Reach::portal(own.clone())).await;
    let list = limited.get("/admin/webhooks").await;
    assert!(!list.has("href=\"/admin/webhooks/new\"") && list.has("add an endpoint to one of them"));
    let edit = format!("/admin/webhooks/{}/edit", of_other.id);
    for path in ["/admin/webhooks/new", &edit, &format!("/admin/portals/{OTHER}/webhooks/new")] {
        assert_eq!(viewer.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(limited.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        house.hands.advance(Duration::MINUTE);
    }
    let csrf = limited.get("/admin").await.csrf();
    let fields = [("csrf", csrf.as_str()), ("version", "1"), ("url", "https://example.com/"), DELETIONS];
    for path in ["/admin/webhooks", &edit, &format!("/admin/portals/{OTHER}/webhooks")] {
        assert_eq!(limited.post(path, &fields).await.status, StatusCode::NOT_FOUND, "{path}");
        house.hands.advance(Duration::MINUTE);
    }
    assert_eq!(lines(&house, AuditKind::ActRefused).await.len(), 6, "what viewers asked to see is no line");
    assert!(endpoints(&house, None).await.is_empty());
    assert_eq!(endpoints(&house, Some(&member_id(OTHER))).await, [of_other]);
    let own_list = format!("/admin/portals/{OWN}/webhooks");
    let made =
        send(&limited, &format!("{own_list}/new"), &own_list, &[("url", "https://example.com/"), DELETIONS]).await;
    assert!(made.has("whsec_") && endpoints(&house, Some(&own)).await.len() == 1);
    assert_eq!(limited.get("/admin/portals/nobody/webhooks/new").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn deletion_says_which_endpoints_got_it() {
    let (house, browser) = inside().await;
    let own = member_id(OWN);
    let page = format!("/admin/portals/{OWN}/deletions/1");
    plant(&house, vec![deletion(&own, "crm.lead", "1")]).await;
    assert!(!browser.get(&page).await.has("Sent to webhooks"), "there are no endpoints");
    let of_own = endpoint(&house, Some(&own), "https://own.example/hook").await;
    assert!(browser.get(&page).await.has("None. Endpoints were added later"), "it was before");
    let of_all = endpoint(&house, None, "https://all.example/hook").await;
    endpoint(&house, Some(&member_id(OTHER)), "https://other.example/hook").await;
    plant(&house, vec![deletion(&own, "crm.lead", "2")]).await;
    answer(&house, &of_own, 200, "fine").await;
    answer(&house, &of_all, 500, "no").await;
    let page = format!("/admin/portals/{OWN}/deletions/2");
    let shown = browser.get(&page).await;
    for (endpoint, host) in [(&of_own, "own.example"), (&of_all, "all.example")] {
        let link = format!("<a href=\"/admin/webhooks/{}?message=msg_{OWN}_2#message\">{host}</a>", endpoint.id);
        assert!(shown.has(&link), "{link}");
    }
    assert!(shown.has("Delivered") && shown.has("200 \u{b7} 1 attempt") && shown.has("it answered 500"));
    assert!(!shown.has("other.example"), "it is another portal's");
    let limited = somebody(&house, "some@example.com", Role::Viewer, Reach::portal(own)).await;
    let shown = limited.get(&page).await;
    assert!(shown.has("own.example") && !shown.has("all.example"), "those of all portals are seen by who sees all");
}
