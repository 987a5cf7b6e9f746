"""How many requests may be under way, and how long to wait before the next.

Sentry says both in the headers of its answers: until one has said how many requests may run at
the same time, they go one by one.
"""

from __future__ import annotations

import random
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from providers.plugin import PluginError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MOST_CONCURRENT = 16
LONGEST_WAIT = 300.0
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 16.0


class Pace:
    """The limits of one token, shared by all threads. Times are in seconds."""

    def __init__(self, cancelled: threading.Event, clock: Callable[[], float] = time.time) -> None:
        """`cancelled` ends every wait."""
        self._cancelled = cancelled
        self._clock = clock
        self._turn = threading.Condition()
        self._limit = 1
        self._running = 0
        self._not_before = 0.0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until one more request may run, and count it while it runs."""
        with self._turn:
            while self._running >= self._limit:
                self._stop_if_cancelled()
                self._turn.wait(0.2)
            self._running += 1
        try:
            self.wait(self._not_before - self._clock())
            yield
        finally:
            with self._turn:
                self._running -= 1
                self._turn.notify_all()

    def learn(self, headers: Mapping[str, str]) -> None:
        """Take the limits from an answer's headers."""
        limit = _number(headers.get("x-sentry-rate-limit-concurrentlimit"))
        remaining = _number(headers.get("x-sentry-rate-limit-remaining"))
        reset = _number(headers.get("x-sentry-rate-limit-reset"))
        with self._turn:
            if limit:
                self._limit = max(1, min(int(limit), MOST_CONCURRENT))
                self._turn.notify_all()
            if remaining == 0 and reset:
                self._not_before = min(reset, self._clock() + LONGEST_WAIT)

    def pause_after(self, headers: Mapping[str, str], attempt: int) -> float:
        """How long to wait before the next attempt; `attempt` counts from 0."""
        asked = retry_after(headers, self._clock())
        reset = _number(headers.get("x-sentry-rate-limit-reset"))
        if asked is None and reset is not None and reset > self._clock():
            asked = reset - self._clock()
        if asked is not None:
            return min(asked, LONGEST_WAIT)
        # Spread, so that clients refused together don't come back together.
        pause: float = min(_FIRST_PAUSE * 2**attempt, _LONGEST_PAUSE)
        return pause * random.uniform(0.75, 1.25)  # noqa: S311 - no secret

    def wait(self, seconds: float) -> None:
        """Wait, unless the engine cancels."""
        if seconds > 0:
            self._cancelled.wait(seconds)
        self._stop_if_cancelled()

    def _stop_if_cancelled(self) -> None:
        if self._cancelled.is_set():
            raise PluginError("Cancelled before Sentry was asked.")


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """The seconds that Retry-After asks for, written as seconds or as a date."""
    value = headers.get("retry-after")
    if not value:
        return None
    seconds = _number(value)
    if seconds is not None:
        return max(seconds, 0.0)
    import email.utils  # noqa: PLC0415 - slow to load and hardly ever needed

    try:
        return max(email.utils.parsedate_to_datetime(value).timestamp() - now, 0.0)
    except ValueError:
        return None


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text is not None else None
    except ValueError:
        return None
