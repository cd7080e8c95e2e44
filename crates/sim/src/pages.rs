//! What a real browser sees of a portal: the page with the app's frame, and the library in the frame.

use std::sync::Arc;

use crate::answer::Answer;
use crate::portal::Portal;
use crate::world::World;

/// The stand-in for the library at `//api.bitrix24.com/api/v1/`.
const LIBRARY: &str = r"(function () {
  // As the real one, it talks to the page around it, and does nothing where there is none.
  function tell(what) { if (window.parent !== window) { window.parent.postMessage({ bx24: what }, '*'); } }
  function nothing(callback) { if (typeof callback === 'function') { setTimeout(callback, 0); } }
  window.BX24 = {
    init: nothing, ready: nothing, install: nothing,
    installFinish: function () { tell('installFinish'); },
    reloadWindow: function (callback) { tell('reloadWindow'); nothing(callback); },
    resizeWindow: function (width, height, callback) { tell('resizeWindow'); nothing(callback); },
    fitWindow: nothing, setTitle: nothing, scrollParentWindow: nothing,
    isAdmin: function () { return true; },
    getLang: function () { return new URLSearchParams(location.search).get('LANG') || 'en'; },
    getDomain: function () { return new URLSearchParams(location.search).get('DOMAIN') || ''; }
  };
}());
";

pub(crate) fn library() -> Answer {
    Answer::Text(200, "application/javascript; charset=utf-8", LIBRARY.to_owned())
}

/// `…/finish` is what `installFinish` calls.
pub(crate) fn finish(world: &Arc<World>, index: usize) -> Answer {
    let portal = Portal::new(world, index);
    portal.finish_in_browser();
    Answer::ok(serde_json::json!({"result": portal.is_installed()}))
}

/// `/marketplace/app/` shows the installer or the app in a frame.
///
/// For tests in a browser the page's root element says what it shows in `data-page` (`installer` or `app`), and in
/// `data-finish` whether `installFinish` was called in the frame (`called`). The reload that follows shows the app.
pub(crate) fn app(world: &Arc<World>, index: usize) -> Answer {
    let portal = Portal::new(world, index);
    if !portal.with(|portal| portal.installation.present) {
        portal.begin_installation();
    }
    let app = world.app();
    let installed = portal.is_installed();
    let app_url = app.app_url.as_ref().filter(|_| installed).unwrap_or(&app.install_url);
    let form = portal.frame_form(app_url.as_str());
    let fields = form.fields.members().into_iter().map(|(key, value)| {
        format!("<input type=hidden name=\"{}\" value=\"{}\">", escape(&key), escape(&value.text().unwrap_or_default()))
    });
    Answer::html(
        200,
        PAGE.replace("{name}", &escape(&portal.name()))
            .replace("{page}", if installed { "app" } else { "installer" })
            .replace("{origin}", &app_url.origin().ascii_serialization())
            .replace("{url}", &escape(&form.url))
            .replace("{fields}", &fields.collect::<String>()),
    )
}

const PAGE: &str = r#"<!doctype html>
<html data-page="{page}"><head><meta charset="utf-8"><title>{name}: {page}</title><link rel="icon" href="data:,">
<style>body{margin:0;font:15px system-ui;background:#eef2f4}header{padding:14px 24px;background:#2067b0;color:#fff}
iframe{display:block;width:1280px;max-width:96vw;height:860px;margin:20px auto;border:0;background:#fff}</style></head>
<body><header>{name}</header>
<iframe id="app" name="app" title="app"></iframe>
<form id="open" method="post" target="app" action="{url}">{fields}</form>
<script>
window.addEventListener('message', function (message) {
  var page = document.documentElement.dataset, frame = document.getElementById('app').contentWindow;
  if (message.source !== frame || message.origin !== '{origin}') { return; }
  if (message.data && message.data.bx24 === 'reloadWindow') { location.reload(); return; }
  if (!message.data || message.data.bx24 !== 'installFinish') { return; }
  page.finish = 'called';
  fetch('/marketplace/app/finish', { method: 'POST' }).then(function () {
    if (page.page === 'installer') { location.reload(); }
  });
});
document.getElementById('open').submit();
</script></body></html>
"#;

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
