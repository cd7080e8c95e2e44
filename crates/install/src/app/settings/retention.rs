//! For how long the portal's deletions are kept. To keep them shorter destroys, and takes the second proof.

use domain::audit::AuditEntry;
use domain::page_token::{PageToken, Purpose};
use domain::refusal::RefusalReason;
use poem::http::StatusCode;
use poem::web::Data;
use poem::{Body, Request, Response, handler};

use super::{answer, is_domain};
use crate::app::notice::not_found;
use crate::app::shell::Said;
use crate::app::visit::{self, Asked, Visit};
use crate::context::Install;

/// The longest that can be chosen: a hundred years.
const MOST: u16 = 36_500;

#[handler]
pub(crate) async fn retain(request: &Request, body: Body, install: Data<&Install>) -> Response {
    let Some(asked) = Asked::read(request, body).await else { return not_found() };
    let visit = match visit::admit(*install, &asked, Purpose::Administer).await {
        Ok(visit) => visit,
        Err(refused) => return refused,
    };
    let days = match asked.field("days").unwrap_or_default() {
        "" => None,
        text => match text.parse().ok().filter(|days| *days <= MOST) {
            Some(days) => Some(days),
            None => return wrong(*install, &visit, visit.words.text_with("app-days-wrong", &[("most", &MOST)])).await,
        },
    };
    let tenant = install.store.tenant(&visit.token.member_id);
    let before = match tenant.find_retention().await {
        Ok(before) => before,
        Err(error) => return visit::broken(&error, &visit.token),
    };
    if is_shorter(days.unwrap_or(install.retention), before.unwrap_or(install.retention))
        && !is_proven(*install, &visit, &asked).await
    {
        return wrong(*install, &visit, visit.words.text("app-days-shorter")).await;
    }
    let entry = AuditEntry::RetentionSet { domain: visit.portal.domain.clone(), days };
    let saved = async {
        tenant.save_retention(days).await?;
        install.store.record_audit(visit.now, &visit.actor(), Some(&visit.token.member_id), &entry).await
    };
    match saved.await {
        Ok(()) => {
            let said = Said::new("saved", "ok", visit.words.text("app-saved"));
            answer(*install, &visit, StatusCode::OK, Some(said), None).await
        }
        Err(error) => visit::broken(&error, &visit.token),
    }
}

/// 0 is for ever.
fn is_shorter(days: u16, before: u16) -> bool {
    days != 0 && (before == 0 || days < before)
}

/// Whether the form brings the second proof: a fresh token, and the portal's address, typed.
pub(super) async fn is_proven(install: &Install, visit: &Visit, asked: &Asked) -> bool {
    let (proof, now) = (asked.field("proof").unwrap_or_default(), install.clock.now());
    let member_id = &visit.token.member_id;
    let proof = PageToken::read(proof, install.store.hash_key(), member_id, Purpose::Erase, now);
    let reason = match proof {
        Err(refused) => refused.reason,
        Ok(proof) if proof.user_id != visit.token.user_id => RefusalReason::OtherPurpose,
        Ok(_) if is_domain(visit, asked.field("domain").unwrap_or_default()) => return true,
        Ok(_) => RefusalReason::DomainMistyped,
    };
    visit::audit(install, Some(member_id), &reason).await;
    false
}

async fn wrong(install: &Install, visit: &Visit, text: String) -> Response {
    answer(install, visit, StatusCode::UNPROCESSABLE_ENTITY, Some(Said::new("wrong", "bad", text)), None).await
}

/// For how long they are kept now, as a sentence.
pub(super) fn said(visit: &Visit, own: Option<u16>, others: u16) -> String {
    match own.unwrap_or(others) {
        0 => visit.words.text("app-retention-ever"),
        days => visit.words.text_with("app-retention-days", &[("days", &days)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shorter_is_what_removes_something() {
        for (days, before, shorter) in
            [(0, 0, false), (30, 0, true), (0, 30, false), (30, 30, false), (29, 30, true), (31, 30, false)]
        {
            assert_eq!(is_shorter(days, before), shorter, "{days} {before}");
        }
    }
}
