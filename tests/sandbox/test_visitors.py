"""Programs may use the sandbox; pages in a browser may not, over real HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
from starlette.responses import PlainTextResponse

from sandbox.controls import Controls
from sandbox.serving import served
from sandbox.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

FAULT = {"kind": "status", "times": 0}


@pytest.fixture
def api() -> Iterator[httpx.Client]:
    app = Controls(Store(None, "teams")).wrap(PlainTextResponse("here"))
    with served(app) as url, httpx.Client(base_url=url) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/_sandbox/health"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "attacker.example.com"},
        {"Host": "127.0.0.1.attacker.example.com:80"},
        {"Host": "["},
        {"Host": "attacker.example.com@127.0.0.1:80"},
        {"Host": "127.0.0.1#.attacker.example.com"},
        {"Host": "127.0.0.1?attacker.example.com"},
        {"Host": ""},
        {"Origin": "https://attacker.example.com"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_a_page_is_refused(api: httpx.Client, path: str, headers: dict[str, str]) -> None:
    assert api.get(path, headers=headers).status_code == 403
    assert api.post(path, headers=headers, json=FAULT).status_code == 403
    assert api.get("/_sandbox/faults").json() == {"faults": []}


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]:20001"])
def test_a_program_is_served(api: httpx.Client, host: str) -> None:
    assert api.get("/", headers={"Host": host}).text == "here"


def test_what_is_served_here_may_be_looked_at_in_a_browser(api: httpx.Client) -> None:
    origin = str(api.base_url).rstrip("/")
    typed = {"Sec-Fetch-Site": "none"}
    own = {"Origin": origin, "Sec-Fetch-Site": "same-origin"}

    assert (api.get("/", headers=typed).text, api.get("/", headers=own).text) == ("here", "here")


@pytest.mark.parametrize("control", ["faults", "tokens/revoke"])
@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_a_control_takes_json_alone(api: httpx.Client, control: str, kind: str) -> None:
    """A page's simple post has one of these types, and asks nobody before."""
    answer = api.post(
        f"/_sandbox/{control}", content='{"kind": "status"}', headers={"Content-Type": kind}
    )

    assert answer.status_code == 415
    assert api.get("/_sandbox/faults").json() == {"faults": []}


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*b", "(.*)*c", "^(([a-z])+.)+[A-Z]([a-z])+$"])
def test_a_pattern_takes_no_longer_than_the_path(api: httpx.Client, pattern: str) -> None:
    api.post("/_sandbox/faults", json={**FAULT, "path": pattern})

    assert api.get("/" + "a" * 2_000 + "!", timeout=60)  # a pattern that goes back takes years


@pytest.mark.parametrize("pattern", ["(", "a" * 2_000, "(?=a)", "(a){1000}{1000}", "\\1"])
def test_a_pattern_that_is_none_is_told(api: httpx.Client, pattern: str) -> None:
    answer = api.post("/_sandbox/faults", json={**FAULT, "path": pattern})

    assert answer.status_code == 400
    assert "path is" in answer.json()["error"]


@pytest.mark.parametrize("after", ["9" * 5_000, "-1", "x", "²"])
def test_an_odd_number_of_a_request_is_told(api: httpx.Client, after: str) -> None:
    answer = api.get("/_sandbox/requests", params={"after": after})

    assert (answer.status_code, "number of a request" in answer.text) == (400, True)


def test_a_token_that_is_no_text_is_revoked_like_any(api: httpx.Client) -> None:
    typed = {"Content-Type": "application/json"}
    answer = api.post("/_sandbox/tokens/revoke", content=rb'{"token": "\ud800"}', headers=typed)

    assert answer.status_code == 204
