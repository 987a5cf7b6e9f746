"""The sandbox's resource types by the names that the recordings call them by."""

from __future__ import annotations

import importlib
import pkgutil
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.plugins.aws import resources
from sandbox.plugins.aws.account import AwsAccount
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.managed import Managed
from sandbox.plugins.pagerduty import people, policies, rules, schedules, services
from sandbox.plugins.sentry.project import Project
from tests.sandbox.plugins.recorded_values import REFUSALS

if TYPE_CHECKING:
    from providers.plugin import CheckResult


def aws(kind: str) -> AwsResource:
    for module in pkgutil.iter_modules(resources.__path__):
        importlib.import_module(f"{resources.__name__}.{module.name}")
    (found,) = [one for one in AwsResource.__subclasses__() if one.token.endswith(f":{kind}")]
    return found(AwsAccount(Event()))


def pagerduty(kind: str) -> Any:
    modules = (people, policies, rules, schedules, services)
    found = next(getattr(module, kind) for module in modules if hasattr(module, kind))
    assert issubclass(found, Managed)
    return found(None)


def check(resource: Any, inputs: dict[str, Any]) -> CheckResult:
    result: CheckResult = resource.check(name="it", olds={}, news=inputs, random_seed=b"")
    return result


def sentry(kind: str) -> Managed:
    assert kind == "SentryProject"
    return Project(lambda: pytest.fail("a check asks nobody"))


MAKERS = dict(zip(REFUSALS, (aws, pagerduty, sentry), strict=True))
