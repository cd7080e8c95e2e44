//! The event catalogue.

use std::collections::BTreeMap;

use domain::catalogue::{self, Binding};
use poem_openapi::payload::Json;
use poem_openapi::types::Example;
use poem_openapi::{Enum, Object, OpenApi};

use crate::auth::Key;
use crate::error::ApiError;
use crate::tags::Tags;

pub(crate) struct CatalogueApi;

#[OpenApi(tag = "Tags::Catalogue")]
impl CatalogueApi {
    /// Get the event catalogue.
    ///
    /// Every deletion event that Bitrix24 documents, plus other known ones. Needs a key with any scope.
    #[oai(path = "/catalogue", method = "get", operation_id = "getCatalogue")]
    #[expect(clippy::unused_async, reason = "the framework takes asynchronous handlers only")]
    async fn get(&self, _key: Key) -> Result<Json<Catalogue>, ApiError> {
        Ok(Json(Catalogue { items: catalogue::all().iter().map(CatalogueEntry::from).collect() }))
    }
}

/// The deletion events that Bitrix24 documents, plus other known ones.
#[derive(Debug, Object)]
struct Catalogue {
    /// The events in documentation order, then those without a page.
    items: Vec<CatalogueEntry>,
}

/// One deletion event.
#[derive(Debug, Object)]
#[oai(example)]
struct CatalogueEntry {
    /// The code; a final `{entityTypeId}` stands for a smart process's number.
    event: String,
    /// What happened, in a few words.
    title: String,
    /// The scope an app needs to get it.
    scope: String,
    /// The kind of thing deleted: the `entity` of its deletions.
    entity: String,
    /// Where the event carries the `entity_id`; `:` joins the parts of a composite one.
    id_path: String,
    /// Attribute names, and where the event carries each.
    attributes: BTreeMap<String, String>,
    /// How it reaches an app.
    binding: EventBinding,
    /// Whether Bitrix24's documentation describes it; portals offer some that it omits.
    documented: bool,
    /// Whether it precedes the deletion, which may then not happen.
    announces: bool,
    /// The code that reports the same deletion better.
    #[oai(nullable)]
    superseded_by: Option<String>,
}

/// How an event reaches an app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum EventBinding {
    /// By `event.bind`.
    App,
    /// By `event.bind`, and only for the app's own bots.
    OwnBot,
    /// The portal binds it when the app registers a bot.
    Portal,
    /// Never sent, only polled.
    Polled,
    /// A misprinted code that may arrive.
    Alias,
    /// A family of codes, covered by the one without a number.
    Family,
}

impl From<&catalogue::CatalogueEntry> for CatalogueEntry {
    fn from(entry: &catalogue::CatalogueEntry) -> Self {
        let attributes = entry.parent_paths().map(|(name, path)| (name.to_owned(), path));
        Self {
            event: entry.code.to_owned(),
            title: entry.title.to_owned(),
            scope: entry.scope.to_owned(),
            entity: entry.entity.to_owned(),
            id_path: entry.id_path(),
            attributes: attributes.collect(),
            binding: entry.binding.into(),
            documented: entry.documented,
            announces: entry.announces,
            superseded_by: entry.superseded_by.map(str::to_owned),
        }
    }
}

impl From<Binding> for EventBinding {
    fn from(binding: Binding) -> Self {
        match binding {
            Binding::App => Self::App,
            Binding::OwnBot => Self::OwnBot,
            Binding::Portal => Self::Portal,
            Binding::Polled => Self::Polled,
            Binding::Alias => Self::Alias,
            Binding::Family => Self::Family,
        }
    }
}

impl Example for CatalogueEntry {
    fn example() -> Self {
        Self::from(catalogue::find("ONIMCONNECTORSTATUSDELETE").expect("one of the five core events"))
    }
}
