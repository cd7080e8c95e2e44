"""What all subjects use: checks and their lines, portals of the simulator, tokens, what the app received."""

import json
import os
import time
import urllib.request
from urllib.parse import parse_qsl

import redirect  # noqa: F401 (before the SDK looks for any name)
from b24pysdk import BitrixApp, BitrixToken, Config
from b24pysdk.errors import BitrixAPIError

SIM = os.environ["SDK_SIM"]
RECEIVER = os.environ["SDK_RECEIVER"]
DOMAIN = os.environ["SDK_PORTAL_DOMAIN"]
SERVER = os.environ["SDK_SERVER_HOST"]
APP = BitrixApp(client_id=os.environ["SDK_CLIENT_ID"], client_secret=os.environ["SDK_CLIENT_SECRET"])

Config().configure(default_max_retries=1)

checks = []


def check(name):
    """A check: it holds if it raises nothing."""

    def named(run):
        checks.append((name, None, None, run))
        return run

    return named


def fault(name, why, says):
    """What the SDK does wrong by itself: as long as it does, this raises an error that `says` so."""

    def named(run):
        checks.append((name, why, says, run))
        return run

    return named


def run_all():
    """Prints a line for each check; tells whether all is as it should be."""
    failed = 0
    for name, why, says, run in checks:
        try:
            run()
        except Exception as error:  # noqa: BLE001 (whatever goes wrong is the check's outcome)
            text = " ".join(f"{type(error).__name__}: {error}".split())
            if why and says in text:
                print(f"SDK  python {name}: {why}", flush=True)
                continue
            print(f"FAIL python {name}: {text[:300]}", flush=True)
        else:
            if not why:
                print(f"ok   python {name}", flush=True)
                continue
            print(f"FAIL python {name}: the SDK does this right by now", flush=True)
        failed += 1
    return failed == 0


def equal(left, right):
    assert left == right, f"{left!r} is not {right!r}"


def raises(kind, act):
    """The error of exactly this class that `act` raises."""
    try:
        result = act()
    except Exception as error:  # noqa: BLE001 (its class is what is looked at)
        assert type(error) is kind, f"{type(error).__name__} ({error}) came, not {kind.__name__}"
        return error
    raise AssertionError(f"{kind.__name__} was due, but there is {result!r}")


def ask(method, url, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def control(path, body=None, method="POST"):
    """A request to the simulator's own routes."""
    return ask(method, f"{SIM}/_sim/{path}", body if method != "GET" else None)


class Portal:
    """A portal that has the app."""

    def __init__(self, name, how="silently", **spec):
        self.name = name
        control("portals", {"name": name, **spec})
        self.control("install", {"how": how})

    def control(self, path, body=None, method="POST"):
        return control(f"portals/{self.name}/{path}", body or {}, method)

    def users(self):
        return self.control("users", method="GET")["users"]

    @property
    def domain(self):
        return f"{self.name}.{DOMAIN}"

    def token(self, user=1):
        """A token of the SDK, from tokens that the portal hands out."""
        pair = self.control("tokens", {"user_id": user})
        return BitrixToken(
            domain=self.domain, auth_token=pair["access"], refresh_token=pair["refresh"], bitrix_app=APP
        )

    def client(self, user=1):
        return self.token(user).get_client()


def received():
    """What the app has received since the last time: for each POST, its path and its fields as a framework has them."""
    def fields(post):
        return dict(parse_qsl(post["query"]) + parse_qsl(post["body"], keep_blank_values=True))

    return [(post["path"], fields(post)) for post in ask("GET", RECEIVER)]


def delivered():
    """The same, once there is something: events that a call raises come after its answer."""
    patience = time.monotonic() + 10
    while not (posts := received()):
        assert time.monotonic() < patience, "nothing came"
    return posts


def code_of(error):
    return error.error if isinstance(error, BitrixAPIError) else None
