"""What a portal says about itself, the app and the caller."""

from b24pysdk.constants import B24AppStatus
from support import Portal, check, equal

portal = Portal("py-portal", how="silently", scopes=["crm", "user"], offline_extended=False)


@check("profile is the caller's")
def _():
    for user in portal.users():
        profile = portal.client(user["id"]).profile().value
        equal((profile.bitrix_id, profile.admin), (user["id"], user["admin"]))
        equal((profile.name, profile.last_name), (user["name"], user["last_name"]))


@check("user.admin and user.current")
def _():
    client = portal.client()
    equal(client.user.admin().result, True)
    equal(client.user.current().value.bitrix_id, 1)


@check("app.info of the portal")
def _():
    info = portal.client().app.info().value
    equal((info.code, info.status, info.installed), ("tombstone", B24AppStatus.FREE, True))
    equal((info.payment_expired, info.days, info.language_id), (False, None, "en"))


@check("scope gives what was granted, with full all there is")
def _():
    client = portal.client()
    equal(sorted(client.scope().result), ["crm", "user"])
    everything = client.scope(full=True).result
    assert {"crm", "user", "imconnector", "imopenlines", "imbot", "task"} <= set(everything), everything


@check("feature.get knows the plan")
def _():
    equal(portal.client().feature.get("rest_offline_extended").value.value, False)
    equal(Portal("py-portal-large").client().feature.get("rest_offline_extended").value.value, True)


@check("method.get tells what exists and what may be called")
def _():
    method = portal.client().method.get("event.bind").value
    equal((method.is_existing, method.is_available), (True, True))
    method = portal.client().method.get("no.such.method").value
    equal((method.is_existing, method.is_available), (False, False))


@check("events lists what the granted scopes allow, with a scope only its own")
def _():
    client = portal.client()
    offered = client.events().result
    assert "ONCRMLEADDELETE" in offered and "ONAPPTEST" in offered and "ONTASKDELETE" not in offered, offered
    equal([code for code in client.events(scope="user").result if "CRM" in code], [])


@check("server.time is a time with an offset and without fractions")
def _():
    time = portal.client().server.time().value
    assert time.tzinfo is not None and time.microsecond == 0, time


@check("access.name names who is asked for")
def _():
    names = portal.client().access.name(["U1", "AU"]).value
    assert names, names


@check("the time block has its six fields")
def _():
    time = portal.client().profile().response.time
    assert time.duration >= 0 and time.date_start.microsecond == 0 and time.date_start.tzinfo is not None, time
