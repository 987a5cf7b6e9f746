"""Functions: what they find by name, and what they say when it isn't there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from providers.plugin import InvokeError
from providers.sentry_alerting.package import FUNCTIONS

if TYPE_CHECKING:
    from providers.sentry_alerting.account import Account
    from tests.providers.sentry_alerting.server import SentryServer

BY_NAME: Any = {one.declaration.name: one for one in FUNCTIONS}


def invoke(account: Account, function: str, **args: Any) -> Any:
    return BY_NAME[function](account).invoke(args)


FOUND: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("getIntegration", {"provider": "slack"}, {"id": "2001", "name": "Acme Slack"}),
    (
        "getIntegration",
        {"provider": "pagerduty", "name": "acme-pagerduty"},
        {"id": "2002", "name": "acme-pagerduty"},
    ),
    (
        "getTeam",
        {"slug": "checkout"},
        {"id": "4102", "slug": "checkout", "name": "Checkout", "owner": "team:4102"},
    ),
    (
        "getMember",
        {"email": "Ana@example.com"},
        {"memberId": "9001", "userId": "7001", "name": "Ana", "owner": "user:7001"},
    ),
    ("getProject", {"slug": "shop-api"}, {"id": "4501", "slug": "shop-api", "name": "shop-api"}),
]


@pytest.mark.parametrize(("name", "args", "answer"), FOUND)
def test_it_is_found(
    name: str, args: dict[str, Any], answer: dict[str, Any], account: Account
) -> None:
    assert invoke(account, name, **args) == answer


def test_a_sentry_app_is_found_by_slug(account: Account) -> None:
    found = invoke(account, "getSentryApp", slug="rootly")
    assert (found["id"], found["slug"]) == ("5150", "rootly")


def test_the_monitors_that_sentry_makes_are_found(account: Account) -> None:
    error = invoke(account, "getMonitor", project="shop-api", type="error")
    stream = invoke(account, "getMonitor", project="shop-api", type="issue_stream")
    assert (error["type"], stream["type"]) == ("error", "issue_stream")
    assert error["projectId"] == stream["projectId"] == "4501"
    assert len(invoke(account, "getMonitors")["monitors"]) == 4


def test_an_alert_is_found_by_name(account: Account, sentry: SentryServer) -> None:
    made = sentry.call("POST", "workflows/", {"name": "pages", "detectorIds": ["880001"]})
    found = invoke(account, "getAlert", name="pages")
    assert found == {
        "id": made["id"],
        "name": "pages",
        "enabled": True,
        "detectorIds": ["880001"],
    }


def test_all_pages_are_searched(account: Account, sentry: SentryServer) -> None:
    sentry.call("POST", "workflows/", {"name": "last"})
    sentry.multiply("workflow", 130)
    assert invoke(account, "getAlert", name="last")["name"] == "last"
    assert len(sentry.requests("GET", "workflows/")) == 2


MISSING: list[tuple[str, dict[str, Any], str, str]] = [
    ("getIntegration", {"provider": "slak"}, "provider", "did you mean slack?"),
    ("getIntegration", {"provider": "slack", "name": "x"}, "name", "no slack integration 'x'"),
    ("getTeam", {"slug": "x"}, "slug", "there is no team 'x'"),
    ("getMember", {"email": "x@example.com"}, "email", "acme has no member 'x@example.com'"),
    ("getProject", {"slug": "x"}, "slug", "there is no project 'x'"),
    ("getProject", {}, "slug", "is required"),
    ("getAlert", {"name": "x"}, "name", "acme has no alert 'x'"),
    ("getSentryApp", {"slug": "x"}, "slug", "no installed Sentry app 'x'"),
    ("getMonitor", {"project": "x"}, "project", "acme has no project 'x'"),
    ("getMonitor", {"type": "error"}, "type", "acme has 2 of monitor"),
]


@pytest.mark.parametrize(("name", "args", "argument", "sentence"), MISSING)
def test_what_is_missing_is_said(
    name: str, args: dict[str, Any], argument: str, sentence: str, account: Account
) -> None:
    with pytest.raises(InvokeError) as caught:
        invoke(account, name, **args)
    assert caught.value.property == argument
    assert sentence in caught.value.reason
