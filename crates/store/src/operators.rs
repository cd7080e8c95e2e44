//! The operators of the dashboard.

use domain::clock::{from_micros, micros};
use domain::operator::Operator;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, NotSet, PaginatorTrait, QueryFilter, QueryOrder, Set};
use time::OffsetDateTime;

use crate::Store;
use crate::entities::operator::{ActiveModel, Column, Entity, Model};
use crate::error::StoreError;

impl From<Model> for Operator {
    fn from(row: Model) -> Self {
        let Model { id, email, password_hash, created_at } = row;
        Self { id, email, password_hash, created_at: from_micros(created_at) }
    }
}

impl Store {
    /// Adds an operator; a conflict if the address is taken.
    pub async fn add_operator(
        &self,
        email: &str,
        password_hash: &str,
        now: OffsetDateTime,
    ) -> Result<Operator, StoreError> {
        let row = ActiveModel {
            id: NotSet,
            email: Set(email.to_owned()),
            password_hash: Set(password_hash.to_owned()),
            created_at: Set(micros(now)),
        };
        Ok(row.insert(&self.connections.write).await?.into())
    }

    /// The operator with this address, in small letters.
    pub async fn find_operator(&self, email: &str) -> Result<Option<Operator>, StoreError> {
        let row = Entity::find().filter(Column::Email.eq(email)).one(&self.connections.read).await?;
        Ok(row.map(Operator::from))
    }

    /// All operators, by address.
    pub async fn list_operators(&self) -> Result<Vec<Operator>, StoreError> {
        let rows = Entity::find().order_by_asc(Column::Email).all(&self.connections.read).await?;
        Ok(rows.into_iter().map(Operator::from).collect())
    }

    /// How many operators there are.
    pub async fn count_operators(&self) -> Result<u64, StoreError> {
        Ok(Entity::find().count(&self.connections.read).await?)
    }

    /// Removes an operator and ends their sessions; false if there was none.
    pub async fn remove_operator(&self, email: &str) -> Result<bool, StoreError> {
        let removed = Entity::delete_many().filter(Column::Email.eq(email)).exec(&self.connections.write).await?;
        Ok(removed.rows_affected > 0)
    }
}
