"""The migration as a whole: what was read becomes files and an account of what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from setpoint.migration.checking import problems_by_alert
from setpoint.migration.config_files import project_files
from setpoint.migration.converting import Conversion
from setpoint.migration.duplicates import find_duplicates
from setpoint.migration.organization import BUILT_IN
from setpoint.migration.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.migration.config_files import Stack
    from setpoint.migration.organization import Organization


class NothingError(Exception):
    """There is nothing to take over."""


@dataclass(frozen=True, slots=True)
class Migration:
    """The outcome, and the project's files by path."""

    outcome: Outcome
    files: Mapping[str, str]


def migrate(organization: Organization, stack: Stack) -> Migration:
    """Convert everything; what `setpoint check` would refuse is left out, with its reason.

    Args:
        organization: What was read.
        stack: What the engine has to know of Sentry's provider.

    Raises:
        NothingError: The organization has no monitors or alerts of its own.
    """
    refused: dict[tuple[str, str], str] = {}
    while True:
        conversion = Conversion(organization, refused).run()
        if not conversion.taken and not conversion.left:
            raise NothingError(
                f"{organization.slug} has no monitors or alerts but those that Sentry keeps itself"
            )
        files = project_files(organization, conversion.taken, conversion.projects, stack)
        problems = problems_by_alert(files) if conversion.taken else {}
        if not problems:
            return Migration(_outcome(organization, conversion), files if conversion.taken else {})
        originals = {one.path: one.original for one in conversion.taken}
        for path, reason in problems.items():
            refused[(originals[path].kind, originals[path].id)] = reason


def _outcome(organization: Organization, conversion: Conversion) -> Outcome:
    return Outcome(
        organization=organization.slug,
        taken=conversion.taken,
        left=conversion.left,
        duplicates=find_duplicates(organization),
        built_in=sum(1 for one in organization.detectors if one["type"] in BUILT_IN),
        unseen=organization.unseen,
    )
