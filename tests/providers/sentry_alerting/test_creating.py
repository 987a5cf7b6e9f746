"""Creates whose answers were lost: taken over, never repeated, never somebody else's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from providers.plugin import PluginError
from providers.sentry_alerting.account import Account
from providers.sentry_alerting.alert import Alert
from providers.sentry_alerting.metric_monitor import MetricMonitor
from tests.providers.sentry_alerting.server import TOKEN

if TYPE_CHECKING:
    from tests.providers.sentry_alerting.server import SentryServer

URN = "urn:pulumi:dev::probe::sentry-alerting:index:Alert::a"
INPUTS = {"name": "alert", "enabled": True, "frequency": 30, "detectorIds": [], "triggers": []}
ALERT: dict[str, Any] = {**INPUTS, "actionFilters": []}


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("providers.sentry_alerting.creating._SETTLING_SECONDS", 0.01)
    monkeypatch.setattr("providers.sentry_alerting.pacing._FIRST_PAUSE", 0.01)


def another_process(account: Account, sentry: SentryServer) -> Account:
    """The provider started anew, on the same machine."""
    made = Account(account.cancelled, account.inform)
    made.journal = type(account.journal)(account.journal._folder)
    made.configure({"token": TOKEN, "baseUrl": sentry.url, "organization": "acme"})
    return made


def create(account: Account, urn: str = URN, **changes: Any) -> str:
    return Alert(account).create(urn=urn, inputs={**ALERT, **changes}, preview=False).id


def test_a_lost_answer_is_made_good_at_once(
    account: Account, sentry: SentryServer, told: list[str]
) -> None:
    sentry.fault(kind="cut-after", method="POST")
    identifier = create(account)
    assert [one["id"] for one in sentry.objects("workflows")] == [identifier]
    assert "Took over the alert" in told[0]


def test_a_create_that_never_arrived_is_sent_again(account: Account, sentry: SentryServer) -> None:
    sentry.fault(kind="cut-before", method="POST")
    create(account)
    assert len(sentry.objects("workflows")) == 1


def test_an_object_of_the_same_name_from_before_is_left_alone(
    account: Account, sentry: SentryServer
) -> None:
    theirs = sentry.call("POST", "workflows/", {"name": "alert"})["id"]
    sentry.fault(kind="cut-before", method="POST")
    assert create(account) != theirs
    assert len(sentry.objects("workflows")) == 2


def test_an_object_of_another_resource_of_the_run_is_left_alone(
    account: Account, sentry: SentryServer
) -> None:
    first = create(account, urn=f"{URN}1")
    sentry.fault(kind="cut-before", method="POST")
    assert create(account, urn=f"{URN}2") != first


def test_a_killed_process_is_made_good_by_the_next(account: Account, sentry: SentryServer) -> None:
    account.journal.begin(URN, kind=Alert.token, server=f"{account.client.base_url} acme", floor=0)
    made = sentry.call("POST", "workflows/", Alert(account).encode(ALERT))["id"]
    assert create(another_process(account, sentry)) == made
    assert len(sentry.objects("workflows")) == 1


def test_an_answer_that_only_the_engine_lost_is_made_good(
    account: Account, sentry: SentryServer
) -> None:
    made = create(account)
    assert create(another_process(account, sentry)) == made


def test_what_was_changed_meanwhile_is_brought_up_to_date(
    account: Account, sentry: SentryServer
) -> None:
    made = create(account)
    assert create(another_process(account, sentry), frequency=60) == made
    assert sentry.objects("workflows")[0]["config"]["frequency"] == 60


def test_a_resource_that_the_engine_knows_settles_its_note(
    account: Account, sentry: SentryServer
) -> None:
    made = create(account)
    later = another_process(account, sentry)
    Alert(later).check(name="a", olds=ALERT, news=ALERT, random_seed=b"")
    assert create(later) != made


def test_an_old_note_counts_no_more(account: Account, sentry: SentryServer) -> None:
    made = create(account)
    server = f"{account.client.base_url} acme"
    note = account.journal.find(URN, server)
    assert note is not None
    account.journal._write(replace(note, since=note.since - 25 * 3600))
    assert create(another_process(account, sentry)) != made


def test_a_note_of_an_object_since_deleted_makes_a_new_one(
    account: Account, sentry: SentryServer
) -> None:
    made = create(account)
    sentry.call("DELETE", f"workflows/{made}/")
    assert create(another_process(account, sentry)) != made


def test_a_late_twin_is_deleted(account: Account, sentry: SentryServer) -> None:
    """The first request is carried out after it was given up and repeated."""
    body = Alert(account).encode(ALERT)
    post = account.client.post
    calls = 0

    def late(path: str, sent: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 1:
            sentry.fault(kind="cut-before", method="POST")
            return post(path, sent, **options)
        sentry.call("POST", "workflows/", body)
        return post(path, sent, **options)

    account.client.post = late  # type: ignore[method-assign]
    made = create(account)
    assert [one["id"] for one in sentry.objects("workflows")] == [made]


def test_a_refused_create_leaves_no_note(account: Account, sentry: SentryServer) -> None:
    sentry.fault(kind="status", status=400, body={"name": ["taken"]}, method="POST")
    with pytest.raises(PluginError, match="name: taken"):
        create(account)
    assert account.journal.find(URN, f"{account.client.base_url} acme") is None


def test_a_monitor_of_another_project_is_no_twin(account: Account, sentry: SentryServer) -> None:
    monitor = MetricMonitor(account)
    news = {
        "project": "shop-api",
        "name": "m",
        "aggregate": "count()",
        "timeWindow": 60,
        "critical": 1,
    }
    inputs = monitor.check(name="m", olds={}, news=news, random_seed=b"").inputs
    account.listing("acme", "detectors").floor()
    sentry.call(
        "POST", "projects/shop-web/detectors/", monitor.encode({**inputs, "project": "shop-web"})
    )
    sentry.fault(kind="cut-after", method="POST")
    made = monitor.create(urn=URN, inputs=inputs, preview=False).id
    names = {one["id"]: one["projectId"] for one in sentry.objects("detectors")}
    assert len(names) == 2
    assert names[made] == "4501"
