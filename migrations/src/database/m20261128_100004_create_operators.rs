//! Operators, client programs and their keys, the audit of acts and refusals, and the service's own secrets.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = vec![operators(), sessions(), recovery_codes(), accounts(), audit()];
        super::create(manager, tables).await?;
        super::create(manager, vec![api_keys(), secrets(), used_states()]).await?;
        let once = Index::create().name("accounts_once").table("accounts").unique().take();
        manager.create_index(once.clone().col("issuer").col("subject").take()).await?;
        super::index(manager, "audit", &["code", "id"]).await?;
        super::index(manager, "audit", &["member_id", "id"]).await?;
        super::index(manager, "audit", &["actor", "id"]).await?;
        super::index(manager, "sessions", &["operator_id"]).await?;
        super::index(manager, "recovery_codes", &["operator_id"]).await?;
        super::index(manager, "used_states", &["source"]).await?;
        super::index(manager, "used_states", &["expires_at"]).await?;
        super::byte_order::set(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::drop(
            manager,
            &["used_states", "secrets", "api_keys", "audit", "accounts", "recovery_codes", "sessions", "operators"],
        )
        .await
    }
}

fn operators() -> TableCreateStatement {
    Table::create()
        .table("operators")
        .col(big_pk_auto("id"))
        .col(text("email").unique_key())
        .col(text("password_hash"))
        .col(big_integer("created_at"))
        .col(string_len("role", 16))
        .col(text_null("portals")) // separated by commas; null: all portals
        .col(text_null("language"))
        .col(text_null("zone"))
        .col(string_len("theme", 16))
        .col(text_null("totp_secret")) // sealed
        .col(text_null("totp_offered")) // sealed; shown, but not confirmed by a code yet
        .col(big_integer_null("totp_used_step"))
        .take()
}

fn sessions() -> TableCreateStatement {
    let mut operator = ForeignKey::create().from("sessions", "operator_id").take();
    operator.to("operators", "id").on_delete(ForeignKeyAction::Cascade);
    Table::create()
        .table("sessions")
        .col(var_binary("cookie_hash", 32).primary_key())
        .col(big_integer("id")) // says nothing about the cookie
        .col(big_integer("operator_id"))
        .col(big_integer("created_at"))
        .col(big_integer("seen_at"))
        .col(big_integer("expires_at"))
        .col(boolean("lacks_code")) // the first step was right, and the second factor is still missing
        .col(text("address"))
        .col(text("browser"))
        .col(string_len_null("issuer", 512)) // the account to bind once it has come
        .col(string_len_null("subject", 255))
        .foreign_key(&mut operator)
        .take()
}

/// Each works once.
fn recovery_codes() -> TableCreateStatement {
    let mut operator = ForeignKey::create().from("recovery_codes", "operator_id").take();
    operator.to("operators", "id").on_delete(ForeignKeyAction::Cascade);
    Table::create()
        .table("recovery_codes")
        .col(var_binary("code_hash", 32).primary_key())
        .col(big_integer("operator_id"))
        .foreign_key(&mut operator)
        .take()
}

/// Accounts at OpenID providers: an operator has one at each.
fn accounts() -> TableCreateStatement {
    let mut operator = ForeignKey::create().from("accounts", "operator_id").take();
    operator.to("operators", "id").on_delete(ForeignKeyAction::Cascade);
    Table::create()
        .table("accounts")
        .col(big_integer("operator_id"))
        .col(string_len("issuer", 512))
        .col(string_len("subject", 255))
        .col(big_integer("bound_at"))
        .primary_key(Index::create().col("operator_id").col("issuer"))
        .foreign_key(&mut operator)
        .take()
}

fn audit() -> TableCreateStatement {
    Table::create()
        .table("audit")
        .col(big_pk_auto("id"))
        .col(big_integer("at"))
        .col(text("actor"))
        .col(string_len_null("member_id", 64))
        .col(text("code"))
        .col(text("parameters")) // an object of JSON
        .col(text_null("source")) // an address, or for IPv6 a network
        .take()
}

fn api_keys() -> TableCreateStatement {
    Table::create()
        .table("api_keys")
        .col(big_pk_auto("id"))
        .col(var_binary("key_hash", 32).unique_key())
        .col(text("name"))
        .col(text_null("portals")) // separated by commas; null: all portals
        .col(text("scopes")) // separated by commas
        .col(big_integer("created_at"))
        .col(big_integer_null("expires_at"))
        .col(big_integer_null("revoked_at"))
        .col(big_integer_null("last_used_at"))
        .take()
}

/// Sealed.
fn secrets() -> TableCreateStatement {
    Table::create().table("secrets").col(string_len("name", 32).primary_key()).col(text("sealed")).take()
}

/// Used states of authorizations; each works once.
fn used_states() -> TableCreateStatement {
    Table::create()
        .table("used_states")
        .col(var_binary("state_hash", 32).primary_key())
        .col(string_len("source", 64))
        .col(big_integer("expires_at"))
        .take()
}
