"""One override of a schedule: somebody is on call for a while, whatever the layers say.

What is past stays as it was: an override that is over is neither made nor removed, one that has
begun is cut short by PagerDuty when it is removed. A change is a new override.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Final

from providers.pagerduty_overrides.client import NOT_FOUND, RefusedError
from providers.plugin import (
    UNKNOWN,
    CheckFailure,
    CheckResult,
    Created,
    DiffResult,
    PluginError,
    ReadState,
    Resource,
    diff_inputs,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from providers.pagerduty_overrides.client import Client
    from providers.plugin import Props

INPUTS: Final = ("end", "schedule", "start", "user")
_PAST: Final = "past"


class Override(Resource):
    """An override."""

    token = "pagerduty-overrides:index:Override"
    replace_on: ClassVar[frozenset[str]] = frozenset(INPUTS)

    def __init__(self, client: Client, now: Callable[[], datetime] | None = None) -> None:
        self._client = client
        self._now = now or (lambda: datetime.now(UTC))

    def check(self, *, name: str, olds: Props, news: Props, random_seed: bytes) -> CheckResult:
        """Name what is missing, or no moment."""
        del name, olds, random_seed
        failures = [CheckFailure(key, "is missing") for key in INPUTS if not news.get(key)]
        failures += [
            CheckFailure(key, "is no time such as 2026-12-24T08:00:00Z")
            for key in ("start", "end")
            if news.get(key) not in {None, UNKNOWN} and _moment(news[key]) is None
        ]
        return CheckResult(news, failures)

    def diff(self, *, id: str, olds: Props, old_inputs: Props, news: Props) -> DiffResult:
        """Compare moments, not how they are written; whatever differs needs a new one."""
        del id, olds
        return diff_inputs(
            _compared(old_inputs),
            _compared(news),
            replace_on=self.replace_on,
            delete_before_replace=True,
        )

    def create(self, *, urn: str, inputs: Props, preview: bool) -> Created:
        """Make it, unless it is over already."""
        del urn
        if preview:
            return Created("", dict(inputs))
        schedule = inputs["schedule"]
        if self._is_over(inputs):
            return Created(f"{schedule}/{_PAST}", dict(inputs))
        for each in self._listed(schedule):  # made by a request whose answer was lost
            if _compared(_props(schedule, each)) == _compared(inputs):
                return Created(f"{schedule}/{each['id']}", dict(inputs))
        item = {
            "start": self._not_past(inputs["start"]),
            "end": inputs["end"],
            "user": {"id": inputs["user"], "type": "user_reference"},
        }
        answer = self._client.call(
            "POST", f"/schedules/{schedule}/overrides", json={"overrides": [item]}
        )
        made = answer[0] if isinstance(answer, list) else (answer.get("overrides") or [answer])[0]
        found = made.get("override", made)
        if not isinstance(found, dict) or not found.get("id"):
            raise PluginError(f"PagerDuty made no override of the schedule {schedule}: {made}")
        return Created(f"{schedule}/{found['id']}", dict(inputs))

    def read(self, *, id: str, inputs: Props, state: Props) -> ReadState | None:
        """Look for it among those of its schedule; what is over is as it was."""
        known = state or inputs
        if known and self._is_over(known):
            return ReadState(id, dict(known), dict(known))
        schedule, _, override = id.partition("/")
        found = next((each for each in self._listed(schedule) if each["id"] == override), None)
        if found is None:
            return None
        props = _props(schedule, found)
        if known and _compared(known) == _compared(props):
            props = dict(known)
        return ReadState(id, props, props)

    def update(
        self, *, id: str, olds: Props, old_inputs: Props, news: Props, preview: bool
    ) -> Props:
        """Never asked for: whatever differs needs a new one."""
        del id, olds, old_inputs, preview
        return dict(news)

    def delete(self, *, id: str, state: Props) -> None:
        """Remove it, or cut it short; what is over stays."""
        schedule, _, override = id.partition("/")
        if override == _PAST or self._is_over(state):
            return
        try:
            self._client.call("DELETE", f"/schedules/{schedule}/overrides/{override}")
        except RefusedError as error:
            if error.status != NOT_FOUND:
                raise

    def _listed(self, schedule: str) -> list[dict[str, Any]]:
        now = self._now()
        since, until = now - timedelta(days=1), now + timedelta(days=730)
        query = {"since": since.isoformat(), "until": until.isoformat(), "overflow": "true"}
        try:
            answer = self._client.call("GET", f"/schedules/{schedule}/overrides", params=query)
        except RefusedError as error:
            if error.status == NOT_FOUND:
                return []
            raise
        found: list[dict[str, Any]] = answer["overrides"]
        return found

    def _not_past(self, text: str) -> str:
        """Return a moment, or the present one if it is past: what was stays as it was."""
        moment = _moment(text)
        now = self._now()
        return now.isoformat(timespec="seconds") if moment and moment < now else text

    def _is_over(self, props: Props) -> bool:
        end = _moment(props.get("end"))
        return end is not None and end <= self._now()


def _moment(text: Any) -> datetime | None:
    """Return a moment with its zone, None for what is none."""
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None


def _props(schedule: str, found: dict[str, Any]) -> Props:
    """Return what PagerDuty has as inputs would say it."""
    user: str = found["user"]["id"]
    return {"schedule": schedule, "user": user, "start": found["start"], "end": found["end"]}


def _compared(props: Props) -> Props:
    """Return the inputs with moments in UTC."""
    moments = {key: _moment(props.get(key)) for key in ("start", "end")}
    return {
        key: moment.isoformat() if (moment := moments.get(key)) else value
        for key, value in props.items()
        if key in INPUTS
    }
