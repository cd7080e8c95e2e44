//! Exports: all deletions that a filter lets through as one answer, of any size, in constant memory.

mod csv;
mod record;

use std::io;

use domain::deletion::Deletion;
use futures_util::stream;
use http_body_util::BodyExt;
use poem::http::{HeaderMap, HeaderName, HeaderValue, header};
use poem::{Body, Response};
use serde_json::json;
use store::{Export, StoreError};
use tokio::sync::{mpsc, oneshot};

use record::Record;

pub use csv::cell;
pub use record::hex;

/// How many deletions the export has.
pub const COUNT: HeaderName = HeaderName::from_static("tombstone-count");
/// The digest of its first deletion, in hexadecimal digits.
pub const FIRST_DIGEST: HeaderName = HeaderName::from_static("tombstone-first-digest");
/// The digest of its last deletion.
pub const LAST_DIGEST: HeaderName = HeaderName::from_static("tombstone-last-digest");

/// What is known only at the end, as headers name it beforehand.
const TRAILERS: &str = "Tombstone-Count, Tombstone-First-Digest, Tombstone-Last-Digest";

/// How long the line of a deletion mostly is, without its payload.
const LINE: usize = 640;

/// How deletions are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A JSON object on each line, as the API has it.
    Ndjson,
    /// A table for spreadsheets.
    Csv,
}

impl Format {
    /// The word for it in addresses and names of files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
        }
    }

    /// The format that is called so.
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

    /// Adds the line of a deletion.
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

/// A deletion as JSON, with the fields that the API has.
pub fn json(deletion: &Deletion) -> serde_json::Result<String> {
    let mut text = Vec::with_capacity(deletion.payload.len() + LINE);
    Record::new(deletion).write(&mut text)?;
    String::from_utf8(text).map_err(serde::ser::Error::custom)
}

/// What was written so far.
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

    /// What tells a reader of lines that there are no more.
    fn line(&self) -> String {
        let [first, last] = [self.first, self.last].map(|digest| digest.as_ref().map(hex));
        json!({"end": {"count": self.count, "first_digest": first, "last_digest": last}}).to_string() + "\n"
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(COUNT, self.count.into());
        for (name, digest) in [(FIRST_DIGEST, self.first), (LAST_DIGEST, self.last)] {
            let text = digest.map(|digest| record::hex(&digest));
            let value = text.and_then(|text| HeaderValue::from_str(&text).ok());
            headers.extend(value.map(|value| (name, value)));
        }
        headers
    }
}

/// What is left to write.
struct Writing {
    format: Format,
    /// What was read already: the next deletions are read while these are written and sent.
    read: mpsc::Receiver<Result<Vec<Deletion>, StoreError>>,
    digests: Digests,
    begun: bool,
    trailers: Option<oneshot::Sender<HeaderMap>>,
    ended: Option<Ended>,
}

/// What is done once an export ended: it is given how many deletions were written, and whether that was all of them.
pub type Ended = Box<dyn FnOnce(u64, bool) + Send>;

impl Drop for Writing {
    /// Whoever read it went away, or it broke off.
    fn drop(&mut self) {
        let result = if self.trailers.is_none() { "whole" } else { "broken_off" };
        metrics::counter!("tombstone_exports_total", "result" => result).increment(1);
        if let Some(ended) = self.ended.take() {
            ended(self.digests.count, false);
        }
    }
}

impl Writing {
    /// The next piece of the body; none after the last. Then the trailers are sent.
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
                let _ = trailers.send(self.digests.headers()); // whoever asked may be gone
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

/// Reads an export to its end, one piece ahead, until nobody takes any more of it.
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

/// The body breaks off, so that nobody takes it for whole.
fn broken(error: StoreError) -> io::Error {
    tracing::error!(%error, "an export breaks off");
    io::Error::other(error)
}

/// The answer: the export as a file of this name, which has the format's ending added.
///
/// Count and digests are trailers, for those who ask for them with `TE: trailers`; they are headers too where they are
/// known beforehand.
pub fn response(export: Export, format: Format, name: &str) -> Response {
    response_with(export, format, name, None)
}

/// The same, with what is done once it ended, which it does also if whoever reads it goes away.
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
