"""Projects: create, list, read, change, delete, and the teams that may see them.

A new project gets what Sentry gives it: an error and an issue stream monitor, and a key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from sandbox.sentry import keys
from sandbox.sentry.call import EMPTY, Call, Endpoint, Reply
from sandbox.sentry.detector_rows import add_built_in, remove
from sandbox.sentry.errors import conflict, invalid
from sandbox.sentry.paging import page
from sandbox.sentry.project_rows import full, new
from sandbox.sentry.strict import Body
from sandbox.sentry.teams import check_slug

if TYPE_CHECKING:
    from sandbox.sentry.account import Account, Row

READ = ("project:admin", "project:read", "project:write")
WRITE = ("project:admin", "project:write")

ProjectSlug = Annotated[str, Field(max_length=100)]


class NewProject(Body):
    """A project to create."""

    name: Annotated[str, Field(min_length=1, max_length=50)]
    slug: ProjectSlug | None = None
    platform: str | None = None
    default_rules: bool = True
    origin: str | None = None


class ProjectChange(Body):
    """What may change of a project; digest delays in seconds, `resolve_age` in hours."""

    name: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    slug: ProjectSlug | None = None
    platform: str | None = None
    is_bookmarked: bool | None = None
    subject_prefix: Annotated[str, Field(max_length=200)] | None = None
    subject_template: Annotated[str, Field(max_length=200)] | None = None
    digests_min_delay: Annotated[int, Field(ge=60, le=3600)] | None = None
    digests_max_delay: Annotated[int, Field(ge=60, le=3600)] | None = None
    resolve_age: Annotated[int, Field(ge=0)] | None = None
    allowed_domains: list[str] | None = None
    security_token: str | None = None
    security_token_header: str | None = None
    verify_ssl: Annotated[bool | None, Field(alias="verifySSL")] = None
    scrape_java_script: bool | None = None
    grouping_config: str | None = None
    grouping_enhancements: str | None = None
    fingerprinting_rules: str | None = None
    highlight_tags: list[str] | None = None
    highlight_context: dict[str, Any] | None = None
    enable_auto_release_creation: bool | None = None
    scm_source_context_enabled: bool | None = None
    options: dict[str, Any] | None = None


def create(call: Call) -> Reply:
    """Create a project for a team."""
    account, body = call.account, call.body(NewProject)
    team = account.by_slug("team", call.path["team"])
    check_slug(body.slug)
    slug = account.slug_for("project", body.name, body.slug)
    if account.is_taken("project", slug):
        raise conflict("A project with this slug already exists.")
    project = add(account, name=body.name, slug=slug, team=team, platform=body.platform)
    return Reply(201, full(account, project))


def list_all(call: Call) -> Reply:
    """List the organization's projects."""
    return page(call, [full(call.account, row) for row in call.account.rows("project")])


def list_of_token(call: Call) -> Reply:
    """List the projects of every organization that the token sees."""
    return page(
        call,
        [full(account, row) for account in call.accounts for row in account.rows("project")],
    )


def read(call: Call) -> Reply:
    """Read a project."""
    return Reply(200, full(call.account, call.account.by_slug("project", call.path["project"])))


def update(call: Call) -> Reply:
    """Change a project; only what the body holds."""
    account, body = call.account, call.body(ProjectChange)
    project = account.by_slug("project", call.path["project"])
    check_slug(body.slug)
    if body.slug and account.is_taken("project", body.slug, but=project["id"]):
        raise invalid(slug=f"Another project is using {body.slug} as its slug.")
    changes = body.sent()
    project["options"].update(changes.pop("options", None) or {})
    project.update(changes)
    return Reply(200, full(account, project))


def delete(call: Call) -> Reply:
    """Delete a project with all that is in it."""
    account = call.account
    project = account.by_slug("project", call.path["project"])
    for detector in account.rows("detector"):
        if detector["projectId"] == project["id"]:
            remove(account, detector)
    for kind in ("key", "rule", "metric-rule"):
        for identifier, row in list(account.table(kind).items()):
            if row["_project"] == project["id"]:
                del account.table(kind)[identifier]
    del account.table("project")[project["id"]]
    return EMPTY


def add_team(call: Call) -> Reply:
    """Let a team see a project; one that may already changes nothing."""
    project, team = _project_and_team(call)
    if team["id"] not in project["_teams"]:
        project["_teams"].append(team["id"])
    return Reply(201, full(call.account, project))


def remove_team(call: Call) -> Reply:
    """Take a project from a team's sight."""
    project, team = _project_and_team(call)
    project["_teams"] = [one for one in project["_teams"] if one != team["id"]]
    return Reply(200, full(call.account, project))


def add(account: Account, *, name: str, slug: str, team: Row, platform: str | None) -> Row:
    """Put a new project into the organization, with its monitors and its key."""
    project = new(account, name=name, slug=slug, team=team, platform=platform)
    account.table("project")[project["id"]] = project
    add_built_in(account, project)
    keys.add(account, project, name="Default")
    return project


def _project_and_team(call: Call) -> tuple[Row, Row]:
    project = call.account.by_slug("project", call.path["project"])
    return project, call.account.by_slug("team", call.path["team"])


_ONE = "/projects/{org}/{project}/"
_TEAM = "/projects/{org}/{project}/teams/{team}/"

ENDPOINTS = (
    Endpoint("POST", "/teams/{org}/{team}/projects/", create, WRITE),
    Endpoint("GET", "/organizations/{org}/projects/", list_all, ("org:admin", "org:read", *READ)),
    Endpoint("GET", "/projects/", list_of_token, READ),
    Endpoint("GET", _ONE, read, READ),
    Endpoint("PUT", _ONE, update, WRITE),
    Endpoint("DELETE", _ONE, delete, ("project:admin",)),
    Endpoint("POST", _TEAM, add_team, WRITE),
    Endpoint("DELETE", _TEAM, remove_team, WRITE),
)
