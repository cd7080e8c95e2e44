"""What scripts/try-proxies does through a proxy: proxies.py SERVICE SIMULATOR CERTIFICATE KEY.

Each check prints `ok` or `FAIL` with why. Requests come from 127.0.0.9, which the service does not take for its proxy.
"""

import http.client
import json
import re
import socket
import ssl
import sys
import threading
import time
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

SERVICE, SIM, CERTIFICATE, KEY = sys.argv[1:]
CLIENT = "127.0.0.9"
BEARER = {"Authorization": f"Bearer {KEY}"}
TLS = ssl.create_default_context(cafile=CERTIFICATE)
AT_ONCE = 1.0
failures = 0


def ask(method, path, body=None, headers=None, wait=60):
    """An answer of which nothing but the header was read."""
    host = urlsplit(SERVICE)
    connection = http.client.HTTPSConnection(host.hostname, host.port)
    plain = socket.create_connection(("127.0.0.1", host.port), wait, (CLIENT, 0))
    connection.sock = TLS.wrap_socket(plain, server_hostname=host.hostname)
    connection.request(method, path, body, headers or {})
    return connection.getresponse()


def form(path, fields, headers=None):
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return ask("POST", path, urlencode(fields), {**kind, **(headers or {})})


def api(path):
    answer = ask("GET", path, headers=BEARER)
    assert answer.status == 200, answer.status
    return json.load(answer)


def sim(method, path, body=None):
    request = Request(SIM + path, None if body is None else json.dumps(body).encode(), method=method)
    request.add_header("Content-Type", "application/json")
    with urlopen(request, timeout=30) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def until(condition, seconds=20):
    """What the condition is, as soon as it is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError(f"it did not happen within {seconds} s")


def comes(stream, wanted, seconds=20):
    """Reads the stream up to a line that has what is wanted."""
    end = time.monotonic() + seconds
    while line := stream.readline():
        if wanted in line:
            return
        assert time.monotonic() < end, f"{wanted} did not come within {seconds} s"
    raise AssertionError(f"the stream ended before {wanted} came")


def check(name):
    def run(checked):
        global failures
        try:
            said = checked()
        except Exception as error:  # noqa: BLE001 (whatever goes wrong is the check's outcome)
            failures += 1
            print(f"FAIL {name}: {type(error).__name__}: {error}", flush=True)
        else:
            print(f"ok   {name}" + (f": {said}" if said else ""), flush=True)

    return run


def delivered(stream, wanted):
    """How long the next deletion takes until it is in the stream."""
    began = time.monotonic()
    sim("POST", "/_sim/portals/acme/delete", {"kind": "lead", "count": 1})
    comes(stream, wanted)
    took = time.monotonic() - began
    assert took < AT_ONCE, f"{took:.2f} s"
    return f"{1000 * took:.0f} ms after the portal deleted"


@check("a portal installs by its frame")
def _():
    sim("POST", "/_sim/portals", {"name": "acme"})
    said = sim("POST", "/_sim/portals/acme/install", {"how": "frame"})
    assert said["status"] == 200, said
    until(lambda: any(portal["status"] == "active" for portal in api("/api/v1/portals")["items"]))


@check("the installer's page comes in pieces")
def _():
    sim("POST", "/_sim/portals", {"name": "slow"})
    sim("POST", "/_sim/portals/slow/install", {"how": "silently"})
    portal = sim("GET", "/_sim/portals/slow")
    pair = sim("POST", "/_sim/portals/slow/tokens", {"user_id": 1})
    sim("POST", "/_sim/portals/slow/faults", {"on": "*", "fault": {"slow": 1500}, "times": 1})
    began = time.monotonic()
    query = {"DOMAIN": urlsplit(portal["url"]).netloc, "PROTOCOL": 0, "LANG": "en", "APP_SID": "0" * 32}
    answer = form(f"/bitrix24/install?{urlencode(query)}", {
        "AUTH_ID": pair["access"], "AUTH_EXPIRES": 3600, "REFRESH_ID": pair["refresh"],
        "member_id": portal["member_id"], "status": "F", "PLACEMENT": "DEFAULT",
    })
    assert answer.status == 200, answer.status
    answer.read1(65536)
    first = time.monotonic() - began
    answer.read()
    took = time.monotonic() - began
    assert took > first + 1, f"the first piece came after {first:.2f} of {took:.2f} s"
    return f"the first after {1000 * first:.0f} ms, all after {1000 * took:.0f} ms"


@check("a stream of the API delivers at once")
def _():
    stream = ask("GET", "/api/v1/deletions/stream", headers=BEARER)
    assert stream.status == 200, stream.status
    return delivered(stream, b"event: deletion")


@check("the feed ends its wait with what comes")
def _():
    after = api("/api/v1/deletions/feed")["next_after"]
    timer = threading.Timer(2, sim, ("POST", "/_sim/portals/acme/delete", {"kind": "lead", "count": 1}))
    timer.start()
    began = time.monotonic()
    items = api(f"/api/v1/deletions/feed?wait=30&after={after}")["items"]
    took = time.monotonic() - began
    assert items and 2 <= took < 2 + AT_ONCE, (len(items), took)


@check("the feed waits for 30 s, and a silent stream stays open")
def _():
    stream = ask("GET", "/api/v1/deletions/stream?entity=imbot.bot", headers=BEARER, wait=100)
    after = api("/api/v1/deletions/feed")["next_after"]
    began = time.monotonic()
    answer = api(f"/api/v1/deletions/feed?wait=30&after={after}")
    took = time.monotonic() - began
    assert answer["items"] == [] and took >= 29, took
    sim("POST", "/_sim/portals/acme/delete", {"kind": "bot", "count": 1})
    comes(stream, b"event: deletion")


@check("an export ends with its count")
def _():
    lines = ask("GET", "/api/v1/deletions/export?format=ndjson", headers=BEARER).read().splitlines()
    assert json.loads(lines[-1])["end"]["count"] == len(lines) - 1, lines[-1]
    return f"{len(lines) - 1} deletions"


cookies = {}


def page(method, path, fields=None):
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    answer = ask(method, path, headers=headers) if fields is None else form(path, fields, headers | {"Origin": SERVICE})
    for cookie in answer.headers.get_all("Set-Cookie") or []:
        assert "secure" in cookie.lower(), cookie
        name, value = cookie.split(";")[0].split("=", 1)
        cookies[name] = value
    return answer


@check("an operator logs in, by cookies for https alone")
def _():
    csrf = re.search(r'name="csrf" value="([^"]+)"', page("GET", "/admin/login").read().decode())[1]
    fields = {"csrf": csrf, "email": "a@example.com", "password": "not-a-secret-either"}
    answer = page("POST", "/admin/login", fields)
    assert answer.status == 303, answer.status
    assert answer.headers["Location"].removeprefix(SERVICE) == "/admin", answer.headers["Location"]
    assert page("GET", "/admin").status == 200


@check("live rows come at once")
def _():
    stream = page("GET", "/admin/deletions/live")
    assert stream.status == 200, stream.status
    return delivered(stream, b"<tr")


@check("the audit has the client's own address")
def _():
    answer = ask("GET", "/api/v1/portals", headers={"X-Forwarded-For": "198.51.100.7"})
    assert answer.status == 401, answer.status
    form("/admin/login", {"csrf": "x", "email": "a@example.com", "password": "wrong"}, {"X-Forwarded-For": "198.51.100.7"})
    audit = page("GET", "/admin/audit").read().decode()
    assert CLIENT in audit, "it does not name it"
    assert "198.51.100.7" not in audit, "it believes what the client wrote"


@check("a body over 1 MiB is refused as too large")
def _():
    answer = form("/bitrix24/events", {"event": "x" * (1536 * 1024)})
    assert answer.status == 413 and json.load(answer)["code"] == "body_too_large", answer.status
    answer = form("/bitrix24/events", {"event": "x" * (3 * 1024 * 1024)})
    assert answer.status == 413, answer.status


@check("an assistant's program is let in by host and origin")
def _():
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    kind = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream", "Origin": SERVICE}
    answer = ask("POST", "/mcp", json.dumps(call), {**BEARER, **kind})
    assert answer.status == 200, (answer.status, answer.read())


@check("figures and details of health are not public")
def _():
    assert ask("GET", "/metrics").status == 404
    assert json.load(ask("GET", "/health/ready"))["checks"] == []


sys.exit(1 if failures else 0)
