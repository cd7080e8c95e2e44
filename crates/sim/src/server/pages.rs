//! What a real browser gets from a portal: the page with the app's frame, and the library for the frame.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use crate::php::Value;
use crate::portal::Portal;
use crate::server::answer::Answer;
use crate::server::frame::FrameForm;
use crate::world::World;

/// The stand-in for the library at `//api.bitrix24.com/api/v1/`.
const LIBRARY: &str = include_str!("pages/library.js");
const PAGE: &str = include_str!("pages/frame.html");

pub(crate) fn library() -> Answer {
    Answer::Text(200, "application/javascript; charset=utf-8", LIBRARY.to_owned())
}

/// Answers `…/finish`, which `installFinish` calls.
pub(crate) fn finish(world: &Arc<World>, index: usize) -> Answer {
    let portal = Portal::new(world, index);
    portal.finish_in_browser();
    Answer::ok(json!({"result": portal.is_installed()}))
}

/// Answers `…/auth`, which `refreshAuth` calls, with fresh tokens of the signed-in user.
pub(crate) fn auth(world: &Arc<World>, index: usize) -> Answer {
    let portal = Portal::new(world, index);
    let pair = portal.tokens(portal.with(|portal| portal.signed_in));
    Answer::ok(json!({"AUTH_ID": pair.access, "REFRESH_ID": pair.refresh, "AUTH_EXPIRES": pair.expires_in.to_string()}))
}

/// Answers `/marketplace/app/`: shows the installer or the app in a frame, and answers the frame's messages.
///
/// For browser tests, `data-page` on the root element says what it shows (`installer` or `app`), and `data-finish` is
/// `called` once the frame has called `installFinish`. The reload that follows shows the app.
pub(crate) fn app(world: &Arc<World>, index: usize) -> Answer {
    let portal = Portal::new(world, index);
    if !portal.with(|portal| portal.installation.present) {
        portal.begin_installation();
    }
    let app = world.app();
    let installed = portal.is_installed();
    let app_url = app.app_url.as_ref().filter(|_| installed).unwrap_or(&app.install_url);
    let form = portal.frame_form(app_url.as_str());
    let text = |value: &Value, key: &str| value.text_at(key).unwrap_or_default();
    // The browser's own address, whatever port DOMAIN names.
    let frame = format!("{}|{}|{}", portal.host(), text(&form.query, "PROTOCOL"), text(&form.query, "APP_SID"));
    let fields = form.fields.members().into_iter().map(|(key, value)| {
        format!("<input type=hidden name=\"{}\" value=\"{}\">", escape(&key), escape(&value.text().unwrap_or_default()))
    });
    let filled = PAGE
        .replace("{name}", &escape(&portal.name()))
        .replace("{page}", if installed { "app" } else { "installer" })
        .replace("{origin}", &app_url.origin().ascii_serialization())
        .replace("{frame}", &escape(&frame))
        .replace("{url}", &escape(&form.url))
        .replace("{fields}", &fields.collect::<String>())
        .replace("{data}", &init_data(&portal, &form).to_string().replace('<', "\\u003c"));
    Answer::html(200, filled)
}

/// The answer to `getInitData`.
fn init_data(portal: &Portal, form: &FrameForm) -> Json {
    let (query, fields) = (&form.query, &form.fields);
    let text = |value: &Value, key: &str| value.text_at(key).unwrap_or_default();
    let installed = portal.is_installed();
    json!({
        "DOMAIN": portal.host(),
        "PROTOCOL": text(query, "PROTOCOL").parse().unwrap_or(0),
        "LANG": text(query, "LANG"),
        "PATH": "/rest",
        "MEMBER_ID": text(fields, "member_id"),
        "AUTH_ID": text(fields, "AUTH_ID"),
        "REFRESH_ID": text(fields, "REFRESH_ID"),
        "AUTH_EXPIRES": text(fields, "AUTH_EXPIRES"),
        "PLACEMENT": text(fields, "PLACEMENT"),
        "PLACEMENT_OPTIONS": [],
        "IS_ADMIN": portal.with(|portal| portal.is_admin(portal.signed_in)),
        "INSTALL": !installed,
        "FIRST_RUN": false,
        "USER_OPTIONS": [],
        "APP_OPTIONS": [],
    })
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
