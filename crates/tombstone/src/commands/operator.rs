//! `tombstone operator`: who may use the dashboard.

use anyhow::{Context, bail};
use domain::audit::AuditEntry;
use domain::operator::parse_email;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use store::StoreError;

use crate::cli::Operator;
use crate::house::House;
use crate::output::say;
use crate::table;

pub(crate) async fn run(command: Operator, house: &House) -> anyhow::Result<()> {
    match command {
        Operator::Add { email, password_stdin } => add(house, &email, password_stdin).await,
        Operator::List { json } => list(house, json).await,
        Operator::Remove { email } => remove(house, &email).await,
    }
}

async fn add(house: &House, email: &str, from_stdin: bool) -> anyhow::Result<()> {
    let password = if from_stdin { read_password()? } else { ask_password()? };
    create(house, email, &password).await?;
    say(format_args!("operator {} added", email.trim().to_lowercase()));
    Ok(())
}

/// Adds an operator with a password that is long enough.
pub(crate) async fn create(house: &House, email: &str, password: &SecretString) -> anyhow::Result<()> {
    let email = parse_email(email)?;
    let least = admin::password::MIN_CHARS;
    if password.expose_secret().chars().count() < least {
        bail!("the password is too short; take at least {least} characters");
    }
    let hash = admin::password::hash(password).context("the password can't be hashed")?;
    match house.store.add_operator(&email, &hash, house.clock.now()).await {
        Ok(_) => {}
        Err(StoreError::Conflict) => {
            bail!("there is an operator {email} already; remove it first to set a new password")
        }
        Err(error) => return Err(error.into()),
    }
    Ok(house.store.record_audit(house.clock.now(), "command line", None, &AuditEntry::OperatorAdded { email }).await?)
}

async fn list(house: &House, json: bool) -> anyhow::Result<()> {
    let operators = house.store.list_operators().await?;
    if json {
        let operators: Vec<_> = operators
            .iter()
            .map(|operator| json!({ "id": operator.id.to_string(), "email": operator.email, "created_at": rfc3339(operator.created_at) }))
            .collect();
        say(serde_json::to_string_pretty(&operators)?);
    } else {
        let rows: Vec<_> =
            operators.iter().map(|operator| [operator.email.clone(), rfc3339(operator.created_at)]).collect();
        table::print(["EMAIL", "SINCE"], &rows);
    }
    Ok(())
}

async fn remove(house: &House, email: &str) -> anyhow::Result<()> {
    let email = parse_email(email)?;
    if !house.store.remove_operator(&email).await? {
        bail!("there is no operator {email}; `tombstone operator list` shows who there is");
    }
    let removed = AuditEntry::OperatorRemoved { email: email.clone() };
    house.store.record_audit(house.clock.now(), "command line", None, &removed).await?;
    say(format_args!("operator {email} removed"));
    Ok(())
}

fn read_password() -> anyhow::Result<SecretString> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("no password on standard input")?;
    Ok(line.trim_end_matches(['\r', '\n']).into())
}

fn ask_password() -> anyhow::Result<SecretString> {
    let typed = rpassword::prompt_password("Password: ");
    let typed = typed.context("no terminal to ask for the password; use --password-stdin")?;
    let again = rpassword::prompt_password("Again: ")?;
    if typed != again {
        bail!("the two passwords are not the same");
    }
    Ok(typed.into())
}

/// A time as the API writes it.
pub(crate) fn rfc3339(time: time::OffsetDateTime) -> String {
    time.format(&time::format_description::well_known::Rfc3339).unwrap_or_default()
}
