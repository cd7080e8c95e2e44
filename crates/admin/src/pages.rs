//! The pages for logged-in operators: one list of all pages with the permission for each, and the guard before them.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::MemberId;
use domain::operator::{Permission, Session};
use domain::refusal::RefusalReason;
use domain::requested_task::RequestedTask;
use poem::endpoint::BoxEndpoint;
use poem::http::Method;
use poem::{Endpoint, EndpointExt, IntoResponse, Request, Response, Result, Route, RouteMethod};

use crate::access::{login, refusals, session};
use crate::deletions::{export, live, suggest, views};
use crate::page::error::PageError;
use crate::portals::{health, purge, timeline, titles};
use crate::settings::Form;
use crate::{account, api_keys, audit, deletions, operators, overview, portals, quarantine, settings, webhooks};

/// A page, or an act on one.
struct Page {
    method: Method,
    path: &'static str,
    needs: Permission,
    endpoint: BoxEndpoint<'static, Response>,
}

fn page(path: &'static str, needs: Permission, endpoint: impl Endpoint<Output = Response> + 'static) -> Page {
    Page { method: Method::GET, path, needs, endpoint: endpoint.boxed() }
}

fn act(path: &'static str, needs: Permission, endpoint: impl Endpoint<Output = Response> + 'static) -> Page {
    Page { method: Method::POST, ..page(path, needs, endpoint) }
}

/// All pages. Those about the operator's own account need no more than `Look`.
fn all() -> Vec<Page> {
    use Permission::{Act, Look, Manage};
    use RequestedTask::{Check, Probe, Recover, Renew};
    vec![
        page("/admin", Look, overview::show),
        page("/admin/account", Look, account::show),
        act("/admin/account/password", Look, account::password::set),
        act("/admin/account/preferences", Look, account::preferences::set),
        page("/admin/account/second-factor", Look, account::second_factor::offer),
        act("/admin/account/second-factor", Look, account::second_factor::confirm),
        act("/admin/account/second-factor/off", Look, account::second_factor::turn_off),
        act("/admin/account/recovery-codes", Look, account::second_factor::renew_codes),
        act("/admin/account/sessions/end", Look, account::sessions::end),
        page("/admin/api-keys", Manage, api_keys::show),
        act("/admin/api-keys", Manage, api_keys::create),
        act("/admin/api-keys/revoke", Manage, api_keys::revoke),
        page("/admin/audit", Look, audit::show),
        page("/admin/audit/export", Look, audit::export::send),
        page("/admin/deletions", Look, deletions::all),
        act("/admin/columns", Look, views::choose_columns),
        page("/admin/deletions/export", Look, export::all),
        page("/admin/deletions/live", Look, live::all),
        page("/admin/deletions/suggest", Look, suggest::all),
        act("/admin/logout", Look, login::leave),
        page("/admin/operators", Manage, operators::show),
        act("/admin/operators", Manage, operators::add),
        act("/admin/operators/remove", Manage, operators::remove),
        act("/admin/operators/reset", Manage, operators::reset),
        act("/admin/operators/set", Manage, operators::set),
        page("/admin/portals", Look, portals::all),
        page("/admin/portals/:member_id", Look, deletions::of_portal),
        act("/admin/portals/:member_id/check", Act, health::ask.data(Check)),
        page("/admin/portals/:member_id/deletions/export", Look, export::one),
        page("/admin/portals/:member_id/deletions/live", Look, live::one),
        page("/admin/portals/:member_id/deletions/suggest", Look, suggest::one),
        page("/admin/portals/:member_id/deletions/:number", Look, deletions::one),
        page("/admin/portals/:member_id/health", Look, health::show),
        act("/admin/portals/:member_id/probe", Act, health::ask.data(Probe)),
        act("/admin/portals/:member_id/purge", Manage, purge::purge),
        act("/admin/portals/:member_id/recover", Act, health::ask.data(Recover)),
        act("/admin/portals/:member_id/renew", Act, health::ask.data(Renew)),
        page("/admin/portals/:member_id/timeline", Look, timeline::show),
        act("/admin/portals/:member_id/titles", Act, titles::set),
        page("/admin/portals/:member_id/webhooks", Look, webhooks::of_portal),
        act("/admin/portals/:member_id/webhooks", Act, webhooks::editing::add_for_portal),
        page("/admin/portals/:member_id/webhooks/new", Act, webhooks::editing::new_for_portal),
        page("/admin/quarantine", Look, quarantine::show),
        act("/admin/quarantine/discard", Act, quarantine::discard),
        act("/admin/quarantine/retry", Act, quarantine::retry),
        page("/admin/settings", Manage, settings::show),
        act("/admin/settings/burst", Manage, settings::set.data(Form::Burst)),
        act("/admin/settings/retention", Manage, settings::set.data(Form::Retention)),
        act("/admin/settings/titles", Manage, settings::set.data(Form::Titles)),
        act("/admin/views", Look, views::save),
        act("/admin/views/:id/remove", Look, views::remove),
        page("/admin/webhooks", Look, webhooks::all),
        act("/admin/webhooks", Act, webhooks::editing::add_for_all),
        page("/admin/webhooks/new", Act, webhooks::editing::new_for_all),
        page("/admin/webhooks/:id", Look, webhooks::one),
        page("/admin/webhooks/:id/edit", Act, webhooks::editing::edit),
        act("/admin/webhooks/:id/edit", Act, webhooks::editing::change),
        act("/admin/webhooks/:id/delete", Act, webhooks::acts::delete),
        act("/admin/webhooks/:id/redeliver", Act, webhooks::acts::redeliver),
        act("/admin/webhooks/:id/rotate-secret", Act, webhooks::acts::rotate_secret),
        act("/admin/webhooks/:id/status", Act, webhooks::acts::set_status),
        act("/admin/webhooks/:id/test", Act, webhooks::acts::test),
    ]
}

/// Method, path and permission of every page, for tests of who may do what.
#[doc(hidden)]
pub fn addresses() -> Vec<(Method, &'static str, Permission)> {
    all().into_iter().map(|page| (page.method, page.path, page.needs)).collect()
}

/// The routes to all pages, each with its guard.
pub(crate) fn routes() -> Route {
    let mut paths: BTreeMap<&'static str, RouteMethod> = BTreeMap::new();
    for Page { method, path, needs, endpoint } in all() {
        let guarded = endpoint.around(move |endpoint, req| guard(endpoint, req, needs));
        let methods = paths.remove(path).unwrap_or_default();
        paths.insert(path, methods.method(method, guarded));
    }
    paths.into_iter().fold(Route::new(), |route, (path, methods)| route.at(path, methods))
}

/// Lets operators with the permission through. The audit records refused acts, but not refused views of a page. An act
/// that has begun is finished and recorded even if the client is gone.
async fn guard<E: Endpoint + 'static>(endpoint: Arc<E>, req: Request, needs: Permission) -> Result<Response> {
    let act = refusals::act_of(&req);
    let Some(session) = req.extensions().get::<Session>() else {
        refusals::refuse(&req, None, RefusalReason::SessionEnded { act }).await?;
        return Ok(session::to_login(&req));
    };
    let portal = req.raw_path_param("member_id").and_then(|text| MemberId::parse(text).ok());
    // Before all else: operators don't learn of portals outside their reach, whatever they may do.
    if let Some(portal) = portal.as_ref().filter(|portal| !session.reach.covers(portal)) {
        refusals::refuse(&req, Some(portal), RefusalReason::OutOfReach { act }).await?;
        return Err(PageError::UnknownPortal.into());
    }
    if !session.may(needs) {
        if req.method() != Method::GET {
            refusals::refuse(&req, portal.as_ref(), RefusalReason::NotAllowed { act }).await?;
        }
        return Err(PageError::NotAllowed.into());
    }
    // PostgreSQL can't store this character in a text, so nothing has such a name.
    if req.uri().path().contains("%00") {
        return Err(PageError::NotFound.into());
    }
    Ok(web::to_its_end(endpoint, req).await?.into_response())
}
