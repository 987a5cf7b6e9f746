"""A project's ownership rules: what is taken, what is refused as Sentry does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import httpx

PATH = "/projects/acme/shop/ownership/"


def test_a_new_project_has_no_rules_and_sentry_s_settings(api: httpx.Client) -> None:
    found = api.get(PATH).json()
    assert found["raw"] is None
    assert (found["fallthrough"], found["autoAssignment"], found["codeownersAutoSync"]) == (
        True,
        "Auto Assign to Issue Owner",
        True,
    )


def test_rules_are_kept_as_they_are_written(api: httpx.Client) -> None:
    raw = '# the shop\npath:src/* #acme\ntags.component:"web socket" #acme'
    assert api.put(PATH, json={"raw": raw}).status_code == 202
    assert api.get(PATH).json()["raw"] == raw


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("path:src/* #strangers", "Invalid rule owners: #strangers"),
        ("path:src/* nobody@example.com #acme", "Invalid rule owners: nobody@example.com"),
        ("path:src/* #acme\npath:src/*", "Parse error: ownership (line 2, column 1)"),
    ],
)
def test_rules_without_an_owner_of_the_project_are_refused(
    api: httpx.Client, raw: str, message: str
) -> None:
    answer = api.put(PATH, json={"raw": raw})
    assert (answer.status_code, answer.json()) == (400, {"raw": [message]})
    assert api.get(PATH).json()["raw"] is None


def test_a_team_that_does_not_see_the_project_owns_nothing_in_it(api: httpx.Client) -> None:
    api.post("/organizations/acme/teams/", json={"name": "Others", "slug": "others"})
    assert api.put(PATH, json={"raw": "path:src/* #others"}).status_code == 400
    api.post("/projects/acme/shop/teams/others/")
    assert api.put(PATH, json={"raw": "path:src/* #others"}).status_code == 202
