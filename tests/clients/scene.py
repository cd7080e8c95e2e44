"""Lets portals of the simulator install the app and delete things, and prints what clients need to know of them as JSON.

`scene.py NAME` adds the portals NAME, about which clients ask, and NAME-other, and waits until the service has bound their
events and recorded their deletions. The service and the simulator are those of `SERVICE` and `SIMULATOR`; keys are made by the
built binary in the service's folder.
"""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections import Counter

SERVICE = os.environ["SERVICE"]
SIMULATOR = os.environ["SIMULATOR"]
# What is deleted in the portal that clients ask about, and in the other one. An event of messages may have several.
DELETED = {"connector_message": 3, "deal": 5, "lead": 23}
ELSEWHERE = {"lead": 2}
PATIENCE = 60


def ask(method, url, body=None, key=None):
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method)) as answer:
        return json.load(answer)


def key(name, *arguments):
    """A key, as `tombstone api-key create` prints it."""
    command = ["target/debug/tombstone", "api-key", "create", "--name", name, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def eventually(what, holds):
    """Waits until another process has done it."""
    patience = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < patience, f"{what} was due within {PATIENCE} s"
        time.sleep(0.1)


def portal(name, reader):
    """A portal that has installed the app and deletes what it is asked to."""
    member_id = ask("POST", f"{SIMULATOR}/_sim/portals", {"name": name})["member_id"]
    ask("POST", f"{SIMULATOR}/_sim/portals/{name}/install", {"how": "callback"})
    address = f"{SERVICE}/api/v1/portals/{member_id}"
    eventually(f"{name} bound", lambda: ask("GET", address, key=reader)["subscriptions"] is not None)
    return member_id


def delete(name, member_id, things, reader):
    """Deletes things, the leads last. Returns how many deletions of each kind of thing there are then."""
    for kind, count in things.items():
        ask("POST", f"{SIMULATOR}/_sim/portals/{name}/delete", {"kind": kind, "count": count})
    address = f"{SERVICE}/api/v1/portals/{member_id}/deletions?limit=500"

    def counts():
        return Counter(deletion["entity"] for deletion in ask("GET", address, key=reader)["items"])

    eventually(f"{name} recorded", lambda: counts()["crm.lead"] == things["lead"])
    return counts()


name = sys.argv[1]
other = f"{name}-other"
scopes = [part for scope in ("deletions:read", "portals:read", "portals:manage", "webhooks:manage") for part in ("--scope", scope)]
all_portals = key(f"{name}-all", "--all-portals", *scopes)
member_id, other_id = portal(name, all_portals), portal(other, all_portals)
counts = delete(name, member_id, DELETED, all_portals)
delete(other, other_id, ELSEWHERE, all_portals)
print(json.dumps({
    "service": SERVICE,
    "delete": f"{SIMULATOR}/_sim/portals/{name}/delete",
    "member_id": member_id,
    "other_id": other_id,
    "all_portals_key": all_portals,
    "key": key(f"{name}-own", "--portal", member_id, *scopes),
    "narrow_key": key(f"{name}-narrow", "--portal", member_id, "--scope", "portals:read"),
    "leads": counts["crm.lead"],
    "messages": counts["imconnector.message"],
    "deletions": counts.total(),
}))
