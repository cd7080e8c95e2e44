"""Batches: keys, references, errors beside results, chunks of fifty."""

from support import RECEIVER, Portal, check, delivered, equal, raises, received

portal = Portal("py-batch", size="large")


def batch(methods, **options):
    return portal.token().call_batch(methods, **options)["result"]


@check("a batch answers under the keys of its commands")
def _():
    result = batch({"who": ("profile", {}), "admin": ("user.admin", {})})["result"]
    equal((result["who"]["ID"], result["admin"]), ("1", True))


@check("a list of commands answers as a list")
def _():
    result = batch([("profile", {}), ("user.admin", {})])["result"]
    equal((result[0]["ID"], result[1]), ("1", True))


@check("a reference to a field of an earlier answer")
def _():
    result = batch({"who": ("profile", {}), "same": ("user.get", {"ID": "$result[who][ID]"})})["result"]
    equal([user["ID"] for user in result["same"]], ["1"])


@check("a reference into a list")
def _():
    commands = {
        "some": ("user.get", {"sort": "ID"}),
        "third": ("user.get", {"ID": "$result[some][2][ID]"}),
    }
    equal([user["ID"] for user in batch(commands)["result"]["third"]], [str(portal.users()[2]["id"])])


@check("a reference to a list")
def _():
    commands = {
        "me": ("user.current", {}),
        "of": ("user.get", {"filter": {"@ID": "$result[me][UF_DEPARTMENT]"}}),
    }
    result = batch(commands)["result"]
    equal([int(user["ID"]) for user in result["of"]], result["me"]["UF_DEPARTMENT"])


@check("a reference inside a longer text")
def _():
    portal.client().event.bind("ONAPPTEST", f"{RECEIVER}/events").result
    received()
    batch({"who": ("profile", {}), "test": ("event.test", {"nonce": "user $result[who][ID], again $result[who][ID]"})})
    [(_, fields)] = delivered()
    equal(fields["data[QUERY][nonce]"], "user 1, again 1")


@check("lists in a batch have totals and what is next")
def _():
    result = batch({"all": ("user.get", {}), "one": ("user.get", {"ID": 1})})
    equal((result["result_total"]["all"], result["result_next"]), (380, {"all": 50}))


@check("errors stand beside results")
def _():
    result = batch({"wrong": ("no.such.method", {}), "who": ("profile", {})})
    equal(result["result_error"]["wrong"]["error"], "ERROR_METHOD_NOT_FOUND")
    equal(result["result"]["who"]["ID"], "1")


@check("halt ends a batch at its first error")
def _():
    result = batch({"wrong": ("no.such.method", {}), "who": ("profile", {})}, halt=True)
    equal((list(result["result_error"]), list(result["result"])), (["wrong"], []))


@check("call_batches cuts 120 commands into three batches")
def _():
    ids = [user["id"] for user in portal.users()][:120]
    commands = {f"u{number}": ("user.get", {"ID": number}) for number in ids}
    result = portal.token().call_batches(commands)["result"]["result"]
    equal([result[f"u{number}"][0]["ID"] for number in ids], [str(number) for number in ids])


@check("client.call_batch takes requests")
def _():
    client = portal.client()
    answer = client.call_batch({"who": client.profile(), "admin": client.user.admin()})
    equal((answer.result.result["who"]["ID"], answer.result.result["admin"]), ("1", True))


@check("more than fifty commands in one batch are refused before they are sent")
def _():
    client = portal.client()
    raises(ValueError, lambda: client.call_batch([client.profile()] * 51).result)
