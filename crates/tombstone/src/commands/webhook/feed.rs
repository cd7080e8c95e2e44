//! A client of the feed that remembers its position.

use std::time::Duration;

use anyhow::{Context, bail};
use bitrix24::{service_client, why_unanswered};
use domain::MemberId;
use reqwest::{Client, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::value::RawValue;
use url::Url;

/// How long the service may take beyond `WAIT`.
const PATIENCE: Duration = Duration::from_secs(15);
/// How many seconds the service should wait for new deletions, and how many to ask for at once.
const WAIT: u64 = 30;
const LIMIT: u64 = 100;

/// The feed of a portal, or of all that a key reaches.
pub(super) struct Feed {
    http: Client,
    url: Url,
    key: SecretString,
    /// None before the first answer.
    after: Option<String>,
}

/// A pull's outcome.
pub(super) enum Pulled {
    /// Deletions, as the API writes them.
    Items(Vec<Box<RawValue>>),
    /// The service can't be reached or can't answer now.
    Away(String),
}

#[derive(Deserialize)]
struct Page {
    items: Vec<Box<RawValue>>,
    next_after: String,
}

#[derive(Default, Deserialize)]
struct Problem {
    #[serde(default)]
    code: String,
    #[serde(default)]
    detail: String,
}

/// The problem's code for a position that the service does not know.
const UNKNOWN_POSITION: &str = "invalid_cursor";

impl Feed {
    pub(super) fn new(api: &Url, portal: Option<&MemberId>, key: SecretString) -> anyhow::Result<Self> {
        let path = match portal {
            Some(portal) => format!("/api/v1/portals/{portal}/deletions/feed"),
            None => "/api/v1/deletions/feed".to_owned(),
        };
        let http = service_client(PATIENCE + Duration::from_secs(WAIT))?;
        Ok(Self { http, url: api.join(&path).context("--api is not a base URL")?, key, after: None })
    }

    /// Whether it has a position.
    pub(super) fn has_begun(&self) -> bool {
        self.after.is_some()
    }

    /// Pulls what is new; the first time, only the present position. Fails if a retry would not help.
    pub(super) async fn pull(&mut self) -> anyhow::Result<Pulled> {
        let mut url = self.url.clone();
        if let Some(after) = &self.after {
            let (wait, limit) = (WAIT.to_string(), LIMIT.to_string());
            url.query_pairs_mut().append_pair("after", after).append_pair("wait", &wait).append_pair("limit", &limit);
        }
        let answer = match self.http.get(url).bearer_auth(self.key.expose_secret()).send().await {
            Ok(answer) => answer,
            Err(error) => return Ok(Pulled::Away(why_unanswered(error))),
        };
        let status = answer.status();
        let body = match answer.bytes().await {
            Ok(body) => body,
            Err(error) => return Ok(Pulled::Away(why_unanswered(error))),
        };
        if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
            return Ok(Pulled::Away(status.to_string()));
        }
        if status != StatusCode::OK {
            let problem: Problem = serde_json::from_slice(&body).unwrap_or_default();
            if self.has_begun() && problem.code == UNKNOWN_POSITION {
                bail!(
                    "the service does not know the place up to which this has forwarded; perhaps a backup was restored \
                     there. Start `tombstone webhook listen` again: it goes on with what is recorded from then on"
                );
            }
            bail!("{} answered {status}. {}", self.url, problem.detail);
        }
        let page: Page = serde_json::from_slice(&body).with_context(|| format!("{} is no feed", self.url))?;
        self.after = Some(page.next_after);
        Ok(Pulled::Items(page.items))
    }
}
