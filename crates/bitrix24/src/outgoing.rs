//! Posts messages to client programs' endpoints: their owners name the addresses, so they are guarded as portals' are.

use std::error::Error;
use std::time::{Duration, Instant};

use domain::webhook::{Answer, BrokenOff};
use domain::wire::storable;
use reqwest::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Client, Response};
use tokio::time::timeout;
use url::Url;

use crate::client::{NoAuthorities, causes, guarded};
use crate::guard::{Endpoints, NoAllowedAddress};

/// How long an endpoint may take to answer.
const WHOLE: Duration = Duration::from_secs(15);
const CONNECT: Duration = Duration::from_secs(5);
/// How much of the answer's body is read, and for how long once its status is known: the body decides nothing.
const BEGINNING: usize = 1024;
const READING: Duration = Duration::from_secs(2);
/// How long an idle connection waits for the next message.
const IDLE: Duration = Duration::from_secs(30);

/// The client that posts messages. It follows no redirects and keeps no cookies.
#[derive(Clone, Debug)]
pub struct WebhookClient {
    client: Client,
    endpoints: Endpoints,
}

impl WebhookClient {
    /// A client that posts to these endpoints only.
    ///
    /// # Errors
    /// If the machine has no CA certificates.
    pub fn new(endpoints: Endpoints) -> Result<Self, NoAuthorities> {
        Ok(Self { client: guarded(endpoints, CONNECT).pool_idle_timeout(IDLE).build()?, endpoints })
    }

    /// Posts a JSON body. The resolver checks the address again when connecting.
    pub async fn post(&self, url: &Url, headers: [(&'static str, String); 3], body: Vec<u8>) -> Answer {
        let started = Instant::now();
        let (status, beginning) = match timeout(WHOLE, self.send(url, headers, body)).await {
            Ok(Ok(response)) => {
                let status = response.status().as_u16();
                let rest = WHOLE.saturating_sub(started.elapsed()).min(READING);
                (Ok(status), read_beginning(response, rest).await)
            }
            Ok(Err(broken)) => (Err(broken), String::new()),
            Err(_) => (Err(BrokenOff::NoAnswer), String::new()),
        };
        let millis = u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX);
        Answer { status, beginning, millis }
    }

    async fn send(
        &self,
        url: &Url,
        headers: [(&'static str, String); 3],
        body: Vec<u8>,
    ) -> Result<Response, BrokenOff> {
        if !self.endpoints.allow(url) {
            return Err(BrokenOff::Forbidden);
        }
        let json = HeaderValue::from_static("application/json");
        let mut request = self.client.post(url.clone()).header(CONTENT_TYPE, json).body(body);
        for (name, value) in headers {
            request = request.header(HeaderName::from_static(name), value);
        }
        request.send().await.map_err(|error| broken_off(&error))
    }
}

/// Reads the beginning of the body in time, as text that any database can hold.
async fn read_beginning(mut response: Response, limit: Duration) -> String {
    let mut beginning = Vec::new();
    let reading = async {
        while beginning.len() < BEGINNING
            && let Ok(Some(chunk)) = response.chunk().await
        {
            let room = BEGINNING - beginning.len();
            beginning.extend_from_slice(&chunk[..chunk.len().min(room)]);
        }
    };
    let _ = timeout(limit, reading).await; // on a time-out, what was read so far is shown
    storable(String::from_utf8_lossy(&beginning)).into_owned()
}

fn broken_off(error: &reqwest::Error) -> BrokenOff {
    if causes(error).any(<dyn Error>::is::<NoAllowedAddress>) {
        BrokenOff::Forbidden
    } else if error.is_timeout() && !error.is_connect() {
        BrokenOff::NoAnswer
    } else if error.is_connect() {
        BrokenOff::NoConnection
    } else {
        BrokenOff::Ended
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    fn headers() -> [(&'static str, String); 3] {
        ["webhook-id", "webhook-timestamp", "webhook-signature"].map(|name| (name, "x".to_owned()))
    }

    /// A server that answers one request with these bytes and leaves the connection open.
    async fn server(answer: &'static [u8]) -> Url {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).await.unwrap();
            stream.write_all(answer).await.unwrap();
            std::future::pending::<()>().await;
        });
        Url::parse(&format!("http://{address}/")).unwrap()
    }

    #[tokio::test]
    async fn status_counts_though_the_body_never_ends() {
        let url = server(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nbegin\0ning").await;
        let answer = WebhookClient::new(Endpoints::Private).unwrap().post(&url, headers(), b"{}".to_vec()).await;
        assert_eq!((answer.status, answer.beginning.as_str()), (Ok(200), "begin\u{fffd}ning"));
    }

    #[tokio::test]
    async fn redirect_is_no_success_and_is_not_followed() {
        let url = server(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n").await;
        let answer = WebhookClient::new(Endpoints::Private).unwrap().post(&url, headers(), b"{}".to_vec()).await;
        assert_eq!(answer.status, Ok(302));
        assert!(!answer.is_taken());
    }

    #[tokio::test]
    async fn private_addresses_and_names_that_lead_there_are_not_called() {
        let client = WebhookClient::new(Endpoints::Public).unwrap();
        for url in ["http://example.com/", "https://127.0.0.1/", "https://a:b@example.com/", "https://home.localhost/"]
        {
            let answer = client.post(&url.parse().unwrap(), headers(), Vec::new()).await;
            assert_eq!(answer.status, Err(BrokenOff::Forbidden), "{url}");
        }
        let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let url = format!("http://{nobody}/").parse().unwrap();
        let answer = WebhookClient::new(Endpoints::Private).unwrap().post(&url, headers(), Vec::new()).await;
        assert_eq!(answer.status, Err(BrokenOff::NoConnection));
    }
}
