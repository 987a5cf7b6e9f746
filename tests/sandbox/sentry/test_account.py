"""Organizations, tokens, lists, the old alert API, faults, and what a restart keeps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from sandbox.sentry import Project, Seed, create_app
from sandbox.serving import served
from sandbox.store import Store

if TYPE_CHECKING:
    from pathlib import Path

Body = dict[str, Any]

TOKEN = {"Authorization": "Bearer t"}


def test_any_organization_is_made_when_first_used(api: httpx.Client) -> None:
    assert api.get("/organizations/quicksell/").json()["name"] == "Quicksell"
    providers = [
        one["provider"]["key"] for one in api.get("/organizations/quicksell/integrations/").json()
    ]
    assert {"slack", "pagerduty", "github", "jira", "msteams", "discord", "opsgenie"} <= set(
        providers
    )
    assert [one["slug"] for one in api.get("/organizations/quicksell/teams/").json()] == [
        "quicksell"
    ]
    assert len(api.get("/organizations/quicksell/members/").json()) == 3


def test_organizations_do_not_see_each_other(api: httpx.Client) -> None:
    assert api.get("/projects/acme/shop/").status_code == 200
    assert api.get("/projects/globex/shop/").status_code == 200
    api.delete("/projects/globex/shop/")
    assert api.get("/projects/acme/shop/").status_code == 200


def test_ids_of_the_first_organization_are_stable(api: httpx.Client) -> None:
    found = api.get("/organizations/acme/integrations/", params={"providerKey": "slack"}).json()
    assert [(one["id"], one["name"]) for one in found] == [("2001", "Acme Slack")]


@pytest.mark.parametrize(
    "header", [{}, {"Authorization": "Basic abc"}, {"Authorization": "Bearer"}]
)
def test_without_a_token_nothing_is_answered(api: httpx.Client, header: dict[str, str]) -> None:
    answer = httpx.get(f"{api.base_url}organizations/acme/", headers=header)
    assert answer.status_code == 401
    assert answer.json() == {"detail": "Authentication credentials were not provided."}


def test_a_revoked_token_is_refused(api: httpx.Client) -> None:
    root = str(api.base_url).removesuffix("/api/0/")
    httpx.post(f"{root}/_sandbox/tokens/revoke", json={"token": "t"})
    answer = api.get("/organizations/acme/")
    assert (answer.status_code, answer.json()) == (401, {"detail": "Invalid token"})


def test_a_token_without_the_scope_is_refused(api: httpx.Client) -> None:
    root = str(api.base_url).removesuffix("/api/0/")
    httpx.post(f"{root}/_sandbox/sentry", json={"scopes": ["project:read", "org:read"]})
    assert api.get("/projects/acme/shop/").status_code == 200
    answer = api.post("/organizations/acme/teams/", json={"name": "x"})
    assert answer.status_code == 403
    assert answer.json() == {"detail": "You do not have permission to perform this action."}


def test_every_answer_says_how_many_requests_are_left(api: httpx.Client) -> None:
    headers = api.get("/organizations/acme/").headers
    assert int(headers["X-Sentry-Rate-Limit-Remaining"]) < int(headers["X-Sentry-Rate-Limit-Limit"])
    assert headers["X-Sentry-Rate-Limit-ConcurrentLimit"] == "25"


def test_lists_come_in_pages_linked_by_cursors(api: httpx.Client) -> None:
    for number in range(5):
        api.post("/organizations/acme/teams/", json={"slug": f"team-{number}"})
    slugs: list[str] = []
    url = "/organizations/acme/teams/?per_page=2"
    pages = 0
    while url:
        answer = api.get(url)
        slugs += [one["slug"] for one in answer.json()]
        pages += 1
        following = re.search(r'<([^>]+)>; rel="next"; results="true"', answer.headers["Link"])
        url = following[1] if following else ""
    assert slugs == ["acme", *(f"team-{number}" for number in range(5))]
    assert pages == 3


@pytest.mark.parametrize(
    "query", ["per_page=0", "per_page=101", "per_page=x", "cursor=1", "cursor=0:x:0", "id=x"]
)
def test_a_wrong_page_is_refused(api: httpx.Client, query: str) -> None:
    answer = api.get(f"/organizations/acme/detectors/?{query}")
    assert answer.status_code == 400
    assert list(answer.json()) == ["detail"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/organizations/acme/teams/", {"slug": "acme"}, 409),
        ("/organizations/acme/teams/", {}, 400),
        ("/organizations/acme/teams/", {"slug": "Not A Slug"}, 400),
        ("/organizations/acme/teams/", {"slug": "123"}, 400),
        ("/teams/acme/acme/projects/", {"name": "Shop", "slug": "shop"}, 409),
        ("/teams/acme/acme/projects/", {"slug": "x"}, 400),
        ("/teams/acme/nobody/projects/", {"name": "x"}, 404),
        ("/projects/acme/shop/teams/nobody/", None, 404),
        ("/projects/acme/shop/keys/", {"rateLimit": {"count": -1}}, 400),
        ("/organizations/acme/integrations/2001/", {}, 400),
        ("/organizations/acme/integrations/2002/", {"service_table": [{"service": "x"}]}, 400),
        ("/organizations/acme/nothing/", {}, 404),
    ],
)
def test_bad_requests_get_sentrys_errors(
    api: httpx.Client, path: str, body: Body | None, status: int
) -> None:
    answer = api.post(path, json=body)
    assert answer.status_code == status
    assert isinstance(answer.json(), dict)


RULE: Body = {
    "name": "r",
    "actionMatch": "any",
    "frequency": 30,
    "conditions": [],
    "actions": [{"id": "sentry.mail.actions.NotifyEmailAction", "targetType": "IssueOwners"}],
}


def test_the_old_alert_routes_are_gone(api: httpx.Client) -> None:
    for path in ("/projects/acme/shop/rules/", "/projects/acme/shop/alert-rules/"):
        answer = api.post(path, json=RULE)
        assert answer.status_code == 410
        assert answer.json() == {"message": "This API no longer exists."}
    assert api.get("/organizations/acme/alert-rules/1/").status_code == 410


def test_a_sentry_from_before_has_only_the_old_routes(api: httpx.Client) -> None:
    root = str(api.base_url).removesuffix("/api/0/")
    assert httpx.post(f"{root}/_sandbox/sentry", json={"api": "rules"}).json()["api"] == "rules"
    made = api.post("/projects/acme/shop/rules/", json=RULE)
    assert made.status_code == 200
    assert api.get(f"/projects/acme/shop/rules/{made.json()['id']}/").json() == made.json()
    assert api.get("/organizations/acme/workflows/").status_code == 404
    assert httpx.post(f"{root}/_sandbox/sentry", json={"api": "soap"}).status_code == 400
    assert httpx.post(f"{root}/_sandbox/sentry", json={"colour": 1}).status_code == 400


def test_a_slack_channel_of_an_old_rule_is_looked_up_by_a_task(api: httpx.Client) -> None:
    root = str(api.base_url).removesuffix("/api/0/")
    httpx.post(f"{root}/_sandbox/sentry", json={"api": "rules"})
    slack = "sentry.integrations.slack.notify_action.SlackNotifyServiceAction"
    rule = {**RULE, "actions": [{"id": slack, "workspace": "2001", "channel": "#alerts"}]}
    accepted = api.post("/projects/acme/shop/rules/", json=rule)
    assert accepted.status_code == 202
    task = f"/projects/acme/shop/rule-task/{accepted.json()['uuid']}/"
    assert api.get(task).json() == {"status": "pending"}
    assert api.get(task).json()["status"] == "success"


def test_a_slack_channel_of_an_old_metric_rule_is_looked_up_too(api: httpx.Client) -> None:
    root = str(api.base_url).removesuffix("/api/0/")
    httpx.post(f"{root}/_sandbox/sentry", json={"api": "rules"})
    slack = {"type": "slack", "targetType": "specific", "targetIdentifier": "#alerts"}
    trigger = {"label": "critical", "alertThreshold": 1}
    rule = {
        "name": "m",
        "query": "",
        "aggregate": "count()",
        "timeWindow": 60,
        "thresholdType": 0,
        "projects": ["shop"],
        "triggers": [{**trigger, "actions": [{**slack, "integrationId": 2001}]}],
    }
    accepted = api.post("/projects/acme/shop/alert-rules/", json=rule)
    assert accepted.status_code == 202
    task = f"/projects/acme/shop/alert-rule-task/{accepted.json()['uuid']}/"
    assert api.get(task).json() == {"status": "pending"}
    made = api.get(task).json()["alertRule"]
    assert api.get(f"/organizations/acme/alert-rules/{made['id']}/").json() == made


def test_a_restart_keeps_everything(tmp_path: Path) -> None:
    seed = Seed(projects=(Project("shop", "acme"),))
    with served(create_app(Store(tmp_path, "sentry"), api="rules", seed=seed)) as url:
        before = httpx.get(f"{url}/api/0/projects/acme/shop/", headers=TOKEN).json()
    with served(create_app(Store(tmp_path, "sentry"), seed=seed)) as url:
        assert httpx.get(f"{url}/api/0/projects/acme/shop/", headers=TOKEN).json() == before
        assert httpx.get(f"{url}/_sandbox/sentry").json()["api"] == "rules"


def test_a_connection_cut_after_the_work_leaves_the_work_done(api: httpx.Client) -> None:
    root = str(api.base_url).removesuffix("/api/0/")
    fault = {"kind": "cut-after", "method": "POST", "path": "/teams/$"}
    httpx.post(f"{root}/_sandbox/faults", json=fault)
    with pytest.raises(httpx.TransportError):
        api.post("/organizations/acme/teams/", json={"slug": "ghost"})
    assert api.get("/teams/acme/ghost/").status_code == 200


def test_a_refused_request_changes_nothing(api: httpx.Client, metric: Body) -> None:
    made = api.post("/organizations/acme/projects/shop/detectors/", json=metric).json()
    path = f"/organizations/acme/detectors/{made['id']}/"
    wrong = {**metric, "name": "new", "owner": "team:404"}
    assert api.put(path, json=wrong).status_code == 400
    assert api.get(path).json() == made
