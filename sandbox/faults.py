"""What can be made to go wrong: descriptions of faults and the book of those still to come.

How a fault is carried out over HTTP is `sandbox.controls`.
"""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, get_args

import re2

Kind = Literal["status", "cut-before", "cut-after", "timeout", "truncate"]

_LONGEST_PATTERN = 1_000
_KINDS: tuple[str, ...] = get_args(Kind)


class FaultError(ValueError):
    """A fault's description is wrong; the message says which field and what is allowed."""


@dataclass(kw_only=True)
class Fault:
    """One way to fail, for the requests that it matches.

    Attributes:
        kind: `status` answers `status`, `headers` and `body` without asking the emulator.
            `cut-before` closes the connection without asking it. `cut-after` lets the emulator
            do and save its work, then closes the connection unanswered. `timeout` answers
            nothing for `delay` seconds, then closes. `truncate` sends the true head and half of
            the body, then closes.
        method: The HTTP method, `*` for any.
        path: A regular expression in RE2's syntax, found anywhere in the path (without the query).
        times: How many requests it hits; 0 means every one until it is withdrawn.
        skip: How many matching requests pass untouched before it begins.
        status: HTTP status of kind `status`.
        headers: Headers of kind `status`.
        body: Text, or a JSON value, of kind `status`.
        delay: Seconds to wait before the fault shows.
    """

    kind: Kind
    method: str = "*"
    path: str = ""
    times: int = 1
    skip: int = 0
    status: int = 500
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = ""
    delay: float = 0.0

    def __post_init__(self) -> None:
        self._pattern = self._check()

    def matches(self, method: str, path: str) -> bool:
        """Whether this fault is meant for such a request."""
        return self.method in ("*", method) and self._pattern.search(path) is not None

    def _check(self) -> Any:
        if self.kind not in _KINDS:
            raise FaultError(f"kind must be one of {', '.join(_KINDS)}, not {self.kind!r}.")
        if self.times < 0 or self.skip < 0 or self.delay < 0:
            raise FaultError("times, skip and delay must not be negative.")
        if not 200 <= self.status <= 599:  # noqa: PLR2004 - the range of final HTTP statuses
            raise FaultError(f"status must be between 200 and 599, not {self.status}.")
        return _compiled(self.path)


def _compiled(pattern: str) -> Any:
    """Compile a pattern for RE2, which is done in time that grows with the path and no more."""
    if len(pattern) > _LONGEST_PATTERN:
        raise FaultError(f"path is longer than {_LONGEST_PATTERN} characters.")
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options=options)
    except re2.error as error:
        raise FaultError(f"path is no regular expression of RE2's: {error}.") from error


def parse_fault(document: Any) -> Fault:
    """Make a fault of a JSON object.

    Raises:
        FaultError: A field is unknown, missing or out of range.
    """
    if not isinstance(document, dict):
        raise FaultError("a fault is a JSON object.")
    known = {item.name for item in fields(Fault)}
    if unknown := sorted(set(document) - known):
        raise FaultError(f"unknown field {unknown[0]!r}; known are {', '.join(sorted(known))}.")
    if "kind" not in document:
        raise FaultError(f"kind is missing; it is one of {', '.join(_KINDS)}.")
    try:
        return Fault(**document)
    except TypeError as error:
        raise FaultError(f"a field has the wrong type: {error}.") from error


class FaultBook:
    """The faults still to come, in the order in which they were announced; safe among threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Announce a fault; of several that match a request the earliest one hits."""
        with self._lock:
            self._faults.append(fault)

    def clear(self) -> None:
        """Withdraw all."""
        with self._lock:
            self._faults.clear()

    def pending(self) -> list[dict[str, Any]]:
        """Describe those still to come, as JSON objects with what is left of `times`."""
        with self._lock:
            return [asdict(fault) for fault in self._faults]

    def take(self, method: str, path: str) -> Fault | None:
        """Return the fault that hits this request, and count it."""
        with self._lock:
            for fault in self._faults:
                if not fault.matches(method, path):
                    continue
                if fault.skip:
                    fault.skip -= 1
                    continue
                self._count(fault)
                return fault
        return None

    def _count(self, fault: Fault) -> None:
        if fault.times == 1:
            self._faults.remove(fault)
        elif fault.times > 1:
            fault.times -= 1
