//! The app's pages inside the portal, for its administrators, whose fresh tokens heal the connection. Links and forms
//! carry a signed token, since a frame of another site gets no cookie.

mod admitted;
mod deletions;
mod detail;
mod entry;
mod export;
mod health;
mod notice;
mod nouns;
mod rows;
mod settings;
mod shell;
mod tree;
mod view;
mod visible;
mod visit;

use domain::page_token::Purpose::{Administer, Read};
use poem::{Route, get, post};

use admitted::page;

pub(crate) use entry::open;

/// The pages below `/bitrix24/app`, each with the purpose that its token must have.
pub(crate) fn routes(routes: Route) -> Route {
    routes
        .at("/bitrix24/app", post(open))
        .at("/bitrix24/app/:member_id/deletions", get(page(Read, deletions::list)))
        .at("/bitrix24/app/:member_id/deletions/:number", get(page(Read, detail::show)))
        .at("/bitrix24/app/:member_id/export", get(page(Read, export::file)))
        .at("/bitrix24/app/:member_id/health", get(page(Read, health::show)).post(page(Administer, health::repair)))
        .at("/bitrix24/app/:member_id/settings", get(page(Read, settings::show)))
        .at("/bitrix24/app/:member_id/settings/retention", post(page(Administer, settings::retain)))
        .at("/bitrix24/app/:member_id/settings/burst", post(page(Administer, settings::set_burst)))
        .at("/bitrix24/app/:member_id/settings/titles", post(page(Administer, settings::set_titles)))
        .at("/bitrix24/app/:member_id/settings/keys", post(page(Administer, settings::create)))
        .at("/bitrix24/app/:member_id/settings/keys/:id/revoke", post(page(Administer, settings::revoke)))
        .at("/bitrix24/app/:member_id/settings/erase", post(page(Administer, settings::erase_all)))
}
