"""What a review says besides the edits: losses, what came and went, who hears of what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from setpoint.report.review_page.edits import detection, title
from setpoint.report.review_page.page import Entry
from setpoint.report.review_page.wording import SIGNS, listed, shortened
from setpoint.review import Kind, LossKind, Reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from setpoint.review import AlertChange, Loss, PartChange, Review


# Losses of alerts that are still there and tell fewer; whom is told with them.
_QUIET: Final = frozenset({LossKind.disabled, LossKind.unrouted, LossKind.no_longer_pages})


def settings(review: Review) -> Iterator[Entry]:
    """Yield what decides where credentials go, and what runs with them."""
    for each in review.settings:
        values = f"{each.old or 'nothing'} -> {each.new or 'nothing'}, "
        yield Entry(
            sign="~",
            subject=each.path,
            where=each.environment or "every environment",
            text=f"{values if each.old or each.new else ''}{each.sentence}",
            origin=each.origin,
        )


def losses(review: Review) -> Iterator[tuple[Loss, tuple[str, ...]]]:
    """Yield losses with their environments, one that several have once."""
    found: dict[tuple[object, ...], list[Loss]] = defaultdict(list)
    for loss in review.losses:
        found[loss.kind, loss.subject, loss.sentence].append(loss)
    for same in found.values():
        yield same[0], tuple(loss.environment for loss in same)


def lost(review: Review) -> Iterator[Entry]:
    """Yield what goes silent, or is deleted at a vendor; alerts lost alike by one edit together."""
    quiet = _unheard(review)
    found: dict[tuple[object, ...], list[tuple[Loss, Entry]]] = defaultdict(list)
    for loss, environments in losses(review):
        gone = {quiet.get(Reach(loss.subject, each), "") for each in environments}
        heard = gone.pop() if loss.kind in _QUIET and len(gone) == 1 else ""
        entry = Entry(
            sign="-",
            subject=loss.subject,
            where=", ".join(filter(None, (listed(environments), loss.severity))),
            text="; ".join(filter(None, (loss.sentence, heard))),
            origin=loss.origin,
        )
        alone = entry.subject if loss.severity is None else ""
        found[loss.kind, entry.where, entry.text, entry.origin, alone].append((loss, entry))
    for alike in found.values():
        yield replace(alike[0][1], subject=listed(tuple(loss.subject for loss, _ in alike)))


def lost_sentences(review: Review) -> Mapping[Reach, tuple[str, ...]]:
    """Return what is said of each alert that is lost."""
    found: dict[Reach, list[str]] = defaultdict(list)
    for loss in review.losses:
        found[Reach(loss.subject, loss.environment)].append(loss.sentence)
    return {alert: tuple(sentences) for alert, sentences in found.items()}


def _unheard(review: Review) -> Mapping[Reach, str]:
    """Return whom alerts no longer reach that are lost for just that: it is told with the loss."""
    later = {(each.alert, each.environment) for each in review.told_later}
    lost_alerts = {
        (loss.subject, loss.environment) for loss in review.losses if loss.kind in _QUIET
    }
    return {
        Reach(change.id, change.environment): "".join(reached(change))
        for change in review.changes
        if (change.id, change.environment) in lost_alerts - later and not change.woken
    }


def came_and_went(review: Review) -> Iterator[Entry]:
    """Yield alerts that came, went, got another name, or were switched, but for losses."""
    told = {
        (loss.subject, loss.environment)
        for loss in review.losses
        if loss.kind in {LossKind.removed, LossKind.disabled}
    }
    found: dict[tuple[object, ...], list[AlertChange]] = defaultdict(list)
    for change in review.changes:
        if change.kind is not Kind.changed and (change.id, change.environment) not in told:
            found[change.kind, change.old_id, change.id].append(change)
    for changes in found.values():
        change = changes[0]
        yield Entry(
            sign=SIGNS[change.kind],
            subject=change.id,
            where=listed(tuple(each.environment for each in changes)),
            text=_became(change),
            origin=change.origin,
        )


def _became(change: AlertChange) -> str:
    match change.kind:
        case Kind.added:
            return f"new, {change.alert.severity}: {change.alert.condition}"
        case Kind.removed:
            return f"removed, was {change.alert.severity}: {change.alert.condition}"
        case Kind.renamed | Kind.moved:
            return f"{change.kind.value} from {change.old_id}; its alarm is replaced"
        case _:
            return change.kind.value


def heard(review: Review) -> Iterator[Entry]:
    """Yield who is reached otherwise, alerts with the same people together."""
    said: dict[Reach, list[str]] = defaultdict(list)
    told = _unheard(review)
    for change in review.changes:
        alert = Reach(change.id, change.environment)
        said[alert] += reached(change) if alert not in told else ()
    later: dict[Reach, list[tuple[str, str]]] = defaultdict(list)
    for each in review.told_later:
        later[Reach(each.alert, each.environment)].append((each.who, each.when))
    for alert, people in later.items():
        said[alert].append(f"reaches {_together(people)} later")
    found: dict[str, list[Reach]] = defaultdict(list)
    for alert, texts in said.items():
        if texts:
            found["; ".join(texts)].append(alert)
    for text, alerts in found.items():
        yield Entry(
            sign="",
            subject=shortened(tuple(dict.fromkeys(each.alert for each in alerts))),
            where=listed(tuple(dict.fromkeys(each.environment for each in alerts))),
            text=text,
            origin=None,
        )


def reached(change: AlertChange) -> Iterator[str]:
    """Yield whom an alert reaches now and didn't, and the reverse; hours of all are said first."""
    sides = (change.woken, change.no_longer_woken)
    hours = {told.hours for side in sides for told in side}
    shared = hours.pop() if len(hours) == 1 else ""
    woken, gone = (
        [(told.name, (replace(told, hours="") if shared else told).how) for told in side]
        for side in sides
    )
    at = f"{shared}, " if shared else ""
    if woken:
        yield f"{at}now reaches {_together(woken)}"
    if gone:
        yield f"{'' if woken else at}no longer reaches {_together(gone)}"


def _together(people: Iterable[tuple[str, str]]) -> str:
    """Return names, those that hear of it alike together: `Ana and Ben (at once)`.

    Args:
        people: Name, and how they hear of it; those of whom nothing is said stand last.
    """
    names: dict[str, list[str]] = defaultdict(list)
    for name, how in people:
        names[how].append(name)
    plain = names.pop("", [])
    return listed([*(f"{listed(found)} ({how})" for how, found in names.items()), *plain])


def retimed(review: Review) -> Iterator[Entry]:
    """Yield which alerts are detected sooner or later by several edits together, by no one alone.

    What one edit does by itself is told with it.
    """
    told = {(each.id, each.environment) for edit in review.edits for each in edit.retimed}
    found: dict[tuple[str, tuple[str, ...]], list[AlertChange]] = defaultdict(list)
    for change in review.changes:
        if change.retimed and (change.id, change.environment) not in told:
            causes = tuple(dict.fromkeys(title(source.path) for source in change.timed_by))
            found[detection(change), causes].append(change)
    for (text, causes), changes in found.items():
        yield Entry(
            sign="",
            subject=shortened(tuple(dict.fromkeys(change.id for change in changes))),
            where=listed(tuple(dict.fromkeys(change.environment for change in changes))),
            text=f"{text}, by {shortened(causes)}" if causes else text,
            origin=None,
        )


def beside(review: Review) -> Iterator[Entry]:
    """Yield what came or went beside the alerts, but for losses; changes are told as edits."""
    told = {(loss.subject, loss.environment) for loss in review.losses if loss.severity is None}
    found: dict[tuple[Kind, str], list[PartChange]] = defaultdict(list)
    for part in review.parts:
        if part.kind is not Kind.changed and (part.path, part.environment) not in told:
            found[part.kind, part.path].append(part)
    for (kind, path), parts in found.items():
        yield Entry(
            sign=SIGNS[kind],
            subject=path,
            where=listed(tuple(each.environment for each in parts)),
            text=f"{parts[0].thing} is {'new' if kind is Kind.added else 'deleted'}",
            origin=parts[0].origin,
        )
