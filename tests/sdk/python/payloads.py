"""Every event that the simulator sends, and the frame's fields, as the SDK's own classes read them."""

from b24pysdk.credentials import OAuthEventData, OAuthPlacementData
from support import APP, RECEIVER, Portal, check, control, equal, received

HANDLER = f"{RECEIVER}/events"
portal = Portal("py-payloads")


def bind(portal, codes):
    client = portal.client()
    for code in codes:
        equal(client.event.bind(code, HANDLER).result, True)


def parsed(post):
    """The event as the SDK reads it; whatever it is about, it names this portal and the app's secret."""
    path, fields = post
    event = OAuthEventData.from_dict(fields)
    summary = portal.control("", method="GET")
    equal(event.auth.member_id, summary["member_id"])
    equal(event.auth.application_token, summary["application_token"])
    equal(event.auth.portal_domain, portal.domain)
    return path, event


@check("every event of every deletion")
def _():
    offered = portal.client().events().result
    bind(portal, [code for code in offered if code.endswith(("DELETE", "DELETED", "UNREGISTER", "DELETE_147"))])
    received()
    for kind in control("", method="GET")["kinds"]:
        portal.control("delete", {"kind": kind})
    seen = {}
    for post in received():
        _, event = parsed(post)
        assert event.event_handler_id > 0 and event.data is not None, event
        assert event.is_system or event.auth.oauth_token.expires_in > 0, event
        seen[event.event] = event
    assert len(seen) >= 37, sorted(seen)
    equal(seen["ONIMCONNECTORLINEDELETE"].data.isdigit(), True)
    assert seen["ONCRMLEADDELETE"].data["FIELDS"]["ID"].isdigit()
    assert seen["ONIMCONNECTORMESSAGEDELETE"].data["MESSAGES"][0]["im"]["message_id"].isdigit()


@check("an event without tokens, as an automation raises it")
def _():
    portal.control("switches", {"without_tokens": True}, "PATCH")
    received()
    portal.control("delete", {"kind": "lead"})
    portal.control("switches", {"without_tokens": False}, "PATCH")
    [(_, event)] = map(parsed, received())
    assert event.is_system and event.auth.user_id is None, event


@check("app.info vouches for an event")
def _():
    received()
    portal.control("delete", {"kind": "lead"})
    [(_, event)] = map(parsed, received())
    assert event.validate_against_app_info(event.get_app_info(APP))


@check("the life of an installation, from ONAPPINSTALL to ONAPPUNINSTALL")
def _():
    global portal
    before, portal = portal, Portal("py-payloads-life")
    received()
    try:
        portal.control("install", {"how": "callback"})
        [(path, event)] = map(parsed, received())
        equal((path, event.event), ("/bitrix24/install", "ONAPPINSTALL"))
        assert event.auth.oauth_token.refresh_token, "ONAPPINSTALL brings a pair"
        codes = ["ONAPPPAYMENT", "ONAPPTEST", "ONAPPUPDATE", "ONAPPUNINSTALL", "ONOFFLINEEVENT"]
        bind(portal, codes)
        portal.control("paid", {"paid": False})
        portal.control("paid", {"paid": True})
        portal.client().event.bind("ONCRMLEADDELETE", event_type="offline").result
        portal.control("delete", {"kind": "lead"})
        equal([parsed(post)[1].event for post in received()], ["ONAPPPAYMENT", "ONOFFLINEEVENT"])
        portal.control("user-ready")
        [(path, event)] = map(parsed, received())
        equal((path, event.event), ("/bitrix24/install", "ONAPPUSERREADY"))
        assert event.data["access_token"] and event.data["refresh_token"], event.data
        portal.control("confirm-method", {"method": "user.get", "confirmed": True})
        [(_, event)] = map(parsed, received())
        equal((event.event, event.is_system, event.data["METHOD"]), ("ONAPPMETHODCONFIRM", True, "user.get"))
        portal.control("update")
        [(_, event)] = map(parsed, received())
        equal((event.event, event.data["PREVIOUS_VERSION"]), ("ONAPPUPDATE", "1.0.0"))
        bind(portal, codes)
        portal.control("uninstall", {"clean": True})
        [(_, event)] = map(parsed, received())
        equal((event.event, event.is_system, event.data["CLEAN"]), ("ONAPPUNINSTALL", True, "1"))
    finally:
        portal = before


@check("the frame's fields")
def _():
    received()
    portal.control("open")
    [(path, fields)] = received()
    placement = OAuthPlacementData.from_dict(fields)
    equal((path, placement.domain, placement.protocol.name), ("/bitrix24/app", portal.domain, "HTTPS"))
    assert placement.validate_against_app_info(placement.get_app_info(APP))
    equal(placement.oauth_token.expires_in, 3600)
