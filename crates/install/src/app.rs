//! The app's pages inside the portal, for its administrators, whose fresh tokens heal it. They carry a signed token in
//! their links and forms, since no cookie comes out of a frame of another site.

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

use poem::{Route, get, post};

pub(crate) use entry::open;

/// The pages below `/bitrix24/app`.
pub(crate) fn routes(routes: Route) -> Route {
    routes
        .at("/bitrix24/app", post(open))
        .at("/bitrix24/app/:member_id/deletions", get(deletions::list))
        .at("/bitrix24/app/:member_id/deletions/:number", get(detail::show))
        .at("/bitrix24/app/:member_id/export", get(export::file))
        .at("/bitrix24/app/:member_id/health", get(health::show).post(health::repair))
        .at("/bitrix24/app/:member_id/settings", get(settings::show))
        .at("/bitrix24/app/:member_id/settings/retention", post(settings::retain))
        .at("/bitrix24/app/:member_id/settings/burst", post(settings::set_burst))
        .at("/bitrix24/app/:member_id/settings/titles", post(settings::set_titles))
        .at("/bitrix24/app/:member_id/settings/keys", post(settings::create))
        .at("/bitrix24/app/:member_id/settings/keys/:id/revoke", post(settings::revoke))
        .at("/bitrix24/app/:member_id/settings/erase", post(settings::erase_all))
}
