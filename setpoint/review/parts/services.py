"""What PagerDuty has of each service that pages somebody."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from setpoint.catalog.hours import hours_text
from setpoint.config.units import write_duration
from setpoint.review.parts.part import Part, sections_of, stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from setpoint.catalog.model import PagerDutyService
    from setpoint.review.parts.dependants import Dependence
    from setpoint.review.parts.part import Facts, Sentence
    from setpoint.review.side import Side

# What follows from alerts and is told of them, and what no vendor gets to know.
_OF_ALERTS: Final = ("id", "team", "page_hours", "integrations", "overrides", "slack")
_APART: Final = ("alerts", "allow", "escalation", "sentry_project", "team")


def parts(side: Side, dependence: Dependence) -> Iterator[Part]:
    """Yield each service, whose services in PagerDuty have all but the escalation in common."""
    for key, section in side.loaded.config.services.items():
        made = [one for one in side.catalog.pagerduty_services.values() if one.service == key]
        if not made:
            continue
        path = ("services", key)
        first = next((one for one in made if one.id == key), None)
        yield Part(
            path=path,
            facts=_facts(first or made[0]),
            sections=sections_of(path, section, without=_APART),
            alerts=partial(_dependants, dependence, [one.id for one in made]),
            words=_words,
            thing="PagerDuty's service",
        )
        if first is not None:  # an alert may have another escalation than its service's
            yield Part(
                path=(*path, "escalation"),
                facts={"service": key, "escalation": first.escalation},
                made=False,
                sections=((*path, "escalation"),),
                alerts=partial(dependence.on, "default", key),
                words=_escalation_words,
            )


def _facts(service: PagerDutyService) -> Facts:
    """Return what is told of a service; who is paged stands apart."""
    name = service.name if service.id == service.service else service.name.rpartition(" (")[0]
    return {**stated(service, without=(*_OF_ALERTS, "escalation")), "name": name}


def _dependants(dependence: Dependence, services: Sequence[str]) -> list[str]:
    return [alert for one in services for alert in dependence.on("service", one)]


def _words(old: tuple[Side, Facts], new: tuple[Side, Facts]) -> Iterator[Sentence]:
    (_, before), (_, after) = old, new
    service = after["service"]
    if before["support_hours"] != after["support_hours"]:
        yield ("support_hours",), _urgent(after, service)
    yield from _timed(before, after, "acknowledgement_timeout", "triggers again")
    yield from _timed(before, after, "auto_resolve_timeout", "resolves itself")


def _escalation_words(old: tuple[Side, Facts], new: tuple[Side, Facts]) -> Iterator[Sentence]:
    (_, before), (_, after) = old, new
    told = f"{after['service']} pages {after['escalation']} instead of {before['escalation']}"
    yield (), told


def _urgent(facts: Facts, service: str) -> str:
    hours = facts["support_hours"]
    if hours is None:
        return f"incidents of {service} are as urgent as their alerts at all hours"
    return f"incidents of {service} are of high urgency {hours_text(hours)} and of low otherwise"


def _timed(before: Facts, after: Facts, key: str, verb: str) -> Iterator[Sentence]:
    if before[key] == after[key]:
        return
    kind = "an acknowledged" if key.startswith("ack") else "an open"
    was, now = (each and write_duration(each) for each in (before[key], after[key]))
    incident = f"{kind} incident of {after['service']}"
    if now is None:
        yield (key,), f"{incident} never {verb}; it did after {was}"
    else:
        instead = f" instead of {was}" if was else "; it never did"
        yield (key,), f"{incident} {verb} after {now}{instead}"
