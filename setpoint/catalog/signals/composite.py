"""`composite`: the states of several alarms combined into one.

Children are alarms of their own without actions; the rule names alarms, quoted, where the
config names ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import CompositeAlarm
from setpoint.expressions.alarm_rules import read_rule, rename

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from setpoint.catalog.model import ChildSignal
    from setpoint.catalog.signals.identity import SignalIdentity
    from setpoint.config.model import Child, Composite

    BuildChild = Callable[[Child, SignalIdentity], tuple[ChildSignal, str]]


def build(
    section: Composite, identity: SignalIdentity, build_child: BuildChild
) -> tuple[CompositeAlarm, str]:
    """Return the alarm with its children, and its condition."""
    group = next((key for key in ("any", "all") if getattr(section, key)), "children")
    built = {
        name: build_child(child, identity.child(group, name, child.kind))
        for name, child in section.parts.items()
    }
    condition = _condition(section, {name: told for name, (_, told) in built.items()})
    suppressor = section.suppressed_by
    alarm = CompositeAlarm(
        alarm_name=identity.alarm_name,
        # The children's own descriptions have their figures: one threshold, one changed alarm.
        description=identity.describe(_condition(section, dict.fromkeys(section.parts, ""))),
        alarm_rule=_rule(section, identity),
        children={name: signal for name, (signal, _) in built.items()},
        depends_on=_depends_on(section),
        suppressor=identity.naming.alarm(suppressor) if suppressor else None,
        suppressor_wait_period=section.wait if suppressor else None,
        suppressor_extension_period=section.extension if suppressor else None,
        actions_enabled=identity.enabled,
    )
    return alarm, condition


def _rule(section: Composite, identity: SignalIdentity) -> str:
    if section.rule is not None:
        return _named_rule(section.rule, section.children, identity)
    names = [identity.naming.alarm(identity.alert, name) for name in section.parts]
    names += [identity.naming.alarm(alert) for alert in section.alarms]
    joint = " AND " if section.all is not None else " OR "
    return joint.join(f'ALARM("{name}")' for name in names)


def _named_rule(rule: str, children: Iterable[str], identity: SignalIdentity) -> str:
    own = set(children)

    def named(word: str) -> str:
        name = (
            identity.naming.alarm(identity.alert, word)
            if word in own
            else identity.naming.alarm(word)
        )
        return f'"{name}"'

    return rename(rule.strip(), named)


def _depends_on(section: Composite) -> tuple[str, ...]:
    named = list(section.alarms)
    if section.rule is not None:
        named += [name for name in read_rule(section.rule).names if "/" in name]
    if section.suppressed_by:
        named.append(section.suppressed_by)
    return tuple(dict.fromkeys(named))


def _condition(section: Composite, children: dict[str, str]) -> str:
    told = [f"{name}: {text}" if text else name for name, text in children.items()]
    if section.rule is not None:
        where = f", where {'; '.join(told)}" if any(children.values()) else ""
        text = f"{' '.join(section.rule.split())}{where}"
    else:
        word = "all" if section.all is not None else "any"
        between = "; " if any(children.values()) else ", "
        text = f"{word} of {between.join([*told, *section.alarms])}"
    return f"{text}; quiet during {section.suppressed_by}" if section.suppressed_by else text
