//! `tombstone health`: whether the service of these settings can do its work, for a container's health check.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context, bail};
use bitrix24::{service_client, why_unanswered};
use reqwest::StatusCode;
use serde::Deserialize;
use url::Url;

use crate::cli::Health;
use crate::output::say;
use crate::settings::Settings;

/// How long the service may take to answer: it gives each of its own checks less.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Deserialize)]
struct HealthAnswer {
    status: String,
    #[serde(default)]
    checks: Vec<Check>,
}

#[derive(Deserialize)]
struct Check {
    name: String,
    error: Option<String>,
}

pub(crate) async fn run(health: Health, settings: &Settings) -> anyhow::Result<()> {
    let service = health.url.map_or_else(|| address(settings), Ok)?;
    let ready = service.join("/health/ready").context("--url is not a service address")?;
    let asked = match service_client(PATIENCE)?.get(ready).send().await {
        Ok(answer) => answer,
        Err(error) => {
            bail!("{service} does not answer ({}); check that it runs, and see its log", why_unanswered(error))
        }
    };
    let status = asked.status();
    let answer: Result<HealthAnswer, _> = asked.json().await;
    let Ok(answer) = answer else {
        bail!("{service} answers {status}, but not as tombstone does; name the service with --url")
    };
    let line = answer.in_a_line();
    if status == StatusCode::OK {
        say(line);
        return Ok(());
    }
    bail!("{line}")
}

impl HealthAnswer {
    /// The status and what is wrong.
    fn in_a_line(&self) -> String {
        let wrong = self.checks.iter().filter_map(|check| Some(format!("{}: {}", check.name, check.error.as_ref()?)));
        let wrong = wrong.collect::<Vec<_>>().join("; ");
        if wrong.is_empty() { self.status.clone() } else { format!("{}: {wrong}", self.status) }
    }
}

/// The address of this service on this machine, the one with details if there is one.
fn address(settings: &Settings) -> anyhow::Result<Url> {
    let address = settings.metrics_listen.unwrap_or(settings.listen);
    if address.port() == 0 {
        bail!("the service chose its own port, which it prints at startup; name its address with --url");
    }
    Ok(Url::parse(&format!("http://{}", reachable(address)))?)
}

/// The address to connect to: a service that listens on all addresses also listens on loopback.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn service_on_all_addresses_is_asked_on_the_loopback_one() {
        for (listens, asked) in
            [("0.0.0.0:80", "127.0.0.1:80"), ("[::]:80", "[::1]:80"), ("192.0.2.1:80", "192.0.2.1:80")]
        {
            assert_eq!(reachable(listens.parse().unwrap()), asked.parse().unwrap());
        }
    }

    #[test]
    fn line_says_what_is_wrong() {
        let answer = r#"{"status":"degraded","checks":[{"name":"database","ok":true},
            {"name":"event log","ok":false,"error":"events are spooled"}]}"#;
        let answer: HealthAnswer = serde_json::from_str(answer).unwrap();
        assert_eq!(answer.in_a_line(), "degraded: event log: events are spooled");
        let answer: HealthAnswer = serde_json::from_str(r#"{"status":"ready"}"#).unwrap();
        assert_eq!(answer.in_a_line(), "ready");
    }
}
