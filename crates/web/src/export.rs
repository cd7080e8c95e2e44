//! Exports: all deletions that match a filter as one response of any size, in constant memory.

mod csv;
mod record;

use std::io;

use domain::deletion::Deletion;
use domain::hex;
use futures_util::stream;
use http_body_util::BodyExt;
use poem::http::{HeaderMap, HeaderName, HeaderValue, header};
use poem::{Body, Response};
use serde_json::json;
use store::{Export, StoreError};
use tokio::sync::{mpsc, oneshot};

use record::Record;

pub use csv::cell;

/// Number of deletions in the export.
pub const COUNT: HeaderName = HeaderName::from_static("tombstone-count");
/// Digest of the first deletion, in hexadecimal digits.
pub const FIRST_DIGEST: HeaderName = HeaderName::from_static("tombstone-first-digest");
/// Digest of the last deletion, in hexadecimal digits.
pub const LAST_DIGEST: HeaderName = HeaderName::from_static("tombstone-last-digest");

/// Announces the trailers, whose values are known only at the end.
const TRAILERS: &str = "Tombstone-Count, Tombstone-First-Digest, Tombstone-Last-Digest";

/// Usual length of a deletion's line without its payload, in bytes.
const LINE: usize = 640;

/// File format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object per line, as in the API.
    Ndjson,
    /// A table for spreadsheets.
    Csv,
}

impl Format {
    /// The name of the format in addresses, and its file extension.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
        }
    }

    /// The format with this name.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Ndjson, Self::Csv].into_iter().find(|format| format.as_str() == word)
    }

    /// The media type.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Ndjson => "application/x-ndjson",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    fn head(self) -> String {
        match self {
            Self::Ndjson => String::new(),
            Self::Csv => csv::head(),
        }
    }

    fn add_line(self, text: &mut Vec<u8>, deletion: &Deletion) -> io::Result<()> {
        let record = Record::new(deletion);
        match self {
            Self::Ndjson => {
                record.write(text)?;
                text.push(b'\n');
            }
            Self::Csv => text.extend_from_slice(csv::line(&record)?.as_bytes()),
        }
        Ok(())
    }
}

/// A deletion as JSON, with the fields of the API.
pub fn json(deletion: &Deletion) -> serde_json::Result<String> {
    let mut text = Vec::with_capacity(deletion.payload.len() + LINE);
    Record::new(deletion).write(&mut text)?;
    String::from_utf8(text).map_err(serde::ser::Error::custom)
}

/// Count and end digests of the deletions written so far.
#[derive(Debug, Default)]
struct Digests {
    count: u64,
    first: Option<[u8; 32]>,
    last: Option<[u8; 32]>,
}

impl Digests {
    fn add(&mut self, deletion: &Deletion) {
        if self.count == 0 {
            self.first = deletion.digest;
        }
        self.last = deletion.digest;
        self.count += 1;
    }

    /// The last line of NDJSON, which tells the reader that the export is complete.
    fn line(&self) -> String {
        let [first, last] = [self.first, self.last].map(|digest| digest.as_ref().map(hex));
        json!({"end": {"count": self.count, "first_digest": first, "last_digest": last}}).to_string() + "\n"
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(COUNT, self.count.into());
        for (name, digest) in [(FIRST_DIGEST, self.first), (LAST_DIGEST, self.last)] {
            let text = digest.map(|digest| hex(&digest));
            let value = text.and_then(|text| HeaderValue::from_str(&text).ok());
            headers.extend(value.map(|value| (name, value)));
        }
        headers
    }
}

/// An export in progress.
struct Writing {
    format: Format,
    /// Pieces read ahead: the task reads the next deletions while we write and send these.
    read: mpsc::Receiver<Result<Vec<Deletion>, StoreError>>,
    digests: Digests,
    begun: bool,
    trailers: Option<oneshot::Sender<HeaderMap>>,
    ended: Option<Ended>,
}

/// Runs once when an export ends, with the number of deletions written and whether they are all of them.
pub type Ended = Box<dyn FnOnce(u64, bool) + Send>;

impl Drop for Writing {
    /// If `ended` is still here, the reader left or the export broke off.
    fn drop(&mut self) {
        let result = if self.trailers.is_none() { "whole" } else { "broken_off" };
        metrics::counter!("tombstone_exports_total", "result" => result).increment(1);
        if let Some(ended) = self.ended.take() {
            ended(self.digests.count, false);
        }
    }
}

impl Writing {
    /// The next piece of the body; `None` after the last, when the trailers are sent.
    async fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        if !self.begun {
            self.begun = true;
            return Ok(Some(self.format.head().into_bytes()));
        }
        if self.trailers.is_none() {
            return Ok(None);
        }
        let Some(deletions) = self.read.recv().await.transpose().map_err(broken)? else {
            if let Some(ended) = self.ended.take() {
                ended(self.digests.count, true);
            }
            if let Some(trailers) = self.trailers.take() {
                let _ = trailers.send(self.digests.headers()); // the client may be gone
            }
            return Ok((self.format == Format::Ndjson).then(|| self.digests.line().into_bytes()));
        };
        let size = deletions.iter().map(|deletion| deletion.payload.len() + LINE).sum();
        let mut text = Vec::with_capacity(size);
        for deletion in &deletions {
            self.format.add_line(&mut text, deletion)?;
            self.digests.add(deletion);
        }
        Ok(Some(text))
    }
}

/// Reads an export to its end, one piece ahead, until the receiver is dropped.
async fn read(mut export: Export, pieces: mpsc::Sender<Result<Vec<Deletion>, StoreError>>) {
    while let Ok(room) = pieces.reserve().await
        && let Some(piece) = tokio::select! {
            piece = export.next() => piece.transpose(),
            () = pieces.closed() => None,
        }
    {
        room.send(piece);
    }
}

/// Breaks the body off, so that no client takes it for complete.
fn broken(error: StoreError) -> io::Error {
    tracing::error!(%error, "an export breaks off");
    io::Error::other(error)
}

/// Streams the export as a file with this name and the format's extension.
///
/// Sends count and digests as trailers, for clients that ask for them with `TE: trailers`, and also as headers if they
/// are known beforehand.
pub fn response(export: Export, format: Format, name: &str) -> Response {
    response_with(export, format, name, None)
}

/// Like [`response`]; calls `ended` when the export ends, even because the reader left.
pub fn response_with(export: Export, format: Format, name: &str, ended: Option<Ended>) -> Response {
    let mut response = Response::builder()
        .content_type(format.content_type())
        .header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{}\"", format.as_str()))
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::TRAILER, TRAILERS)
        .finish();
    if let Some(whole) = export.whole() {
        let digests = Digests { count: whole.count, first: whole.first_digest, last: whole.last_digest };
        response.headers_mut().extend(digests.headers());
    }
    let (sender, trailers) = oneshot::channel();
    let (pieces, read_pieces) = mpsc::channel(1);
    tokio::spawn(read(export, pieces));
    let writing =
        Writing { format, read: read_pieces, digests: Digests::default(), begun: false, trailers: Some(sender), ended };
    let pieces = stream::try_unfold(writing, async |mut writing| {
        let piece = writing.next().await?;
        Ok::<_, io::Error>(piece.map(|piece| (piece, writing)))
    });
    let body: http_body_util::combinators::BoxBody<_, io::Error> = Body::from_bytes_stream(pieces).into();
    let whole = body.with_trailers(async move { trailers.await.ok().map(Ok) });
    response.set_body(Body::from(whole.boxed()));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_read_as_they_are_written() {
        for format in [Format::Ndjson, Format::Csv] {
            assert_eq!(Format::parse(format.as_str()), Some(format));
        }
        assert_eq!(Format::parse("xlsx"), None);
    }

    #[test]
    fn digests_say_what_was_written() {
        let mut digests = Digests::default();
        assert_eq!(digests.headers().len(), 1);
        for digest in [[1; 32], [2; 32], [3; 32]] {
            digests.add(&Deletion { digest: Some(digest), ..record::tests::deletion() });
        }
        let headers = digests.headers();
        assert_eq!(headers[COUNT], "3");
        assert_eq!(headers[FIRST_DIGEST], "01".repeat(32).as_str());
        assert_eq!(headers[LAST_DIGEST], "03".repeat(32).as_str());
    }
}
