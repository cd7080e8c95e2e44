"""user.get over 380 people, by every helper that the SDK has for lists."""

from b24pysdk.objects.user import User
from support import Portal, check, equal

portal = Portal("py-users", size="large")
EVERYBODY = [user["id"] for user in portal.users()]


def ids(rows):
    return [int(row["ID"]) for row in rows]


@check("there are 380 people")
def _():
    equal(len(EVERYBODY), 380)


@check("call_method, page by page")
def _():
    token, found, start = portal.token(), [], 0
    while start is not None:
        page = token.call_method("user.get", {"start": start, "sort": "ID", "order": "ASC"})
        equal(page["total"], 380)
        assert len(page["result"]) <= 50
        found += ids(page["result"])
        start = page.get("next")
    equal(found, EVERYBODY)


@check("call_list")
def _():
    equal(ids(portal.token().call_list("user.get", {"sort": "ID", "order": "ASC"})["result"]), EVERYBODY)


@check("call_list with a limit")
def _():
    equal(ids(portal.token().call_list("user.get", {"sort": "ID"}, limit=120)["result"]), EVERYBODY[:120])


@check("call_list from a start on")
def _():
    equal(ids(portal.token().call_list("user.get", {"sort": "ID", "start": 50})["result"]), EVERYBODY[50:])


@check("call_list by ids")
def _():
    wanted = EVERYBODY[3:110]
    found = portal.token().call_list("user.get", {"filter": {"@ID": wanted}})["result"]
    equal(sorted(ids(found)), wanted)


@check("call_list_fast, both ways, and with a limit")
def _():
    token = portal.token()
    equal(ids(token.call_list_fast("user.get")["result"]), EVERYBODY)
    equal(ids(token.call_list_fast("user.get", descending=True)["result"]), EVERYBODY[::-1])
    equal(ids(token.call_list_fast("user.get", limit=173)["result"]), EVERYBODY[:173])


@check("call_list_fast by ids")
def _():
    wanted = EVERYBODY[7:140]
    equal(ids(portal.token().call_list_fast("user.get", {"filter": {"@ID": wanted}})["result"]), wanted)


@check("client.user.get, as_list and as_list_fast")
def _():
    client = portal.client()
    first = client.user.get(sort="ID", order="ASC")
    equal([user.bitrix_id for user in first.values], EVERYBODY[:50])
    equal((first.response.total, first.response.next), (380, 50))
    equal([user.bitrix_id for user in client.user.get(sort="ID").as_list().values], EVERYBODY)
    equal([user.bitrix_id for user in client.user.get().as_list_fast().values], EVERYBODY)


@check("a filter by ACTIVE")
def _():
    portal.control(f"users/{EVERYBODY[9]}", {"active": False}, "PATCH")
    found = portal.token().call_list("user.get", {"filter": {"ACTIVE": "N"}})["result"]
    equal(ids(found), [EVERYBODY[9]])
    equal(len(portal.token().call_list("user.get", {"filter": {"ACTIVE": True}})["result"]), 379)


@check("sort and order")
def _():
    page = portal.token().call_method("user.get", {"sort": "LAST_NAME", "order": "DESC"})["result"]
    names = [user["LAST_NAME"] for user in page]
    equal(names, sorted(names, reverse=True))


@check("user.search")
def _():
    user = portal.users()[5]
    found = portal.client().user.search(filter={"NAME": user["name"], "LAST_NAME": user["last_name"]}).values
    assert user["id"] in [person.bitrix_id for person in found], found


@check("User.objects")
def _():
    people = User.objects.using(client=portal.client()).all()
    equal(len(people), 380)
    equal([user.bitrix_id for user in people.as_fast()], EVERYBODY)
    equal([user.bitrix_id for user in people.from_pks(EVERYBODY[100:170])], EVERYBODY[100:170])
    equal([user.bitrix_id for user in people.limit(60)], EVERYBODY[:60])
