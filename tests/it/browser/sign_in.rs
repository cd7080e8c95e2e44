//! Signing in at an OpenID provider in a real browser: the button, the provider's page, and back.

use domain::Clock;
use fantoccini::Locator;
use tempfile::TempDir;
use tests::axe::Axe;
use tests::browser::Browser;
use tests::eventually;
use tests::provider::{CLIENT_ID, CLIENT_SECRET, OpenIdProvider};
use tests::service::{Launch, Service};
use tests::town::Town;

use super::{NO_ERRORS, PAGE};

const EMAIL: &str = "ada@example.com";
const PASSWORD: &str = "correct horse battery";

/// A service with a provider, and a browser at the log-in page.
struct Door {
    axe: Axe,
    browser: Browser,
    service: Service,
    launch: Launch,
    provider: OpenIdProvider,
    _folder: TempDir,
}

impl Door {
    async fn set() -> Self {
        let axe = Axe::read();
        let folder = TempDir::new().expect("a folder for the test");
        let town = Town::start(0).await;
        let provider = OpenIdProvider::start(EMAIL, &Clock::system()).await;
        provider.set(|behaviour| behaviour.asks = true);
        let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
        let launch = launch.set("TOMBSTONE_ADMIN_EMAIL", EMAIL).set("TOMBSTONE_ADMIN_PASSWORD", PASSWORD);
        let launch = launch
            .set("TOMBSTONE_OIDC_ISSUER", provider.issuer())
            .set("TOMBSTONE_OIDC_CLIENT_ID", CLIENT_ID)
            .set("TOMBSTONE_OIDC_CLIENT_SECRET", CLIENT_SECRET)
            .set("TOMBSTONE_OIDC_NAME", "Acme ID");
        let service = launch.start().await;
        let browser = Browser::start(&town.sim).await;
        Self { axe, browser, service, launch, provider, _folder: folder }
    }

    async fn until(&self, what: &str, script: &str) {
        let is_so = async || {
            let answer = self.browser.client().execute(script, Vec::new()).await.ok()?;
            (answer == true).then_some(())
        };
        eventually(what, PAGE, is_so).await;
    }

    async fn click(&self, selector: &str) {
        let found = self.browser.client().find(Locator::Css(selector)).await.expect(selector);
        found.click().await.expect("it is clicked");
    }

    /// Goes from the log-in page to the provider's.
    async fn go_to_provider(&self) {
        self.browser.open(&self.service.url().join("/admin/login?next=/admin/audit").expect("an address")).await;
        self.click("a[href^='/admin/login/oidc?']").await;
        let origin = self.provider.issuer();
        self.until(
            "the provider",
            &format!("return location.origin === '{origin}' && !!document.querySelector('button')"),
        )
        .await;
    }

    /// Checks the page, wide and narrow, light and dark.
    async fn look(&self, name: &str) {
        for (width, height) in [(1280, 900), (390, 900)] {
            self.browser.resize(width, height).await;
            for scheme in ["light", "dark"] {
                self.browser.prefer(scheme).await;
                self.browser.take_picture(&format!("{name}-{width}-{scheme}")).await;
                let found = self.axe.findings(self.browser.client()).await;
                assert!(found.is_empty(), "{name} {width} {scheme}: {found:?}");
            }
        }
    }
}

#[tokio::test]
async fn operator_signs_in_at_the_provider_and_comes_back() {
    let door = Door::set().await;
    door.browser.open(&door.service.url().join("/admin/login").expect("an address")).await;
    door.look("sign-in").await;

    // First she changes her mind.
    door.provider.set(|behaviour| behaviour.error = Some("access_denied".to_owned()));
    door.go_to_provider().await;
    door.click("button").await;
    door.until(
        "the log-in page",
        "return !!document.querySelector('.notice.bad') && !!document.getElementById('password')",
    )
    .await;
    door.look("sign-in-refused").await;
    let errors = door.browser.errors().await.into_iter().filter(|line| !line.contains("422"));
    assert_eq!(errors.collect::<Vec<_>>(), NO_ERRORS);

    door.provider.set(|behaviour| behaviour.error = None);
    door.go_to_provider().await;
    door.click("button").await;
    let there = "return location.pathname === '/admin/audit' && document.readyState === 'complete'";
    door.until("the page that she wanted", there).await;
    let text = door.browser.client().find(Locator::Css("body")).await.expect("a page").text().await.expect("text");
    assert!(text.contains("Account linked") && text.contains(EMAIL), "{text}");
    assert_eq!(door.browser.errors().await, NO_ERRORS);
    let log = door.launch.stderr();
    assert!(log.contains("access_denied"), "the log says why: {log}");
    assert!(!log.contains(CLIENT_SECRET) && !log.contains("code=") && !log.contains("state="), "{log}");
}
