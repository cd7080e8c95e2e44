"""Lists, filters, one deletion, counts, exports, and what is known of portals."""

import json
from datetime import UTC, datetime, timedelta, timezone

from support import ALL_PORTALS, CLIENT, MEMBER_ID, OTHER_ID, SCENE, check, equal, given
from tombstone_client.api.catalogue import get_catalogue
from tombstone_client.api.deletions import (
    count_all_deletions,
    count_deletions,
    export_deletions,
    get_deletion,
    list_all_deletions,
    list_deletions,
)
from tombstone_client.api.portals import (
    check_portal,
    get_portal,
    get_portal_health,
    list_gaps,
    list_portals,
    probe_portal,
    recover_portal,
)
from tombstone_client.models import (
    Catalogue,
    CountDeletionsBucket,
    Deletion,
    DeletionPage,
    ExportDeletionsFormat,
    Gaps,
    Health,
    ListDeletionsOrder,
    Portal,
    PortalPage,
    PortalStatus,
    Scheduled,
    Source,
    Stats,
)
from tombstone_client.types import UNSET


@check("a walk with cursor shows each deletion once")
def _() -> None:
    ids: list[str] = []
    cursor: str | None = None
    while True:
        answer = list_deletions.sync_detailed(
            MEMBER_ID, client=CLIENT, limit=7, order=ListDeletionsOrder.OLDEST, cursor=cursor or UNSET
        )
        page = given(DeletionPage, answer)
        ids += [deletion.id for deletion in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    equal(ids, [str(number) for number in range(1, SCENE["deletions"] + 1)])


@check("filters take several values, and times with their zone")
def _() -> None:
    berlin = timezone(timedelta(hours=1))
    page = given(DeletionPage, list_deletions.sync_detailed(
        MEMBER_ID,
        client=CLIENT,
        event=["ONCRMLEADDELETE", "ONIMCONNECTORMESSAGEDELETE"],
        source=[Source.LIVE, Source.SPOOLED],
        from_=datetime.now(berlin) - timedelta(days=1),
        to=datetime.now(berlin) + timedelta(days=1),
        limit=500,
    ))
    kinds = [deletion.entity for deletion in page.items]
    equal(kinds.count("crm.lead"), SCENE["leads"])
    equal(kinds.count("imconnector.message"), SCENE["messages"])
    equal(len(kinds), SCENE["leads"] + SCENE["messages"])


@check("one deletion is the one of the list, with its attributes and payload")
def _() -> None:
    listed = given(DeletionPage, list_deletions.sync_detailed(
        MEMBER_ID, client=CLIENT, entity=["imconnector.message"], limit=1
    )).items[0]
    deletion = given(Deletion, get_deletion.sync_detailed(MEMBER_ID, listed.id, client=CLIENT))
    equal(deletion, listed)
    equal((deletion.member_id, deletion.event), (MEMBER_ID, "ONIMCONNECTORMESSAGEDELETE"))
    assert deletion.attributes["connector"] and deletion.payload["data"], deletion
    assert deletion.received_at > datetime.now(UTC) - timedelta(days=1), deletion.received_at
    equal(deletion.source, Source.LIVE)


@check("a list over all portals has those of each")
def _() -> None:
    page = given(DeletionPage, list_all_deletions.sync_detailed(client=ALL_PORTALS, limit=500))
    portals = {deletion.member_id for deletion in page.items}
    assert {MEMBER_ID, OTHER_ID} <= portals, portals
    own = given(DeletionPage, list_all_deletions.sync_detailed(client=CLIENT, limit=500))
    equal({deletion.member_id for deletion in own.items}, {MEMBER_ID})


@check("counts add up")
def _() -> None:
    stats = given(Stats, count_deletions.sync_detailed(
        MEMBER_ID, client=CLIENT, bucket=CountDeletionsBucket.HOUR, entity=["crm.lead"]
    ))
    equal(stats.deletions, SCENE["leads"])
    equal(sum(events.deletions for bucket in stats.items for events in bucket.events), SCENE["leads"])
    everywhere = given(Stats, count_all_deletions.sync_detailed(client=ALL_PORTALS))
    assert everywhere.deletions >= SCENE["deletions"], everywhere.deletions


@check("an export has all, and says so in its last line and its headers")
def _() -> None:
    answer = export_deletions.sync_detailed(MEMBER_ID, client=CLIENT)
    *lines, last = (json.loads(line) for line in given(str, answer).splitlines())
    deletions = [Deletion.from_dict(line) for line in lines]
    equal([int(deletion.id) for deletion in deletions], list(range(1, len(deletions) + 1)))
    equal(last["end"]["count"], len(deletions))
    equal(answer.headers["Tombstone-Count"], str(len(deletions)))
    digests = (last["end"]["first_digest"], last["end"]["last_digest"])
    equal(digests, (deletions[0].digest, deletions[-1].digest))
    equal(digests, tuple(answer.headers[f"Tombstone-{which}-Digest"] for which in ("First", "Last")))


@check("an export is a table as well")
def _() -> None:
    table = given(str, export_deletions.sync_detailed(
        MEMBER_ID, client=CLIENT, format_=ExportDeletionsFormat.CSV, entity=["crm.lead"]
    ))
    equal(len(table.splitlines()), SCENE["leads"] + 1)


@check("portals say how they are")
def _() -> None:
    listed = given(PortalPage, list_portals.sync_detailed(client=CLIENT, status=PortalStatus.ACTIVE))
    equal([portal.member_id for portal in listed.items], [MEMBER_ID])
    portal = given(Portal, get_portal.sync_detailed(MEMBER_ID, client=CLIENT))
    assert portal.deletions >= SCENE["deletions"] and portal.subscriptions, portal
    health = given(Health, get_portal_health.sync_detailed(MEMBER_ID, client=CLIENT))
    equal(len(health.days), 28)
    equal(given(Gaps, list_gaps.sync_detailed(MEMBER_ID, client=CLIENT)).items, [])


@check("what a portal can do at once is scheduled")
def _() -> None:
    for answer in (
        check_portal.sync_detailed(MEMBER_ID, client=CLIENT),
        probe_portal.sync_detailed(MEMBER_ID, client=CLIENT),
        recover_portal.sync_detailed(MEMBER_ID, client=CLIENT),
    ):
        equal((answer.status_code, given(Scheduled, answer).result.value), (202, "scheduled"))


@check("the catalogue has the events")
def _() -> None:
    catalogue = given(Catalogue, get_catalogue.sync_detailed(client=CLIENT))
    leads = [entry for entry in catalogue.items if entry.event == "ONCRMLEADDELETE"]
    equal([entry.entity for entry in leads], ["crm.lead"])
