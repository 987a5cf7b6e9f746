"""The digest's function, run here against the sandbox's Sentry and AWS."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import boto3
import httpx
import pytest

from components.digest import function
from tests.providers.sentry_alerting.server import SentryServer
from tests.sandbox.aws.accounts import REGION, Account, alarm, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = datetime(2026, 11, 26, 23, tzinfo=UTC)  # midnight in Berlin, of a Friday
SENT = "2026-11-28T08:00:00Z"  # nine o'clock in Berlin, a Saturday


class World:
    """Both accounts, and a function that is told of them by its environment."""

    def __init__(self, sentry: SentryServer, aws: Account, patch: pytest.MonkeyPatch) -> None:
        self.sentry, self.aws, self._patch = sentry, aws, patch
        self.topic = str(aws.client("sns").create_topic(Name="digest")["TopicArn"])
        for protocol, endpoint in (
            ("email", "ana@example.com"),
            ("https", "https://global.sns-api.chatbot.amazonaws.com"),
        ):
            aws.client("sns").subscribe(TopicArn=self.topic, Protocol=protocol, Endpoint=endpoint)
        for record in aws.store.data["regions"][REGION]["subscriptions"].values():
            record["confirmed"] = True
        aws.client("secretsmanager").create_secret(Name="digest/sentry", SecretString="tok-1234")
        self.settings: dict[str, Any] = {
            "title": "Digest daily of acme prod",
            "topic": self.topic,
            "time_zone": "Europe/Berlin",
            "days": [1, 2, 3, 4, 5, 6, 7],
            "sentry_url": sentry.url,
            "organization": "acme",
            "projects": ["shop-api", "shop-web"],
            "sentry_environment": None,
            "token_secret": "digest/sentry",
            "alarm_prefix": "acme-prod-",
            "alarm_regions": [REGION],
        }

    def observed(self, **given: Any) -> None:
        url = f"{self.sentry.url}/_sandbox/sentry/organizations/acme"
        httpx.post(url, json=given).raise_for_status()

    def series(self, axis: str, *hours: tuple[int, float], dataset: str = "errors") -> None:
        values = [(int((DAY + timedelta(hours=at)).timestamp()), value) for at, value in hours]
        given = {"project": "shop-api", "dataset": dataset, "yAxis": axis, "values": values}
        self.observed(series=[given])

    def send(self, when: str = SENT) -> dict[str, str]:
        """Run the function; what arrives, by protocol."""
        self._patch.setenv("DIGEST", json.dumps(self.settings))
        function.handler({"time": when}, None)
        notes = self.aws.store.data["regions"][REGION]["deliveries"]["notes"]
        return {note["protocol"]: note["message"] for note in notes if note["subject"]}

    def subject(self) -> str:
        notes = self.aws.store.data["regions"][REGION]["deliveries"]["notes"]
        return str(notes[-1]["subject"])


@pytest.fixture
def world(sentry: SentryServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    with running() as aws:
        for name, value in {
            "AWS_ENDPOINT_URL": aws.url,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": REGION,
        }.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
        monkeypatch.setattr(time, "sleep", lambda _: None)
        yield World(sentry, aws, monkeypatch)


@pytest.fixture
def sentry() -> Iterator[SentryServer]:
    server = SentryServer()
    yield server
    server.stop()


def test_the_day_before_is_told_with_its_numbers(world: World) -> None:
    world.series("count()", (0, 1000), (23, 234), (-1, 900), (24, 5))
    world.series("count(span.duration)", (3, 12_000), (4, 345), dataset="spans")
    world.series("p95(span.duration)", (3, 840.4), (4, 120), dataset="spans")
    world.observed(
        issues=[
            {
                "project": "shop-api",
                "title": "ValueError: no such order",
                "firstSeen": "2026-11-27T10:00:00Z",
                "count": 42,
            },
            {"project": "shop-api", "title": "Old", "firstSeen": "2026-11-20T10:00:00Z"},
        ]
    )
    text = world.send()["email"]
    assert text == (
        "Digest daily of acme prod: Friday, 27 November 2026 (Europe/Berlin)\n"
        "\n"
        "Errors\n"
        "  shop-api: 1,234 (before that 900)\n"
        "  shop-web: 0 (before that 0)\n"
        "\n"
        "Requests\n"
        "  shop-api: 12,345 transactions, p95 at most 840 ms (in the hour from Fri 03:00)\n"
        "  shop-web: no transactions\n"
        "\n"
        "New issues\n"
        "  shop-api: 1\n"
        "  - SHOP-API-1 42x ValueError: no such order https://acme.sentry.invalid/issues/100001/\n"
        "  shop-web: none\n"
        "\n"
        "Alarms that went off\n"
        "  none\n"
    )
    assert world.subject() == "Digest daily of acme prod: Friday, 27 November 2026"


def test_slack_gets_what_chatbot_understands(world: World) -> None:
    world.series("count()", (0, 7))
    sent = json.loads(world.send()["https"])
    assert (sent["version"], sent["source"]) == ("1.0", "custom")
    assert sent["content"]["textType"] == "client-markdown"
    assert sent["content"]["title"] == "Digest daily of acme prod: Friday, 27 November 2026"
    assert "*Errors*\nshop-api: 7 (before that 0)" in sent["content"]["description"]


def test_alarms_of_the_environment_that_went_off_are_counted(world: World) -> None:
    cloudwatch = world.aws.client("cloudwatch")
    for name in ("acme-prod-api-cpu", "acme-prod-api-quiet", "acme-staging-api-cpu"):
        cloudwatch.put_metric_alarm(**alarm(AlarmName=name))
    states = ("ALARM", "OK", "ALARM")
    for name, entered in (
        ("acme-prod-api-cpu", states),
        ("acme-prod-api-quiet", ("OK",)),
        ("acme-staging-api-cpu", states),
    ):
        for state in entered:
            cloudwatch.set_alarm_state(AlarmName=name, StateValue=state, StateReason="test")
    world.settings |= {"projects": [], "time_zone": "UTC"}
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    lines = world.send(tomorrow.isoformat())["email"].splitlines()
    assert lines[2] == "Alarms that went off"
    assert lines[3].startswith("  acme-prod-api-cpu: 2x, first ")
    assert lines[3].endswith(" and did not end")
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("days", "when", "told"),
    [
        ([1, 2, 3, 4, 5], "2026-11-30T08:00:00Z", "Friday, 27 November to Sunday, 29 November"),
        ([1, 2, 3, 4, 5], "2026-12-01T08:00:00Z", "Monday, 30 November"),
        ([1], "2026-11-30T08:00:00Z", "Monday, 23 November to Sunday, 29 November"),
        ([1, 2, 3, 4, 5, 6, 7], "2026-11-27T22:59:00Z", "Thursday, 26 November"),
        ([1, 2, 3, 4, 5, 6, 7], "2026-11-27T23:00:00Z", "Friday, 27 November"),
    ],
)
def test_it_tells_about_the_days_since_the_last_one(
    world: World, days: list[int], when: str, told: str
) -> None:
    world.settings |= {"days": days, "projects": []}
    assert f": {told}" in world.send(when)["email"]


def test_a_day_on_which_clocks_change_is_told_whole(world: World) -> None:
    world.settings |= {"projects": ["shop-api"], "alarm_prefix": None}
    start = datetime(2026, 10, 24, 22, tzinfo=UTC)  # 25 hours until midnight
    values = [(int((start + timedelta(hours=at)).timestamp()), 1) for at in range(-25, 26)]
    given = {"project": "shop-api", "dataset": "errors", "yAxis": "count()", "values": values}
    world.observed(series=[given])
    assert "shop-api: 25 (before that 25)" in world.send("2026-10-26T08:00:00Z")["email"]


def test_an_environment_of_sentry_s_can_be_meant_alone(world: World) -> None:
    for environment, value in (("production", 3), ("qa", 4)):
        at = int(DAY.timestamp())
        one = {"project": "shop-api", "dataset": "errors", "yAxis": "count()"}
        world.observed(series=[{**one, "values": [(at, value)], "environment": environment}])
    world.settings["sentry_environment"] = "production"
    assert "shop-api: 3 (" in world.send()["email"]


@pytest.mark.parametrize(
    ("fault", "tries"),
    [
        ({"kind": "status", "status": 429, "headers": {"Retry-After": "1"}}, 3),
        ({"kind": "status", "status": 500}, 3),
        ({"kind": "cut-before"}, 3),
        ({"kind": "truncate"}, 3),
    ],
)
def test_a_passing_trouble_is_waited_for(world: World, fault: dict[str, Any], tries: int) -> None:
    world.series("count()", (0, 7))
    world.sentry.fault(**fault, times=tries)
    assert "shop-api: 7 (before that 0)" in world.send()["email"]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"kind": "status", "status": 429}, "Sentry answered 429"),
        ({"kind": "status", "status": 500}, "Sentry answered 500"),
        ({"kind": "status", "status": 403}, "Sentry answered 403"),
        ({"kind": "cut-before"}, "no answer from Sentry (RemoteDisconnected)"),
    ],
)
def test_what_sentry_does_not_tell_is_said_and_the_rest_is_sent(
    world: World, fault: dict[str, Any], said: str
) -> None:
    world.sentry.fault(**fault, times=0, path="events-timeseries")
    text = world.send()["email"]
    assert f"Errors\n  shop-api: not known, {said}\n" in text
    assert "shop-api: none" in text
    assert "Alarms that went off\n  none" in text


def test_no_token_is_said_and_the_token_is_nowhere(world: World) -> None:
    text = world.send()["email"]
    assert "tok-1234" not in text
    world.aws.client("secretsmanager").delete_secret(
        SecretId="digest/sentry", ForceDeleteWithoutRecovery=True
    )
    text = world.send()["email"]
    assert "Sentry\n  the secret digest/sentry can't be read (ResourceNotFoundException)" in text


def test_sentry_is_not_asked_for_ever(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(function, "_PATIENCE", -1.0)
    assert "shop-api: not known, Sentry took too long" in world.send()["email"]
    assert world.sentry.requests() == []


def test_a_message_that_cannot_be_sent_is_an_error(world: World) -> None:
    world.aws.client("sns").delete_topic(TopicArn=world.topic)
    with pytest.raises(Exception, match="Topic does not exist"):
        world.send()


def test_many_new_issues_are_cut_and_the_message_fits(world: World) -> None:
    seen = "2026-11-27T10:00:00Z"
    one = {"project": "shop-api", "title": "x" * 1000, "firstSeen": seen}
    world.observed(issues=[one] * 12)
    sent = world.send()
    assert "shop-api: more than 10" in sent["email"]
    assert len(json.loads(sent["https"])["content"]["description"]) == 8000


def test_it_asks_for_nothing_that_the_contract_does_not_have(
    world: World, shared_dir: Path
) -> None:
    world.series("count(span.duration)", (3, 1), dataset="spans")
    world.settings["sentry_environment"] = "production"
    world.send()
    asked = [one["query"] for one in world.sentry.requests("GET", "events-timeseries")]
    document = json.loads((shared_dir / "openapi/sentry-public.json").read_text())
    route = "/api/0/organizations/{organization_id_or_slug}/events-timeseries/"
    known = {one["name"]: one["schema"] for one in document["paths"][route]["get"]["parameters"]}
    assert len(asked) >= 4
    for given in map(parse_qs, asked):
        assert given.keys() <= known.keys()
        assert given["dataset"][0] in known["dataset"]["enum"]
        assert all(given[name][0].isdecimal() for name in ("interval",))
