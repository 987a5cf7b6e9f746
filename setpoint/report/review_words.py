"""A review in sentences, for every format that people read."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

from setpoint.config.units import write_duration
from setpoint.review import Effect, Kind, LossKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from setpoint.config.value import Origin
    from setpoint.review import AlertChange, Edit, FieldChange, Loss, PartChange, Review, Source

EFFECTS: Final = {
    Effect.more: "more sensitive",
    Effect.less: "less sensitive",
    Effect.mixed: "more and less sensitive",
    Effect.unchanged: "",
    Effect.unknown: "sensitivity unknown",
}
# Of an alert; `changed` is told edit by edit.
SIGNS: Final = {
    Kind.added: "+",
    Kind.removed: "-",
    Kind.disabled: "-",
    Kind.enabled: "+",
    Kind.renamed: "~",
    Kind.moved: "~",
    Kind.changed: "~",
}
# Keys that decide how long detection takes.
_TIMING: Final = frozenset(
    {
        "alarms",
        "datapoints_to_alarm",
        "evaluation_periods",
        "failure_threshold",
        "filters",
        "interval",
        "period",
        "rule",
        "time_window",
        "wait",
    }
)
_NAMED = 5
_LONG, _AROUND = 60, 12
ABSENT = "nothing"


class Became(NamedTuple):
    """What became of an alert in one or more environments."""

    change: AlertChange
    environments: tuple[str, ...]


class LossLine(NamedTuple):
    """The same loss in one or more environments."""

    loss: Loss
    environments: tuple[str, ...]


class ValueLine(NamedTuple):
    """A value of an alert before and after, or what several of them follow from."""

    name: str
    old: str | None
    new: str | None
    origin: Origin


class Reached(NamedTuple):
    """Who hears of some alerts and didn't, and the reverse."""

    alerts: tuple[str, ...]
    environments: tuple[str, ...]
    woken: tuple[str, ...]
    no_longer_woken: tuple[str, ...]


def counted(number: int, noun: str) -> str:
    """Return `1 alert` or `2 alerts`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(names: Sequence[str]) -> str:
    """Return `a, b and c`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else "none"


def shortened(names: Sequence[str], most: int = _NAMED) -> str:
    """Return the first names and how many more there are."""
    if len(names) <= most:
        return listed(names)
    return f"{', '.join(islice(names, most))} and {len(names) - most} more"


def summary(review: Review) -> str:
    """Return what differs in one sentence."""
    sides = f"between {review.base} and {review.head}"
    if not review.changes:
        return f"{_without_alerts(review)} {sides}."
    kinds: Mapping[Kind, dict[str, None]] = defaultdict(dict)
    for change in review.changes:
        kinds[change.kind][change.id] = None
    told = [f"{len(kinds[kind])} {kind.value}" for kind in Kind if kind in kinds]
    places = listed(tuple(dict.fromkeys(change.environment for change in review.changes)))
    alerts = "alert" if sum(map(len, kinds.values())) == 1 else "alerts"
    edits = f" by {counted(len(review.edits), 'edit')}" if review.edits else ""
    losses = f"; {counted(len(loss_lines(review)), 'loss').replace('losss', 'losses')}"
    return f"{listed(told)} {alerts} in {places}{edits}{losses if review.losses else ''} {sides}."


def _without_alerts(review: Review) -> str:
    """Return what differs where no alert does."""
    told = [counted(len(review.edits), "edit")] if review.edits else []
    parts = part_lines(review)
    told += [f"{counted(len(parts), 'part')} beside the alerts that came or went"] if parts else []
    losses = counted(len(loss_lines(review)), "loss").replace("losss", "losses")
    lost = f"; {losses}" if review.losses else ""
    return f"No alert differs in itself; {listed(told)}{lost}" if told else "No alert differs"


def loss_lines(review: Review) -> tuple[LossLine, ...]:
    """Return losses, one that several environments have once."""
    found: dict[tuple[object, ...], list[Loss]] = defaultdict(list)
    for loss in review.losses:
        found[loss.kind, loss.subject, loss.sentence].append(loss)
    return tuple(
        LossLine(losses[0], tuple(loss.environment for loss in losses)) for losses in found.values()
    )


class PartLine(NamedTuple):
    """A part beside the alerts that came or went in one or more environments."""

    sign: str
    path: str
    environments: tuple[str, ...]
    text: str
    origin: Origin


def part_lines(review: Review) -> tuple[PartLine, ...]:
    """Return what came or went beside the alerts; what changed is told edit by edit."""
    found: dict[tuple[Kind, str], list[PartChange]] = defaultdict(list)
    for part in review.parts:
        if part.kind is not Kind.changed:
            found[part.kind, part.path].append(part)
    return tuple(
        PartLine(
            SIGNS[kind],
            path,
            tuple(each.environment for each in parts),
            "new" if kind is Kind.added else "gone",
            parts[0].origin,
        )
        for (kind, path), parts in found.items()
    )


def became(review: Review) -> tuple[Became, ...]:
    """Return alerts that came, went, got another name, or were switched, but for losses."""
    lost = {
        (loss.subject, loss.environment)
        for loss in review.losses
        if loss.kind in {LossKind.removed, LossKind.disabled}
    }
    found: dict[tuple[object, ...], list[AlertChange]] = defaultdict(list)
    for change in review.changes:
        if change.kind is not Kind.changed and (change.id, change.environment) not in lost:
            found[change.kind, change.old_id, change.id].append(change)
    return tuple(
        Became(changes[0], tuple(change.environment for change in changes))
        for changes in found.values()
    )


def became_text(line: Became) -> str:
    """Return `is new, severity high` and the like."""
    change = line.change
    match change.kind:
        case Kind.added:
            return f"new, {change.alert.severity}: {change.alert.condition}"
        case Kind.removed:
            return f"removed, was {change.alert.severity}: {change.alert.condition}"
        case Kind.renamed | Kind.moved:
            return f"{change.kind.value} from {change.old_id}; its alarm is replaced"
        case _:
            return change.kind.value


def reached(review: Review) -> tuple[Reached, ...]:
    """Return who is reached otherwise, alerts with the same people together.

    Alerts that came or went are told by themselves.
    """
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[AlertChange]] = defaultdict(list)
    for change in review.changes:
        if change.kind in {Kind.added, Kind.removed}:
            continue
        if change.woken or change.no_longer_woken:
            found[change.woken, change.no_longer_woken].append(change)
    return tuple(
        Reached(
            alerts=tuple(dict.fromkeys(change.id for change in changes)),
            environments=tuple(dict.fromkeys(change.environment for change in changes)),
            woken=woken,
            no_longer_woken=gone,
        )
        for (woken, gone), changes in found.items()
    )


def reached_text(line: Reached) -> str:
    """Return who hears of it now and who doesn't any more."""
    parts = []
    if line.woken:
        parts.append(f"now reaches {listed(line.woken)}")
    if line.no_longer_woken:
        parts.append(f"no longer reaches {listed(line.no_longer_woken)}")
    return "; ".join(parts)


def edit_title(edit: Edit) -> str:
    """Return what was edited, an alert's value by the alert's short name."""
    parts = edit.path.split(".", 4)
    if parts[0] == "services" and len(parts) == 5 and parts[2] == "alerts":  # noqa: PLR2004
        return f"{parts[1]}/{parts[3]} {parts[4]}"
    return edit.path


def edit_values(edit: Edit) -> tuple[str, str]:
    """Return the values before and after, with a word for none."""
    if edit.old is None and edit.new is None:
        return "as it was", "changed"
    return edit.old or ABSENT, edit.new or ABSENT


def brief(old: str, new: str, room: int = _LONG) -> tuple[str, str]:
    """Return two values longer than `room` without what they have in common."""
    if max(len(old), len(new)) <= room:
        return old, new
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    first = max(0, start - _AROUND)
    return _middle(old, first, len(old) - end), _middle(new, first, len(new) - end)


def _shared(one: str, other: str) -> int:
    """Return with how many same characters two texts begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _middle(text: str, start: int, end: int) -> str:
    """Return a part of a text, some more behind it, dots where something is left out."""
    end = min(len(text), end + _AROUND, start + _LONG)
    return f"{'...' if start else ''}{text[start:end]}{'...' if end < len(text) else ''}"


def edit_reach(edit: Edit, names: int = 3) -> str:
    """Return how many alerts the edit reaches, and which, as far as `names` go; 0 for none."""
    places = listed(edit.environments)
    if not edit.alerts:
        return f"{shortened(tuple(dict.fromkeys(part.path for part in edit.parts)))} in {places}"
    if len(edit.alerts) == 1:
        return f"{edit.alerts[0]} in {places}"
    which = f" ({shortened(edit.alerts, names)})" if names else ""
    return f"{counted(len(edit.alerts), 'alert')} in {places}{which}"


def edit_sentences(edit: Edit) -> tuple[str, ...]:
    """Return what follows from the edit: the effects in words, and how long detection takes."""
    said = tuple(dict.fromkeys(field.sentence for field in edit.fields if field.sentence))
    timed = any(_TIMING & set(field.path.split(".")) for field in edit.fields)
    return (*said[:_NAMED], *(detection(edit.changes) if timed else ()))


def detection(changes: Iterable[AlertChange]) -> tuple[str, ...]:
    """Return how the worst-case time to detection changes, nothing where it doesn't."""
    times = [
        (change.detection_before, change.detection_after)
        for change in changes
        if change.detection_before is not None and change.detection_after is not None
    ]
    if all(before == after for before, after in times):
        return ()
    before, after = (_span([pair[side] for pair in times]) for side in (0, 1))
    return (f"detected within {after} instead of {before}",)


def _span(times: Sequence[int]) -> str:
    low, high = min(times), max(times)
    return write_duration(low) if low == high else f"{write_duration(low)}-{write_duration(high)}"


def value_lines(change: AlertChange) -> tuple[ValueLine, ...]:
    """Return an alert's values, those that follow from one line elsewhere told by that line."""
    by_edit: dict[Source, list[FieldChange]] = defaultdict(list)
    for field in change.fields:
        by_edit[field.sources[0]].append(field)
    found = []
    for source, fields in by_edit.items():
        if len(fields) > 1 and source.old != source.new:
            named = f"{source.path} ({counted(len(fields), 'value')})"
            found.append(ValueLine(named, source.old, source.new, source.origin))
        else:
            found += [ValueLine(each.path, each.old, each.new, each.origin) for each in fields]
    return tuple(found)


def touched_text(change: AlertChange) -> str:
    """Return which dashboards and alerts show or depend on it."""
    touched = change.touched
    parts = [
        f"{word} {listed(names)}"
        for word, names in (
            ("drawn on", touched.dashboards),
            ("part of", touched.composites),
            ("keeps quiet", touched.suppressed),
        )
        if names
    ]
    return "; ".join(parts)


def cost_lines(review: Review) -> tuple[tuple[str, str], ...]:
    """Return environment and `$1.00 -> $2.00 (+$1.00)` of each that costs more or less."""
    return tuple(
        (name, f"${cost.before:.2f} -> ${cost.after:.2f} ({_signed(cost.increase)})")
        for name, cost in review.cost.items()
        if cost.increase
    )


def _signed(amount: object) -> str:
    text = f"{amount:+.2f}"
    return f"{text[0]}${text[1:]}"
