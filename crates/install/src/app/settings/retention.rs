//! The retention of the portal's deletions. A shorter one destroys, and takes the second proof.

use domain::audit::AuditEntry;
use poem::Response;
use store::StoreError;

use super::page::{done, unproven, wrong};
use super::proof::is_proven;
use crate::app::visit::{Asked, Visit};
use crate::context::Install;

/// The longest that can be chosen: a hundred years.
const MOST: u16 = 36_500;

pub(crate) async fn retain(install: Install, visit: Visit, asked: Asked) -> Result<Response, StoreError> {
    let days = match asked.field("days").unwrap_or_default() {
        "" => None,
        text => match text.parse().ok().filter(|days| *days <= MOST) {
            Some(days) => Some(days),
            None => return wrong(&install, &visit, visit.words.text_with("app-days-wrong", &[("most", &MOST)])).await,
        },
    };
    let tenant = install.store.tenant(&visit.token.member_id);
    let before = tenant.find_retention().await?;
    if is_shorter(days.unwrap_or(install.retention), before.unwrap_or(install.retention))
        && !is_proven(&install, &visit, &asked).await
    {
        return unproven(&install, &visit, days).await;
    }
    tenant.save_retention(days).await?;
    visit.record(&install, &AuditEntry::RetentionSet { domain: visit.portal.domain.clone(), days }).await?;
    done(&install, &visit, "saved", visit.words.text("app-saved")).await
}

/// 0 is forever.
fn is_shorter(days: u16, before: u16) -> bool {
    days != 0 && (before == 0 || days < before)
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
