//! What a real browser sees of a portal: the page with the app's frame, and the library in the frame.

use std::sync::Arc;

use crate::answer::Answer;
use crate::portal::Portal;
use crate::world::World;

/// The stand-in for the library at `//api.bitrix24.com/api/v1/`.
const LIBRARY: &str = r"(function () {
  function tell(what) { window.parent.postMessage({ bx24: what }, '*'); }
  function nothing(callback) { if (typeof callback === 'function') { setTimeout(callback, 0); } }
  window.BX24 = {
    init: nothing, ready: nothing, install: nothing,
    installFinish: function () { tell('installFinish'); },
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

/// `/marketplace/app/` shows the installer or the app in a frame; `…/finish` is what `installFinish` calls.
pub(crate) async fn app(world: &Arc<World>, index: usize, path: &str) -> Answer {
    let portal = Portal::new(world, index);
    if path.ends_with("/finish") {
        portal.finish_installation().await;
        return Answer::ok(serde_json::json!({"result": portal.is_installed()}));
    }
    if !portal.with(|portal| portal.installation.present) {
        portal.begin_installation();
    }
    let app = world.app();
    let app_url = app.app_url.as_ref().filter(|_| portal.is_installed());
    let form = portal.frame_form(app_url.unwrap_or(&app.install_url).as_str());
    let fields = form.fields.members().into_iter().map(|(key, value)| {
        format!("<input type=hidden name=\"{}\" value=\"{}\">", escape(&key), escape(&value.text().unwrap_or_default()))
    });
    Answer::html(
        200,
        PAGE.replace("{name}", &escape(&portal.name()))
            .replace("{url}", &escape(&form.url))
            .replace("{fields}", &fields.collect::<String>()),
    )
}

const PAGE: &str = r#"<!doctype html>
<html><head><meta charset="utf-8"><title>{name}</title>
<style>body{margin:0;font:15px system-ui;background:#eef2f4}header{padding:14px 24px;background:#2067b0;color:#fff}
iframe{display:block;width:1280px;max-width:96vw;height:860px;margin:20px auto;border:0;background:#fff}</style></head>
<body><header>{name}</header>
<iframe name="app" title="app"></iframe>
<form id="open" method="post" target="app" action="{url}">{fields}</form>
<script>
window.addEventListener('message', function (message) {
  if (!message.data || message.data.bx24 !== 'installFinish') { return; }
  fetch('/marketplace/app/finish', { method: 'POST' }).then(function () { location.reload(); });
});
document.getElementById('open').submit();
</script></body></html>
"#;

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
