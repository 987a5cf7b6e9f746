"""`setpoint sentry migrate`: what it writes, what it leaves and says, what it never writes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from components.sentry.alerts import SentryServiceAlerts
from components.sentry.organization import SentryOrganization
from setpoint.catalog import load_catalog
from setpoint.migration.import_file import ORGANIZATION_TYPE, SERVICE_TYPE
from tests.migration.account import ORGANIZATION, slack, trigger, when

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    from tests.migration.account import Sentry
    from tests.providers.sentry_alerting.server import SentryServer

LEFT = {
    "with a key": "it sends a secret",
    "invoices": "it runs every so often and has a time zone",
    "About the key": "its monitor 'with a key' could not be taken over",
    "Two projects at once": "the issues of several projects (shop-api, shop-web)",
    "Connected to nothing": "it is connected to no monitor",
    "Never over": "nothing resolves its issues, which Sentry refuses today",
    "Old when new": "is never so for an issue seen for the first time",
}


@pytest.fixture
def report(organization: Sentry, migrate: Callable[..., CompletedProcess[str]]) -> Any:
    done = migrate("--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_everything_is_taken_over_or_listed_with_its_reason(report: Any) -> None:
    assert {one["name"]: one["reason"] for one in report["left"]}.keys() == LEFT.keys()
    for one in report["left"]:
        assert LEFT[one["name"]] in one["reason"]
    assert len(report["taken"]) == 21
    assert report["built_in"] == 4


def test_the_config_is_valid_and_says_what_is_there(
    report: Any, out: Path, setpoint: Callable[..., CompletedProcess[str]]
) -> None:
    checked = setpoint("--project", str(out), "check", "--json")
    assert json.loads(checked.stdout)["environments"]["prod"]["alerts"] == len(report["taken"])
    alerts = load_catalog(out, "prod").alerts
    slow: Any = alerts["shop-api/slow-checkout"].signal
    assert slow.query == 'span.op:http.server transaction:"${checkout}"'
    assert (slow.critical, slow.warning, slow.resolve) == (1500, 900.5, 800)
    assert slow.owner == "platform"
    fallen: Any = alerts["shop-api/traffic-dropped"]
    assert (fallen.signal.warning, fallen.signal.resolve) == (40, 70)
    assert "60% less than 1w before" in fallen.condition
    disabled: Any = alerts["shop-api/many-events"].signal
    assert not disabled.enabled
    assert alerts["shop-api/error-rate"].signal.name == "Error rate"  # type: ignore[union-attr]
    assert alerts["shop-api/error-rate-2"].signal.name == "Error rate"  # type: ignore[union-attr]


def test_each_object_is_in_the_import_file_under_its_component(report: Any, out: Path) -> None:
    resources = json.loads((out / "pulumi-import.json").read_text("utf-8"))["resources"]
    components = {one["name"]: one for one in resources if one.get("component")}
    objects = [one for one in resources if not one.get("component")]
    assert {one["type"] for one in components.values()} == {
        SentryOrganization.TYPE,
        SentryServiceAlerts.TYPE,
    }
    assert (ORGANIZATION_TYPE, SERVICE_TYPE) == (SentryOrganization.TYPE, SentryServiceAlerts.TYPE)
    wanted = {(one["alert"], f"{ORGANIZATION}/{one['id']}") for one in report["taken"]}
    assert {(one["name"], one["id"]) for one in objects} == wanted
    for one in objects:
        assert components[one["parent"]]["logicalName"] == one["name"].partition("/")[0]


def test_alerts_that_fire_twice_are_told(report: Any, out: Path) -> None:
    (group,) = report["duplicates"]
    assert group["names"] == ["Fatal errors", "Fatal errors (new)"]
    assert group["made_by_sentry"] == group["ids"][:1]
    page = (out / "report.md").read_text("utf-8")
    assert "## Firing twice" in page
    assert group["ids"][0] in page


def test_what_nobody_created_was_made_by_sentry(
    organization: Sentry, server: SentryServer, migrate: Callable[..., CompletedProcess[str]]
) -> None:
    with server.store.lock:
        rows = server.store.data["organizations"][ORGANIZATION]["workflow"].values()
        for row in rows:
            row["createdBy"] = None if row["name"] == "Fatal errors (new)" else "7001"
    (group,) = json.loads(migrate("--json").stdout)["duplicates"]
    assert group["made_by_sentry"] == group["ids"][1:]
    assert group["reason"] == "nobody is named as its creator"


def test_no_secret_reaches_a_file_or_the_terminal(
    organization: Sentry, migrate: Callable[..., CompletedProcess[str]], out: Path
) -> None:
    said = migrate()
    texts = [path.read_text("utf-8") for path in out.rglob("*") if path.is_file()]
    assert len(texts) > 10
    for text in (*texts, said.stdout, said.stderr):
        assert "hush-hush" not in text
        assert "0" * 32 not in text
        assert "sntrys_" not in text


def test_what_the_provider_would_drop_is_left(
    organization: Sentry, server: SentryServer, migrate: Callable[..., CompletedProcess[str]]
) -> None:
    with server.store.lock:
        rows = server.store.data["organizations"][ORGANIZATION]["workflow"].values()
        actions = {row["name"]: row["actionFilters"][0]["actions"][0] for row in rows}
        actions["Ticket"]["data"]["additionalFields"]["reporter"] = "ana"
        actions["Fatal errors"]["status"] = "disabled"
        actions["New and regressed"]["config"] = "C0AAAAAAAAA"
    left = {one["name"]: one["reason"] for one in json.loads(migrate("--json").stdout)["left"]}
    assert left["Ticket"] == (
        "its jira action has additionalFields.reporter, which the config can't say"
    )
    assert left["Fatal errors"] == (
        "its slack action has status disabled, which the config can't say"
    )
    assert "has a form not known here" in left["New and regressed"]


def test_a_config_is_never_overwritten(
    organization: Sentry, migrate: Callable[..., CompletedProcess[str]], out: Path
) -> None:
    assert migrate().returncode == 0
    again = migrate()
    assert again.returncode == 2
    assert "choose another --out" in again.stderr


def test_an_organization_with_nothing_of_its_own_is_an_error(
    sentry: Sentry, migrate: Callable[..., CompletedProcess[str]], out: Path
) -> None:
    sentry.project("shop-api", "platform")
    done = migrate()
    assert done.returncode == 1
    assert "has no monitors or alerts but those that Sentry keeps itself" in done.stderr
    assert not (out / "alerts").exists()


def test_texts_that_yaml_could_take_for_something_else_stay_texts(
    organization: Sentry, migrate: Callable[..., CompletedProcess[str]], out: Path
) -> None:
    stream = organization.built_in("shop-api", "issue_stream")
    for name in ("0389485", "1e3", "on", "null", "~", "08:00", "2025-11-24", "a: b # c", "- x"):
        tag = when("tagged_event", {"key": "k", "match": "eq", "value": name})
        fatal = trigger("latest_release")
        organization.alert(name, [stream], conditions=(tag, fatal), actions=(slack(),))
    done = json.loads(migrate("--json").stdout)
    taken = {one["name"]: one["alert"] for one in done["taken"]}
    alerts = load_catalog(out, "prod").alerts
    for name in ("0389485", "1e3", "on", "null", "~", "08:00", "2025-11-24", "a: b # c", "- x"):
        signal: Any = alerts[taken[name]].signal
        assert signal.name == name
        values = [one.properties for one in signal.filters[0].conditions]
        assert {"key": "k", "match": "eq", "value": name} in values


@pytest.mark.usefixtures("organization")
@pytest.mark.parametrize("link", ["alerts", "report.md", ".state"])
def test_links_in_the_folder_are_not_followed(
    migrate: Callable[..., CompletedProcess[str]], out: Path, tmp_path: Path, link: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    out.mkdir()
    if link == ".state":
        elsewhere.mkdir()
    (out / link).symlink_to(elsewhere)

    result = migrate("--resume")

    assert result.returncode == 2, result.stderr
    assert f"{out / link} is a link" in result.stderr
    assert not elsewhere.exists() or list(elsewhere.iterdir()) == []
