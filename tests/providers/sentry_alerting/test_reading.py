"""Reads: batched, drift in the program's words, imports and their refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from providers.plugin import PluginError
from providers.sentry_alerting.alert import Alert
from providers.sentry_alerting.cron_monitor import CronMonitor
from providers.sentry_alerting.metric_monitor import MetricMonitor
from providers.sentry_alerting.pagerduty_service import PagerDutyService

if TYPE_CHECKING:
    from providers.plugin import Props
    from providers.sentry_alerting.account import Account
    from tests.providers.sentry_alerting.server import SentryServer

METRIC = {
    "project": "shop-api",
    "name": "m",
    "aggregate": "count()",
    "timeWindow": 60,
    "critical": 1,
}


def made(resource: Any, news: Props) -> tuple[str, Props]:
    inputs = resource.check(name="x", olds={}, news=news, random_seed=b"").inputs
    created = resource.create(urn=f"urn::{news['name']}", inputs=inputs, preview=False)
    return created.id, inputs


def read(resource: Any, identifier: str, inputs: Props | None = None) -> Any:
    known = inputs or {}
    return resource.read(id=identifier, inputs=known, state=known)


def test_many_are_read_by_one_request(account: Account, sentry: SentryServer) -> None:
    _, inputs = made(Alert(account), {"name": "a"})
    sentry.multiply("workflow", 90)
    sentry.forget()
    for number in range(600_000, 600_090):
        assert read(Alert(account), str(number), inputs).inputs["name"] == f"theirs {number}"
    assert len(sentry.requests()) == 1


def test_a_few_in_a_large_organization_cost_no_more_than_one_by_one(
    account: Account, sentry: SentryServer
) -> None:
    identifier, inputs = made(Alert(account), {"name": "ours"})
    sentry.multiply("workflow", 350)
    sentry.forget()
    assert read(Alert(account), identifier, inputs).id == identifier
    assert len(sentry.requests()) <= 2


def test_a_write_makes_the_next_read_ask_anew(account: Account, sentry: SentryServer) -> None:
    alert = Alert(account)
    identifier, inputs = made(alert, {"name": "a"})
    read(alert, identifier, inputs)
    news = {**inputs, "frequency": 60}
    alert.update(id=identifier, olds=inputs, old_inputs=inputs, news=news, preview=False)
    assert read(alert, identifier, inputs).inputs["frequency"] == 60


def test_gone_is_gone_and_a_second_delete_is_fine(account: Account, sentry: SentryServer) -> None:
    monitor = MetricMonitor(account)
    identifier, inputs = made(monitor, METRIC)
    monitor.delete(id=identifier, state=inputs)
    monitor.delete(id=identifier, state=inputs)
    assert read(monitor, identifier, inputs) is None
    with pytest.raises(PluginError, match="run `pulumi refresh`"):
        monitor.update(id=identifier, olds=inputs, old_inputs=inputs, news=inputs, preview=False)


def test_drift_shows_and_the_program_s_words_stay(account: Account, sentry: SentryServer) -> None:
    alert = Alert(account)
    slack = {"type": "slack", "integrationId": "2001", "channel": "alerts"}
    filters = [{"logicType": "any", "actions": [slack]}]
    identifier, inputs = made(alert, {"name": "a", "actionFilters": filters})
    body = {**alert.encode(inputs), "id": identifier, "enabled": False}
    sentry.call("PUT", f"workflows/{identifier}/", body)
    found = read(alert, identifier, inputs).inputs
    assert found == {**inputs, "enabled": False}


APP = {"type": "sentry_app", "sentryAppId": "5150"}
TITLE = {"name": "title", "value": "Incident"}


@pytest.mark.parametrize("answered", [{}, {"settings": []}, {"settings": None}])
@pytest.mark.parametrize("written", [APP, {**APP, "settings": []}])
def test_an_app_without_settings_is_no_change_however_it_is_answered(
    written: Props, answered: Props, account: Account, sentry: SentryServer
) -> None:
    assert not _differs_as_answered(written, answered, account, sentry)


@pytest.mark.parametrize("label", [{}, {"label": ""}, {"label": None}])
@pytest.mark.parametrize("written", [TITLE, {**TITLE, "label": ""}])
def test_a_setting_without_a_label_is_no_change_however_it_is_answered(
    written: Props, label: Props, account: Account, sentry: SentryServer
) -> None:
    action = {**APP, "settings": [written]}
    assert not _differs_as_answered(action, {"settings": [{**TITLE, **label}]}, account, sentry)


def test_another_setting_is_a_change(account: Account, sentry: SentryServer) -> None:
    action, other = {**APP, "settings": [TITLE]}, {**TITLE, "value": "Outage"}
    assert _differs_as_answered(action, {"settings": [other]}, account, sentry)


def _differs_as_answered(
    action: Props, data: Props, account: Account, sentry: SentryServer
) -> bool:
    """Whether a preview finds something to change after a refresh that was answered like this."""
    alert = Alert(account)
    identifier, news = made(alert, {"name": "a", "actionFilters": [{"actions": [action]}]})
    with sentry.store.edit() as document:
        row = document["organizations"]["acme"]["workflow"][identifier]
        row["actionFilters"][0]["actions"][0]["data"] = data
    found = read(alert, identifier, news).inputs
    return alert.diff(id=identifier, olds={}, old_inputs=found, news=news).changes


def test_conditions_that_no_inputs_stand_for_show_as_drift(
    account: Account, sentry: SentryServer
) -> None:
    monitor = MetricMonitor(account)
    identifier, inputs = made(monitor, METRIC)
    body = monitor.encode(inputs)
    condition = body["conditionGroup"]["conditions"][0]
    body["conditionGroup"]["conditions"] = [condition, {**condition, "type": "lt"}]
    sentry.call("PUT", f"detectors/{identifier}/", body)
    found = read(monitor, identifier, inputs)
    assert monitor.diff(id=identifier, olds={}, old_inputs=found.inputs, news=inputs).changes


@pytest.mark.parametrize(
    "form",
    ["{}", "acme/{}", "https://acme.sentry.io/monitors/{}/", "https://acme.sentry.io/monitors/{}"],
)
def test_a_monitor_is_imported_by_number_pair_or_address(
    form: str, account: Account, sentry: SentryServer
) -> None:
    identifier, inputs = made(MetricMonitor(account), METRIC)
    found = read(MetricMonitor(account), form.format(identifier))
    assert found.id == identifier
    assert found.inputs["project"] == "shop-api"
    assert (
        not MetricMonitor(account)
        .diff(id="1", olds={}, old_inputs=found.inputs, news=inputs)
        .changes
    )


def test_an_alert_is_imported_by_its_address(account: Account, sentry: SentryServer) -> None:
    identifier, _ = made(Alert(account), {"name": "a"})
    assert (
        read(Alert(account), f"https://acme.sentry.io/monitors/alerts/{identifier}/").id
        == identifier
    )


def test_a_monitor_of_another_type_is_refused(account: Account, sentry: SentryServer) -> None:
    cron, _ = made(CronMonitor(account), {"project": "shop-api", "name": "c", "crontab": "@daily"})
    with pytest.raises(PluginError, match="Use sentry-alerting:index:CronMonitor for it"):
        read(MetricMonitor(account), cron)


def test_a_monitor_that_sentry_keeps_is_refused(account: Account, sentry: SentryServer) -> None:
    listed = sentry.call("GET", "detectors/?query=type:error")
    with pytest.raises(PluginError, match="look its id up with getMonitor"):
        read(MetricMonitor(account), listed[0]["id"])


@pytest.mark.parametrize(
    "identifier",
    [
        "acme/shop-api/123",
        "https://acme.sentry.io/alerts/rules/shop-api/123/details/",
        "https://acme.sentry.io/issues/alerts/rules/shop-api/123/",
        "https://acme.sentry.io/issues/alerts/rules/details/123/",
    ],
)
def test_a_rule_of_before_is_refused_with_the_way_out(identifier: str, account: Account) -> None:
    with pytest.raises(PluginError, match=r"rule from before .* getAlert"):
        read(Alert(account), identifier)


def test_an_id_that_no_alert_has_may_be_a_rule_s(account: Account) -> None:
    with pytest.raises(PluginError, match="Sentry gave the alert made of it another id"):
        read(Alert(account), "123")


def test_nonsense_is_refused_with_the_forms(account: Account) -> None:
    with pytest.raises(PluginError, match="ORGANIZATION/NUMBER"):
        read(Alert(account), "my-alert")


ROW = {
    "integrationId": "2002",
    "serviceName": "Shop",
    "integrationKey": "0" * 32,
    "name": "row",
}


def row_of(account: Account) -> tuple[str, Props]:
    inputs = {key: value for key, value in ROW.items() if key != "name"}
    return PagerDutyService(account).create(urn="u", inputs=inputs, preview=False).id, inputs


def table(sentry: SentryServer) -> list[tuple[str, str]]:
    found = sentry.call("GET", "integrations/2002/")["configData"]["service_table"]
    return [(str(one["id"]), one["service"]) for one in found]


def test_a_row_lives_beside_the_others(account: Account, sentry: SentryServer) -> None:
    service = PagerDutyService(account)
    before = table(sentry)
    identifier, inputs = row_of(account)
    row = identifier.split("/")[1]
    assert table(sentry) == [*before, (row, "Shop")]
    news = {**inputs, "serviceName": "Shop 2"}
    service.update(id=identifier, olds=inputs, old_inputs=inputs, news=news, preview=False)
    assert table(sentry) == [*before, (row, "Shop 2")]
    found = read(service, f"acme/{identifier}")
    assert (found.id, found.outputs["serviceId"]) == (identifier, row)
    service.delete(id=identifier, state=news)
    service.delete(id=identifier, state=news)
    assert table(sentry) == before
    assert read(service, identifier, news) is None


def test_the_same_link_is_taken_over(account: Account, sentry: SentryServer) -> None:
    assert row_of(account)[0] == row_of(account)[0]


def test_an_integration_of_something_else_is_refused(account: Account) -> None:
    with pytest.raises(PluginError, match="is an integration of slack, not of PagerDuty"):
        PagerDutyService(account).create(
            urn="u", inputs={**ROW, "integrationId": "2001"}, preview=False
        )
