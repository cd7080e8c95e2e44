//! `tombstone doctor`: checks what a service needs, and says in plain words what is wrong and what to do.

mod backup;
mod deep;
mod sign_in;

use std::time::Duration;

use anyhow::bail;
use bitrix24::{CallError, TRUST, fault_of_authorities};
use domain::Clock;
use domain::failure::Unreached;
use domain::setup::PublicAddress;
use poem::http::header::CONTENT_TYPE;
use poem::http::{self, StatusCode};
use serde::Serialize;
use store::StoreError;
use time::OffsetDateTime;

use crate::cli::Doctor;
use crate::commands::serve::outward::{authorization_servers, http_client};
use crate::house::House;
use crate::output::{counted, rfc3339, say};
use crate::settings::Settings;

/// How long the public address, or the authorization servers, may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// A clock that shows less is wrong.
const YEAR: i32 = 2026;

#[derive(Serialize)]
struct Finding {
    what: &'static str,
    well: bool,
    /// Whether it could be better, though all is well.
    hint: bool,
    advice: String,
}

impl Finding {
    fn of(what: &'static str, outcome: Result<String, String>) -> Self {
        let well = outcome.is_ok();
        Self { what, well, hint: false, advice: outcome.unwrap_or_else(|advice| advice) }
    }

    /// A finding that is never a fault.
    fn hint(what: &'static str, outcome: Result<String, String>) -> Self {
        let hint = outcome.is_err();
        Self { what, well: true, hint, advice: outcome.unwrap_or_else(|advice| advice) }
    }

    fn mark(&self) -> &'static str {
        match (self.well, self.hint) {
            (false, _) => "WRONG",
            (true, true) => "hint ",
            (true, false) => "ok   ",
        }
    }
}

pub(crate) async fn run(doctor: &Doctor, settings: &Settings, clock: &Clock) -> anyhow::Result<()> {
    let findings = look(settings, clock, doctor.deep).await;
    if doctor.json {
        say(serde_json::to_string_pretty(&findings)?);
    } else {
        print(&findings);
    }
    match findings.iter().filter(|finding| !finding.well).count() {
        0 => Ok(()),
        wrong => bail!("{wrong} of {} checks found a problem", findings.len()),
    }
}

/// Prints the findings; where nothing runs yet, not all is well.
pub(crate) async fn show(settings: &Settings, clock: &Clock) {
    print(&look(settings, clock, false).await);
}

async fn look(settings: &Settings, clock: &Clock, deep: bool) -> Vec<Finding> {
    let house = House::open_existing(settings, clock.clone()).await.map_err(|error| format!("{error:#}"));
    let mut findings = vec![
        Finding::of("app credentials", credentials(settings).await),
        Finding::of("database and key", database(house.as_ref()).await),
        Finding::hint("operators", operators(house.as_ref()).await),
        Finding::of("portals", portals(house.as_ref()).await),
        Finding::of("clock", time_of_day(clock.now())),
        Finding::of("authorization server", authorization_server(settings).await),
        Finding::of("public address", public_url(settings).await),
    ];
    findings.extend(fault_of_authorities().map(|fault| Finding::of("certificates", Err(fault))));
    findings.extend(sign_in::look(settings, clock).await.map(|outcome| Finding::of("OpenID provider", outcome)));
    findings.push(Finding::hint("backup", backup::look(settings, clock)));
    if deep {
        let counted = match &house {
            Ok(house) => deep::look(house).await.unwrap_or_else(|error| Err(unreadable(&error))),
            Err(error) => Err(error.clone()),
        };
        findings.push(Finding::of("counts and chains", counted));
    }
    findings
}

fn print(findings: &[Finding]) {
    for finding in findings {
        let advice = finding.advice.replace('\n', &format!("\n{:29}", ""));
        say(format_args!("{}  {:20}  {advice}", finding.mark(), finding.what));
    }
}

async fn credentials(settings: &Settings) -> Result<String, String> {
    let are_set = settings.setup().has_credentials;
    let said = words::english().credentials(are_set);
    if !are_set {
        return Err(said);
    }
    match are_known(settings).await {
        Some(true) => Ok("TOMBSTONE_CLIENT_ID and TOMBSTONE_CLIENT_SECRET are those of an app of Bitrix24".to_owned()),
        Some(false) => Err("Bitrix24's authorization server does not accept TOMBSTONE_CLIENT_ID with \
                            TOMBSTONE_CLIENT_SECRET; copy both from the app's card again"
            .to_owned()),
        None => Ok(said),
    }
}

/// Whether an authorization server accepts the app's credentials; none if it can't be asked, and no other accepts them.
async fn are_known(settings: &Settings) -> Option<bool> {
    let servers = authorization_servers(&http_client(settings).ok()?, settings).ok()?;
    let others = settings.oauth_hosts.iter().map(|host| servers.of_host(host));
    let ask = async {
        let mut known = Some(false);
        for server in std::iter::once(None).chain(others) {
            match servers.knows_us(server.as_deref()).await {
                Ok(true) => return Some(true),
                Ok(false) => {}
                Err(_) => known = None,
            }
        }
        known
    };
    tokio::time::timeout(PATIENCE, ask).await.ok().flatten()
}

fn unreadable(error: &StoreError) -> String {
    format!("the database can't be read: {error}")
}

async fn database(house: Result<&House, &String>) -> Result<String, String> {
    let house = house.map_err(Clone::clone)?;
    let overview = house.store.all_portals().overview().await.map_err(|error| unreadable(&error))?;
    let aside = house.store.all_portals().count_quarantined().await.map_err(|error| unreadable(&error))?;
    if aside > 0 {
        return Err(format!(
            "{} could not be indexed; `tombstone quarantine list` says why, and `tombstone quarantine retry` tries again \
             once that is fixed",
            counted(aside, "event")
        ));
    }
    let portals: u64 = overview.portals.iter().map(|(_, portals)| portals).sum();
    Ok(format!("opened, with {} and {}", counted(portals, "portal"), counted(overview.deletions, "deletion")))
}

async fn operators(house: Result<&House, &String>) -> Result<String, String> {
    let house = house.map_err(|_| "unknown while the database can't be opened".to_owned())?;
    match house.store.count_operators().await.map_err(|error| unreadable(&error))? {
        0 => Err("nobody can log in yet: run `tombstone operator add EMAIL`, or open the link that `tombstone serve` prints \
                  when it starts"
            .to_owned()),
        1 => Ok("one person can log in".to_owned()),
        people => Ok(format!("{people} people can log in")),
    }
}

async fn portals(house: Result<&House, &String>) -> Result<String, String> {
    let house = house.map_err(|_| "unknown while the database can't be opened".to_owned())?;
    let mut alarms = house.store.all_portals().count_alarms().await.map_err(|error| unreadable(&error))?;
    alarms.retain(|(kind, _)| kind.is_fault());
    let unknown = house.store.all_portals().count_unknown().await.map_err(|error| unreadable(&error))?;
    match (alarms.is_empty(), unknown) {
        (true, 0) => return Ok("nothing gives cause for alarm".to_owned()),
        (true, unknown) => {
            return Err(format!(
                "nobody knows yet whether all deletions of {} are reported; `tombstone portal list` says whose, and the \
                 worker asks again",
                counted(unknown, "portal")
            ));
        }
        (false, _) => {}
    }
    let words = words::english();
    let lines = alarms.iter().map(|(kind, portals)| {
        let (meaning, advice) = (words.alarm_meaning(*kind), words.alarm_advice(*kind, true));
        format!("{kind} at {}: {meaning} {advice}", counted(*portals, "portal"))
    });
    let lines = lines.collect::<Vec<_>>().join("\n");
    Err(format!("{lines}\n`tombstone portal list` names the portals, `tombstone portal show MEMBER_ID` says more"))
}

fn time_of_day(now: OffsetDateTime) -> Result<String, String> {
    let shown = rfc3339(now);
    if now.year() < YEAR {
        return Err(format!("the machine's clock shows {shown}; set it, or tokens and sessions will not last"));
    }
    Ok(shown)
}

async fn authorization_server(settings: &Settings) -> Result<String, String> {
    let http = http_client(settings).map_err(|error| error.to_string())?;
    let servers = authorization_servers(&http, settings).map_err(|error| format!("{error:#}"))?;
    match servers.ping().await {
        Ok(()) => Ok(format!("{} answers", servers.default_server())),
        Err(error @ CallError::Unreachable { why: Unreached::Untrusted, .. }) => Err(format!("{error}; {TRUST}")),
        Err(error) => Err(format!("{error}; check TOMBSTONE_OAUTH_URL and outbound network access")),
    }
}

async fn public_url(settings: &Settings) -> Result<String, String> {
    let address = settings.setup().public_address();
    let said = |url: &str| words::english().public_address(address, url);
    let Some(url) = &settings.public_url else { return Err(said("")) };
    if address != PublicAddress::Reachable {
        return Err(said(url.as_str()));
    }
    let http = http_client(settings).map_err(|error| error.to_string())?;
    let events = url.join("/bitrix24/events").map_err(|error| format!("{url}: {error}"))?;
    // A Tombstone refuses an empty event with a code of its own.
    let nothing = http::Request::post(events.as_str()).header(CONTENT_TYPE, "application/json").body(b"{}".to_vec());
    let nothing = nothing.map_err(|error| format!("{url}: {error}"))?;
    match tokio::time::timeout(PATIENCE, http.exchange(nothing)).await {
        Ok(Ok(answer)) if refuses_empty_event(&answer) => Ok(format!("{url} answers")),
        Ok(Ok(answer)) => Err(format!(
            "{events} answers {}, so no Tombstone takes events there; check where the proxy leads",
            answer.status().as_u16()
        )),
        Ok(Err(CallError::Moved { .. })) => Err(format!(
            "{events} redirects to another address, and portals do not follow; set TOMBSTONE_PUBLIC_URL to that one"
        )),
        Ok(Err(CallError::Unreachable { why: why @ Unreached::Untrusted, .. })) => {
            Err(format!("{url} can't be reached from here: {why}; {TRUST}"))
        }
        answer => {
            let why = match answer {
                Ok(Err(CallError::Unreachable { why, .. })) => why.to_string(),
                Ok(Err(error)) => error.to_string(),
                _ => Unreached::NoAnswer.to_string(),
            };
            Err(format!(
                "{url} does not answer from here: {why}. Check that the service runs and that the proxy leads to it"
            ))
        }
    }
}

/// Whether this is how a Tombstone refuses an empty event.
fn refuses_empty_event(answer: &http::Response<Vec<u8>>) -> bool {
    let problem: Option<serde_json::Value> = serde_json::from_slice(answer.body()).ok();
    answer.status() == StatusCode::BAD_REQUEST && problem.is_some_and(|problem| problem["code"] == "malformed_event")
}
