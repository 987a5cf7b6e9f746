"""The organizations of this repository: QuickSell at its root, the others in examples/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from setpoint.config import find_project
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Organization:
    """A Pulumi project of this repository, with what the tests hold it to."""

    name: str
    root: Path

    @property
    def environments(self) -> tuple[str, ...]:
        """Its environments in order of name."""
        return tuple(find_project(self.root).environments)

    @property
    def ledger(self) -> Path:
        """The page that maps the organization's own document to its config."""
        return ROOT / "docs" / f"{self.name}.md"

    def golden(self, environment: str) -> Path:
        """The committed plan of an environment."""
        return ROOT / "tests" / "golden" / self.name / f"plan-{environment}.json"


QUICKSELL = Organization("quicksell", ROOT)
EXAMPLES = tuple(
    Organization(path.parent.name, path.parent)
    for path in sorted(ROOT.glob("examples/*/Pulumi.yaml"))
)
ORGANIZATIONS = (QUICKSELL, *EXAMPLES)


def environments() -> Iterator[tuple[Organization, str]]:
    """Yield every environment of every organization."""
    for organization in ORGANIZATIONS:
        for environment in organization.environments:
            yield organization, environment


ENVIRONMENTS = tuple(environments())
ENVIRONMENT_IDS = tuple(f"{one.name}-{environment}" for one, environment in ENVIRONMENTS)
