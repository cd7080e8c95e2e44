"""Every error of docs/protocol.md 3.7 comes as the SDK's class for it."""

from b24pysdk import errors
from b24pysdk.errors import oauth
from support import APP, Portal, check, code_of, control, equal, raises

portal = Portal("py-errors")

# Where the SDK has no class for a code, it raises the one of the status.
OF_PORTALS = {
    "NO_AUTH_FOUND": oauth.BitrixOAuthNoAuthFound,
    "invalid_token": errors.BitrixAPIInvalidToken,
    "ERROR_OAUTH": errors.BitrixAPIErrorOAuth,
    "NOT_INSTALLED": oauth.BitrixOAuthNotInstalled,
    "APPLICATION_NOT_FOUND": errors.BitrixAPIApplicationNotFound,
    "authorization_error": errors.BitrixAPIAuthorizationError,
    "PAYMENT_REQUIRED": errors.BitrixAPIPaymentRequired,
    "METHOD_CONFIRM_WAITING": errors.BitrixAPIMethodConfirmWaiting,
    "METHOD_CONFIRM_DENIED": errors.BitrixAPIMethodConfirmDenied,
    "INVALID_CREDENTIALS": errors.BitrixAPIInvalidCredentials,
    "insufficient_scope": errors.BitrixAPIInsufficientScope,
    "ACCESS_DENIED": errors.BitrixAPIAccessDenied,
    "user_access_error": errors.BitrixAPIUserAccessError,
    "WRONG_AUTH_TYPE": errors.BitrixAPIWrongAuthType,
    "WRONG_LICENSE": errors.BitrixAPIForbidden,
    "ERROR_EVENT_NOT_FOUND": errors.BitrixAPIBadRequest,
    "ERROR_CORE": errors.BitrixAPIBadRequest,
    "ERROR_ARGUMENT": errors.BitrixAPIBadRequest,
    "ERROR_METHOD_NOT_FOUND": errors.BitrixAPINotFound,
    "ERROR_BATCH_LENGTH_EXCEEDED": errors.BitrixAPIBadRequest,
    "ERROR_BATCH_METHOD_NOT_ALLOWED": errors.BitrixAPIMethodNotAllowed,
    "INVALID_REQUEST": errors.BitrixAPIInvalidRequest,
    "QUERY_LIMIT_EXCEEDED": errors.BitrixAPIQueryLimitExceeded,
    "OPERATION_TIME_LIMIT": errors.BitrixAPIOperationTimeLimit,
    "OVERLOAD_LIMIT": errors.BitrixAPIOverloadLimit,
    "PORTAL_DELETED": errors.BitrixAPIPortalDeleted,
    "INTERNAL_SERVER_ERROR": errors.BitrixAPIInternalServerError,
    "ERROR_UNEXPECTED_ANSWER": errors.BitrixAPIErrorUnexpectedAnswer,
}

OF_THE_SERVER = {
    "invalid_request": oauth.BitrixOAuthInvalidRequest,
    "invalid_client": oauth.BitrixOAuthInvalidClient,
    "wrong_client": oauth.BitrixOauthWrongClient,
    "invalid_grant": oauth.BitrixOAuthInvalidGrant,
    "bad_verification_code": errors.BitrixAPIBadRequest,
    "INVALID_SCOPE": oauth.BitrixOAuthInvalidScope,
    "insufficient_scope": oauth.BitrixOAuthInsufficientScope,
    "PAYMENT_REQUIRED": errors.BitrixAPIPaymentRequired,
    "NOT_INSTALLED": oauth.BitrixOAuthNotInstalled,
    "INTERNAL_SERVER_ERROR": errors.BitrixAPIInternalServerError,
}

# Pages of proxies, which are no JSON.
OF_PROXIES = {
    403: errors.BitrixResponse403JSONDecodeError,
    404: errors.BitrixResponseJSONDecodeError,
    429: errors.BitrixResponseJSONDecodeError,
    451: errors.BitrixResponseJSONDecodeError,
    500: errors.BitrixResponse500JSONDecodeError,
}


def call():
    return portal.client().profile().result


def refresh():
    return APP.refresh_oauth_token("a-token-that-nobody-gave")


def struck(where, on, fault, kind, act):
    where("faults", {"on": on, "fault": fault, "times": 1})
    return raises(kind, act)


def of_portals(code, kind):
    error = struck(portal.control, "profile", {"error": {"code": code}}, kind, call)
    equal(code_of(error), code)


def of_the_server(code, kind):
    error = struck(control, "oauth/token", {"error": {"code": code}}, kind, refresh)
    equal(error.error, code)


for code, kind in OF_PORTALS.items():
    check(f"{code} of a portal")(lambda code=code, kind=kind: of_portals(code, kind))
for code, kind in OF_THE_SERVER.items():
    check(f"{code} of the authorization server")(lambda code=code, kind=kind: of_the_server(code, kind))
for status, kind in OF_PROXIES.items():
    check(f"a page with {status}")(
        lambda status=status, kind=kind: struck(portal.control, "profile", {"status": status}, kind, call)
    )


@check("a busy portal is asked again")
def _():
    token = portal.token()
    portal.control("faults", {"on": "profile", "fault": {"error": {"code": "QUERY_LIMIT_EXCEEDED"}}, "times": 2})
    answer = token.call_method("profile", max_retries=3, initial_retry_delay=0.01, retry_delay_increment=0)
    equal(answer["result"]["ID"], "1")


@check("expired_token without a refresh token")
def _():
    token = portal.token()
    token.refresh_token = None
    portal.control("expire-access-tokens")
    raises(errors.BitrixAPIExpiredToken, lambda: token.get_client().profile().result)


@check("expired_token with a dead refresh token")
def _():
    token = portal.token()
    portal.control("expire-access-tokens")
    portal.control("kill-refresh-tokens")
    raises(oauth.BitrixOAuthInvalidGrant, lambda: token.get_client().profile().result)


@check("a code that was used, and a client that nobody knows")
def _():
    code = portal.control("code")["code"]
    APP.get_oauth_token(code)
    raises(oauth.BitrixOAuthInvalidGrant, lambda: APP.get_oauth_token(code))
    stranger = type(APP)(client_id="local.stranger", client_secret=APP.client_secret)
    raises(oauth.BitrixOauthWrongClient, lambda: stranger.get_oauth_token("any"))
    forgetful = type(APP)(client_id=APP.client_id, client_secret="wrong")
    raises(oauth.BitrixOAuthInvalidClient, lambda: forgetful.get_oauth_token("any"))


@check("a method outside the app's scopes")
def _():
    client = Portal("py-errors-scope", scopes=["crm"]).client()
    raises(errors.BitrixAPIInsufficientScope, lambda: client.user.get().result)


@check("feature.get without a code, and a method that is not there")
def _():
    token = portal.token()
    error = raises(errors.BitrixAPIBadRequest, lambda: token.call_method("feature.get"))
    equal(code_of(error), "CODE_EMPTY")
    raises(errors.BitrixAPINotFound, lambda: token.call_method("no.such.method"))


@check("a portal that is gone, unpaid, without the app, or without the user")
def _():
    gone = Portal("py-errors-gone")
    client = gone.client()
    gone.control("switches", {"deleted": True}, "PATCH")
    raises(errors.BitrixAPIPortalDeleted, lambda: client.profile().result)
    unpaid = Portal("py-errors-unpaid")
    client = unpaid.client()
    unpaid.control("paid", {"paid": False})
    raises(errors.BitrixAPIPaymentRequired, lambda: client.profile().result)
    removed = Portal("py-errors-removed")
    client = removed.client()
    removed.control("uninstall")
    raises(errors.BitrixAPIErrorOAuth, lambda: client.profile().result)
    dismissed = Portal("py-errors-dismissed")
    somebody = dismissed.users()[1]["id"]
    client = dismissed.client(somebody)
    client.profile().result
    dismissed.control(f"users/{somebody}", {"active": False}, "PATCH")
    raises(errors.BitrixAPIAuthorizationError, lambda: client.profile().result)
