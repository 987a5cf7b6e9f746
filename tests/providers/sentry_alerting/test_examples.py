"""The examples of the reference page, run on the real engine with the classes of components."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import components.sentry.resources as classes
from providers.sentry_alerting.generate import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.providers.sentry_alerting.server import SentryServer
    from tests.providers.stack import EngineStack

PAGE = (ROOT / "docs/sentry-provider.md").read_text()
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
RESOURCES = [one for one in BLOCKS if re.match(r"[A-Z]", one)]
FUNCTIONS = [one for one in BLOCKS if one.startswith("get_")]


def test_every_resource_and_function_has_an_example() -> None:
    assert (len(RESOURCES), len(FUNCTIONS)) == (6, 8)


def test_the_examples_do_what_they_say(
    new_stack: Callable[..., EngineStack], sentry: SentryServer
) -> None:
    import pulumi  # noqa: PLC0415 - the SDK is slow to load

    names: dict[str, Any] = {name: getattr(classes, name) for name in classes.__all__}

    def resources() -> None:
        for block in RESOURCES:
            exec(block, dict(names))  # noqa: S102 - the project's own examples

    def functions() -> None:
        resources()
        for block in FUNCTIONS:
            found = eval(block, dict(names))  # noqa: S307 - the project's own examples
            pulumi.export(block.split("(")[0], found.apply(lambda one: type(one).__name__))

    stack = new_stack()
    run = stack.up(resources)
    assert run.changes == {"create": 7}, run.text
    found = stack.up(functions)
    assert found.ok, found.text
    expected = {one.split("(")[0]: _result(one) for one in FUNCTIONS}
    assert found.outputs == expected
    assert not {"create", "update", "replace", "delete"} & found.changes.keys()
    assert sentry.objects("workflows")[0]["name"] == "Checkout errors page"


def _result(block: str) -> str:
    words = block.split("(", maxsplit=1)[0].split("_")
    return "".join(word.capitalize() for word in words) + "Result"


def test_outputs_are_attributes_in_python_s_spelling(
    new_stack: Callable[..., EngineStack], sentry: SentryServer
) -> None:
    import pulumi  # noqa: PLC0415 - the SDK is slow to load

    def program() -> None:
        row = classes.PagerDutyService(
            "row", integration_id="2002", service_name="Shop", integration_key="0" * 32
        )
        monitor = classes.CronMonitor(
            "cron",
            project="shop-api",
            name="cron",
            interval=classes.CronInterval(value=1, unit="day"),
        )
        pulumi.export("service", row.service_id)
        pulumi.export("margin", monitor.checkin_margin)
        pulumi.export("owner", monitor.owner)

    run = new_stack().up(program)
    assert run.ok, run.text
    assert run.outputs["service"] == "11001"
    assert run.outputs["margin"] == 1
    assert run.outputs.get("owner") is None
