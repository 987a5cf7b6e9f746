"""One comment, found again, brought up to date in place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from setpoint.forge import ForgeError, Kept, NotAllowedError, keep_comment, pull_request
from setpoint.forge.github import LIMIT
from tests.forge.stand_in import BOT, SOMEBODY

if TYPE_CHECKING:
    from tests.forge.conftest import Job
    from tests.forge.stand_in import Comments

MARK = "<!-- setpoint diff -->"


def keep(job: dict[str, str], text: str, name: str = "setpoint diff") -> Kept:
    return keep_comment(pull_request(job), name, text)


def test_the_first_run_posts_and_the_second_updates_in_place(github: Comments, job: Job) -> None:
    github.add("Looks good", SOMEBODY)
    assert keep(job(), "one change\n") is Kept.posted
    assert keep(job(), "two changes\n") is Kept.updated
    assert github.bodies == ["Looks good", f"{MARK}\ntwo changes\n"]


def test_nothing_is_written_when_nothing_changed(github: Comments, job: Job) -> None:
    keep(job(), "one change\n")
    asked = len(github.requests)
    assert keep(job(), "one change\n") is Kept.unchanged
    assert all(one.startswith("GET") for one in github.requests[asked:])


def test_a_text_that_brings_the_mark_has_it_once(github: Comments, job: Job) -> None:
    keep(job(), f"{MARK}\none change\n")
    assert github.bodies == [f"{MARK}\none change\n"]


def test_the_comment_is_found_on_a_later_page(github: Comments, job: Job) -> None:
    for number in range(250):
        github.add(f"{number}", SOMEBODY)
    github.add(f"{MARK}\nold", BOT)
    assert keep(job(), "new") is Kept.updated
    assert len(github.all) == 251
    assert github.bodies[-1] == f"{MARK}\nnew"
    assert sum("per_page" in one for one in github.requests) == 3


def test_somebody_elses_comment_with_the_mark_is_left_alone(github: Comments, job: Job) -> None:
    github.add(f"{MARK}\nmine, really", SOMEBODY)
    assert keep(job(), "one change") is Kept.posted
    assert github.bodies == [f"{MARK}\nmine, really", f"{MARK}\none change"]


def test_another_bot_s_comment_with_the_mark_is_left_alone(github: Comments, job: Job) -> None:
    other = {"login": "dependabot[bot]", "type": "Bot", "id": 49699333}
    for body in (f"{MARK}\nforged", f"{MARK}\nforged again"):
        github.add(body, other)
    assert keep(job(), "one change") is Kept.posted
    assert keep(job(), "two changes") is Kept.updated
    assert github.bodies == [
        f"{MARK}\nforged", f"{MARK}\nforged again", f"{MARK}\ntwo changes",
    ]  # fmt: skip


def test_an_app_of_one_s_own_is_named(github: Comments, job: Job) -> None:
    github.add(f"{MARK}\nold", {"login": "acme[bot]", "type": "Bot", "id": 5})
    request = replace(pull_request(job()), author="acme[bot]")
    assert keep_comment(request, "setpoint diff", "new") is Kept.updated
    assert github.bodies == [f"{MARK}\nnew"]


def test_a_personal_token_finds_its_own_comment(github: Comments, job: Job) -> None:
    github.add(f"{MARK}\na bot's", BOT)
    assert keep(job(auth="personal"), "first") is Kept.posted
    assert keep(job(auth="personal"), "second") is Kept.updated
    assert github.bodies == [f"{MARK}\na bot's", f"{MARK}\nsecond"]


def test_two_comments_of_two_names_live_side_by_side(github: Comments, job: Job) -> None:
    keep(job(), "shop", "setpoint diff shop")
    keep(job(), "web", "setpoint diff web")
    assert keep(job(), "shop again", "setpoint diff shop") is Kept.updated
    assert [body.splitlines()[1] for body in github.bodies] == ["shop again", "web"]


def test_doubles_of_two_jobs_at_once_become_one(github: Comments, job: Job) -> None:
    github.add(f"{MARK}\nfirst", BOT)
    github.add(f"{MARK}\nsecond", BOT)
    keep(job(), "third")
    assert github.bodies == [f"{MARK}\nthird"]


@pytest.mark.parametrize("token", [None, "reads", "expired"])
def test_a_token_that_may_not_write_is_told_apart(
    github: Comments, job: Job, token: str | None
) -> None:
    with pytest.raises(NotAllowedError):
        keep(job(auth=token), "one change")
    assert not github.all


def test_too_long_a_text_is_cut_at_a_line_and_says_so(github: Comments, job: Job) -> None:
    lines = [f"line {number}" for number in range(20_000)]
    text = "\n".join(
        ["<details><summary>All</summary>", "", "```text", *lines, "```", "</details>"]
    )
    keep(job(), text)
    (body,) = github.bodies
    assert len(body) <= LIMIT
    kept = body.count("\nline ")
    left = len(lines) + 2 - kept
    assert body.endswith(f"```\n</details>\n\n... {left} more lines: "
                         "the summary of the job has all of it")  # fmt: skip
    assert f"\nline {kept - 1}\n```\n" in body
    assert kept > 5_000


def test_a_text_of_exactly_the_limit_is_not_cut(github: Comments, job: Job) -> None:
    text = "x" * (LIMIT - len(MARK) - 1)
    keep(job(), text)
    assert github.bodies == [f"{MARK}\n{text}"]


def test_reads_are_tried_again_and_a_limit_is_waited_for(github: Comments, job: Job) -> None:
    github.fail = [502, 429]
    assert keep(job(), "one change") is Kept.posted


@pytest.mark.parametrize("told", ["-1", "nan", "inf", "Fri, 31 Dec 9999 23:59:59 GMT", "3600"])
def test_an_odd_time_to_wait_is_bounded(
    github: Comments, job: Job, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("setpoint.forge.client.time.sleep", waited.append)
    github.fail, github.retry_after = [429], told
    assert keep(job(), "one change") is Kept.posted
    assert waited == [30]


def test_a_write_that_may_have_been_done_is_not_sent_twice(github: Comments, job: Job) -> None:
    github.fail_writes = [502]
    with pytest.raises(ForgeError, match="502"):
        keep(job(), "one change")
    assert sum(one.startswith("POST") for one in github.requests) == 1


def test_the_token_goes_to_https_or_loopback_only(job: Job) -> None:
    with pytest.raises(ForgeError, match="https"):
        keep({**job(), "GITHUB_API_URL": "http://github.example.com"}, "one change")


def test_no_error_has_the_token(job: Job) -> None:
    assert "writes" not in repr(pull_request(job()))


def test_gitlab_s_notes_are_kept_the_same_way(gitlab: Comments, pipeline: dict[str, str]) -> None:
    gitlab.limit = 1_000_000
    gitlab.add(f"{MARK}\nsomebody's", SOMEBODY)
    assert keep(pipeline, "one") is Kept.posted
    assert keep(pipeline, "two") is Kept.updated
    assert gitlab.bodies == [f"{MARK}\nsomebody's", f"{MARK}\ntwo"]
    assert all("/projects/42/merge_requests/3/notes" in one or "/user" in one
               for one in gitlab.requests)  # fmt: skip
