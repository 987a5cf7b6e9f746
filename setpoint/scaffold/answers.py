"""What a new project needs to know, read from what people type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

_ENVIRONMENT = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")
_PERSON = re.compile(r"([^<>]*)<([^<>\s]+@[^<>\s@]+)>\s*+(\+[\d ]+\d)?\s*")
_CHANNEL = re.compile(r"#?([^\s=#]+)=(C[A-Z0-9]+)")
_SOMEBODY = "'Ana Ruiz <ana@example.com> +15550100001'"
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


class Wrong(ValueError):  # noqa: N818 - what was answered is wrong, not what runs
    """An answer can't be used; the message says why and what would be fine."""


@dataclass(frozen=True, slots=True)
class OnCaller:
    """Somebody of the first rota; the phone may be empty."""

    id: str
    name: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A Slack channel: its name with `#`, and its id."""

    name: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a new project is made from.

    Attributes:
        environments: The last one pages people.
        email: Address that a severity's messages go to.
        slack_workspace: Empty without Slack.
        slack_channels: By environment; none without Slack.
        start: First day of the rota.
    """

    organization: str
    environments: tuple[str, ...]
    region: str
    sentry_organization: str
    people: tuple[OnCaller, ...]
    email: str
    slack_workspace: str
    slack_channels: Mapping[str, Channel]
    start: date

    @property
    def paging(self) -> str:
        """The environment from which people are woken."""
        return self.environments[-1]


def read_answers(  # noqa: PLR0913 - one argument for each question
    *,
    organization: str,
    environments: str,
    region: str,
    sentry_organization: str,
    people: str,
    email: str,
    slack_workspace: str,
    slack_channels: str,
    start: date,
) -> Answers:
    """Take the answers apart.

    Args:
        organization: The short name.
        environments: With commas between.
        region: Of AWS.
        sentry_organization: The slug.
        people: Each as `Name <address> phone`, with commas between.
        email: An address.
        slack_workspace: The id; empty without Slack.
        slack_channels: One for each environment, as `#name=ID`, with commas between.
        start: First day of the rota.

    Raises:
        Wrong: One of them can't be read.
    """
    if not _REGION.fullmatch(region):
        raise Wrong(f"{region} is no AWS region; it looks like us-east-1")
    names = _environments(environments)
    channels = _channels(slack_channels, names) if slack_workspace else {}
    return Answers(
        organization=organization,
        environments=names,
        region=region,
        sentry_organization=sentry_organization,
        people=tuple(_people(people)),
        email=email,
        slack_workspace=slack_workspace,
        slack_channels=channels,
        start=start,
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _environments(text: str) -> tuple[str, ...]:
    names = _parts(text)
    if not names:
        raise Wrong("a project needs an environment at least; write staging,prod")
    for name in names:
        if not _ENVIRONMENT.fullmatch(name):
            raise Wrong(f"{name} is no environment; use lower-case letters, digits, - and _")
    return names


def _people(text: str) -> list[OnCaller]:
    found: dict[str, OnCaller] = {}
    for part in _parts(text):
        match = _PERSON.fullmatch(part)
        if match is None:
            raise Wrong(f"{part!r} is nobody; write a person as {_SOMEBODY}")
        name = match[1].strip() or match[2].partition("@")[0]
        key = _id(name)
        if not key or key in found:
            key = _id(match[2])
        found[key] = OnCaller(key, name, match[2], match[3] or "")
    if not found:
        raise Wrong(f"somebody must be on call; name a person as {_SOMEBODY}")
    return list(found.values())


def _id(name: str) -> str:
    return _NOT_IN_IDS.sub("-", name.lower()).strip("-")


def _channels(text: str, environments: Sequence[str]) -> Mapping[str, Channel]:
    parts = _parts(text)
    if len(parts) != len(environments):
        raise Wrong(
            "AWS takes a Slack channel once an account, so each environment needs its own: write"
            f" {len(environments)} as '#alerts=C0123ABCD', in the order of the environments"
        )
    return dict(zip(environments, map(_channel, parts), strict=True))


def _channel(text: str) -> Channel:
    match = _CHANNEL.fullmatch(text)
    if match is None:
        raise Wrong(f"{text!r} is no Slack channel; write its name and id as '#alerts=C0123ABCD'")
    return Channel(f"#{match[1]}", match[2])
