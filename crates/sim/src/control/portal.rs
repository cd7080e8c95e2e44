//! The routes under `/_sim/portals/NAME`.

use poem::http::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answers::{Controlled, changed, faults, no_such_route, read};
use crate::events::deletions::Kind;
use crate::events::post::Delivery;
use crate::portal::Portal;
use crate::portal::switches::Switches;
use crate::server::call::Call;
use crate::server::party::Party;

pub(super) fn summary(portal: &Portal) -> Value {
    let (host, url, authority) = (portal.host(), portal.url(), portal.authority());
    portal.with(|known| {
        json!({
            "name": known.spec.name,
            "host": host,
            "url": url.as_str(),
            "authority": authority.as_str(),
            "member_id": known.member_id,
            "application_token": known.installation.application_token,
            "language": known.spec.language,
            "installed": known.installation.present,
            "finished": known.installation.finished,
            "version": known.installation.version,
            "subscriptions": known.subscriptions.len(),
            "offline_queue": known.offline.len(),
            "delivered": known.delivered,
            "users": known.users.len(),
            "system_user": known.system_user.as_ref().map(|user| user.id),
            "refreshes": known.counts.refreshes,
            "refreshes_granted": known.counts.refreshes_granted,
            "finish_calls": known.calls.get("installfinish").copied().unwrap_or(0),
        })
    })
}

pub(super) async fn dispatch(portal: &Portal, call: &Call, segments: &[&str]) -> Controlled {
    match (&call.method, segments) {
        (&Method::GET, segments) => look(portal, call, segments),
        (&Method::POST, ["install"]) => install(portal, read(call)?).await,
        (&Method::POST, ["uninstall"]) => Ok(outcome(&portal.uninstall(read::<Uninstall>(call)?.clean).await)),
        (&Method::POST, ["update"]) => Ok(outcome(&portal.update().await)),
        (&Method::POST, ["open"]) => Ok(json!(portal.open_app().await)),
        (&Method::POST, ["paid"]) => Ok(outcome(&portal.set_paid(read::<Paid>(call)?.paid).await)),
        (&Method::POST, ["delete"]) => delete(portal, read(call)?).await,
        (&Method::POST, ["burst"]) => Ok(outcome(&portal.burst(read::<Burst>(call)?.count).await)),
        (&Method::POST, ["event"]) => send(portal, read(call)?).await,
        (&Method::POST, ["user-ready"]) => Ok(outcome(&portal.user_ready().await)),
        (&Method::POST, ["confirm-method"]) => {
            let wanted: MethodConfirmed = read(call)?;
            Ok(outcome(&portal.confirm_method(&wanted.method, wanted.confirmed).await))
        }
        (&Method::POST, ["release-install-event" | "release-held-events"]) => {
            Ok(outcome(&portal.release_held_events().await))
        }
        (&Method::POST | &Method::DELETE, ["faults"]) => faults(&portal.world, call, Party::Portal(portal.index)),
        _ => change(portal, call, segments),
    }
}

fn look(portal: &Portal, call: &Call, segments: &[&str]) -> Controlled {
    match segments {
        [] => Ok(summary(portal)),
        ["deliveries"] => {
            let limit = call.query.text_at("limit").and_then(|text| text.parse().ok()).unwrap_or(100);
            let deliveries = portal.deliveries();
            let last: Vec<&Delivery> = deliveries.iter().rev().take(limit).collect();
            Ok(json!({"total": portal.delivered(), "deliveries": last}))
        }
        ["subscriptions"] => Ok(json!({"subscriptions": portal.subscriptions()})),
        ["offline"] => {
            let records: Vec<Value> = portal.offline_queue().iter().map(|record| record.to_json(true)).collect();
            Ok(json!({"records": records}))
        }
        ["users"] => Ok(json!({"users": portal.users()})),
        ["calls"] => Ok(json!({"calls": portal.with(|known| known.calls.clone())})),
        ["switches"] => Ok(json!(portal.switches())),
        ["faults"] => faults(&portal.world, call, Party::Portal(portal.index)),
        _ => Err(no_such_route()),
    }
}

fn change(portal: &Portal, call: &Call, segments: &[&str]) -> Controlled {
    match (&call.method, segments) {
        (&Method::PATCH, ["switches"]) => {
            let switches = changed::<Switches>(&portal.switches(), call)?;
            portal.switch(|present| *present = switches);
            Ok(json!(portal.switches()))
        }
        (&Method::PATCH, ["users", id]) => {
            let change: UserChange = read(call)?;
            let id = id.parse().map_err(|_| no_such_route())?;
            if let Some(admin) = change.admin {
                portal.set_admin(id, admin);
            }
            if let Some(active) = change.active {
                portal.set_active(id, active);
            }
            if change.signed_in == Some(true) {
                portal.sign_in(id);
            }
            Ok(json!({"users": portal.users()}))
        }
        (&Method::POST, ["rename"]) => {
            portal.rename(&read::<Rename>(call)?.to);
            Ok(summary(portal))
        }
        (&Method::POST, ["tokens"]) => Ok(json!(portal.tokens(read::<Somebody>(call)?.user_id))),
        (&Method::POST, ["code"]) => Ok(json!({"code": portal.code(read::<Somebody>(call)?.user_id)})),
        (&Method::POST, ["renew-application-token"]) => {
            portal.renew_application_token();
            Ok(summary(portal))
        }
        (&Method::POST, ["expire-access-tokens"]) => {
            portal.expire_access_tokens();
            Ok(summary(portal))
        }
        (&Method::POST, ["kill-refresh-tokens"]) => {
            portal.kill_refresh_tokens();
            Ok(summary(portal))
        }
        (&Method::DELETE, ["subscriptions"]) => {
            portal.drop_subscriptions(call.query.text_at("event").as_deref());
            Ok(summary(portal))
        }
        _ => Err(no_such_route()),
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Install {
    how: How,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum How {
    #[default]
    Frame,
    RetryFrame,
    Callback,
    Silently,
}

async fn install(portal: &Portal, wanted: Install) -> Controlled {
    Ok(match wanted.how {
        How::Frame => json!(portal.install_by_frame().await),
        How::RetryFrame => json!(portal.retry_frame().await),
        How::Callback => json!(portal.install_by_callback().await),
        How::Silently => {
            portal.install_silently();
            summary(portal)
        }
    })
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Uninstall {
    clean: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Paid {
    paid: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MethodConfirmed {
    method: String,
    #[serde(default = "yes")]
    confirmed: bool,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Burst {
    count: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rename {
    to: String,
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Somebody {
    user_id: u64,
}

impl Default for Somebody {
    fn default() -> Self {
        Self { user_id: 1 }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UserChange {
    admin: Option<bool>,
    active: Option<bool>,
    signed_in: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Delete {
    kind: Kind,
    #[serde(default = "one")]
    count: usize,
}

fn one() -> usize {
    1
}

async fn delete(portal: &Portal, wanted: Delete) -> Controlled {
    Ok(outcome(&portal.delete_many(wanted.kind, wanted.count).await))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Send {
    event: String,
    #[serde(default)]
    data: Value,
    user_id: Option<u64>,
    to: Option<String>,
}

async fn send(portal: &Portal, wanted: Send) -> Controlled {
    Ok(outcome(&match wanted.to {
        Some(handler) => vec![portal.send_event_to(&handler, &wanted.event, wanted.data).await],
        None => portal.send_event_by(wanted.user_id, &wanted.event, wanted.data).await,
    }))
}

/// Counts all deliveries, shows the first 20.
fn outcome(deliveries: &[Delivery]) -> Value {
    let taken = deliveries.iter().filter(|delivery| delivery.is_success()).count();
    let shown = &deliveries[..deliveries.len().min(20)];
    json!({"sent": deliveries.len(), "taken": taken, "deliveries": shown})
}
