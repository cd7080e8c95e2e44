//! Portals, and what we keep of each besides its deletions.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// When each task of a portal is due; each column has an index.
const DUE: [&str; 7] =
    ["renew_at", "subscription_check_at", "probe_at", "alarm_check_at", "learn_at", "recover_at", "confirm_at"];
/// Finds portals that were uninstalled long enough ago to remove their data.
const SINCE: &str = "uninstalled_at";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let own = [portals(), journal(), alarms(), pending_events(), calls(), gaps(), recoveries(), spare_tokens()];
        super::create(manager, own.into_iter().chain([receipts()]).collect()).await?;
        for column in DUE.into_iter().chain([SINCE]) {
            super::index(manager, "portals", &[column]).await?;
        }
        super::index(manager, "portals", &["status"]).await?; // each page over all portals counts them by status
        super::index(manager, "portals", &["domain"]).await?; // an authorization begins with a host
        super::index(manager, "alarms", &["kind", "since"]).await?;
        super::index(manager, "pending_events", &["known", "source", "bytes"]).await?;
        super::index(manager, "pending_events", &["received_at"]).await?;
        super::index(manager, "calls", &["at"]).await?;
        super::index(manager, "gaps", &["state", "member_id"]).await?;
        super::index(manager, "receipts", &["finished_at"]).await?;
        super::byte_order::set(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::drop(manager, &["receipts", "spare_tokens", "recoveries", "gaps", "calls"]).await?;
        super::drop(manager, &["pending_events", "alarms", "journal", "portals"]).await
    }
}

fn portals() -> TableCreateStatement {
    let counter = |name: &'static str| big_integer(name).default(0).take();
    Table::create()
        .table("portals")
        .col(string_len("member_id", 64).primary_key()) // 32 hex digits in practice, but documented only as text
        .col(text("domain"))
        .col(string_len("status", 16))
        .col(text_null("app_status"))
        .col(boolean("finished"))
        .col(text("scopes")) // separated by commas
        .col(text_null("language"))
        .col(text_null("client_endpoint"))
        .col(text_null("server_endpoint"))
        .col(big_integer("generation"))
        .col(big_integer("purged_generation"))
        .col(boolean("purging"))
        .col(big_integer("purged_up_to")) // the last number that is removed, or is to be
        .col(integer_null("retention_days"))
        .col(big_integer_null("installed_at"))
        .col(var_binary_null("application_token_hash", 32))
        .col(big_integer_null("application_token_at")) // a token sent earlier does not replace it
        .col(big_integer_null("application_token_confirmed_at"))
        .col(text_null("access_token")) // sealed
        .col(text_null("refresh_token")) // sealed
        .col(string_len("token_health", 8))
        .col(big_integer_null("token_expires_at"))
        .col(big_integer_null("token_refreshed_at"))
        .col(text_null("token_user_id"))
        .col(counter("token_version"))
        .col(counter("token_failures"))
        .col(text_null("token_error"))
        .col(text_null("token_lease"))
        .col(big_integer_null("token_lease_until"))
        .col(integer_null("subscriptions_expected"))
        .col(text_null("subscriptions_missing")) // separated by commas
        .col(big_integer_null("subscriptions_checked_at"))
        .col(text_null("handler")) // the address at which its events are bound
        .col(text_null("license"))
        .col(text_null("app_version"))
        .col(boolean("payment_expired").default(false))
        .col(integer_null("payment_days"))
        .col(big_integer_null("plan_checked_at"))
        .col(string_len("offline_queue", 12).default("unknown"))
        .col(big_integer_null("probe_sent_at"))
        .col(big_integer_null("probe_received_at"))
        .col(var_binary_null("learning_hash", 32)) // identifies the address that awaits the application_token
        .col(big_integer_null("learning_until"))
        .col(counter("check_failures"))
        .col(counter("learn_failures"))
        .col(string_len_null("look_trouble", 16))
        .col(text_null("look_detail"))
        .col(big_integer_null("look_failed_since"))
        .col(big_integer_null("hinted_at"))
        .col(integer("refused_count").default(0))
        .col(big_integer_null("refused_first_at"))
        .col(big_integer_null("refused_last_at"))
        .col(big_integer_null("removal_at"))
        .col(string_len_null("removal_from", 20)) // the portal's status before
        .col(big_integer_null("removal_seen_from")) // hides deletions seen from this number on; null if none
        .col(big_integer_null("renew_at"))
        .col(big_integer_null("subscription_check_at"))
        .col(big_integer_null("probe_at"))
        .col(big_integer_null("alarm_check_at"))
        .col(big_integer_null("learn_at"))
        .col(big_integer_null("recover_at"))
        .col(big_integer_null(SINCE))
        .col(big_integer_null("confirm_at"))
        .take()
}

fn journal() -> TableCreateStatement {
    Table::create()
        .table("journal")
        .col(string_len("member_id", 64))
        .col(big_integer("number"))
        .col(big_integer("at"))
        .col(text("code"))
        .col(text("parameters")) // an object of JSON
        .primary_key(Index::create().col("member_id").col("number"))
        .take()
}

fn alarms() -> TableCreateStatement {
    Table::create()
        .table("alarms")
        .col(string_len("member_id", 64))
        .col(string_len("kind", 24))
        .col(big_integer("since"))
        .primary_key(Index::create().col("member_id").col("kind"))
        .take()
}

/// Installs and updates that wait for the authorization server.
fn pending_events() -> TableCreateStatement {
    Table::create()
        .table("pending_events")
        .col(string_len("member_id", 64))
        .col(var_binary("digest", 32))
        .col(text("sealed")) // holds the tokens to verify
        .col(big_integer("received_at"))
        .col(string_len_null("source", 64)) // where it came from
        .col(boolean("known").default(false)) // whether its portal is known
        .col(big_integer("bytes").default(0))
        .primary_key(Index::create().col("member_id").col("digest"))
        .take()
}

/// Calls to portals, masked, for the three days that the marketplace requires.
fn calls() -> TableCreateStatement {
    Table::create()
        .table("calls")
        .col(string_len("member_id", 64))
        .col(big_integer("at"))
        .col(big_integer("tie_breaker")) // orders calls of the same moment
        .col(text("method"))
        .col(integer_null("status")) // null if there was no answer
        .col(integer("millis"))
        .col(text("request")) // masked
        .col(text("answer")) // masked, or why there was none
        .primary_key(Index::create().col("member_id").col("at").col("tie_breaker"))
        .take()
}

/// Periods in which events could not be received.
fn gaps() -> TableCreateStatement {
    Table::create()
        .table("gaps")
        .col(string_len("member_id", 64))
        .col(big_integer("began_at"))
        .col(big_integer("ended_at"))
        .col(string_len("state", 8))
        .col(big_integer("found")) // deletions of that period found in the queue
        .col(big_integer_null("settled_at"))
        .col(text_null("reason"))
        .primary_key(Index::create().col("member_id").col("began_at"))
        .take()
}

/// The last reading of each portal's offline queue.
fn recoveries() -> TableCreateStatement {
    Table::create()
        .table("recoveries")
        .col(string_len("member_id", 64).primary_key())
        .col(big_integer("begun_at"))
        .col(big_integer("ended_at"))
        .col(string_len("outcome", 12))
        .col(big_integer("found"))
        .col(big_integer("unreadable"))
        .col(big_integer("failures")) // in a row
        .col(text_null("reason"))
        .take()
}

/// The token pair of a portal's system user, used when the installer's is refused.
fn spare_tokens() -> TableCreateStatement {
    Table::create()
        .table("spare_tokens")
        .col(string_len("member_id", 64))
        .col(text("access_token"))
        .col(text("refresh_token"))
        .col(big_integer("expires_at"))
        .col(big_integer("received_at"))
        .col(big_integer("renew_at"))
        .col(text_null("user_id"))
        .primary_key(Index::create().col("member_id"))
        .take()
}

/// Receipts that a portal's data was removed.
fn receipts() -> TableCreateStatement {
    Table::create()
        .table("receipts")
        .col(string_len("member_id", 64))
        .col(big_integer("generation")) // the installation whose data was removed
        .col(string_len("reason", 12))
        .col(integer_null("days")) // for how many it was uninstalled, if that is the reason
        .col(big_integer_null("uninstalled_at"))
        .col(big_integer("begun_at"))
        .col(big_integer_null("finished_at"))
        .col(big_integer("deletions")) // how many were removed
        .primary_key(Index::create().col("member_id").col("generation"))
        .take()
}
