//! An OpenID provider on loopback: its own keys, discovery document, pages and tokens, and what can be wrong with them.

mod keys;
mod pages;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::Clock;
use poem::Server;
use poem::listener::TcpAcceptor;
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use url::Url;

use keys::Keys;
pub use keys::Signing;

/// What it calls the service.
pub const CLIENT_ID: &str = "tombstone-console";
/// What the service proves itself with.
pub const CLIENT_SECRET: &str = "zH7rQ2vX9mK4pL6sT1wY8bN3cF5gJ0dA";

/// What changes the claims of an ID token.
pub type Change = Arc<dyn Fn(&mut Map<String, Value>) + Send + Sync>;

/// How it behaves.
#[derive(Clone)]
pub struct Behaviour {
    /// Names the account of whoever comes.
    pub subject: String,
    /// The account's address.
    pub email: Option<String>,
    /// Whether the address is said to be verified.
    pub email_verified: Option<bool>,
    /// Whether the address is said by its user info endpoint alone.
    pub email_apart: bool,
    /// How ID tokens are signed.
    pub signing: Signing,
    /// Changes the claims of an ID token before it is signed.
    pub claims: Change,
    /// The error with which browsers come back.
    pub error: Option<String>,
    /// The issuer that answers to browsers name; none if they name none.
    pub named_issuer: Option<String>,
    /// The answer of its token endpoint, if it is to be another one.
    pub token_answer: Option<(u16, Value)>,
    /// Whether somebody has to press a button on its page.
    pub asks: bool,
}

/// A request of an ID token that it granted.
#[derive(Clone, Debug)]
struct Grant {
    redirect: String,
    challenge: String,
    nonce: String,
    subject: String,
}

/// A running provider.
#[derive(Debug)]
pub struct OpenIdProvider {
    url: Url,
    shared: Arc<Shared>,
    end: watch::Sender<bool>,
    task: JoinHandle<()>,
}

struct Shared {
    issuer: String,
    clock: Clock,
    keys: Mutex<Keys>,
    behaviour: Mutex<Behaviour>,
    grants: Mutex<BTreeMap<String, Grant>>,
    asked: Mutex<Vec<String>>,
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

impl OpenIdProvider {
    /// One at which somebody has a verified account with this address.
    pub async fn start(email: &str, clock: &Clock) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = Url::parse(&format!("http://{}/", listener.local_addr().expect("an address"))).expect("an address");
        let issuer = url.as_str().trim_end_matches('/').to_owned();
        let behaviour = Behaviour {
            subject: "248289761001".to_owned(),
            email: Some(email.to_owned()),
            email_verified: Some(true),
            email_apart: false,
            signing: Signing::Es256,
            claims: Arc::new(|_| {}),
            error: None,
            named_issuer: Some(issuer.clone()),
            token_answer: None,
            asks: false,
        };
        let shared = Arc::new(Shared {
            issuer,
            clock: clock.clone(),
            keys: Mutex::new(Keys::new()),
            behaviour: Mutex::new(behaviour),
            grants: Mutex::default(),
            asked: Mutex::default(),
        });
        let routes = pages::routes(Arc::clone(&shared));
        let acceptor = TcpAcceptor::from_tokio(listener).expect("a listener");
        let (end, mut ended) = watch::channel(false);
        let task = tokio::spawn(async move {
            let ended = async { drop(ended.wait_for(|ended| *ended).await) };
            let server = Server::new_with_acceptor(acceptor);
            server.run_with_graceful_shutdown(routes, ended, Some(Duration::ZERO)).await.expect("it serves");
        });
        Self { url, shared, end, task }
    }

    /// What it calls itself.
    pub fn issuer(&self) -> &str {
        &self.shared.issuer
    }

    /// Where it is.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Lets it behave otherwise from now on.
    pub fn set(&self, change: impl FnOnce(&mut Behaviour)) {
        change(&mut lock(&self.shared.behaviour));
    }

    /// Lets it change the claims of ID tokens from now on.
    pub fn set_claims(&self, change: impl Fn(&mut Map<String, Value>) + Send + Sync + 'static) {
        self.set(|behaviour| behaviour.claims = Arc::new(change));
    }

    /// Lets it have other keys, under other names.
    pub fn rotate(&self) {
        lock(&self.shared.keys).rotate();
    }

    /// Goes away, with its connections.
    pub async fn stop(mut self) {
        self.end.send_replace(true);
        (&mut self.task).await.expect("it ends");
    }

    /// What it was asked for so far.
    pub fn asked(&self) -> Vec<String> {
        lock(&self.shared.asked).clone()
    }

    /// Where it sends a browser that came to this address.
    ///
    /// Panics if it is no request of an authorization that the specifications allow.
    pub fn authorize(&self, url: &Url) -> Url {
        assert_eq!(url.origin(), self.url.origin(), "{url}");
        self.shared.authorize(url.query().unwrap_or_default())
    }
}

impl Drop for OpenIdProvider {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner) // a failed test fails by itself
}

/// The fields of a form or a query string.
fn fields(text: &str) -> BTreeMap<String, String> {
    url::form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

impl Shared {
    fn behaviour(&self) -> Behaviour {
        lock(&self.behaviour).clone()
    }

    fn note(&self, what: &str) {
        lock(&self.asked).push(what.to_owned());
    }

    /// OpenID Connect Core 1.0, 3.1.2.1; RFC 7636, 4.3.
    fn authorize(&self, query: &str) -> Url {
        let asked = fields(query);
        for (name, value) in [
            ("client_id", CLIENT_ID),
            ("response_type", "code"),
            ("scope", "openid email"),
            ("code_challenge_method", "S256"),
        ] {
            assert_eq!(asked.get(name).map(String::as_str), Some(value), "{name} in {query}");
        }
        let behaviour = self.behaviour();
        let mut back = Url::parse(&asked["redirect_uri"]).expect("an address");
        back.query_pairs_mut().append_pair("state", &asked["state"]);
        if let Some(issuer) = &behaviour.named_issuer {
            back.query_pairs_mut().append_pair("iss", issuer);
        }
        if let Some(error) = &behaviour.error {
            back.query_pairs_mut().append_pair("error", error);
            return back;
        }
        let code = keys::random();
        let grant = Grant {
            redirect: asked["redirect_uri"].clone(),
            challenge: asked["code_challenge"].clone(),
            nonce: asked["nonce"].clone(),
            subject: behaviour.subject,
        };
        back.query_pairs_mut().append_pair("code", &code);
        lock(&self.grants).insert(code, grant);
        back
    }

    /// OpenID Connect Core 1.0, 3.1.3; an error is the code of one.
    fn exchange(&self, form: &BTreeMap<String, String>) -> Result<Value, &'static str> {
        let code = form.get("code").ok_or("invalid_request")?;
        let grant = lock(&self.grants).remove(code).ok_or("invalid_grant")?;
        let proves = form.get("code_verifier").is_some_and(|verifier| keys::challenge(verifier) == grant.challenge);
        if !proves || form.get("redirect_uri") != Some(&grant.redirect) {
            return Err("invalid_grant");
        }
        let behaviour = self.behaviour();
        let now = self.clock.now().unix_timestamp();
        let claims = json!({
            "iss": self.issuer, "sub": grant.subject, "aud": CLIENT_ID, "nonce": grant.nonce, "iat": now, "exp": now + 300,
        });
        let Value::Object(mut claims) = claims else { unreachable!("it is an object") };
        if !behaviour.email_apart {
            claims.extend(self.email());
        }
        (behaviour.claims)(&mut claims);
        let id_token = lock(&self.keys).sign(behaviour.signing, &Value::Object(claims));
        Ok(json!({"access_token": grant.subject, "token_type": "Bearer", "expires_in": 300, "id_token": id_token}))
    }

    fn email(&self) -> Map<String, Value> {
        let Behaviour { email, email_verified, .. } = self.behaviour();
        let claims = [("email", email.map(Value::from)), ("email_verified", email_verified.map(Value::from))];
        claims.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
    }
}
