"""What follows where an alert's text, severity, owner or recipients are others.

Every value has a sentence: what becomes of the page, or that nothing does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.catalog.hours import hours_text, page_text, response_text
from setpoint.catalog.route_words import state_text
from setpoint.config.units import write_duration
from setpoint.review.effect import PAGING_STAYS, Effect, Judgement
from setpoint.review.names import are, listed
from setpoint.review.waking import Week, other_hours, slots, slots_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from setpoint.catalog.model import Alert, Response, Route, StateRoute
    from setpoint.config.path import Path
    from setpoint.review.signals.reading import Reading

_TEXTS: Final = {
    "summary": "messages are headed otherwise",
    "description": "messages say something else",
    "alert_name": "messages name it otherwise",
}
_SAME_HOURS: Final = "the support hours are the same by another clock"
_WHO: Final = frozenset({"slack", "email", "sms", "people", "webhooks", "tickets", "actions"})


def consequence(
    path: Path, old: tuple[Alert, Reading | None], new: tuple[Alert, Reading | None]
) -> Judgement:
    """Return what follows from a value that differs, or that is there on one side only."""
    (before, one), (after, other) = old, new
    key = str(path[-1])
    if key in _WHO:
        return Judgement(Effect.unchanged, _told_otherwise(key, one, other))
    if key in _TEXTS:
        return _stays(_TEXTS[key])
    if key in _UNPAGED:
        return _stays(_UNPAGED[key](before, after))
    tell = _OTHERS.get(key)
    return tell(before, after) if tell else Judgement(Effect.unchanged)


def _stays(said: str) -> Judgement:
    return Judgement(Effect.unchanged, f"{said}; {PAGING_STAYS}")


def _enabled(_: Alert, now: Alert) -> Judgement:
    if now.enabled:
        return Judgement(Effect.more, "notifies again")
    return Judgement(Effect.less, "notifies nobody")


def _region(_: Alert, now: Alert) -> Judgement:
    return Judgement(Effect.unknown, f"watches what is in {now.region} now")


def _severity(_: Alert, now: Alert) -> Judgement:
    return Judgement(Effect.unchanged, f"is {now.severity} now")


def _told_otherwise(key: str, old: Reading | None, new: Reading | None) -> str:
    """Return who hears of it now, and who doesn't any more; of people, whom it may page, how."""
    how = " by e-mail" if key == "people" else ""
    was, now = (each.items if each else () for each in (old, new))
    come = [each for each in now if each not in was]
    gone = [each for each in was if each not in now]
    told = [f"{listed(come)} {are(come)} told{how} now"] if come else []
    told += [f"{listed(gone)} {are(gone)} no longer told{how}"] if gone else []
    same = "at another address or in another way" if was == now else "in another order"
    return "; ".join(told) or f"the same are told {same}"


def _paged(was: Alert, now: Alert) -> Judgement:
    """Return who is paged now and wasn't, or no longer, or how urgently."""
    old, new = was.route, now.route
    if new.page is None:
        told = f"paged {old.escalation}, and pages nobody now"
    elif other_hours(old, new):
        told = _paged_at(old, new)
    elif old.page is None:
        told = f"pages {new.escalation} now, {_urgency(new)}"
    else:
        told = f"pages {_urgency(new, ' now')}"
    return Judgement(Effect.unchanged, told)


def _paged_at(old: Route, new: Route) -> str:
    """Return the hours in which a page is of another urgency than before."""
    week = Week(old, new)
    kinds = {"low": (True, False), "high": (False, True)}
    told = [
        f"pages with {urgency} urgency {week.when({kind})} now"
        for urgency, kind in kinds.items()
        if kind in week.kinds
    ]
    return "; ".join(told) or f"{_SAME_HOURS}; {PAGING_STAYS}"


def _urgency(route: Route, now: str = "") -> str:
    """Return `with high urgency, which wakes people`; as a loss says it where it wakes nobody."""
    by_hours = route.page_hours
    if by_hours is not None:
        first, _, rest = page_text(route).partition(" ")
        return f"with {first} urgency {rest} ({hours_text(by_hours.hours)}){now}"
    wakes = "wakes people" if route.page == "high" else "wakes nobody"
    return f"with {route.page} urgency{now}, which {wakes}"


def _owner(_: Alert, now: Alert) -> str:
    return f"messages name {now.owner} as the owner"


def _runbook(was: Alert, now: Alert) -> str:
    if now.runbook is None:
        return "messages link to no runbook any more"
    return "messages link to another runbook" if was.runbook else "messages link to a runbook now"


def _response(was: Alert, now: Alert) -> str:
    before, after = was.respond_within, now.respond_within
    if after is None:
        return "no time to respond is promised any more"
    if before is None:
        return f"a response is promised within {response_text(after)}"
    if before.hours and after.hours and before.hours != after.hours:
        if response_text(before) == response_text(after):
            return "; ".join(_promised_at(before, after)) or _SAME_HOURS
        one, other = (f"{response_text(each)}{_of_hours(each)}" for each in (before, after))
    else:
        one, other = response_text(before), response_text(after)
    return f"a response is promised within {other} instead of {one}"


def _of_hours(response: Response) -> str:
    return f" ({hours_text(response.hours)})" if response.hours else ""


def _promised_at(old: Response, new: Response) -> Iterator[str]:
    """Yield the hours in which another time to respond is promised than before."""
    assert old.hours is not None  # noqa: S101 - the hours differ
    week = slots(old.hours, new.hours)
    for left in (True, False):
        found = [slot for slot in week if (slot.before, slot.after) == (left, not left)]
        times = (old.support_hours, new.otherwise) if left else (old.otherwise, new.support_hours)
        if found and times[0] != times[1]:
            yield _promise(*times, slots_text(found, old.hours))


def _promise(was: int | None, now: int | None, hours: str) -> str:
    one, other = (each and write_duration(each) for each in (was, now))
    if other is None:
        return f"no response is promised {hours} any more, where it was within {one}"
    instead = f"instead of {one} {hours}" if one else f"{hours}, where none was"
    return f"a response is promised within {other} {instead}"


def _ok(_: Alert, now: Alert) -> str:
    return f"when it is over, {_state(now.route.ok, 'whoever heard of it')}"


def _without_data(_: Alert, now: Alert) -> str:
    return f"without data, {_state(now.route.insufficient_data, 'nobody')}"


def _state(state: StateRoute | None, usual: str) -> str:
    names = state_text(state) if state else usual
    return f"{names} {'are' if ',' in names else 'is'} told"


_UNPAGED: Final[dict[str, Callable[[Alert, Alert], str]]] = {
    "owner": _owner,
    "runbook": _runbook,
    "respond_within": _response,
    "ok": _ok,
    "insufficient_data": _without_data,
}
_OTHERS: Final[dict[str, Callable[[Alert, Alert], Judgement]]] = {
    "enabled": _enabled,
    "region": _region,
    "severity": _severity,
    "page": _paged,
}
