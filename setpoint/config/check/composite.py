"""CloudWatch's rules of composite alarms (PutCompositeAlarm)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setpoint.config.check.expressions import mistake
from setpoint.config.check.references import dangling
from setpoint.config.declarations import ids
from setpoint.config.model import SENTRY_SIGNALS
from setpoint.config.units import write_duration
from setpoint.config.validation.draft import Mistake
from setpoint.expressions.alarm_rules import ELEMENTS, Rule, named, read_rule
from setpoint.expressions.faults import ExpressionError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from setpoint.config.model import Alert, Composite
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_MOST_CHILDREN = 100
_LONGEST_RULE = 10_240


def check(draft: Draft) -> Iterator[Mistake]:
    """Members that are no alarms, rules that are none, suppression, cycles."""
    composites = {
        key: alert.composite for key, alert in draft.alerts.items() if alert.composite is not None
    }
    if not composites:
        return
    known = frozenset(ids(draft.data, "alert"))
    edges: dict[str, dict[str, Path]] = {}
    for (service, name), composite in composites.items():
        path = ("services", service, "alerts", name, "composite")
        rule = yield from _rule(composite, path)
        named = _named(composite, rule, path)
        edges[f"{service}/{name}"] = named
        for ref, where in named.items():
            yield from _member(ref, where, draft, known)
        yield from _parts(composite, rule, path)
        yield from _suppression(composite, path)
        yield from _region(f"{service}/{name}", composite, named, path, draft)
    yield from _cycles(edges)


def _rule(composite: Composite, path: Path) -> Generator[Mistake, None, Rule | None]:
    """Read the rule; returns it."""
    if composite.rule is None:
        return None
    if len(composite.rule) > _LONGEST_RULE:
        yield Mistake((*path, "rule"), f"the rule is longer than {_LONGEST_RULE} characters")
        return None
    try:
        rule = read_rule(composite.rule)
    except ExpressionError as error:
        yield mistake(error.fault, composite.rule, (*path, "rule"))
        return None
    if rule.elements > ELEMENTS:
        yield Mistake(
            (*path, "rule"), f"the rule has {rule.elements} elements; {ELEMENTS} are the most"
        )
    places = {name: at for at, name in reversed([*named(rule.expression)])}
    for name in rule.names:
        if "/" not in name and name not in composite.children:
            found = dangling((*path, "rule"), "child", name, composite.children)
            yield replace(found, inside=(composite.rule, places[name]))
    return rule


def _named(composite: Composite, rule: Rule | None, path: Path) -> dict[str, Path]:
    """Other alerts that the composite depends on, and where it names them."""
    named: dict[str, Path] = {ref: (*path, "alarms", n) for n, ref in enumerate(composite.alarms)}
    for name in rule.names if rule is not None else ():
        if "/" in name:
            named[name] = (*path, "rule")
    if composite.suppressed_by is not None:
        named[composite.suppressed_by] = (*path, "suppressed_by")
    return named


def _member(ref: str, where: Path, draft: Draft, known: frozenset[str]) -> Iterator[Mistake]:
    """An alert that must have an alarm in CloudWatch."""
    if ref in draft.levels.of:
        levels = " or ".join(draft.levels.of[ref])
        yield Mistake(where, f"{ref} has levels, each with an alarm; name {levels}", ref)
        return
    if ref not in known:
        if where[-1] == "rule":  # a text, of which the models know no references
            yield dangling(where, "alert", ref, known)
        return
    service, _, name = ref.partition("/")
    alert: Alert | None = draft.alerts.get((service, name))
    if alert is not None and any(kind in alert.present for kind in SENTRY_SIGNALS):
        message = f"{ref} is watched by Sentry and has no alarm in CloudWatch"
        yield Mistake(where, message, ref)
    elif alert is not None and "prometheus" in alert.present:
        message = f"{ref} is watched by Prometheus and has no alarm in CloudWatch"
        yield Mistake(where, message, ref)


def _parts(composite: Composite, rule: Rule | None, path: Path) -> Iterator[Mistake]:
    """Too many, too few, or parts that don't belong to the combination."""
    parts = composite.parts
    count = len(parts) + len(composite.alarms)
    if count > _MOST_CHILDREN:
        yield Mistake(path, f"{count} alarms are more than {_MOST_CHILDREN}, the most", on_key=True)
    if composite.rule is None and composite.children:
        yield Mistake((*path, "children"), "belongs to `rule`; put them under it", on_key=True)
    if composite.rule is not None and composite.alarms:
        yield Mistake(
            (*path, "alarms"),
            "belongs to `any` or `all`; the rule names alerts itself",
            on_key=True,
        )
    combined = composite.any if composite.any is not None else composite.all
    if combined is not None and count == 0:
        key = "any" if composite.any is not None else "all"
        yield Mistake(
            (*path, key), "the mapping is empty; it needs at least one alarm", on_key=True
        )
    if rule is not None:
        for name in composite.children:
            if name not in rule.names:
                yield Mistake((*path, "children", name), "is not used by the rule", on_key=True)


def _suppression(composite: Composite, path: Path) -> Iterator[Mistake]:
    """A suppressor has both periods, and nothing else has any."""
    for key in ("wait", "extension"):
        period: int | None = getattr(composite, key)
        if composite.suppressed_by is None and period is not None:
            message = f"{write_duration(period)} has no meaning without `suppressed_by`"
            yield Mistake((*path, key), message, on_key=True)
        if composite.suppressed_by is not None and period is None:
            message = "is missing; CloudWatch wants wait and extension with a suppressor"
            yield Mistake((*path, key), message)


def _region(
    key: str, composite: Composite, named: dict[str, Path], path: Path, draft: Draft
) -> Iterator[Mistake]:
    """A composite sees the alarms of its own region only."""
    region = draft.regions.of(key)
    groups = [each for each in ("any", "all", "children") if getattr(composite, each)]
    own = {name: (*path, group, name) for group in groups for name in getattr(composite, group)}
    for name, other in draft.regions.parts(composite, key).items():
        where = own.get(name) or named[name]
        if other != region:
            message = f"{name} is in {other}, where a composite in {region} doesn't see it"
            yield Mistake(where, message, name, on_key=name in own)


def _cycles(edges: dict[str, dict[str, Path]]) -> Iterator[Mistake]:
    """Composites that depend on themselves; CloudWatch stops evaluating them."""
    done: set[str] = set()
    for start in edges:
        if start not in done:
            yield from _walk(start, edges, done)


def _walk(start: str, edges: dict[str, dict[str, Path]], done: set[str]) -> Iterator[Mistake]:
    """Depth first from one composite; a name met again on the way closes a circle."""
    trail = [start]
    ahead = [iter(edges[start].items())]
    while ahead:
        target, where = next(ahead[-1], (None, ()))
        if target is None:
            done.add(trail.pop())
            ahead.pop()
        elif target in trail:
            around = " > ".join([*trail[trail.index(target) :], target])
            yield Mistake(where, f"composite alarms form a circle: {around}", target)
        elif target in edges and target not in done:
            trail.append(target)
            ahead.append(iter(edges[target].items()))
