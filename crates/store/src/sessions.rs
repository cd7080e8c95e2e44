//! Sessions of the dashboard: the cookie's value is kept only as a keyed hash.

use domain::clock::{from_micros, micros};
use domain::operator::{Operator, Session};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use secrecy::{ExposeSecret, SecretString};
use time::OffsetDateTime;

use crate::Store;
use crate::entities::{operator, session};
use crate::error::StoreError;

impl Store {
    /// Opens a session and returns the value of its cookie. Sessions that ended are removed on the way.
    pub async fn open_session(&self, operator: &Operator, now: OffsetDateTime) -> Result<SecretString, StoreError> {
        let cookie = SecretString::from(format!("{:032x}{:032x}", rand::random::<u128>(), rand::random::<u128>()));
        let row = session::ActiveModel {
            cookie_hash: Set(self.cookie_hash(cookie.expose_secret())),
            operator_id: Set(operator.id),
            expires_at: Set(micros(now + Session::LIFETIME)),
        };
        let ended = session::Column::ExpiresAt.lte(micros(now));
        session::Entity::delete_many().filter(ended).exec(&self.connections.write).await?;
        row.insert(&self.connections.write).await?;
        Ok(cookie)
    }

    /// The session of this cookie, if it lasts.
    pub async fn find_session(&self, cookie: &str, now: OffsetDateTime) -> Result<Option<Session>, StoreError> {
        let db = &self.connections.read;
        let Some(row) = session::Entity::find_by_id(self.cookie_hash(cookie)).one(db).await? else { return Ok(None) };
        if row.expires_at <= micros(now) {
            return Ok(None);
        }
        let Some(operator) = operator::Entity::find_by_id(row.operator_id).one(db).await? else { return Ok(None) };
        let expires_at = from_micros(row.expires_at);
        Ok(Some(Session { operator_id: operator.id, email: operator.email, expires_at }))
    }

    /// Ends the session of this cookie.
    pub async fn close_session(&self, cookie: &str) -> Result<(), StoreError> {
        session::Entity::delete_by_id(self.cookie_hash(cookie)).exec(&self.connections.write).await?;
        Ok(())
    }

    fn cookie_hash(&self, cookie: &str) -> Vec<u8> {
        self.hash_key.hash("session", None, cookie).as_bytes().to_vec()
    }
}
