"""Ids of what stands elsewhere in the config: what kind of thing each of them names.

The marker is part of a field's type. Whoever asks for references (the check that something has
the name, the JSON Schema, the page of all keys) reads it there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

from setpoint.config.model.types.address import Channel
from setpoint.config.model.types.names import AlertName, Ref
from setpoint.config.model.types.suggestion import suggested

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema

    from setpoint.config.path import Path

ANY: Final = "*"
DEFINED: Final[Mapping[str, Path]] = {
    "person": ("people",),
    "group": ("groups",),
    "team": ("teams",),
    "schedule": ("schedules",),
    "escalation": ("escalations",),
    "severity": ("severities",),
    "service": ("services",),
    "alert": ("services", ANY, "alerts"),
    "template": ("templates",),
    "webhook": ("webhooks",),
    "saved query": ("queries",),
    "Sentry project": ("sentry", "projects"),
    "Slack channel": ("slack", "channels"),
}
"""Where each kind of thing is defined; ids below `*` are joined by a slash, as service/alert."""


@dataclass(frozen=True, slots=True, init=False)
class Reference:
    """A text that names something of one of several kinds.

    Attributes:
        kinds: Keys of `DEFINED`.
        words: Texts that stand for themselves and name nothing.
        told_by: A key beside this one whose value says which of the kinds it is, if one does.
        of: The kind by that value; the last of `kinds` for any other.
    """

    kinds: tuple[str, ...]
    words: tuple[str, ...]
    told_by: str | None
    of: tuple[tuple[str, str], ...]

    def __init__(
        self,
        *kinds: str,
        words: tuple[str, ...] = (),
        told_by: str | None = None,
        of: tuple[tuple[str, str], ...] = (),
    ) -> None:
        for name, value in (("kinds", kinds), ("words", words), ("told_by", told_by), ("of", of)):
            object.__setattr__(self, name, value)

    @property
    def thing(self) -> str:
        """What it names, such as `team or person`."""
        return " or ".join(self.kinds)

    def kinds_beside(self, siblings: Mapping[str, Any]) -> tuple[str, ...]:
        """The kinds that it may be of in a section with these keys."""
        if self.told_by is None:
            return self.kinds
        said = siblings.get(self.told_by)
        return (next((kind for value, kind in self.of if value == said), self.kinds[-1]),)

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The schema of the text, with what it names."""
        return suggested(handler(core_schema), *self.kinds, *self.words)


AlertRef: TypeAlias = Annotated[AlertName, Reference("alert")]
ChannelRef: TypeAlias = Annotated[Channel, Reference("Slack channel")]
EscalationRef: TypeAlias = Annotated[Ref, Reference("escalation")]
GroupRef: TypeAlias = Annotated[Ref, Reference("group")]
OwnerRef: TypeAlias = Annotated[Ref, Reference("team", "person")]
PersonOrGroupRef: TypeAlias = Annotated[Ref, Reference("person", "group")]
PersonRef: TypeAlias = Annotated[Ref, Reference("person")]
ProjectRef: TypeAlias = Annotated[Ref, Reference("Sentry project")]
QueryRef: TypeAlias = Annotated[Ref, Reference("saved query")]
ScheduleRef: TypeAlias = Annotated[Ref, Reference("schedule")]
ServiceRef: TypeAlias = Annotated[Ref, Reference("service")]
SeverityRef: TypeAlias = Annotated[Ref, Reference("severity")]
TeamRef: TypeAlias = Annotated[Ref, Reference("team")]
TemplateRef: TypeAlias = Annotated[Ref, Reference("template")]
WebhookRef: TypeAlias = Annotated[Ref, Reference("webhook")]
