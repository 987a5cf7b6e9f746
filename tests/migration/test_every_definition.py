"""Every kind of monitor, condition and action of the provider's table survives the migration."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from components import provision
from providers.sentry_alerting import metric_monitor
from providers.sentry_alerting.account import Account
from providers.sentry_alerting.alert import Alert
from providers.sentry_alerting.cron_monitor import CronMonitor
from providers.sentry_alerting.journal import Journal
from providers.sentry_alerting.metric_monitor import MetricMonitor
from providers.sentry_alerting.uptime_monitor import UptimeMonitor
from setpoint.catalog import load_catalog
from tests.e2e.language_host import write_language_host
from tests.migration.account import ORGANIZATION, TOKEN, Sentry
from tests.providers.sentry_alerting.definitions import DEFINITIONS
from tests.providers.sentry_alerting.definitions.definition import EMAIL
from tests.providers.stack import EngineStack

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

    from tests.providers.sentry_alerting.server import SentryServer

RESOURCES: dict[str, Any] = {
    one.__name__: one for one in (MetricMonitor, UptimeMonitor, CronMonitor, Alert)
}
LEFT = {
    "logic all": "its thresholds are combined by 'all'",
    "logic none": "its thresholds are combined by 'none'",
    "comparison eq": "its set of thresholds is of a form not known here",
    "comparison ne": "its set of thresholds is of a form not known here",
    **{f"dataset {name}": "sentry_metric" for name in metric_monitor.DATASETS},
    "cls": "'server_weighted' is not unknown, none or client_and_server_weighted",
    "condition percent_sessions_percent": "is not 1m, 5m or 1h, as Sentry offers",
}
"""What the config refuses to say, by name, with the reason."""
PLUGIN = Path(__file__).parents[2] / "providers" / "sentry_alerting"


@pytest.fixture
def everything(server: SentryServer, sentry: Sentry, tmp_path: Path) -> int:
    """Make all definitions; returns how many there are."""
    for slug in ("shop-api", "shop-web"):
        sentry.project(slug, "platform")
    account = Account(threading.Event(), lambda *_: None)
    account.journal = Journal(tmp_path / "journal")
    account.configure({"token": TOKEN, "baseUrl": server.url, "organization": ORGANIZATION})
    stream = sentry.built_in("shop-api", "issue_stream")
    for definition in DEFINITIONS:
        resource = RESOURCES[definition.kind](account)
        wanted = dict(definition.inputs)
        if definition.kind == "Alert":
            # An alert without monitor or action does nothing and is left.
            wanted["detectorIds"] = wanted.get("detectorIds") or [stream]
            wanted["actionFilters"] = wanted.get("actionFilters") or [{"actions": [EMAIL]}]
        if definition.kind == "MetricMonitor" and wanted.get("detectionType") != "dynamic":
            # Sentry keeps no monitor that nothing resolves.
            wanted.setdefault("resolve", wanted.get("warning", wanted["critical"]))
        checked = resource.check(name=definition.name, olds={}, news=wanted, random_seed=b"")
        assert not checked.failures
        resource.create(urn=definition.name, inputs=checked.inputs, preview=False)
    return len(DEFINITIONS)


@pytest.fixture
def stack(engine: Path, tmp_path: Path, server: SentryServer) -> EngineStack:
    """A stack that can import: the engine wants to see a language host for that."""
    return EngineStack(
        engine,
        tmp_path / "stack",
        path=(write_language_host(tmp_path / "host"),),
        plugins={"sentry-alerting": PLUGIN},
        config={"sentry-alerting:token": (TOKEN,), "sentry-alerting:baseUrl": server.url},
    )


def test_every_definition_is_imported_without_a_change(
    everything: int,
    migrate: Callable[..., CompletedProcess[str]],
    out: Path,
    stack: EngineStack,
    server: SentryServer,
) -> None:
    report = json.loads(migrate("--json").stdout)
    assert {one["name"] for one in report["left"]} == set(LEFT), report["left"]
    for one in report["left"]:
        assert LEFT[one["name"]] in one["reason"]
    assert len(report["taken"]) == everything - len(LEFT)

    resources = json.loads((out / "pulumi-import.json").read_text("utf-8"))["resources"]
    stack.stack.import_resources(resources=resources, protect=False, generate_code=False)
    server.forget()
    preview = stack.preview(lambda: provision_from(out), diff=True)
    assert preview.ok, preview.text
    assert set(preview.changes) == {"same"}, preview.text
    assert preview.changes["same"] > len(report["taken"])
    assert {one["method"] for one in server.requests()} == {"GET"}


def provision_from(out: Path) -> None:
    provision(load_catalog(out, "prod"))
