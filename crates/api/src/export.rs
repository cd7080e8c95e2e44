//! Exports: all that a filter lets through, in one answer.

use domain::api_key::Scope;
use domain::deletion::Filter;
use poem::http::{HeaderName, header};
use poem::{IntoResponse, Response};
use poem_openapi::param::{Path, Query};
use poem_openapi::registry::{
    MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
};
use poem_openapi::types::Type;
use poem_openapi::{ApiResponse, Enum, OpenApi};
use store::Store;
use web::export;

use crate::auth::Key;
use crate::cursor::parse_number;
use crate::deletion::Deletion;
use crate::deletions::open;
use crate::error::ApiError;
use crate::filters::Filters;
use crate::query::example;
use crate::tags::Tags;

pub(crate) struct ExportApi {
    pub(crate) store: Store,
}

/// The format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub(crate) enum Format {
    /// One deletion per line, as in the list: for programs.
    Ndjson,
    /// A table: for spreadsheets. An apostrophe precedes a cell that begins like a formula.
    Csv,
}

impl From<Format> for export::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Ndjson => Self::Ndjson,
            Format::Csv => Self::Csv,
        }
    }
}

#[OpenApi(tag = "Tags::Deletions")]
impl ExportApi {
    /// Export a portal's deletions.
    ///
    /// All that match, oldest first, up to the newest at the start: one streamed answer of any size. Resume a broken
    /// export with `after`. An NDJSON export is complete if its last line is
    /// `{"end":{"count":…,"first_digest":…,"last_digest":…}}`. Send `TE: trailers` to get the same in trailers; without
    /// a filter the headers have it too. Needs the scope `deletions:read`.
    #[oai(path = "/portals/:member_id/deletions/export", method = "get", operation_id = "exportDeletions")]
    async fn export(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
        /// The format.
        #[oai(default = "usual")]
        format: Query<Format>,
        /// Only what follows the deletion with this `id`: that of the last complete line of a broken export.
        after: Query<Option<String>>,
        filters: Filters,
    ) -> Result<ExportFile, ApiError> {
        key.allows(Scope::DeletionsRead)?;
        let member_id = key.reaches(&member_id)?;
        let filter: Filter = filters.try_into()?;
        let unknown = || ApiError::unknown_start("not the `id` of a deletion of this portal");
        let after = after.0.as_deref().map(|id| parse_number(id).ok_or_else(unknown)).transpose()?;
        let portal = open(&self.store, &member_id).await?;
        if let Some(after) = after
            && after > portal.deletions().find_last_position().await?
        {
            return Err(unknown());
        }

        let export = portal.deletions().export(&filter, after).await?;
        Ok(ExportFile(export::response(export, format.0.into(), &format!("deletions-{member_id}"))))
    }

    /// Export the deletions of all portals.
    ///
    /// Like the export of one portal, in order of receipt. Needs the scope `deletions:read`; a key for some portals
    /// gets only those.
    #[oai(path = "/deletions/export", method = "get", operation_id = "exportAllDeletions")]
    async fn export_all(
        &self,
        key: Key,
        /// The format.
        #[oai(default = "usual")]
        format: Query<Format>,
        /// Only what follows this deletion, as `member_id:id`: that of the last complete line of a broken export.
        after: Query<Option<String>>,
        filters: Filters,
    ) -> Result<ExportFile, ApiError> {
        key.allows(Scope::DeletionsRead)?;
        let filter: Filter = filters.try_into()?;
        let after = match after.0.as_deref() {
            Some(name) => Some(self.place(&key, name).await?),
            None => None,
        };

        let export = self.store.within(key.reach()).deletions().export(&filter, after).await?;
        Ok(ExportFile(export::response(export, format.0.into(), "deletions")))
    }
}

impl ExportApi {
    /// The arrival of `member_id:id`; fails if the key does not reach it or it is gone.
    async fn place(&self, key: &Key, name: &str) -> Result<u64, ApiError> {
        let unknown = || ApiError::unknown_start("not the `member_id:id` of a deletion that is kept");
        let (member_id, id) = name.split_once(':').ok_or_else(unknown)?;
        let (member_id, number) =
            (key.reaches(member_id).map_err(|_| unknown())?, parse_number(id).ok_or_else(unknown)?);
        self.store.tenant(&member_id).find_arrival(number).await?.ok_or_else(unknown)
    }
}

fn usual() -> Format {
    Format::Ndjson
}

/// A file that is written as it is sent.
#[derive(Debug)]
pub(crate) struct ExportFile(Response);

impl IntoResponse for ExportFile {
    fn into_response(self) -> Response {
        self.0
    }
}

impl ApiResponse for ExportFile {
    fn meta() -> MetaResponses {
        let whole = "; only for one portal without a filter. It is always a trailer too.";
        let headers = [
            (export::COUNT, format!("How many deletions it has{whole}"), MetaSchema::new("integer")),
            (export::FIRST_DIGEST, format!("The digest of its first deletion{whole}"), MetaSchema::new("string")),
            (export::LAST_DIGEST, format!("The digest of its last deletion{whole}"), MetaSchema::new("string")),
            (header::TRAILER, "Headers that follow at the end.".to_owned(), MetaSchema::new("string")),
        ];
        let header = |(name, description, schema): (HeaderName, String, MetaSchema)| MetaHeader {
            name: name.to_string(),
            description: Some(description),
            required: false,
            deprecated: false,
            schema: MetaSchemaRef::Inline(Box::new(schema)),
        };
        let text = || MetaSchemaRef::Inline(Box::new(MetaSchema::new("string")));
        let lines = MetaMediaType { content_type: "application/x-ndjson", schema: text() };
        let table = MetaMediaType { content_type: "text/csv", schema: text() };
        let success = MetaResponse {
            description: "",
            status: Some(200),
            status_range: None,
            content: vec![lines, table],
            headers: headers.map(header).into(),
        };
        MetaResponses { responses: vec![success] }
    }

    fn register(registry: &mut Registry) {
        Deletion::register(registry);
    }
}
