"""The resource ProjectOwnership.

Written by `python -m providers.sentry_alerting.generate` from the provider's declarations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pulumi  # noqa: TC002 - the SDK reads the annotations

from components.sentry.resources.base import SentryResource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.sentry.resources.ownership_rules import OwnershipRule


class ProjectOwnership(SentryResource):
    """The ownership rules of a project; they take the place of all that it has.

    To import one, its id is the project's slug or ORGANIZATION/PROJECT.

    Attributes:
        organization: The slug of the organization; that of the provider's configuration if
            left out. A change replaces the object.
        project: The slug of the project. A change replaces the object.
        rules: The rules; of those that match, the last one wins.
        auto_assignment: Whom Sentry assigns a new issue to by itself. One of Auto Assign to
            Issue Owner, Auto Assign to Suspect Commits, Turn off Auto-Assignment. `Auto
            Assign to Issue Owner` if left out.
        fallthrough: Whether all members of the project are told of an issue that no rule
            matches. `true` if left out.
        codeowners_auto_sync: Whether a CODEOWNERS file that Sentry knows follows the
            repository. `true` if left out.
    """

    organization: pulumi.Output[str]
    project: pulumi.Output[str]
    rules: pulumi.Output[list[dict[str, Any]]]
    auto_assignment: pulumi.Output[str]
    fallthrough: pulumi.Output[bool]
    codeowners_auto_sync: pulumi.Output[bool]

    def __init__(  # noqa: PLR0913 - one argument per property
        self,
        resource_name: str,
        *,
        project: pulumi.Input[str],
        rules: pulumi.Input[Sequence[pulumi.Input[OwnershipRule]]],
        organization: pulumi.Input[str] | None = None,
        auto_assignment: pulumi.Input[str] | None = None,
        fallthrough: pulumi.Input[bool] | None = None,
        codeowners_auto_sync: pulumi.Input[bool] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare one under `resource_name`; what the properties mean stands at the class."""
        super().__init__(
            "sentry-alerting:index:ProjectOwnership",
            resource_name,
            {
                "organization": organization,
                "project": project,
                "rules": rules,
                "autoAssignment": auto_assignment,
                "fallthrough": fallthrough,
                "codeownersAutoSync": codeowners_auto_sync,
            },
            (),
            opts,
        )
