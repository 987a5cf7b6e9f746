"""A drill on the real engine: an application's errors reach whoever is on call, and are over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import sentry_sdk

from tests.e2e.conftest import Project, project_of

if TYPE_CHECKING:
    from collections.abc import Iterator

CONFIG = Path(__file__).parent / "sentry_drill.yaml"
TOKEN = {"Authorization": "Bearer any"}


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory, engine: Path) -> Iterator[Project]:
    """The config, provisioned in a sandbox of its own."""
    del engine  # only that there is one
    files = {
        "alerts/shop.yaml": CONFIG.read_text("utf-8"),
        "Pulumi.prod.yaml": "config: { aws:region: us-east-1 }\n",
    }
    with project_of(tmp_path_factory.mktemp("drill") / "acme", files) as project:
        made = project.operate("up", "prod")
        assert made["succeeded"], made["messages"]
        yield project


@pytest.fixture
def application(up: Project) -> Iterator[None]:
    """The official SDK in an application of the project."""
    url = f"{up.url('sentry')}/api/0/projects/acme/shop/keys/"
    key = httpx.get(url, headers=TOKEN).json()[0]
    sentry_sdk.init(dsn=key["dsn"]["public"], environment="production", default_integrations=False)
    try:
        yield
    finally:
        sentry_sdk.get_client().close()
        sentry_sdk.init()


def test_errors_page_who_is_on_call_and_are_over(up: Project, application: None) -> None:
    for number in range(4):
        crash(number)
    sentry_sdk.flush(timeout=30)
    assert sorted(map(page, incidents(up))) == [
        ("RuntimeError: till 0", "Ben", "high", "triggered"),
        ("[prod] shop/errors", "Ana", "high", "triggered"),
    ]

    sentry = up.url("sentry")
    httpx.post(f"{sentry}/_sandbox/sentry/clock", json={"advance": 600}).raise_for_status()
    (crashed,) = httpx.get(f"{sentry}/api/0/organizations/acme/issues/", headers=TOKEN).json()
    httpx.put(
        f"{sentry}/api/0/organizations/acme/issues/{crashed['id']}/",
        json={"status": "resolved"},
        headers=TOKEN,
    ).raise_for_status()
    assert sorted(map(page, incidents(up))) == [
        ("RuntimeError: till 0", "Ben", "high", "triggered"),  # Sentry tells of no issue's end
        ("[prod] shop/errors", "", "high", "resolved"),  # nobody's any more
    ]
    told = httpx.get(f"{sentry}/_sandbox/sentry/fired").json()
    assert {(one["action"], one["state"]) for one in told} == {
        *(("pagerduty", "open"), ("pagerduty", "resolved")),
        *(("slack", "open"), ("slack", "resolved")),
    }


def page(incident: dict[str, Any]) -> tuple[str, str, str, str]:
    """Return what was paged, who, how urgently, and how it stands."""
    who = ", ".join(one["assignee"]["summary"] for one in incident["assignments"])
    return incident["title"], who, incident["urgency"], incident["status"]


def crash(number: int) -> None:
    try:
        burn(number)
    except RuntimeError as error:
        sentry_sdk.capture_exception(error)


def burn(number: int) -> None:
    raise RuntimeError(f"till {number}")


def incidents(project: Project) -> list[dict[str, Any]]:
    answer = httpx.get(
        f"{project.url('pagerduty')}/incidents", headers={"Authorization": "Token token=x"}
    )
    found: list[dict[str, Any]] = answer.json()["incidents"]
    return found
