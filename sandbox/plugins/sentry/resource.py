"""What all resource types of the plugin share: the client, and creations that are half done."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from providers.plugin import InitFailedError, PluginError
from sandbox.plugins.managed import Managed
from sandbox.plugins.sentry.client import CrashError
from sandbox.plugins.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable

    from providers.plugin import Props
    from sandbox.plugins.sentry.client import Client

WIRE = Wire(lambda name: name)


class SentryResource(Managed):
    """A resource type of the plugin; to delete one that is gone is an error, as published."""

    auto_name = "name"

    def __init__(self, client: Callable[[], Client]) -> None:
        """Take a way to the client, which exists once the plugin is configured."""
        self._client = client

    @property
    def client(self) -> Client:
        """The configured client."""
        return self._client()

    @abstractmethod
    def begin(self, inputs: Props) -> str:
        """Send the request that creates it; its id."""

    @abstractmethod
    def complete(self, id: str, inputs: Props) -> Props:
        """Send the requests that follow a creation; outputs."""

    def partial(self, id: str, inputs: Props) -> Props:
        """Return the outputs of one that was created but could not be completed."""
        return {**inputs, "id": id}

    def make(self, inputs: Props) -> tuple[str, Props]:
        """Create it; what exists but isn't complete belongs into the state, too."""
        id_ = self.begin(inputs)
        try:
            return id_, self.complete(id_, inputs)
        except CrashError:
            raise
        except PluginError as error:
            raise InitFailedError(
                id=id_, outputs=self.partial(id_, inputs), inputs=inputs, reasons=[str(error)]
            ) from error
