//! Signing in at an OpenID provider: who gets in, and that an account stays with its operator.

mod refusals;
mod states;

use admin::{Admin, SignInProvider};
use domain::audit::{AuditEntry, AuditKind};
use domain::operator::Role;
use domain::reach::Reach;
use domain::second_factor::code_at;
use oidc::{IssuerUrl, Provider, Registration};
use poem::http::{StatusCode, header};
use store::{Binding, NewOperator, OperatorChange, OperatorOutcome, ProviderAccount};
use tests::provider::{CLIENT_ID, CLIENT_SECRET, OpenIdProvider, Signing};
use time::Duration;
use url::Url;

use super::dashboard::{Answer, Browser, EMAIL, browser, browser_of, house};
use super::people::post;
use super::roles::lines;
use crate::support::House;

const SERVICE: &str = "http://127.0.0.1:8080";
const BOB: &str = "bob@example.com";

/// A house with an operator, a provider with her account, and her browser.
struct Scene {
    house: House,
    provider: OpenIdProvider,
    browser: Browser,
}

impl Scene {
    async fn set() -> Self {
        let house = house().await;
        let provider = OpenIdProvider::start(EMAIL, &house.clock).await;
        let browser = at(&house, &provider, SERVICE);
        Self { house, provider, browser }
    }

    /// Signs in, from the button to the callback's answer.
    async fn sign_in(&self) -> Answer {
        let url = begin(&self.browser, "/admin").await;
        self.browser.get(&come_back(&self.provider, &url)).await
    }

    fn sign_out(&self) {
        self.browser.cookies.lock().expect("one at a time").clear();
    }

    /// The actors of account bindings, newest first.
    async fn bound(&self) -> Vec<String> {
        lines(&self.house, AuditKind::AccountBound).await.into_iter().map(|line| line.actor).collect()
    }
}

/// A browser at a process with this provider.
fn at(house: &House, provider: &OpenIdProvider, public_url: &str) -> Browser {
    let registration = Registration {
        issuer: IssuerUrl::new(provider.issuer().to_owned()).expect("an address"),
        client_id: CLIENT_ID.to_owned(),
        client_secret: CLIENT_SECRET.into(),
        redirect: admin::callback(&Url::parse(public_url).expect("an address")),
    };
    let provider = Provider::new(registration, &house.clock).expect("a client");
    let sign_in = Some(SignInProvider { provider, name: "Acme ID".to_owned() });
    browser_of(house, public_url, |admin| Admin { sign_in, ..admin })
}

/// Presses the button; returns its target.
async fn begin(browser: &Browser, next: &str) -> Url {
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
    let answer = browser.get(&format!("/admin/login/oidc?{query}")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    Url::parse(answer.header(header::LOCATION)).expect("an address")
}

/// Where the provider redirects the browser, without the host.
fn come_back(provider: &OpenIdProvider, url: &Url) -> String {
    let back = provider.authorize(url);
    assert!(back.as_str().starts_with(SERVICE) || back.scheme() == "https", "{back}");
    format!("{}?{}", back.path(), back.query().unwrap_or_default())
}

fn leads_to(answer: &Answer, path: &str) {
    assert_eq!((answer.status, answer.header(header::LOCATION)), (StatusCode::SEE_OTHER, path), "{}", answer.body);
}

#[tokio::test]
async fn operator_signs_in_with_an_account_and_logs_out_everywhere() {
    let scene = Scene::set().await;
    let page = scene.browser.get("/admin/login?next=%2Fadmin%2Fportals%3Fq%3Da").await;
    assert!(page.has("Sign in with Acme ID") && page.has("name=\"password\""));
    assert!(page.has("href=\"/admin/login/oidc?next=%2Fadmin%2Fportals%3Fq%3Da\""), "{}", page.body);
    assert!(scene.provider.asked().is_empty(), "the page itself asks nobody");

    let url = begin(&scene.browser, "/admin/portals?q=a").await;
    let redirect = url.query_pairs().find(|(name, _)| name == "redirect_uri").expect("an address").1.into_owned();
    assert_eq!(redirect, "http://127.0.0.1:8080/admin/login/oidc/callback");
    let answer = scene.browser.get(&come_back(&scene.provider, &url)).await;
    leads_to(&answer, "/admin/portals?q=a");
    assert!(scene.browser.get("/admin").await.has(EMAIL));
    assert_eq!(scene.browser.cookies.lock().expect("one at a time")["tombstone_oidc"], "");
    leads_to(&scene.browser.get("/admin/login/oidc?next=%2Fadmin%2Faudit").await, "/admin/audit");

    let known = scene.house.store.list_audit(10).await.unwrap().into_iter().map(|line| (line.actor, line.entry));
    let host = scene.provider.issuer().trim_start_matches("http://").to_owned();
    let bound = AuditEntry::AccountBound { email: EMAIL.into(), provider: host };
    let expected = [AuditEntry::LoggedIn, bound].map(|entry| (EMAIL.to_owned(), domain::coded::Recorded::Known(entry)));
    assert_eq!(known.collect::<Vec<_>>(), expected);

    let other = at(&scene.house, &scene.provider, SERVICE);
    let url = begin(&other, "/admin").await;
    leads_to(&other.get(&come_back(&scene.provider, &url)).await, "/admin");
    assert_eq!(scene.bound().await.len(), 1, "it is bound once");
    post(&scene.browser, "/admin/account/sessions/end", &[("session", "all")]).await;
    assert_eq!(other.get("/admin").await.status, StatusCode::SEE_OTHER, "all sessions end, however they began");
}

#[tokio::test]
async fn service_without_a_provider_shows_no_button_and_has_no_such_page() {
    let house = house().await;
    let browser = browser(&house);
    assert!(!browser.get("/admin/login").await.has("oidc"));
    for path in ["/admin/login/oidc", "/admin/login/oidc/callback?code=a&state=b"] {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn cookie_of_a_sign_in_belongs_to_the_host_alone() {
    let scene = Scene::set().await;
    for (public_url, name, secure) in
        [(SERVICE, "tombstone_oidc", false), ("https://tombstone.example", "__Host-tombstone_oidc", true)]
    {
        let browser = at(&scene.house, &scene.provider, public_url);
        let answer = browser.get("/admin/login/oidc").await;
        let cookies = answer.headers.get_all(header::SET_COOKIE).iter().map(|cookie| cookie.to_str().expect("text"));
        let cookie = cookies.into_iter().find(|cookie| cookie.starts_with(&format!("{name}="))).expect("a cookie");
        for part in ["; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age=600"] {
            assert!(cookie.contains(part), "{part}: {cookie}");
        }
        assert_eq!(cookie.contains("; Secure"), secure, "{cookie}");
        assert!(!cookie.contains("Domain"), "{cookie}");
        let url = Url::parse(answer.header(header::LOCATION)).expect("an address");
        leads_to(&browser.get(&come_back(&scene.provider, &url)).await, "/admin");
    }
}

#[tokio::test]
async fn account_stays_its_operator_s_when_addresses_change() {
    let scene = Scene::set().await;
    scene.house.store.add_operator(&NewOperator::owner(BOB, "no hash"), scene.house.clock.now()).await.unwrap();
    leads_to(&scene.sign_in().await, "/admin");

    // Her account now has another e-mail address, even another operator's, or none.
    for email in [Some("ada.lovelace@example.com"), Some(BOB), None] {
        scene.sign_out();
        scene.provider.set(|behaviour| behaviour.email = email.map(str::to_owned));
        leads_to(&scene.sign_in().await, "/admin");
        assert!(scene.browser.get("/admin").await.has(EMAIL), "{email:?}");
    }

    // Her address now is somebody else's.
    scene.sign_out();
    scene.provider.set(|behaviour| {
        behaviour.subject = "another".to_owned();
        behaviour.email = Some(EMAIL.to_owned());
    });
    let refused = scene.sign_in().await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("another account of the provider") && refused.has("--reset-oidc"), "{}", refused.body);
    assert_eq!(scene.bound().await, [EMAIL]);

    // It is hers after all: she has a new account.
    let release = OperatorChange { release_accounts: true, ..OperatorChange::default() };
    let before = scene.house.store.change_operator(EMAIL, &release, None).await.unwrap();
    let OperatorOutcome::Done(before) = before else { panic!("{before:?}") };
    assert_eq!(release.audited(&before), [AuditEntry::AccountReleased { email: EMAIL.into() }]);
    leads_to(&scene.sign_in().await, "/admin");
    assert_eq!(scene.bound().await, [EMAIL, EMAIL]);
}

#[tokio::test]
async fn account_goes_with_its_operator_and_brings_nobody_in() {
    let scene = Scene::set().await;
    let now = scene.house.clock.now();
    scene.house.store.add_operator(&NewOperator::owner(BOB, "no hash"), now).await.unwrap();
    scene.provider.set(|behaviour| behaviour.email = Some(BOB.to_owned()));
    leads_to(&scene.sign_in().await, "/admin");
    scene.house.store.remove_operator(BOB).await.unwrap();
    assert_eq!(scene.browser.get("/admin").await.status, StatusCode::SEE_OTHER);
    let refused = scene.sign_in().await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.has("No operator has"), "{}", refused.body);
    assert_eq!(scene.house.store.count_operators().await.unwrap(), 1);

    // An operator added under the same address starts afresh.
    scene.house.store.add_operator(&NewOperator::owner(BOB, "no hash"), now).await.unwrap();
    scene.provider.set(|behaviour| behaviour.subject = "bob's new account".to_owned());
    leads_to(&scene.sign_in().await, "/admin");
    assert_eq!(scene.bound().await, [BOB, BOB]);
}

#[tokio::test]
async fn claims_give_nobody_a_role() {
    let scene = Scene::set().await;
    let viewer = NewOperator {
        email: BOB.to_owned(),
        password_hash: "no hash".to_owned(),
        role: Role::Viewer,
        reach: Reach::AllPortals,
    };
    scene.house.store.add_operator(&viewer, scene.house.clock.now()).await.unwrap();
    scene.provider.set(|behaviour| behaviour.email = Some(BOB.to_owned()));
    scene.provider.set_claims(|claims| {
        for name in ["role", "roles", "groups"] {
            claims.insert(name.to_owned(), serde_json::json!(["owner", "admin"]));
        }
    });
    leads_to(&scene.sign_in().await, "/admin");
    assert_eq!(scene.browser.get("/admin/operators").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn second_factor_is_asked_for_and_the_account_is_bound_only_then() {
    let scene = Scene::set().await;
    let store = &scene.house.store;
    let id = store.find_operator(EMAIL).await.unwrap().expect("she is there").id;
    let secret = store.offer_second_factor(id).await.unwrap();
    let code = || code_at(&secret, scene.house.clock.now()).unwrap();
    store.confirm_second_factor(id, &code(), scene.house.clock.now()).await.unwrap().expect("it is on");
    scene.house.hands.advance(Duration::MINUTE);

    leads_to(&scene.sign_in().await, "/admin/login/code?next=%2Fadmin");
    assert_eq!(scene.browser.get("/admin").await.status, StatusCode::SEE_OTHER, "half a log-in opens nothing");
    assert!(scene.bound().await.is_empty());
    let page = scene.browser.get("/admin/login/code?next=%2Fadmin").await;
    assert!(page.has("One more step"), "{}", page.body);
    let wrong = scene.browser.post("/admin/login/code", &[("csrf", &page.csrf()), ("code", "000000")]).await;
    assert_eq!((wrong.status, scene.bound().await.len()), (StatusCode::UNPROCESSABLE_ENTITY, 0));
    let fields = [("csrf", &*page.csrf()), ("code", &*code()), ("next", "/admin/audit")];
    leads_to(&scene.browser.post("/admin/login/code", &fields).await, "/admin/audit");
    assert_eq!(scene.bound().await, [EMAIL]);
}

#[tokio::test]
async fn account_of_two_sign_ins_at_once_is_bound_once_and_to_one() {
    let scene = Scene::set().await;
    let (store, now) = (&scene.house.store, scene.house.clock.now());
    store.add_operator(&NewOperator::owner(BOB, "no hash"), now).await.unwrap();
    let account = |subject: &str| ProviderAccount { issuer: "https://id.example".into(), subject: subject.into() };
    let id = async |email| store.find_operator(email).await.unwrap().expect("is there").id;
    let (ada, bob) = (id(EMAIL).await, id(BOB).await);
    let bind = async |id, subject| store.bind_account(id, &account(subject), now).await.unwrap();
    assert_eq!((bind(ada, "1").await, bind(ada, "1").await), (Binding::New, Binding::Known));
    assert_eq!((bind(ada, "2").await, bind(bob, "1").await), (Binding::Taken, Binding::Taken));
    assert_eq!(bind(bob, "2").await, Binding::New);
}

#[tokio::test]
async fn keys_are_read_anew_when_the_provider_changes_them() {
    let scene = Scene::set().await;
    leads_to(&scene.sign_in().await, "/admin");
    scene.sign_out();
    scene.provider.rotate();
    scene.house.hands.advance(Duration::minutes(2));
    leads_to(&scene.sign_in().await, "/admin");
    assert_eq!(scene.provider.asked().iter().filter(|asked| *asked == "keys").count(), 2);

    // Tokens that name unknown keys don't make the service ask for keys again and again.
    scene.provider.set(|behaviour| behaviour.signing = Signing::Forged);
    for _ in 0..3 {
        scene.sign_out();
        assert_eq!(scene.sign_in().await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(scene.provider.asked().iter().filter(|asked| *asked == "keys").count(), 2);
}

#[tokio::test]
async fn tokens_may_be_signed_by_rsa_and_the_address_come_apart() {
    let scene = Scene::set().await;
    scene.provider.set(|behaviour| {
        behaviour.signing = Signing::Rs256;
        behaviour.email_apart = true;
    });
    leads_to(&scene.sign_in().await, "/admin");
    assert!(scene.provider.asked().contains(&"userinfo".to_owned()));
}
