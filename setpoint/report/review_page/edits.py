"""Each edit once: its values, what follows, whom it reaches, and what differs for whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from setpoint.config.units import write_duration
from setpoint.report.review_page.page import EditEntry, Outcome
from setpoint.report.review_page.pictures import picture
from setpoint.report.review_page.reach import named, reach_text, reached_lines
from setpoint.report.review_page.values import values
from setpoint.report.review_page.wording import EFFECTS, listed
from setpoint.review import Effect, Reach
from setpoint.review.effect import PAGING_STAYS, combine, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from setpoint.review import AlertChange, Edit

    # What is said among the losses, by alert.
    Lost: TypeAlias = Mapping[Reach, tuple[str, ...]]

_ALERT_PATH: Final = 5
_BETWEEN: Final = "; "
_SEE: Final = "told under Lost"


def edit_entry(edit: Edit, lost: Lost | None = None) -> EditEntry:
    """Return what is to be said about an edit, but for what stands among the losses.

    Args:
        edit: The edit.
        lost: What is said there of each alert; none where the edit is told by itself.
    """
    alike, outcomes = _apart(tuple(_outcomes(edit, lost or {})))
    subject = _subject(edit.path)
    told = not (alike or outcomes) and _all_lost(edit, lost or {})
    return EditEntry(
        title=title(edit.path),
        subject=subject if edit.alerts == (subject,) else "",
        values=values(edit),
        effect=edit.effect,
        word=EFFECTS[edit.effect],
        sentences=(_SEE,) if told else alike,
        outcomes=(*outcomes, *_followers(edit)),
        reach=reach_text(edit, names=0),
        examples=reach_text(edit, names=0 if told else 3),
        reached=reached_lines(edit.reach) if len(edit.alerts) > 1 and not told else (),
        touched=_touched(edit.changes),
        pictures=tuple(filter(None, map(picture, edit.fields))),
        origin=edit.origin,
    )


def edit_entries(edits: Iterable[Edit], lost: Lost) -> tuple[EditEntry, ...]:
    """Return all edits, those that leave paging as it is last.

    What several values of a section do together, such as a period and the number of periods, is
    told with the first of them.
    """
    entries = [(edit, edit_entry(edit, lost)) for edit in edits]
    first: dict[tuple[object, ...], EditEntry] = {}
    return tuple(
        _once(entry, first.setdefault(_told(edit, entry), entry))
        for edit, entry in sorted(entries, key=lambda each: each[1].unpaged)
    )


def _told(edit: Edit, entry: EditEntry) -> tuple[object, ...]:
    """Return what an edit is told to do, and to what: the same for those that do it together."""
    sections = frozenset(field.path.rpartition(".")[0] for field in edit.fields)
    return (sections, entry.word, entry.sentences, entry.outcomes, edit.reach)


def _once(entry: EditEntry, first: EditEntry) -> EditEntry:
    """Return an entry; of one that says what the first did, with which it goes."""
    said = entry.outcomes or set(entry.sentences) - {_SEE}
    if entry is first or entry.unpaged or not said:
        return entry
    return replace(entry, sentences=(f"goes with {first.title}",), outcomes=())


def _subject(path: str) -> str:
    parts = path.split(".", _ALERT_PATH - 1)
    is_alert = len(parts) == _ALERT_PATH and (parts[0], parts[2]) == ("services", "alerts")
    return f"{parts[1]}/{parts[3]}" if is_alert else ""


def title(path: str) -> str:
    """Return what was edited, an alert's value by the alert's short name."""
    subject = _subject(path)
    return f"{subject} {path.split('.', _ALERT_PATH - 1)[-1]}" if subject else path


def _outcomes(edit: Edit, lost: Lost) -> Iterator[Outcome]:
    """Yield each different outcome, and whose it is; what is true of all has all of them."""
    timed = _times(edit)
    reach: dict[str, dict[Reach, None]] = defaultdict(dict)
    parts: dict[str, dict[str, None]] = defaultdict(dict)
    said: dict[Reach, dict[str, None]] = defaultdict(dict)
    differ = _differ(edit)
    for variation in edit.variations:
        word = EFFECTS[variation.field.effect] if differ else ""
        sentence = joined((word, variation.field.sentence))
        for each in variation.reach:
            said[each][sentence] = None
        if not variation.reach:
            parts[sentence] |= dict.fromkeys(variation.parts)
    for each, sentences in said.items():
        told = _unsaid(joined((*sentences, timed.get(each, ""))), lost.get(each, ()))
        reach[told][each] = None
    for text in dict.fromkeys([*reach, *parts]):
        yield Outcome(reach=named(reach[text], parts[text], everything=edit.alerts), text=text)


def _unsaid(text: str, lost: tuple[str, ...]) -> str:
    """Return a text without what is said among the losses."""
    parts = text.split(_BETWEEN)
    return _BETWEEN.join(part for part in parts if not any(part in each for each in lost))


def _all_lost(edit: Edit, lost: Lost) -> bool:
    return bool(edit.reach) and all(each in lost for each in edit.reach)


def _differ(edit: Edit) -> bool:
    """Whether effects are to be told one by one: for two values, or for two alerts."""
    found: dict[Reach | None, set[Effect]] = defaultdict(set)
    for variation in edit.variations:
        for each in variation.reach or (None,):
            found[each].add(variation.field.effect)
    several = {field.effect for field in edit.fields} - {Effect.unchanged}
    return len(several) > 1 or len({combine(effects) for effects in found.values()}) > 1


def _apart(outcomes: tuple[Outcome, ...]) -> tuple[tuple[str, ...], tuple[Outcome, ...]]:
    """Return the sentences that are true of all, and what else follows for some."""
    said = [each.text.split(_BETWEEN) for each in outcomes]
    alike = tuple(text for text in said[0] if text and all(text in each for each in said))
    rest = (
        (each.reach, _BETWEEN.join(text for text in texts if text not in alike))
        for each, texts in zip(outcomes, said, strict=True)
    )
    told = ((reach, text) for reach, text in rest if text and text != PAGING_STAYS)
    return alike, tuple(Outcome(reach=reach, text=text) for reach, text in told)


def _times(edit: Edit) -> dict[Reach, str]:
    """Return how long detection takes where it is another by the edit alone."""
    return {Reach(change.id, change.environment): detection(change) for change in edit.retimed}


def detection(change: AlertChange) -> str:
    """Return how an alert's worst-case time to detection changes, nothing where it doesn't."""
    before, after = change.detection_before, change.detection_after
    if before is None or after is None or not change.retimed:
        return ""
    return f"detected within {write_duration(after)} instead of {write_duration(before)}"


def _followers(edit: Edit) -> Iterator[Outcome]:
    """Yield what an edit does to alerts whose state depends on those that it reaches."""
    if edit.effect is Effect.unchanged:
        return
    found: dict[str, dict[Reach, None]] = defaultdict(dict)
    for change in edit.changes:
        for each in change.followers:
            found[each.sentence][Reach(each.id, change.environment)] = None
    for sentence, reach in found.items():
        yield Outcome(reach=named(reach, {}, everything=()), text=sentence)


def _touched(changes: Iterable[AlertChange]) -> str:
    """Return which dashboards and alerts show or depend on the alerts."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for change in changes:
        touched = change.touched
        found["drawn on"] |= dict.fromkeys(touched.dashboards)
        found["part of"] |= dict.fromkeys(touched.composites)
        found["keeps quiet"] |= dict.fromkeys(touched.suppressed)
    return "; ".join(f"{word} {listed(tuple(names))}" for word, names in found.items() if names)
