"""Requests: tried again where that is safe, paced as Sentry asks, refused in sentences."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from providers.plugin import PluginError
from providers.sentry_alerting.client import ATTEMPTS, Client
from providers.sentry_alerting.pacing import Pace, retry_after
from providers.sentry_alerting.refusals import RefusedError, UnansweredError, refusal
from providers.sentry_alerting.settings import Settings, api_root, read_settings
from tests.providers.sentry_alerting.server import TOKEN

if TYPE_CHECKING:
    from providers.sentry_alerting.account import Account
    from tests.providers.sentry_alerting.server import SentryServer

DETECTORS = "organizations/acme/detectors/"
WORKFLOWS = "organizations/acme/workflows/"


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("providers.sentry_alerting.pacing._FIRST_PAUSE", 0.01)


def test_a_token_never_shows(account: Account, sentry: SentryServer) -> None:
    answer = {"detail": f"the token {TOKEN} is wrong"}
    sentry.fault(kind="status", status=400, body=answer)
    with pytest.raises(RefusedError) as caught:
        account.client.get(DETECTORS)
    assert TOKEN not in str(caught.value)
    assert TOKEN not in repr(account.settings)


@pytest.mark.parametrize("kind", ["cut-before", "cut-after", "truncate"])
def test_a_question_is_asked_again(kind: str, account: Account, sentry: SentryServer) -> None:
    account.client.get(DETECTORS)
    sentry.fault(kind=kind, times=ATTEMPTS - 1)
    assert isinstance(account.client.get(DETECTORS), list)


def test_a_create_is_not_sent_again_once_it_may_have_arrived(
    account: Account, sentry: SentryServer
) -> None:
    sentry.fault(kind="status", status=500, method="POST", times=5)
    with pytest.raises(UnansweredError, match="500"):
        account.client.post(WORKFLOWS, {"name": "a"})
    assert len(sentry.requests("POST")) == 1


def test_a_create_refused_by_429_is_sent_again(account: Account, sentry: SentryServer) -> None:
    sentry.fault(kind="status", status=429, method="POST", times=3)
    assert account.client.post(WORKFLOWS, {"name": "a"})["id"]


def test_retry_after_is_honoured(account: Account, sentry: SentryServer) -> None:
    sentry.fault(kind="status", status=429, headers={"Retry-After": "1"}, times=1)
    begin = time.monotonic()
    account.client.get(DETECTORS)
    assert time.monotonic() - begin >= 1


def test_it_gives_up_in_the_end(account: Account, sentry: SentryServer) -> None:
    sentry.fault(kind="status", status=502, times=0)
    with pytest.raises(UnansweredError, match="502"):
        account.client.get(DETECTORS)
    assert len(sentry.requests("GET", "detectors/")) == ATTEMPTS


def test_an_address_where_nothing_listens_is_named() -> None:
    settings = Settings("http://127.0.0.1:9/api/0/", "t", None, 1)
    with pytest.raises(PluginError, match=r"http://127.0.0.1:9/api/0/ can't be reached"):
        Client(settings, "0", threading.Event()).get(DETECTORS)


def test_a_missing_token_is_named_before_anything_is_sent() -> None:
    settings = Settings("http://127.0.0.1:9/api/0/", "", None, 1)
    with pytest.raises(PluginError, match="SENTRY_AUTH_TOKEN"):
        Client(settings, "0", threading.Event()).get(DETECTORS)


def test_a_page_that_is_no_json_is_named(account: Account, sentry: SentryServer) -> None:
    sentry.fault(kind="status", status=200, body="<html>", times=0)
    with pytest.raises(UnansweredError, match="Is baseUrl the address of Sentry itself"):
        account.client.get(DETECTORS)


def test_a_cancel_ends_a_wait(account: Account, sentry: SentryServer) -> None:
    sentry.fault(kind="status", status=429, headers={"Retry-After": "600"}, times=0)
    threading.Timer(0.3, account.cancelled.set).start()
    begin = time.monotonic()
    with pytest.raises(PluginError, match="Cancelled"):
        account.client.get(DETECTORS)
    assert time.monotonic() - begin < 300


def test_no_more_run_at_once_than_sentry_allows() -> None:
    pace = Pace(threading.Event())
    assert _most_at_once(pace) == 1
    pace.learn({"x-sentry-rate-limit-concurrentlimit": "3"})
    assert _most_at_once(pace) == 3


def _most_at_once(pace: Pace) -> int:
    running, most, lock = 0, 0, threading.Lock()

    def work() -> None:
        nonlocal running, most
        with pace.turn():
            with lock:
                running += 1
                most = max(most, running)
            time.sleep(0.02)
            with lock:
                running -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return most


def test_nothing_is_sent_before_a_reset_when_nothing_remains() -> None:
    pace = Pace(threading.Event())
    reset = str(time.time() + 0.5)
    pace.learn({"x-sentry-rate-limit-remaining": "0", "x-sentry-rate-limit-reset": reset})
    begin = time.monotonic()
    with pace.turn():
        assert time.monotonic() - begin >= 0.4


def test_a_retry_after_may_be_a_date() -> None:
    assert retry_after({"retry-after": "Thu, 01 Jan 1970 00:02:00 GMT"}, 60) == 60
    assert retry_after({"retry-after": "soon"}, 60) is None


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("POST", "organizations/acme/projects/p/detectors/", "alerts:write"),
        ("GET", "organizations/acme/workflows/1/", "alerts:read"),
        ("POST", "organizations/acme/integrations/1/", "org:integrations"),
        ("GET", "organizations/acme/members/", "member:read"),
        ("GET", "teams/acme/platform/", "team:read"),
        ("GET", "projects/acme/shop/", "project:read"),
    ],
)
def test_a_403_names_the_scope(method: str, path: str, scope: str) -> None:
    assert scope in str(refusal(method, path, 403, {"detail": "no"}))


def test_errors_of_fields_are_told_with_their_fields() -> None:
    body: Any = {"dataSources": [{"timeWindow": ["too long"]}], "nonFieldErrors": ["no"]}
    assert str(refusal("POST", "x", 400, body)).endswith(": dataSources.timeWindow: too long; no.")


@pytest.mark.parametrize(
    "url",
    [
        "https://sentry.io",
        "https://sentry.io/",
        "https://sentry.io/api/",
        "https://sentry.io/api/0",
        "https://sentry.io/api/0/",
    ],
)
def test_all_ways_to_write_the_address_are_one(url: str) -> None:
    assert api_root(url) == "https://sentry.io/api/0/"


def test_the_environment_is_asked_where_the_config_is_silent() -> None:
    environment = {
        "SENTRY_TOKEN": "second",
        "SENTRY_BASE_URL": "https://sentry.example/api/",
        "SENTRY_ORG": "acme",
    }
    found = read_settings({}, environment)
    assert (found.token, found.base_url) == ("second", "https://sentry.example/api/0/")
    assert found.organization == "acme"
    assert read_settings({}, {**environment, "SENTRY_AUTH_TOKEN": "first"}).token == "first"
    assert read_settings({"token": "own"}, environment).token == "own"
