"""Refusals are problems, which the client has as a type."""

from support import CLIENT, MEMBER_ID, NARROW, OTHER_ID, check, client_with, equal, refused
from tombstone_client.api.deletions import get_deletion, list_deletions, stream_deletions
from tombstone_client.api.portals import get_portal
from tombstone_client.api.webhooks import create_webhook
from tombstone_client.models import NewWebhook, Problem


@check("a key that is none is 401")
def _() -> None:
    stranger = client_with("no-such-key")
    answer = get_portal.sync_detailed(MEMBER_ID, client=stranger)
    refused(answer, 401, "unauthorized")
    equal(answer.headers["WWW-Authenticate"], "Bearer")


@check("a scope that the key lacks is 403")
def _() -> None:
    problem = refused(list_deletions.sync_detailed(MEMBER_ID, client=NARROW), 403, "insufficient_scope")
    equal(problem.type_, "urn:tombstone:problem:insufficient_scope")
    refused(stream_deletions.sync_detailed(MEMBER_ID, client=NARROW), 403, "insufficient_scope")


@check("what is not there, or not for the key, is 404")
def _() -> None:
    refused(get_deletion.sync_detailed(MEMBER_ID, "999999", client=CLIENT), 404, "deletion_not_found")
    refused(get_portal.sync_detailed(OTHER_ID, client=CLIENT), 404, "portal_not_found")


@check("a parameter that is wrong is named")
def _() -> None:
    refused(list_deletions.sync_detailed(MEMBER_ID, client=CLIENT, limit=501), 400, "invalid_parameter", "limit")
    refused(list_deletions.sync_detailed(MEMBER_ID, client=CLIENT, cursor="x"), 400, "invalid_cursor", "cursor")
    # The client itself lets nobody name a parameter that there is not.
    path = list_deletions._get_kwargs(MEMBER_ID)["url"]
    answer = CLIENT.get_httpx_client().get(path, params={"entty": "crm.lead"})
    problem = Problem.from_dict(answer.json())
    equal((answer.status_code, problem.code, problem.parameter), (400, "unknown_parameter", "entty"))


@check("a field that is wrong is named")
def _() -> None:
    body = NewWebhook(url="http://user:secret@127.0.0.1/")
    refused(create_webhook.sync_detailed(MEMBER_ID, client=CLIENT, body=body), 422, "invalid_field", "url")


@check("answers say where the key stands")
def _() -> None:
    answer = get_portal.sync_detailed(MEMBER_ID, client=CLIENT)
    left = [int(answer.headers[f"RateLimit-{name}"]) for name in ("Limit", "Remaining", "Reset")]
    assert left[0] > left[1] >= 0, left
