"""Ownership rules: text and back, the whole life on the engine, what somebody else wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from providers.plugin import PluginError
from providers.sentry_alerting.ownership_rules import read_rules, write_rules
from providers.sentry_alerting.project_ownership import ProjectOwnership
from tests.providers.sentry_alerting.contracts import departures
from tests.providers.sentry_alerting.server import TOKEN
from tests.providers.stack import AnyResource

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from providers.sentry_alerting.account import Account
    from tests.providers.sentry_alerting.server import SentryServer
    from tests.providers.stack import EngineStack

ROUTE = "projects/acme/shop-api/ownership/"
RULES = [
    {"type": "path", "pattern": "src/pay ments/*", "owners": ["#platform", "ana@example.com"]},
    {"type": "url", "pattern": "https://shop.example.com/*", "owners": ["#platform"]},
    {"type": "module", "pattern": "shop.payments", "owners": ["#platform"]},
    {"type": "tags.component", "pattern": "websocket", "owners": ["#platform"]},
]
RAW = """\
path:"src/pay ments/*" #platform ana@example.com
url:https://shop.example.com/* #platform
module:shop.payments #platform
tags.component:websocket #platform"""
WANTED = {"project": "shop-api", "rules": RULES[1:]}


def of(sentry: SentryServer) -> dict[str, Any]:
    import httpx  # noqa: PLC0415 - half a second

    answer = httpx.get(
        f"{sentry.url}/api/0/{ROUTE}", headers={"Authorization": f"Bearer {TOKEN}"}, timeout=10
    )
    found: dict[str, Any] = answer.json()
    return found


def write(sentry: SentryServer, **body: Any) -> None:
    import httpx  # noqa: PLC0415 - half a second

    headers = {"Authorization": f"Bearer {TOKEN}"}
    url = f"{sentry.url}/api/0/{ROUTE}"
    httpx.put(url, json=body, headers=headers, timeout=10).raise_for_status()


def checked(account: Account, **inputs: Any) -> Any:
    return ProjectOwnership(account).check(name="x", olds={}, news=inputs, random_seed=b"")


def test_rules_become_sentry_s_text_and_back() -> None:
    assert write_rules(RULES) == RAW
    assert read_rules(RAW) == RULES


def test_comments_and_blank_lines_are_no_rules_and_a_bare_pattern_is_a_path() -> None:
    found = read_rules("# ours\n\n  src/*   #platform   a@b.example  \n")
    assert found == [{"type": "path", "pattern": "src/*", "owners": ["#platform", "a@b.example"]}]


def test_a_line_that_is_no_rule_is_named() -> None:
    with pytest.raises(PluginError, match="'path:src'"):
        read_rules("path:src")


@pytest.mark.parametrize(
    ("rule", "path", "reason"),
    [
        ({"type": "file"}, "rules[0].type", "is not path, url, module, codeowners or tags.NAME"),
        ({"owners": []}, "rules[0].owners", "must have at least 1 item"),
        ({"owners": ["platform"]}, "rules[0].owners[0]", "is not a team as #SLUG or a member"),
        ({"pattern": 'a"b'}, "rules[0].pattern", "is not one line without quotes"),
    ],
)
def test_a_wrong_rule_is_refused_at_its_place(
    account: Account, rule: dict[str, Any], path: str, reason: str
) -> None:
    failures = checked(account, project="shop-api", rules=[{**RULES[2], **rule}]).failures
    assert [one.property for one in failures] == [path]
    assert reason in failures[0].reason


def test_the_order_of_rules_is_a_change(account: Account) -> None:
    before = checked(account, **WANTED).inputs
    after = {**before, "rules": list(reversed(before["rules"]))}
    found = ProjectOwnership(account).diff(id="x", olds={}, old_inputs=before, news=after)
    assert found.changes


def test_rules_that_somebody_wrote_are_not_overwritten(
    account: Account, sentry: SentryServer
) -> None:
    write(sentry, raw="path:theirs/* #platform")
    inputs = checked(account, **WANTED).inputs
    resource = ProjectOwnership(account)
    with pytest.raises(PluginError, match="import them with the id acme/shop-api"):
        resource.create(urn="u", inputs=inputs, preview=False)
    assert of(sentry)["raw"] == "path:theirs/* #platform"


def test_a_create_whose_answer_was_lost_is_done_again(
    account: Account, sentry: SentryServer
) -> None:
    inputs = checked(account, **WANTED).inputs
    for _ in range(2):
        created = ProjectOwnership(account).create(urn="u", inputs=inputs, preview=False)
    assert created.id == "acme/shop-api"


@pytest.mark.parametrize("given", ["nowhere", "acme/nowhere"])
def test_an_import_of_no_project_says_so(account: Account, given: str) -> None:
    with pytest.raises(PluginError, match="acme has no project nowhere"):
        ProjectOwnership(account).read(id=given, inputs={}, state={})


def test_a_project_that_went_takes_its_rules_along(account: Account) -> None:
    state = {**checked(account, project="gone", rules=[]).inputs}
    resource = ProjectOwnership(account)
    assert resource.read(id="acme/gone", inputs=state, state=state) is None
    resource.delete(id="acme/gone", state=state)


def test_the_whole_life_on_the_engine(
    new_stack: Callable[..., EngineStack], sentry: SentryServer, shared_dir: Path
) -> None:
    stack = new_stack()
    assert stack.up(_program(RULES[1:])).changes == {"create": 2}
    assert of(sentry)["raw"] == "\n".join(RAW.splitlines()[1:])
    _nothing_to_do(stack)
    assert stack.up(_program(RULES[2:], fallthrough=False)).changes == {"same": 1, "update": 1}
    assert (of(sentry)["raw"], of(sentry)["fallthrough"]) == (
        "\n".join(RAW.splitlines()[2:]),
        False,
    )
    _nothing_to_do(stack)

    write(sentry, raw="path:by/hand/* #platform")
    assert stack.refresh().changes == {"same": 1, "update": 1}
    assert stack.up().changes == {"same": 1, "update": 1}

    imported = new_stack(folder="imported")
    run = imported.up(_program(RULES[2:], import_="shop-api", fallthrough=False), diff=True)
    assert run.changes == {"create": 1, "import": 1}, run.text
    assert stack.destroy().changes == {"delete": 2}
    assert (of(sentry)["raw"], of(sentry)["fallthrough"]) == ("", True)
    _accepted_by_the_contract(sentry, shared_dir)


def _program(
    rules: list[dict[str, Any]], import_: str | None = None, **inputs: Any
) -> Callable[[], None]:
    import pulumi  # noqa: PLC0415 - the SDK is slow to load

    def program() -> None:
        AnyResource(
            "sentry-alerting:index:ProjectOwnership",
            "shop-api",
            {"project": "shop-api", "rules": rules, **inputs},
            pulumi.ResourceOptions(import_=import_),
        )

    return program


def _nothing_to_do(stack: EngineStack) -> None:
    for run in (stack.preview(diff=True), stack.refresh(), stack.preview(diff=True)):
        assert run.ok, run.text
        assert set(run.changes) == {"same"}, run.text


def _accepted_by_the_contract(sentry: SentryServer, shared_dir: Path) -> None:
    sent = [one for one in sentry.requests("PUT") if "ownership" in one["path"]]
    assert len(sent) >= 4
    bodies = [one["body"] for one in sent if "fallthrough" in one["body"]]
    found = [departures(shared_dir / "openapi", "PUT", f"/api/0/{ROUTE}", one) for one in bodies]
    assert [one for one in found if one] == []
