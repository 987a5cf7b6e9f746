"""Pinning a release: its published checksums, all or none, from a site on loopback."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from setpoint.engine.checksums import PLATFORMS
from setpoint.engine.errors import AttemptFailedError
from setpoint.engine.pinning import main, pin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VERSION = "3.276.0"
SUMS = {platform: f"{number:x}" * 64 for number, platform in enumerate(PLATFORMS, 10)}
LINES = [
    *(f"{digest}  pulumi-v{VERSION}-{platform}.tar.gz" for platform, digest in SUMS.items()),
    f"{'0' * 64}  pulumi-v{VERSION}-windows-x64.zip",
]


class Site(ThreadingHTTPServer):
    """The releases' site."""

    text = "\n".join(LINES) + "\n"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == f"/v{VERSION}/pulumi-{VERSION}-checksums.txt"
            self.send_response(200 if found else 404)
            self.end_headers()
            self.wfile.write(made.text.encode() if found else b"")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    made = Site(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    monkeypatch.setattr("setpoint.engine.pinning.RELEASES", f"http://127.0.0.1:{made.server_port}")
    yield made
    made.shutdown()
    made.server_close()


def test_a_release_is_pinned_for_every_platform_and_the_last_one_goes(
    site: Site, tmp_path: Path
) -> None:
    del site
    file = tmp_path / "checksums.json"
    file.write_text('{"releases": {"3.250.0": {"linux-x64": "00"}}}')
    pin(VERSION, file)
    assert json.loads(file.read_text()) == {"releases": {VERSION: SUMS}}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("\n".join(LINES[1:]), f"no SHA-256 of pulumi-v{VERSION}-{PLATFORMS[0]}.tar.gz"),
        (LINES[0].removeprefix("a"), f"no SHA-256 of pulumi-v{VERSION}-{PLATFORMS[0]}.tar.gz"),
        ("<html>Sign in</html>", "no SHA-256 of"),
    ],
)
def test_what_is_not_whole_changes_nothing(
    site: Site, tmp_path: Path, text: str, reason: str
) -> None:
    site.text = text
    file = tmp_path / "checksums.json"
    file.write_text("as it was")
    with pytest.raises(AttemptFailedError, match=reason):
        pin(VERSION, file)
    assert file.read_text() == "as it was"


@pytest.mark.parametrize(
    ("version", "reason"),
    [
        ("3.277.0", "cannot be reached"),
        ("2.0.0", "too old"),
        ("4.0.0", "too new"),
        ("v3.276.0", "no version"),
        ("3.276.0/../3.1.0", "no version"),
    ],
)
def test_a_version_that_will_not_do_is_told(
    site: Site, capsys: pytest.CaptureFixture[str], version: str, reason: str
) -> None:
    del site
    assert main([version]) == 1
    assert reason in capsys.readouterr().err
