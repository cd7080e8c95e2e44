//! The titles of portals' items, sealed: due when a portal reports an item as added or changed, fetched by the
//! worker, read by pages, and removed with their switch, their retention and their portal.

mod asking;
mod keeping;

use std::collections::{BTreeMap, HashMap};

use domain::MemberId;
use domain::titles::{Thing, ThingKind};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use secrecy::ExposeSecret;

use crate::among::one_of_rows;
use crate::entities::title::{Column, Entity, Model};
use crate::error::StoreError;
use crate::{AllPortals, Tenant};

pub use asking::DueTitle;

/// The vault's column of an item's title: no other item's row opens it.
pub(crate) fn column(entity: &str, entity_id: &str) -> String {
    format!("title {entity} {entity_id}")
}

/// None if this version does not know its kind.
fn thing(row: &Model) -> Option<Thing> {
    Thing::parse(ThingKind::of_entity(&row.entity)?, &row.entity_id)
}

/// One of these items, by kind and number.
fn one_of(things: &[Thing]) -> Condition {
    let mut by_kind: BTreeMap<ThingKind, Vec<String>> = BTreeMap::new();
    for thing in things {
        by_kind.entry(thing.kind).or_default().push(thing.id.to_string());
    }
    let of_kind = |(kind, ids): (ThingKind, Vec<String>)| {
        Condition::all().add(Column::Entity.eq(kind.entity())).add(Column::EntityId.is_in(ids))
    };
    by_kind.into_iter().map(of_kind).fold(Condition::any(), Condition::add)
}

impl Tenant<'_> {
    /// The known titles of these items.
    pub async fn titles(&self, things: &[Thing]) -> Result<HashMap<Thing, String>, StoreError> {
        if things.is_empty() {
            return Ok(HashMap::new());
        }
        let known = Entity::find().filter(self.own_titles()).filter(one_of(things)).filter(Column::Title.is_not_null());
        let rows = known.all(&self.store.connections.read).await?;
        Ok(rows.into_iter().filter_map(|row| self.opened_title(row)).collect())
    }

    fn opened_title(&self, row: Model) -> Option<(Thing, String)> {
        let column = column(&row.entity, &row.entity_id);
        let thing = thing(&row)?;
        match self.store.vault.open(&row.title?, self.belongs(&column)) {
            Ok(title) => Some((thing, title.expose_secret().to_owned())),
            // The page works without it: it shows the id.
            Err(error) => {
                tracing::warn!(member_id = %self.member_id, %error, "the title of a thing can't be opened");
                None
            }
        }
    }

    fn own_titles(&self) -> Expr {
        Column::MemberId.eq(self.member_id.as_str())
    }
}

impl AllPortals<'_> {
    /// The same as [`Tenant::titles`] across all portals: by portal and item.
    pub async fn titles(
        &self,
        things: &[(&MemberId, Thing)],
    ) -> Result<HashMap<(MemberId, Thing), String>, StoreError> {
        if things.is_empty() {
            return Ok(HashMap::new());
        }
        let db = &self.store().connections.read;
        let columns = [Column::MemberId, Column::Entity, Column::EntityId].map(Expr::col);
        let keys = things
            .iter()
            .map(|(portal, thing)| [portal.as_str().to_owned(), thing.kind.entity().to_owned(), thing.id.to_string()]);
        let wanted = one_of_rows(db.get_database_backend(), columns, keys);
        let rows = Entity::find().filter(wanted).filter(Column::Title.is_not_null());
        let mut titles = HashMap::new();
        for row in rows.all(db).await? {
            let member_id = MemberId::parse(&row.member_id).map_err(|error| StoreError::corrupt("titles", error))?;
            let opened = self.store().tenant(&member_id).opened_title(row);
            titles.extend(opened.map(|(thing, title)| ((member_id.clone(), thing), title)));
        }
        Ok(titles)
    }
}
