// The stand-in for the library at //api.bitrix24.com/api/v1/ (docs/protocol.md 8.4).
//
// As the real one, it knows its portal by the frame's name, DOMAIN|PROTOCOL|APP_SID, and talks to the page around it
// in texts: COMMAND:PARAMETERS:CALLBACK:APP_SID one way, CALLBACK:ANSWER the other. Nothing happens outside a frame.
(function () {
  var name = (window.name || '').split('|');
  var session = name[2];
  var origin = 'http' + (name[1] === '1' ? 's' : '') + '://' + (name[0] || '').replace(/:(80|443)$/, '');
  var callbacks = {}, last = 0, data = null, waiting = [];

  function send(command, parameters, callback) {
    if (!session || window.parent === window) { return; }
    var key = '';
    if (typeof callback === 'function') { key = 'callback' + (last += 1); callbacks[key] = callback; }
    var text = parameters ? JSON.stringify(parameters) : '';
    window.parent.postMessage([command, text, key, session].join(':'), origin);
  }

  window.addEventListener('message', function (message) {
    if (message.origin !== origin || message.source !== window.parent || typeof message.data !== 'string') { return; }
    var at = message.data.indexOf(':'), callback = callbacks[message.data.slice(0, at)];
    if (callback) { callback(JSON.parse(message.data.slice(at + 1) || '[]')); }
  });

  function later(callback) { if (typeof callback === 'function') { setTimeout(callback, 0); } }

  function keep(auth) {
    data.AUTH_ID = auth.AUTH_ID;
    data.REFRESH_ID = auth.REFRESH_ID;
    data.EXPIRES = Date.now() + auth.AUTH_EXPIRES * 1000;
  }

  function getAuth() {
    if (!data || data.EXPIRES < Date.now()) { return false; }
    return {
      access_token: data.AUTH_ID, refresh_token: data.REFRESH_ID, expires_in: data.EXPIRES,
      domain: data.DOMAIN, member_id: data.MEMBER_ID
    };
  }

  send('getInitData', {}, function (answer) {
    data = answer;
    keep(answer);
    // An app that is installed has nothing to finish.
    if (!answer.INSTALL) { window.BX24.installFinish = function () {}; }
    waiting.splice(0).forEach(later);
  });

  window.BX24 = {
    init: function (callback) { if (data) { later(callback); } else { waiting.push(callback); } },
    ready: later,
    install: function () {},
    installFinish: function () { send('setInstallFinish', {}); },
    getAuth: getAuth,
    refreshAuth: function (callback) {
      send('refreshAuth', {}, function (answer) { keep(answer); later(function () { callback(getAuth()); }); });
    },
    placement: { info: function () { return { placement: data.PLACEMENT, options: data.PLACEMENT_OPTIONS }; } },
    reloadWindow: function (callback) { send('reloadWindow', {}, callback); },
    resizeWindow: function (width, height, callback) { send('resizeWindow', { width: width, height: height }, callback); },
    fitWindow: function (callback) { send('resizeWindow', { width: '100%', height: document.body.scrollHeight }, callback); },
    setTitle: function (title, callback) { send('setTitle', { title: title }, callback); },
    scrollParentWindow: function (scroll, callback) { send('setScroll', { scroll: scroll }, callback); },
    isAdmin: function () { return !!data && data.IS_ADMIN; },
    getLang: function () { return data ? data.LANG : false; },
    getDomain: function () { return (name[0] || '').replace(/:(80|443)$/, ''); }
  };
}());
