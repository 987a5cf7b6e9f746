"""Every value of an alert that changed, with its effect and the line that was edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from setpoint.catalog.destinations import SENTRY_KINDS
from setpoint.catalog.hours import hours_text, page_text, response_text
from setpoint.catalog.model import CompositeAlarm, LogMetric
from setpoint.catalog.route_words import state_text
from setpoint.config.path import write_path
from setpoint.review.consequences import consequence
from setpoint.review.effect import PAGING_STAYS, Effect, Judgement
from setpoint.review.model import FieldChange
from setpoint.review.parts import escalation_words
from setpoint.review.places import alert_path, sources
from setpoint.review.reach import action_text, own_actions, own_options
from setpoint.review.sentry_actions import actions
from setpoint.review.signals import Difference, Reading, differences
from setpoint.review.signals.reading import plain, seconds
from setpoint.review.spots import narrowed, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from setpoint.catalog.model import Alert, Response, Route, Signal, Text
    from setpoint.config.path import Path
    from setpoint.review.side import Side

_SAID = Judgement(Effect.unchanged, f"only its description says otherwise; {PAGING_STAYS}")
_LABELLED: Final = f"PagerDuty shows events with another severity; {PAGING_STAYS}"
# What nothing that is provisioned says anything of.
_UNSAID: Final = frozenset({"allow", "template", "with", "levels"})
# What is told before all else.
_FIRST: Final[dict[str | int, int]] = {"severity": 0, "page": 1}
_PLAIN: Final = ("severity", "summary", "owner", "runbook")


class _Told(NamedTuple):
    """Somebody who is told: who, how they are called, where."""

    id: str
    name: str
    address: Text


def field_changes(old: tuple[Side, Alert], new: tuple[Side, Alert]) -> tuple[FieldChange, ...]:
    """Return what changed, the condition first.

    Where no value differs that anybody acts on, but what the alarm's description says does, it is
    told which value made it.
    """
    found = [
        *differences(old[1].signal, new[1].signal),
        *_names(old, new),
        *_options(old, new),
        *_event_severity(old, new),
    ]
    return tuple(_field(each, old, new) for each in found or _said_only(old, new))


def _field(each: Difference, old: tuple[Side, Alert], new: tuple[Side, Alert]) -> FieldChange:
    shown = each.new or each.old
    return FieldChange(
        path=write_path(each.path),
        unit=shown.unit if shown else None,
        old=each.old.text if each.old else None,
        new=each.new.text if each.new else None,
        old_number=_number(each.old),
        new_number=_number(each.new),
        effect=each.judgement.effect,
        sentence=each.judgement.sentence,
        sources=sources(old, new, each.path),
    )


def _number(reading: Reading | None) -> float | None:
    value = reading.value if reading else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _names(old: tuple[Side, Alert], new: tuple[Side, Alert]) -> Iterator[Difference]:
    """Yield the vendor's name where it is another and the alert's id doesn't say so."""
    before, after = (_vendor_name(alert.signal) for _, alert in (old, new))
    given = {side.value((*alert_path(alert), alert.kind, "name")) for side, alert in (old, new)}
    told = old[1].id != new[1].id and len(given) == 1
    if before != after and not told:
        judgement = Judgement(Effect.unchanged, "has another name, so that it is replaced")
        yield Difference(("name",), plain(before), plain(after), judgement)


def _vendor_name(signal: Signal) -> str:
    if isinstance(signal, LogMetric):
        return signal.alarm.alarm_name
    return str(getattr(signal, "alarm_name", None) or getattr(signal, "name", ""))


def _options(old: tuple[Side, Alert], new: tuple[Side, Alert]) -> Iterator[Difference]:
    """Yield what is not the signal's."""
    before, after = _readings(*old), _readings(*new)
    for path in sorted({**before, **after}, key=lambda path: _FIRST.get(path[0], len(_FIRST))):
        one, other = before.get(path), after.get(path)
        if (one and one.value) == (other and other.value):
            continue
        if one and other and one.text == other.text:  # the same name for other people
            one, other = (each._replace(text=_whole(each)) for each in (one, other))
        judgement = consequence(path, (old[1], one), (new[1], other))
        if path == ("escalation",) and one and other:
            routes = ((side, each.route) for side, each in (old, new))
            judgement = Judgement(Effect.unchanged, escalation_words.instead(*routes))
        yield Difference(path, one, other, judgement)


def _event_severity(old: tuple[Side, Alert], new: tuple[Side, Alert]) -> Iterator[Difference]:
    """Yield PagerDuty's severity of the events, unless the alert's own says why it is another."""
    before, after = (_severities(*each) for each in (old, new))
    told = _urgency(old[1]) != _urgency(new[1])
    if not told and before and after and before != after:
        judgement = Judgement(Effect.unchanged, _LABELLED)
        yield Difference(("pagerduty_severity",), plain(before), plain(after), judgement)


def _urgency(alert: Alert) -> tuple[str, object]:
    """Return what an alert's events usually get their severity from."""
    return alert.severity, _page(alert.route).value if alert.route.page else None


def _severities(side: Side, alert: Alert) -> str | None:
    """Return the severity that events get: `critical`, or `critical, warning otherwise`."""
    paged = alert.route.pagerduty_service
    service = side.catalog.pagerduty_services.get(paged or "")
    own = (each for each in service.overrides if each.alert == alert.id) if service else ()
    for found in own:
        outside = found.outside and f", {found.outside.severity} otherwise"
        return f"{found.severity}{outside or ''}"
    sent = (each for each in actions(alert.signal) if each.type == "pagerduty")
    return next((each.options["priority"] for each in sent if each.target == paged), None)


def _said_only(old: tuple[Side, Alert], new: tuple[Side, Alert]) -> Iterator[Difference]:
    """Yield the values of an alert that differ and change nothing but what is said of it."""
    if _said(old[1].signal) == _said(new[1].signal):
        return
    path = alert_path(new[1])
    for place, _ in narrowed(old[0], new[0], alert_path(old[1]), path):
        below = place[len(path) :]
        if below[0] not in _UNSAID:
            one, other = (
                _as_written(side.effective((*alert_path(alert), *below)), place)
                for side, alert in (old, new)
            )
            yield Difference(below, one, other, _SAID)


def _said(signal: Signal) -> tuple[object, ...]:
    """Return the texts that tell people of a signal."""
    alarm = getattr(signal, "alarm", signal)
    children = signal.children.values() if isinstance(signal, CompositeAlarm) else ()
    texts = (getattr(alarm, name, None) for name in ("description", "annotations"))
    return (*texts, *map(_said, children))


def _as_written(value: object, place: Path) -> Reading | None:
    text = text_of(value, place)
    return None if text is None else Reading(value, text)


def _whole(reading: Reading) -> str:
    return reading.whole or reading.text


def _readings(side: Side, alert: Alert) -> dict[Path, Reading]:
    """Return an alert's values but for its signal's."""
    found: dict[Path, Reading] = {
        (name,): plain(value) for name in _PLAIN if (value := getattr(alert, name)) is not None
    }
    found |= _route(alert)
    found["enabled",] = plain(alert.enabled)
    if alert.region is not None:
        found["region",] = plain(alert.region)
    if alert.respond_within is not None:
        found["respond_within",] = _response(alert.respond_within)
    return found | _texts(side, alert)


def _texts(side: Side, alert: Alert) -> dict[Path, Reading]:
    """Return texts as the config gives them: those made of other values repeat these."""
    given = {path: side.value((*alert_path(alert), *path)) for path in _given(alert.kind)}
    return {path: Reading(text, text.strip()) for path, text in given.items() if text}


def _given(kind: str) -> tuple[Path, ...]:
    return ("description",), (kind, "description"), (kind, "alert_name")


def _route(alert: Alert) -> dict[Path, Reading]:
    route = alert.route
    found: dict[Path, Reading] = {}
    if route.page is not None:
        found["page",] = _page(route)
    if route.escalation is not None:
        found["escalation",] = plain(route.escalation)
    found |= _told(route, sentry=alert.kind in SENTRY_KINDS)
    found |= _states(route)
    if actions := own_actions(alert):
        in_full = plain(own_options(alert))
        found["actions",] = plain(actions)._replace(value=in_full.value, whole=in_full.text)
    return found


def _page(route: Route) -> Reading:
    by_hours = route.page_hours
    if by_hours is None:
        return plain(route.page)
    text = page_text(route)
    return Reading(by_hours, text, whole=f"{text} ({hours_text(by_hours.hours)})")


def _response(response: Response) -> Reading:
    if response.hours is None:
        return seconds(response.shortest)
    text = response_text(response)
    return Reading(response, text, whole=f"{text} ({hours_text(response.hours)})")


def _told(route: Route, *, sentry: bool) -> dict[Path, Reading]:
    """Return recipients and tickets; of people and webhooks their names, then their addresses.

    Sentry calls webhooks through an app of its own.
    """
    found: dict[Path, Reading] = {}
    for name in ("slack", "email", "sms"):
        if values := getattr(route.channels, name):
            found[name,] = plain(tuple(str(value) for value in values))
    if people := route.channels.people:
        found["people",] = _addressed(_Told(each.id, each.name, each.email) for each in people)
    if webhooks := route.channels.webhooks:
        found["webhooks",] = _addressed(
            _Told(each.id, each.id, (each.sentry_app or "nobody") if sentry else each.url)
            for each in webhooks
        )
    if route.tickets:
        short = plain(tuple(f"{each.type} {each.target}" for each in route.tickets))
        whole = plain(tuple(map(action_text, route.tickets))).text
        found["tickets",] = short._replace(value=route.tickets, whole=whole)
    return found


def _states(route: Route) -> dict[Path, Reading]:
    """Return who hears that it is over or has no data; usually whoever hears of it, and nobody."""
    usual = {"ok": "whoever heard of it", "insufficient_data": "nobody"}
    found: dict[Path, Reading] = {}
    for name, text in usual.items():
        state = getattr(route, name)
        told = (state.channels, state.actions) if state else None  # topics are shared with others
        found[name,] = Reading(told, state_text(state) if state else text)
    return found


def _addressed(told: Iterable[_Told]) -> Reading:
    given = tuple(told)
    return plain(tuple(each.name for each in given))._replace(
        value=tuple((each.id, each.address) for each in given),
        whole=plain(tuple(f"{each.name} at {each.address}" for each in given)).text,
    )
