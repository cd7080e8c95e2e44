"""event.bind, event.get, event.unbind and event.test."""

from b24pysdk import errors
from support import RECEIVER, Portal, check, code_of, delivered, equal, raises, received

portal = Portal("py-events")
HANDLER = f"{RECEIVER}/events"


@check("an event is bound, listed and unbound")
def _():
    client = portal.client()
    equal(client.event.bind("OnCrmLeadDelete", HANDLER).result, True)
    [bound] = client.event.get().values
    equal((bound.event, bound.handler, bound.offline), ("ONCRMLEADDELETE", HANDLER, False))
    equal(client.event.unbind("ONCRMLEADDELETE", HANDLER).value, 1)
    equal(list(client.event.get().values), [])


@check("binding twice is refused")
def _():
    client = portal.client()
    equal(client.event.bind("ONCRMDEALDELETE", HANDLER).result, True)
    error = raises(errors.BitrixAPIBadRequest, lambda: client.event.bind("ONCRMDEALDELETE", HANDLER).result)
    equal(code_of(error), "ERROR_CORE")
    client.event.unbind("ONCRMDEALDELETE", HANDLER).result


@check("an unknown event is not found")
def _():
    client = portal.client()
    error = raises(errors.BitrixAPIBadRequest, lambda: client.event.bind("ONLEADDELETE", HANDLER).result)
    equal(code_of(error), "ERROR_EVENT_NOT_FOUND")


@check("a handler without a dot in its host, or of another scheme, is refused")
def _():
    client = portal.client()
    refused = {"https://localhost/": "ERROR_WRONG_HANDLER_URL", "ftp://a.test/": "ERROR_UNSUPPORTED_PROTOCOL"}
    for handler, code in refused.items():
        error = raises(errors.BitrixAPIBadRequest, lambda: client.event.bind("ONCRMLEADDELETE", handler).result)
        equal(code_of(error), code)


@check("an offline event is bound without a handler")
def _():
    client = portal.client()
    equal(client.event.bind("ONCRMCONTACTDELETE", event_type="offline").result, True)
    [bound] = client.event.get().values
    equal((bound.event, bound.offline), ("ONCRMCONTACTDELETE", True))
    equal(client.event.unbind("ONCRMCONTACTDELETE", event_type="offline").value, 1)


@check("event.test brings ONAPPTEST with what was asked")
def _():
    client = portal.client()
    client.event.bind("ONAPPTEST", HANDLER).result
    received()
    portal.token().call_method("event.test", {"nonce": "n-1"})
    [(path, fields)] = delivered()
    equal((path, fields["event"], fields["data[QUERY][nonce]"]), ("/events", "ONAPPTEST", "n-1"))
