//! Exports exactly what the page shows, as a file, and audits who exported how many deletions.

use domain::audit::AuditEntry;
use poem::Response;
use store::StoreError;
use url::form_urlencoded;
use web::export::{self, Format};

use super::notice::not_found;
use super::view::View;
use super::visit::{Asked, Visit};
use crate::context::Install;

pub(crate) async fn file(install: Install, visit: Visit, asked: Asked) -> Result<Response, StoreError> {
    let format = form_urlencoded::parse(asked.query.as_bytes()).find(|(name, _)| name == "format");
    let Some(format) = format.and_then(|(_, word)| Format::parse(&word)) else { return Ok(not_found()) };
    let view = View::read(&asked.query);
    // A file can't name what was not understood, and would have more than is meant.
    if !view.ignored.is_empty() {
        return Ok(not_found());
    }
    let (member_id, domain) = (visit.token.member_id.clone(), visit.portal.domain.clone());
    let export = install.store.tenant(&member_id).deletions().export(&view.filter(&visit), None).await?;
    let fields = view.fields();
    let filter = form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
    let filter = Some(filter).filter(|filter| !filter.is_empty());
    let (store, actor, clock) = (install.store.clone(), visit.actor(), install.clock.clone());
    let name = format!("deletions-{member_id}");
    let ended = move |deletions, whole| {
        let (domain, format) = (Some(domain), format.as_str().to_owned());
        let entry = AuditEntry::DeletionsExported { domain, filter, format, deletions, whole };
        tokio::spawn(async move {
            // The store logs and keeps a line that it can't add.
            let _ = store.record_audit(clock.now(), &actor, Some(&member_id), &entry).await;
        });
    };
    Ok(export::response_with(export, format, &name, Some(Box::new(ended))))
}
