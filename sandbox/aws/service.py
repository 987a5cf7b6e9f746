"""What a service of ours is: a botocore model, and a function for each operation it answers.

An operation without a function here is moto's.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from botocore.loaders import Loader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto.core.model import ServiceModel

    from sandbox.store import Store

ACCOUNT_ID = "123456789012"

_READ_ONLY = ("Describe", "Get", "List", "Test")


@dataclass(kw_only=True)
class Call:
    """One request to one operation, checked against the model.

    Attributes:
        operation: The operation's name, such as `PutMetricAlarm`.
        params: Its parameters as the model names them; timestamps are seconds since the epoch.
        region: The Region that the request was signed for.
        store: The account's document; its lock is held while the operation runs.
        base_url: Where this account is served, for links in messages.
    """

    operation: str
    params: dict[str, Any]
    region: str
    store: Store
    base_url: str
    now: float = field(default_factory=time.time)
    deferred: list[Callable[[], None]] = field(default_factory=list)

    def section(self, name: str, *, region: str | None = None) -> dict[str, Any]:
        """Return the named objects of the request's Region, to read and to change."""
        regions = self.store.data.setdefault("regions", {})
        section: dict[str, Any] = regions.setdefault(region or self.region, {}).setdefault(name, {})
        return section

    def shared_section(self, name: str) -> dict[str, Any]:
        """Return the named objects of the account that no Region owns."""
        section: dict[str, Any] = self.store.data.setdefault("global", {}).setdefault(name, {})
        return section

    def arn(self, service: str, resource: str) -> str:
        """Make an ARN in the request's Region."""
        return f"arn:aws:{service}:{self.region}:{ACCOUNT_ID}:{resource}"

    def later(self, action: Callable[[], None]) -> None:
        """Run `action` once the change is saved and the lock released, before the answer."""
        self.deferred.append(action)


Handler = Callable[[Call], "dict[str, Any] | None"]


@dataclass(frozen=True, kw_only=True)
class Service:
    """A service of which some operations are answered here.

    Attributes:
        name: botocore's name, such as `cloudwatch`.
        handlers: Operation name to function.
        invalid: The error shape for a parameter that breaks the model's constraints.
    """

    name: str
    handlers: Mapping[str, Handler]
    invalid: str

    @cached_property
    def model(self) -> ServiceModel:
        """The service's botocore model."""
        return load_model(self.name)

    @property
    def signing_name(self) -> str:
        """The name in a signature's credential scope."""
        return str(self.model.signing_name)

    @property
    def target_prefix(self) -> str | None:
        """What stands before the operation in X-Amz-Target, for the JSON protocols."""
        prefix: str | None = self.model.metadata.get("targetPrefix")
        return prefix


@cache
def load_model(name: str) -> ServiceModel:
    """Load a service's model from botocore's data, as moto reads and writes by it."""
    from moto.core.model import ServiceModel  # noqa: PLC0415 - moto loads slowly

    return ServiceModel(Loader().load_service_model(name, "service-2"), name)


def changes(operation: str) -> bool:
    """Whether an operation may change the account."""
    return not operation.startswith(_READ_ONLY)


def new_request_id() -> str:
    """Make the id that every answer carries."""
    return str(uuid.uuid4())
