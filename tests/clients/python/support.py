"""What all subjects use: checks and their lines, the scene, clients."""

import json
import os
import urllib.request
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import httpx
from tombstone_client import AuthenticatedClient
from tombstone_client.models import Problem
from tombstone_client.types import Response

SCENE: dict[str, Any] = json.loads(os.environ["SCENE"])
MEMBER_ID: str = SCENE["member_id"]
OTHER_ID: str = SCENE["other_id"]

Kind = TypeVar("Kind")
Check = Callable[[], None]
checks: list[tuple[str, Check]] = []


def client_with(key: str) -> AuthenticatedClient:
    """A client that says so where an answer has a status that the document does not name."""
    return AuthenticatedClient(
        SCENE["service"], key, raise_on_unexpected_status=True, timeout=httpx.Timeout(20)
    )


CLIENT = client_with(SCENE["key"])
ALL_PORTALS = client_with(SCENE["all_portals_key"])
NARROW = client_with(SCENE["narrow_key"])


class Answered(Protocol):
    @property
    def parsed(self) -> object: ...


def check(name: str) -> Callable[[Check], Check]:
    """A check: it holds if it raises nothing."""

    def named(run: Check) -> Check:
        checks.append((name, run))
        return run

    return named


def run_all() -> bool:
    """Prints a line for each check; tells whether all hold."""
    failed = 0
    for name, run in checks:
        try:
            run()
        except Exception as error:  # noqa: BLE001 (whatever goes wrong is the check's outcome)
            text = " ".join(f"{type(error).__name__}: {error}".split())
            print(f"FAIL python {name}: {text[:300]}", flush=True)
            failed += 1
        else:
            print(f"ok   python {name}", flush=True)
    return failed == 0


def equal(left: object, right: object) -> None:
    assert left == right, f"{left!r} is not {right!r}"


def given(kind: type[Kind], response: Answered) -> Kind:
    """The body of an answer, which is of this type."""
    assert isinstance(response.parsed, kind), f"{response.parsed!r} is no {kind.__name__}"
    return response.parsed


def refused(response: Response[Any], status: int, code: str, parameter: str | None = None) -> Problem:
    """The problem of an answer with this status."""
    problem = given(Problem, response)
    equal((response.status_code, problem.status, problem.code), (status, status, code))
    if parameter is not None:
        equal(problem.parameter, parameter)
    return problem


def delete(kind: str, count: int = 1) -> None:
    """Lets the portal delete things."""
    body = json.dumps({"kind": kind, "count": count}).encode()
    headers = {"Content-Type": "application/json"}
    urllib.request.urlopen(urllib.request.Request(SCENE["delete"], body, headers)).close()
