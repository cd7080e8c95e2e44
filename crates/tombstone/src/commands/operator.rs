//! `tombstone operator`: who may use the dashboard.

use anyhow::{Context, bail};
use domain::audit::AuditEntry;
use domain::operator::{Role, parse_email};
use domain::reach::Reach;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use store::{NewOperator, OperatorChange, OperatorOutcome, StoreError};

use crate::cli::{Operator, Resets, SetOperator};
use crate::commands::reach::{known_portals, reach};
use crate::house::House;
use crate::output::{rfc3339, say};
use crate::table;

/// The actor in the audit.
const ACTOR: &str = "command line";

pub(crate) async fn run(command: Operator, house: &House) -> anyhow::Result<()> {
    match command {
        Operator::Add { email, role, portals, password_stdin } => {
            let reach = if portals.is_empty() { Reach::AllPortals } else { known_portals(house, &portals).await? };
            let password = if password_stdin { read_password()? } else { ask_password()? };
            create(house, &email, &password, role, reach).await?;
            say(format_args!("{role} {} added", email.trim().to_lowercase()));
            Ok(())
        }
        Operator::List { json } => list(house, json).await,
        Operator::Set(set) => change(house, &set).await,
        Operator::Remove { email } => remove(house, &email).await,
    }
}

/// Adds an operator; fails if the password is too short.
pub(crate) async fn create(
    house: &House,
    email: &str,
    password: &SecretString,
    role: Role,
    reach: Reach,
) -> anyhow::Result<()> {
    let email = parse_email(email)?;
    let new = NewOperator { email: email.clone(), password_hash: hash(password)?, role, reach };
    match house.store.add_operator(&new, house.clock.now()).await {
        Ok(_) => {}
        Err(StoreError::Conflict) => {
            bail!("there is already an operator {email}; `tombstone operator set {email}` changes it")
        }
        Err(error) => return Err(error.into()),
    }
    audit(house, &AuditEntry::OperatorAdded { email: email.clone() }).await?;
    if role != Role::Owner {
        audit(house, &AuditEntry::RoleSet { email: email.clone(), role: role.to_string() }).await?;
    }
    if !new.reach.is_unlimited() {
        audit(house, &AuditEntry::of_reach(&email, &new.reach)).await?;
    }
    Ok(())
}

/// Fails if the password is too short.
pub(crate) fn expect_long(password: &str) -> anyhow::Result<()> {
    let least = admin::password::MIN_CHARS;
    if password.chars().count() < least {
        bail!("the password is too short; use at least {least} characters");
    }
    Ok(())
}

/// Fails if the password is too short.
pub(crate) fn hash(password: &SecretString) -> anyhow::Result<String> {
    expect_long(password.expose_secret())?;
    admin::password::hash(password).context("the password can't be hashed")
}

async fn list(house: &House, json: bool) -> anyhow::Result<()> {
    let operators = house.store.list_operators().await?;
    if json {
        say(serde_json::to_string_pretty(&operators.iter().map(to_json).collect::<Vec<_>>())?);
        return Ok(());
    }
    let row = |operator: &domain::operator::Operator| {
        let code = if operator.has_second_factor { "yes" } else { "no" };
        let (role, since) = (operator.role.to_string(), rfc3339(operator.created_at));
        [operator.email.clone(), role, reach(&operator.reach), code.to_owned(), since]
    };
    table::print(["EMAIL", "ROLE", "SEES", "SECOND FACTOR", "SINCE"], &operators.iter().map(row).collect::<Vec<_>>());
    Ok(())
}

fn to_json(operator: &domain::operator::Operator) -> Value {
    json!({
        "id": operator.id.to_string(),
        "email": operator.email,
        "role": operator.role.as_str(),
        "portals": operator.reach.portals(),
        "all_portals": operator.reach.is_unlimited(),
        "second_factor": operator.has_second_factor,
        "created_at": rfc3339(operator.created_at),
    })
}

async fn change(house: &House, set: &SetOperator) -> anyhow::Result<()> {
    let email = parse_email(&set.email)?;
    let (sees, resets) = (set.all_portals || !set.portals.is_empty(), set.resets.totp || set.resets.oidc);
    if set.role.is_none() && !sees && !set.password_stdin && !resets {
        bail!("say what to change: --role, --portal, --all-portals, --password-stdin, --reset-totp or --reset-oidc");
    }
    let reach = match (set.all_portals, set.portals.is_empty()) {
        (true, _) => Some(Reach::AllPortals),
        (_, false) => Some(known_portals(house, &set.portals).await?),
        _ => None,
    };
    let password_hash = if set.password_stdin { Some(hash(&read_password()?)?) } else { None };
    let Resets { totp: reset_second_factor, oidc: release_accounts } = set.resets;
    let change = OperatorChange { password_hash, role: set.role, reach, reset_second_factor, release_accounts };
    let before = done(house.store.change_operator(&email, &change, None).await?, &email)?;
    for entry in change.audited(&before) {
        audit(house, &entry).await?;
    }
    say(format_args!("operator {email} changed"));
    Ok(())
}

async fn remove(house: &House, email: &str) -> anyhow::Result<()> {
    let email = parse_email(email)?;
    done(house.store.remove_operator(&email).await?, &email)?;
    audit(house, &AuditEntry::OperatorRemoved { email: email.clone() }).await?;
    say(format_args!("operator {email} removed"));
    Ok(())
}

fn done(outcome: OperatorOutcome, email: &str) -> anyhow::Result<domain::operator::Operator> {
    match outcome {
        OperatorOutcome::Done(before) => Ok(*before),
        OperatorOutcome::Unknown => bail!("there is no operator {email}; `tombstone operator list` shows them"),
        OperatorOutcome::LastOwner => {
            bail!("{email} is the last owner of all portals; add another one first, with `tombstone operator add`")
        }
    }
}

async fn audit(house: &House, entry: &AuditEntry) -> anyhow::Result<()> {
    Ok(house.store.record_audit(house.clock.now(), ACTOR, None, entry).await?)
}

fn read_password() -> anyhow::Result<SecretString> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("no password on standard input")?;
    Ok(line.trim_end_matches(['\r', '\n']).into())
}

fn ask_password() -> anyhow::Result<SecretString> {
    let typed = rpassword::prompt_password("Password: ");
    let typed = typed.context("no terminal to ask for the password; use --password-stdin")?;
    expect_long(&typed)?; // before it is typed once more
    let again = rpassword::prompt_password("Again: ")?;
    if typed != again {
        bail!("the two passwords do not match");
    }
    Ok(typed.into())
}
