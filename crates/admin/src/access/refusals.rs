//! The audit of refusals to operators.

use domain::audit::Refused;
use domain::operator::Session;
use domain::refusal::RefusalReason;
use domain::{Clock, MemberId};
use poem::{PathPattern, Request};

use crate::access::origin;
use crate::access::sight::Whole;
use crate::page::error::PageError;

/// What the request asked for: its method and its route.
pub(crate) fn act_of(req: &Request) -> String {
    let path = req.data::<PathPattern>().map_or_else(|| req.uri().path().into(), |pattern| pattern.0.clone());
    format!("{} {path}", req.method())
}

/// Records a refused act, in the name of the logged-in operator.
pub(crate) async fn refuse(req: &Request, portal: Option<&MemberId>, reason: RefusalReason) -> Result<(), PageError> {
    let (Some(Whole(store)), Some(clock)) = (req.data::<Whole>(), req.data::<Clock>()) else { return Ok(()) };
    let email = req.extensions().get::<Session>().map(|session| session.email.as_str());
    store.record_refused_person(clock.now(), email, &origin::address(req), portal, Refused::Act, reason).await?;
    Ok(())
}
