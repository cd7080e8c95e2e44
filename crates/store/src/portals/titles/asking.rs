//! Which titles portals are to be asked for, and what they answer.

use std::collections::HashMap;

use domain::clock::{from_micros, micros};
use domain::schedule::{Task, next_titles};
use domain::titles::{Thing, TitleSettings};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use secrecy::SecretString;
use time::OffsetDateTime;

use super::{column, one_of, thing};
use crate::Tenant;
use crate::entities::title::{ActiveModel, Column, Entity};
use crate::error::StoreError;

/// The most titles that may be due for one portal: whoever knows its `application_token` may report any number of
/// changes. Further ones are not saved.
const MOST_DUE: u64 = 10_000;
/// How many rows one statement writes.
const AT_ONCE: usize = 500;

/// An item whose title is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueTitle {
    /// The item.
    pub thing: Thing,
    /// When it is due.
    pub due_at: OffsetDateTime,
    /// How many attempts have failed in a row.
    pub failures: u32,
}

impl Tenant<'_> {
    /// Makes the titles of these added or changed items due soon, unless the portal's titles are not kept. Returns
    /// how many were saved.
    pub async fn note_changed(&self, things: &[Thing], now: OffsetDateTime) -> Result<usize, StoreError> {
        let db = &self.store.connections.write;
        if !self.find_settings().await?.titles.is_on {
            return Ok(0);
        }
        let due = Entity::find().filter(self.own_titles()).filter(Column::DueAt.is_not_null());
        let room = MOST_DUE.saturating_sub(due.count(&self.store.connections.read).await?);
        let noted = &things[..things.len().min(usize::try_from(room).unwrap_or(usize::MAX))];
        if noted.is_empty() {
            return Ok(0);
        }
        let row = |thing: &Thing| ActiveModel {
            member_id: Set(self.member_id.to_string()),
            entity: Set(thing.kind.entity().to_owned()),
            entity_id: Set(thing.id.to_string()),
            title: Set(None),
            noted_at: Set(None),
            due_at: Set(Some(micros(now))),
            failures: Set(0),
            expires_at: Set(None),
        };
        // A title whose last attempt failed keeps its time until then. One whose time has come may be asked for right
        // now, with an answer from before the change.
        let failed = Expr::col((Entity, Column::Failures)).gt(0);
        let waits = failed.and(Expr::col((Entity, Column::DueAt)).gt(micros(now)));
        let due_at = Expr::case(waits, Expr::col((Entity, Column::DueAt))).finally(Expr::value(micros(now)));
        let again = OnConflict::columns([Column::MemberId, Column::Entity, Column::EntityId])
            .value(Column::DueAt, due_at)
            .to_owned();
        for piece in noted.chunks(AT_ONCE) {
            let insert = Entity::insert_many(piece.iter().map(row)).on_conflict(again.clone());
            insert.exec_without_returning(db).await?;
        }
        self.bring_forward(Task::Titles, next_titles(now)).await?;
        Ok(noted.len())
    }

    /// The items whose titles are due, `limit` at most.
    pub async fn list_due_titles(&self, now: OffsetDateTime, limit: u64) -> Result<Vec<DueTitle>, StoreError> {
        let due = Entity::find().filter(self.own_titles()).filter(Column::DueAt.lte(micros(now)));
        let due = due.order_by_asc(Column::DueAt).order_by_asc(Column::Entity).order_by_asc(Column::EntityId);
        let rows = due.limit(limit).all(&self.store.connections.read).await?;
        let due = rows.iter().filter_map(|row| {
            let failures = u32::try_from(row.failures).unwrap_or_default();
            Some(DueTitle { thing: thing(row)?, due_at: from_micros(row.due_at?), failures })
        });
        Ok(due.collect())
    }

    /// When the next title is due; none if none is.
    pub async fn find_next_titles(&self) -> Result<Option<OffsetDateTime>, StoreError> {
        let next = Entity::find().filter(self.own_titles()).filter(Column::DueAt.is_not_null());
        let next = next.select_only().column(Column::DueAt).order_by_asc(Column::DueAt);
        let at: Option<Option<i64>> = next.into_tuple().one(&self.store.connections.read).await?;
        Ok(at.flatten().map(from_micros))
    }

    /// Saves the portal's answers. An item that it does not return is gone there: a known title stays, and a row
    /// without one is deleted.
    pub async fn save_titles(
        &self,
        asked: &[DueTitle],
        titles: &HashMap<Thing, String>,
        settings: TitleSettings,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let transaction = self.store.connections.begin().await?;
        for due in asked {
            let (entity, entity_id) = (due.thing.kind.entity(), due.thing.id.to_string());
            let own = self.own_titles().and(Column::Entity.eq(entity)).and(Column::EntityId.eq(&entity_id));
            // An item that changed again meanwhile stays due.
            let same = Column::DueAt.eq(micros(due.due_at));
            let due_at = Expr::case(same, Expr::value(None::<i64>)).finally(Expr::col(Column::DueAt));
            let asked = Entity::update_many().col_expr(Column::DueAt, due_at.into()).filter(own.clone());
            let asked = asked.col_expr(Column::Failures, Expr::value(0));
            let asked = match titles.get(&due.thing) {
                Some(title) => {
                    let column = column(entity, &entity_id);
                    let sealed = self.store.vault.seal(&SecretString::from(title.as_str()), self.belongs(&column));
                    asked
                        .col_expr(Column::Title, Expr::value(Some(sealed)))
                        .col_expr(Column::NotedAt, Expr::value(Some(micros(now))))
                        .col_expr(Column::ExpiresAt, Expr::value(settings.kept_until(now).map(micros)))
                }
                None => asked,
            };
            asked.exec(&transaction).await?;
            let nothing = Condition::all().add(own).add(Column::Title.is_null()).add(Column::DueAt.is_null());
            Entity::delete_many().filter(nothing).exec(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Records that asking for these items failed: they are due again at `due_at`.
    pub async fn record_titles_failure(&self, asked: &[Thing], due_at: OffsetDateTime) -> Result<(), StoreError> {
        if asked.is_empty() {
            return Ok(());
        }
        Entity::update_many()
            .col_expr(Column::DueAt, Expr::value(micros(due_at)))
            .col_expr(Column::Failures, Expr::col(Column::Failures).add(1))
            .filter(self.own_titles())
            .filter(one_of(asked))
            .exec(&self.store.connections.write)
            .await?;
        Ok(())
    }

    /// Postpones all titles to `due_at`.
    pub async fn postpone_titles(&self, due_at: OffsetDateTime) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::DueAt, Expr::value(micros(due_at)))
            .filter(self.own_titles())
            .filter(Column::DueAt.lt(micros(due_at)))
            .exec(&self.store.connections.write)
            .await?;
        Ok(())
    }
}
