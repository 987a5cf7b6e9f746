"""ProjectOwnership: who owns which part of a project's code, and what follows for its issues.

Every project has exactly one set of rules, which is only written whole; to delete it is to give
the project back what Sentry gives a new one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from providers.plugin import Created, PluginError, ReadState
from providers.sentry_alerting.checked import Checked
from providers.sentry_alerting.comparing import reconcile
from providers.sentry_alerting.declare import Declaration, Flag, Many, Property, Record, Text
from providers.sentry_alerting.monitor import ORGANIZATION
from providers.sentry_alerting.ownership_rules import RULE, read_rules, write_rules
from providers.sentry_alerting.refusals import NOT_FOUND, RefusedError

if TYPE_CHECKING:
    from providers.plugin import Props

_ASSIGNMENTS: Final = (
    "Auto Assign to Issue Owner",
    "Auto Assign to Suspect Commits",
    "Turn off Auto-Assignment",
)
_SETTINGS: Final = (
    Property(
        "autoAssignment",
        Text(_ASSIGNMENTS),
        "Whom Sentry assigns a new issue to by itself.",
        default=_ASSIGNMENTS[0],
    ),
    Property(
        "fallthrough",
        Flag(),
        "Whether all members of the project are told of an issue that no rule matches.",
        default=True,
    ),
    Property(
        "codeownersAutoSync",
        Flag(),
        "Whether a CODEOWNERS file that Sentry knows follows the repository.",
        default=True,
    ),
)
_NEW: Final = {"raw": "", **{one.name: one.default for one in _SETTINGS}}
"""What a new project has."""

_EXAMPLE = """\
ProjectOwnership(
    "shop-api",
    organization="acme",
    project="shop-api",
    rules=[
        OwnershipRule(type="path", pattern="src/*", owners=["#platform"]),
        OwnershipRule(
            type="path", pattern="src/payments/*", owners=["#platform", "ana@example.com"]
        ),
        OwnershipRule(type="tags.component", pattern="websocket", owners=["#platform"]),
    ],
    auto_assignment="Auto Assign to Issue Owner",
    fallthrough=False,
)
"""

DECLARATION = Declaration(
    name="ProjectOwnership",
    doc="The ownership rules of a project; they take the place of all that it has.",
    inputs=Record(
        "ProjectOwnership",
        "",
        (
            ORGANIZATION,
            Property("project", Text(), "The slug of the project.", required=True, replaces=True),
            Property(
                "rules",
                Many(RULE, ordered=True),
                "The rules; of those that match, the last one wins.",
                required=True,
            ),
            *_SETTINGS,
        ),
    ),
    outputs=(),
    example=_EXAMPLE,
    import_id="the project's slug or ORGANIZATION/PROJECT",
)


class ProjectOwnership(Checked):
    """The one set of rules of a project."""

    declaration = DECLARATION

    def create(self, *, urn: str, inputs: Props, preview: bool) -> Created:
        """Write the rules, unless the project has others already: those are somebody's work."""
        del urn
        if preview:
            return Created("", self.previewed(inputs))
        organization, project = self.account.organization(inputs), inputs["project"]
        body = _encode(inputs)
        raw = str(self.account.client.get(_path(organization, project)).get("raw") or "")
        if read_rules(raw) not in ([], inputs["rules"]):
            raise PluginError(
                f"The project {project} of {organization} has ownership rules already: import "
                f"them with the id {organization}/{project}, or delete them in Sentry first."
            )
        self.account.client.put(_path(organization, project), body)
        return Created(f"{organization}/{project}", {**inputs, "organization": organization})

    def read(self, *, id: str, inputs: Props, state: Props) -> ReadState | None:
        """Read the rules of a project that exists."""
        organization, project = self._locate(id, state or inputs)
        try:
            body = self.account.client.get(_path(organization, project))
        except RefusedError as error:
            if error.status != NOT_FOUND:
                raise
            if state:
                return None
            raise PluginError(f"{organization} has no project {project}.") from error
        found = {"project": project, **_decode(body)}
        words = reconcile(self.declaration.inputs, inputs, found) if inputs else found
        read = {"organization": organization, **words}
        return ReadState(f"{organization}/{project}", read, read)

    def update(
        self, *, id: str, olds: Props, old_inputs: Props, news: Props, preview: bool
    ) -> Props:
        """Write the rules anew."""
        del id, old_inputs
        if preview:
            return self.previewed(news, olds)
        organization = self.account.organization({**olds, **news})
        self.account.client.put(_path(organization, news["project"]), _encode(news))
        return {**news, "organization": organization}

    def delete(self, *, id: str, state: Props) -> None:
        """Give the project back what a new one has; a project that is gone needs nothing."""
        organization, project = self._locate(id, state)
        try:
            self.account.client.put(_path(organization, project), _NEW)
        except RefusedError as error:
            if error.status != NOT_FOUND:
                raise

    def _locate(self, identifier: str, props: Props) -> tuple[str, str]:
        organization, _, project = identifier.rpartition("/")
        if not project or "/" in organization:
            raise PluginError(
                f"{identifier!r} names no project. Give its slug or ORGANIZATION/PROJECT."
            )
        return organization or self.account.organization(props), project


def _path(organization: str, project: str) -> str:
    return f"projects/{organization}/{project}/ownership/"


def _encode(inputs: Props) -> Props:
    """The whole body."""
    return {
        "raw": write_rules(inputs["rules"]),
        **{one.name: inputs[one.name] for one in _SETTINGS},
    }


def _decode(body: Any) -> Props:
    """The inputs that the answer stands for."""
    settings = {one.name: body.get(one.name, one.default) for one in _SETTINGS}
    return {"rules": read_rules(str(body.get("raw") or "")), **settings}
