"""Reads an organization's monitors and alerts, and what they name, through Sentry's API.

Requests, their pace and their refusals are the Sentry provider's. Every page is kept as soon as
it is there; a reading that is taken up again asks only for what is missing.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TYPE_CHECKING, Any, Protocol

from providers.plugin import PluginError
from providers.sentry_alerting.refusals import FORBIDDEN, NOT_FOUND, RefusedError
from setpoint.migration.kept import Page
from setpoint.migration.secrets import masked

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from setpoint.migration.kept import KeptPages

Items = list[dict[str, Any]]

# Lists by the word that messages use. A monitor's or an alert's list has to be there; of the
# others a token may not see all, and what then stays unknown is told where it is missed.
NEEDED = {"projects": "projects/", "detectors": "detectors/", "workflows": "workflows/"}
HELPFUL = {
    "teams": "teams/",
    "members": "members/",
    "integrations": "integrations/",
    "apps": "sentry-app-installations/",
}
# What is kept of objects of which little is needed; integrations' answers hold keys besides.
_MEMBERS = {
    "projects": ("id", "slug", "name", "teams", "team"),
    "teams": ("id", "slug", "name"),
    "members": ("id", "name", "email", "user", "teams", "pending"),
    "integrations": ("id", "name", "provider", "status"),
    "apps": ("uuid", "app"),
}
_AT_ONCE = 4


class Pages(Protocol):
    """What reading needs of a client."""

    def page(
        self, path: str, params: dict[str, Any] | None = None
    ) -> tuple[list[dict[str, Any]], str | None]:
        """Return one page of a list and the cursor of the next."""


class OrganizationReader:
    """Reads the lists of one organization; `tell` shows a sentence about its progress."""

    def __init__(
        self,
        client: Pages,
        organization: str,
        kept: KeptPages,
        tell: Callable[[str], None],
        cancelled: threading.Event,
    ) -> None:
        self._client = client
        self._organization = organization
        self._kept = kept
        self._tell = tell
        self._cancelled = cancelled
        self.unseen: dict[str, str] = {}

    def all(self) -> dict[str, Items]:
        """Every list by name, several read at the same time; `unseen` says what was refused.

        Raises:
            PluginError: Sentry can't be reached or refuses what is needed.
            KeyboardInterrupt: The user stopped it; what was read is kept.
        """
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            jobs = {pool.submit(self._list, name, path): name for name, path in _lists()}
            try:
                return {jobs[job]: job.result() for job in as_completed(jobs)}
            except BaseException:
                self._cancelled.set()
                for job in jobs:
                    job.cancel()
                raise

    def _list(self, name: str, path: str) -> Items:
        try:
            return self._read(name, f"organizations/{self._organization}/{path}")
        except RefusedError as error:
            if name in HELPFUL and error.status in {FORBIDDEN, NOT_FOUND}:
                self.unseen[name] = str(error)
                self._tell(f"{name}: not readable with this token, going on without")
                return []
            raise

    def _read(self, name: str, path: str) -> Items:
        pages = self._kept.pages(name)
        if pages:
            self._tell(f"{name}: {_count(pages)} read before")
        while not pages or pages[-1].following is not None:
            if self._cancelled.is_set():
                raise PluginError("Reading was stopped.")
            cursor = {"cursor": pages[-1].following} if pages else {}
            items, following = self._client.page(path, cursor)
            page = Page([_kept(name, item) for item in items], following)
            self._kept.keep(name, len(pages), page)
            pages.append(page)
            self._tell(f"{name}: {_count(pages)} read" + ("" if following is None else " so far"))
        return _distinct(pages)


def _lists() -> list[tuple[str, str]]:
    return [*NEEDED.items(), *HELPFUL.items()]


def _kept(name: str, item: dict[str, Any]) -> dict[str, Any]:
    wanted = _MEMBERS.get(name)
    kept = {key: item[key] for key in wanted if key in item} if wanted else masked(item)
    if name == "members":
        kept["user"] = {"id": (item.get("user") or {}).get("id")}
    return kept


def _count(pages: list[Page]) -> int:
    return sum(len(page.items) for page in pages)


def _distinct(pages: list[Page]) -> Items:
    """The objects of all pages; one that moved to a later page while reading counts once."""
    found: dict[str, dict[str, Any]] = {}
    for page in pages:
        for item in page.items:
            found[str(item.get("id") or item.get("uuid"))] = item
    return list(found.values())
