"""What changed beside the alerts: ownership rules and digests, in every format."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from setpoint.report.plain import Paper
from setpoint.report.review_annotations import review_annotations
from setpoint.report.review_html import review_html
from setpoint.report.review_json import review_json
from setpoint.report.review_markdown import review_markdown
from setpoint.report.review_terminal import review_text
from setpoint.review import Verdict
from tests.conftest import ROOT
from tests.review.conftest import alert, cpu, project

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import Review

    Compare = Callable[..., Review]

ONE = {"cpu": alert(cpu())}


def config(rules: list[Any] | None = None, **digests: Any) -> dict[str, Any]:
    found = deepcopy(project(ONE))
    if rules:
        found["sentry"]["projects"]["shop"]["ownership"] = rules
    return {**found, "digests": digests} if digests else found


def daily(**changes: Any) -> dict[str, Any]:
    return {"at": "09:00", "projects": [], "slack": ["#alerts"], **changes}


SRC = {"path": "src/*", "owners": ["core"]}
PAY = {"path": "src/pay/*", "owners": ["other", "eve"]}


@pytest.mark.parametrize(
    ("old", "new", "path", "sentences"),
    [
        (config(), config([SRC]), "sentry.projects.shop.ownership", ()),
        (
            config([SRC]),
            config([{**SRC, "owners": ["ana"]}, PAY]),
            "sentry.projects.shop.ownership",
            ("path:src/*: core -> ana", "path:src/pay/*: nothing -> other, eve"),
        ),
        (
            config([SRC, PAY]),
            config([PAY, SRC]),
            "sentry.projects.shop.ownership",
            ("order of rules: path:src/* < path:src/pay/* -> path:src/pay/* < path:src/*",),
        ),
        (config(daily=daily()), config(), "digests.daily", ()),
        (
            config(daily=daily()),
            config(daily=daily(at="10:30", people=["ana"])),
            "digests.daily",
            ("at: 09:00:00 -> 10:30:00", "readers: #alerts -> #alerts, ana"),
        ),
    ],
)
def test_what_differs_is_said(
    compare: Compare, old: Any, new: Any, path: str, sentences: tuple[str, ...]
) -> None:
    found = compare(old, new)
    (change,) = found.beside
    assert (change.path, change.sentences) == (path, sentences)
    assert not found.changes
    assert not found.empty


def test_the_same_is_no_change(compare: Compare) -> None:
    both = config([SRC, PAY], daily=daily())
    assert compare(both, both).empty


def test_every_format_tells_it(compare: Compare) -> None:
    found = compare(config([SRC]), config(daily=daily()))
    assert [(each.path, each.added, each.removed) for each in found.beside] == [
        ("sentry.projects.shop.ownership", False, True),
        ("digests.daily", True, False),
    ]
    text = review_text(found, Verdict(), Paper())
    assert text.startswith("No alert differs between base and head; 2 changes beside the alerts.")
    for told in (text, review_markdown(found, Verdict()), review_html(found, Verdict())):
        assert "Beside the alerts" in told
        assert "digests.daily" in told
    assert "digests.daily in prod: new" in review_annotations(found, Verdict())
    document = json.loads(review_json(found, Verdict()))
    schema = json.loads((ROOT / "schema" / "review.schema.json").read_text())
    jsonschema.validate(document, schema)
    assert [each["kind"] for each in document["beside"]] == ["removed", "added"]
