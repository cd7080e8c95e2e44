//! Style sheet, scripts and logo: compiled in, addressed by their content.

use std::borrow::Cow;

use poem::http::StatusCode;
use poem::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use poem::web::Path;
use poem::{Body, Request, Response, Result, handler};
use rust_embed::RustEmbed;

use crate::page::error::PageError;

#[derive(RustEmbed)]
#[folder = "assets"]
struct Assets;

/// The address of an asset; it changes with its content.
pub(crate) fn href(name: &str) -> String {
    let version = Assets::get(name).map(|file| version(&file)).unwrap_or_default();
    format!("/admin/assets/{name}?v={version}")
}

/// Serves an asset: cached forever under its full address, revalidated under its bare one.
#[handler]
pub(crate) fn show(req: &Request, Path(name): Path<String>) -> Result<Response> {
    let file = Assets::get(&name).ok_or(PageError::NotFound)?;
    let version = version(&file);
    let etag = format!("\"{version}\"");
    let fixed = req.uri().query() == Some(&format!("v={version}"));
    let lasting = if fixed { "public, max-age=31536000, immutable" } else { "no-cache" };
    let answer = Response::builder().header(CACHE_CONTROL, lasting).header(ETAG, &etag);
    if req.header(IF_NONE_MATCH).is_some_and(|known| known.contains(&etag)) {
        return Ok(answer.status(StatusCode::NOT_MODIFIED).finish());
    }
    let answer = answer.header(CONTENT_TYPE, content_type(&name));
    // The logo carries its own two colours; nothing else in it could load anything.
    let answer = answer.header(CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'");
    // Compiled-in data is not copied for each response.
    Ok(answer.body(match file.data {
        Cow::Borrowed(data) => Body::from(data),
        Cow::Owned(data) => Body::from(data),
    }))
}

fn version(file: &rust_embed::EmbeddedFile) -> String {
    let digest = file.metadata.sha256_hash();
    let (start, _) = digest.split_first_chunk::<8>().expect("a digest has 32 bytes");
    format!("{:016x}", u64::from_be_bytes(*start))
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, end)| end) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_that_a_page_names_is_there() {
        for name in ["tombstone.css", "tombstone.js", "deletions.js", "htmx.min.js", "mark.svg"] {
            assert!(!href(name).ends_with('='), "{name}");
            assert_ne!(content_type(name), "application/octet-stream");
        }
    }

    #[test]
    fn style_and_script_load_nothing_from_elsewhere() {
        for name in ["tombstone.css", "tombstone.js", "deletions.js", "mark.svg"] {
            let file = Assets::get(name).unwrap();
            let text = String::from_utf8(file.data.into_owned()).unwrap();
            assert!(!text.replace("http://www.w3.org/2000/svg", "").contains("://"), "{name}");
            assert!(!text.contains("url(") && !text.contains("@import"), "{name}");
        }
    }
}
