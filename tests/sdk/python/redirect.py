"""Leads the names of portals and of the authorization server to the proxy; every other name is unknown here.

The SDK stays as it is: it resolves names by `socket.getaddrinfo`, and takes the port from there as well.
"""

import os
import socket

PROXY = ("127.0.0.1", int(os.environ["SDK_PROXY_PORT"]))
SERVER = os.environ["SDK_SERVER_HOST"]
DOMAIN = os.environ["SDK_PORTAL_DOMAIN"]

resolve = socket.getaddrinfo


def redirected(host, port, *rest, **named):
    name = host.decode() if isinstance(host, bytes) else host
    if name == SERVER or name.endswith("." + DOMAIN):
        return resolve(*PROXY, *rest, **named)
    if name == "127.0.0.1":
        return resolve(host, port, *rest, **named)
    raise socket.gaierror(socket.EAI_NONAME, f"{name} is not part of the test")


socket.getaddrinfo = redirected
