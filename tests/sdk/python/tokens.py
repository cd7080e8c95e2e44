"""The authorization server: code exchange, refresh, automatic refresh, and what `app.info` vouches for."""

from datetime import datetime, timedelta, timezone

from b24pysdk import BitrixToken
from b24pysdk.credentials import RenewedOAuth
from support import APP, DOMAIN, SERVER, Portal, check, control, equal, fault

portal = Portal("py-tokens")


def grants():
    return portal.control("", method="GET")["refreshes_granted"]


@check("a code is exchanged for a token pair")
def _():
    oauth = APP.get_oauth_token(portal.control("code")["code"])
    assert isinstance(oauth, RenewedOAuth)
    equal(oauth.portal_domain, portal.domain)
    equal(oauth.server_endpoint, f"https://{SERVER}/rest/")
    equal(oauth.client_endpoint, f"https://{portal.domain}/rest/")
    equal(oauth.user_id, 1)
    assert oauth.oauth_token.expires > datetime.now(timezone.utc) + timedelta(minutes=59)
    equal(BitrixToken.from_oauth(oauth, APP).get_client().profile().value.bitrix_id, 1)


@check("a refresh brings another pair, which works")
def _():
    token = portal.token()
    before = token.auth_token, token.refresh_token
    token.refresh_and_set_oauth_token()
    assert token.auth_token != before[0] and token.refresh_token != before[1]
    equal(token.get_client().profile().value.bitrix_id, 1)


@check("expired_token is followed by a refresh and the same call")
def _():
    token = portal.token()
    portal.control("expire-access-tokens")
    before = grants()
    equal(token.get_client().profile().value.bitrix_id, 1)
    equal(grants(), before + 1)


@check("a token past its time is refreshed before the call")
def _():
    token = portal.token()
    token.expires = datetime.now(timezone.utc) - timedelta(seconds=1)
    before = grants()
    equal(token.get_client().profile().value.bitrix_id, 1)
    equal(grants(), before + 1)


@check("app.info of the authorization server names app, portal and user")
def _():
    oauth = APP.get_oauth_token(portal.control("code")["code"])
    info = BitrixToken.from_oauth(oauth, APP).get_app_info().result
    equal(info.client_id, APP.client_id)
    equal((info.install.member_id, info.install.domain), (oauth.member_id, portal.domain))
    equal(info.install.uri.rstrip("/"), f"https://{portal.domain}")
    assert info.install.installed and oauth.validate_against_app_info(info)
    assert info.expires.tzinfo is not None and info.expires.microsecond == 0


@check("app.info of another portal's token doesn't vouch for this one")
def _():
    other = Portal("py-tokens-other")
    oauth = APP.get_oauth_token(portal.control("code")["code"])
    info = other.token().get_app_info().result
    try:
        oauth.validate_against_app_info(info)
    except RenewedOAuth.ValidationError:
        return
    raise AssertionError("it was taken")


@check("the server's switch for documented samples only leaves expires out")
def _():
    control("switches", {"token_extras": "never"}, "PATCH")
    try:
        APP.get_oauth_token(portal.control("code")["code"])
    except RenewedOAuth.ValidationError as error:
        assert "expires" in str(error), error
        return
    finally:
        control("switches", {"token_extras": "always"}, "PATCH")
    raise AssertionError("it was taken without expires")


@fault(
    "a portal of another authorization server",
    f"codes, refreshes and app.info go to {SERVER}, whatever server_endpoint names (docs/protocol.md 8.2)",
    "BitrixOAuthInvalidGrant",
)
def _():
    east = Portal("py-tokens-east", authority="east")
    oauth = APP.get_oauth_token(east.control("code")["code"])
    equal(oauth.server_endpoint, f"https://east.{DOMAIN}/rest/")
