"""A portal that was renamed: its old address answers 302 to the new one."""

from support import DOMAIN, Portal, check, equal


@check("a renamed portal is followed to its new address")
def _():
    portal = Portal("py-moved")
    token = portal.token()
    portal.control("rename", {"to": "py-moved-on"})
    equal(token.get_client().profile().value.bitrix_id, 1)
    equal(token.domain, f"py-moved-on.{DOMAIN}")
