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
    /// Every deletion event that Bitrix24 documents, and those known besides. Needs a key, with whatever scope.
    #[oai(path = "/catalogue", method = "get", operation_id = "getCatalogue")]
    #[expect(clippy::unused_async, reason = "the framework takes asynchronous handlers only")]
    async fn get(&self, _key: Key) -> Result<Json<Catalogue>, ApiError> {
        Ok(Json(Catalogue { items: catalogue::all().iter().map(CatalogueEntry::from).collect() }))
    }
}

/// The deletion events that Bitrix24 documents, and those known besides.
#[derive(Debug, Object)]
struct Catalogue {
    /// The events, in the order of the documentation, then those without a page.
    items: Vec<CatalogueEntry>,
}

/// What is known of one deletion event.
#[derive(Debug, Object)]
#[oai(example)]
struct CatalogueEntry {
    /// The code; `{entityTypeId}` at its end stands for the number of a smart process.
    event: String,
    /// What happened, in a few words.
    title: String,
    /// The scope that an app needs to get it.
    scope: String,
    /// What kind of thing was deleted: the `entity` of its deletions.
    entity: String,
    /// Where the event has the `entity_id`; the parts of a composite one are joined with `:`.
    id_path: String,
    /// The names of the attributes and where the event has them.
    attributes: BTreeMap<String, String>,
    /// How an app comes to get it.
    binding: EventBinding,
    /// Whether Bitrix24's documentation describes it; portals offer some that it does not.
    documented: bool,
    /// Whether it is sent before the deletion, which then may not happen.
    announces: bool,
    /// The code that reports the same deletion, and better.
    #[oai(nullable)]
    superseded_by: Option<String>,
}

/// How an app comes to get an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum EventBinding {
    /// By `event.bind`.
    App,
    /// By `event.bind`, and only for the app's own bots.
    OwnBot,
    /// The portal binds it when the app registers a bot.
    Portal,
    /// Never sent, only asked for.
    Polled,
    /// The code is a misprint that arrives at most.
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
