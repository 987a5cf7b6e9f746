"""A condition that says nothing is a mistake like any other, beside those that conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.config import ConfigError
from tests.review.conftest import alert, project, sides, write

if TYPE_CHECKING:
    from pathlib import Path


def test_it_is_told(tmp_path: Path) -> None:
    issue = {"triggers": ["regression"], "filters": [{"conditions": [{}]}]}

    with pytest.raises(ConfigError, match="conditions"):
        sides(write(tmp_path, project({"any": alert({"sentry_issue": issue})}), {"prod": {}}))
