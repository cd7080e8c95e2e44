//! The second proof, without which nothing is destroyed: a fresh token, and the portal's address, typed.

use domain::page_token::{PageToken, Purpose};
use domain::refusal::RefusalReason;

use crate::app::visit::{self, Asked, Visit};
use crate::context::Install;
use crate::host;

/// Whether the form brings it.
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

/// Whether the portal's own address was typed, in whatever form it was copied.
fn is_domain(visit: &Visit, typed: &str) -> bool {
    let typed = host::of_address(typed);
    typed.is_some_and(|typed| [&visit.portal.domain, &visit.token.host].into_iter().any(|own| *own == typed))
}
