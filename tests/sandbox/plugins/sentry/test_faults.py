"""Our plugin fails, waits and repeats as the published one was recorded to."""

from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from providers.plugin import InitFailedError, PluginError
from tests.sandbox.plugins.sentry.recorded import plugin_calls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.sandbox.plugins.sentry.recorded import Call, Player

METHODS = {"create": "Create", "refresh": "Read", "update": "Update", "delete": "Delete"}

NEEDS_ITS_OWN_TEST = {"s-platform-python", "x-s-platform-python-proxy"}
UNUSED_TYPES = {"s-dashboard", "s-integration-missing", "s-member"}


# Seconds: a moment that is announced lies so much later than the recorded one, so that it is still
# to come on a machine that is busy.
LATER = 1000


def fault_cases(shared: Path) -> Iterator[dict[str, Any]]:
    for case in json.loads((shared / "recordings/official-plugins/faults.json").read_text()):
        ours = case["case"].startswith(("s-", "x-s-")) and case["phase"] in METHODS
        left_out = case["case"] in NEEDS_ITS_OWN_TEST or case["resource"] in UNUSED_TYPES
        if ours and not left_out:
            yield case


def inject(player: Player, faults: list[dict[str, Any]]) -> None:
    for fault in faults:
        if fault["body"] == "__close__":
            document = {"kind": "cut-before"}
        else:
            headers = dict(fault["headers"])
            if "X-Sentry-Rate-Limit-Reset" in headers:
                headers["X-Sentry-Rate-Limit-Reset"] = str(int(time.time()) + 2 + LATER)
            document = {"kind": "status", "status": fault["status"], "headers": headers}
            document["body"] = fault["body"]
        times = max(fault["times"], 0)
        document |= {"method": fault["method"], "path": fault["path"], "times": times}
        httpx.post(f"{player.url}/_sandbox/faults", json=document).raise_for_status()


def recorded_background_task(shared: Path, name: str) -> list[dict[str, Any]]:
    """The exchanges of a creation in the background, as answers to give in turn."""
    file = shared / "recordings/official-plugins/sentry-rules.jsonl"
    exchanges = [json.loads(line) for line in file.read_text().splitlines()]
    return [
        {
            "method": one["method"],
            "path": re.escape(one["path"]),
            "status": one["status"],
            "body": one["response"],
            "headers": {},
            "times": 1,
        }
        for one in exchanges
        if one.get("fault") == name
    ]


def operation(calls: list[Call], phase: str) -> Call:
    return next(call for call in calls if call["method"] == METHODS[phase])


def attempt(player: Player, call: Call) -> str | None:
    """Make a call without comparing its answer; the text of its failure."""
    resource = player._resource(call)
    request = player.ours(call["request"])
    try:
        match call["method"]:
            case "Create":
                resource.create(urn="", inputs=request["properties"], preview=False)
            case "Read":
                resource.read(
                    id=request["id"], inputs=request["inputs"], state=request["properties"]
                )
            case "Update":
                resource.update(
                    id=request["id"],
                    olds=request["olds"],
                    old_inputs=request["oldInputs"],
                    news=request["news"],
                    preview=False,
                )
            case "Delete":
                resource.delete(id=request["id"], state=request["properties"])
    except PluginError as error:
        return str(error)
    return None


# Seconds: moments are announced in whole ones, and a recorded gap holds the request's own time.
TOLERANCE = 1.3


def published_text(case: dict[str, Any]) -> str:
    found = re.search(r"1 error occurred:\n\s+\* (.*)", case["user_sees"])
    assert found is not None
    return found[1]


def test_every_recorded_fault_ends_the_same_way(
    shared_dir: Path, fresh_player: Callable[[], Player], subtests: pytest.Subtests
) -> None:
    calls = plugin_calls(shared_dir)
    cases = list(fault_cases(shared_dir))
    for case in cases:
        with subtests.test(case["case"]):
            check_case(shared_dir, fresh_player(), case, calls)
    assert len(cases) > 30


def check_case(
    shared: Path, player: Player, case: dict[str, Any], calls: dict[str, list[Call]]
) -> None:
    waits = player.record_waits()
    if case["resource"] not in calls:
        call = taken_slug(case["resource"], calls)
    else:
        scenario = calls[case["resource"]]
        if case["phase"] != "create":
            player.play(operation(scenario, "create"))
        call = operation(scenario, case["phase"])
    if case["case"] == "s-401":
        httpx.post(f"{player.url}/_sandbox/tokens/revoke", json={"token": "token"})
    inject(player, case["injected"] or recorded_background_task(shared, case["case"]))
    injected = time.monotonic()
    httpx.delete(f"{player.url}/_sandbox/requests")
    failure = attempt(player, call)
    passed = time.monotonic() - injected  # a wait for a moment is shorter the later it begins
    assert (failure is None) is case["ok"], failure
    made = [f"{method} {path}" for method, path, _ in player.requests()]
    assert made == [player.ours(one.rpartition(" ")[0]) for one in case["calls"]]
    expected = [gap / 1000 for gap in case["gaps_ms"] if gap > 900]
    waited = [wait - LATER if wait > LATER / 2 else wait for wait in waits if wait > 0]
    assert len(waited) == len(expected)
    for wait, gap in zip(waited, expected, strict=True):
        assert gap - TOLERANCE - passed <= wait <= gap + TOLERANCE
    if failure and "exited prematurely" not in case["user_sees"]:
        text = player.ours(published_text(case).replace("127.0.0.1:PORT", player.url[7:]))
        assert failure.split("* ", 1)[1].strip().split(" [rate")[0] == text.split(" [rate")[0]


def taken_slug(resource: str, calls: dict[str, list[Call]]) -> Call:
    """The creation of a team or a project whose slug is taken."""
    kind = "s-team" if "team" in resource else "s-project-minimal"
    name = {"s-team": {"name": "Core", "slug": "core"}, "s-project-minimal": {"slug": "shop"}}[kind]
    call = operation(calls[kind], "create")
    return {**call, "request": {"properties": {**call["request"]["properties"], **name}}}


def test_after_a_broken_connection_nothing_is_sent_any_more(
    shared_dir: Path, player: Player
) -> None:
    call = operation(plugin_calls(shared_dir)["s-team"], "create")
    httpx.post(f"{player.url}/_sandbox/faults", json={"kind": "cut-after", "method": "POST"})
    assert "published sentry plugin crashes" in str(attempt(player, call))
    assert "published sentry plugin crashes" in str(attempt(player, call))
    assert len(player.requests()) == 1


@pytest.mark.parametrize("scenario", ["s-team", "s-project", "s-key"])
def test_what_was_made_but_not_completed_is_kept_and_updated_next_time(
    shared_dir: Path, player: Player, scenario: str
) -> None:
    call = operation(plugin_calls(shared_dir)[scenario], "create")
    inputs = call["request"]["properties"]
    # the first read after the creation, which for a key is not the first read
    fault = {"kind": "status", "status": 500, "method": "GET", "path": "/acme/", "times": 5}
    skip = 1 if scenario == "s-key" else 0
    httpx.post(f"{player.url}/_sandbox/faults", json={**fault, "skip": skip})
    resource = player._resource(call)
    with pytest.raises(InitFailedError, match="500") as failure:
        resource.create(urn="", inputs=inputs, preview=False)
    kept = failure.value
    outputs = resource.update(
        id=kept.id, olds=kept.outputs, old_inputs=kept.inputs, news=inputs, preview=False
    )
    assert outputs["id"] == kept.id
    found = resource.read(id=kept.id, inputs=inputs, state=outputs)
    assert found is not None
    result = resource.diff(id=kept.id, olds=found.outputs, old_inputs=found.inputs, news=inputs)
    assert not result.changes


def test_a_platform_is_refused_as_the_published_plugin_does_offline(
    shared_dir: Path, player: Player
) -> None:
    project = next(one for one in player.plugin.resources if "sentryProject" in one.token)
    news = {"name": "x", "organization": "acme", "team": "core", "platform": "python"}
    failures = project.check(name="s-platform-python", olds={}, news=news, random_seed=b"").failures
    cases = json.loads((shared_dir / "recordings/official-plugins/faults.json").read_text())
    seen = next(case["user_sees"] for case in cases if case["case"] == "s-platform-python")
    reasons = re.findall(r"has a problem: (.*)", seen)
    assert [failure.reason for failure in failures] == reasons
