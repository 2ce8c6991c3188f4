"""A mail server on loopback for the tests: prints its port, keeps what it gets as a Maildir in the
folder named, and ends when its standard input does."""

import asyncio
import os
import sys

from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import SMTP


async def main() -> None:
    loop = asyncio.get_running_loop()
    os.makedirs(os.path.dirname(sys.argv[1]), exist_ok=True)
    handler = Mailbox(sys.argv[1])
    server = await loop.create_server(lambda: SMTP(handler), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
