"""A proxy that the environment names keeps nobody from loopback."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from starlette.responses import PlainTextResponse

from sandbox.loopback import without_proxy
from sandbox.serving import served

_PROGRAM = "import sys, httpx; print(httpx.Client().get(sys.argv[1]).text)"


@pytest.mark.parametrize(
    "proxy",
    [
        {"HTTP_PROXY": "http://127.0.0.1:9"},
        {"http_proxy": "http://127.0.0.1:9", "no_proxy": "example.com"},
        {"ALL_PROXY": "socks5://127.0.0.1:9"},
        {"all_proxy": "socks5h://x.example", "NO_PROXY": "::1,fe80::/10"},
    ],
    ids=str,
)
def test_loopback_is_reached(proxy: dict[str, str]) -> None:
    variables = {**os.environ, **proxy}
    without_proxy(variables)
    with served(PlainTextResponse("here")) as url:
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, url],
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.stdout == "here\n", done.stderr
