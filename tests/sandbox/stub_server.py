"""A sandbox of three tiny accounts, for the tests of the lifecycle: `stub_server.py DIRECTORY`.

Each account remembers what is posted to it. STUB_SANDBOX=broken makes it fail while starting,
STUB_SANDBOX=silent makes it never answer.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.controls import Controls
from sandbox.location import ACCOUNTS
from sandbox.server import serve
from sandbox.store import Store

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp


def account(store: Store) -> ASGIApp:
    async def remember(request: Request) -> Response:
        with store.edit() as data:
            data.setdefault("things", []).append(await request.json())
        return JSONResponse(store.data)

    async def show(_: Request) -> Response:
        return JSONResponse(store.data)

    routes = [Route("/things", remember, methods=["POST"]), Route("/things", show)]
    return Controls(store).wrap(Starlette(routes=routes))


def accounts(directory: Path) -> dict[str, ASGIApp]:
    mood = os.environ.get("STUB_SANDBOX")
    if mood == "broken":
        raise RuntimeError("the emulator is broken")
    if mood == "silent":
        time.sleep(60)
    return {name: account(Store(directory, name)) for name in ACCOUNTS}


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    serve(Path(sys.argv[1]), accounts)
