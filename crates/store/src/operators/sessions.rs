//! Sessions of the dashboard: the cookie's value is kept only as a keyed hash.

use domain::clock::{from_micros, micros};
use domain::operator::{OpenSession, Operator, Origin, Session};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use secrecy::{ExposeSecret, SecretString};
use time::{Duration, OffsetDateTime};

use crate::Store;
use crate::entities::operator;
use crate::entities::session::{ActiveModel, Column, Entity, Model};
use crate::error::StoreError;

/// How often a session's last use is saved.
const SEEN: Duration = Duration::MINUTE;

/// How complete a log-in is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogIn {
    /// Complete.
    Whole,
    /// The second factor is missing, and due within [`Session::SECOND_FACTOR`].
    LacksCode,
}

impl Store {
    /// Opens a session and returns the value of its cookie. Also removes expired sessions.
    pub async fn open_session(
        &self,
        operator: &Operator,
        log_in: LogIn,
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<SecretString, StoreError> {
        let cookie = SecretString::from(format!("{:032x}{:032x}", rand::random::<u128>(), rand::random::<u128>()));
        let lacks_code = log_in == LogIn::LacksCode;
        let lifetime = if lacks_code { Session::SECOND_FACTOR } else { Session::LIFETIME };
        let row = ActiveModel {
            cookie_hash: Set(self.cookie_hash(cookie.expose_secret())),
            id: Set(rand::random_range(1..i64::MAX)),
            operator_id: Set(operator.id),
            created_at: Set(micros(now)),
            seen_at: Set(micros(now)),
            expires_at: Set(micros(now + lifetime)),
            lacks_code: Set(lacks_code),
            address: Set(origin.address.clone()),
            browser: Set(origin.browser.clone()),
            issuer: Set(None),
            subject: Set(None),
        };
        let ended = Column::ExpiresAt.lte(micros(now));
        Entity::delete_many().filter(ended).exec(&self.connections.write).await?;
        row.insert(&self.connections.write).await?;
        Ok(cookie)
    }

    /// The session of this cookie, unless it has expired. Saves its last use, to the minute.
    pub async fn find_session(&self, cookie: &str, now: OffsetDateTime) -> Result<Option<Session>, StoreError> {
        let Some((row, operator)) = self.find_open(cookie, now).await?.filter(|(row, _)| !row.lacks_code) else {
            return Ok(None);
        };
        if row.seen_at <= micros(now - SEEN) {
            let own = Entity::update_many().filter(Column::CookieHash.eq(row.cookie_hash));
            let seen = own.col_expr(Column::SeenAt, Expr::value(micros(now))).exec(&self.connections.write).await;
            if let Err(error) = seen {
                // Reading must go on while the database can't be written.
                tracing::debug!(%error, "a session's last use could not be saved");
            }
        }
        Ok(Some(Session {
            id: row.id,
            operator_id: operator.id,
            email: operator.email,
            role: operator.role,
            reach: operator.reach,
            preferences: operator.preferences,
            expires_at: from_micros(row.expires_at),
        }))
    }

    /// The operator whose log-in with this cookie still lacks the second factor.
    pub async fn find_half_log_in(&self, cookie: &str, now: OffsetDateTime) -> Result<Option<Operator>, StoreError> {
        let found = self.find_open(cookie, now).await?.filter(|(row, _)| row.lacks_code);
        Ok(found.map(|(_, operator)| operator))
    }

    async fn find_open(&self, cookie: &str, now: OffsetDateTime) -> Result<Option<(Model, Operator)>, StoreError> {
        let db = &self.connections.read;
        let row = Entity::find_by_id(self.cookie_hash(cookie)).one(db).await?;
        let Some(row) = row.filter(|row| row.expires_at > micros(now)) else { return Ok(None) };
        let Some(operator) = operator::Entity::find_by_id(row.operator_id).one(db).await? else { return Ok(None) };
        Ok(Some((row, operator.try_into()?)))
    }

    /// An operator's unexpired sessions, the newest first.
    pub async fn list_sessions(&self, operator_id: i64, now: OffsetDateTime) -> Result<Vec<OpenSession>, StoreError> {
        let own = Entity::find().filter(Column::OperatorId.eq(operator_id)).filter(Column::ExpiresAt.gt(micros(now)));
        let own = own.filter(Column::LacksCode.eq(false)).order_by_desc(Column::CreatedAt);
        let sessions = own.all(&self.connections.read).await?.into_iter().map(|row| OpenSession {
            id: row.id,
            created_at: from_micros(row.created_at),
            seen_at: from_micros(row.seen_at),
            origin: Origin { address: row.address, browser: row.browser },
        });
        Ok(sessions.collect())
    }

    /// Ends the session of this cookie.
    pub async fn close_session(&self, cookie: &str) -> Result<(), StoreError> {
        Entity::delete_by_id(self.cookie_hash(cookie)).exec(&self.connections.write).await?;
        Ok(())
    }

    /// Ends one of an operator's sessions, or all of them. Returns how many.
    pub async fn close_sessions(&self, operator_id: i64, one: Option<i64>) -> Result<u64, StoreError> {
        let own = Entity::delete_many().filter(Column::OperatorId.eq(operator_id));
        let own = if let Some(id) = one { own.filter(Column::Id.eq(id)) } else { own };
        Ok(own.exec(&self.connections.write).await?.rows_affected)
    }

    pub(crate) fn cookie_hash(&self, cookie: &str) -> Vec<u8> {
        self.hash_key.hash("session", None, cookie).as_bytes().to_vec()
    }
}
