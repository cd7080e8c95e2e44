"""Makes endpoints of outgoing webhooks with a message each, and prints as dictionaries of schemathesis what there is.

The portals are those of `tests/clients/scene.py`, whose output is `SCENE`.
"""

import json
import os
import urllib.request

# What is asked for removes some of them.
ENDPOINTS = 30
# Nobody listens there.
URL = "http://127.0.0.1:9/"

scene = json.loads(os.environ["SCENE"])


def post(path, body):
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {scene['all_portals_key']}"}
    request = urllib.request.Request(f"{scene['service']}/api/v1{path}", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def endpoints(path):
    ids = [post(path, {"url": URL})["id"] for _ in range(ENDPOINTS)]
    for endpoint in ids:
        post(f"{path}/{endpoint}/redeliver", {"message_id": message})
    return ids


message = f"msg_{scene['member_id']}_1"
dictionaries = {
    "portals": [scene["member_id"]],
    "messages": [message],
    "own_webhooks": endpoints(f"/portals/{scene['member_id']}/webhooks"),
    "all_webhooks": endpoints("/webhooks"),
}
for name, values in dictionaries.items():
    print(f"[dictionaries.{name}]\nvalues = {json.dumps(values)}")
