"""Objects read many at a time: the pages of a list, kept for as long as they are true.

A refresh asks for each resource by itself. The first question fetches a page of a hundred, the
next ones are answered from it; one more page is fetched only if there were as many questions as
pages, so that a small stack in a large organization never costs more than a request per resource
and a large stack one request per hundred.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from providers.sentry_alerting.refusals import NOT_FOUND, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from providers.plugin import Props
    from providers.sentry_alerting.client import Client

_KEPT_SECONDS = 60.0


class Listing:
    """The objects of one kind in one organization; `path` is their list's route."""

    def __init__(self, client: Client, path: str) -> None:
        """Nothing is fetched before the first question."""
        self._client = client
        self._path = path
        self._lock = threading.Lock()
        self._floor: int | None = None
        self._forget()

    def find(self, identifier: str) -> Props | None:
        """The object of that id, `None` if there is none."""
        with self._lock:
            if time.monotonic() - self._since > _KEPT_SECONDS:
                self._forget()
            self._asked.add(identifier)
            while identifier not in self._found and self._another_page():
                pass
            if identifier in self._found:
                return self._found[identifier]
        return self._single(identifier)

    def forget(self) -> None:
        """Something was written: ask anew."""
        with self._lock:
            self._forget()

    def floor(self) -> int:
        """The highest id known to be given out; asked once, later ids are told by `raise_floor`."""
        with self._lock:
            if self._floor is None:
                ids = (int(one["id"]) for one in self.newer_than(0, only_newest=True))
                self._floor = max(ids, default=0)
            return self._floor

    def raise_floor(self, identifier: str) -> None:
        """An object of that id was made."""
        with self._lock:
            self._floor = max(self._floor or 0, int(identifier))

    def newer_than(self, floor: int, *, only_newest: bool = False) -> Iterator[Props]:
        """The objects with an id above `floor`, the newest first; perhaps only some newest."""
        for page in self._client.pages(self._path, {"sortBy": "-id"}):
            ids = [int(one["id"]) for one in page]
            yield from (one for one in page if int(one["id"]) > floor)
            # A Sentry that doesn't sort as asked has to be read to its end.
            if ids == sorted(ids, reverse=True) and (only_newest or min(ids, default=0) <= floor):
                return

    def _forget(self) -> None:
        self._found: dict[str, Props] = {}
        self._asked: set[str] = set()
        self._pages: Iterator[list[Props]] = self._client.pages(self._path)
        self._fetched = 0
        self._since = time.monotonic()

    def _another_page(self) -> bool:
        if self._fetched >= len(self._asked):
            return False
        page = next(self._pages, None)
        if page is None:
            return False
        self._fetched += 1
        self._found.update({str(one["id"]): one for one in page})
        return True

    def _single(self, identifier: str) -> Props | None:
        try:
            found: Props = self._client.get(f"{self._path}{identifier}/")
        except RefusedError as error:
            if error.status == NOT_FOUND:
                return None
            raise
        return found
