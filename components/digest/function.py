"""The digest, as it runs in AWS Lambda: asks what happened, publishes it to an SNS topic.

This file is all of the function's code. It needs Python's standard library, and boto3, which
Lambda's Python brings. Its settings are in the variable DIGEST (see `Settings`). It reads from
Sentry and CloudWatch, changes nothing, and never prints the token.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from zoneinfo import ZoneInfo

import boto3

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ATTEMPTS = 4
_LONGEST_WAIT = 20.0  # seconds between two attempts, whatever Sentry asks for
_TIMEOUT = 30
_PATIENCE = 300.0  # seconds for all questions to Sentry; Lambda ends the function after 600
_TOO_MANY, _SERVER_ERROR = 429, 500
_HOUR = 3600
_LISTED = 10  # new issues of a project, and alarms
_SUBJECT = 100  # characters that SNS takes
_DESCRIPTION = 8000  # characters that AWS Chatbot takes


@dataclass(frozen=True)
class Settings:
    """What the function is told.

    Attributes:
        title: What the message is called.
        topic: ARN of the topic.
        days: Days on which it is sent, 1 (Monday) to 7.
        sentry_url: Without a slash at its end.
        projects: Sentry's slugs; without any, Sentry isn't asked.
        sentry_environment: None counts them all.
        token_secret: Name or ARN of the secret in Secrets Manager that holds Sentry's token.
        alarm_prefix: What names of the alarms begin with; None leaves alarms out.
        alarm_regions: Where the alarms are.
    """

    title: str
    topic: str
    time_zone: str
    days: list[int]
    sentry_url: str
    organization: str
    projects: list[str]
    sentry_environment: str | None
    token_secret: str | None
    alarm_prefix: str | None
    alarm_regions: list[str]


@dataclass(frozen=True)
class Period:
    """Whole days on the clock of a time zone; `end` is the first moment after them."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Section:
    """A heading and the lines below it."""

    title: str
    lines: tuple[str, ...]


class AskingError(Exception):
    """A question that was not answered; the message says why."""


def handler(event: dict[str, Any], _context: object) -> dict[str, str]:
    """Send the digest; `event` may hold the `time` that it was scheduled for, in UTC.

    What can't be found out is said in the message. Only a message that can't be sent is an
    error: then Lambda tries again, and the digest's alarm goes off.
    """
    settings = Settings(**json.loads(os.environ["DIGEST"]))
    now = datetime.fromisoformat(event["time"]) if "time" in event else datetime.now(UTC)
    period = days_before(now, settings)
    sections = [*_of_sentry(settings, period), *_of_cloudwatch(settings, period)]
    subject, message = render(settings, period, sections)
    sent = boto3.client("sns").publish(
        TopicArn=settings.topic, Subject=subject, Message=message, MessageStructure="json"
    )
    return {"message": sent["MessageId"]}


def days_before(now: datetime, settings: Settings) -> Period:
    """Return the days since the last digest, without today: yesterday, or a weekend with it."""
    zone = ZoneInfo(settings.time_zone)
    today = now.astimezone(zone).date()
    first = today - timedelta(days=1)
    while first.isoweekday() not in settings.days:
        first -= timedelta(days=1)
    return Period(_midnight(first, zone), _midnight(today, zone))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)


# -- the message


def render(settings: Settings, period: Period, sections: list[Section]) -> tuple[str, str]:
    """Return subject and message: text for e-mail, and for Slack what AWS Chatbot understands.

    AWS Chatbot subscribes by https, and shows only AWS's own events and this format:
    https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
    """
    heading = f"{settings.title}: {_in_words(period)}"
    paragraphs = [f"{heading} ({settings.time_zone})"]
    paragraphs += ["\n".join([one.title, *(f"  {line}" for line in one.lines)]) for one in sections]
    blocks = ["\n".join([f"*{one.title}*", *one.lines]) for one in sections]
    slack = {
        "version": "1.0",
        "source": "custom",
        "content": {
            "textType": "client-markdown",
            "title": heading,
            "description": _cut("\n\n".join(blocks), _DESCRIPTION),
        },
    }
    text = "\n\n".join(paragraphs) + "\n"
    subject = _cut(heading.encode("ascii", "replace").decode(), _SUBJECT)
    return subject, json.dumps({"default": text, "email": text, "https": json.dumps(slack)})


def _in_words(period: Period) -> str:
    last = (period.end - timedelta(days=1)).date()
    if last == period.start.date():
        return f"{last:%A, %d %B %Y}"
    return f"{period.start:%A, %d %B} to {last:%A, %d %B %Y}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 3]}..."


def _answered(name: str, ask: Callable[[], str]) -> str:
    """Return a line, or that there was no answer: the other lines are still worth sending."""
    try:
        return f"{name}: {ask()}"
    except AskingError as error:
        return f"{name}: not known, {error}"


# -- Sentry


def _of_sentry(settings: Settings, period: Period) -> Iterator[Section]:
    """Yield errors, requests and new issues of each project."""
    if not settings.projects or not settings.token_secret:
        return
    try:
        sentry = Sentry(settings, period, _token(settings.token_secret))
    except AskingError as error:
        yield Section("Sentry", (str(error),))
        return
    names = settings.projects
    yield Section("Errors", tuple(_answered(p, partial(sentry.errors, p)) for p in names))
    yield Section("Requests", tuple(_answered(p, partial(sentry.requests, p)) for p in names))
    yield Section("New issues", tuple(line for p in names for line in sentry.new_issues(p)))


def _token(secret: str) -> str:
    try:
        found = boto3.client("secretsmanager").get_secret_value(SecretId=secret)
    except Exception as error:
        raise AskingError(f"the secret {secret} can't be read ({type(error).__name__})") from error
    return str(found["SecretString"]).strip()


@dataclass(frozen=True)
class Sentry:
    """Questions to Sentry's API."""

    settings: Settings
    period: Period
    token: str
    until: float = field(default_factory=lambda: time.monotonic() + _PATIENCE)

    def errors(self, project: str) -> str:
        """Return how many errors there were, and how many in as long a time before."""
        start, end = self.period.start, self.period.end
        seconds = int(end.timestamp() - start.timestamp())  # 23 or 25 hours when clocks change
        values = self._series(project, "errors", "count()", comparisonDelta=seconds)
        before = [each["comparisonValue"] for each in values if "comparisonValue" in each]
        told = f"{_sum(values):,.0f}"
        return f"{told} (before that {sum(before):,.0f})" if before else told

    def requests(self, project: str) -> str:
        """Return how many transactions there were, and the 95th percentile of the worst hour."""
        count = _sum(self._series(project, "spans", "count(span.duration)"))
        if not count:
            return "no transactions"
        hours = self._series(project, "spans", "p95(span.duration)")
        worst = max(hours, key=lambda hour: hour["value"] or 0)
        at = datetime.fromtimestamp(worst["timestamp"] / 1000, self.period.start.tzinfo)
        p95 = f"p95 at most {worst['value']:,.0f} ms (in the hour from {at:%a %H:%M})"
        return f"{count:,.0f} transactions, {p95}"

    def new_issues(self, project: str) -> Iterator[str]:
        """Yield the project's issues that were first seen in the period, the newest first."""
        start, end = _utc(self.period.start), _utc(self.period.end)
        query = f"project:{project} firstSeen:>={start} firstSeen:<{end}"
        asked = {"query": query, "sort": "new", "limit": _LISTED + 1, **self._shared}
        try:
            issues = self._get("issues", asked)
        except AskingError as error:
            yield f"{project}: not known, {error}"
            return
        yield f"{project}: {_at_most(len(issues))}"
        for issue in issues[:_LISTED]:
            yield f"- {issue['shortId']} {issue['count']}x {issue['title']} {issue['permalink']}"

    def _series(self, project: str, dataset: str, axis: str, **more: Any) -> list[dict[str, Any]]:
        """Return a value for each hour."""
        asked = {"dataset": dataset, "yAxis": axis, "interval": _HOUR, "project": project}
        if dataset == "spans":
            asked["query"] = "is_transaction:true"
        found = self._get("events-timeseries", {**asked, **self._shared, **more})
        return [value for series in found["timeSeries"] for value in series["values"]]

    @property
    def _shared(self) -> dict[str, str]:
        asked = {"start": _utc(self.period.start), "end": _utc(self.period.end)}
        environment = self.settings.sentry_environment
        return asked | ({"environment": environment} if environment else {})

    def _get(self, path: str, asked: dict[str, Any]) -> Any:
        """Ask, and ask again where Sentry is too busy or broken for the moment."""
        base = f"{self.settings.sentry_url}/api/0/organizations/{self.settings.organization}"
        headers = {"Authorization": f"Bearer {self.token}"}
        request = Request(f"{base}/{path}/?{urlencode(asked)}", headers=headers)  # noqa: S310 - https, but for tests
        reason = "Sentry took too long"
        for attempt in range(_ATTEMPTS):
            if time.monotonic() > self.until:
                break
            try:
                with urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310 - the same
                    return json.load(answer)
            except HTTPError as error:
                reason = f"Sentry answered {error.code}"
                if error.code != _TOO_MANY and error.code < _SERVER_ERROR:
                    break
                wait = error.headers.get("Retry-After", "")
            except (
                OSError,
                HTTPException,
                ValueError,
            ) as error:  # none, or half of one
                reason, wait = f"no answer from Sentry ({type(error).__name__})", ""
            if attempt < _ATTEMPTS - 1:
                time.sleep(min(float(wait if wait.isdigit() else 2**attempt), _LONGEST_WAIT))
        raise AskingError(reason)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"


def _sum(values: list[dict[str, Any]]) -> float:
    return sum(each["value"] or 0 for each in values)


def _at_most(count: int) -> str:
    return f"more than {_LISTED}" if count > _LISTED else str(count or "none")


# -- CloudWatch


def _of_cloudwatch(settings: Settings, period: Period) -> Iterator[Section]:
    """Yield the alarms that went off, those first that did so most often."""
    if not settings.alarm_prefix:
        return
    try:
        alarms = {
            name: states
            for region in settings.alarm_regions
            for name, states in _transitions(settings.alarm_prefix, region, period).items()
        }
    except Exception as error:  # noqa: BLE001 - the rest of the message is still worth sending
        yield Section("Alarms", (f"not known, CloudWatch refused ({type(error).__name__})",))
        return
    lines = [line for name, states in alarms.items() if (line := _alarm_line(name, states, period))]
    more = [f"... and {len(lines) - _LISTED} more"] if len(lines) > _LISTED else []
    yield Section("Alarms that went off", (*lines[:_LISTED], *more) or ("none",))


def _transitions(prefix: str, region: str, period: Period) -> dict[str, list[tuple[datetime, str]]]:
    """Return by alarm of a region the states that it entered, in order."""
    client = boto3.client("cloudwatch", region_name=region)
    pages = client.get_paginator("describe_alarm_history")
    found: dict[str, list[tuple[datetime, str]]] = {}
    for page in pages.paginate(
        HistoryItemType="StateUpdate",
        AlarmTypes=["MetricAlarm", "CompositeAlarm"],
        StartDate=period.start,
        EndDate=period.end,
        ScanBy="TimestampAscending",
    ):
        for item in page["AlarmHistoryItems"]:
            if item["AlarmName"].startswith(prefix):
                state = json.loads(item["HistoryData"])["newState"]["stateValue"]
                found.setdefault(item["AlarmName"], []).append((item["Timestamp"], state))
    return found


def _alarm_line(name: str, states: list[tuple[datetime, str]], period: Period) -> str | None:
    raised = [moment for moment, state in states if state == "ALARM"]
    if not raised:
        return None
    first = raised[0].astimezone(period.start.tzinfo)
    ended = " and did not end" if states[-1][1] == "ALARM" else ""
    return f"{name}: {len(raised)}x, first {first:%a %H:%M}{ended}"
