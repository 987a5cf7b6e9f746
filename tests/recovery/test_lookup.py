"""Every type that can be provisioned can be looked for, and what is somebody else's isn't taken."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from sandbox import pagerduty, sentry
from sandbox.serving import served
from sandbox.store import Store
from setpoint.recovery.access import Access
from setpoint.recovery.deployment import Operation
from setpoint.recovery.errors import LookupFailedError
from setpoint.recovery.lookup import KNOWN, Vendors
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEAM = "pagerduty:index/team:Team"
_KEY = "sentry:index/sentryKey:SentryKey"


def _types() -> set[str]:
    """The vendors' types in all committed plans."""
    found: set[str] = set()
    for path in ROOT.glob("tests/golden/*/plan-*.json"):
        plan: dict[str, Any] = json.loads(path.read_text("utf-8"))
        found |= {key.split(" ", 1)[0] for key in plan}
    return {one for one in found if not one.startswith("setpoint:")}


def test_every_type_that_is_provisioned_is_known() -> None:
    assert _types()
    assert _types() - KNOWN == set()


def _open(kind: str, **inputs: Any) -> Operation:
    return Operation("creating", f"urn:pulumi:prod::acme::{kind}::one", {"inputs": inputs})


@pytest.fixture
def url() -> Iterator[str]:
    with served(pagerduty.create_app(Store(None, "pagerduty"))) as url:
        yield url


def _vendors(url: str, *held: tuple[str, str]) -> Vendors:
    settings = {"pagerduty:apiUrlOverride": url, "pagerduty:token": "t"}
    return Vendors(Access(settings, {}), held)


def test_a_contact_method_that_is_gone_is_told(url: str) -> None:
    """Its published provider fails at reading it then, and would for ever."""
    headers = {"Authorization": "Token token=t"}
    user = {"type": "user", "name": "Ana", "email": "ana@example.com"}
    made = httpx.post(f"{url}/users", json={"user": user}, headers=headers).json()["user"]
    method = {"type": "phone_contact_method", "label": "Work", "address": "5550100001"}
    path = f"{url}/users/{made['id']}/contact_methods"
    phone = httpx.post(path, json={"contact_method": method}, headers=headers).json()
    resource = {
        "type": "pagerduty:index/userContactMethod:UserContactMethod",
        "id": phone["contact_method"]["id"],
        "inputs": {"userId": made["id"]},
    }

    assert not _vendors(url).is_gone(resource)
    httpx.delete(f"{path}/{resource['id']}", headers=headers).raise_for_status()
    assert _vendors(url).is_gone(resource)
    assert not _vendors(url).is_gone({**resource, "type": _TEAM})


def _make_team(url: str, name: str) -> str:
    answer = httpx.post(
        f"{url}/teams",
        json={"team": {"type": "team", "name": name}},
        headers={"Authorization": "Token token=t"},
    )
    made: str = answer.raise_for_status().json()["team"]["id"]
    return made


def test_an_object_is_found_by_its_name(url: str) -> None:
    number = _make_team(url, "core")
    _make_team(url, "core of another")
    assert _vendors(url).find(_open(_TEAM, name="core")).id == number


def test_what_is_not_there_is_not_found(url: str) -> None:
    assert _vendors(url).find(_open(_TEAM, name="core")).id is None


def test_what_the_state_holds_is_no_other_creates(url: str) -> None:
    number = _make_team(url, "core")
    assert _vendors(url, (_TEAM, number)).find(_open(_TEAM, name="core")).id is None
    assert _vendors(url, ("another:type", number)).find(_open(_TEAM, name="core")).id == number


def test_two_open_creates_never_get_one_object() -> None:
    with served(sentry.create_app(Store(None, "sentry"))) as url:
        root, headers = f"{url}/api/0", {"Authorization": "Bearer t"}
        teams = httpx.get(f"{root}/organizations/acme/teams/", headers=headers).json()
        httpx.post(
            f"{root}/teams/acme/{teams[0]['slug']}/projects/",
            json={"name": "shop", "slug": "shop"},
            headers=headers,
        ).raise_for_status()
        for _ in range(2):
            httpx.post(
                f"{root}/projects/acme/shop/keys/", json={"name": "web"}, headers=headers
            ).raise_for_status()
        settings = {"sentry:baseUrl": f"{url}/api/", "sentry:token": "t"}
        vendors = Vendors(Access(settings, {}), ())
        wanted = _open(_KEY, organization="acme", project="shop", name="web")
        first, second = vendors.find(wanted), vendors.find(wanted)
        third = vendors.find(wanted)
    assert len({first.id, second.id}) == 2
    assert first.others
    assert third.id is None


def test_an_unreachable_vendor_is_no_answer(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("setpoint.recovery.web._ATTEMPTS", 2)
    httpx.post(f"{url}/_sandbox/faults", json={"kind": "status", "status": 503, "times": 0})
    with pytest.raises(LookupFailedError, match="answered 503"):
        _vendors(url).find(_open(_TEAM, name="core"))


def test_a_vendor_in_trouble_is_asked_again(url: str) -> None:
    number = _make_team(url, "core")
    for fault in (
        {"kind": "status", "status": 500},
        {"kind": "status", "status": 429, "headers": {"Retry-After": "0"}},
        {"kind": "cut-before"},
        {"kind": "truncate"},
    ):
        httpx.post(f"{url}/_sandbox/faults", json=fault).raise_for_status()
    assert _vendors(url).find(_open(_TEAM, name="core")).id == number


def test_a_refusal_is_told_at_once_and_without_the_token(url: str) -> None:
    httpx.post(f"{url}/_sandbox/faults", json={"kind": "status", "status": 403, "times": 0})
    with pytest.raises(LookupFailedError, match="answered 403") as caught:
        _vendors(url).find(_open(_TEAM, name="core"))
    assert "token" not in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("aws:s3/bucket:Bucket", "nobody knows how to look for"),
        (_TEAM, "'name' is not known"),
    ],
)
def test_what_cannot_be_looked_for_says_so(url: str, kind: str, reason: str) -> None:
    with pytest.raises(LookupFailedError, match=reason):
        _vendors(url).find(_open(kind))


def test_without_a_token_the_setting_is_named() -> None:
    with pytest.raises(LookupFailedError, match="pagerduty:token is not set"):
        Vendors(Access({}, {}), ()).find(_open(_TEAM, name="core"))
