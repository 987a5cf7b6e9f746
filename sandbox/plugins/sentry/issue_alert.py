"""SentryIssueAlert: its conditions, filters and actions are maps of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.fields import Field
from sandbox.plugins.sentry.alert import AlertResource, split
from sandbox.plugins.sentry.resource import WIRE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props

_PARTS = ("conditions", "filters", "actions")
_META = '{"schema_version":"1"}'


def _texts(parts: list[Props]) -> list[Props]:
    """Return maps without empty texts, which are as good as none."""
    return [
        {key: value for key, value in part.items() if value not in (None, "")} for part in parts
    ]


class IssueAlert(AlertResource):
    """An issue alert rule."""

    token = "sentry:index/sentryIssueAlert:SentryIssueAlert"
    route = "rules"
    task = "rule-task"
    task_member = "rule"
    fields: ClassVar[Mapping[str, Field]] = {
        "actionMatch": Field(required=True),
        "actions": Field(kind="list", required=True, write=_texts),
        "conditions": Field(kind="list", required=True, write=_texts),
        "environment": Field(),
        "filterMatch": Field(required=True),
        "filters": Field(kind="list", write=_texts),
        "frequency": Field(kind="integer", required=True),
        "internalId": Field(output=True, api="id"),
        "name": Field(),
        "organization": Field(required=True, replaces=True, sent=False),
        "project": Field(required=True, replaces=True, sent=False),
        "projects": Field(kind="list", output=True),
    }

    def compared(self, props: Props) -> Props:
        """An empty text is as good as none."""
        lists = {key: props.get(key) for key in _PARTS}
        known = {key: _texts(value) for key, value in lists.items() if isinstance(value, list)}
        return {**props, **known}

    def outputs(self, id: str, rule: dict[str, Any], spoken: Props) -> Props:
        """Of the parts, show what the program speaks of."""
        organization, project, _ = split(id)
        return {
            **WIRE.told(self.fields, rule),
            "__meta": _META,
            "id": id,
            "organization": organization,
            "project": project,
            **{key: _spoken(rule[key], spoken.get(key) or []) for key in _PARTS},
        }


def _spoken(answered: list[dict[str, Any]], known: list[Props]) -> list[Props]:
    """Return what the program speaks of; nothing at all after an import."""
    if not known:
        return []
    shapes = [*known, *[known[-1]] * len(answered)]
    return [
        {key: part[key] for key, value in shape.items() if value != "" and key in part}
        for part, shape in zip(answered, shapes, strict=False)
    ]
