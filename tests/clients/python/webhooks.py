"""Outgoing webhooks: made, received and verified, changed, rotated, delivered again, removed."""

import queue
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer

from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError
from support import ALL_PORTALS, CLIENT, MEMBER_ID, check, delete, equal, given, refused
from tombstone_client.api.webhooks import (
    create_all_webhook,
    create_webhook,
    delete_all_webhook,
    delete_webhook,
    get_webhook,
    get_webhook_delivery,
    list_all_webhooks,
    list_webhook_deliveries,
    list_webhooks,
    redeliver_webhook,
    rotate_webhook_secret,
    test_webhook,
    update_webhook,
)
from tombstone_client.models import (
    CreatedWebhook,
    DeliveryDetail,
    DeliveryPage,
    DeliveryStatus,
    NewWebhook,
    Problem,
    Redelivered,
    Redelivery,
    RotatedSecret,
    TestMessage,
    Webhook,
    WebhookChange,
    WebhookChangeStatus,
    WebhookList,
    WebhookStatus,
)
from tombstone_client.types import Response

PATIENCE = 20
received: queue.Queue[tuple[dict[str, str], bytes]] = queue.Queue()


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        received.put(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nobody reads a log of requests here."""


server = HTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()
URL = f"http://127.0.0.1:{server.server_port}/"


def create(**fields: object) -> CreatedWebhook:
    body = NewWebhook.from_dict({"url": URL, **fields})
    answer = create_webhook.sync_detailed(MEMBER_ID, client=CLIENT, body=body)
    equal(answer.status_code, 201)
    return given(CreatedWebhook, answer)


def remove(webhook_id: str) -> None:
    equal(delete_webhook.sync_detailed(MEMBER_ID, webhook_id, client=CLIENT).status_code, 204)


def eventually(holds: Callable[[], bool]) -> None:
    """Waits until the service has done it."""
    patience = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < patience, "it never came"
        time.sleep(0.05)


@check("standardwebhooks verifies a deletion, and nothing that was changed")
def _() -> None:
    created = create(entities=["crm.deal"])
    assert created.secret, created
    delete("lead")
    delete("deal")
    headers, body = received.get(timeout=PATIENCE)
    message = Verifier(created.secret).verify(body, headers)
    equal((message["type"], message["data"]["entity"]), ("deletion.recorded", "crm.deal"))
    equal(headers["webhook-id"], f"msg_{MEMBER_ID}_{message['data']['id']}")
    try:
        Verifier(created.secret).verify(body + b" ", headers)
    except WebhookVerificationError:
        remove(created.id)
        return
    raise AssertionError("a changed body is verified")


@check("a secret is rotated, and both sign for a day")
def _() -> None:
    created = create()
    rotated = given(RotatedSecret, rotate_webhook_secret.sync_detailed(MEMBER_ID, created.id, client=CLIENT))
    sent = given(TestMessage, test_webhook.sync_detailed(MEMBER_ID, created.id, client=CLIENT))
    headers, body = received.get(timeout=PATIENCE)
    equal(headers["webhook-id"], sent.message_id)
    for secret in (created.secret, rotated.secret):
        assert secret
        equal(Verifier(secret).verify(body, headers)["type"], "webhook.test")
    remove(created.id)


@check("a request with the same Idempotency-Key makes one endpoint")
def _() -> None:
    body = NewWebhook(url=URL, description="once")

    def ask(body: NewWebhook) -> Response[CreatedWebhook | Problem]:
        return create_webhook.sync_detailed(MEMBER_ID, client=CLIENT, body=body, idempotency_key="py-1")

    first, again = given(CreatedWebhook, ask(body)), given(CreatedWebhook, ask(body))
    equal((again.id, again.secret), (first.id, None))
    refused(ask(NewWebhook(url=URL, description="twice")), 422, "idempotency_key_reused")
    listed = given(WebhookList, list_webhooks.sync_detailed(MEMBER_ID, client=CLIENT))
    equal([webhook.id for webhook in listed.items], [first.id])
    remove(first.id)


@check("an endpoint is changed only by whoever knows its version")
def _() -> None:
    created = create()
    version = get_webhook.sync_detailed(MEMBER_ID, created.id, client=CLIENT).headers["ETag"]
    change = WebhookChange(description="mine", status=WebhookChangeStatus.DISABLED)
    answer = update_webhook.sync_detailed(MEMBER_ID, created.id, client=CLIENT, body=change, if_match=version)
    changed = given(Webhook, answer)
    equal((changed.description, changed.status), ("mine", WebhookStatus.DISABLED))
    assert answer.headers["ETag"] != version
    answer = update_webhook.sync_detailed(MEMBER_ID, created.id, client=CLIENT, body=change, if_match=version)
    refused(answer, 412, "webhook_changed")
    refused(test_webhook.sync_detailed(MEMBER_ID, created.id, client=CLIENT), 409, "webhook_disabled")
    remove(created.id)
    refused(get_webhook.sync_detailed(MEMBER_ID, created.id, client=CLIENT), 404, "webhook_not_found")


@check("what was recorded before is delivered again, and each attempt is kept")
def _() -> None:
    created = create()
    message_id = f"msg_{MEMBER_ID}_1"
    answer = redeliver_webhook.sync_detailed(
        MEMBER_ID, created.id, client=CLIENT, body=Redelivery(message_id=message_id)
    )
    equal(given(Redelivered, answer).scheduled, 1)
    equal(received.get(timeout=PATIENCE)[0]["webhook-id"], message_id)

    def delivered() -> list[str]:
        page = given(DeliveryPage, list_webhook_deliveries.sync_detailed(
            MEMBER_ID, created.id, client=CLIENT, status=DeliveryStatus.DELIVERED
        ))
        return [delivery.message_id for delivery in page.items]

    eventually(lambda: delivered() == [message_id])
    detail = given(DeliveryDetail, get_webhook_delivery.sync_detailed(
        MEMBER_ID, created.id, message_id, client=CLIENT
    ))
    equal([attempt.status for attempt in detail.log], [204])
    remove(created.id)


@check("endpoints of all portals are for keys of all portals")
def _() -> None:
    refused(list_all_webhooks.sync_detailed(client=CLIENT), 403, "all_portals_key_required")
    created = given(CreatedWebhook, create_all_webhook.sync_detailed(client=ALL_PORTALS, body=NewWebhook(url=URL)))
    listed = given(WebhookList, list_all_webhooks.sync_detailed(client=ALL_PORTALS))
    equal([webhook.id for webhook in listed.items], [created.id])
    equal(delete_all_webhook.sync_detailed(created.id, client=ALL_PORTALS).status_code, 204)
