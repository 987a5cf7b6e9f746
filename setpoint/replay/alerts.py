"""All alerts of a catalog over what was recorded, composites after what they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.catalog.model import CompositeAlarm
from setpoint.replay.alarms import named, replay
from setpoint.replay.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.catalog.model import Catalog, Signal
    from setpoint.replay.alarms import Recording, Replay
    from setpoint.replay.states import Timeline

_DEFAULT: Final = Settings()


def replay_all(
    catalog: Catalog, recordings: Mapping[str, Recording], settings: Settings = _DEFAULT
) -> dict[str, Replay]:
    """Return what the alarms did, by alert; alerts without all they need are left out.

    Args:
        catalog: Where the alerts are.
        recordings: By name of the alarm; a composite's children have names of their own.
        settings: What CloudWatch does without telling.

    Raises:
        ReplayError: A recording doesn't fit its alarm.
    """
    found: dict[str, Replay] = {}
    known: dict[str, Timeline] = {}
    for alert in _in_order(catalog):
        signal = catalog.alerts[alert].signal
        if signal.alarm_names and _needs(signal) <= recordings.keys() | known.keys():
            found[alert] = replay(signal, recordings, others=known, settings=settings)
            known[signal.alarm_names[0]] = found[alert].timeline
    return {alert: found[alert] for alert in catalog.alerts if alert in found}


def _needs(signal: Signal) -> frozenset[str]:
    """Return names of alarms, the signal's own where it is judged by a series."""
    return named(signal) if isinstance(signal, CompositeAlarm) else frozenset(signal.alarm_names)


def _in_order(catalog: Catalog) -> Iterator[str]:
    """Yield each alert after those that it depends on; the config lets none depend on itself."""
    done: set[str] = set()

    def after(alert: str) -> Iterator[str]:
        if alert in done or alert not in catalog.alerts:
            return
        done.add(alert)
        signal = catalog.alerts[alert].signal
        for other in signal.needs:
            yield from after(other)
        yield alert

    for alert in catalog.alerts:
        yield from after(alert)
