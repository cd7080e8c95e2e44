//! The operators of the dashboard. Withdrawing rights ends the sessions that had them, in the same transaction.

pub(crate) mod accounts;
pub(crate) mod saved_views;
pub(crate) mod second_factors;
pub(crate) mod sessions;
pub(crate) mod sign_ins;

use domain::audit::AuditEntry;
use domain::clock::{from_micros, micros};
use domain::operator::{Operator, Preferences, Role};
use domain::reach::Reach;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, Set,
};
use time::OffsetDateTime;

use crate::Store;
use crate::entities::operator::{ActiveModel, Column, Entity, Model};
use crate::entities::{account, recovery_code, session};
use crate::error::StoreError;
use crate::reaching;

/// An operator to be added.
#[derive(Clone, Debug)]
pub struct NewOperator {
    /// The address, in lower case.
    pub email: String,
    /// Argon2id, in the PHC string format.
    pub password_hash: String,
    /// The role.
    pub role: Role,
    /// The portals within reach.
    pub reach: Reach,
}

impl NewOperator {
    /// An owner of all portals.
    pub fn owner(email: &str, password_hash: &str) -> Self {
        let (email, password_hash) = (email.to_owned(), password_hash.to_owned());
        Self { email, password_hash, role: Role::Owner, reach: Reach::AllPortals }
    }
}

/// A change of an operator; `None` changes nothing.
#[derive(Clone, Debug, Default)]
pub struct OperatorChange {
    /// The new password.
    pub password_hash: Option<String>,
    /// The new role.
    pub role: Option<Role>,
    /// The new reach.
    pub reach: Option<Reach>,
    /// Whether log-ins need no code any more.
    pub reset_second_factor: bool,
    /// Whether to unbind accounts at OpenID providers: the next one with their address is bound instead.
    pub release_accounts: bool,
}

impl OperatorChange {
    /// The audit entries for this change, given the operator before it.
    pub fn audited(&self, before: &Operator) -> Vec<AuditEntry> {
        let email = || before.email.clone();
        let mut entries = Vec::new();
        if let Some(role) = self.role.filter(|role| *role != before.role) {
            entries.push(AuditEntry::RoleSet { email: email(), role: role.to_string() });
        }
        if let Some(reach) = self.reach.as_ref().filter(|reach| **reach != before.reach) {
            entries.push(AuditEntry::of_reach(&before.email, reach));
        }
        if self.password_hash.is_some() {
            entries.push(AuditEntry::PasswordSet { email: email() });
        }
        if self.reset_second_factor {
            entries.push(AuditEntry::SecondFactorOff { email: email() });
        }
        if self.release_accounts {
            entries.push(AuditEntry::AccountReleased { email: email() });
        }
        entries
    }
}

/// The outcome of changing or removing an operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OperatorOutcome {
    /// Done; this is the operator before the change.
    Done(Box<Operator>),
    /// There is no such operator.
    Unknown,
    /// Nobody who manages operators would be left.
    LastOwner,
}

impl TryFrom<Model> for Operator {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let corrupt = |what: &dyn ToString| StoreError::corrupt("operators", what.to_string());
        Ok(Self {
            id: row.id,
            email: row.email,
            password_hash: row.password_hash,
            created_at: from_micros(row.created_at),
            role: row.role.parse().map_err(|error| corrupt(&error))?,
            reach: reaching::read(row.portals.as_deref()).map_err(|error| corrupt(&error))?,
            has_second_factor: row.totp_secret.is_some(),
            preferences: Preferences {
                language: row.language,
                zone: row.zone,
                theme: row.theme.parse().map_err(|error| corrupt(&error))?,
            },
        })
    }
}

fn row_of(new: &NewOperator, now: OffsetDateTime) -> ActiveModel {
    ActiveModel {
        email: Set(new.email.clone()),
        password_hash: Set(new.password_hash.clone()),
        created_at: Set(micros(now)),
        role: Set(new.role.to_string()),
        portals: Set(reaching::kept(&new.reach)),
        theme: Set(Preferences::default().theme.to_string()),
        ..Default::default()
    }
}

impl Store {
    /// Adds an operator; a conflict if the address is taken.
    pub async fn add_operator(&self, new: &NewOperator, now: OffsetDateTime) -> Result<Operator, StoreError> {
        row_of(new, now).insert(&self.connections.write).await?.try_into()
    }

    /// Adds an operator if there is none at all.
    pub async fn add_first_operator(
        &self,
        new: &NewOperator,
        now: OffsetDateTime,
    ) -> Result<Option<Operator>, StoreError> {
        let transaction = self.connections.begin_alone_in("operators").await?;
        if Entity::find().count(&transaction).await? > 0 {
            return Ok(None);
        }
        let row = row_of(new, now).insert(&transaction).await?;
        transaction.commit().await?;
        row.try_into().map(Some)
    }

    /// The operator with this address, in lower case.
    pub async fn find_operator(&self, email: &str) -> Result<Option<Operator>, StoreError> {
        find(&self.connections.read, email).await
    }

    /// All operators, by address.
    pub async fn list_operators(&self) -> Result<Vec<Operator>, StoreError> {
        let rows = Entity::find().order_by_asc(Column::Email).all(&self.connections.read).await?;
        rows.into_iter().map(Operator::try_from).collect()
    }

    /// How many operators there are.
    pub async fn count_operators(&self) -> Result<u64, StoreError> {
        Ok(Entity::find().count(&self.connections.read).await?)
    }

    /// Changes an operator and ends their sessions, except session `keep`, in which they changed their own password.
    pub async fn change_operator(
        &self,
        email: &str,
        change: &OperatorChange,
        keep: Option<i64>,
    ) -> Result<OperatorOutcome, StoreError> {
        let transaction = self.connections.begin_alone_in("operators").await?;
        let Some(before) = find(&transaction, email).await? else { return Ok(OperatorOutcome::Unknown) };
        let (role, reach) =
            (change.role.unwrap_or(before.role), change.reach.clone().unwrap_or_else(|| before.reach.clone()));
        if is_last_manager(&transaction, &before).await? && !manages(role, &reach) {
            return Ok(OperatorOutcome::LastOwner);
        }
        let mut row = ActiveModel { id: Set(before.id), ..Default::default() };
        row.role = Set(role.to_string());
        row.portals = Set(reaching::kept(&reach));
        if let Some(hash) = &change.password_hash {
            row.password_hash = Set(hash.clone());
        }
        if change.reset_second_factor {
            row.totp_secret = Set(None);
            row.totp_offered = Set(None);
            row.totp_used_step = Set(None);
            let own = recovery_code::Entity::delete_many().filter(recovery_code::Column::OperatorId.eq(before.id));
            own.exec(&transaction).await?;
        }
        if change.release_accounts {
            let own = account::Entity::delete_many().filter(account::Column::OperatorId.eq(before.id));
            own.exec(&transaction).await?;
        }
        row.update(&transaction).await?;
        let sessions = session::Entity::delete_many().filter(session::Column::OperatorId.eq(before.id));
        sessions.filter(session::Column::Id.ne(keep.unwrap_or_default())).exec(&transaction).await?;
        transaction.commit().await?;
        Ok(OperatorOutcome::Done(Box::new(before)))
    }

    /// Removes an operator and ends their sessions.
    pub async fn remove_operator(&self, email: &str) -> Result<OperatorOutcome, StoreError> {
        let transaction = self.connections.begin_alone_in("operators").await?;
        let Some(before) = find(&transaction, email).await? else { return Ok(OperatorOutcome::Unknown) };
        if is_last_manager(&transaction, &before).await? {
            return Ok(OperatorOutcome::LastOwner);
        }
        Entity::delete_by_id(before.id).exec(&transaction).await?;
        transaction.commit().await?;
        Ok(OperatorOutcome::Done(Box::new(before)))
    }

    /// Saves an operator's preferences.
    pub async fn save_preferences(&self, operator_id: i64, preferences: &Preferences) -> Result<(), StoreError> {
        let Preferences { language, zone, theme } = preferences.clone();
        let own = Entity::update_many().filter(Column::Id.eq(operator_id));
        let own = own.col_expr(Column::Language, Expr::value(language)).col_expr(Column::Zone, Expr::value(zone));
        own.col_expr(Column::Theme, Expr::value(theme.as_str())).exec(&self.connections.write).await?;
        Ok(())
    }
}

async fn find(db: &impl ConnectionTrait, email: &str) -> Result<Option<Operator>, StoreError> {
    let row = Entity::find().filter(Column::Email.eq(email)).one(db).await?;
    row.map(Operator::try_from).transpose()
}

fn manages(role: Role, reach: &Reach) -> bool {
    role.may(domain::operator::Permission::Manage, reach)
}

async fn is_last_manager(transaction: &DatabaseTransaction, operator: &Operator) -> Result<bool, StoreError> {
    if !manages(operator.role, &operator.reach) {
        return Ok(false);
    }
    let others = Entity::find().filter(Column::Role.eq(Role::Owner.as_str())).filter(Column::Portals.is_null());
    Ok(others.filter(Column::Id.ne(operator.id)).count(transaction).await? == 0)
}
