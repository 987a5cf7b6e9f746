"""What the engine does to each resource, as plain values for display and JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi.automation.events import EngineEvent, StepEventMetadata

Operation: TypeAlias = Literal["up", "preview", "refresh", "destroy"]
State: TypeAlias = Literal["running", "done", "failed"]

# Halves of a replacement; the engine reports the replacement itself as well.
_PARTS = frozenset({"create-replacement", "delete-replaced", "discard-replaced"})
_PULUMI_OWN = ("pulumi:pulumi:", "pulumi:providers:")


@dataclass(frozen=True, slots=True)
class PropertyChange:
    """One changed property; secrets are masked by the engine before they reach us."""

    path: str
    kind: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Step:
    """One operation on one resource.

    Attributes:
        op: `create`, `update`, `delete`, `replace`, `same`, `refresh`, `import`, ...
    """

    op: str
    state: State
    urn: str
    type: str
    name: str
    changes: tuple[PropertyChange, ...] = ()

    @property
    def is_change(self) -> bool:
        """Whether the resource itself changes (a refresh that found nothing does not)."""
        return self.op not in {"same", "read", "refresh"} or bool(self.changes)


@dataclass(slots=True)
class Outcome:
    """How an operation went.

    Attributes:
        counts: Resources by operation, as the engine counted them, the stack itself and
            providers left out.
        messages: Warnings and errors, each with the resource it concerns.
        state: Fingerprint of the state that it began with; None where it came not so far.
        interrupted: Whether somebody pressed Ctrl-C meanwhile.
    """

    operation: Operation
    environment: str
    steps: list[Step] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)
    outputs: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    state: str | None = None
    succeeded: bool = False
    interrupted: bool = False

    @property
    def changed(self) -> int:
        """Number of resources created, updated, replaced or deleted."""
        return sum(n for op, n in self.counts.items() if op not in {"same", "read", "refresh"})


class Listener:
    """What an operation tells while it runs; subclass and override what is of interest."""

    def step(self, step: Step) -> None:
        """A resource's operation has begun, is done or has failed."""

    def message(self, text: str, *, severity: str) -> None:
        """A warning, an error or an information of the engine."""

    def interrupted(self, count: int) -> None:
        """Ctrl-C was pressed for the count-th time."""

    def asking(self, *, begins: bool) -> None:
        """The user is asked something from here on, or no longer."""


def step_of(event: EngineEvent) -> Step | None:
    """Return the step an engine event tells of, None for events of another kind."""
    for metadata, state in (
        (event.resource_pre_event, "running"),
        (event.res_outputs_event, "done"),
        (event.res_op_failed_event, "failed"),
    ):
        if metadata is not None:
            return _step(metadata.metadata, state)  # type: ignore[arg-type]
    return None


def _step(metadata: StepEventMetadata, state: State) -> Step | None:
    kind = str(metadata.type)
    op = getattr(metadata.op, "value", str(metadata.op))
    if kind.startswith(_PULUMI_OWN) or op in _PARTS:
        return None
    name = metadata.urn.rsplit("::", 1)[-1]
    return Step(op, state, metadata.urn, kind, name, _changes(metadata, op))


def _changes(metadata: StepEventMetadata, op: str) -> tuple[PropertyChange, ...]:
    if op not in {"update", "replace", "refresh"} or not metadata.old or not metadata.new:
        return ()
    on_refresh = op == "refresh"
    old = (metadata.old.outputs if on_refresh else metadata.old.inputs) or {}
    new = (metadata.new.outputs if on_refresh else metadata.new.inputs) or {}
    return tuple(
        PropertyChange(path, diff.diff_kind.value, value_at(old, path), value_at(new, path))
        for path, diff in sorted((metadata.detailed_diff or {}).items())
    )


def value_at(properties: Mapping[str, Any], path: str) -> Any:
    """Follow a property path such as `rules[0].targets` down; None where it ends early."""
    value: Any = properties
    for part in path.replace("[", ".").replace("]", "").replace('"', "").split("."):
        if isinstance(value, list) and part.isdigit():
            value = value[int(part)] if int(part) < len(value) else None
        elif isinstance(value, dict):
            value = value.get(part)
        else:
            return None
    return value
