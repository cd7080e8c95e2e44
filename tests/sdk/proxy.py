"""A TLS proxy on loopback: passes every connection on as it is, to the simulator.

    proxy.py CERTIFICATE KEY HOST:PORT

Prints the port on which it listens, which is any free one.
"""

import asyncio
import ssl
import sys


async def pump(reader, writer):
    """Passes bytes on until the sender has no more."""
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass  # one side went away; the other is told so by the close
    finally:
        writer.close()


async def main(certificate, key, target):
    host, port = target.rsplit(":", 1)

    async def passed(reader, writer):
        there, back = await asyncio.open_connection(host, int(port))
        await asyncio.gather(pump(reader, back), pump(there, writer))

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    server = await asyncio.start_server(passed, "127.0.0.1", 0, ssl=context)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main(*sys.argv[1:]))
