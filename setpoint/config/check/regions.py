"""Regions of alarms: one for all that an alarm reads and tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.model import SENTRY_SIGNALS, AlarmActions
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import Alert, Composite, Signal
    from setpoint.config.model.signal.composite import ChildSignal
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_ACTIONS = ("ok_actions", "insufficient_data_actions")
_REGION_OF_ARN = 3


def check(draft: Draft) -> Iterator[Mistake]:
    """Metrics, actions, composites and keys of more than one region."""
    yield from _key(draft)
    for (service, name), alert in draft.alerts.items():
        if not alert.present:
            continue
        key, path = f"{service}/{name}", ("services", service, "alerts", name)
        region = draft.regions.of(key)
        if region is None:
            yield from _needless(alert, path)
        elif alert.composite is not None:
            yield from _children(alert.composite, (*path, "composite"), key, draft)
            yield from _actions(alert.composite, (*path, "composite"), region)
        else:
            yield from _metrics(alert.signal, (*path, alert.kind), key, draft)
            yield from _actions(alert.signal, (*path, alert.kind), region)


def _needless(alert: Alert, path: Path) -> Iterator[Mistake]:
    """A region of what has no alarm in AWS."""
    if alert.region is not None:
        vendor = "Sentry" if alert.kind in SENTRY_SIGNALS else "Prometheus"
        message = f"{vendor} watches it, and no alarm of CloudWatch's; take it out"
        yield Mistake((*path, "region"), message, on_key=True)


def _metrics(signal: Signal | ChildSignal, path: Path, key: str, draft: Draft) -> Iterator[Mistake]:
    """Metrics that are not where the alarm is."""
    region, usual = draft.regions.of_signal(signal, key), draft.regions.usual(key)
    for read in draft.regions.reads(signal):
        where = (*path, *read.path)
        if read.home and read.home != region:
            message = f"AWS has {read.namespace} in {read.home} alone, and the alarm is in {region}"
            on_key = not read.path
            yield Mistake(where, message, read.namespace, on_key=on_key, inside=read.inside)
        elif not read.home and region != usual:
            message = (
                f"the alarm is in {region} for another of its metrics, and {read.namespace} in"
                f" {usual}; an alarm reads one region: write `region: {region}` if it is there"
            )
            yield Mistake(where, message, read.namespace, inside=read.inside)


def _children(composite: Composite, path: Path, key: str, draft: Draft) -> Iterator[Mistake]:
    """Alarms of a composite's own that read metrics of several regions."""
    for group in ("any", "all", "children"):
        for name, child in (getattr(composite, group) or {}).items():
            if child.model_fields_set:
                where = (*path, group, name, child.kind)
                yield from _metrics(child.signal, where, key, draft)


def _actions(signal: AlarmActions | Signal, path: Path, region: str) -> Iterator[Mistake]:
    """Actions that are elsewhere."""
    for key in _ACTIONS:
        for n, arn in enumerate(getattr(signal, key, None) or ()):
            given = arn.split(":")[_REGION_OF_ARN]
            if given and given != region:
                message = (
                    f"is an action in {given}, and an alarm in {region} tells only what is there"
                )
                yield Mistake((*path, key, n), message, arn)


def _key(draft: Draft) -> Iterator[Mistake]:
    """A key that its ARN puts into one region, with topics in another."""
    key = draft.config.defaults.kms_key
    if key is None or not key.startswith("arn:"):
        return
    own = key.split(":")[_REGION_OF_ARN]
    found = {draft.regions.of("/".join(alert)) or draft.region for alert in draft.alerts}
    for region in sorted(found - {own}):
        message = (
            f"is a key in {own}, and topics are needed in {region}; write the name of an alias"
            " that each region has, such as alias/alerts"
        )
        yield Mistake(("defaults", "kms_key"), message, key)
