//! `tombstone api-key`: keys of the client API.

use anyhow::bail;
use domain::MemberId;
use domain::api_key::{ApiKey as Key, Reach, Scope};
use domain::audit::AuditEntry;
use secrecy::ExposeSecret;
use serde_json::json;
use store::NewApiKey;

use crate::cli::ApiKey;
use crate::commands::reach::{known_portals, reach};
use crate::house::House;
use crate::output::{rfc3339, say};
use crate::table;

pub(crate) async fn run(command: ApiKey, house: &House) -> anyhow::Result<()> {
    match command {
        ApiKey::Create { name, portals, all_portals, scopes, expires } => {
            let reach = if all_portals { Reach::AllPortals } else { known_portals(house, &portals).await? };
            let scopes = if scopes.is_empty() { Scope::DEFAULT.to_vec() } else { scopes };
            let expires_at = expires.map(|lifetime| house.clock.now() + lifetime);
            create(house, NewApiKey { name, reach, scopes, expires_at }).await
        }
        ApiKey::List { json } => list(house, json).await,
        ApiKey::Revoke { id } => revoke(house, id).await,
    }
}

/// Prints the key alone, so that a script can take it.
async fn create(house: &House, new: NewApiKey) -> anyhow::Result<()> {
    if new.name.trim().is_empty() {
        bail!("the key needs a name to be recognised by in the list");
    }
    let (key, text) = house.store.create_api_key(&new, house.clock.now()).await?;
    let (created, portal) = (AuditEntry::of_new_key(&key), key.reach.one());
    house.store.record_audit(house.clock.now(), "command line", portal, &created).await?;
    say(text.expose_secret());
    Ok(())
}

async fn list(house: &House, json: bool) -> anyhow::Result<()> {
    let keys = house.store.list_api_keys().await?;
    if json {
        let keys: Vec<_> = keys.iter().map(to_json).collect();
        say(serde_json::to_string_pretty(&keys)?);
        return Ok(());
    }
    let now = house.clock.now();
    let rows: Vec<_> = keys
        .iter()
        .map(|key| {
            let state = if key.is_usable(now) {
                "usable"
            } else if key.revoked_at.is_some() {
                "revoked"
            } else {
                "ended"
            };
            [
                key.id.to_string(),
                key.name.clone(),
                reach(&key.reach),
                scopes(key).join(" "),
                state.to_owned(),
                key.expires_at.map_or_else(|| "never".to_owned(), rfc3339),
                key.last_used_at.map_or_else(|| "never".to_owned(), rfc3339),
            ]
        })
        .collect();
    table::print(["ID", "NAME", "REACHES", "MAY", "STATE", "EXPIRES", "LAST USED"], &rows);
    Ok(())
}

async fn revoke(house: &House, id: i64) -> anyhow::Result<()> {
    if !house.store.revoke_api_key(id, house.clock.now()).await? {
        bail!("there is no unrevoked key {id}; `tombstone api-key list` shows the keys");
    }
    house.store.record_audit(house.clock.now(), "command line", None, &AuditEntry::ApiKeyRevoked { id }).await?;
    say(format_args!("key {id} revoked"));
    Ok(())
}

fn to_json(key: &Key) -> serde_json::Value {
    json!({
        "id": key.id.to_string(),
        "name": key.name,
        "member_id": key.reach.one().map(MemberId::as_str),
        "portals": key.reach.portals(),
        "all_portals": key.reach.is_unlimited(),
        "scopes": scopes(key),
        "created_at": rfc3339(key.created_at),
        "expires_at": key.expires_at.map(rfc3339),
        "revoked_at": key.revoked_at.map(rfc3339),
        "last_used_at": key.last_used_at.map(rfc3339),
    })
}

fn scopes(key: &Key) -> Vec<&'static str> {
    key.scopes.iter().map(|scope| scope.as_str()).collect()
}
