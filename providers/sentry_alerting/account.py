"""What all resources of one configured provider share: client, journal, lists."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from providers.sentry_alerting import VERSION
from providers.sentry_alerting.client import Client
from providers.sentry_alerting.journal import Journal
from providers.sentry_alerting.listing import Listing
from providers.sentry_alerting.refusals import NOT_FOUND, RefusedError
from providers.sentry_alerting.settings import organization_of, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from providers.plugin import Props


class Account:
    """Sentry by one token. Made empty; `configure` gives it its settings."""

    def __init__(self, cancelled: threading.Event, inform: Callable[[str, str], None]) -> None:
        """`inform` shows a sentence beside a resource: the sentence and its URN."""
        self.cancelled = cancelled
        self.inform = inform
        self.journal = Journal()
        self._lock = threading.Lock()
        self.configure({})

    def configure(self, config: Props) -> None:
        """Take a configuration."""
        self.settings = read_settings(config)
        self.client = Client(self.settings, VERSION, self.cancelled)
        self._listings: dict[str, Listing] = {}
        self._slugs: dict[tuple[str, str], str] = {}
        self.claimed: set[tuple[str, str]] = set()

    def organization(self, inputs: Props) -> str:
        """The organization that a resource names, or the configured one."""
        return organization_of(inputs, self.settings)

    def listing(self, organization: str, kind: str) -> Listing:
        """The list of `detectors` or `workflows` of an organization."""
        path = f"organizations/{organization}/{kind}/"
        with self._lock:
            return self._listings.setdefault(path, Listing(self.client, path))

    def project(self, organization: str, project: str) -> Props | None:
        """A project by slug or id; `None` if there is none."""
        try:
            found: Props = self.client.get(f"projects/{organization}/{project}/")
        except RefusedError as error:
            if error.status == NOT_FOUND:
                return None
            raise
        return found

    def project_slug(self, organization: str, project: str) -> str:
        """The slug of a project given by its id; asked once per project."""
        key = (organization, project)
        if key not in self._slugs:
            found = self.project(organization, project)
            self._slugs[key] = str(found["slug"]) if found else project
        return self._slugs[key]

    def claim(self, kind: str, identifier: str) -> None:
        """Remember that an object belongs to a resource of this run."""
        with self._lock:
            self.claimed.add((kind, identifier))
