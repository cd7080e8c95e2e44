"""The feed and the stream: from the beginning, onward, and with what is recorded while one waits."""

import json
from collections.abc import Generator

from support import ALL_PORTALS, CLIENT, MEMBER_ID, OTHER_ID, SCENE, check, delete, equal, given
from tombstone_client.api.deletions import pull_all_deletions, pull_deletions, stream_deletions
from tombstone_client.models import Deletion, FeedPage
from tombstone_client.types import UNSET


def caught_up(after: str, limit: int) -> tuple[list[str], str]:
    """The ids of everything that the feed has after a position, and where it ends."""
    ids: list[str] = []
    while True:
        page = given(FeedPage, pull_deletions.sync_detailed(MEMBER_ID, client=CLIENT, after=after, limit=limit))
        ids += [deletion.id for deletion in page.items]
        if page.next_after == after:
            return ids, after
        after = page.next_after


@check("the feed has everything from 0, and waits for what is new")
def _() -> None:
    ids, after = caught_up("0", 9)
    equal(ids, [str(number) for number in range(1, len(ids) + 1)])
    assert len(ids) >= SCENE["deletions"], ids
    delete("lead")
    news = given(FeedPage, pull_deletions.sync_detailed(MEMBER_ID, client=CLIENT, after=after, wait=15))
    equal([deletion.id for deletion in news.items], [str(len(ids) + 1)])
    equal(news.next_after, news.items[0].id)


@check("the feed over all portals goes on from its positions")
def _() -> None:
    seen: set[tuple[str, str]] = set()
    after = "0"
    while True:
        page = given(FeedPage, pull_all_deletions.sync_detailed(client=ALL_PORTALS, after=after, limit=11))
        new = {(deletion.member_id, deletion.id) for deletion in page.items}
        assert not new & seen, new & seen
        seen |= new
        if page.next_after == after:
            break
        after = page.next_after
    assert {(MEMBER_ID, "1"), (OTHER_ID, "1")} <= seen


def events(last_event_id: str | None, entity: list[str] | None = None) -> Generator[dict[str, str], None, None]:
    """The stream's events. What is generated reads an answer to its end, which a stream does not have."""
    request = stream_deletions._get_kwargs(
        MEMBER_ID, last_event_id=last_event_id or UNSET, entity=entity if entity is not None else UNSET
    )
    with CLIENT.get_httpx_client().stream(**request) as answer:
        equal((answer.status_code, answer.headers["Content-Type"]), (200, "text/event-stream"))
        event: dict[str, str] = {}
        for line in answer.iter_lines():
            name, separator, value = line.partition(": ")
            if separator and name:
                event[name] = value
            elif not line and "data" in event:
                yield event
                event = {}


def deletion_of(event: dict[str, str]) -> Deletion:
    equal(event["event"], "deletion")
    deletion = Deletion.from_dict(json.loads(event["data"]))
    equal(deletion.id, event["id"])
    return deletion


@check("a stream is resumed with Last-Event-ID, and shows what is new")
def _() -> None:
    stream = events(None)
    ready = next(stream)
    equal((ready["event"], json.loads(ready["data"])["id"]), ("ready", ready["id"]))
    delete("lead")
    first = deletion_of(next(stream))
    delete("deal", 2)
    missed = [deletion_of(next(stream)) for _ in range(2)]
    stream.close()
    again = events(first.id)
    equal(next(again)["event"], "ready")
    equal([deletion_of(next(again)) for _ in range(2)], missed)
    again.close()
    filtered = events("0", ["imconnector.message"])
    equal(next(filtered)["event"], "ready")
    equal(deletion_of(next(filtered)).entity, "imconnector.message")
    filtered.close()
