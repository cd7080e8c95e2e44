//! Export of the audit as a file of any size, in constant memory.

use std::io;

use domain::Zone;
use domain::audit::AuditEntry;
use domain::coded::{Coded, Recorded, parameters};
use futures_util::stream;
use poem::http::header;
use poem::{Body, Request, Response, Result, handler};
use serde_json::json;
use store::{AuditFilter, AuditLine, Store};
use time::format_description::well_known::Rfc3339;
use web::export::{Format, cell};
use words::Words;

use super::asked::AskedLines;
use super::filter;
use crate::access::sight::Sight;
use crate::page::error::PageError;
use crate::page::frame::Frame;

/// How many lines to read at once.
const PIECE: u64 = 500;
/// The header line of the table.
const HEAD: &str = "id,at,actor,source,portal,kind,title,detail,parameters\r\n";

/// An export in progress.
struct Writing {
    store: Store,
    filter: AuditFilter,
    format: Format,
    words: &'static Words,
    before: Option<i64>,
    head: bool,
}

/// Streams all lines that match the filter, newest first. The audit records the export.
#[handler]
pub(crate) async fn send(req: &Request, frame: Frame, sight: Sight) -> Result<Response> {
    let query = req.uri().query();
    let asked = AskedLines::read(query, &frame);
    let format = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes()).find(|(name, _)| name == "format");
    let format = format.map_or(Some(Format::Ndjson), |(_, word)| Format::parse(&word));
    let is_clear = asked.is_sound() && asked.is_known();
    let format = format.filter(|_| is_clear).ok_or(PageError::UnreadableFilter)?;
    let filter = filter(&sight, &asked).await?;
    let store = sight.service();
    let lines = store.count_audit_lines(&filter).await.map_err(PageError::from)?;
    // The file ends where the audit ended when the request came, before the line about the export.
    let newest = store.list_audit_page(&filter, None, 1).await.map_err(PageError::from)?.items;
    let before = newest.first().map_or(0, |newest| newest.id + 1);
    sight.audit(None, &AuditEntry::AuditExported { lines, filter: asked.query() }).await.map_err(PageError::from)?;
    let (words, head) = (frame.words, format == Format::Csv);
    let writing = Writing { store: store.clone(), filter, format, words, before: Some(before), head };
    let pieces = stream::try_unfold(writing, async |mut writing| {
        let piece = writing.next().await?;
        Ok::<_, io::Error>(piece.map(|piece| (piece, writing)))
    });
    let name = format!("attachment; filename=\"audit.{}\"", format.as_str());
    let response = Response::builder().content_type(format.content_type()).header(header::CONTENT_DISPOSITION, name);
    Ok(response.body(Body::from_bytes_stream(pieces)))
}

impl Writing {
    /// The next piece of the body; `None` after the last.
    async fn next(&mut self) -> io::Result<Option<String>> {
        if std::mem::take(&mut self.head) {
            return Ok(Some(HEAD.to_owned()));
        }
        let Some(before) = self.before else { return Ok(None) };
        let page = self.store.list_audit_page(&self.filter, Some(before), PIECE).await.map_err(|error| {
            tracing::error!(%error, "an export of the audit breaks off");
            io::Error::other(error)
        })?;
        self.before = page.next;
        Ok(Some(page.items.iter().map(|line| self.line(line)).collect()))
    }

    fn line(&self, line: &AuditLine) -> String {
        let said = self.words.audit(&line.entry, &Zone::default());
        let at = line.at.format(&Rfc3339).unwrap_or_default();
        let code = line.entry.code();
        let (source, portal) = (line.source.as_deref(), line.member_id.as_deref());
        match self.format {
            Format::Ndjson => {
                let parameters = line.entry.known().map(|entry| {
                    let mut parameters = parameters(entry);
                    parameters.remove("code");
                    parameters
                });
                let value = json!({
                    "id": line.id.to_string(), "at": at, "actor": line.actor, "source": source, "portal": portal,
                    "kind": code, "title": said.title, "detail": said.detail, "parameters": parameters,
                });
                format!("{value}\n")
            }
            Format::Csv => {
                let parameters = match &line.entry {
                    Recorded::Known(entry) => Coded::of(entry).parameters,
                    Recorded::Other { .. } => String::new(),
                };
                let id = line.id.to_string();
                let cells = [
                    id.as_str(),
                    &at,
                    &line.actor,
                    source.unwrap_or_default(),
                    portal.unwrap_or_default(),
                    &code,
                    &said.title,
                    &said.detail,
                    &parameters,
                ];
                cells.map(cell).join(",") + "\r\n"
            }
        }
    }
}
