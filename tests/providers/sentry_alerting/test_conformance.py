"""Every definition through its whole life, on the real engine, against the emulator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.providers.sentry_alerting.contracts import departures
from tests.providers.sentry_alerting.definitions import DEFINITIONS
from tests.providers.stack import AnyResource

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.providers.sentry_alerting.server import SentryServer
    from tests.providers.stack import EngineStack

COUNT = len(DEFINITIONS)


def created() -> None:
    for one in DEFINITIONS:
        AnyResource(f"sentry-alerting:index:{one.kind}", one.name, one.inputs)


def changed() -> None:
    for one in DEFINITIONS:
        AnyResource(f"sentry-alerting:index:{one.kind}", one.name, one.changed)


def writes(sentry: SentryServer) -> list[dict[str, Any]]:
    return [one for one in sentry.requests() if one["method"] in {"POST", "PUT", "DELETE"}]


def test_the_whole_life_of_every_definition(
    new_stack: Callable[..., EngineStack], sentry: SentryServer, shared_dir: Path
) -> None:
    stack = new_stack()
    assert stack.up(created).changes == {"create": COUNT + 1}
    _accepted_by_both_contracts(sentry, shared_dir)

    sentry.forget()
    _nothing_to_do(stack.preview(diff=True))
    assert sentry.requests() == []

    _nothing_to_do(stack.refresh())
    reads = sentry.requests()
    assert {one["method"] for one in reads} == {"GET"}
    assert len(reads) <= 4, [one["path"] for one in reads]
    _nothing_to_do(stack.preview(diff=True))

    assert stack.up(changed).changes == {"same": 1, "update": COUNT}
    _accepted_by_both_contracts(sentry, shared_dir)
    _nothing_to_do(stack.preview(diff=True))
    _nothing_to_do(stack.refresh())

    ids = {name: row["id"] for name, row in stack.state().items() if name in NAMES}
    imported = new_stack(folder="imported")
    run = imported.up(importing(ids), diff=True)
    assert run.changes == {"create": 1, "import": COUNT}, run.text
    _nothing_to_do(imported.preview(changed, diff=True))

    sentry.forget()
    assert stack.destroy().changes == {"delete": COUNT + 1}
    assert len(writes(sentry)) == COUNT
    assert sentry.objects("detectors") == []
    assert sentry.objects("workflows") == []


NAMES = {one.name for one in DEFINITIONS}


def importing(ids: dict[str, str]) -> Callable[[], None]:
    import pulumi  # noqa: PLC0415 - the SDK is slow to load

    def program() -> None:
        for number, one in enumerate(DEFINITIONS):
            bare = ids[one.name]
            given = bare if number % 2 else f"acme/{bare}"
            opts = pulumi.ResourceOptions(import_=given)
            AnyResource(f"sentry-alerting:index:{one.kind}", one.name, one.changed, opts)

    return program


def _nothing_to_do(run: Any) -> None:
    assert run.ok, run.text
    assert set(run.changes) == {"same"}, run.text


def _accepted_by_both_contracts(sentry: SentryServer, shared_dir: Path) -> None:
    sent = [one for one in writes(sentry) if one["method"] != "DELETE"]
    assert sent
    found = [
        departures(shared_dir / "openapi", one["method"], one["path"], one["body"]) for one in sent
    ]
    assert [one for one in found if one] == []
