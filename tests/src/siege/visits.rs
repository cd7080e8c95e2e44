//! What strangers send whole, since it makes the service work: installs, log-ins and authorizations that are made up.
//! Each comes from another network, as far as the service knows.

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::page::{between, field};

/// As long as a text that no portal sends.
const LANGUAGE: usize = 40_000;
/// Distinguishes one from the other.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// A visitor.
struct Visitor {
    address: SocketAddr,
    number: u64,
}

impl Visitor {
    fn new(address: SocketAddr) -> Self {
        Self { address, number: NEXT.fetch_add(1, Ordering::Relaxed) }
    }

    /// The whole answer.
    async fn ask(&self, first: &str, cookie: &str, body: &str) -> io::Result<String> {
        let (number, length) = (self.number, body.len());
        let [.., second, third, fourth] = number.to_be_bytes();
        let request = format!(
            "{first} HTTP/1.1\r\nHost: app.example\r\nConnection: close\r\nCookie: {cookie}\r\n\
             X-Forwarded-For: 10.{second}.{third}.{fourth}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {length}\r\n\r\n{body}"
        );
        let mut stream = TcpStream::connect(self.address).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }
}

/// `ONAPPINSTALL` of a portal that is nobody's.
pub(super) async fn install(address: SocketAddr) -> io::Result<()> {
    let visitor = Visitor::new(address);
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("event", "ONAPPINSTALL")
        .append_pair("data[LANGUAGE_ID]", &"x".repeat(LANGUAGE))
        .append_pair("auth[member_id]", &format!("{:032x}", visitor.number))
        .append_pair("auth[client_endpoint]", "https://portal.example/rest/")
        .append_pair("auth[access_token]", &format!("{:070x}", visitor.number))
        .append_pair("auth[refresh_token]", &format!("{:070x}", visitor.number))
        .append_pair("auth[application_token]", "made-up")
        .finish();
    visitor.ask("POST /bitrix24/install", "", &form).await.map(drop)
}

/// A log-in with a wrong password.
pub(super) async fn log_in(address: SocketAddr) -> io::Result<()> {
    let visitor = Visitor::new(address);
    let page = visitor.ask("GET /admin/login", "", "").await?;
    let (Some(csrf), Some(cookie)) = (field(&page, "csrf"), cookie(&page)) else {
        return Ok(()); // it was refused
    };
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("csrf", &csrf)
        .append_pair("email", "ada@example.com")
        .append_pair("password", "wrong")
        .finish();
    visitor.ask("POST /admin/login", cookie, &form).await.map(drop)
}

/// An authorization that is begun, and comes back with a code that nobody gave.
pub(super) async fn flow(address: SocketAddr) -> io::Result<()> {
    let visitor = Visitor::new(address);
    let begun = visitor.ask("GET /oauth/start?domain=portal.example", "", "").await?;
    let (Some(state), Some(cookie)) = (between(&begun, "state=", "\r\n"), cookie(&begun)) else { return Ok(()) };
    let state = state.split('&').next().unwrap_or_default();
    let back = format!("GET /oauth/callback?code=made-up&domain=portal.example&state={state}");
    visitor.ask(&back, cookie, "").await.map(drop)
}

fn cookie(answer: &str) -> Option<&str> {
    between(&answer[..answer.find("\r\n\r\n")?], "set-cookie: ", ";")
}
