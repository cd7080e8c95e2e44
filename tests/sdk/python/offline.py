"""The offline queue: read, reserve, clear, set aside."""

from b24pysdk import errors
from b24pysdk.objects.event.offline import OfflineEvent
from support import Portal, check, code_of, equal, fault, raises

count = 0


def filled(deletions, **spec):
    """A portal with that many lead deletions in its offline queue."""
    global count
    count += 1
    portal = Portal(f"py-offline-{count}", **spec)
    portal.client().event.bind("ONCRMLEADDELETE", event_type="offline").result
    portal.control("delete", {"kind": "lead", "count": deletions})
    return portal


@check("event.offline.list reads and changes nothing")
def _():
    client = filled(3).client()
    for _ in range(2):
        rows = client.event.offline.list().result
        equal([row["EVENT_NAME"] for row in rows], ["ONCRMLEADDELETE"] * 3)
    assert all(len(row["MESSAGE_ID"]) == 32 and row["EVENT_DATA"]["FIELDS"]["ID"] for row in rows), rows


@check("event.offline.list goes on behind fifty records")
def _():
    token = filled(120).token()
    rows = token.call_list("event.offline.list", {"order": {"ID": "ASC"}})["result"]
    found = [int(row["ID"]) for row in rows]
    equal((len(found), found), (120, sorted(set(found))))


@check("event.offline.get takes fifty at a time, oldest first")
def _():
    client, sizes = filled(120).client(), []
    while (rows := client.event.offline.get().result["events"]):
        sizes.append(len(rows))
    equal(sizes, [50, 50, 20])


@check("reserved records stay until they are cleared")
def _():
    client = filled(3).client()
    taken = client.event.offline.get(clear=False).result
    equal(len(taken["events"]), 3)
    equal(client.event.offline.get(clear=False).result["events"], [])
    assert client.event.offline.clear(taken["process_id"]).result
    equal(client.event.offline.list().result, [])


@check("some records are cleared by their ids")
def _():
    client = filled(3).client()
    taken = client.event.offline.get(clear=False).result
    assert client.event.offline.clear(taken["process_id"], bitrix_id=[int(taken["events"][0]["ID"])]).result
    equal(len(client.event.offline.list().result), 2)


@check("some records are cleared by their message ids")
def _():
    client = filled(3).client()
    taken = client.event.offline.get(clear=False).result
    message = taken["events"][0]["MESSAGE_ID"]
    assert client.event.offline.clear(taken["process_id"], message_id=[message]).result
    equal(len(client.event.offline.list().result), 2)


@check("records in error come only to who asks for them")
def _():
    client = filled(3).client()
    taken = client.event.offline.get(clear=False).result
    message = taken["events"][0]["MESSAGE_ID"]
    assert client.event.offline.error(taken["process_id"], message_id=[message]).result
    assert client.event.offline.clear(taken["process_id"]).result
    equal(client.event.offline.get().result["events"], [])
    equal([row["MESSAGE_ID"] for row in client.event.offline.get(error=True).result["events"]], [message])


@check("a list in the filter of event.offline.get is refused, a range is not")
def _():
    client = filled(5).client()
    ids = [int(row["ID"]) for row in client.event.offline.list().result]
    error = raises(errors.BitrixAPIBadRequest, lambda: client.event.offline.get(filter={"=ID": ids[:2]}).result)
    equal(code_of(error), "ERROR_ARGUMENT")
    rows = client.event.offline.get(filter={">=ID": ids[1], "<=ID": ids[2]}).result["events"]
    equal([int(row["ID"]) for row in rows], ids[1:3])


@check("a small plan can't reserve")
def _():
    client = filled(1, offline_extended=False).client()
    error = raises(errors.BitrixAPIForbidden, lambda: client.event.offline.get(clear=False).result)
    equal(code_of(error), "WRONG_LICENSE")


@check("only administrators read the queue")
def _():
    portal = filled(1)
    ordinary = next(user["id"] for user in portal.users() if not user["admin"])
    raises(errors.BitrixAPIAccessDenied, lambda: portal.client(ordinary).event.offline.list().result)


@check("records have dates with an offset and without fractions")
def _():
    [row] = filled(1).client().event.offline.list().values
    assert row.timestamp_x.tzinfo is not None and row.timestamp_x.microsecond == 0, row.timestamp_x


@fault(
    "OfflineEvent.message_id",
    "it is read as a number, while MESSAGE_ID is an md5 in hexadecimal digits (docs/protocol.md 8.1)",
    "Cannot convert Bitrix24 value to int",
)
def _():
    [row] = filled(1).client().event.offline.list().values
    assert isinstance(row, OfflineEvent) and row.message_id, "message_id is empty"
