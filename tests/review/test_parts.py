"""What changed beside the alerts, in the model and in every format."""

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
from setpoint.review import Kind, Verdict
from setpoint.review.effect import PAGING_STAYS
from tests.conftest import ROOT
from tests.review.conftest import alert, cpu, project

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import Edit, Review

    Compare = Callable[..., Review]

ALERTS = {"cpu": alert(cpu()), "memory": alert(cpu(threshold="70%"))}
SRC = {"path": "src/*", "owners": ["core"]}
PAY = {"path": "src/pay/*", "owners": ["other", "eve"]}
DAILY = {"at": "09:00", "projects": [], "slack": ["#alerts"]}
HOURS = {"time_zone": "UTC", "days": ["monday"], "start": "09:00", "end": "17:00"}
TEXT = {"text": "Look"}
BOTH = ("shop/cpu", "shop/memory")


def config(*path_and_value: Any) -> dict[str, Any]:
    """The project with another value at a path; the last argument is the value."""
    found = deepcopy(
        project(
            ALERTS,
            queries={"slow": {"query": "fields @message", "log_groups": ["/shop"]}},
            dashboards={"main": {"widgets": [TEXT]}},
            digests={"daily": DAILY},
            groups={"leads": {"people": ["eve"]}},
        )
    )
    found["escalations"]["core"]["rules"].append({"after": "30m", "notify": [{"group": "leads"}]})
    if path_and_value:
        *path, last, value = path_and_value
        below = found
        for part in path:
            below = below[part]
        below[last] = value
    return found


def edit_of(compare: Compare, *path_and_value: Any, old: Any = None) -> Edit:
    found = compare(old or config(), config(*path_and_value))
    (edit,) = found.edits
    assert not found.empty
    return edit


@pytest.mark.parametrize(
    ("edited", "told", "sentence", "alerts"),
    [
        (("people", "ana", "phone", "+1 555 010 0009"), ("+15550100001", "+15550100009"),
         "Ana is called at another number", BOTH),
        (("people", "ben", "email", "b@example.com"), ("ben@example.com", "b@example.com"),
         "Ben is written to at another address", BOTH),
        (("teams", "other", "people", ["eve", "ben"]), ("[eve]", "[eve, ben]"),
         f"Ben is in team other now; {PAGING_STAYS}", ()),
        (("schedules", "primary", "layers", 0, "people", ["ana"]), ("[ana, ben]", "[ana]"),
         "Ben is no longer on call in primary", BOTH),
        (("schedules", "primary", "layers", 0, "people", ["ana", "ben", "eve"]),
         ("[ana, ben]", "[ana, ben, eve]"),
         "Eve is on call in primary now", BOTH),
        (("schedules", "primary", "layers", 0, "people", ["ben", "ana"]),
         ("[ana, ben]", "[ben, ana]"),
         "turns go round as Ben and Ana in primary", BOTH),
        (("schedules", "primary", "layers", 0, "handoff", "monday 10:00"),
         ("monday 09:00", "monday 10:00"),
         "turns begin and end at another time in primary", BOTH),
        (("schedules", "primary", "layers", 0, "start", "2026-02-02"), ("2025-11-24", "2026-02-02"),
         "this layer begins on 2026-02-02, its turns counted from then, in primary", BOTH),
        (("people", "ana", "role", "admin"), ("limited_user", "admin"),
         f"in PagerDuty, Ana has the rights of the role admin; {PAGING_STAYS}", BOTH),
        (("people", "ana", "time_zone", "Europe/Berlin"), ("Etc/UTC", "Europe/Berlin"),
         f"PagerDuty shows times to Ana in this zone; {PAGING_STAYS}", BOTH),
        (("slack", "workspace", "T0NEW"), ("T0ACME", "T0NEW"),
         f"AWS and PagerDuty write to channels of another workspace; {PAGING_STAYS}", ()),
        (("escalations", "core", "repeat", 2), ("0", "2"),
         "all of it is repeated twice", BOTH),
        (("escalations", "core", "rules", 1, "after", "20m"), ("15m", "20m"),
         ("Eve is told after 20m instead of 15m;"
          " the last level has 10m instead of 15m until nobody is left"), BOTH),
        (("escalations", "core", "rules", 2, "wait", "45m"), (None, "45m"),
         "the last level has 45m instead of 15m until nobody is left", BOTH),
        (("groups", "leads", "people", ["ben"]), ("[eve]", "[ben]"),
         "Eve is not told again after 30m; Ben is told after 30m now", BOTH),
        (("services", "shop", "acknowledgement_timeout", "1h"), (None, "1h"),
         "an acknowledged incident of shop triggers again after 1h instead of 30m", BOTH),
        (("services", "shop", "auto_resolve_timeout", "4h"), (None, "4h"),
         "an open incident of shop resolves itself after 4h; it never did", BOTH),
        (("slack", "channels", "#alerts", "C0OTHER"), ("C0ALE", "C0OTHER"),
         f"what is written to it goes to another channel of Slack; {PAGING_STAYS}", ()),
        (("queries", "slow", "query", "fields @x"), ("fields @message", "fields @x"),
         PAGING_STAYS, ()),
        (("dashboards", "main", "widgets", [{"text": "See"}]), ("Look", "See"),
         PAGING_STAYS, ()),
        (("digests", "daily", "at", "10:30"), ("09:00", "10:30"),
         "is sent at 10:30 UTC instead of 09:00 UTC", ()),
    ],
)  # fmt: skip
def test_an_edit_says_what_follows_and_for_whom(
    edited: Any, told: Any, sentence: str, alerts: Any, compare: Compare
) -> None:
    edit = edit_of(compare, *edited)

    assert (edit.old, edit.new) == told
    assert "; ".join(field.sentence for field in edit.fields if field.sentence) == sentence
    assert edit.alerts == alerts


RULES = ("sentry", "projects", "shop", "ownership")


@pytest.mark.parametrize(
    ("old", "new", "edited"),
    [
        ([SRC], [{**SRC, "owners": ["ana"]}],
         {f"{'.'.join(RULES)}[0].owners": ("[core]", "[ana]")}),
        ([SRC, PAY], [PAY, SRC], {
            f"{'.'.join(RULES)}[0].path": ("src/*", "src/pay/*"),
            f"{'.'.join(RULES)}[0].owners": ("[core]", "[other, eve]"),
            f"{'.'.join(RULES)}[1].path": ("src/pay/*", "src/*"),
            f"{'.'.join(RULES)}[1].owners": ("[other, eve]", "[core]"),
        }),
        ([SRC], [SRC, PAY], {".".join(RULES): (
            "[{path: src/*, owners: [core]}]",
            "[{path: src/*, owners: [core]}, {path: src/pay/*, owners: [other, eve]}]",
        )}),
    ],
)  # fmt: skip
def test_ownership_rules_are_told_value_by_value(
    old: Any, new: Any, edited: dict[str, tuple[str, str]], compare: Compare
) -> None:
    found = compare(config(*RULES, old), config(*RULES, new))

    assert {edit.path: (edit.old, edit.new) for edit in found.edits} == edited
    assert not found.changes


def test_what_comes_and_goes_is_no_edit(compare: Compare) -> None:
    digests = {"weekly": DAILY}

    found = compare(config(), config("digests", digests))

    assert [(part.path, part.kind) for part in found.parts] == [
        ("digests.daily", Kind.removed),
        ("digests.weekly", Kind.added),
    ]
    assert not found.edits


def test_the_bound_of_roles_is_told_where_there_are_roles(compare: Compare) -> None:
    bound = {"permissions_boundary": "arn:aws:iam::123456789012:policy/bound"}
    assert edit_of(compare, "defaults", bound).path == "defaults.permissions_boundary"


def test_nothing_is_told_of_what_nobody_is_paged_by(compare: Compare) -> None:
    quiet = {"cpu": alert(cpu(), severity="high")}
    old, new = (
        config("services", "shop", "alerts", quiet),
        config("services", "shop", "alerts", quiet),
    )
    new["people"]["ana"]["phone"] = "+1 555 010 0009"
    new["escalations"]["core"]["repeat"] = 3

    assert compare(old, new).empty


def test_every_format_tells_it(compare: Compare) -> None:
    found = compare(config(), config("digests", {"weekly": DAILY}))
    text = review_text(found, Verdict(), Paper())
    assert text.startswith(
        "No alert differs in itself; 2 parts beside the alerts that came or went"
    )
    for told in (text, review_markdown(found, Verdict()), review_html(found, Verdict())):
        assert "Beside the alerts" in told
        assert "digests.weekly" in told
    assert "digests.weekly in prod: the digest is new" in review_annotations(found, Verdict())


def test_the_document_is_as_its_schema_says(compare: Compare) -> None:
    found = compare(config(), config("schedules", "primary", "layers", 0, "people", ["eve"]))

    document = json.loads(review_json(found, Verdict()))

    schema = json.loads((ROOT / "schema" / "review.schema.json").read_text())
    jsonschema.validate(document, schema)
    assert [each["alert"] for each in document["edits"][0]["reach"]] == list(BOTH)
    assert [each["kind"] for each in document["parts"]] == ["changed"]
