//! Exactly what the page shows, as a file. The audit says who took how many along.

use domain::audit::AuditEntry;
use domain::page_token::Purpose;
use poem::web::Data;
use poem::{Body, Request, Response, handler};
use store::StoreError;
use url::form_urlencoded;
use web::export::{self, Format};

use super::notice::not_found;
use super::view::View;
use super::visit::{self, Asked, Visit};
use crate::context::Install;

#[handler]
pub(crate) async fn file(request: &Request, body: Body, install: Data<&Install>) -> Response {
    let Some(asked) = Asked::read(request, body).await else { return not_found() };
    let visit = match visit::admit(*install, &asked, Purpose::Read).await {
        Ok(visit) => visit,
        Err(refused) => return refused,
    };
    let format = form_urlencoded::parse(asked.query.as_bytes()).find(|(name, _)| name == "format");
    let Some(format) = format.and_then(|(_, word)| Format::parse(&word)) else { return not_found() };
    let written = write(*install, &visit, &View::read(&asked.query), format).await;
    written.unwrap_or_else(|error| visit::broken(&error, &visit.token))
}

async fn write(install: &Install, visit: &Visit, view: &View, format: Format) -> Result<Response, StoreError> {
    let (member_id, domain) = (visit.token.member_id.clone(), visit.portal.domain.clone());
    let export = install.store.tenant(&member_id).export(&view.filter(visit)).await?;
    let fields = view.fields();
    let filter = form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
    let filter = Some(filter).filter(|filter| !filter.is_empty());
    let (store, actor, clock) = (install.store.clone(), visit.actor(), install.clock.clone());
    let name = format!("deletions-{member_id}");
    let ended = move |deletions, whole| {
        let (domain, format) = (Some(domain), format.as_str().to_owned());
        let entry = AuditEntry::DeletionsExported { domain, filter, format, deletions, whole };
        tokio::spawn(async move {
            if let Err(error) = store.record_audit(clock.now(), &actor, Some(&member_id), &entry).await {
                tracing::error!(%member_id, %error, "an export can't be audited");
            }
        });
    };
    Ok(export::response_with(export, format, &name, Some(Box::new(ended))))
}
